"""All checks of a rubric file: the form of its parts, and whether what it asks for exists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter, ValidationError

from secon_cli.checks.findings import Finding, Rule, Severity
from secon_cli.checks.rules.files import MOST_FINDINGS, file_findings, limited
from secon_cli.practice.suggestions import did_you_mean, listed
from secon_cli.reading.document import Document, Value
from secon_cli.rubric.measures import AnyMeasure, Measure
from secon_cli.rubric.measures.base import Problem
from secon_cli.rubric.model import Rubric, indicator_path, problems

UNUSABLE_RUBRIC = Rule("unusable-rubric", Severity.ERROR)
WARNINGS: Final[Mapping[str, tuple[Rule, str]]] = {
    id: (Rule(id, Severity.WARNING), remedy)
    for id, remedy in {
        "heavy-weight": "lower it, or say in `why` why one question should decide",
        "no-reason": "say what would be missing without it, and why the threshold is not higher or lower",
        "counted-twice": "let one of the two read another field, or remove it and give its weight to the other",
        "met-by-none": "ask for less, or say in `why` what it is for",
        "met-by-all": "ask for more, or say in `why` what it is for",
        "out-of-reach": "lower it, or say in `why` what it should encourage",
    }.items()
}
"""What a methodologist would question in a rubric that can be used, with what to do; a good rubric may break any."""
RULES: Final = (UNUSABLE_RUBRIC, *(rule for rule, _ in WARNINGS.values()))


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
            findings += problem_findings(_of_sound_measures(document.value), document)
        else:
            findings += problem_findings(problems(rubric), document)
    findings = sorted(limited(findings, document), key=lambda finding: finding.order)
    return CheckedRubric(document, None if findings else rubric, tuple(findings))


def _of_sound_measures(rubric: Value) -> Iterator[Problem]:
    """Problems of measures in a rubric that cannot be read as a whole because of its other parts."""
    measures: TypeAdapter[AnyMeasure] = TypeAdapter(Measure)
    for key, criterion in _parts(rubric, "criteria"):
        for name, indicator in _parts(criterion, "indicators"):
            try:
                measure = measures.validate_python(indicator.get("measure") if isinstance(indicator, dict) else None)
            except ValidationError:
                continue
            yield from measure.problems(indicator_path(key, name, "measure"))


def _parts(block: Value, name: str) -> Iterator[tuple[str, Value]]:
    inside = block.get(name) if isinstance(block, dict) else None
    yield from inside.items() if isinstance(inside, dict) else ()


def problem_findings(found: Iterable[Problem], document: Document) -> list[Finding]:
    """What is wrong with a rubric, or gives reason to question it, each at its place, in the order of the file."""
    findings: list[Finding] = []
    for problem in found:
        rule, remedy = WARNINGS.get(problem.rule, (UNUSABLE_RUBRIC, None))
        suggestion = did_you_mean(problem.word, problem.choices) if problem.word else ""
        if problem.choices and not suggestion:
            remedy = f"choose one of {listed(problem.choices)}"
        span, message = document.span(problem.path, key=problem.in_key), f"{problem.message}{suggestion}"
        findings.append(rule.finding(document.name, span, problem.path, message, remedy))
    return sorted(findings, key=lambda finding: finding.order)
