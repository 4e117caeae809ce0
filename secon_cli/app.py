"""The `secon` application: commands are built when they are named, and every failure ends in one line.

Only this file turns exceptions into exit codes; the codes are part of what users rely on (see docs/exit-codes.md).
"""

import errno
import io
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from types import FrameType, SimpleNamespace
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from secon_cli import __version__, protected
from secon_cli.commands.values import CommandProblem, UsageProblem
from secon_cli.output.destination import Destination, WouldReplaceInput, tell

_UsageError: Any = typer.BadParameter.__bases__[0]
"""What typer raises for a wrong command line; typer names only one of its kinds."""
_FAULT, _CANNOT_WRITE, _INTERRUPTED = 70, 74, 130
_WIDEST = 10_000
"""Columns above which a width is taken for a mistake: help is padded to it, so a huge one would fill a disk."""


class _Screen(io.StringIO):
    """What is written for a terminal, kept, so that it can be paged."""

    def isatty(self) -> bool:
        return True


class _WithHelp:
    """A command whose help goes through the pager where it is longer than the terminal, as results do."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        # Rich writes to a Windows console in its own way, and there is usually no pager.
        if os.name == "nt" or not sys.stdout.isatty():
            super().format_help(ctx, formatter)  # type: ignore[misc]  # of the other base
            return
        with redirect_stdout(_Screen()) as screen:
            super().format_help(ctx, formatter)  # type: ignore[misc]  # of the other base
        Destination().show_text(screen.getvalue())

    def get_params(self, ctx: Any) -> Any:
        parameters = super().get_params(ctx)  # type: ignore[misc]  # of the other base
        for parameter in parameters:
            # A flag takes no value, so its help names none. The help of an argument says in words what it is.
            if getattr(parameter, "is_flag", False):
                parameter.metavar = parameter.metavar or ""
            elif parameter.param_type_name == "argument":
                parameter.display_type_rich = lambda ctx: None
        return parameters


class _CommandWithHelp(_WithHelp, TyperCommand):
    """A command of `cli.py`."""


class _LazyGroup(_WithHelp, TyperGroup):
    """A group whose commands are built from `cli.py` when they are asked for."""

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        with _streams_guarded():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        protected.forget()
        with _streams_guarded():
            try:
                return super().invoke(ctx)
            except (typer.Exit, OSError):
                raise
            except CommandProblem as problem:
                if problem.details:
                    tell(problem.details)
                _leave(problem.exit_code, str(problem))
            except WouldReplaceInput as refused:
                _leave(UsageProblem.exit_code, f"`{refused}` is an input of this command; write to another file")
            except _UsageError as error:
                _leave(UsageProblem.exit_code, _what_to_write(error))
            except MemoryError:
                _leave(_CANNOT_WRITE, "not enough memory; SECON_PROCESSES=1 needs least")
            except Exception as error:
                if os.environ.get("SECON_TRACEBACK"):
                    raise
                kind = type(error).__name__
                _leave(_FAULT, f"a fault of secon itself ({kind}: {error}); SECON_TRACEBACK=1 shows where")

    def list_commands(self, ctx: Any) -> list[str]:
        from secon_cli.cli import COMMANDS

        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        from secon_cli import cli

        if cmd_name not in cli.COMMANDS:
            if ctx.resilient_parsing:
                return None
            from secon_cli.practice.suggestions import closest

            near = closest(cmd_name, cli.COMMANDS)
            hint = f"did you mean `secon {near}`?" if near else "`secon --help` lists the commands"
            raise UsageProblem(f"no command `{cmd_name}`; {hint}")
        if cmd_name not in self.commands:
            single = typer.Typer(add_completion=False, rich_markup_mode="markdown")
            named = single.command(cmd_name, cls=_CommandWithHelp, short_help=cli.COMMANDS[cmd_name].summary)
            named(cli.command(cmd_name))
            self.commands[cmd_name] = typer.main.get_command(single)
        return self.commands[cmd_name]


app = typer.Typer(
    name="secon",
    cls=_LazyGroup,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _what_to_write(error: Any) -> str:
    """What is wrong with a command line, with what to write instead: where an argument is missing, an example."""
    if error.ctx is None:
        return str(error.format_message()).removesuffix(".")
    path, command = error.ctx.command_path, error.ctx.command
    example = re.search(f"`{path} [^`]+`", command.help or "")
    if type(error).__name__ == "MissingParameter" and example:
        needed = [each for each in command.params if each.param_type_name == "argument" and each.required]
        meanings = (f"{each.metavar} ({each.help[0].lower()}{each.help[1:].removesuffix('.')})" for each in needed)
        return f"`{path}` needs {' and '.join(meanings)}; for example {example[0]}"
    said = error.format_message().removesuffix(".")
    if number := re.fullmatch(r"Invalid value for '(--[\w-]+)'.*: Input should be ([^,]+).*", said):
        expected = f"a number {number[2]}" if "than" in number[2] else "a whole number"
        said = f"{number[1]}: expected {expected}"
    if extra := re.fullmatch(r"Got unexpected extra argument\S* \((.*)\)", said):
        said = f"unexpected argument `{extra[1]}`"
    return f"{said}; `{path} --help` shows what is possible"


def _print_version(asked: bool) -> None:
    if asked:
        print(f"secon {__version__}")
        raise typer.Exit


@app.callback()
def _secon(
    version: Annotated[
        bool, typer.Option("--version", metavar="", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Score social-economy practices against the selection criteria of SECON.

    Every number can be traced to a fact, its source and a rule. Works offline; nothing is sent anywhere.
    """


