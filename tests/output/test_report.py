"""The report: no fact of a practice is left out, and what it concludes is what the numbers say."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given

from secon_cli.analysis.report import Report
from secon_cli.commands.inputs import load_practices, load_rubric
from secon_cli.commands.report import report_of
from secon_cli.commands.score import Basis
from secon_cli.commands.values import ReportContents
from secon_cli.output.document import Code, Document, Facts, Heading, Item, Items, Paragraph, line
from secon_cli.output.numbers import total_points
from secon_cli.output.pages.report import report_page
from secon_cli.output.pages.show import row_blocks
from secon_cli.output.pages.template_rows import practice_sheet
from secon_cli.output.renderers.markdown import markdown_blocks, render_markdown
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState
from secon_cli.practice.vocabularies import StaffUnit
from tests.conftest import in_process
from tests.samples import CITED
from tests.samples import practice as sample
from tests.small_project import PRACTICES, RUBRIC, head, write_project
from tests.strategies import records

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "data" / "practices").glob("*.yaml"))


def _leaves(value: Any) -> Iterator[str]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    if parts is None:
        yield str(value)
    else:
        for part in parts:
            yield from _leaves(part)


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _forms(leaf: str) -> Iterator[str]:
    """The ways in which a report may write a value: as it is, a term with spaces, a number with its thousands."""
    yield leaf
    yield leaf.replace("_", " ")
    if leaf in set(StaffUnit):
        # One of a unit is singular.
        yield f"1 {leaf.replace('_', ' ').removesuffix('s')}"
    # All 18 have one source, whose key is not repeated in front of each row.
    yield leaf.removeprefix("report:")
    if re.fullmatch(r"[0-9.]+(-[0-9.]+)?", leaf):
        yield "–".join(f"{float(part):,.10g}" if "." in part else f"{int(part):,}" for part in leaf.split("-"))


def _sheet_text(practice: Practice) -> str:
    """All that the rows and notes of a practice say, without markup."""
    sheet = practice_sheet(practice)
    lines: list[Any] = [practice.title, *sheet.notes]
    for row in sheet.rows:
        for fact in row.facts:
            lines += [fact.label, *fact.lines]
    return _words("\n".join("".join(span.text for span in line(text)) for text in lines))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_row_comes_once_and_sources_last(path: Path) -> None:
    practice = Practice.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader))
    keys = [row.key for row in practice_sheet(practice).rows]
    assert len(keys) == len(set(keys))
    assert keys[-1] == "sources"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_leaf_of_a_practice_is_shown(path: Path) -> None:
    values = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)
    (practice,) = load_practices([str(path)]).collection.practices
    text = _sheet_text(practice)
    missing = [leaf for leaf in _leaves(values) if not any(_words(form) in text for form in _forms(leaf))]
    # That a figure is exact is what is meant where nothing else is said.
    assert [leaf for leaf in missing if leaf != "exact"] == []


@given(records())
def test_every_leaf_of_any_practice_is_shown(values: dict[str, Any]) -> None:
    """Whatever fields a practice has; the key of an only source is not repeated in front of its rows."""
    practice = Practice.model_validate(values)
    sources = [*values["sources"]]
    text = _sheet_text(practice)
    missing = [
        leaf
        for leaf in _leaves(values)
        if not any(_words(form.removeprefix(f"{sources[0]}:")) in text for form in _forms(leaf)) and leaf != "exact"
    ]
    assert missing == []


def test_a_key_that_is_no_field_of_a_row_is_shown_too() -> None:
    """Blocks that the template does not know get rows of their own: none of the model's fields is left out."""
    (practice,) = load_practices([str(FILES[0])]).collection.practices
    keys = {row.key.partition(".")[0] for row in practice_sheet(practice).rows}
    stated = {name for name in Practice.model_fields if getattr(practice, name) is not None}
    assert stated - keys == {"title", "id", "format"}


def test_the_currency_of_a_result_with_a_cost_is_that_of_the_cost() -> None:
    (practice,) = load_practices([str(ROOT / "data" / "practices" / "lv-altum-grants.yaml")]).collection.practices
    text = _sheet_text(practice)
    assert _words("168 legal entities, for 12,200,000 EUR") in text


def test_one_of_a_unit_is_singular_in_the_rows_too() -> None:
    staff = [{"who": "Manager", "count": "1", "unit": "persons", "evidence": "report:resources"}]
    assert _words("Manager: 1 person [resources]") in _sheet_text(sample(resources={"staff": staff, **CITED}))


