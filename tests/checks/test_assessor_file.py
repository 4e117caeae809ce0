"""Files of assessors: every mistake at its place, and lines that wait to be filled in are none."""

import pytest

from secon_cli.checks.assessor_file import CheckedAssessor, check_assessor, check_panel
from secon_cli.checks.checked_files import check_practice
from secon_cli.checks.findings import Example, Finding, Rule
from secon_cli.checks.registry import ALL_LAYERS
from secon_cli.checks.rules.files import MOST_FINDINGS
from secon_cli.reading.yaml_reader import read
from tools.sample import SOUND

CRITERIA = ("relevance", "quality_assurance", "ethics")
RATEABLE = ({"example": check_practice(read(SOUND.encode(), "example.yaml")).practice, "broken": None}, CRITERIA)


def checked(text: str, name: str = "adviser.yaml") -> CheckedAssessor:
    return check_assessor(read(text.encode(), name), *RATEABLE)


def findings(text: str) -> list[tuple[str, str, int, int]]:
    file = checked(text)
    assert (file.assessor is None) == bool(file.findings)
    return [(one.rule, one.field, one.span.line, one.span.column) for one in file.findings]


def with_ratings(ratings: str, more: str = "") -> str:
    return f"format: 1\nassessor: adviser\n{more}ratings:\n{ratings}"


def of_example(example: Example) -> list[Finding]:
    files = {example.name: str(example.text), **example.others}
    panel = check_panel(checked(text, name) for name, text in files.items())
    return [finding for file in panel for finding in file.findings]


@pytest.mark.parametrize("rule", ALL_LAYERS["assessor"], ids=lambda rule: rule.id)
def test_the_bad_example_breaks_this_rule_alone_and_the_good_one_none(rule: Rule) -> None:
    assert rule.bad is not None
    (finding,) = of_example(rule.bad)
    assert (finding.rule, finding.severity) == (rule.id, rule.severity)
    assert of_example(rule.good) == []


def test_a_sound_file() -> None:
    file = checked(
        with_ratings(
            "  example:\n"
            "    relevance: {rating: 7.5, reason: Good., evidence: [report:details p18, https://example.org]}\n"
            "  broken:\n    ethics: {rating: 0, reason: None at all.}\n",
            "role: adviser\nconflicts: {example: {why: Knows them., criteria: [ethics]}}\n",
        )
    )
    assert file.findings == ()
    assert file.assessor is not None
    assert [(practice, key, float(one.rating)) for practice, key, one in file.assessor.counting()] == [
        ("example", "relevance", 7.5),
        ("broken", "ethics", 0),
    ]


def test_lines_that_wait_to_be_filled_in_are_no_ratings() -> None:
    file = checked(
        with_ratings(
            "  example:\n    relevance: {rating: 7, reason: Good., evidence: }\n"
            "    ethics:\n      rating:\n      reason:\n      evidence:\n  broken:\n",
            "role:\nconflicts:\n",
        )
    )
    assert file.findings == ()
    assert file.assessor is not None
    assert [(practice, key) for practice, key, _, _ in file.assessor.given()] == [("example", "relevance")]


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ("  exampel:\n    ethics: {rating: 7, reason: So.}\n", ("unknown-practice", "ratings.exampel", 4, 3)),
        ("  example:\n    ethik: {rating: 7, reason: So.}\n", ("unknown-criterion", "ratings.example.ethik", 5, 5)),
        ("  example:\n    ethics: {rating: 11, reason: So.}\n", ("bad-rating", "ratings.example.ethics.rating", 5, 22)),
        ("  example:\n    ethics: {rating: 7, reason: }\n", ("missing-field", "ratings.example.ethics.reason", 5, 33)),
        ("  example:\n    ethics: {reason: So.}\n", ("missing-field", "ratings.example.ethics.rating", 5, 5)),
        ("  example:\n    ethics: {rating: 7, reason: ''}\n", ("empty-text", "ratings.example.ethics.reason", 5, 33)),
        ("  example:\n    ethics: 7\n", ("wrong-type", "ratings.example.ethics", 5, 13)),
        ("  - example\n", ("wrong-type", "ratings", 3, 1)),
        (
            "  example:\n    ethics: {rating: 7, reason: So., evidence: reprot:details}\n",
            ("unknown-source", "ratings.example.ethics.evidence", 5, 48),
        ),
        (
            "  example:\n    ethics: {rating: 7, reason: So., evidence: the report}\n",
            ("bad-citation", "ratings.example.ethics.evidence", 5, 48),
        ),
        (
            "  example:\n    ethics: {rating: 7, reason: So., why: So.}\n",
            ("unknown-field", "ratings.example.ethics.why", 5, 38),
        ),
    ],
)
def test_a_mistake_in_a_rating(ratings: str, expected: tuple[str, str, int, int]) -> None:
    assert findings(with_ratings(ratings)) == [expected]


