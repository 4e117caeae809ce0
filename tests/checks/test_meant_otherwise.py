"""Numbers and texts that do not mean to a program what their writer meant."""

import pytest

from tests.checks.finding_rules import findings, metric, money, rules
from tools.sample import patched


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (money("what: x, covers: whole, amount: 40.000, currency: EUR", name="budget"), "resources.budget[0].amount"),
        (money("what: x, covers: whole, amount: 1-40.000, currency: EUR", name="budget"), "resources.budget[0].amount"),
        (metric("value: -1.250, unit: x, period: 2022"), "results.metrics[0].value"),
        (metric("value: '1.250', unit: x, period: 2022"), "results.metrics[0].value"),
        (money("who: x, count: 2.000, unit: fte", name="staff", more=", budget: []"), "resources.staff[0].count"),
        (money("source: x, kind: subsidy, share: 0.5", more=", note: y"), "resources.funding[0].share"),
        (metric("value: 0.125, unit: x, period: 2022"), None),
        (metric("value: 1.25, unit: x, period: 2022"), None),
        (metric("value: 1.2500, unit: x, period: 2022"), None),
        (metric("value: 1250.000, unit: x, period: 2022"), None),
        (money("source: x, kind: subsidy, share: 0", more=", note: y"), None),
        (money("source: x, kind: subsidy, share: 1", more=", note: y"), None),
    ],
)
def test_a_number_that_was_meant_larger(text: str, field: str | None) -> None:
    found = [finding.field for finding in findings(text) if finding.rule == "doubtful-number"]
    assert found == ([field] if field else [])


def test_a_number_that_was_meant_larger_is_told_as_it_should_be_written() -> None:
    (finding,) = findings(metric("value: 40.500, unit: x, period: 2022"))
    assert (finding.message, finding.help) == (
        "the point is a decimal point: this is 40.5",
        "write `40500` if thousands are meant",
    )


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("title: Workshop #2\n", "title"),
        ("title: Workshop\t#2\n", "title"),
        ("summary: one\n  two #3\n", "summary"),
        ("location: {country: LV, partner: Lat #3\n  , evidence: report}\n", "location.partner"),
        ("title: Workshop # 2\n", None),
        ("title: Workshop#2\n", None),
        ("title: 'Workshop #2'\n", None),
        ("title: 'Workshop' #2\n", None),
        ("summary: |\n  Workshop #2\n", None),
        ("summary: x # secon: ignore[placeholder] why not\n", None),
        ("duration: {start: 2021, status: running, evidence: report} #2\n", None),
        ("#2\n", None),
    ],
)
def test_a_text_that_a_comment_cuts_short(text: str, field: str | None) -> None:
    found = [finding.field for finding in findings(text) if finding.rule == "text-cut-short"]
    assert found == ([field] if field else [])


def test_what_is_cut_off_is_marked() -> None:
    (finding,) = findings("title: Workshop #2 of the town\n")
    line = patched("title: Workshop #2 of the town\n").splitlines()[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == "#2 of the town"


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("“Repair café”", True),
        ("„Naprawa”", True),
        ("«Café»", True),
        ("The “Repair café”", False),
        ("“Repair café” of the town", False),
        ("“", False),
        ('"Repair café"', False),
    ],
)
def test_quotation_marks_that_are_a_part_of_the_text(value: str, wrong: bool) -> None:
    found = rules(f"title: {value}\n")
    assert found == (["quotation-marks"] if wrong else [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("duration: {start: unknown, status: running, evidence: report}\n", ("not_stated", "2004~", "../2008")),
        ("duration: {start: 2021, status: n/a, evidence: report}\n", ("not_stated", "running")),
        (metric("value: n/a, unit: x, period: 2022"), ("not_stated",)),
    ],
)
def test_not_stated_is_named_where_a_field_takes_it(text: str, words: tuple[str, ...]) -> None:
    help = findings(text)[0].help or ""
    assert all(f"`{word}`" in help for word in words)


def test_not_stated_is_not_named_where_a_value_is_required() -> None:
    (finding,) = findings("organisations: [{name: x, type: blah, role: lead, evidence: report}]\n")
    assert "not_stated" not in (finding.help or "")
    assert "`other`" in (finding.help or "")


@pytest.mark.parametrize(("sites", "rule"), [("90000000", "implausible-number"), ("40.000", "doubtful-number")])
def test_a_number_of_sites_that_cannot_be(sites: str, rule: str) -> None:
    text = f"location: {{country: LV, partner: x, scope: national, sites: {sites}, evidence: report}}\n"
    assert rule in rules(text)