def test_a_row_without_labels_is_text_or_a_list() -> None:
    (practice,) = load_practices([str(ROOT / "data" / "practices" / "lv-altum-grants.yaml")]).collection.practices
    rows = {row.key: list(row_blocks(row)) for row in practice_sheet(practice).rows}
    assert [type(block) for block in rows["summary"]] == [Paragraph]
    assert [type(block) for block in rows["organisations"]] == [Items]
    assert [type(block) for block in rows["location"]] == [Facts]


@pytest.fixture(scope="module")
def document(shipped: Report) -> Document:
    return report_page(shipped)


def _headings(document: Document) -> list[tuple[int, str]]:
    return [
        (block.level, "".join(span.text for span in line(block.text)))
        for block in document.blocks
        if isinstance(block, Heading)
    ]


def test_chapters_regions_and_practices(document: Document) -> None:
    headings = _headings(document)
    assert [level for level, _ in headings].count(1) == 1
    practices = [text for level, text in headings if level == 4]
    assert len(practices) == len(FILES)
    # No level is skipped on the way down.
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(headings))


def test_what_the_ranking_says_of_the_shipped_practices(shipped: Report) -> None:
    """Means and gaps once more, from the scores of the ranking."""
    result = shipped
    found, totals = result.findings, [scored.assessment.total for scored in result.ranking.practices]
    assert (found.practices, found.regions, found.countries) == (18, 9, 9)
    assert found.first.ids == (result.ranking.practices[0].assessment.practice.id,)
    printed = [float(total_points(total, result.rubric)) for total in totals[:2]]
    assert found.first.lead == pytest.approx(printed[0] - printed[1])
    assert found.first.certain == (
        result.ranking.practices[0].assessment.total
        > max(scored.assessment.range.high for scored in result.ranking.practices[1:])
    )
    for criterion, level in found.levels.items():
        scores = [scored.assessment.criterion(criterion).score for scored in result.ranking.practices]
        assert level.low == pytest.approx(sum(scores) / 18)
    assert [*found.levels.values()] == sorted(found.levels.values(), key=lambda level: -level.low)
    assert {*found.not_met, *found.uncertain} == {
        scored.assessment.practice.id for scored in result.ranking.practices if scored.assessment.gate.value != "met"
    }
    weighted = [gap.weight * gap.spread for gap in found.gaps]
    assert weighted == sorted(weighted, reverse=True)
    for gap in found.gaps:
        assert gap.spread_range.low <= gap.spread + 1e-9 <= gap.spread_range.high + 2e-9


def test_the_ranking_names_the_band_of_each_practice(shipped: Report) -> None:
    chapter = render_markdown(report_page(shipped)).partition("\n## Ranking\n")[2].partition("\n## ")[0]
    bands = re.findall(r"^\| (\d+) \| .* \| (strong|solid|partial|limited) \|$", chapter, re.MULTILINE)
    assert bands == [(str(scored.rank), scored.assessment.band) for scored in shipped.ranking.practices]


def _project(tmp_path: Path, totals: Mapping[str, str]) -> Path:
    project = write_project(tmp_path / "p")
    for path in (project / "data" / "practices").glob("*.yaml"):
        path.unlink()
    for name, more in totals.items():
        (project / "data" / "practices" / f"{name}.yaml").write_text(head(name, name) + more, encoding="utf-8")
    return project


def test_the_lead_is_not_over_a_practice_that_fails_the_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One practice passes, and one that is too young has a higher total: the first leads over no one."""
    low, high = PRACTICES["pl-kitchen"], PRACTICES["lv-choir"]
    monkeypatch.chdir(write_project(tmp_path / "project", {"pl-kitchen": low, "lv-choir": high}))
    result = report_of(Basis(load_practices(None), load_rubric()), ReportContents(draws=100))
    first, second = (scored.assessment for scored in result.everyone)
    assert (first.practice.id, second.gate) == ("pl-kitchen", GateState.NOT_MET)
    assert second.total > first.total
    assert result.findings.first.lead is None


def test_the_method_explains_the_gate_that_the_rubric_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = _project(tmp_path, {"xx-one": "", "xx-two": ""})
    monkeypatch.chdir(project)
    method = in_process("report", "--draws", "100").out.partition("## Method and limits")[2]
    assert "at least 2 years in place as of 31 January 2024" in method
    (project / "criteria.yaml").write_text(RUBRIC.replace(", gate: {at_least: 2}", ""), encoding="utf-8")
    without = in_process("report", "--draws", "100").out.partition("## Method and limits")[2]
    assert "years in place" not in without
    assert without.partition("## Inputs")[0].count("\n- ") == method.partition("## Inputs")[0].count("\n- ") - 1


def test_a_single_practice_has_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(_project(tmp_path, {"xx-one": ""}))
    ended = in_process("report")
    assert ended.code == 0, ended.err
    assert "**xx-one** is first." in ended.out
    assert "How sure" not in ended.out


_FULL_RELEVANCE = """
relevance:
  social_economy: {link: of, how: A cooperative, evidence: report:details}
  aspirations:
    - {aspiration: awareness, focus: main, how: It does, evidence: report:details}
    - {aspiration: business_support, focus: main, how: It does, evidence: report:details}
  policies: []
  evidence: report:details
