"""`secon why`: ten lines, for names, ids, ranks and files."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.cells import cell_len

from secon_cli.output.wires.robustness import WHY
from tests.conftest import Secon
from tests.small_project import PRACTICES
from tools.result_schema import json_schema


def _json(secon: Secon, *arguments: str) -> dict[str, Any]:
    document: dict[str, Any] = secon("why", *arguments, "--format", "json").json
    return document


def test_the_json_worked_out_by_hand(secon: Secon) -> None:
    document = _json(secon, "orchard", "lv-repair-cafe")
    jsonschema.validate(document, json_schema(WHY))
    assert (document["ahead"]["id"], document["ahead"]["rank"]) == ("lv-repair-cafe", 1)
    assert (document["behind"]["id"], document["behind"]["rank"]) == ("gr-orchard", 2)
    # 86.875 and 36.75: effectiveness 0.5 x 56.25, relevance 0.3 x 40, timescale 0.2 x 50.
    assert (document["difference"], document["points"]) == (50.125, 50.1)
    assert [(one["criterion"], one["points"]) for one in document["reasons"]] == [
        ("effectiveness", 28.1),
        ("relevance", 12.0),
        ("timescale", 10.0),
    ]
    assert document["rest"] == 0
    # Concerns add 0.5 x 30 points, results 0.5 x 70 x 37.5 %.
    assert (document["reasons"][0]["indicator"], document["reasons"][0]["indicator_points"]) == ("concerns", 15.0)
    # Time alone cannot be improved: results 0.5 x 52.5, concerns 15 and policies 12 make up 50.125.
    assert [(one["indicator"], one["gain"]) for one in document["closing"]] == [
        ("results", 26.25),
        ("concerns", 15),
        ("policies", 12),
    ]
    assert document["odds"]["weights"] == {"holds": 1, "turns": 0}
    assert document["odds"]["draws"] == 10_000


@pytest.mark.parametrize("names", [("1", "gr-orchard"), ("gr-orchard", "1"), ("repair", "ORCHARD")])
def test_names_ids_and_ranks_in_either_order(secon: Secon, names: tuple[str, str]) -> None:
    ended = secon("why", *names, COLUMNS="80")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "lv-repair-cafe ranks 1, gr-orchard 2: 86.9 and 36.8, a gap of 50.1."
    assert len(lines) <= 13
    assert max(map(cell_len, lines)) <= 80
    assert "**+28.1**" in secon("why", *names, "--format", "markdown").out


def test_a_draft_is_ranked_with_the_collection(secon: Secon, project: Path) -> None:
    text = PRACTICES["lv-repair-cafe"].replace("lv-repair-cafe", "xx-draft").replace("level: outcome", "level: output")
    (project / "xx-draft.yaml").write_text(text, encoding="utf-8")
    document = _json(secon, "xx-draft.yaml", "1")
    assert (document["behind"]["id"], document["behind"]["rank"], document["ranked"]) == ("xx-draft", 2, 6)
    assert document["inputs"][-1]["path"] == "xx-draft.yaml"


def test_the_gate_and_ties(secon: Secon) -> None:
    gate = _json(secon, "lv-choir", "de-tool-library")
    assert (gate["by_gate"], gate["ahead"]["id"], gate["closing"]) == (True, "de-tool-library", [])
    assert gate["difference"] < 0
    tie = _json(secon, "pl-kitchen", "gr-orchard")
    assert (tie["tied"], tie["by_gate"], tie["ahead"]["rank"]) == (True, False, 2)
    assert "share rank 2" in secon("why", "pl-kitchen", "gr-orchard").out


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("1", "lv-repair-cafe"), "lv-repair-cafe"),
        (("1", "99"), "rank 99"),
        (("2", "1"), "gr-orchard, pl-kitchen"),
        (("nowhere", "1"), "`nowhere`"),
    ],
)
def test_what_is_not_two_practices(secon: Secon, names: tuple[str, str], says: str) -> None:
    ended = secon("why", *names)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    assert ended.err.count("\n") == 1
