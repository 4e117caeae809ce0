"""The files of a folder are named in one manner."""

from collections.abc import Iterator, Sequence

from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.rule import Example, Rule

_FOLDER = {
    f"lv-{name}.yaml": f"id: lv-{name}\ntitle: {name}\n"
    for name in ("choir", "kitchen", "library", "orchard", "workshop")
}

FILE_NAMING = Rule(
    "file-naming",
    Severity.WARNING,
    "The file is named in another manner than the rest of its folder.",
    "Names that begin with the country, or end in `.yaml`, are sorted and found by it; another is overlooked.",
    bad=Example("id: example\n", beside=_FOLDER),
    good=Example("id: lv-example\n", name="lv-example.yaml", beside=_FOLDER),
)

_FEWEST = 5
"""Files below which a folder has no manner of its own."""
_MOST_OTHERS = 0.2


def check_names(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Beginnings and endings of the names of each folder, where most of its files agree."""
    folders: dict[str, list[CheckedFile]] = {}
    for file in files:
        if file.outline is not None:
            folders.setdefault(file.name.rpartition("/")[0], []).append(file)
    for folder in folders.values():
        if len(folder) >= _FEWEST:
            yield from _beginnings(folder)
            yield from _endings(folder)


def _beginnings(folder: Sequence[CheckedFile]) -> Iterator[Finding]:
    others = [file for file in folder if file.id and not file.id.startswith(f"{_country(file)}-")]
    if others and len(others) <= len(folder) * _MOST_OTHERS:
        for file in others:
            message = f"the other files of the folder begin with the country, as `{_country(file)}-` would here"
            advice = f"name the file, and the id, `{_country(file)}-…`; if that is wrong, check `location.country`"
            yield FILE_NAMING.finding(file.name, file.document.span(("id",)), ("id",), message, advice)


def _country(file: CheckedFile) -> str:
    return file.outline.country.lower() if file.outline else ""


def _endings(folder: Sequence[CheckedFile]) -> Iterator[Finding]:
    others = [file for file in folder if file.name.endswith(".yml")]
    if others and len(others) <= len(folder) * _MOST_OTHERS:
        for file in others:
            message = "the other files of the folder end in `.yaml`"
            yield FILE_NAMING.finding(file.name, file.document.span(("id",)), ("id",), message, "rename the file")
