"""Where output goes: standard output, stderr, or a file that is written whole or not at all; and in which format.

The one place that knows which format is written how, how wide and how colourful. A command hands over what its result
can be written as; only what is asked for is made.
"""

import errno
import os
import shlex
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO, TypeVar

from secon_cli.output.plain_text import wrapped
from secon_cli.protected import is_protected

if TYPE_CHECKING:
    from secon_cli.output.document import Document, Figure, Records

ENDINGS: Mapping[str, str] = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".diff": "text",
    ".patch": "text",
    ".html": "html",
    ".htm": "html",
    ".svg": "svg",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".sarif": "sarif",
    ".xml": "junit",
}
"""The format that the ending of a file's name asks for."""
FINDING_FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")
"""The formats of findings."""
BINARY = frozenset({"docx", "xlsx"})
"""Formats that only a file can hold."""
STDOUT = "-"
"""The file name that stands for standard output."""
_PIPE = 100
"""Columns in a pipe or file, unless COLUMNS says otherwise."""
_NARROWEST, _WIDEST = 20, 1000
_PATIENCE = 0.5
"""Seconds before a progress bar appears."""
_T = TypeVar("_T")


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Screen(NamedTuple):
    """What text is laid out for."""

    width: int
    color: bool = False
    cut: bool = False
    """Whether what does not fit ends in `…` (on a terminal) instead of being wrapped (in a pipe or file)."""


def screen_of(color: Color = Color.AUTO, *, to_file: bool = False, stderr: bool = False) -> Screen:
    """What a text for standard output, a file or stderr is laid out for.

    Columns are COLUMNS where it is set, else those of the terminal, else 100. `auto` follows NO_COLOR, FORCE_COLOR,
    TERM=dumb and whether there is a terminal.
    """
    terminal = is_terminal(sys.stderr if stderr else sys.stdout) and not to_file
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked) > 0:
        columns = int(asked)
    else:
        columns = shutil.get_terminal_size((80, 24)).columns if terminal else _PIPE
    colored = color is Color.ALWAYS
    if color is Color.AUTO and not os.environ.get("NO_COLOR"):
        colored = bool(os.environ.get("FORCE_COLOR")) or (terminal and os.environ.get("TERM") != "dumb")
    return Screen(min(max(columns, _NARROWEST), _WIDEST), colored, cut=terminal)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written there; a stream that was closed is None."""
    return stream is not None and stream.isatty()


def _not_offered() -> Any:
    raise AssertionError("the command does not offer this format")


class Destination(NamedTuple):
    """Where a command's result goes, in which format, and how a screen is shown."""

    format: str = "text"
    """`text` (or `table`, its older name), `markdown`, `json`, `csv`, or one that only some commands have."""
    file: Path | None = None
    color: Color = Color.AUTO
    pager: bool = True
    """Whether what is longer than the terminal is shown in a pager."""
    bom: bool = False
    """Whether CSV begins with a byte order mark, for Excel."""

    def write(
        self,
        *,
        page: Callable[[], "Document"],
        wire: Callable[[], object] = _not_offered,
        records: Callable[[], "Records"] = _not_offered,
        figure: Callable[[], "Figure"] = _not_offered,
        **files: Callable[[], str | bytes],
    ) -> None:
        """Write the result; only the form that is asked for is computed.

        `files` makes what goes into a file of a format that only some commands have, such as `xlsx=`.
        """
        text: str | bytes | Iterable[str]
        match self.format:
            case format if format in files:
                text = files[format]()
            case "json":
                from secon_cli.output.wire import json_parts

                text = json_parts(wire())
            case "csv":
                from secon_cli.output.renderers.tables import render_csv

                text = render_csv(records(), bom=self.bom)
            case "svg":
                from secon_cli.output.renderers.svg import render_svg

                text = render_svg(figure())
            case "docx":
                from secon_cli.output.renderers.docx import render_docx

                text = render_docx(page())
            case "markdown":
                from secon_cli.output.renderers.markdown import render_markdown

                text = render_markdown(page())
            case _:
                self.show(page())
                return
        write(text, self.file)

    def show(self, document: "Document") -> None:
        """Write a document as text, through a pager where it is longer than the terminal."""
        from secon_cli.output.renderers.terminal import render_terminal

        self.show_text(render_terminal(document, self.screen()))

    def screen(self) -> "Screen":
        """What text that goes there is laid out for."""
        return screen_of(self.color, to_file=self.file is not None)

    def show_text(self, text: str) -> None:
        """Write a text that is drawn already, through a pager where it is longer than the terminal."""
        if not (self.pager and self.file is None and _paged(text)):
            write(text, self.file)