"""


def test_nothing_is_safe_while_the_unknown_could_change_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One practice states something, the other was not assessed: whatever the numbers say, nothing is certain."""
    project = _project(tmp_path, {"xx-stated": _FULL_RELEVANCE})
    (project / "data" / "practices" / "xx-open.yaml").write_text(
        head("xx-open", "xx-open", partner="Elsewhere"), encoding="utf-8"
    )
    monkeypatch.chdir(project)
    result = report_of(Basis(load_practices(None), load_rubric()), ReportContents(draws=500))
    found = result.findings
    assert found.first.ids == ("xx-stated",)
    assert found.first.lead is not None
    assert found.first.lead > 0
    assert not found.first.certain
    relevance = next(gap for gap in found.gaps if gap.id == "relevance")
    assert (relevance.best_certain, relevance.weakest_certain) == (False, False)
    # It could be that both meet it in full, and that the other one meets nothing of it.
    assert relevance.spread_range.low == 0
    assert relevance.spread_range.high == pytest.approx(relevance.spread)
    assert not found.separates_certain
    assert not found.highest_certain
    text = render_markdown(report_page(result))
    assert ", safely:" not in text
    assert "On stated facts, regions differ most" in text


def test_what_is_certain_is_said_without_reserve(shipped: Report) -> None:
    """The shipped practices: the first is ahead of all that others could reach, and in all draws."""
    first = shipped.findings.first
    assert (first.certain, first.safe, first.draws) == (True, True, (1.0, 1.0))


def test_lessons_are_full_elsewhere_and_empty_at_home(shipped: Report) -> None:
    result = shipped
    assert result.conclusions.lessons
    for region, lesson in result.conclusions.lessons:
        others = {own.practice.location.partner for own in lesson.full}
        assert region not in others
        assert {own.score for own in lesson.full} == {100.0}, region
        assert {own.score for own in lesson.empty} == {0.0}, region
        assert any(own.assessed for own in lesson.empty), region
        assert len(lesson.empty) == 2, region


def test_statements_come_from_coded_lists(shipped: Report) -> None:
    """Every innovation and challenge of the files is in the conclusions, once."""
    result = shipped
    for path, name in (("details.innovation", "innovation"), ("details.challenges", "challenges")):
        coded = [
            " ".join(item["what"].split())
            for file in FILES
            for item in yaml.load(file.read_bytes(), Loader=yaml.BaseLoader)["details"].get(name, [])
        ]
        assert sorted(one.what for one in result.conclusions.statements[path]) == sorted(coded)


def test_open_shows_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("typer.launch", opened.append)
    path = tmp_path / "r.md"
    assert in_process("report", "--region", "riga", "--draws", "100", "--output", str(path), "--open").code == 0
    assert opened == [str(path)]


def test_level_practices_share_the_first_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(_project(tmp_path, {"xx-one": "", "xx-two": ""}))
    result = report_of(Basis(load_practices(None), load_rubric()), ReportContents(draws=100))
    assert result.findings.first.ids == ("xx-one", "xx-two")
    assert result.findings.first.lead is None


def test_the_report_of_a_region_keeps_the_ranks_among_all(document: Document) -> None:
    ended = in_process("report", "--region", "riga", "--draws", "100")
    assert ended.code == 0
    practices = re.findall(r"^#### (.+)$", ended.out, re.MULTILINE)
    assert len(practices) == 2
    assert "of 18 practices" in ended.out


def test_the_authors_texts_are_in_the_report_and_its_inputs(tmp_path: Path) -> None:
    introduction, conclusions = tmp_path / "preface.md", tmp_path / "end.md"
    introduction.write_text("# Why\n\nBecause *zwhy*.\n", encoding="utf-8")
    conclusions.write_text("- one zend\n", encoding="utf-8")
    ended = in_process(
        "report", "--draws", "100", "--introduction", str(introduction), "--conclusions", str(conclusions)
    )
    assert ended.code == 0
    assert "### Why" in ended.out
    assert "zend" in ended.out
    assert "preface.md" in ended.out.partition("## Inputs")[2]


