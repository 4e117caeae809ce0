"""The rubric's advice: about sound practices only, off without a rubric, and worth what the engine says."""

import re

import pytest

from secon_cli.engine import assess
from secon_cli.practice.fields import walk
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests import samples
from tests.checks.finding_rules import findings, rules, shipped_rubric, told

YOUNG = "duration: {start: 2023-05, end: ongoing, status: running, evidence: report}\n"


def test_without_a_rubric_there_is_no_advice() -> None:
    assert rules(YOUNG) == []
    assert rules(YOUNG, shipped_rubric()) == ["gate-not-met"]


def test_beside_an_error_there_is_no_advice() -> None:
    assert rules(f"{YOUNG}links: x\n", shipped_rubric()) == ["wrong-type"]


def test_without_a_gate_nothing_is_said_about_years() -> None:
    assert rules(YOUNG, samples.rubric()) == []


@pytest.mark.parametrize(
    ("duration", "expected", "words"),
    [
        ("start: 2023, end: ongoing", "gate-not-met", "at most 1.08 years"),
        ("start: 2022, end: ongoing", "gate-uncertain", "between 1.01 and 2.08 years"),
        ("end: ongoing", "gate-uncertain", "no start is stated"),
    ],
)
def test_the_gate_is_told_with_its_years(duration: str, expected: str, words: str) -> None:
    text = f"duration: {{{duration}, status: running, evidence: report}}\n"
    (finding,) = findings(text, shipped_rubric())
    assert finding.rule == expected
    assert words in finding.message


def test_a_source_without_date_is_what_makes_the_gate_uncertain() -> None:
    (finding,) = findings("sources: {report: {title: x}}\n", shipped_rubric())
    assert finding.rule == "gate-uncertain"
    assert "`date`" in (finding.help or "")


def test_a_start_that_was_looked_for_is_not_asked_for_again() -> None:
    text = "duration: {{{start}end: ongoing, status: running, evidence: report}}\n"
    (asked,), (looked_for,) = (
        findings(text.format(start=start), shipped_rubric()) for start in ("", "start: not_stated, ")
    )
    assert (asked.rule, looked_for.rule) == ("gate-uncertain", "gate-uncertain")
    assert "`start:`" in (asked.help or "")
    assert "`start:`" not in (looked_for.help or "")


SUMS = ", ".join(f"{name}: not_stated" for name in ("aim", "change", "checked", "indicators", "procedures"))
"""The fields that sum up results, so that only the lists are looked at."""


def test_what_is_left_out_is_one_finding_for_the_block() -> None:
    text = "ethics: {concerns: [], found: none_found, respect: A}\nresources: {staff: []}\n"
    assert told(text, shipped_rubric()) == [("not-assessed", "resources.budget"), ("not-assessed", "ethics.safeguards")]


@pytest.mark.parametrize(
    ("text", "field", "word"),
    [
        (
            "results: {metrics: [], aim: not_stated, checked: not_stated, evidence: report}\n",
            "results.change",
            "`not_stated`",
        ),
        ("resources: {staff: []}\n", "resources.budget", "`[]`"),
        (
            "relevance: {standing: not_stated, contribution: D, aspirations: [], policies: [], evidence: report}\n",
            "relevance.social_economy",
            "`link: argued`",
        ),
    ],
)
def test_a_value_that_was_not_found_is_not_stated_and_a_list_is_empty(text: str, field: str, word: str) -> None:
    (help,) = (finding.help for finding in findings(text, shipped_rubric()) if finding.field == field)
    assert f"write {word} if you looked" in (help or "")


def test_advice_on_a_criterion_is_what_the_rubric_says() -> None:
    (finding,) = findings(f"results: {{metrics: [], {SUMS}}}\n", shipped_rubric())
    assert finding.rule == "criterion-without-evidence"
    indicators = shipped_rubric().criteria["effectiveness"].indicators
    heaviest = max(indicators.values(), key=lambda indicator: indicator.weight)
    assert finding.help == heaviest.improve


