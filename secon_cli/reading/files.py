"""Which files a command reads: those named, those below folders, the project's own, or those that ship with secon."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from secon_cli.reading.document import Document, Fault
from secon_cli.reading.spans import START
from secon_cli.reading.yaml_reader import MAX_BYTES, read, unusable

STDIN = "-"
"""The path that stands for standard input."""

PRACTICES = Path("data", "practices")
CRITERIA = Path("criteria.yaml")
SUFFIXES = (".yaml", ".yml")

_PACKAGE = Path(__file__).parents[1]


class InputMissing(Exception):
    """A path that was named does not exist."""

    def __init__(self, path: str) -> None:
        super().__init__(f"`{shown(path)}` does not exist")
        self.path = path


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: where it is (None: standard input), what it is called in every output, how large it may be."""

    path: Path | None
    name: str
    max_bytes: int = MAX_BYTES

    def read(self) -> Document:
        """Read it; a file that cannot be read gives a document that says so."""
        most = self.max_bytes
        try:
            data = sys.stdin.buffer.read(most + 1) if self.path is None else _content(self.path, most)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            return unusable(self.name, Fault("unreadable", f"the file cannot be read: {reason}", START))
        return read(data, self.name, most)


def project_root(start: Path | None = None) -> Path | None:
    """The nearest folder, from `start` or the working directory upward, that holds practices or a rubric."""
    here = (start or Path.cwd()).absolute()
    return next((at for at in (here, *here.parents) if (at / PRACTICES).is_dir() or (at / CRITERIA).is_file()), None)


def shipped(part: Path) -> Path:
    """A part of the collection that ships with secon: in the installed package, else in the checkout it runs from."""
    packed = _PACKAGE / "shipped" / part.name
    return packed if packed.exists() else _PACKAGE.parent / part


def find_files(
    paths: Iterable[str], *, root: Path | None = None, stdin_name: str | None = None, max_bytes: int = MAX_BYTES
) -> list[InputFile]:
    """The files that paths stand for, in order and without repetition, folders searched.

    Raises InputMissing for a path that is not there. Names are relative to `root`, or to the working directory
    where there is no project.
    """
    base = (root or Path.cwd()).absolute()
    found: dict[str, InputFile] = {}
    for path in paths:
        if path == STDIN:
            found.setdefault(STDIN, InputFile(None, stdin_name or "<stdin>", max_bytes))
            continue
        if not os.path.lexists(path):
            raise InputMissing(path)
        for file in _below(Path(path)):
            found.setdefault(os.path.abspath(file), InputFile(file, _name(file, base), max_bytes))
    return list(found.values())


def shown(path: str | os.PathLike[str]) -> str:
    """A path as text that can be printed: with `/`, and bytes that are no UTF-8 escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def _below(path: Path) -> Iterator[Path]:
    """The file itself, or the practice files below a folder in order, with the folders that cannot be opened."""
    if not path.is_dir():
        yield path
        return
    closed: list[Path] = []
    files = []
    for folder, folders, names in os.walk(path, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(folder, name) for name in names if name.endswith(SUFFIXES) and not name.startswith(".")]
    yield from sorted(files + closed)


def _name(file: Path, base: Path) -> str:
    absolute = Path(os.path.abspath(file))
    return shown(absolute.relative_to(base) if absolute.is_relative_to(base) else file)


def _content(path: Path, max_bytes: int) -> bytes:
    """The bytes of a regular file, one more than allowed at most; a pipe or a device is not even opened."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is a folder" if stat.S_ISDIR(status.st_mode) else "it is no ordinary file")
    with open(path, "rb") as file:
        # Room is made for as much as is asked for, so that is no more than the file is said to hold.
        asked = min(status.st_size, max_bytes) + 1
        data = file.read(asked)
        return data if len(data) < asked else data + file.read(max_bytes + 1 - asked)
