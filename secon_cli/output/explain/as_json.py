"""Explanations as JSON, schema `secon.explain/1`: docs/json.md describes it."""

from collections.abc import Sequence
from typing import Any

from secon_cli.analysis.glossary.entry import Entry, Part
from secon_cli.analysis.glossary.explanation import Explained, Explanation
from secon_cli.output.machine import dumps, provenance_fields

SCHEMA = "secon.explain/1"


def explain_json(explained: Explained) -> str:
    """Every entry in full."""
    return dumps(
        {
            "schema": SCHEMA,
            **provenance_fields(explained.provenance),
            "name": explained.word,
            "entries": [_entry(one) for one in explained.explanations],
            "also": [_brief(entry) for entry in explained.also],
        }
    )


def _entry(explanation: Explanation) -> dict[str, Any]:
    entry, excerpt = explanation.entry, explanation.excerpt
    return {
        **_brief(entry),
        "title": entry.title or None,
        "aliases": list(entry.aliases),
        "why": entry.why or None,
        "how": entry.how or None,
        "facts": _parts(entry.facts),
        "parts": _parts(entry.parts),
        "example": entry.example or None,
        "counterexample": entry.counterexample or None,
        "collection": explanation.standing or None,
        "excerpt": None
        if excerpt is None
        else {"file": excerpt.file, "line": excerpt.line, "field": excerpt.field, "text": excerpt.text},
        "see": list(entry.see),
    }


def _brief(entry: Entry) -> dict[str, Any]:
    return {"kind": entry.kind.value, "name": entry.name, "meaning": entry.meaning}


def _parts(parts: Sequence[Part]) -> list[dict[str, str]]:
    return [{"name": part.name, "words": part.words} for part in parts]