@pytest.mark.parametrize(
    "text",
    [
        "quality_assurance: []\n",
        f"results: {{metrics: [], {SUMS}, evidence: report}}\n",
    ],
)
def test_after_an_explicit_empty_list_no_one_asks_again(text: str) -> None:
    assert findings(text, shipped_rubric()) == []


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("repairs", True),
        ("members", False),
        ("shops opened", False),
        ("people trained", True),
        ("own flats", False),
        ("flats built", True),
        ("connections", False),
        ("inhabitants supplied", False),
        ("households with a home", False),
        ("turbines owned by the cooperative", False),
        ("hectares", False),
        ("neighbourhood mothers", False),
    ],
)
def test_a_figure_of_a_stock_needs_no_period(what: str, asked: bool) -> None:
    text = f"results: {{metrics: [{{what: {what}, value: 90, unit: items, level: output, evidence: report}}]}}\n"
    assert ("figure-without-period" in {finding.rule for finding in findings(text, shipped_rubric())}) == asked


def test_claims_without_evidence_speak_for_nothing() -> None:
    results = f"results: {{metrics: [], {SUMS}, evidence: report}}\n"
    text = f"quality_assurance: [{{instrument: survey}}]\n{results}"
    assert rules(text, shipped_rubric()) == ["criterion-without-evidence", "no-evidence"]


@pytest.mark.parametrize("field", [field.path for field in walk() if not re.search(r"\[\]|<key>", field.path)])
def test_every_field_can_be_asked_for(field: str) -> None:
    measure = samples.indicator(1, {"kind": "present", "fields": [field]})
    rubric = samples.rubric(criteria={"effect": samples.criterion(1, filled=measure)})
    assert {finding.rule for finding in findings("", rubric)} <= {"not-assessed", "criterion-without-evidence"}


@pytest.mark.parametrize(
    ("details", "advised"),
    [
        ("{topics: [education], evidence: report}", []),
        ("{topics: [education]}", ["criterion-without-evidence"]),
        ("{topics: [], evidence: report}", []),
        ("{topics: []}", ["criterion-without-evidence"]),
        ("{needs: []}", ["not-assessed"]),
    ],
)
def test_plain_words_are_cited_by_their_block(details: str, advised: list[str]) -> None:
    measure = samples.indicator(1, {"kind": "ordinal", "of": "details.topics", "scale": {"education": 1}})
    rubric = samples.rubric(criteria={"effect": samples.criterion(1, topic=measure)})
    assert rules(f"details: {details}\n", rubric) == advised


@pytest.mark.parametrize("name", ["ethics", "relevance", "transfer", "quality_assurance", "sustainability", "results"])
def test_what_is_called_not_assessed_is_what_the_engine_could_not_assess(name: str) -> None:
    from secon_cli.checks.checked_files import check_practice
    from secon_cli.reading.yaml_reader import read
    from tools.sample import patched

    rubric = shipped_rubric()
    checked = check_practice(read(patched("", (name,)).encode(), "example.yaml"), rubric)
    assert [(finding.rule, finding.field) for finding in checked.findings] == [("not-assessed", name)]
    assert checked.practice is not None
    assert unassessed(checked.practice, rubric)


def unassessed(practice: Practice, rubric: Rubric) -> bool:
    return any(not one.assessed for criterion in assess(practice, rubric).criteria for one in criterion.indicators)


def test_results_with_gaps_are_one_finding_each() -> None:
    items = [
        "{what: a, qualifier: not_measured, level: outcome, evidence: report}",
        "{what: b, qualifier: not_measured, level: impact, evidence: report}",
        "{what: c, qualifier: not_measured, level: output, evidence: report}",
        "{what: d, value: 1, unit: x, level: output, evidence: report}",
        "{what: e, value: 1, unit: x, level: output, period: 2022, evidence: report}",
    ]
    found = findings(
        f"results: {{{SUMS}, metrics: [{', '.join(items)}]}}\n",
        shipped_rubric(),
    )
    assert [(each.rule, each.field) for each in found] == [
        ("change-without-figure", "results.metrics[0].level"),
        ("figure-without-period", "results.metrics[3].value"),
    ]
    assert "1 more below" in found[0].message
