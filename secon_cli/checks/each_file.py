"""Each file by itself: read and checked, by this process or by several at once, with the same result."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.practice_file import check_practice, usable_practice
from secon_cli.checks.work import Work
from secon_cli.practice.model import Practice
from secon_cli.reading.document import Value
from secon_cli.reading.files import InputFile
from secon_cli.rubric.model import Rubric

FEWEST = 200
"""Files below which one process is done before others have begun."""


def checked(
    files: Iterable[InputFile], rubric: Rubric | None, *, outlined: bool = False, processes: int = 1
) -> Iterator[CheckedFile]:
    """The files after all checks, in the order given, by at most so many `processes` at once."""
    check = partial(_checked, rubric=rubric, outlined=outlined)
    return _shared(files, Work(check, check, _as_it_came), processes)


def usable(files: Iterable[InputFile], *, processes: int = 1) -> Iterator[CheckedFile]:
    """The files with their practices and the errors that keep them from being used, shared out in the same way."""
    return _shared(files, Work(_usable, _packed, _unpacked), processes)


def _shared(files: Iterable[InputFile], work: Work, processes: int) -> Iterator[CheckedFile]:
    waiting = iter(files)
    first = list(islice(waiting, FEWEST)) if processes > 1 else []
    if len(first) < FEWEST:
        yield from map(work.here, chain(first, waiting))
    else:
        from secon_cli.checks.processes import by_several

        yield from by_several(chain(first, waiting), work, processes)


def _checked(file: InputFile, rubric: Rubric | None, *, outlined: bool) -> CheckedFile:
    result = check_practice(file.read(), rubric)
    return result.outlined() if outlined else result


def _as_it_came(result: CheckedFile) -> CheckedFile:
    return result


def _usable(file: InputFile) -> CheckedFile:
    return usable_practice(file.read())


def _packed(file: InputFile) -> tuple[CheckedFile, Value]:
    """A file that can be used without its practice, and what the practice is made of: that travels in half the time."""
    document = file.read()
    result = usable_practice(document)
    return (result, None) if result.practice is None else (replace(result, practice=None), document.value)


def _unpacked(sent: tuple[CheckedFile, Value]) -> CheckedFile:
    result, value = sent
    return result if value is None else replace(result, practice=Practice.model_validate(value))
