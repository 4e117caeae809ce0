"""What `show` says of a draft: what is there, what is missing, and what each is worth."""

import json
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


def _screen(secon: Secon, project: Path, text: str, *options: str, width: str = "80") -> list[str]:
    (project / "xx-draft.yaml").write_text(text, encoding="utf-8")
    ended = secon("show", "xx-draft.yaml", *options, COLUMNS=width)
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    start = next(number for number, line in enumerate(lines) if "What is there, and what is missing" in line)
    end = next(
        number for number, line in enumerate(lines[start:], start) if line.startswith(("Relevance", "## The sc"))
    )
    return [line for line in lines[start + 1 : end] if line]


def test_a_draft_with_lists_left_out(secon: Secon, project: Path) -> None:
    assert _screen(secon, project, LEFT_OUT) == [
        "Nobody has looked for it yet (left out of the file)",
        "  +35.0  results.metrics                Results",
        "  +18.0  relevance.social_economy.link  Link to the social economy",
        "  +15.0  ethics.concerns                No unresolved concern",
        "  +12.0  relevance.policies             Named policies",
        "There in full",
        "         duration.start                 has 10.0: Years in place",
        "10.0 points are there, 90.0 are still to be had, 10.0 of them by time alone.",
        "Left out as well, and worth no points: resources.funding, resources.budget,",
        "resources.staff, details.topics, details.needs, details.objectives,",
        "details.implementation, details.challenges, details.innovation,",
        "details.stakeholders, details.beneficiaries, results.narrative, transfer.cases,",
        "transfer.documentation, transfer.conditions, transfer.barriers,",
        "transfer.expected, links, annexes, relevance.aspirations, quality_assurance,",
        "sustainability.bases, sustainability.adaptations, sustainability.risks,",
        "ethics.safeguards.",
    ]


def test_a_draft_with_empty_lists(secon: Secon, project: Path) -> None:
    assert _screen(secon, project, EMPTY)[:9] == [
        "Nobody has looked for it yet (left out of the file)",
        "  +18.0  relevance.social_economy.link  Link to the social economy",
        "Looked for, and nothing found ([])",
        "  +35.0  results.metrics                Results",
        "  +12.0  relevance.policies             Named policies",
        "There in full",
        "         duration.start                 has 10.0: Years in place",
        "         ethics.concerns                has 15.0: No unresolved concern",
        "25.0 points are there, 75.0 are still to be had, 10.0 of them by time alone.",
    ]


def test_the_same_in_markdown_and_json(secon: Secon, project: Path) -> None:
    rows = _screen(secon, project, EMPTY, "--format", "markdown")
    assert "| Looked for, and nothing found (\\[\\]) | results.metrics | 0.0 | +35.0 | Results |" in rows
    document = json.loads(secon("show", "xx-draft.yaml", "--format", "json").out)
    fields = {one["field"]: one for one in document["fields"]}
    assert fields["results.metrics"] == {
        "field": "results.metrics",
        "state": "empty",
        "points": 0.0,
        "gain": 35.0,
        "only_time": False,
    }
    assert sum(one["points"] + one["gain"] for one in document["fields"]) == pytest.approx(100)
    assert "results.narrative" in document["left_out"]


def test_a_finished_practice_of_the_collection_shows_no_such_list(secon: Secon) -> None:
    assert "What is there" not in secon("show", "lv-repair-cafe").out
    assert "What is there" in secon("show", "gr-orchard").out, "its ethics are left out, and would count"
