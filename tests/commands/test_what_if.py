"""`secon show --what-if`: an edited copy judged in the place of the original."""

import json
from pathlib import Path

import pytest

from tests.conftest import Secon
from tests.small_project import PRACTICES

_TRAINED = "    - {what: people trained, value: 20, level: outcome, evidence: report:results}\n"
_AFTER_OUTPUT = "      level: output\n      evidence: report:results\n"
EDITED = PRACTICES["gr-orchard"].replace(_AFTER_OUTPUT, _AFTER_OUTPUT + _TRAINED).replace("link: for", "link: argued")


@pytest.fixture
def copy(project: Path) -> Path:
    """A copy of an orchard with one result more and a weaker link, under a name of its own."""
    path = project / "edited.yaml"
    path.write_text(EDITED, encoding="utf-8")
    return path


def test_both_are_ranked_and_the_difference_explained(secon: Secon, copy: Path) -> None:
    """17.5 points for the outcome; 0.8 × 60 % × 30 % less for a link that has to be argued for: -14.4."""
    ended = secon("show", "gr-orchard", "--what-if", "edited.yaml", "-f", "json")
    assert (ended.code, ended.err) == (0, "")
    document = json.loads(ended.out)
    assert document["schema"] == "secon.what-if/1"
    assert (document["original"]["total"], document["copy"]["total"]) == (36.75, 39.85)
    assert (document["original"]["rank"], document["copy"]["rank"], document["ranked"]) == (2, 2, 5)
    difference = document["difference"]
    assert difference["parts"] == {"facts": 3.1, "rubric": 0.0, "date": 0.0}
    assert {one["indicator"]: (one["movement"], one["fields"]) for one in difference["indicators"]} == {
        "results": (17.5, ["results.metrics[1]"]),
        "link": (-14.4, ["relevance.social_economy.link"]),
    }
    # 36.8 is 18 + 10 + 8.8 and 39.9 is 3.6 + 10 + 26.3, each part rounded so that they add up.
    assert [(one["criterion"], one["before"], one["after"]) for one in document["criteria"]] == [
        ("relevance", 18.0, 3.6),
        ("timescale", 10.0, 10.0),
        ("effectiveness", 8.8, 26.3),
    ]
    assert [one["path"] for one in document["inputs"]][-1] == "edited.yaml (the copy)"


def test_the_collection_stays_what_it_is(secon: Secon, project: Path, copy: Path) -> None:
    before = (project / "data" / "practices" / "gr-orchard.yaml").read_bytes()
    assert secon("show", "gr-orchard", "--what-if", "edited.yaml").code == 0
    assert (project / "data" / "practices" / "gr-orchard.yaml").read_bytes() == before


def test_a_copy_from_standard_input_and_a_draft_beside_its_copy(secon: Secon, project: Path, copy: Path) -> None:
    assert "36.8 → 39.9" in secon("show", "orchard", "--what-if", "-", stdin=EDITED).out
    draft = project / "xx-draft.yaml"
    draft.write_text(PRACTICES["gr-orchard"].replace("id: gr-orchard", "id: xx-draft"), encoding="utf-8")
    edited = project / "better.yaml"
    edited.write_text(EDITED.replace("id: gr-orchard", "id: xx-draft"), encoding="utf-8")
    ended = secon("show", "xx-draft.yaml", "--what-if", "better.yaml", "-f", "json")
    assert (json.loads(ended.out)["ranked"], ended.code) == (6, 0)


def test_a_copy_with_another_id_stands_in_the_place_of_the_original(secon: Secon, copy: Path) -> None:
    copy.write_text(EDITED.replace("id: gr-orchard", "id: gr-orchard-new"), encoding="utf-8")
    ended = secon("show", "gr-orchard", "--what-if", "edited.yaml", "-f", "json")
    document = json.loads(ended.out)
    assert (document["ranked"], document["copy"]["id"], document["difference"]["movement"]) == (
        5,
        "gr-orchard-new",
        3.1,
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("# nothing", "# nothing"), "same facts"),
        (("value: 40", "value: 50"), "without effect on the score"),
    ],
)
def test_copies_that_move_nothing(secon: Secon, copy: Path, change: tuple[str, str], says: str) -> None:
    copy.write_text(PRACTICES["gr-orchard"].replace(*change), encoding="utf-8")
    assert says in secon("show", "gr-orchard", "--what-if", "edited.yaml").out


def test_options_hold_for_both(secon: Secon, copy: Path) -> None:
    ended = secon("show", "gr-orchard", "--what-if", "edited.yaml", "-w", "relevance=0", "-f", "json")
    document = json.loads(ended.out)
    assert document["options"] == {"weight": {"relevance": 0.0}}
    assert document["difference"]["movement"] == 25.0


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (None, 2, "`edited.yaml` does not exist"),
        ("", 2, "edited.yaml (the copy) has errors"),
        (EDITED + "more: 1\n", 2, "edited.yaml (the copy)"),
    ],
)
def test_copies_that_cannot_be_scored(secon: Secon, copy: Path, text: str | None, code: int, says: str) -> None:
    copy.unlink() if text is None else copy.write_text(text, encoding="utf-8")
    ended = secon("show", "gr-orchard", "--what-if", "edited.yaml")
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err


def test_not_both_from_standard_input(secon: Secon) -> None:
    ended = secon("show", "-", "--what-if", "-", stdin=EDITED)
    assert (ended.code, "cannot both come from standard input" in ended.err) == (2, True)
