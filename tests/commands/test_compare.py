"""`secon compare`: every pair of the real regions, and what it says to names that cannot be compared."""

import json
import re
import shlex
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
import yaml
from rich.cells import cell_len

from secon_cli.commands.compare import compared, compared_regions
from secon_cli.commands.inputs import Inputs, load_practices, load_rubric
from secon_cli.commands.score import Basis
from secon_cli.commands.values import RubricChoice
from secon_cli.output.destination import Screen
from secon_cli.output.pages.compare import compare_page, compare_records
from secon_cli.output.pages.regions import regions_page
from secon_cli.output.renderers.markdown import render_markdown
from secon_cli.output.renderers.tables import render_csv
from secon_cli.output.renderers.terminal import render_terminal
from secon_cli.output.wire import to_json
from secon_cli.output.wires.compare import COMPARE
from tests.conftest import Secon
from tests.small_project import PRACTICES, head, run

_ROOT = Path(__file__).parents[2]
_BROKEN = PRACTICES["gr-orchard"].replace("level: output", "level: outputs")


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """The practices of the collection itself."""
    return load_practices([str(_ROOT / "data" / "practices")], quiet=True)


@pytest.mark.parametrize("count", [3, pytest.param(9, marks=pytest.mark.slow)])
def test_every_pair_of_regions(inputs: Inputs, count: int) -> None:
    rubric = load_rubric(RubricChoice(str(_ROOT / "criteria.yaml")))
    names = [side.name for side in compared_regions(Basis(inputs, rubric)).regions]
    assert len(names) == 9
    comparisons = {pair: compared(Basis(inputs, rubric), pair) for pair in permutations(names[:count], 2)}
    for pair, one in comparisons.items():
        other = comparisons[pair[1], pair[0]]
        assert len(one.sides[0].ids) == len(one.sides[1].ids) == 2
        assert sum(c.weighted for c in one.criteria) == pytest.approx(one.sides[0].total - one.sides[1].total, abs=1e-9)
        assert [c.weighted for c in one.criteria] == [-c.weighted for c in other.criteria]
        short = render_terminal(compare_page(one), Screen(80)).splitlines()
        assert len(short) < 40, pair
        screen = render_terminal(compare_page(one, full=True, top=7), Screen(80)).splitlines()
        assert max(map(cell_len, [*short, *screen])) <= 80, pair
        assert render_markdown(compare_page(one, full=True, top=7))
        assert render_csv(compare_records(one))
        assert to_json(COMPARE.view(one))


def test_what_the_regions_of_the_collection_share_is_counted_in_the_files(inputs: Inputs) -> None:
    records = [yaml.safe_load(path.read_text("utf-8")) for path in (_ROOT / "data" / "practices").glob("*.yaml")]
    holders = [
        (record["location"]["partner"], served["aspiration"])
        for record in records
        for served in record["relevance"]["aspirations"]
    ]
    regions = Counter(aspiration for _, aspiration in set(holders))
    practices = Counter(aspiration for _, aspiration in holders)
    result = compared_regions(Basis(inputs, load_rubric(RubricChoice(str(_ROOT / "criteria.yaml")))))
    uses = next(field for field in result.common if field.field.startswith("relevance.aspirations")).uses
    assert {use.term: (len(use.regions), use.practices) for use in uses} == {
        term: (regions[term], practices[term]) for term in regions
    }
    screen = render_terminal(regions_page(result, full=True), Screen(80))
    for term, number in regions.items():
        said = f"{term.replace('_', ' ')} ({number} regions)" in " ".join(screen.split())
        assert said == (number > 4.5), term


@pytest.mark.parametrize(
    ("names", "code", "says"),
    [
        (("latgale",), 2, "compare expects two sides or none; `secon compare latgale rest` compares with all others"),
        (("rhein neckar",), 2, '`secon compare "rhein neckar" rest`'),
        (("latgale", "LV"), 2, "`Latgale` and `LV`: both sides are the same 2 practices"),
        (("latgale", "latgale"), 2, "`Latgale`: both sides are the same 2 practices"),
        (("rest", "rest"), 2, "name the other side"),
        (("all", "rest"), 3, "no rest to compare it with"),
        (("re", "latgale"), 2, "`re` fits 3 names: "),
        (("latgal", "peloponese"), 2, "did you mean `Region of Peloponnese`?"),
        (("lv-choir", "latgale", "--eligible-only"), 3, "no practice of `lv-choir` passes the gate"),
        (("latgale", "rest", "--format", "xml"), 2, "--format: expected table, json, csv, markdown"),
        (("latgale", "rest", "--weight", "effect=3"), 2, "did you mean `effectiveness`?"),
    ],
)
def test_what_cannot_be_compared(secon: Secon, names: tuple[str, ...], code: int, says: str) -> None:
    ended = secon("compare", *names)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.startswith("secon: ")
    assert says in ended.err
    assert ended.err.count("\n") == 1


