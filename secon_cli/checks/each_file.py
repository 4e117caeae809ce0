"""Each file by itself: read and checked, by this process or by several at once, with the same result."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TypeAlias

from secon_cli.checks.checked import Checked
from secon_cli.checks.practice_file import check_practice, usable_practice
from secon_cli.reading.files import InputFile
from secon_cli.rubric.model import Rubric

Work: TypeAlias = Callable[[Sequence[InputFile]], list[Checked]]
"""What is done with a few files at a time."""

FEWEST = 200
"""Files below which one process is done before others have begun."""


def checked(
    files: Iterable[InputFile], rubric: Rubric | None, *, outlined: bool = False, processes: int = 1
) -> Iterator[Checked]:
    """The files after all checks, in the order given, by at most so many `processes` at once."""
    return _shared(files, partial(_check, rubric=rubric, outlined=outlined), processes)


def usable(files: Iterable[InputFile], *, processes: int = 1) -> Iterator[Checked]:
    """The files with their practices and the errors that keep them from being used, shared out in the same way."""
    return _shared(files, _read, processes)


def _shared(files: Iterable[InputFile], work: Work, processes: int) -> Iterator[Checked]:
    waiting = iter(files)
    first = list(islice(waiting, FEWEST)) if processes > 1 else []
    if len(first) < FEWEST:
        for file in chain(first, waiting):
            yield from work([file])
    else:
        from secon_cli.checks.processes import by_several

        yield from by_several(chain(first, waiting), work, processes)


def _check(files: Sequence[InputFile], rubric: Rubric | None, *, outlined: bool) -> list[Checked]:
    every = [check_practice(file.read(), rubric) for file in files]
    return [file.outlined() for file in every] if outlined else every


def _read(files: Sequence[InputFile]) -> list[Checked]:
    return [usable_practice(file.read()) for file in files]
