"""Which files a command reads: those named, those below folders, the project's own, or those that ship with secon."""

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from secon_cli.protected import protect
from secon_cli.reading.document import START, Document, Fault
from secon_cli.reading.yaml_reader import MAX_BYTES, read, unusable

STDIN = "-"
"""The path that stands for standard input."""

PRACTICES = Path("data", "practices")
CRITERIA = Path("criteria.yaml")
SUFFIXES = (".yaml", ".yml")

MOST_FILES = 50_000
MOST_BYTES = 256 * 1024 * 1024
"""How many files, and bytes of them, are read in one run; together they would otherwise fill the memory."""

_PACKAGE = Path(__file__).parents[1]


class InputProblem(Exception):
    """The paths that were named stand for nothing that can be read."""


class InputMissing(InputProblem):
    """A path that was named does not exist."""

    def __init__(self, path: str) -> None:
        super().__init__(f"`{shown(path)}` does not exist")
        self.path = path


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: where it is (None: standard input), what it is called in every output, how large it may be.

    `within` is the folder, as a path without links, that a link may not lead out of: names in a collection are data,
    and data must not choose which file of the machine is shown.
    """

    path: Path | None
    name: str
    max_bytes: int = MAX_BYTES
    within: str | None = None

    def __post_init__(self) -> None:
        if self.path is not None:
            protect(self.path)

    def read(self) -> Document:
        """Read it; a file that cannot be read gives a document that says so."""
        try:
            data = self.content()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            return unusable(self.name, Fault("unreadable", f"the file cannot be read: {reason}", START))
        return read(data, self.name, self.max_bytes)

    def content(self) -> bytes:
        """Its bytes, one more than allowed at most; OSError where it cannot be read."""
        if self.path is None:
            if sys.stdin is None:
                raise OSError(errno.EBADF, "standard input is closed")
            return _bytes_of(sys.stdin.buffer, self.max_bytes + 1)
        if self.within is not None and not is_within(os.path.realpath(self.path), self.within):
            raise OSError("it is a link that leads out of the project")
        return regular_content(self.path, self.max_bytes)


def is_within(path: str, folder: str) -> bool:
    """Whether a path is a folder or below it; both without links."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def regular_content(path: str | os.PathLike[str], max_bytes: int) -> bytes:
    """The bytes of an ordinary file, one more than allowed at most; a pipe or a device is not even opened."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is a folder" if stat.S_ISDIR(status.st_mode) else "it is not an ordinary file")
    protect(path)
    # Some files of the kernel look ordinary, and would keep a reader waiting.
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as file:
        # Room is made for as much as is asked for, so that is no more than the file is said to hold.
        asked = min(status.st_size, max_bytes) + 1
        data = file.read(asked)
        if data is None:
            raise OSError("it is not an ordinary file")
        return data if len(data) < asked else data + _bytes_of(file, max_bytes + 1 - asked)


def _bytes_of(stream: BinaryIO, most: int) -> bytes:
    parts = []
    while most and (part := stream.read(min(most, 1024 * 1024))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def project_root(start: Path | None = None) -> Path | None:
    """The nearest folder, from `start` or the working directory upward, that holds practices or a rubric."""
    here = (start or Path.cwd()).absolute()
    return next(
        (at for at in (here, *here.parents) if os.path.isdir(at / PRACTICES) or os.path.isfile(at / CRITERIA)), None
    )


def shipped(part: Path) -> Path:
    """A part of the collection that ships with secon: in the installed package, else in the checkout it runs from."""
    packed = _PACKAGE / "shipped" / part.name
    return packed if packed.exists() else _PACKAGE.parent / part


def find_files(
    paths: Iterable[str], *, root: Path | None = None, stdin_name: str | None = None, max_bytes: int = MAX_BYTES
) -> list[InputFile]:
    """The files that paths stand for, in order and without repetition, folders searched.

    Names are relative to `root`, or to the working directory where there is no project; a link in there, or in a folder
    that is searched, has to stay there. Raises InputMissing for a path that is not there, InputProblem for more than
    any collection holds.
    """
    base = (root or Path.cwd()).absolute()
    real_base = os.path.realpath(base)
    folder = os.path.join(os.path.abspath(base), "")
    size = 0
    found: dict[str, InputFile] = {}
    for path in paths:
        if path == STDIN:
            found.setdefault(STDIN, InputFile(None, shown(stdin_name) if stdin_name else "<stdin>", max_bytes))
            if sys.stdin is not None:
                with suppress(OSError, ValueError):
                    protect(sys.stdin.fileno())
            continue
        if not os.path.lexists(path):
            raise InputMissing(path)
        if is_within(os.path.abspath(path), str(base)):
            within: str | None = real_base
        else:
            within = os.path.realpath(path) if os.path.isdir(path) else None
        for file in _below(Path(path)):
            absolute = os.path.abspath(file)
            if absolute not in found:
                name = absolute.removeprefix(folder) if absolute.startswith(folder) else file
                found[absolute] = InputFile(file, shown(name), max_bytes, within)
                with suppress(OSError):
                    size += min(os.stat(file).st_size, max_bytes)
            if len(found) > MOST_FILES or size > max(MOST_BYTES, max_bytes):
                most = f"{MOST_FILES:,} practice files, or {max(MOST_BYTES, max_bytes):,} bytes of them"
                raise InputProblem(f"`{shown(path)}` holds more than {most}; name smaller folders")
    return list(found.values())


def shown(path: str | os.PathLike[str]) -> str:
    """A path as text: with `/`, and bytes that are no UTF-8 escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def _below(path: Path) -> Iterator[Path]:
    """The file itself, or the practice files below a folder in order, with the folders that cannot be opened."""
    if not os.path.isdir(path):
        yield path
        return
    closed: list[Path] = []
    files = []
    for folder, folders, names in os.walk(path, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(folder, name) for name in names if name.lower().endswith(SUFFIXES) and not name.startswith(".")]
    # Paths are in the order of their parts; they themselves would take them apart for each comparison.
    yield from sorted(files + closed, key=lambda path: path.parts)
