"""Mending edits a text: what is mended is what was wrong, and every other byte stays."""

import random
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.checks import checked_files
from secon_cli.checks.checked_files import CheckedFile, FixedText, applied, apply_fixes, check_practice
from secon_cli.checks.findings import Finding, Fix, Severity, Span
from secon_cli.checks.rules.files import MOST_FINDINGS
from secon_cli.reading.yaml_reader import read

COMMENTED = """\
# Written by hand.
format: 1  # the first

id: example
title:   Repair café of the old town
sources:
  report: {title: SECON Best Practices Report, publisher: KMOP, date: 2024-01, pages: 17-20}
location:
  country: LV
  partner: Latgale
  evidence: report:location
organisations:
  - name: "Repair Association"
    type: association
    role: lead
    evidence: report:organisations
# Since when?
duration:
    start: 2021
    end: ongoing
    status: running
    evidence: report:duration
summary: >-
  Volunteers repair what neighbours bring,
  and show them how.
"""

MISTAKES = {
    "organisations:": "organisation:",
    "summary:": "sumary:",
    "type: association": "type: Association",
    "role: lead": "role: 'Lead'",
    "start: 2021": "start: 01.09.2021  # as the report has it",
    "partner: Latgale": "partner: NO",
    "end: ongoing": "end: ongoing   ",
}
"""What a sound file says, and a slip of it that has one certain repair."""


def check(text: str) -> CheckedFile:
    return check_practice(read(text.encode(), "example.yaml"))


def mended(text: str) -> FixedText:
    return apply_fixes(check(text), check)


def spoilt(*slips: str) -> str:
    text = COMMENTED
    for sound in slips:
        assert sound in text
        text = text.replace(sound, MISTAKES[sound])
    return text


@pytest.mark.parametrize(
    ("sound", "written"),
    [
        ("organisations:", "organisations:"),
        ("summary:", "summary:"),
        ("type: association", "type: association"),
        ("role: lead", "role: 'lead'"),
        ("start: 2021", "start: 2021-09-01  # as the report has it"),
        ("partner: Latgale", 'partner: "NO"'),
        ("end: ongoing", "end: ongoing"),
    ],
)
def test_each_slip_is_mended_and_nothing_else(sound: str, written: str) -> None:
    assert ((after := mended(spoilt(sound))).text, len(after.fixed)) == (COMMENTED.replace(sound, written), 1)


@given(st.sets(st.sampled_from(sorted(MISTAKES)), min_size=1), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_comments_order_quotes_and_line_ends_survive(slips: set[str], line_end: str, ends: bool) -> None:
    text = spoilt(*sorted(slips)).replace("\n", line_end)
    text = text if ends else text.removesuffix(line_end)
    after = mended(text)
    assert len(after.fixed) == len(slips)
    assert [found for found in check(after.text).findings if found.fix] == []
    assert mended(after.text) == FixedText(after.text)
    assert after.text.count(line_end) == text.count(line_end)
    assert after.text.endswith(line_end) is ends
    changed = [
        i for i, (old, new) in enumerate(zip(text.split("\n"), after.text.split("\n"), strict=True)) if old != new
    ]
    assert len(changed) == len(slips)


@given(st.randoms(use_true_random=False))
def test_mending_what_was_mended_changes_nothing_whatever_was_wrong(source: random.Random) -> None:
    """Characters thrown away or doubled anywhere: sensible or not, there is an end to it, and the file is no worse."""
    text = list(COMMENTED)
    for _ in range(source.randint(1, 6)):
        place = source.randrange(len(text))
        text[place] = source.choice(["", text[place] * 2, text[place].swapcase(), " "])
    before = check("".join(text))
    after = mended("".join(text))
    assert mended(after.text) == FixedText(after.text)
    assert check(after.text).document.usable or not before.document.usable


def test_only_what_is_wanted_is_mended() -> None:
    text = spoilt("summary:", "type: association")
    after = apply_fixes(check(text), check, lambda finding: finding.rule == "unknown-field")
    assert ((after := after).text, len(after.fixed)) == (spoilt("type: association"), 1)


def test_a_file_with_more_findings_than_are_told_is_mended_whole() -> None:
    text = COMMENTED + "# a\u00a0remark\n" * (MOST_FINDINGS + 100)
    assert mended(text).text == text.replace("\u00a0", " ")


def test_a_file_whose_mending_finds_no_end_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked_files, "_MOST_TRIES", 3)
    endless, whole = (COMMENTED + "# a\u00a0remark\n" * (MOST_FINDINGS * times) for times in (3, 2))
    assert mended(endless) == FixedText(endless)
    assert len(mended(whole).fixed) == 2 * MOST_FINDINGS


