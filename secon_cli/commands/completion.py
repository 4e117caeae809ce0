"""What the shell offers while a command is typed: ids, regions, criteria, rules, formats.

Nothing here may fail or be slow: a problem offers nothing, and ids and regions are read off unchecked files.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

_MOST_FILES = 300
"""Files that are looked into for regions; a shell waits for the answer."""
_PARTNER = re.compile(r"^\s+partner:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_COUNTRY = re.compile(r"^\s+country:\s*[\"']?([A-Z]{2})\b", re.MULTILINE)


def practice_names(incomplete: str) -> list[str]:
    """Ids of practices, which are the names of their files."""
    return _beginning(incomplete, (path.stem for path in _files()))


def side_names(incomplete: str) -> list[str]:
    """What can be compared: regions, countries, ids, and the words for all the others."""
    return _beginning(incomplete, [*region_names(""), *country_names(""), *practice_names(""), "all", "rest"])


def region_names(incomplete: str) -> list[str]:
    """Partner regions of the collection."""
    return _beginning(incomplete, _in_files(_PARTNER))


def country_names(incomplete: str) -> list[str]:
    """Country codes of the collection."""
    return _beginning(incomplete, _in_files(_COUNTRY))


def criterion_names(incomplete: str) -> list[str]:
    """Criteria of the rubric in force."""
    with suppress(Exception):
        from secon_cli.commands.inputs import load_rubric

        return _beginning(incomplete, load_rubric().rubric.criteria)
    return []


def band_names(incomplete: str) -> list[str]:
    """Bands of the rubric in force."""
    with suppress(Exception):
        from secon_cli.commands.inputs import load_rubric

        return _beginning(incomplete, (band.name for band in load_rubric().rubric.bands))
    return []


def topic_names(incomplete: str) -> list[str]:
    """Topics that practices can have."""
    from secon_cli.practice.vocabularies import Topic

    return _beginning(incomplete, Topic)


def weights(incomplete: str) -> list[str]:
    """Criteria followed by `=`, for --weight."""
    return [f"{name}=" for name in criterion_names(incomplete)]


def rule_names(incomplete: str) -> list[str]:
    """Rules of `secon validate`, with those before the last comma kept."""
    from secon_cli.checks.registry import all_rules

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{rule}" for rule in _beginning(last, all_rules())]


def words_to_explain(incomplete: str) -> list[str]:
    """Criteria, indicators, rules and ids of vocabularies that `secon explain` knows."""
    with suppress(Exception):
        from secon_cli.commands.explain import whole_glossary
        from secon_cli.commands.inputs import load_rubric

        return _beginning(incomplete, (entry.name for entry in whole_glossary(load_rubric().rubric).entries))
    return []


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    wanted = incomplete.casefold()
    return sorted({name for name in names if name.casefold().startswith(wanted)})


def _files() -> Sequence[Path]:
    with suppress(Exception):
        from secon_cli.reading import files

        root = files.project_root()
        own = root / files.PRACTICES if root else None
        folder = own if own and own.is_dir() else files.shipped(files.PRACTICES)
        return sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    return ()


def _in_files(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in _files()[:_MOST_FILES]:
        with suppress(OSError, UnicodeError), path.open(encoding="utf-8") as file:
            yield from pattern.findall(file.read(4000))
