"""What the shell offers while a command is typed: ids, regions, criteria, rules, words.

Nothing here may be slow: ids and regions are read off unchecked files.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_MOST_FILES = 300
"""Files that are looked into for regions; a shell waits for the answer."""
_PARTNER = re.compile(r"^\s+partner:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_COUNTRY = re.compile(r"^\s+country:\s*[\"']?([A-Z]{2})\b", re.MULTILINE)


def offered(names: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    """Completes a word by the names that begin with it; a problem offers nothing."""

    def complete(incomplete: str) -> list[str]:
        # Of rules, several are separated by commas; no other name has one.
        before, comma, last = incomplete.rpartition(",") if names is rules else ("", "", incomplete)
        with suppress(Exception):
            fitting = {name for name in names() if name.casefold().startswith(last.casefold())}
            return [f"{before}{comma}{name}" for name in sorted(fitting)]
        return []

    return complete


def practices() -> Iterable[str]:
    """Ids of practices, which are the names of their files."""
    return (path.stem for path in _files())


def sides() -> Iterable[str]:
    """What can be compared: regions, countries, ids, and the words for all the others."""
    return [*regions(), *countries(), *practices(), "all", "rest"]


def regions() -> Iterable[str]:
    """Partner regions of the collection."""
    return _in_files(_PARTNER)


def countries() -> Iterable[str]:
    """Country codes of the collection."""
    return _in_files(_COUNTRY)


def criteria() -> Iterable[str]:
    """Criteria of the rubric in force."""
    from secon_cli.commands.inputs import load_rubric

    return load_rubric().rubric.criteria


def weights() -> Iterable[str]:
    """Criteria followed by `=`, for --weight."""
    return (f"{name}=" for name in criteria())


def bands() -> Iterable[str]:
    """Bands of the rubric in force."""
    from secon_cli.commands.inputs import load_rubric

    return (band.name for band in load_rubric().rubric.bands)


def topics() -> Iterable[str]:
    """Topics that practices can have."""
    from secon_cli.practice.vocabularies import Topic

    return Topic


def rules() -> Iterable[str]:
    """Rules of `secon validate`."""
    from secon_cli.checks.findings import ALL_RULES

    return ALL_RULES


def words_to_explain() -> Iterable[str]:
    """Criteria, indicators, rules and ids of vocabularies that `secon explain` knows."""
    from secon_cli.commands.explain import whole_glossary
    from secon_cli.commands.inputs import load_rubric

    return (entry.name for entry in whole_glossary(load_rubric().rubric).entries)


def _files() -> list[Path]:
    from secon_cli.reading import files

    root = files.project_root()
    own = root / files.PRACTICES if root else None
    folder = own if own and own.is_dir() else files.shipped(files.PRACTICES)
    return sorted(path for path in folder.rglob("*.yaml") if path.is_file())


def _in_files(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in _files()[:_MOST_FILES]:
        with suppress(OSError, UnicodeError), path.open(encoding="utf-8") as file:
            yield from pattern.findall(file.read(4000))