def finding(fix: Fix, message: str = "m") -> Finding:
    return Finding("some-rule", Severity.ERROR, "example.yaml", fix.span, "", message, fix=fix)


def test_a_fix_that_spoils_the_file_or_leaves_its_finding_is_refused() -> None:
    spoils = finding(Fix(Span(1, 1, 1, 1), "["), "spoils")
    stays = finding(Fix(Span(2, 1, 2, 1), "#"), "stays")
    works = finding(Fix(Span(3, 1, 3, 1), "# "), "works")

    def recheck(text: str) -> CheckedFile:
        document = read(text.encode(), "example.yaml")
        left = [spoils] * (text[0] != "[") + [stays] + [works] * (not text.endswith("# c: d\n"))
        return CheckedFile(document).having(left)

    assert ((after := apply_fixes(recheck("x: y\na: b\nc: d\n"), recheck)).text, len(after.fixed)) == (
        "x: y\na: b\n# c: d\n",
        1,
    )


def test_a_fix_that_changes_nothing_is_tried_once() -> None:
    nothing = finding(Fix(Span(1, 1, 1, 2), "a"), "nothing")
    checks = 0

    def recheck(text: str) -> CheckedFile:
        nonlocal checks
        checks += 1
        return CheckedFile(read(text.encode(), "example.yaml")).having([nothing])

    assert apply_fixes(recheck("a: b\n"), recheck) == FixedText("a: b\n")
    assert checks == 1


@pytest.mark.parametrize("bad", [0, 1, 57, 99])
def test_one_fix_that_spoils_the_file_does_not_keep_the_others_from_being_made(bad: int) -> None:
    marks = [finding(Fix(Span(line, 1, line, 1), "[" if line == bad + 1 else "#"), str(line)) for line in range(1, 101)]

    def recheck(text: str) -> CheckedFile:
        lines = text.splitlines()
        return CheckedFile(read(text.encode(), "example.yaml")).having(
            [mark for mark, line in zip(marks, lines, strict=True) if line.startswith("x")]
        )

    text = "".join(f"x{number}: y\n" for number in range(100))
    after = apply_fixes(recheck(text), recheck)
    assert len(after.fixed) == 99
    assert [line for line in after.text.splitlines() if line.startswith("x")] == [f"x{bad}: y"]


def test_of_two_fixes_that_overlap_one_waits() -> None:
    text = "ab\n"
    first, second = finding(Fix(Span(1, 1, 1, 3), "cd"), "first"), finding(Fix(Span(1, 2, 1, 3), "x"), "second")

    def recheck(text: str) -> CheckedFile:
        left = {"ab\n": [first, second], "cd\n": [second]}.get(text, [])
        return CheckedFile(read(b"a: b\n", "example.yaml")).having(left)

    start = CheckedFile(read(text.encode(), "example.yaml")).having([first, second])
    assert ((after := apply_fixes(start, recheck)).text, len(after.fixed)) == ("cx\n", 2)


@given(st.text(alphabet="ab\n\r\x85\u2028é漢", max_size=30), st.data())
def test_what_no_fix_covers_is_untouched(text: str, data: st.DataObject) -> None:
    """Lines and columns lead to the characters that they mean, whatever ends a line."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if text[start - 1 : start + 1] == "\r\n" or text[end - 1 : end + 1] == "\r\n":
        return
    places = [at for index in (start, end) for at in _place(text, index)]
    assert applied(text, [Fix(Span(*places), "<>")]) == f"{text[:start]}<>{text[end:]}"


def _place(text: str, index: int) -> tuple[int, int]:
    lines = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return lines.count("\n") + 1, len(lines.rpartition("\n")[2]) + 1


def test_repairs_lie_where_the_text_differs() -> None:
    before, after = spoilt("summary:"), mended(spoilt("summary:")).text
    changes = [part for part in SequenceMatcher(None, before, after).get_opcodes() if part[0] != "equal"]
    assert len(changes) == 1


def test_what_is_inserted_takes_the_line_ends_of_the_text() -> None:
    assert applied("a: b\r\nc: d\r\n", [Fix(Span(1, 1, 1, 1), "x: y\n")]) == "x: y\r\na: b\r\nc: d\r\n"
    assert applied("a: b\n", [Fix(Span(1, 1, 1, 1), "x: y\r\n")]) == "x: y\na: b\n"
