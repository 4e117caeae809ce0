"""What tests of rules share: the findings of a practice that differs from the sound one in a few blocks."""

from functools import cache

from secon_cli.checks.findings import Finding
from secon_cli.checks.practice_file import check_practice
from secon_cli.checks.rubric_file import check_rubric
from secon_cli.checks.sample import patched
from secon_cli.reading.files import CRITERIA, find_files, shipped
from secon_cli.reading.yaml_reader import read
from secon_cli.rubric.model import Rubric


@cache
def shipped_rubric() -> Rubric:
    (file,) = find_files([str(shipped(CRITERIA))])
    rubric = check_rubric(file.read()).rubric
    assert rubric is not None
    return rubric


def findings(text: str, rubric: Rubric | None = None, name: str = "example.yaml") -> list[Finding]:
    return list(check_practice(read(patched(text).encode(), name), rubric).findings)


def told(text: str, rubric: Rubric | None = None) -> list[tuple[str, str]]:
    return [(finding.rule, finding.field) for finding in findings(text, rubric)]


def rules(text: str, rubric: Rubric | None = None) -> list[str]:
    return [finding.rule for finding in findings(text, rubric)]
