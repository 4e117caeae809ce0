"""What `show` says of a draft: what is there, what is missing, and what each is worth."""

from pathlib import Path

import pytest

from tests.conftest import Secon
from tests.small_project import head

LEFT_OUT = head("xx-draft")
EMPTY = (
    LEFT_OUT
    + """\
results:
  metrics: []
  evidence: report:results
relevance:
  policies: []
  evidence: report:details
ethics:
  concerns: []
  evidence: report:details
"""
)


def _fields(secon: Secon, project: Path, text: str) -> list[tuple[str, str, float, float]]:
    """Field, state, points and gain of each field that counts, as `show` has them."""
    (project / "xx-draft.yaml").write_text(text, encoding="utf-8")
    document = secon("show", "xx-draft.yaml", "--format", "json").json
    assert sum(field["points"] + field["gain"] for field in document["fields"]) == pytest.approx(100)
    assert "results.narrative" in document["fields_left_out"]
    return [(field["field"], field["state"], field["points"], field["gain"]) for field in document["fields"]]


def test_a_draft_with_lists_left_out(secon: Secon, project: Path) -> None:
    assert _fields(secon, project, LEFT_OUT) == [
        ("results.metrics", "left out", 0.0, 35.0),
        ("relevance.social_economy.link", "left out", 0.0, 18.0),
        ("ethics.concerns", "left out", 0.0, 15.0),
        ("relevance.policies", "left out", 0.0, 12.0),
        ("duration.start", "partly", 10.0, 10.0),
    ]
    short = secon("show", "xx-draft.yaml", COLUMNS="80").out
    assert "80.0 points: `results.metrics`" in short, "the sum of what is left out: 35 + 18 + 15 + 12"


def test_a_draft_with_empty_lists(secon: Secon, project: Path) -> None:
    assert _fields(secon, project, EMPTY) == [
        ("relevance.social_economy.link", "left out", 0.0, 18.0),
        ("results.metrics", "empty", 0.0, 35.0),
        ("relevance.policies", "empty", 0.0, 12.0),
        ("duration.start", "partly", 10.0, 10.0),
        ("ethics.concerns", "full", 15.0, 0.0),
    ]


def test_the_full_page_lists_the_fields_by_state(secon: Secon, project: Path) -> None:
    (project / "xx-draft.yaml").write_text(EMPTY, encoding="utf-8")
    rows = secon("show", "xx-draft.yaml", "--full", "--format", "markdown").out.splitlines()
    assert "| +35.0 | `results.metrics` | 0.0 | Results |" in rows
    assert "|  | `duration.start` | 10.0 | Years in place |" in rows, "nothing to fill in raises it"


def test_a_finished_practice_of_the_collection_has_no_such_list(secon: Secon) -> None:
    assert "results.metrics" not in secon("show", "lv-repair-cafe").out
    assert "`ethics.concerns`" in secon("show", "gr-orchard").out, "its ethics are left out, and would count"