def test_a_name_that_fits_two_regions_lists_them(secon: Secon, project: Path) -> None:
    folder = project / "data" / "practices"
    (folder / "de-garden.yaml").write_text(head("de-garden", "Garden", "DE", "Rhein-Main"), encoding="utf-8")
    ended = secon("compare", "rhein", "latgale")
    assert (ended.code, ended.out) == (2, "")
    assert "`rhein`" in ended.err
    assert secon("compare", "rhein main", "rhein neckar").code == 0


def test_a_region_whose_files_all_have_errors_has_no_practices(secon: Secon, project: Path) -> None:
    (project / "data" / "practices" / "gr-orchard.yaml").write_text(_BROKEN, encoding="utf-8")
    ended = secon("compare", "Region of Peloponnese", "latgale")
    assert (ended.code, ended.out) == (3, "")
    assert "`Region of Peloponnese`" in ended.err
    others = secon("compare", "latgale", "rest")
    assert others.code == 1, "a file was left out"
    assert "gr-orchard.yaml" in others.err
    assert others.out


def test_only_those_that_pass_the_gate(secon: Secon, project: Path) -> None:
    folder = project / "data" / "practices"
    for id in PRACTICES:
        if id != "lv-choir":
            (folder / f"{id}.yaml").unlink()
    ended = secon("compare", "--eligible-only")
    assert (ended.code, ended.out) == (3, "")
    assert "gate" in ended.err
    assert secon("compare").code == 0


def test_weights_and_dates_change_the_difference_as_arithmetic_demands(secon: Secon) -> None:
    arguments = (
        "compare",
        "latgale",
        "orchard",
        "--format",
        "json",
        "--weight",
        "relevance=0",
        "--weight",
        "timescale=0",
    )
    document = secon(*arguments).json
    effectiveness = document["criteria"][2]
    assert [one["weight"] for one in document["criteria"]] == [0, 0, 1]
    assert document["difference"] == effectiveness["difference"] == effectiveness["weighted"]
    assert document["options"]["weight"] == {"relevance": 0, "timescale": 0}
    later = secon("compare", "latgale", "orchard", "--format", "json", "--as-of", "2030-01-01").json
    assert (later["as_of"], later["options"]["as_of"]) == ("2030-01-01", "2030-01-01")


def test_as_a_process(project: Path) -> None:
    first, second = (run("compare", "latgale", "peloponnese", "-f", "json", cwd=project) for _ in range(2))
    assert (first.code, first.err) == (0, "")
    assert first == second, "the same bytes"
    failed = run("compare", "latgale", "nowhere", cwd=project)
    assert (failed.code, failed.out) == (2, "")
    assert "Traceback" not in failed.err


def test_a_rank_is_a_practice(secon: Secon) -> None:
    ranked = secon("score", "--format", "json").json["practices"]
    first, last = ranked[0], ranked[-1]
    ended = secon("compare", str(first["rank"]), str(last["rank"]), "--format", "json")
    assert [side["name"] for side in json.loads(ended.out)["sides"]] == [first["id"], last["id"]]
    # The orchard and the kitchen share a rank; there are five practices.
    shared = next(one["rank"] for one in ranked if one["id"] == "gr-orchard")
    assert "gr-orchard, pl-kitchen" in secon("compare", str(shared), "1").err
    beyond = secon("compare", "1", "99")
    assert (beyond.code, beyond.out) == (2, "")
    assert "99" in beyond.err


def test_a_file_is_a_practice(secon: Secon, project: Path) -> None:
    own = secon("compare", "data/practices/lv-choir.yaml", "gr-orchard", "--format", "json")
    assert [side["name"] for side in json.loads(own.out)["sides"]] == ["lv-choir", "gr-orchard"]
    drafts = project / "drafts"
    drafts.mkdir()
    (drafts / "gr-draft.yaml").write_text(PRACTICES["gr-orchard"].replace("gr-orchard", "gr-draft"), encoding="utf-8")
    draft = secon("compare", "drafts/gr-draft.yaml", "rest", "--format", "json").json
    assert draft["sides"][0]["practices"] == ["gr-draft"]
    assert len(draft["sides"][1]["practices"]) == len(PRACTICES), "a draft from outside is no part of the rest"
    assert draft["inputs"][-1]["path"] == "drafts/gr-draft.yaml"
    (drafts / "gr-orchard.yaml").write_text(PRACTICES["gr-orchard"], encoding="utf-8")
    same = secon("compare", "drafts/gr-orchard.yaml", "rest")
    assert (same.code, same.out) == (2, "")
    assert "--what-if drafts/gr-orchard.yaml" in same.err
    (drafts / "gr-orchard.yaml").write_text(_BROKEN, encoding="utf-8")
    assert secon("compare", "drafts/gr-orchard.yaml", "rest").code == 2


