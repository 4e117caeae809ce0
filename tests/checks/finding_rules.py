"""What tests of rules share: blocks of practices, and the findings of one that differs from the sound one in them."""

from functools import cache

from secon_cli.checks.checked_files import check_practice, check_rubric
from secon_cli.checks.findings import Finding
from secon_cli.reading.files import CRITERIA, find_files, shipped
from secon_cli.reading.yaml_reader import read
from secon_cli.rubric.model import Rubric
from tools.sample import patched

EVIDENCE = "evidence: report"


def duration(fields: str) -> str:
    return f"duration: {{{fields}, {EVIDENCE}}}\n"


def money(*items: str, name: str = "funding", more: str = "") -> str:
    return f"resources: {{{name}: [{', '.join(f'{{{item}, {EVIDENCE}}}' for item in items)}]{more}}}\n"


def metric(fields: str) -> str:
    return f"results: {{metrics: [{{what: x, level: output, {fields}, {EVIDENCE}}}]}}\n"


def case(fields: str) -> str:
    return f"transfer: {{cases: [{{{fields}, {EVIDENCE}}}]}}\n"


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
