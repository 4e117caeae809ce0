"""Makes a collection of any size out of the real practices: valid files of about 6 KB, the same for the same seed.

Every file takes each of its blocks from some real practice and keeps a part of the items of every list.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

COLLECTION = Path(__file__).parents[1] / "data" / "practices"

KEPT = 0.35
"""Share of the items of a list that a file keeps; the real files are nearly twice as long."""


class _PlainDumper(yaml.CSafeDumper):
    """Writes text as people write it: without quotation marks around numbers and dates."""

    def ignore_aliases(self, data: Any) -> bool:
        """No anchors: repeated values are written again."""
        return True


_PlainDumper.yaml_implicit_resolvers = {}


def texts(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Id and text of `count` practices."""
    random = Random(seed)
    files = sorted(COLLECTION.glob("*.yaml"))
    donors = [yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader) for file in files]
    for number in range(count):
        practice = _mixed(donors, random)
        practice["id"] = f"practice-{number:06}"
        practice["title"] = f"Practice {number} of the benchmark"
        practice["location"] = practice["location"] | {"partner": f"Region {number % 50}"}
        yield practice["id"], yaml.dump(practice, Dumper=_PlainDumper, width=110, allow_unicode=True, sort_keys=False)


def _mixed(donors: list[dict[str, Any]], random: Random) -> dict[str, Any]:
    """A practice with each block from some donor; dates, sources and what they rest on stay together."""
    base = random.choice(donors)
    others = {name: random.choice(donors).get(name, value) for name, value in base.items()}
    together = {name: base[name] for name in ("format", "sources", "duration")}
    return {name: _thinned(value, random) for name, value in (others | together).items()}


def _thinned(value: Any, random: Random) -> Any:
    """The value with a part of the items of every list in it, in their order."""
    if isinstance(value, dict):
        return {name: one if name == "evidence" else _thinned(one, random) for name, one in value.items()}
    if isinstance(value, list):
        kept = sorted(random.sample(range(len(value)), round(len(value) * KEPT + random.random() / 2)))
        return [_thinned(value[index], random) for index in kept]
    return value


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
