"""Of two findings about one mistake the one that explains it is reported, and its fix makes the file sound."""

import re

import pytest

from secon_cli.checks.checked_files import CheckedFile, applied, apply_fixes, check_practice
from secon_cli.reading.yaml_reader import read

BASE = """\
format: 1
id: case
title: Repair café of the Upper Valley
sources:
  report: {title: Practices of the Upper Valley, publisher: Valley Association, date: 2023-11, pages: 4-6}
location:
  country: AT
  partner: Upper Valley
  places: [Oberdorf]
  scope: local
  evidence: report:location p4
organisations:
  - name: Repair Association Oberdorf
    type: association
    role: lead
    evidence: report:organisations
duration:
  start: 2019-05
  end: ongoing
  status: running
  evidence: report:duration
resources:
  budget: [{what: All, covers: whole, amount: 5000, currency: EUR, evidence: report}]
  staff: [{who: Helpers, count: 3, unit: persons, evidence: report}]
summary: Volunteers repair household goods together with those who bring them.
results:
  metrics:
    - what: goods repaired
      value: 450
      unit: items
      level: output
      period: 2019 to 2022
      evidence: report:results
"""


def found(sound: str, written: str) -> tuple[str, int, str, str | None]:
    """Rule, line and words of the one finding, and the text after its fix."""
    text = BASE.replace(sound, written)
    assert text != BASE
    (finding,) = check_practice(read(text.encode(), "case.yaml")).findings
    words = f"{finding.message} {finding.help}"
    return finding.rule, finding.span.line, words, applied(text, [finding.fix]) if finding.fix else None


def test_the_base_is_sound() -> None:
    assert check_practice(read(BASE.encode(), "case.yaml")).findings == ()


@pytest.mark.parametrize(
    ("sound", "written", "rule", "character"),
    [
        ("country: AT", "country: AT\u00a0", "unknown-code", "U+00A0"),
        ("country: AT", "country: AT\u200b", "unknown-code", "U+200B"),
        ("country: AT", "country: \u0410\u0422", "unknown-code", "U+0410"),
        ("currency: EUR", "currency: \u0395UR", "unknown-code", "U+0395"),
        ("scope: local", "scope: local\u00a0", "not-in-vocabulary", "U+00A0"),
        ("start: 2019-05", "start: 2019\u201105", "bad-date", "U+2011"),
        ("start: 2019-05", "start: 2019\u200b-05", "bad-date", "U+200B"),
        ("pages: 4-6", "pages: 4\u20116", "bad-pages", "U+2011"),
        ("value: 450", "value: 4\u200b50", "bad-number", "U+200B"),
        ("evidence: report:results", "evidence: report:\u200bresults", "bad-citation", "U+200B"),
        ("  scope: local", "  s\u0441ope: local", "unknown-field", "U+0441"),
    ],
)
def test_odd_characters_are_named_and_fixed(sound: str, written: str, rule: str, character: str) -> None:
    found_rule, line, words, fixed = found(sound, written)
    assert (found_rule, line) == (rule, BASE[: BASE.index(sound)].count("\n") + 1)
    assert character in words
    assert "did you mean" not in words
    assert fixed == BASE


