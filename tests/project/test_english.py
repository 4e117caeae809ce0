"""What users read is written in plain English: none of the words and phrases that this project gave up is in it.

`_WORDS` gives each with what to write instead.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

_WORDS = {
    r"mend(s|ed|ing|able)?": "fix, fixed, fixable",
    r"told(?! (\w+ ){0,3}apart)|tells? of|telling of": "reported, said, shown, listed",
    r"(?<!-)blanks?(?! (lines?|files?|forms?|cells?|pages?)\b)": "space; empty",
    r"slips? of the pen|one slip away": "typo",
    r"anew": "again; compute again",
    r"nobody|somebody|whoever|anybody": "no one; or name who it is",
    r"stands?(?! (for|out|behind|vacant)\b)|standing (there|in the)|stood": "is; or name the place",
    r"beside": "next to, with, and",
    r"takes [^.\n]{1,60}, and not": "expected X, got `y`",
    r"is no (word|name|option|kind) (for|of|that)": "`x` is not a valid `kind`",
    r"drawn by lot|by lot": "a random sample",
}
"""Patterns of whole words, with what to write instead."""

_PATTERN = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")

_FILES = (
    "secon_cli/**/*.py",
    "secon_cli/**/*.toml",
    "data/practices/*.yaml",
    "docs/*.md",
    "*.md",
    "*.yml",
    "*.yaml",
    ".pre-commit-hooks.yaml",
)


def _files() -> list[Path]:
    return sorted({path for pattern in _FILES for path in ROOT.glob(pattern)})


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _texts_of_python(text: str) -> Iterator[str]:
    """String literals with docstrings and the text of f-strings, and comments."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def _found(path: Path) -> list[str]:
    """The words in a file that were given up, each with what is around it."""
    text = path.read_text(encoding="utf-8")
    texts = _texts_of_python(text) if path.suffix == ".py" else [_ADDRESS.sub("", text)]
    return [
        " ".join(part[max(0, match.start() - 40) : match.end() + 30].split())
        for part in texts
        for match in _PATTERN.finditer(part)
    ]


def test_no_word_that_was_given_up() -> None:
    assert {_name(path): found for path in _files() if (found := _found(path))} == {}


@pytest.mark.parametrize(
    "text", ["a blank", "is told", "It stands there.", "Somebody", "mended", "beside it", "by lot"]
)
def test_a_word_that_was_given_up_is_found(text: str) -> None:
    assert _PATTERN.search(text)


@pytest.mark.parametrize(
    "text", ["--blank", "a blank line", "cannot be told apart", "stands for", "amend", "besides", "understand", "a lot"]
)
def test_ordinary_words_are_not_found(text: str) -> None:
    assert _PATTERN.search(text) is None
