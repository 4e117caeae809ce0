"""Rules of the collection: ids, titles, names and spellings agree between files.

A check takes all files and gives its findings, each at the file that differs from the others, or comes later.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from secon_cli.checks.checked_files import CheckedFile
from secon_cli.checks.findings import FieldPath, Finding, broken
from secon_cli.practice.suggestions import bare, one_typo


def repeated(files: Iterable[tuple[str | None, str]]) -> Iterator[tuple[int, str]]:
    """Of files by id and name, the positions of those with the id of an earlier one, with the name of that."""
    first: dict[str, str] = {}
    for index, (id, name) in enumerate(files):
        other = first.setdefault(id, name) if id else name
        if other != name:
            yield index, other


def check_ids(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Ids of two files; the later file has the finding."""
    for index, other in repeated((file.id, file.name) for file in files):
        yield broken("duplicate-id", files[index].document, ("id",), f"`{files[index].id}` is also the id of {other}")


def check_titles(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Titles of two files; the later file has the finding. Two files with one id are one mistake, found above."""
    first: dict[str, CheckedFile] = {}
    for file in files:
        if file.practice is None:
            continue
        other = first.setdefault(bare(file.practice.title), file)
        if other is not file and other.id != file.id:
            message = f"{other.name} has the title `{other.practice.title if other.practice else ''}`"
            yield broken("similar-title", file.document, ("title",), message)


# Names of files

_FEWEST = 5
"""A folder with fewer files has no naming convention."""
_MOST_OTHERS = 0.2


def check_names(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Beginnings and endings of the names in each folder, where most of its files agree."""
    folders: dict[str, list[tuple[CheckedFile, str]]] = {}
    for file in files:
        if file.practice is not None:
            folders.setdefault(file.name.rpartition("/")[0], []).append((file, file.practice.location.country.lower()))
    for folder in folders.values():
        if len(folder) < _FEWEST:
            continue
        most = len(folder) * _MOST_OTHERS
        without_country = [pair for pair in folder if pair[0].id and not pair[0].id.startswith(f"{pair[1]}-")]
        for file, country in without_country if len(without_country) <= most else ():
            message = f"the names of other files in the folder begin with the country, here `{country}-`"
            advice = f"name the file, and the id, `{country}-…`; if that is wrong, check `location.country`"
            yield broken("file-naming", file.document, ("id",), message, advice)
        short_ending = [file for file, _ in folder if file.name.endswith(".yml")]
        for file in short_ending if len(short_ending) <= most else ():
            message = "the names of other files in the folder end in `.yaml`"
            yield broken("file-naming", file.document, ("id",), message, "rename the file")


# Spellings

_REGION, _PLACE = "partner region", "place"
_ORGANISATION = ("organisation", None)
_MOST_REGIONS = 200
_SHORTEST_WITH_TYPO = 8
"""Two shorter names that differ in one letter may well be two places."""

_Kind: TypeAlias = tuple[str, str | None]
"""What is named, and its country where that distinguishes two with one name."""


def check_spellings(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Names with the less frequent spelling, once in each file; of two equally frequent ones, the later."""
    uses: dict[tuple[_Kind, str], list[tuple[CheckedFile, FieldPath]]] = {}
    for file in files:
        if file.practice is None:
            continue
        at, bodies = file.practice.location, file.practice.organisations
        named: list[tuple[_Kind, str, FieldPath]] = [
            *(((_REGION, at.country), name, ("location", "partner")) for name in [at.partner] if name),
            *(((_PLACE, at.country), name, ("location", "places", i)) for i, name in enumerate(at.places or ())),
            *((_ORGANISATION, body.name, ("organisations", i, "name")) for i, body in enumerate(bodies)),
        ]
        for kind, name, path in named:
            uses.setdefault((kind, name), []).append((file, path))
    spellings: dict[tuple[_Kind, str], list[str]] = {}
    for kind, name in uses:
        spellings.setdefault((kind, bare(name)), []).append(name)
    # Partner regions of one country that are one typo apart are spellings of one.
    regions = [key for key in spellings if key[0][0] == _REGION and not any(map(str.isdigit, key[1]))]
    long = [key for key in regions[:_MOST_REGIONS] if len(key[1]) >= _SHORTEST_WITH_TYPO]
    pairs = ((a, b) for a, b in combinations(long, 2) if a[0] == b[0] and one_typo(a[1], b[1]))
    for key, other in pairs:
        spellings[key] += [name for name in spellings[other] if name not in spellings[key]]
        spellings[other] = spellings[key]
    done: set[tuple[str, ...]] = set()
    for (kind, _), names in spellings.items():
        if len(names) == 1 or tuple(names) in done:
            continue
        done.add(tuple(names))
        counts = {name: len({file.name for file, _ in uses[kind, name]}) for name in names}
        usual = max(counts, key=counts.__getitem__)
        where = uses[kind, usual][0][0].name
        where = where if counts[usual] == 1 else f"{counts[usual]} files, such as {where}"
        for name in names:
            first = {file.name: (file, path) for file, path in reversed(uses[kind, name])} if name != usual else {}
            for file, path in first.values():
                message = f"the {kind[0]} is `{usual}` in {where}"
                yield broken("spelled-two-ways", file.document, path, message)
