"""What the shell offers while a command is typed: ids, regions, criteria, rules, words.

Nothing here may be slow: ids and regions are read off unchecked files.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

_MOST_FILES = 300
"""Files that are looked into for regions; a shell waits for the answer."""
_PARTNER = r"(?m)^\s+partner:\s*[\"']?(.+?)[\"']?\s*$"
_COUNTRY = r"(?m)^\s+country:\s*[\"']?([A-Z]{2})\b"


def offered(names: str | Sequence[str]) -> Callable[[str], list[str]]:
    """Completes a word by names of a kind, or by these words, that begin with it; a problem offers nothing."""

    def complete(incomplete: str) -> list[str]:
        # Of rules, several are separated by commas; no other name has one.
        before, comma, last = incomplete.rpartition(",") if names == "rules" else ("", "", incomplete)
        with suppress(Exception):
            known = names_of(names) if isinstance(names, str) else names
            fitting = {name for name in known if name.casefold().startswith(last.casefold())}
            return [f"{before}{comma}{name}" for name in sorted(fitting)]
        return []

    return complete


def names_of(kind: str) -> Iterable[str]:
    """What there is of a kind in the collection, in the rubric in force, or in general."""
    match kind:
        case "practices":
            return (path.stem for path in _files())
        case "regions":
            return _in_files(_PARTNER)
        case "countries":
            return _in_files(_COUNTRY)
        case "sides":
            return [*_in_files(_PARTNER), *_in_files(_COUNTRY), *names_of("practices"), "all", "rest"]
        case "topics":
            from secon_cli.practice.vocabularies import Topic

            return Topic
        case "rules":
            from secon_cli.checks.findings import ALL_RULES

            return ALL_RULES
        case "words to explain":
            from secon_cli.commands.explain import whole_glossary
            from secon_cli.commands.inputs import load_rubric

            return (entry.name for entry in whole_glossary(load_rubric().rubric).entries)
    from secon_cli.commands.inputs import load_rubric

    rubric = load_rubric().rubric
    weights = [f"{name}=" for name in rubric.criteria]
    return {"criteria": rubric.criteria, "weights": weights, "bands": [band.name for band in rubric.bands]}[kind]


def _files() -> list[Path]:
    from secon_cli.reading import files

    root = files.project_root()
    own = root / files.PRACTICES if root else None
    folder = own if own and own.is_dir() else files.shipped(files.PRACTICES)
    return sorted(path for path in folder.rglob("*.yaml") if path.is_file())


def _in_files(pattern: str) -> Iterator[str]:
    for path in _files()[:_MOST_FILES]:
        with suppress(OSError, UnicodeError), path.open(encoding="utf-8") as file:
            yield from re.findall(pattern, file.read(4000))