@pytest.mark.parametrize(
    ("sound", "written", "words"),
    [
        ("country: AT", "country:\u00a0AT", "U+00A0"),
        ("country: AT", "country:\u2003AT", "U+2003"),
        ("format: 1", "format:\u00a01", "U+00A0"),
        ("summary: V", "summary:\u00a0V", "U+00A0"),
        ("- name: Repair", "- name:\u00a0Repair", "U+00A0"),
        ("- name: Repair", "-\u00a0name: Repair", "U+00A0"),
        ("{title: P", "{title:\u00a0P", "U+00A0"),
        ("  - name: Repair", "  -\u00a0name:\u2003Repair", "U+00A0"),
        ("    type:", "\u00a0\u00a0\u00a0\u00a0type:", "U+00A0"),
    ],
)
def test_unusual_spaces_are_named_and_fixed(sound: str, written: str, words: str) -> None:
    rule, _, shown, fixed = found(sound, written)
    assert (rule, fixed) == ("unusual-space", BASE)
    assert words in shown


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000"])
def test_unusual_spaces_throughout_a_file_are_fixed_together(space: str) -> None:
    odd = re.sub(r"(?m)^( *(?:- )?\w+:) ", rf"\1{space}", BASE)
    assert odd.count(space) > 20

    def check(text: str) -> CheckedFile:
        return check_practice(read(text.encode(), "case.yaml"))

    assert apply_fixes(check(odd), check).text == BASE
    broken = odd + "title: Repair: again\n"
    assert apply_fixes(check(broken), check).text == BASE + "title: Repair: again\n", "another mistake stays"


@pytest.mark.parametrize(
    ("sound", "written", "words"),
    [
        ("scope: local", "scope:local", "missing space"),
        ("title: R", "title:R", "missing space"),
        ("{title: P", "{title:P", "missing space"),
        ("summary: V", 'summary: "\\ud83d\\ude00" #', "`\\ud83d`"),
        ("format: 1", "%YAML 1.3\n---\nformat: 1", "version of YAML"),
    ],
)
def test_missing_spaces_are_named(sound: str, written: str, words: str) -> None:
    rule, _, shown, fixed = found(sound, written)
    assert (rule, fixed) == ("syntax", None)
    assert words in shown


@pytest.mark.parametrize(
    ("sound", "written", "meant"),
    [
        ("start: 2019-05", "start: 2021-09-01T00:00:00Z", "start: 2021-09-01"),
        ("start: 2019-05", "start: September 1, 2021", "start: 2021-09-01"),
        ("start: 2019-05", "start: 1st September 2021", "start: 2021-09-01"),
        ("end: ongoing", "end: Ongoing", "end: ongoing"),
        ("end: ongoing", "end: on-going", "end: ongoing"),
        ("end: ongoing", "end: still running", "end: ongoing"),
        ("value: 450", "value: 12\u2009500", "value: 12500"),
        ("value: 450", "value: 12,34,567", "value: 1234567"),
        ("value: 450", "value: \u2212450", "value: \u2212450"),
    ],
)
def test_other_notations_are_fixed_as_a_whole(sound: str, written: str, meant: str) -> None:
    *_, fixed = found(sound, written)
    expected = BASE.replace(sound, meant).replace("\u2212", "-").replace("value: -450", 'value: "-450"')
    assert fixed == expected


@pytest.mark.parametrize(
    ("sound", "written", "rule"),
    [
        ("amount: 5000", "amount: -40000", "out-of-range"),
        ("count: 3", "count: -3", "out-of-range"),
        ("start: 2019-05", "start: 1019-05", "doubtful-date"),
    ],
)
def test_impossible_numbers(sound: str, written: str, rule: str) -> None:
    assert found(sound, written)[0] == rule


@pytest.mark.parametrize("code", ["LVL", "LTL", "EEK", "SKK", "DEM"])
def test_currencies_before_the_euro(code: str) -> None:
    text = BASE.replace("currency: EUR", f"currency: {code}")
    assert check_practice(read(text.encode(), "case.yaml")).findings == ()


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_lines_are_counted_as_editors_do(separator: str) -> None:
    text = BASE.replace("repair household", f"repair{separator}household").replace("type: association", "type: x")
    text = text.replace("period: 2019", "qualifier: abut\n      period: 2019")
    places = [(each.rule, each.span.line) for each in check_practice(read(text.encode(), "case.yaml")).findings]
    lines = text.split("\n")
    assert places == [
        ("not-in-vocabulary", lines.index("    type: x") + 1),
        ("control-character", next(i for i, line in enumerate(lines, 1) if separator in line)),
        ("not-in-vocabulary", lines.index("      qualifier: abut") + 1),
    ]