def refusal(format: str, file: Path | None) -> str | None:
    """Why a result cannot be written there in this format, and what to do; None where it can."""
    if format in BINARY and file is None:
        return f"--format {format} writes a file; add --output NAME.{format}"
    if format == "xlsx" and find_spec("xlsxwriter") is None:
        return f"{format} files need the extra `office`: pip install 'secon-cli[office]'"
    return None


def _paged(text: str) -> bool:
    """Show a text that is longer than the terminal in `PAGER`, or else `less`; False if it was not shown.

    Windows has neither by default: only `more`.
    """
    if not (is_terminal(sys.stdout) and is_terminal(sys.stdin)):
        return False
    if os.environ.get("CI") or os.environ.get("TERM", "dumb") == "dumb":
        return False
    # On Windows, backslashes separate folders and are not escapes.
    command = shlex.split(os.environ.get("PAGER") or "less", posix=os.name != "nt")
    program = shutil.which(command[0]) if command else None
    if program is None or text.count("\n") < shutil.get_terminal_size((80, 24)).lines:
        return False
    import subprocess

    # As git does: leave what was read on the screen, and pass colours through.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    with subprocess.Popen([program, *command[1:]], stdin=subprocess.PIPE, env=environment) as pager:
        # Quitting the pager early is not an error, and Ctrl-C goes to the pager, which may be searching.
        with suppress(BrokenPipeError, KeyboardInterrupt):
            pager.communicate(text.encode())
        while pager.poll() is None:
            with suppress(KeyboardInterrupt):
                pager.wait()
    return True


# --- Files ------------------------------------------------------------------------------------------------------------


class WouldReplaceInput(Exception):
    """The output would replace a file that was read; that file is left as it is."""


class ChangedMeanwhile(Exception):
    """A file is no longer what it was when it was read, so it is left as it is."""


def write(content: str | bytes | Iterable[str], to: Path | None) -> None:
    """Write a text, bytes, or the parts of a long text to a file, or to standard output (None, or `-`).

    Text is UTF-8 wherever it goes, but for a terminal that shows another encoding. Raises OSError, with the name of
    what cannot be written, and WouldReplaceInput for a file that was read.
    """
    if to is not None and str(to) == STDOUT:
        to = None
    if to is not None and is_protected(to):
        raise WouldReplaceInput(str(to))
    with _naming(str(to or "standard output")):
        is_stdout = to is None
        # A path such as /dev/stdout may lead where standard output goes.
        with suppress(OSError, ValueError, AttributeError):
            is_stdout = to is None or os.path.samestat(os.stat(to), os.fstat(sys.stdout.fileno()))
        if to is not None and not is_stdout:
            _write_file(b"".join(_encoded(content)), to)
        elif not hasattr(sys.stdout, "buffer"):
            raise _error(errno.EBADF)
        else:
            sys.stdout.flush()
            for part in _encoded(content, sys.stdout.encoding if is_terminal(sys.stdout) else "utf-8"):
                sys.stdout.buffer.write(part)
            sys.stdout.buffer.flush()