@contextmanager
def _streams_guarded() -> Iterator[None]:
    """Ctrl-C, a closed pipe and an output that cannot be written, also where help or the version is printed."""
    try:
        yield
    except KeyboardInterrupt:
        _leave(_INTERRUPTED, "interrupted")
    except SystemExit as left:
        # Rich, which prints the help, turns a closed pipe into a failure.
        if isinstance(left.__context__, BrokenPipeError):
            raise SystemExit(0) from None
        raise
    except BrokenPipeError:
        # The reader has closed the pipe (`| head`), which is no failure. Python must not flush into it at exit.
        _discard_the_rest()
        raise SystemExit(0) from None
    except OSError as error:
        if isinstance(error, ChildProcessError):
            _leave(_CANNOT_WRITE, str(error))
        if isinstance(error, FileExistsError):
            _leave(UsageProblem.exit_code, f"`{error.filename}` exists already, and secon overwrites nothing")
        what = f"cannot write {error.filename}" if error.filename else "cannot read or write"
        _discard_the_rest()
        _leave(_CANNOT_WRITE, f"{what}: {error.strerror or error}")


def _discard_the_rest() -> None:
    """Send what is still buffered for standard output nowhere, so that nothing fails once more at exit."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _leave(code: int, message: str) -> NoReturn:
    from secon_cli.output.plain_text import one_line

    tell(f"secon: {one_line(message)}")
    raise SystemExit(code) from None


class _Closed(io.TextIOBase):
    """Standard output that was closed: what is to be printed there, help included, fails instead of being lost."""

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "standard output")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def main() -> None:
    """Entry point of the `secon` command: no text, width or second Ctrl-C ends in a traceback."""

    def interrupt_once(number: int, frame: FrameType | None) -> None:
        """The first Ctrl-C ends the work; a second one would interrupt the cleanup and leave processes running."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    if sys.stdout is None:
        sys.stdout = _Closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Some encodings lack characters of the help, which are then printed as `?`.
            stream.reconfigure(errors="replace")
    # Rich and typer accept whatever `isdigit` does, such as `²`, and do not refuse 0.
    for variable in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        width = os.environ.get(variable, "1")
        if not (_is_number(width) and 0 < int(width) <= _WIDEST):
            del os.environ[variable]
    if "_SECON_COMPLETE" in os.environ:
        # Typer wraps descriptions, and fish takes each line for a word that can be typed.
        os.environ["COLUMNS"] = str(_WIDEST)
    if not _is_number(os.environ.get("COMP_CWORD", "0")):
        os.environ["COMP_CWORD"] = "0"
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt_once)
    # To look for plugins, of which secon uses none, pydantic loads what reads the metadata of packages, and then reads
    # that of all installed ones. The first alone is 4 % of the instructions of a start. Processes that are spawned for
    # many files inherit the variable only.
    sys.modules["pydantic.plugin._loader"] = SimpleNamespace(get_plugins=tuple)  # type: ignore[assignment]
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with _streams_guarded():
        try:
            app(prog_name="secon")
        finally:
            sys.stdout.flush()
