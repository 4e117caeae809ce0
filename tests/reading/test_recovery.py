"""After a mistake of YAML, the rest of the file is still checked, each finding at its line."""

import pytest

from secon_cli.checks.checked_files import check_practice, usable_practice
from secon_cli.reading.yaml_reader import read
from tests.checks.finding_rules import shipped_rubric
from tools.sample import SOUND, patched


def found(text: str) -> list[tuple[str, int]]:
    data = text.encode()
    checked = check_practice(read(data, "example.yaml"), shipped_rubric())
    errors = [each for each in checked.findings if each.severity == "error"]
    assert list(usable_practice(read(data, "example.yaml")).findings) == errors
    assert checked.practice is None
    assert not any(each.fix for each in checked.findings)
    return [(each.rule, each.span.line) for each in checked.findings]


def line(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


BAD_COUNTRY = SOUND.replace("country: LV", "country: XX")


@pytest.mark.parametrize(
    ("sound", "broken", "rule"),
    [
        ("title: Repair", "title: Repair: the", "syntax"),
        ("title: Repair", "title: 'Repair", "syntax"),
        ("title: Repair", 'title: "Repair', "syntax"),
        ("title: Repair", "title Repair", "syntax"),
        ("title: Repair", "title:Repair", "syntax"),
        ("title: Repair", "title: [Repair", "syntax"),
        ("title: Repair", "title: *Repair", "alias"),
        ("title: Repair", "title: !Repair", "tag"),
        ("title: Repair", "title: Repair\x07", "control-character"),
        ("title: Repair", "title: Repair\u2028", "control-character"),
        ("title: Repair", "title: Repair\x85", "control-character"),
        ("    type: association", "   type: association", "syntax"),
        ("    type: association", "\ttype: association", "tab"),
        ("summary: Volunteers", " summary: Volunteers", "syntax"),
    ],
)
def test_the_rest_is_checked(sound: str, broken: str, rule: str) -> None:
    text = BAD_COUNTRY.replace(sound, broken)
    assert text != BAD_COUNTRY
    assert set(found(text)) == {(rule, line(text, broken.lstrip(" "))), ("unknown-code", line(text, "country: XX"))}


def test_several_mistakes_are_found_at_once() -> None:
    text = BAD_COUNTRY.replace("title: Repair", "title: Repair: the").replace("summary: V", "summary: 'V")
    assert sorted(rule for rule, _ in found(text)) == ["syntax", "syntax", "unknown-code"]


def test_what_was_lost_is_not_missing_and_everything_else_is() -> None:
    text = patched("title: a: b\n", without=("summary",))
    assert sorted(rule for rule, _ in found(text)) == ["missing-field", "syntax"]


@pytest.mark.parametrize("text", ["[" * 100, "a: b: c", "a: b\n---\nc: d\n", "{", ": :", "x: y: z\n" * 30])
def test_where_nothing_is_left_the_first_mistake_is_reported(text: str) -> None:
    assert [rule for rule, _ in found(text) if rule not in ("missing-field", "unknown-field")]
