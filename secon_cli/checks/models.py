"""From what pydantic says about a model to findings: one for each mistake, at its place in the file.

Nothing here knows practices from rubrics: the model says which fields, words and types there are.
"""

from collections.abc import Iterable

from pydantic import BaseModel, ValidationError

from secon_cli.checks.findings import FieldPath, Finding
from secon_cli.checks.model_rules import MISSING_FIELD
from secon_cli.checks.schema import follow
from secon_cli.checks.unknown_fields import unknown_fields
from secon_cli.checks.wording import Trouble, place_name, word
from secon_cli.reading.document import Document

_ABOUT_BLOCKS = ("missing", "extra_forbidden")


def model_findings(
    error: ValidationError, document: Document, model: type[BaseModel], most: int = 1000
) -> list[Finding]:
    """What keeps the document from being a `model`, without what follows from another finding of the file.

    Of more than `most` complaints, only the first are looked at: suggestions take time.
    """
    troubles = _troubles(error, model, most)
    empty = {fault.path for fault in document.faults if fault.kind == "empty-value"}
    troubles = [trouble for trouble in troubles if not _follows(trouble, empty)]
    missing = [trouble for trouble in troubles if trouble.type == "missing"]
    unknown = [trouble for trouble in troubles if trouble.type == "extra_forbidden"]
    findings, renamed = unknown_fields(unknown, missing, document, model)
    findings += [_missing(trouble, document, model) for trouble in missing if trouble.spot.path not in renamed]
    findings += _values((trouble for trouble in troubles if trouble.type not in _ABOUT_BLOCKS), document, model)
    return findings


def _troubles(error: ValidationError, model: type[BaseModel], most: int) -> list[Trouble]:
    return [
        Trouble(each["type"], follow(model, each["loc"]), each["msg"], each["input"], each.get("ctx") or {})
        for each in error.errors(include_url=False)[:most]
    ]


def _follows(trouble: Trouble, empty: Iterable[FieldPath]) -> bool:
    """Whether the trouble is at, in or about an empty value, which is a finding already."""
    path = trouble.spot.path
    if trouble.type in _ABOUT_BLOCKS:
        return False
    return any(path[: len(at)] == at or at[: len(path)] == path for at in empty)


def _missing(trouble: Trouble, document: Document, model: type[BaseModel]) -> Finding:
    *above, name = trouble.spot.path
    message = f"{place_name(tuple(above), model)} needs `{name}`"
    described = trouble.spot.block.model_fields[str(name)].description if trouble.spot.block else None
    help_text = f"add `{name}:` ({described.rstrip('.')})" if described else f"add `{name}:`"
    return MISSING_FIELD.finding(document.name, document.span(trouble.spot.path), trouble.spot.path, message, help_text)


def _values(troubles: Iterable[Trouble], document: Document, model: type[BaseModel]) -> list[Finding]:
    """One finding for each value: of the branches of a union, each complains about the same one."""
    seen: dict[tuple[FieldPath, bool], list[Finding]] = {}
    for trouble in troubles:
        place = (trouble.spot.path, trouble.spot.in_key)
        if place not in seen:
            seen[place] = word(trouble, document, model)
    return [finding for findings in seen.values() for finding in findings]
