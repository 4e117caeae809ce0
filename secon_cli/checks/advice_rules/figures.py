"""Results that would say more: a change without a figure, a figure without its time."""

from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.practice.model import Practice
from secon_cli.practice.vocabularies import ResultLevel
from secon_cli.rubric.model import Rubric

_RESULTS = """\
results:
  metrics:
    - {{what: Repairs, {}level: output, evidence: report:results}}
    - {{what: Skills learnt, {}level: outcome, period: 2022, evidence: report:results}}
"""
_REPAIRS = "value: 90, unit: goods, "
_SKILLS = "value: 12, unit: persons, "

CHANGE_WITHOUT_FIGURE = Rule(
    "change-without-figure",
    Severity.ADVICE,
    "An outcome or impact is named without a number.",
    "What changed for people or places is what a region would take the practice over for. A number makes it a result "
    "that can be checked, however it is rounded; without one it hardly counts.",
    bad=Example(_RESULTS.format(_REPAIRS + "period: 2022, ", "qualifier: not_measured, ")),
    good=Example(_RESULTS.format(_REPAIRS + "period: 2022, ", _SKILLS)),
)
FIGURE_WITHOUT_PERIOD = Rule(
    "figure-without-period",
    Severity.ADVICE,
    "A result does not say in which time it came about.",
    "Ninety repairs in a month and ninety in ten years are two different practices.",
    bad=Example(_RESULTS.format(_REPAIRS, _SKILLS)),
    good=Example(_RESULTS.format(_REPAIRS + "period: 2022, ", _SKILLS)),
)


def check_figures(record: Record, practice: Practice, rubric: Rubric) -> Iterator[Finding]:
    """All results without figure, or without period, are one finding each, at the first of them."""
    results = practice.results.metrics if practice.results else None
    metrics = list(enumerate(results or ()))
    unmeasured = [i for i, one in metrics if one.value is None and one.level is not ResultLevel.OUTPUT]
    timeless = [i for i, one in metrics if one.value is not None and one.period is None]
    if unmeasured:
        at = ("results", "metrics", unmeasured[0], "level")
        message = f"what changed has no number{_others(len(unmeasured))}"
        yield record.finding(CHANGE_WITHOUT_FIGURE, at, message, "give the `value`, if only about")
    if timeless:
        at = ("results", "metrics", timeless[0], "value")
        message = f"this figure has no `period`{_others(len(timeless))}"
        yield record.finding(FIGURE_WITHOUT_PERIOD, at, message, "add `period:`, such as 2022 or 18 months")


def _others(count: int) -> str:
    """How many results beside the first have the same gap."""
    return "" if count == 1 else f", nor have {count - 1} more below" if count > 2 else ", nor has one more below"
