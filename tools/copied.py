"""Runs of eight words that practice files share with a source, next to the place where they are: facts, not sentences.

    python -m tools.copied REPORT.txt [FOLDER ...]

The source is no part of the project, so this runs by hand, where someone has its text. Names and titles, which have to
be exact, may be runs.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

RUN = 8
"""As many words in a row are a sentence of the source, not a coincidence."""
_NAMES = {"title", "name", "url", "label", "publisher"}
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")
_FOLDERS = ("data/practices", "docs/codings")


def words_of(text: str) -> list[str]:
    """The words of a text, however it is printed: line breaks, case and punctuation make no difference."""
    return _WORD.findall(text.lower())


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file with its path, names aside."""
    if isinstance(value, dict):
        for key, held in value.items():
            if key not in _NAMES:
                yield from texts(held, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, f"{path}[{index}]")
    elif isinstance(value, str):
        yield path, value


def copied(source: str, record: Any) -> Iterator[tuple[str, str]]:
    """The longest runs of a record that are in the source, with the paths of the texts that hold them."""
    words = words_of(source)
    runs = {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    for path, text in texts(record):
        own = words_of(text)
        at = 0
        while at <= len(own) - RUN:
            end = at + RUN
            if tuple(own[at:end]) not in runs:
                at += 1
                continue
            while end < len(own) and tuple(own[end - RUN + 1 : end + 1]) in runs:
                end += 1
            yield path, " ".join(own[at:end])
            at = end


def main() -> int:
    """List the runs; the exit code is 1 where there are any."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", type=Path, help="the source as text")
    parser.add_argument("folders", nargs="*", default=_FOLDERS, help="folders of practice files")
    arguments = parser.parse_args()
    source = arguments.source.read_text(encoding="utf-8")
    found = 0
    for file in sorted(file for folder in arguments.folders for file in Path(folder).rglob("*.yaml")):
        for path, run in copied(source, yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)):
            print(f"{file}: {path}: {run}")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
