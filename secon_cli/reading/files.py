"""Which files a command reads: those named, those below folders, the project's own, or those that ship with secon.

Files of YAML are read in `yaml_reader`, stored results in JSON here: bounded, strict, with the place of a fault.
"""

import errno
import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn

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
    """The given paths lead to nothing that can be read."""


class LinkProblem(OSError):
    """A link that must not be followed."""


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
        except LinkProblem as problem:
            advice = "replace the link with a copy, or name what it leads to on the command line"
            return unusable(self.name, Fault("unreadable", str(problem), START, help=advice))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            return unusable(self.name, Fault("unreadable", f"the file cannot be read: {reason}", START))
        return read(data, self.name, self.max_bytes)

    def content(self) -> bytes:
        """Its bytes, one more than allowed at most; OSError where it cannot be read."""
        if self.path is None:
            if sys.stdin is None:
                raise OSError(errno.EBADF, "standard input is closed")
            return bytes_of(sys.stdin.buffer, self.max_bytes + 1)
        if self.within is not None and not is_within(os.path.realpath(self.path), self.within):
            raise LinkProblem("a link that leads out of the project is not followed")
        return regular_content(self.path, self.max_bytes)


def is_within(path: str, folder: str) -> bool:
    """Whether a path is a folder or below it; both without links."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def regular_content(path: str | os.PathLike[str], max_bytes: int) -> bytes:
    """The bytes of an ordinary file, one more than allowed at most; a pipe or a device is not even opened."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        if not stat.S_ISDIR(status.st_mode):
            raise OSError("it is not an ordinary file")
        raise OSError(
            "it is a folder" + ("" if os.access(path, os.R_OK | os.X_OK) else " that you are not allowed to read")
        )
    protect(path)
    # Some files of the kernel look ordinary, and would keep a reader waiting.
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as file:
        # Room is made for as much as is asked for, so that is no more than the file is said to hold.
        asked = min(status.st_size, max_bytes) + 1
        data = file.read(asked)
        if data is None:
            raise OSError("it is not an ordinary file")
        return data if len(data) < asked else data + bytes_of(file, max_bytes + 1 - asked)


def bytes_of(stream: IO[bytes], most: int) -> bytes:
    """What a stream gives, so many bytes at most."""
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
    that is searched, has to stay there. Raises InputProblem for a path that is not there, and for more than any
    collection holds.
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
            raise InputProblem(f"`{shown(path)}` does not exist")
        if is_within(os.path.abspath(path), str(base)):
            within: str | None = real_base
        else:
            within = os.path.realpath(path) if os.path.isdir(path) else None
        # A folder that may not be entered gives one finding, not one for each file in it.
        entered = within is None or is_within(os.path.realpath(path), within)
        for file in _below(Path(path)) if entered else [Path(path)]:
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


# --- Results in JSON that secon wrote, and that may have been changed since ---

MAX_JSON = 512 * 1024 * 1024
"""Size above which a stored result is not read; one of 10,000 practices takes less than half of it."""
_BLOCK, _BLOCK_END = '<script type="application/json" id="data">', "</script>"


_WRITES_RESULTS = "`secon score -f json` writes a result that can be read"


class JsonProblem(Exception):
    """A file that cannot be read as JSON; the message begins with the file, and its line and column where known."""


class JsonFile(NamedTuple):
    """The value in a JSON file, and the hash of its bytes."""

    name: str
    sha256: str
    value: Any


def read_json(path: str) -> JsonFile:
    """The value in a file of JSON or in the data of a page; JsonProblem where there is none."""
    name = shown(path)
    try:
        data = regular_content(path, MAX_JSON)
        if len(data) > MAX_JSON:
            raise OSError(f"it is larger than {MAX_JSON:,} bytes, the most that secon reads")
        text = data.decode("utf-8-sig")
        if text.startswith("<!"):
            # A page that `secon report` wrote holds its data in a block. A pattern for both ends of it would search for
            # the second again after every match of the first.
            _, begun, rest = text.partition(_BLOCK)
            text, ended, _ = rest.partition(_BLOCK_END)
            if not begun or not ended:
                no_data = "is a page without the data of a report; `secon report -o report.html` writes one"
                raise JsonProblem(f"{name} {no_data}")
        value = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
    except OSError as error:
        raise JsonProblem(f"{name} cannot be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        what = _WRITES_RESULTS if error.object.startswith((b"PK", b"\xd0\xcf")) else "it is not written in UTF-8"
        raise JsonProblem(f"{name}:{line}: is not JSON: {what}") from None
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        what = _WRITES_RESULTS if error.pos == 0 else f"{error.msg[:1].lower()}{error.msg[1:]}"
        raise JsonProblem(f"{place}: is not JSON: {what}") from None
    except RecursionError:
        raise JsonProblem(f"{name} is not a result of secon: lists and blocks are nested too deeply") from None
    except _NoResult as problem:
        raise JsonProblem(f"{name} is not a result of secon: {problem}") from None
    except ValueError:
        # What Python says of it names a function of its own.
        raise JsonProblem(f"{name} is not a result of secon: a number in it has thousands of digits") from None
    return JsonFile(name, hashlib.sha256(data).hexdigest(), value)


class _NoResult(ValueError):
    """JSON that secon never writes."""


def _no_number(word: str) -> NoReturn:
    raise _NoResult(f"expected a number, got `{word}`")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The fields of an object; a repeated name would hide one of two values."""
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise _NoResult(f"the field `{name}` is given twice in one block")
        fields[name] = value
    return fields
