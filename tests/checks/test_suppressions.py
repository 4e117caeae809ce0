"""Comments that hold findings back: with a rule and a reason, on the line or above it, only where they are needed."""

import pytest

from secon_cli.checks.checked_files import check_practice
from secon_cli.checks.collection import check_collection
from secon_cli.reading.yaml_reader import read
from tests.checks.finding_rules import shipped_rubric
from tools.sample import SOUND, patched

BARE = "duration: {start: 2021, end: ongoing, status: running}"
COMMENT = "# secon: ignore[no-evidence] Told by telephone."


def told(text: str, *, beside: tuple[str, ...] = (), judged: bool = False) -> list[tuple[str, int]]:
    files = [patched(f"id: other\n{other}") for other in beside] + [text]
    names = ["other.yaml"] * len(beside) + ["example.yaml"]
    rubric = shipped_rubric() if judged else None
    checked = [check_practice(read(one.encode(), name), rubric) for one, name in zip(files, names, strict=True)]
    return [(each.rule, each.span.line) for each in check_collection(checked, judged=judged).findings]


def text(duration: str) -> str:
    return SOUND.replace("duration: {start: 2021, end: ongoing, status: running, evidence: report:duration}", duration)


@pytest.mark.parametrize(
    "duration",
    [
        f"{BARE}  {COMMENT}",
        f"{COMMENT}\n{BARE}",
        f"# Since when?\n{COMMENT}\n\n# Really?\n{BARE}",
        f"{BARE}  # secon:ignore[ no-evidence ] told",
        f"{BARE}  # secon: ignore[no-evidence]: told by telephone",
    ],
)
def test_a_comment_with_a_reason_holds_the_finding_back(duration: str) -> None:
    assert told(text(BARE)) == [("no-evidence", 11)]
    assert told(text(duration)) == []


@pytest.mark.parametrize(
    ("comment", "trouble"),
    [
        ("# secon: ignore[no-evidence]", "bad-suppression"),
        ("# secon: ignore[no-evidence] -", "bad-suppression"),
        ("# secon: ignore no evidence, told by telephone", "bad-suppression"),
        ("# secon: ignore[] told by telephone", "bad-suppression"),
        ("# secon: ignroe[no-evidence] told by telephone", "bad-suppression"),
        ("# secon: ignore[no-evidnce] told by telephone", "bad-suppression"),
        ("# secon: ignore[placeholder] told by telephone", "unused-suppression"),
    ],
)
def test_a_comment_that_says_too_little_holds_nothing_back(comment: str, trouble: str) -> None:
    assert sorted(told(text(f"{BARE}  {comment}"))) == sorted([("no-evidence", 11), (trouble, 11)])


def test_an_error_cannot_be_explained_away() -> None:
    wrong = "duration: {start: 2021, status: x, evidence: report}  # secon: ignore[not-in-vocabulary] It is so."
    assert told(text(wrong)) == [("not-in-vocabulary", 11), ("bad-suppression", 11)]


def test_a_comment_behind_a_value_does_not_speak_of_the_next_line() -> None:
    comment = COMMENT.replace("no-evidence", "placeholder")
    lines = f"duration:\n  start: 2021\n  status: running  {comment}\n  note: tbd\n  evidence: report"
    assert told(text(lines)) == [("unused-suppression", 13), ("placeholder", 14)]


def test_a_comment_speaks_of_a_text_as_a_whole() -> None:
    folded = "summary: >-\n  Neighbours repair things.\n  Write to anna@example.org for a place.\n"
    comment = "# secon: ignore[personal-data] A made-up address.\n"
    summary = "summary: Volunteers repair what neighbours bring.\n"
    assert told(SOUND.replace(summary, folded)) == [("personal-data", 14)]
    assert told(SOUND.replace(summary, comment + folded)) == []


@pytest.mark.parametrize(
    "summary",
    [
        "summary: 'see # secon: ignore[no-evidence]'\n",
        "summary: >-\n  Write\n  # secon: ignore[no-evidence] because\n  above.\n",
        "summary: see#secon:ignore[x]\n",
    ],
)
def test_what_stands_in_a_text_is_no_comment(summary: str) -> None:
    assert told(patched(summary)) == []


def test_what_needs_the_other_files_or_the_rubric_is_not_called_unused_without_them() -> None:
    comment = "  # secon: ignore[similar-title, gate-not-met] They are two."
    titled = SOUND.replace("title: Repair café of the old town", f"title: Repair café of the old town{comment}")
    assert told(titled) == []
    assert told(titled, beside=("",)) == []
    assert told(titled, judged=True) == [("unused-suppression", 3)]


def test_beside_an_error_nobody_knows_what_is_unused() -> None:
    assert told(text(f"duration: {{start: x, evidence: report}}  {COMMENT}")) == [("bad-date", 11)]


def test_advice_is_held_back_too() -> None:
    comment = "  # secon: ignore[gate-not-met] Shown to the partners as it grows."
    young = text("duration: {start: 2023-05, end: ongoing, status: running, evidence: report}")
    assert told(young, judged=True) == [("gate-not-met", 11)]
    assert told(young.replace("report}\nsumm", f"report}}{comment}\nsumm"), judged=True) == []


def test_thousands_of_comments_are_read_in_time() -> None:
    assert len(told(SOUND + f"{COMMENT}\n" * 20_000)) == 500