def test_to_a_file(secon: Secon, project: Path) -> None:
    ended = secon("compare", "latgale", "rest", "--format", "markdown", "--output", "both.md")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (project / "both.md").read_text(encoding="utf-8") == secon(
        "compare", "latgale", "rest", "-f", "markdown"
    ).out


def test_a_gap_that_prints_as_nothing_is_not_a_lead_of_nothing(secon: Secon, project: Path) -> None:
    # Equal but for a day in place, which is a few thousandths of a point.
    for id, start in (("gr-orchard", "2022-02-02"), ("pl-kitchen", "2022-02-03")):
        later = PRACTICES[id].replace("start: 2022-02-01", f"start: {start}")
        (project / "data" / "practices" / f"{id}.yaml").write_text(later, encoding="utf-8")
    document = secon("compare", "gr-orchard", "pl-kitchen", "--format", "json").json
    assert 0 < document["difference"] < 0.05
    assert document["points"] == 0
    shown = secon("compare", "gr-orchard", "pl-kitchen").out
    assert "by 0.0" not in shown
    assert "0.0 points" not in shown


def test_the_page_concludes_nothing_that_the_ranges_forbid(secon: Secon, project: Path) -> None:
    # Both have 36.75, and up to 15 more where concerns were not assessed. A second metric adds 8.75 to the orchard.
    metrics, rest = PRACTICES["gr-orchard"].split("relevance:\n")
    extra = "    - {what: trees planted, value: 10, level: output, evidence: report:results}\n"
    (project / "data" / "practices" / "gr-orchard.yaml").write_text(
        f"{metrics}{extra}relevance:\n{rest}", encoding="utf-8"
    )
    document = secon("compare", "gr-orchard", "pl-kitchen", "--format", "json").json
    effectiveness = document["criteria"][2]
    assert document["conclusion"]["mostly"] == ["effectiveness"]
    assert (effectiveness["points"], effectiveness["ahead"]) == (8.7, "open")
    assert document["conclusion"]["ahead"] == "open"
    shown = secon("compare", "gr-orchard", "pl-kitchen", "--full").out
    assert "differ most" not in shown
    assert "ahead of" not in shown
    # Of two practices against one, each pair could still turn: 45.5 is less than 36.75 + 15.
    two = secon("compare", "gr-orchard", "rest", "--format", "json").json["conclusion"]["pairs"]
    assert (two["all"], two["first"], two["first_certain"]) == (4, 2, 1)
    assert (two["second"], two["second_certain"]) == (2, 2)
    assert "(certain in 1 and 2)" in secon("compare", "gr-orchard", "rest").out


@pytest.mark.parametrize("sides", [("draft/gr-orchard.yaml", "latgale"), ("latgale",)])
def test_the_next_command_works_as_it_is_shown(
    secon: Secon, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sides: tuple[str, ...]
) -> None:
    (tmp_path / "else where" / "draft").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "else where")
    Path("draft", "gr-orchard.yaml").write_text(PRACTICES["gr-orchard"], encoding="utf-8")
    path = str(Path("..", project.name, "data", "practices"))
    refused = secon("compare", *sides, "--practices", path)
    (command,) = re.findall("`secon ([^`]*)`", " ".join(refused.err.split()))
    assert (refused.code, secon(*shlex.split(command)).code) == (2, 0)


@pytest.mark.parametrize(
    ("sides", "names"), [((), {"A": "latgale", "B": "rhein-neckar"}), (("lv-choir", "gr-orchard"), {"ID": "lv-choir"})]
)
def test_the_command_for_more_names_the_collection(
    secon: Secon,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sides: tuple[str, ...],
    names: dict[str, str],
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = secon("compare", *sides, "--full", "--practices", f"{project.name}/data/practices").out
    (command,) = re.findall("`secon ([^`]* --practices [^`]*)`", " ".join(shown.split()))
    assert secon(*(names.get(word, word) for word in shlex.split(command))).code == 0
