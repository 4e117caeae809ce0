"""A figure says what it counts."""

from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule

_BAD = """\
results:
  metrics: [{what: Repairs, value: 90, level: output, period: 2022, evidence: report:results}]
"""

METRIC_WITHOUT_UNIT = Rule(
    "metric-without-unit",
    Severity.WARNING,
    "A result has a figure and no unit.",
    "Ninety what: goods, hours, percent? Without the unit, a figure cannot be compared with any other.",
    bad=Example(_BAD),
    good=Example(_BAD.replace("value: 90", "value: 90, unit: goods")),
)


def check_units(record: Record) -> Iterator[Finding]:
    """The unit of each measured result."""
    results = record.readable.results
    for index, metric in enumerate((results and results.metrics) or ()):
        if metric and metric.value is not None and metric.unit is None:
            at = ("results", "metrics", index)
            if record.lacks(at, "unit"):
                advice = "add `unit:` with what is counted, such as persons, EUR or percent"
                yield record.finding(METRIC_WITHOUT_UNIT, (*at, "value"), f"{metric.value} of what?", advice)
