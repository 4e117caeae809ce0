"""One region, organisation or place is spelt in one way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from secon_cli.checks.checked import CheckedFile, CrossFileKeys
from secon_cli.checks.findings import FieldPath, Finding, Severity
from secon_cli.checks.rule import Example, Rule
from secon_cli.checks.suggestions import bare, one_slip

_LOCATION = "location: {{country: LV, partner: {}, evidence: report:location}}\n"
_BESIDE = {"other.yaml": "id: other\ntitle: Tool library\n" + _LOCATION.format("Latgale")}

SPELLED_TWO_WAYS = Rule(
    "spelled-two-ways",
    Severity.WARNING,
    "One partner region, organisation or place is spelt in two ways.",
    "`compare` lines up the practices of a region by its name: a second spelling makes a second region of it, with "
    "half of the practices.",
    bad=Example(_LOCATION.format("Látgale"), beside=_BESIDE),
    good=Example(_LOCATION.format("Latgale"), beside=_BESIDE),
)

_REGION, _PLACE = "partner region", "place"
_ORGANISATION = ("organisation", None)
_MOST_REGIONS = 500
_SHORTEST_WITH_SLIP = 8
"""Letters below which two names that differ in one letter may well be two places."""


_Kind: TypeAlias = tuple[str, str | None]
"""What is named, and the country it lies in where that tells two of one name apart."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A name at a place of a file."""

    name: str
    file: CheckedFile
    path: FieldPath


def check_spellings(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """The spelling that is used less has the finding, once in each file; of equals, the one that comes later."""
    uses: dict[tuple[_Kind, str], list[tuple[CheckedFile, FieldPath]]] = {}
    for file in files:
        if file.outline is not None:
            for kind, name, path in _names(file.outline):
                uses.setdefault((kind, name), []).append((file, path))
    spellings: dict[tuple[_Kind, str], list[str]] = {}
    for kind, name in uses:
        spellings.setdefault((kind, bare(name)), []).append(name)
    _join_slips(spellings)
    told: set[tuple[str, ...]] = set()
    for (kind, _), names in spellings.items():
        if len(names) > 1 and tuple(names) not in told:
            told.add(tuple(names))
            yield from _minority(kind, [[_Use(name, *use) for use in uses[kind, name]] for name in names])


def _names(outline: CrossFileKeys) -> Iterator[tuple[_Kind, str, FieldPath]]:
    yield (_REGION, outline.country), outline.partner, ("location", "partner")
    place = (_PLACE, outline.country)
    for index, name in enumerate(outline.places):
        yield place, name, ("location", "places", index)
    for index, name in enumerate(outline.organisations):
        yield _ORGANISATION, name, ("organisations", index, "name")


def _join_slips(spellings: dict[tuple[_Kind, str], list[str]]) -> None:
    """Put partner regions of one country together that are one slip of the pen apart."""
    regions: dict[_Kind, list[str]] = {}
    for kind, form in spellings:
        if kind[0] == _REGION and len(form) >= _SHORTEST_WITH_SLIP and not any(map(str.isdigit, form)):
            regions.setdefault(kind, []).append(form)
    for kind, forms in regions.items():
        del forms[_MOST_REGIONS:]
        ends: dict[str, list[str]] = {}
        for form in forms:
            # Two words that are one slip apart have the same first or the same last half.
            for part in {f"<{form[: len(form) // 2 - 1]}", f">{form[len(form) // 2 + 1 :]}"}:
                ends.setdefault(part, []).append(form)
        for alike in ends.values():
            _join(spellings, kind, alike)


def _join(spellings: dict[tuple[_Kind, str], list[str]], kind: _Kind, forms: Sequence[str]) -> None:
    for index, form in enumerate(forms):
        for other in forms[index + 1 :]:
            if one_slip(form, other):
                names = spellings[kind, form]
                names += [name for name in spellings[kind, other] if name not in names]
                spellings[kind, other] = names


def _minority(kind: _Kind, uses: Sequence[Sequence[_Use]]) -> Iterator[Finding]:
    usual = max(uses, key=lambda one: len({use.file.name for use in one}))
    files = list(dict.fromkeys(use.file.name for use in usual))
    for others in uses:
        told: set[str] = set()
        for use in others:
            if others is not usual and use.file.name not in told:
                told.add(use.file.name)
                message = f"the {kind[0]} is `{usual[0].name}` in {_several(files)}"
                advice = "write it in one way; if they are two, the names should tell them apart"
                yield SPELLED_TWO_WAYS.finding(
                    use.file.name, use.file.document.span(use.path), use.path, message, advice
                )


def _several(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} files, such as {names[0]}"
