"""The `secon` application: its commands are imported when they are named, and every failure ends in one line.

Only this file turns exceptions into exit codes; the codes are part of what users rely on (see docs/exit-codes.md).
"""

import functools
import os
import sys
from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from secon_cli import __version__
from secon_cli.commands.errors import CommandProblem, UsageProblem

_COMMANDS = {
    "score": "Rank practices by a rubric.",
    "show": "Show one practice: its sheet, its scores with the arithmetic, what would raise it.",
    "validate": "Check practice files: every problem at its place.",
}

_FAULT, _CANNOT_WRITE, _INTERRUPTED = 70, 74, 130


class _LazyGroup(TyperGroup):
    """A group whose commands are imported from `secon_cli.commands` when they are asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _COMMANDS:
            if ctx.resilient_parsing:
                return None
            near = get_close_matches(cmd_name, _COMMANDS, n=1)
            hint = f"did you mean `secon {near[0]}`?" if near else "`secon --help` lists the commands"
            _stop(UsageProblem(f"no command `{cmd_name}`; {hint}"))
        if cmd_name not in self.commands:
            module = import_module(f"secon_cli.commands.{cmd_name}")
            single = typer.Typer(add_completion=False, rich_markup_mode="markdown")
            single.command(cmd_name, short_help=_COMMANDS[cmd_name])(_guarded(getattr(module, cmd_name)))
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


def _print_version(asked: bool) -> None:
    if asked:
        print(f"secon {__version__}")
        raise typer.Exit


@app.callback()
def _secon(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Score social-economy practices against the selection criteria of SECON.

    Every number comes with the fact, the page and the rule it rests on. Works offline; nothing is sent anywhere.
    """


def _guarded(command: Callable[..., None]) -> Callable[..., None]:
    """The command with every way in which it can fail turned into a line on stderr and an exit code."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except typer.Exit:
            raise
        except CommandProblem as problem:
            _stop(problem)
        except KeyboardInterrupt:
            _leave(_INTERRUPTED, "interrupted")
        except BrokenPipeError:
            # Whoever read has had enough (`| head`): no failure. Python must not flush into the pipe at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            _leave(_CANNOT_WRITE, f"cannot write: {error.strerror or error}")
        except Exception as error:
            if os.environ.get("SECON_TRACEBACK"):
                raise
            kind = type(error).__name__
            _leave(_FAULT, f"a fault of secon itself ({kind}: {error}); SECON_TRACEBACK=1 shows where")

    return run


def _stop(problem: CommandProblem) -> None:
    if problem.details:
        print(problem.details, file=sys.stderr)
    _leave(problem.exit_code, str(problem))


def _leave(code: int, message: str) -> None:
    line = " ".join(message.split())
    print(f"secon: {line}", file=sys.stderr)
    raise typer.Exit(code) from None


def main() -> None:
    """Entry point of the `secon` command."""
    app(prog_name="secon")
