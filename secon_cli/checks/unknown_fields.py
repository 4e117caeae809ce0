"""Fields that a model does not know: a field misspelt, a field in the wrong block, or one that nobody knows."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from pydantic import BaseModel

from secon_cli.checks.findings import FieldPath, Finding
from secon_cli.checks.model_rules import UNKNOWN_FIELD
from secon_cli.checks.repairs import rewritten
from secon_cli.checks.schema import block_of, expected_at
from secon_cli.checks.suggestions import certainly, closest, listed
from secon_cli.checks.wording import Trouble, place_name
from secon_cli.practice.fields import ITEMS, walk
from secon_cli.reading.document import Document

_ALIKE = 0.5
"""How much an unknown name has to resemble a missing one to be taken for it: less than among all names."""

_MOST_BLOCKS = 3


def unknown_fields(
    unknown: Sequence[Trouble], missing: Sequence[Trouble], document: Document, model: type[BaseModel]
) -> tuple[list[Finding], set[FieldPath]]:
    """A finding for each unknown field, and the paths of the missing fields that they were meant to be."""
    renamed = _renamed(unknown, [trouble.spot.path for trouble in missing])
    findings = [_finding(trouble, renamed.get(trouble.spot.path), document, model) for trouble in unknown]
    return findings, set(renamed.values())


def _renamed(unknown: Sequence[Trouble], missing: Sequence[FieldPath]) -> dict[FieldPath, FieldPath]:
    """For each unknown field the missing one of its block that it most resembles; no field is meant twice."""
    pairs = sorted(
        (_unlike(trouble.spot.path, path), str(path), trouble.spot.path, path)
        for trouble in unknown
        for path in missing
        if path[:-1] == trouble.spot.path[:-1]
    )
    meant: dict[FieldPath, FieldPath] = {}
    for unlikeness, _, path, other in pairs:
        if unlikeness <= 1 - _ALIKE and path not in meant and other not in meant.values():
            meant[path] = other
    return meant


def _unlike(path: FieldPath, other: FieldPath) -> float:
    """How little the two names resemble each other, from 0 to 1."""
    return 1 - SequenceMatcher(None, str(path[-1]).casefold(), str(other[-1])).ratio()


def _finding(trouble: Trouble, meant: FieldPath | None, document: Document, model: type[BaseModel]) -> Finding:
    path = trouble.spot.path
    *above, name = path
    fields = list(trouble.spot.block.model_fields) if trouble.spot.block else []
    beside = document.at(tuple(above))
    absent = [field for field in fields if not isinstance(beside, dict) or field not in beside]
    near = str(meant[-1]) if meant else closest(str(name), absent)
    message = f"not a field of {place_name(tuple(above), model)}"
    advice = None
    if near:
        message += f"; did you mean `{near}`?"
    elif above_it := _block_above(path, document, model):
        message += f"; indent it if it belongs to `{above_it}` above"
    elif homes := _homes(model).get(str(name), ()):
        message += f"; it belongs in {' or '.join(homes)}"
    else:
        advice = f"its fields are {listed(fields)}"
    sure = certainly(str(name), absent)
    fix = rewritten(document, path, sure, key=True) if sure and sure == near else None
    return UNKNOWN_FIELD.finding(document.name, document.span(path, key=True), path, message, advice, fix)


def _block_above(path: FieldPath, document: Document, model: type[BaseModel]) -> str | None:
    """The block that ends just above, if it knows the field and does not have it: its indentation was lost."""
    *above, name = path
    beside = document.at(tuple(above))
    if not isinstance(beside, dict) or not isinstance(name, str) or name not in beside:
        return None
    names = list(beside)
    before = names[names.index(name) - 1] if names.index(name) else None
    block = block_of(expected_at(model, (*above, before))) if before else None
    written = beside.get(before) if before else None
    return (
        before if block and isinstance(written, dict) and name in block.model_fields and name not in written else None
    )


@lru_cache(maxsize=8)
def _homes(model: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """The few blocks in which a field of each name is known; fields of many blocks, such as `note`, tell nothing."""
    homes: dict[str, list[str]] = {}
    for field in walk(model):
        block = field.path.rpartition(".")[0].replace(ITEMS, "")
        homes.setdefault(field.name, []).append(f"`{block}`" if block else "no block, but at the top of the file")
    return {name: tuple(blocks) for name, blocks in homes.items() if len(blocks) <= _MOST_BLOCKS}