@pytest.mark.parametrize("option", ["--introduction", "--conclusions"])
def test_a_text_that_cannot_be_read_is_a_wrong_option(option: str, tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    (tmp_path / "long.md").write_text("![" * 60_000, encoding="utf-8")
    for name in ("missing.md", "latin.md", ".", "x" * 300, "long.md"):
        ended = in_process("report", option, str(tmp_path / name))
        assert (ended.code, len(ended.err.splitlines())) == (2, 1), ended.err


@pytest.mark.parametrize("option", ["--introduction", "--conclusions"])
def test_a_report_does_not_replace_the_authors_text(option: str, tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("Mine.\n", encoding="utf-8")
    (tmp_path / "link.md").symlink_to("text.md")
    for name in ("text.md", "link.md"):
        ended = in_process("report", option, str(tmp_path / "text.md"), "--output", str(tmp_path / name))
        assert (ended.code, len(ended.err.splitlines())) == (2, 1), ended.err
        assert (tmp_path / "text.md").read_text(encoding="utf-8") == "Mine.\n"


def test_files_with_errors_are_named_and_other_weights_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = _project(tmp_path, {"xx-one": "", "xx-two": _FULL_RELEVANCE})
    (project / "data" / "practices" / "xx-broken.yaml").write_text("format: 1\n", encoding="utf-8")
    monkeypatch.chdir(project)
    ended = in_process("report", "--weight", "relevance=5%", "--draws", "100", "--seed", "7")
    assert ended.code == 1
    cover = ended.out.partition("## What")[0]
    assert "xx-broken.yaml" in cover
    assert "These weights differ from those of the rubric." in ended.out
    inputs = ended.out.partition("## Inputs")[2]
    assert "seed 7" in inputs
    assert "weight relevance=" in inputs


def test_the_practices_are_named_once() -> None:
    ended = in_process("report", "data", "--practices", "data")
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)


def test_a_report_does_not_flood_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secon_cli.commands.report.is_terminal", lambda stream: True)
    ended = in_process("report")
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)


def test_open_needs_a_file() -> None:
    assert in_process("report", "--open").code == 2


def test_a_name_is_no_option_of_the_program_that_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_project(tmp_path))
    opened: list[str] = []
    monkeypatch.setattr("typer.launch", opened.append)
    assert in_process("report", "--draws", "100", "--open", "--output=-x.html").code == 0
    assert opened == [str(tmp_path / "-x.html")]


def test_a_text_in_markdown_becomes_blocks() -> None:
    blocks = markdown_blocks(
        "# A\n\nSome **bold** `code` [site](https://example.org) [bad](javascript:x)\nand on.\n\n"
        "1. one\n   - inner\n2. two\n\n> said\n\n    x = 1\n\n## B\n\n<script>x</script> ![pic](https://evil.example/p.png)\n"
    )
    kinds = [type(block) for block in blocks]
    assert kinds == [Heading, Paragraph, Items, Paragraph, Code, Heading, Paragraph]
    assert [block.level for block in blocks if isinstance(block, Heading)] == [3, 4]
    spans = line(blocks[1].text) if isinstance(blocks[1], Paragraph) else ()
    assert [(span.text, span.strong, span.is_code, span.url) for span in spans if span.text.strip()] == [
        ("Some ", False, False, None),
        ("bold", True, False, None),
        ("code", False, True, None),
        ("site", False, False, "https://example.org"),
        (" [bad](javascript:x)", False, False, None),
        ("and on.", False, False, None),
    ]
    assert all(span.is_data for span in spans)
    items = blocks[2]
    assert isinstance(items, Items)
    assert items.ordered
    assert isinstance(items.items[0], Item)
    assert len(items.items[0].inner) == 1
    text = render_markdown(Document(blocks))
    assert "<script>" not in text
    assert "evil" not in text


@pytest.mark.parametrize("ending", ["xlsx", "svg", "json", "csv"])
def test_formats_of_numbers_are_those_of_score(ending: str) -> None:
    ended = in_process("report", "-o", f"numbers.{ending}")
    assert ended.code == 2
    assert f"`secon score --output numbers.{ending}`" in ended.err
    assert "add --format" in in_process("report", "-o", "numbers.foo").err