def test_a_rating_given_twice_is_told_with_the_line_of_the_first() -> None:
    twice = "  example:\n    ethics: {rating: 7, reason: So.}\n    ethics: {rating: 3, reason: No.}\n"
    (finding,) = checked(with_ratings(twice)).findings
    assert (finding.rule, finding.span.line) == ("duplicate-key", 6)
    assert "line 5" in finding.message
    again = "  example:\n    ethics: {rating: 7, reason: So.}\n  example:\n    relevance: {rating: 3, reason: No.}\n"
    assert findings(with_ratings(again)) == [("duplicate-key", "ratings.example", 6, 3)]


@pytest.mark.parametrize(
    ("conflicts", "expected"),
    [
        ("conflicts: {exampel: {why: So.}}\n", ("unknown-practice", "conflicts.exampel", 3, 13)),
        (
            "conflicts: {example: {why: So., criteria: [ethik]}}\n",
            ("unknown-criterion", "conflicts.example.criteria[0]", 3, 44),
        ),
        ("conflicts: {example: {criteria: [ethics]}}\n", ("missing-field", "conflicts.example.why", 3, 13)),
        ("conflicts:\n  example:\n", ("empty-value", "conflicts.example", 4, 3)),
    ],
)
def test_a_mistake_in_a_conflict(conflicts: str, expected: tuple[str, str, int, int]) -> None:
    ratings = "  example:\n    relevance: {rating: 7, reason: So.}\n"
    assert findings(with_ratings(ratings, conflicts)) == [expected]


def test_a_conflict_that_leaves_nothing_is_told() -> None:
    text = with_ratings("  example:\n    ethics: {rating: 7, reason: So.}\n", "conflicts: {example: {why: So.}}\n")
    (finding,) = checked(text).findings
    assert (finding.rule, finding.message) == (
        "no-rating",
        "every rating is left out because of a conflict of interest",
    )


def test_every_mistake_of_a_file_is_told_in_one_run() -> None:
    text = (
        "format: 1\nassessor: somebody\nratings:\n"
        "  exampel:\n    ethics: {rating: 7.3, reason: So.}\n"
        "  example:\n    ethik: {rating: 7}\n    relevance: {rating: x, reason: So., evidence: reprot}\n"
    )
    assert {rule for rule, *_ in findings(text)} == {
        "assessor-not-file-name",
        "unknown-practice",
        "bad-rating",
        "unknown-criterion",
        "missing-field",
        "unknown-source",
    }


@pytest.mark.parametrize("text", ["", "- a\n", "format: 1\n", "ratings: {a: [", "assessor: [a]\nconflicts: 3\n", "\0"])
def test_what_is_no_file_of_an_assessor(text: str) -> None:
    assert checked(text).findings


def test_of_a_flood_of_mistakes_the_first_are_told() -> None:
    found = checked(with_ratings("".join(f"  x{number}: {{ethics: 1}}\n" for number in range(1000)))).findings
    assert len(found) == MOST_FINDINGS + 1
    assert found[0].rule == "too-many"
