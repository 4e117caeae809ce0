"""All checks of a rubric file: the form of its parts, and whether what it asks for exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter, ValidationError

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.rules.files import MOST_FINDINGS, file_findings, limited
from secon_cli.checks.rules.rubric import UNUSABLE_RUBRIC
from secon_cli.practice.suggestions import did_you_mean, listed
from secon_cli.reading.document import Document, Value
from secon_cli.rubric.measures import AnyMeasure, Measure
from secon_cli.rubric.measures.base import Problem
from secon_cli.rubric.model import Rubric
from secon_cli.rubric.problems import indicator_path, problems


@dataclass(frozen=True, slots=True)
class CheckedRubric:
    """A rubric file with its findings; `rubric` is None if one of them is an error."""

    document: Document
    rubric: Rubric | None
    findings: tuple[Finding, ...]


def check_rubric(document: Document) -> CheckedRubric:
    """The rubric in a document, with everything that is wrong with it, in the order of the file."""
    findings = [finding for finding in file_findings(document, Rubric) if finding.severity is Severity.ERROR]
    rubric = None
    if document.usable:
        try:
            rubric = Rubric.model_validate(document.value)
        except ValidationError as error:
            from secon_cli.checks.model_errors import model_findings

            findings += model_findings(error, document, Rubric, MOST_FINDINGS + 1)
            findings += [_finding(problem, document) for problem in _of_sound_measures(document.value)]
        else:
            findings += [_finding(problem, document) for problem in problems(rubric)]
    findings = sorted(limited(findings, document), key=lambda finding: finding.order)
    return CheckedRubric(document, None if findings else rubric, tuple(findings))


def _of_sound_measures(rubric: Value) -> Iterator[Problem]:
    """Problems of measures in a rubric that cannot be read as a whole because of its other parts."""
    for key, criterion in _parts(rubric, "criteria"):
        for name, indicator in _parts(criterion, "indicators"):
            try:
                measure = _measures().validate_python(indicator.get("measure") if isinstance(indicator, dict) else None)
            except ValidationError:
                continue
            yield from measure.problems(indicator_path(key, name, "measure"))


def _parts(block: Value, name: str) -> Iterator[tuple[str, Value]]:
    inside = block.get(name) if isinstance(block, dict) else None
    yield from inside.items() if isinstance(inside, dict) else ()


@cache
def _measures() -> TypeAdapter[AnyMeasure]:
    return TypeAdapter(Measure)


def _finding(problem: Problem, document: Document) -> Finding:
    suggestion = did_you_mean(problem.word, problem.choices) if problem.word else ""
    return UNUSABLE_RUBRIC.finding(
        document.name,
        document.span(problem.path, key=problem.in_key),
        problem.path,
        f"{problem.message}{suggestion}",
        f"choose one of {listed(problem.choices)}" if problem.choices and not suggestion else None,
    )
