"""Makes a collection of any size out of the real practices: the same files with other ids, titles and words.

A copy keeps the layout, the dates, the figures and the evidence of its original. Its words of lower-case letters are
spelled with other letters, in each copy otherwise, so that no text, no organisation and no title is in two files.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import yaml

COLLECTION = Path(__file__).parents[1] / "data" / "practices"

_PROSE = "name background summary note what who where how narrative expected recurring used_for label"
_TEXTS = frozenset(_PROSE.split())
"""The fields whose values are texts; all other values are words of a vocabulary, dates, numbers or citations."""
_HEAD = 3
"""Lines that hold id and title of the practice; further titles are those of its sources."""
_WORD = re.compile(r"(?<![\w/.:@])[a-z]{4,}(?![\w/.:@])")
_CONSONANTS = "bcdfghjklmnpqrstvwxz"


def texts(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Id and text of `count` practices."""
    originals = [(file.stem, file.read_text(encoding="utf-8")) for file in sorted(COLLECTION.glob("*.yaml"))]
    places = {id: list(_places(yaml.compose(text, yaml.CSafeLoader), "")) for id, text in originals}
    for number in range(count):
        id, text = originals[number % len(originals)]
        shuffled = list(_CONSONANTS)
        Random(f"{seed} {number}").shuffle(shuffled)
        letters = str.maketrans(_CONSONANTS, "".join(shuffled))
        parts, end = [], 0
        for start, stop, field in places[id]:
            value = text[start:stop]
            if field == "id":
                value = f"{id}-{number}"
            elif field == "title":
                value = value[:-1] + f" {number}'" if value.endswith("'") else f"{value} {number}"
            else:
                value = _WORD.sub(lambda word: word[0].translate(letters), value)  # noqa: B023 (called here)
            parts += [text[end:start], value]
            end = stop
        yield f"{id}-{number}", "".join([*parts, text[end:]])


def _places(node: yaml.Node | None, field: str) -> Iterator[tuple[int, int, str]]:
    """Where the id and the texts are, in the order of the file, each with the name of its field."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places(value, key.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _places(item, field)
    elif node is not None and (field in _TEXTS or (field in ("id", "title") and node.start_mark.line < _HEAD)):
        yield node.start_mark.index, node.end_mark.index, field


def write(folder: Path, count: int, seed: int = 1) -> int:
    """Write `count` practices into a folder; the bytes written."""
    folder.mkdir(parents=True, exist_ok=True)
    return sum(folder.joinpath(f"{id}.yaml").write_bytes(text.encode()) for id, text in texts(count, seed))


def main() -> None:
    """`python benchmarks/generate.py FOLDER --count 1000`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000, help="how many practices (default: 1000)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    size = write(given.folder, given.count, given.seed)
    print(f"{given.count} practices of {size / given.count / 1000:.1f} KB in {given.folder}", file=sys.stderr)


if __name__ == "__main__":
    main()
