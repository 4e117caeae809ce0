"""Numbers mean what their writer meant: a point begins the decimals, and a share is a percentage."""

from collections.abc import Iterator
from decimal import Decimal

from secon_cli.checks.findings import FieldPath, Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.practice.quantities import Quantity

_COSTS = (
    "resources:\n  budget: [{{what: costs, covers: whole, amount: {}, currency: EUR, evidence: report:resources}}]\n"
)

DOUBTFUL_NUMBER = Rule(
    "doubtful-number",
    Severity.WARNING,
    "A number was probably meant to be a hundred or a thousand times as large.",
    "In many countries `40.000` is forty thousand; here, a point begins the decimals, and it is forty. A share is a "
    "percentage, so `0.5` is half a percent and not a half.",
    bad=Example(_COSTS.format("40.000")),
    good=Example(_COSTS.format("40000")),
)

_THOUSANDTHS = -3


def check_numbers(record: Record) -> Iterator[Finding]:
    """Amounts, figures and counts with three decimals, and shares below one percent."""
    for path, number in _quantities(record):
        if number is not None and (_grouped(number.low) or _grouped(number.high)):
            written = str(number)
            message = f"the point begins the decimals: this is {_plain(number)}"
            advice = f"write `{written.replace('.', '')}` if thousands are meant"
            yield record.finding(DOUBTFUL_NUMBER, path, message, advice)
    resources = record.readable.resources
    for index, one in enumerate((resources and resources.funding) or ()):
        if one and one.share is not None and 0 < one.share < 1:
            at = ("resources", "funding", index, "share")
            message = f"a share is a percentage: this is {one.share} %"
            yield record.finding(
                DOUBTFUL_NUMBER, at, message, f"write `{_short(100 * one.share)}` if a part of one is meant"
            )


def _quantities(record: Record) -> Iterator[tuple[FieldPath, Quantity | None]]:
    resources, results = record.readable.resources, record.readable.results
    for name in ("funding", "budget"):
        for index, one in enumerate((resources and getattr(resources, name)) or ()):
            if one:
                yield ("resources", name, index, "amount"), one.amount
    for index, group in enumerate((resources and resources.staff) or ()):
        if group:
            yield ("resources", "staff", index, "count"), group.count
    for index, metric in enumerate((results and results.metrics) or ()):
        if metric:
            yield ("results", "metrics", index, "value"), metric.value


def _grouped(number: Decimal) -> bool:
    """Whether a point stands where one separates thousands, as in 40.000; 0.125 can be no thousands."""
    return number.as_tuple().exponent == _THOUSANDTHS and 1 <= abs(number) < 1000


def _plain(number: Quantity) -> str:
    """The number without zeros at its end."""
    return " to ".join(dict.fromkeys(map(_short, (number.low, number.high))))


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"
