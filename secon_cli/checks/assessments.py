"""All checks of a folder of assessors' files: each by itself, then the files together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from secon_cli.checks.assessor_file import CheckedAssessor, Rateable, check_assessor
from secon_cli.checks.assessor_rules import DUPLICATE_ASSESSOR
from secon_cli.checks.findings import Finding
from secon_cli.practice.assessor import Assessor
from secon_cli.reading.document import Document
from secon_cli.reading.files import InputFile


@dataclass(frozen=True, slots=True)
class Assessments:
    """The files that were checked, in the order in which they were given."""

    files: tuple[CheckedAssessor, ...]

    @property
    def findings(self) -> list[Finding]:
        """The findings of all files, sorted by file, place and rule."""
        return sorted((finding for file in self.files for finding in file.findings), key=lambda each: each.order)

    @property
    def documents(self) -> dict[str, Document]:
        """What was read, by the name of the file."""
        return {file.name: file.document for file in self.files}

    @property
    def assessors(self) -> list[Assessor]:
        """The assessors of all files that can be used."""
        return [file.assessor for file in self.files if file.assessor is not None]


def check_assessments(files: Iterable[InputFile], rateable: Rateable) -> Assessments:
    """Read and check files; whatever is wrong with them is a finding."""
    return check_panel(check_assessor(file.read(), rateable) for file in files)


def check_panel(files: Iterable[CheckedAssessor]) -> Assessments:
    """Check what has to fit between files that are checked already; the later of two has the finding."""
    return Assessments(tuple(_each_once(files)))


def _each_once(files: Iterable[CheckedAssessor]) -> Iterator[CheckedAssessor]:
    first: dict[str, str] = {}
    path = ("assessor",)
    for file in files:
        other = first.setdefault(file.id, file.name) if file.id else file.name
        if other != file.name:
            message = f"`{file.id}` is the assessor of {other} too"
            span, advice = file.document.span(path), "give each assessor one file"
            yield file.having([DUPLICATE_ASSESSOR.finding(file.name, span, path, message, advice)])
        else:
            yield file
