"""The files read in this run: no output may replace one of them, whatever link or spelling leads to it."""

import os
from pathlib import Path

_paths: set[str] = set()
_identities: set[tuple[int, int]] = set()


def protect(path: str | os.PathLike[str] | int) -> None:
    """Remember a file that is read, by its path or, for a stream, its descriptor."""
    if isinstance(path, int):
        status = os.fstat(path)
        _identities.add((status.st_dev, status.st_ino))
    else:
        _paths.add(os.path.abspath(path))


def forget() -> None:
    """Forget all files, at the start of a run."""
    _paths.clear()
    _identities.clear()


def is_protected(target: Path) -> bool:
    """Whether writing to a path would replace a file that was read."""
    try:
        status = os.stat(target)
    except OSError:
        return False
    if (status.st_dev, status.st_ino) in _identities:
        return True
    for path in _paths:
        try:
            if os.path.samestat(os.stat(path), status):
                return True
        except OSError:
            continue
    return False
