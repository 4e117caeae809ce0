"""Text written as YAML comes back exactly, from every reader, and never as anything but text."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.output.new_files import WIDTH, field
from secon_cli.reading.yaml_scalars import scalar

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1) | st.text(
    " :#-,[]{}&*!|>'\"%@`?\\ab1\n\t~=."
)
LOADERS: list[Any] = [yaml.CSafeLoader, yaml.SafeLoader, yaml.BaseLoader]


def _read(lines: list[str]) -> list[Any]:
    return [yaml.load("\n".join(lines) + "\n", loader) for loader in LOADERS]


@given(texts)
def test_any_text_comes_back(text: str) -> None:
    assert _read(list(field("name", text))) == [{"name": text}] * 3


@given(st.lists(texts, min_size=1, max_size=4))
def test_any_texts_come_back(several: list[str]) -> None:
    lines = list(field("items", [{"what": several[0], "evidence": several}]))
    assert _read(lines) == [{"items": [{"what": several[0], "evidence": several}]}] * 3


@given(st.lists(st.from_regex("[a-zäé,.–]{1,15}", fullmatch=True), min_size=1, max_size=60).map(" ".join))
def test_prose_is_folded_into_lines_that_fit(text: str) -> None:
    lines = list(field("summary", text, 4))
    assert _read(lines) == [{"summary": text}] * 3
    assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize(
    "word",
    [
        "NO",
        "yes",
        "on",
        "y",
        "null",
        "~",
        "1.10",
        "010",
        "0o14",
        "1e3",
        "1:30",
        "2021",
        "=",
        "<<",
        ".inf",
        "2024-01-31",
        "",
    ],
)
def test_what_a_reader_would_take_for_something_else_is_quoted(word: str) -> None:
    assert scalar(word) == f'"{word}"'


@pytest.mark.parametrize("word", ["Repair café", "report:transfer p19", "Łódź, centre", "https://example.org/a?b=c#d"])
def test_plain_text_stays_plain(word: str) -> None:
    assert scalar(word) == word