@contextmanager
def _naming(file: str) -> Iterator[None]:
    """Give errors the name of the file that they are about: that of a temporary file helps no one."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, file) from None


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def create_all(parts: Mapping[Path, str | bytes]) -> None:
    """Write new files and the folders that they need: all of them, or nothing. FileExistsError if a path is taken."""
    made: list[Path] = []
    try:
        for path, content in parts.items():
            for folder in reversed([parent for parent in path.parents if not parent.exists()]):
                folder.mkdir()
                made.append(folder)
            with _naming(str(path)):
                if os.path.lexists(path):
                    raise _error(errno.EEXIST)
                with _temporary(b"".join(_encoded(content)), path) as name:
                    try:
                        os.link(name, path)
                    except OSError:
                        # Many memory sticks have no hard links: take the name first, then put the file in its place.
                        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
                        os.replace(name, path)
            made.append(path)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def create(content: str | bytes, to: Path) -> None:
    """Write one new file and its folder, whole or not at all; FileExistsError if the path is taken."""
    create_all({to: content})


def overwrite(to: Path, before: bytes, after: bytes) -> None:
    """Replace a file that still holds `before`; ChangedMeanwhile where it does not, OSError where it is read-only."""
    try:
        with _naming(str(to)):
            if to.exists() and not os.access(to, os.W_OK):
                raise _error(errno.EACCES)
            _write_file(after, to, expected=before)
    except FileNotFoundError:
        raise ChangedMeanwhile from None


def append(text: str, to: Path) -> None:
    """Add to the end of a file; OSError, with its name, where that cannot be done."""
    if is_protected(to):
        raise WouldReplaceInput(str(to))
    with to.open("ab") as file:
        file.write(text.encode())


def _write_file(data: bytes, to: Path, expected: bytes | None = None) -> None:
    """Replace a file in one step, through a link if it is one, keeping its mode; devices and pipes are written to.

    With `expected`, a file is only replaced if it holds exactly that, which is checked immediately before.
    """
    try:
        present: os.stat_result | None = os.stat(to)
    except FileNotFoundError:
        present = None
    if present is not None and not stat.S_ISREG(present.st_mode):
        to.write_bytes(data)
        return
    target = Path(os.path.realpath(to))
    if present is not None and present.st_nlink > 1:
        # A file with several names (hard links) is overwritten: replacing it would separate them.
        with target.open("r+b") as file:
            if expected is not None and file.read() != expected:
                raise ChangedMeanwhile
            file.seek(0)
            file.write(data)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        return
    with _temporary(data, target, present) as name:
        if expected is not None and target.read_bytes() != expected:
            raise ChangedMeanwhile
        os.replace(name, target)


@contextmanager
def _temporary(data: bytes, to: Path, present: os.stat_result | None = None) -> Iterator[str]:
    """Write a temporary file next to a path and give its name; it is removed at the end unless it was moved.

    It has the mode of new files, or that of the file that is `present` and, where that is allowed, its owner and
    extended attributes.
    """
    handle, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if present is None:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        else:
            mode = present.st_mode & 0o7777
            with suppress(OSError, AttributeError):
                os.chown(name, present.st_uid, present.st_gid)
            with suppress(OSError, AttributeError):
                for attribute in os.listxattr(to):
                    os.setxattr(name, attribute, os.getxattr(to, attribute))
        os.chmod(name, mode)
        yield name
    finally:
        with suppress(OSError):
            os.unlink(name)


def _encoded(content: str | bytes | Iterable[str], encoding: str = "utf-8") -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    else:
        for part in (content,) if isinstance(content, str) else content:
            yield part.encode(encoding, "strict" if encoding == "utf-8" else "replace")


# --- Notes and progress, on stderr ------------------------------------------------------------------------------------


def tell(text: str) -> None:
    """Write a note to stderr, a single line wrapped to the terminal; a closed stderr is not an error."""
    if sys.stderr is None:
        return
    with suppress(OSError, ValueError):
        note = text.removesuffix("\n")
        if "\n" not in note and is_terminal(sys.stderr):
            note = fitted(note, shutil.get_terminal_size((80, 24)).columns)
        sys.stderr.write(f"{note}\n")
        sys.stderr.flush()


def fitted(text: str, width: int) -> str:
    """A text of one line, broken at spaces into lines of that width; a longer word is left whole."""
    return "\n".join(wrapped(text, max(width, 20), len))


def tracked(items: Sequence[_T], what: str, *, quiet: bool = False) -> Iterator[_T]:
    """The items one by one; on a terminal, a bar appears on stderr if they take longer than a moment."""
    if quiet or not is_terminal(sys.stderr):
        yield from items
        return
    started = time.monotonic()
    show: Callable[..., object] | None = None
    with ExitStack() as stack:
        for number, item in enumerate(items):
            if show is None and time.monotonic() - started > _PATIENCE:
                from rich.console import Console
                from rich.progress import Progress

                progress = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
                show = partial(progress.update, progress.add_task(what, total=len(items)))
            if show is not None:
                show(completed=number)
            yield item
