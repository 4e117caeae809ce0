"""What all machine formats share: six decimals, provenance, JSON with fixed order, cells that no spreadsheet runs."""

import json
import re
from typing import Any

from secon_cli.analysis.results import Provenance
from secon_cli.output.plain_text import POWERFUL

_POWERFUL = re.compile(POWERFUL)
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def number(value: float) -> float:
    """A number with six decimals; never a negative zero."""
    return round(value, 6) + 0.0


def dumps(document: dict[str, Any] | list[Any]) -> str:
    """JSON text, indented, ending in a line end; what would have power over a terminal or a job is escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    return _POWERFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def provenance_fields(provenance: Provenance) -> dict[str, Any]:
    """The fields that every JSON document begins with after its `schema`."""
    rubric = provenance.rubric
    return {
        "tool": {"name": "secon", "version": provenance.version},
        "as_of": rubric.as_of.isoformat(),
        "options": dict(provenance.options),
        "rubric": {
            "id": rubric.rubric,
            "version": rubric.version,
            "sha256": rubric.sha256,
            "content": rubric.content,
        },
        "inputs": [{"path": one.path, "sha256": one.sha256} for one in provenance.inputs],
        "shipped": provenance.shipped,
    }


def safe_cell(text: str) -> str:
    """Text that a spreadsheet shows and does not run: what begins like a formula gets an apostrophe in front."""
    return f"'{text}" if text[:1].isspace() or text.lstrip().startswith(_RUN_BY_SPREADSHEETS) else text
