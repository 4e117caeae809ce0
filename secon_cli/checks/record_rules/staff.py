"""People are counted as heads or as full-time positions, and it is said which."""

from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.practice.model import Staff
from secon_cli.practice.vocabularies import StaffUnit

_BAD = """\
resources:
  staff: [{who: Counsellors, count: 2.5, unit: persons, evidence: report:resources}]
  budget: []
"""

STAFF_COUNT = Rule(
    "staff-count",
    Severity.WARNING,
    "It is not plain whether people or full-time positions are counted.",
    "Five people may fill two positions, never the other way round: the two are no measure of each other. Half a "
    "person is a half position.",
    bad=Example(_BAD),
    good=Example(_BAD.replace("persons", "fte")),
)


def check_staff(record: Record) -> Iterator[Finding]:
    """The count and the unit of each group, and of groups of the same name."""
    resources = record.readable.resources
    heads: dict[str, Staff] = {}
    for index, one in enumerate((resources and resources.staff) or ()):
        if not one or one.count is None or one.who is None:
            continue
        at = ("resources", "staff", index, "count")
        who = one.who.casefold()
        other = heads.setdefault(who, one)
        if one.unit is None:
            if record.lacks(at[:-1], "unit"):
                advice = "add `unit: persons` for heads, or `unit: fte` for full-time positions"
                yield record.finding(STAFF_COUNT, at, f"{one.count} of what?", advice)
        elif one.unit is StaffUnit.PERSONS and one.count.low % 1:
            message = f"{one.count} persons: a part of a person is a part of a position"
            yield record.finding(STAFF_COUNT, at, message, "write `unit: fte` if full-time positions are meant")
        elif other.count and _more_positions_than_people(one, other):
            message = f"more full-time positions than people ({other.count} {other.unit} above)"
            yield record.finding(STAFF_COUNT, at, message, "check which figure is which")


def _more_positions_than_people(one: Staff, other: Staff) -> bool:
    if {one.unit, other.unit} != {StaffUnit.FTE, StaffUnit.PERSONS} or not one.count or not other.count:
        return False
    positions, people = (one, other) if one.unit is StaffUnit.FTE else (other, one)
    return bool(positions.count and people.count and positions.count.low > people.count.high)
