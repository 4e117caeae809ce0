"""From a place in the text back to the field: what stands there, letter by letter, and where it ends."""

import pytest

from secon_cli.reading.yaml_reader import read
from tests.work import counted

TEXT = """\
# a remark
title: 'It''s a café'  # and another
items:
  - name: one
  - text: >-
      Two lines
      # no remark

  # a remark
  - "three"
"""
DOCUMENT = read(TEXT.encode(), "x.yaml")


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("# a remark\ntitle", None),
        ("title", ("title",)),
        ("café", ("title",)),
        ("# and", None),
        ("items", ("items",)),
        ("one", ("items", 0, "name")),
        ("# no remark", ("items", 1, "text")),
        ("# a remark\n  -", None),
        ("three", ("items", 2)),
    ],
)
def test_the_field_at_a_place(words: str, path: tuple[str | int, ...] | None) -> None:
    assert DOCUMENT.places.field_at(TEXT.index(words)) == path


def test_what_is_written_is_given_as_it_stands() -> None:
    assert DOCUMENT.places.written(("title",)) == "'It''s a café'"
    assert DOCUMENT.places.written(("title",), key=True) == "title"
    assert DOCUMENT.places.written(("items", 2)) == '"three"'


def test_the_last_line_of_a_text_that_begins_on_a_line() -> None:
    assert [DOCUMENT.places.last_line(line) for line in (1, 2, 4, 5)] == [1, 2, 4, 7]


def test_places_are_found_again_after_the_nodes_are_let_go() -> None:
    DOCUMENT.released()
    assert DOCUMENT.places.field_at(TEXT.index("one")) == ("items", 0, "name")


def test_many_comments_about_one_long_line_are_answered_at_once() -> None:
    text = "a: [" + ", ".join(["b"] * 20_000) + "]\nc: |\n  d\n  e\n"
    places = read(text.encode(), "x.yaml").places
    answers, calls = counted(lambda: [places.last_line(line) for line in [1] * 500 + [2]])
    assert answers == [1] * 500 + [4]
    assert calls < 10 * 20_000
