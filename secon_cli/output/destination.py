"""Where output goes: standard output, stderr, or a file that is written whole or not at all."""

import errno
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO, TypeVar

from secon_cli.protected import is_protected

_T = TypeVar("_T")

STDOUT = "-"
"""The file name that stands for standard output."""
_PATIENCE = 0.5
"""Seconds before a progress bar appears."""


class WouldReplaceInput(Exception):
    """The output would replace a file that was read; that file is left as it is."""


def write(content: str | bytes | Iterable[str], to: Path | None) -> None:
    """Write a text, bytes, or the parts of a long text to a file, or to standard output (None, or `-`).

    Text is UTF-8 wherever it goes, but for a terminal that shows another encoding. Raises OSError, with the name of
    what cannot be written, and WouldReplaceInput for a file that was read.
    """
    if to is not None and str(to) == STDOUT:
        to = None
    if to is not None and is_protected(to):
        raise WouldReplaceInput(str(to))
    try:
        if to is not None and not _is_stdout(to):
            _write_file(b"".join(_encoded(content)), to)
        elif not hasattr(sys.stdout, "buffer"):
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        else:
            sys.stdout.flush()
            for part in _encoded(content, sys.stdout.encoding if is_terminal(sys.stdout) else "utf-8"):
                sys.stdout.buffer.write(part)
            sys.stdout.buffer.flush()
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(to or "standard output")) from None


def _is_stdout(to: Path) -> bool:
    """Whether a path such as /dev/stdout leads where standard output goes."""
    try:
        return sys.stdout is not None and os.path.samestat(os.stat(to), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):
        return False


def create_all(parts: Mapping[Path, str | bytes]) -> None:
    """Write new files and the folders that they need: all of them, or nothing. FileExistsError if a path is taken."""
    made: list[Path] = []
    try:
        for path, content in parts.items():
            for folder in reversed([parent for parent in path.parents if not parent.exists()]):
                folder.mkdir()
                made.append(folder)
            _create(content, path)
            made.append(path)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def create(content: str | bytes, to: Path) -> None:
    """Write one new file and its folder, whole or not at all; FileExistsError if the path is taken."""
    create_all({to: content})


def _create(content: str | bytes, to: Path) -> None:
    try:
        if os.path.lexists(to):
            raise FileExistsError
        with _temporary(b"".join(_encoded(content)), to) as name:
            try:
                os.link(name, to)
            except FileExistsError:
                raise
            except OSError:
                # Many memory sticks have no hard links: take the name first, then put the file in its place.
                os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
                os.replace(name, to)
    except FileExistsError:
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(to)) from None


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


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written there; a stream that was closed is None."""
    return stream is not None and stream.isatty()


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
    if len(text) <= width:
        return text
    from textwrap import wrap

    return "\n".join(wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False))


def tracked(items: Sequence[_T], what: str, *, quiet: bool = False) -> Iterator[_T]:
    """The items one by one; on a terminal, a bar appears on stderr if they take longer than a moment."""
    if quiet or not is_terminal(sys.stderr):
        yield from items
        return
    started = time.monotonic()
    waiting = iter(items)
    for item in waiting:
        yield item
        if time.monotonic() - started > _PATIENCE:
            break
    else:
        return
    from rich.console import Console
    from rich.progress import Progress

    rest = list(waiting)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=len(items), completed=len(items) - len(rest))
        for item in rest:
            yield item
            progress.advance(task)


class ChangedMeanwhile(Exception):
    """A file is no longer what it was when it was read, so it is left as it is."""


def overwrite(to: Path, before: bytes, after: bytes) -> None:
    """Replace a file that still holds `before`; ChangedMeanwhile where it does not, OSError where it is read-only."""
    try:
        if to.exists() and not os.access(to, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _write_file(after, to, expected=before)
    except FileNotFoundError:
        raise ChangedMeanwhile from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(to)) from None


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
