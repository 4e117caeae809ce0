"""All checks of a collection: each file by itself, then the files together."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from secon_cli.checks.checked import Checked
from secon_cli.checks.collection_rules import collection_findings
from secon_cli.checks.findings import Finding
from secon_cli.checks.processes import checked
from secon_cli.checks.suppression_findings import unused_suppressions
from secon_cli.practice.model import Practice
from secon_cli.reading.files import InputFile
from secon_cli.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class Collection:
    """The files that were checked, in the order in which they were given."""

    files: tuple[Checked, ...]

    @property
    def findings(self) -> list[Finding]:
        """The findings of all files, sorted by file, place and rule."""
        return sorted((finding for file in self.files for finding in file.findings), key=lambda each: each.order)

    @property
    def practices(self) -> list[Practice]:
        """The practices of all files that can be used."""
        return [file.practice for file in self.files if file.practice is not None]


def check_files(
    files: Iterable[InputFile], rubric: Rubric | None = None, *, outlined: bool = False, processes: int = 1
) -> Collection:
    """Read and check files; whatever is wrong with them is a finding.

    With the rubric in force, dates are held against its `as_of`, and what would raise a score is advised. `outlined`
    practices hold only what rules of the collection compare; so many `processes` at most share the work.
    """
    with _undisturbed():
        return check_collection(
            list(checked(files, rubric, outlined=outlined, processes=processes)), judged=rubric is not None
        )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No garbage collection meanwhile: it would walk over every value again and again, and find no cycles."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def check_collection(files: Sequence[Checked], *, judged: bool = False) -> Collection:
    """Check what has to fit between files that are checked already, with a rubric in force (`judged`) or without."""
    between: dict[str, list[Finding]] = {}
    for finding in collection_findings(files):
        between.setdefault(finding.file, []).append(finding)
    whole = [file.having(between[file.name]) if file.name in between else file for file in files]
    return Collection(
        tuple(file.having(unused_suppressions(file, judged=judged)) if file.suppressions else file for file in whole)
    )
