"""All checks of a collection: each file by itself, then the files together."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import TypeAlias

from secon_cli.checks.checked_files import CheckedFile, check_practice, usable_practice
from secon_cli.checks.findings import Finding
from secon_cli.checks.parallel import Task, shared
from secon_cli.checks.record import Record
from secon_cli.checks.rules.collection import check_ids
from secon_cli.practice.model import Practice, forget_what_was_set
from secon_cli.reading.document import Value
from secon_cli.reading.files import InputFile
from secon_cli.rubric.model import Rubric

_AT_A_TIME = 50
CollectionCheck: TypeAlias = Callable[[Sequence[CheckedFile]], Iterable[Finding]]
"""Finds one kind of mistake between files."""


@dataclass(frozen=True, slots=True)
class Collection:
    """The files that were checked, in the order in which they were given."""

    files: tuple[CheckedFile, ...]

    @property
    def findings(self) -> list[Finding]:
        """The findings of all files, sorted by file, place and rule."""
        return sorted((finding for file in self.files for finding in file.findings), key=lambda finding: finding.order)

    @property
    def practices(self) -> list[Practice]:
        """The practices of all files that can be used."""
        return [file.practice for file in self.files if file.practice is not None]


def check_files(
    files: Iterable[InputFile], rubric: Rubric | None = None, *, outlined: bool = False, processes: int = 1
) -> Collection:
    """Read and check files; whatever is wrong with them is a finding.

    With the rubric in force, dates are held against its `as_of`, and what would raise a score is advised. `outlined`
    files come without their practices; so many `processes` at most share the work.
    """
    check = partial(_checked, rubric=rubric, outlined=outlined)
    with _undisturbed():
        files_checked = list(shared(files, Task(check, check, lambda sent: sent), processes))
        return check_collection(files_checked, judged=rubric is not None)


def _checked(file: InputFile, rubric: Rubric | None, *, outlined: bool) -> CheckedFile:
    result = check_practice(file.read(), rubric)
    # The checks between files do not need the practice.
    return replace(result, practice=None) if outlined else result


def usable_files(
    files: Iterable[InputFile], *, processes: int = 1, texts: bool = True, rubric: Rubric | None = None
) -> Collection:
    """Read files for their practices, and for the errors that keep some from being used: what scores ask for.

    Without `texts`, only files with errors keep theirs: of 10,000 practices, all texts take 140 MB. With a rubric,
    practices are judged as they are read, and only what a ranking shows of them is kept.
    """
    task = Task(lambda file: usable_practice(file.read()), _packed, _unpacked)
    if rubric is not None:
        task = Task(task.here, partial(_read_and_judged, rubric=rubric), lambda sent: sent)
    with _undisturbed():
        found = shared(files, task, processes)
        if rubric is not None:
            found = _judged(found, rubric)
        elif not texts:
            found = (replace(file, document=file.document.without_text()) if file.practice else file for file in found)
        return _with_more(list(found), [check_ids])


def _packed(file: InputFile) -> tuple[CheckedFile, Value]:
    """A usable file without its practice, and the values it is made of: they travel in half the time."""
    document = file.read()
    result = usable_practice(document)
    return (result, None) if result.practice is None else (replace(result, practice=None), document.value)


def _unpacked(sent: tuple[CheckedFile, Value]) -> CheckedFile:
    result, value = sent
    if value is None:
        return result
    practice = Practice.model_validate(value)
    for _, block in Record(result.document, practice).blocks:
        forget_what_was_set(block)
    return replace(result, practice=practice)


def _read_and_judged(file: InputFile, rubric: Rubric) -> CheckedFile:
    return next(_judged(iter([usable_practice(file.read())]), rubric))


def _judged(files: Iterator[CheckedFile], rubric: Rubric) -> Iterator[CheckedFile]:
    """Usable files with their assessments by the rubric, and only with what a ranking shows.

    Some files at a time: if each is judged as it is read, both take a tenth longer, as they displace each other from
    the processor's caches.
    """
    from secon_cli.engine import assess, in_brief

    while some := list(islice(files, _AT_A_TIME)):
        for file in some:
            if file.practice is None or file.assessment is not None:
                yield file
            else:
                brief = in_brief(assess(file.practice, rubric))
                document = file.document.without_text()
                yield replace(file, document=document, practice=brief.practice, assessment=brief)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without garbage collection, which would walk over every value again and again and find no cycles."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def check_collection(files: Sequence[CheckedFile], *, judged: bool = False) -> Collection:
    """Check what has to fit between files that are checked already, with a rubric in force (`judged`) or without."""
    from secon_cli.checks.registry import COLLECTION_CHECKS, unused_suppressions

    whole = _with_more(files, COLLECTION_CHECKS).files
    return Collection(
        tuple(file.having(unused_suppressions(file, judged=judged)) if file.suppressions else file for file in whole)
    )


def _with_more(files: Sequence[CheckedFile], checks: Iterable[CollectionCheck]) -> Collection:
    """The files with what the checks find between them."""
    between: dict[str, list[Finding]] = {}
    for finding in chain.from_iterable(check(files) for check in checks):
        between.setdefault(finding.file, []).append(finding)
    return Collection(tuple(file.having(between[file.name]) if file.name in between else file for file in files))
