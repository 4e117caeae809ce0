"""Figures as SVG: what is drawn where, in numbers; readable texts; nothing that overlaps, runs or is loaded."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.results import Ranking
from secon_cli.analysis.robustness.draws import WeightSampling
from secon_cli.commands.compare import compared, compared_regions
from secon_cli.commands.inputs import Inputs, RubricInForce, load_rubric
from secon_cli.commands.robustness import studied
from secon_cli.commands.score import Basis, ranking
from secon_cli.commands.values import Filters, RubricChoice, WeightChange
from secon_cli.output.document import (
    Align,
    Bar,
    Caption,
    CellFigure,
    Column,
    DivergingBar,
    Divider,
    Figure,
    FigureCriterion,
    Row,
    Span,
    Table,
    data,
    line,
)
from secon_cli.output.numbers import points
from secon_cli.output.pages.compare import sides_figure
from secon_cli.output.pages.regions import regions_figure
from secon_cli.output.pages.robustness import RobustnessPage, intervals_figure
from secon_cli.output.pages.score import heat_map, ranking_figure
from secon_cli.output.pages.shared import region_of
from secon_cli.output.renderers.svg import (
    cut,
    luminance,
    plain,
    render_svg,
    shade,
    text_on,
    text_width,
    wrapped,
)
from secon_cli.practice.time_in_place import GateState

_NAME = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def figures(inputs: Inputs, in_force: RubricInForce, shown: Ranking) -> dict[str, Figure]:
    other = load_rubric(RubricChoice(None, (WeightChange.parse("relevance=60%"),)))
    return {
        "ranking": ranking_figure(shown),
        "other weights": ranking_figure(ranking(Basis(inputs, other), Filters())),
        "groups": ranking_figure(ranking(Basis(inputs, in_force), Filters(), groups=True)),
        "sorted": ranking_figure(ranking(Basis(inputs, in_force), Filters(sort="ethics", top=5))),
        "heat map": heat_map(shown),
        "regions": regions_figure(compared_regions(Basis(inputs, in_force))),
        "sides": sides_figure(compared(Basis(inputs, in_force), ("riga", "peloponnese"))),
        "practices": sides_figure(compared(Basis(inputs, in_force), ("1", "2"))),
        "intervals": intervals_figure(studied(Basis(inputs, in_force), WeightSampling(draws=200))),
    }


def _rows(figure: Figure) -> list[Row]:
    return [row for row in figure.table.rows if isinstance(row, Row)]


def _bars(figure: Figure) -> list[Bar]:
    return [cell for row in _rows(figure) for cell in row.cells if isinstance(cell, Bar)]


_NAMES = ("ranking", "other weights", "groups", "sorted", "heat map", "regions", "sides", "practices", "intervals")


def _elements(svg: str, tag: str) -> list[ElementTree.Element]:
    return [element for element in ElementTree.fromstring(svg).iter() if element.tag.removeprefix(_NAME) == tag]


def _texts(svg: str) -> list[str]:
    return [element.text or "" for element in _elements(svg, "text")]


def _boxes(svg: str) -> Iterator[tuple[float, float, float, float, str]]:
    """Left, top, right and bottom of every text, as wide as it may be."""
    for element in _elements(svg, "text"):
        size, x, y = (float(element.attrib[name]) for name in ("font-size", "x", "y"))
        width = text_width(element.text or "", size, bold="font-weight" in element.attrib)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[element.get("text-anchor", "start")]
        # From the height of a capital down to the base line.
        yield left, y - 0.73 * size, left + width, y, element.text or ""


@pytest.mark.parametrize("name", _NAMES)
def test_texts_are_readable_and_do_not_overlap(figures: dict[str, Figure], name: str) -> None:
    _hold_apart(render_svg(figures[name]))


def _hold_apart(svg: str) -> None:
    assert min(float(element.attrib["font-size"]) for element in _elements(svg, "text")) >= 14
    boxes = list(_boxes(svg))
    assert [box for box in boxes if box[0] < 0 or box[1] < 0 or box[2] > 1280.5 or box[3] > 720] == []
    for place, (left, top, right, bottom, text) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart, (text, other[4])


def test_a_slide_has_the_shape_of_a_slide(figures: dict[str, Figure], shown: Ranking) -> None:
    root = ElementTree.fromstring(render_svg(figures["ranking"]))
    assert (root.attrib["width"], root.attrib["height"], root.attrib["viewBox"]) == ("1280", "720", "0 0 1280 720")
    assert root.attrib["role"] == "img"
    words = {element.attrib["id"]: element.text or "" for element in root if "id" in element.attrib}
    first, second = (scored.assessment for scored in shown.practices[:2])
    title = f"{first.practice.title} ranks first with {points(first.total)} of 100 points"
    assert words[root.attrib["aria-labelledby"]] == title
    row = f"; 2 {second.practice.title}, {region_of(second.practice).text}: Total {points(second.total)}, "
    assert row in words[root.attrib["aria-describedby"]]


def test_a_description_names_criteria_in_full(figures: dict[str, Figure], shown: Ranking) -> None:
    for name in ("heat map", "regions"):
        description = plain(figures[name].caption.description)
        for criterion in shown.provenance.rubric.criteria.values():
            assert re.search(rf"[:,] {criterion.title} [0-9]", description), (name, criterion.title)
            assert not re.search(rf"[:,] {criterion.heading} [0-9]", description), (name, criterion.title)


def test_the_parts_of_a_bar_are_weight_times_score_and_add_up(figures: dict[str, Figure], shown: Ranking) -> None:
    svg = render_svg(figures["ranking"])
    parts = [float(bar.attrib["width"]) for bar in _elements(svg, "rect") if bar.get("stroke") == "#ffffff"]
    ticks = {element.text: float(element.attrib["x"]) for element in _elements(svg, "text")}
    point = (ticks["100"] - ticks["0"]) / 100
    assert len(parts) == 18 * 7
    for place, scored in enumerate(shown.practices):
        drawn = parts[7 * place : 7 * place + 7]
        expected = [criterion.weight * criterion.score * point for criterion in scored.assessment.criteria]
        assert drawn == pytest.approx(expected, abs=0.15)
        assert sum(drawn) == pytest.approx(scored.assessment.total * point, abs=0.4)
    # What is written in the parts adds up to what is written next to the bar.
    for row, bar in zip(_rows(figures["ranking"]), _bars(figures["ranking"]), strict=True):
        total = row.cells[5]
        assert isinstance(total, Span)
        assert sum(map(float, bar.texts)) == pytest.approx(float(total.text))
    figure = figures["ranking"]
    apart = next(place for place, row in enumerate(figure.table.rows) if isinstance(row, Divider))
    failing = [scored.assessment for scored in shown.practices if scored.assessment.gate is GateState.NOT_MET]
    below = [row.cells[2] for row in figure.table.rows[apart:] if isinstance(row, Row)]
    assert below == [data(assessment.practice.title) for assessment in failing] != []


def test_groups_of_ranks_are_separated_by_lines_that_take_no_room(figures: dict[str, Figure]) -> None:
    lines = [row for row in figures["groups"].table.rows if row == Divider()]
    drawn = [line for line in _elements(render_svg(figures["groups"]), "line") if line.get("stroke-dasharray")]
    assert len(drawn) == len(lines) > 0
    bars = [_elements(render_svg(figures[name]), "rect")[7:] for name in ("groups", "ranking")]
    assert [bar.attrib for bar in bars[0]] == [bar.attrib for bar in bars[1]]


@pytest.mark.parametrize("name", ["ranking", "groups", "intervals"])
def test_signs_on_a_slide_are_explained_where_they_are_shown(figures: dict[str, Figure], name: str) -> None:
    svg, subtitle = render_svg(figures[name]), plain(figures[name].caption.subtitle)
    assert ("≈ coin toss" in subtitle) is any(text.strip() in ("≈", "?≈") for text in _texts(svg))
    assert ("dashed" in subtitle) is any(one.get("stroke-dasharray") for one in _elements(svg, "line"))


def test_bars_take_the_room_of_optional_columns(figures: dict[str, Figure]) -> None:
    """A band has no column of its own on a slide, but is read aloud."""
    assert "Band" not in _texts(render_svg(figures["ranking"]))
    assert "Band strong" in plain(figures["ranking"].caption.description)


def test_a_difference_that_unknown_facts_could_reverse_is_explained(inputs: Inputs, in_force: RubricInForce) -> None:
    basis = Basis(inputs, in_force)
    figures = [sides_figure(compared(basis, names)) for names in (("1", "2"), ("16", "14"), ("16", "15"), ("16", "17"))]
    explained = ["could reverse it" in plain(figure.caption.subtitle) for figure in figures]
    assert explained == ["≈" in _texts(render_svg(figure)) for figure in figures]
    assert {*explained} == {True, False}


def test_headings_of_criteria_are_in_full(figures: dict[str, Figure]) -> None:
    """Where it is wide enough, as they are drawn; and as they are read aloud."""
    for name in ("regions", "heat map"):
        svg = render_svg(figures[name])
        assert "Transferability" in _texts(svg)
        assert "Transferability " in plain(figures[name].caption.description)


def test_a_heading_has_room_above_shorter_texts(figures: dict[str, Figure]) -> None:
    """As in a collection that is so small that no rank has two digits."""
    figure = figures["intervals"]
    usual = next(place for place, column in enumerate(figure.table.columns) if column.title == "90 %")
    rows = [Row(*row.cells[:usual], "1", *row.cells[usual + 1 :]) for row in _rows(figure)]
    assert "90 %" in _texts(render_svg(figure._replace(table=figure.table._replace(rows=rows))))


def test_the_criterion_that_they_are_sorted_by_begins_each_bar(figures: dict[str, Figure]) -> None:
    figure = figures["sorted"]
    assert [criterion.heading for criterion in figure.criteria] == ["Eth", "Rel", "Tim", "Qua", "Eff", "Sus", "Tra"]
    first = [bar.parts[0] for bar in _bars(figure)]
    assert first == sorted(first, reverse=True)
    assert [float(bar.texts[0]) for bar in _bars(figure)] == pytest.approx(first, abs=0.1)


def test_many_practices_show_the_first_and_how_many_more(figures: dict[str, Figure]) -> None:
    figure = figures["ranking"]
    many = figure._replace(table=figure.table._replace(rows=_rows(figure)[:17] * 100))
    svg = render_svg(many)
    drawn = len([bar for bar in _elements(svg, "rect") if bar.get("stroke") == "#ffffff"]) // 7
    assert 15 <= drawn <= 20
    assert f"and {1700 - drawn:,} more" in _texts(svg)


@pytest.mark.parametrize("many", [1, 12, 40])
def test_any_number_of_criteria_and_rows_can_be_read(figures: dict[str, Figure], many: int) -> None:
    criteria = [FigureCriterion("Xyz", f"Effectiveness of kind {place}", 1 / many) for place in range(many)]

    def replaced(name: str, rows: list[Row], apart: str | None = None) -> Figure:
        """The figure with other rows, and scores of so many criteria."""
        figure = figures[name]
        columns = figure.table.columns
        if len(rows[0].cells) != len(columns):
            first = next(place for place, column in enumerate(columns) if "Rel" in str(column.title))
            columns = [*columns[:first], *[Column("Xyz", Align.RIGHT)] * many, *columns[first + 7 :]]
        every: list[Row | Divider] = [*rows[:-1], Divider(apart), rows[-1]] if apart is not None else [*rows]
        return Figure(figure.caption, Table(columns, every), criteria if figure.criteria else ())

    bar = Bar(80, possible=90, parts=(80 / many,) * many, texts=(f"{80 / many:.1f}",) * many)
    ranked, heat, regions, sides = (
        _rows(figures[name])[0].cells for name in ("ranking", "heat map", "regions", "sides")
    )
    full, best = Span("100", shade=1.0), line(Span("100", strong=True, shade=1.0), "▲")
    for figure in (
        replaced("ranking", [Row("1000", *ranked[1:4], bar, *ranked[5:])] * (many + 1), "Apart"),
        replaced("heat map", [Row("1000", heat[1], *[full] * many, heat[-1])] * many),
        replaced("regions", [Row(regions[0], *[best] * many, *regions[8:])] * 3),
        replaced("sides", [Row(*sides)] * (many + 1), ""),
    ):
        svg = render_svg(figure)
        _hold_apart(svg)
        if many == 40:
            assert any("more" in text for text in _texts(svg))


def test_a_heat_map_has_a_number_in_every_cell_that_can_be_read(figures: dict[str, Figure]) -> None:
    figure = figures["heat map"]
    svg = render_svg(figure)
    cells, texts = _elements(svg, "rect")[1:], _elements(svg, "text")
    assert len(cells) == 18 * 7
    fills = [cell.attrib["fill"] for cell in cells]
    scores = [cell for row in _rows(figure) for cell in row.cells if isinstance(cell, Span) and cell.shade is not None]
    numbers = [score.text for score in scores]
    on_cells = [text for text in texts if text.get("text-anchor") == "middle" and (text.text or "").strip().isdigit()]
    assert [(text.text or "").strip() for text in on_cells] == numbers
    for fill, text in zip(fills, on_cells, strict=True):
        assert _contrast(fill, text.attrib["fill"]) >= 4.5
    by_score = sorted(zip([score.shade or 0 for score in scores], map(luminance, fills), strict=True), reverse=True)
    assert [light for _, light in by_score] == sorted(light for _, light in by_score)


def _contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_text_can_be_read_on_every_shade() -> None:
    shades = [shade(step / 500) for step in range(501)]
    assert min(_contrast(fill, text_on(fill)) for fill in shades) >= 4.5
    assert [luminance(fill) for fill in shades] == sorted((luminance(fill) for fill in shades), reverse=True)


def test_bars_of_two_sides_point_to_the_side_that_is_ahead(figures: dict[str, Figure]) -> None:
    svg = render_svg(figures["sides"])
    middle = max(
        float(one.attrib["x1"])
        for one in _elements(svg, "line")
        if one.attrib["x1"] == one.attrib["x2"] and one.attrib["stroke"] == "#1a1a1a"
    )
    bars = [(float(bar.attrib["x"]), float(bar.attrib["width"])) for bar in _elements(svg, "rect")[1:]]
    rows = _rows(figures["sides"])
    gaps = [cell.value for row in rows for cell in row.cells if isinstance(cell, DivergingBar) and cell.value]
    assert min(gaps) < 0 < max(gaps)
    total = rows[-1].cells[4]
    assert isinstance(total, Span)
    assert sum(gaps) == pytest.approx(float(total.text))
    for (x, width), gap in zip(bars, gaps, strict=True):
        assert (x if gap < 0 else x + width) == pytest.approx(middle, abs=0.11)
        assert width / bars[0][1] == pytest.approx(abs(gap) / abs(gaps[0]), abs=0.01)
    assert f"{min(gaps):.1f}" in _texts(svg)


@pytest.mark.parametrize("name", ["ranking", "heat map", "regions", "sides", "practices"])
def test_totals_are_set_apart(figures: dict[str, Figure], name: str) -> None:
    heads, rows = [plain(column.title) for column in figures[name].table.columns], _rows(figures[name])
    # Of two sides the last row has the totals, else a column.
    cells = [row.cells[heads.index("Total")] for row in rows] if "Total" in heads else rows[-1].cells[1:4:2]
    totals = [cell for cell in cells if not isinstance(cell, CellFigure)]
    elements = _elements(render_svg(figures[name]), "text")
    bold = {(element.text or "").strip() for element in elements if "font-weight" in element.attrib}
    assert len(totals) >= 2
    assert {plain(total).strip() for total in totals} <= bold


def test_intervals_reach_from_rank_to_rank(figures: dict[str, Figure], inputs: Inputs, in_force: RubricInForce) -> None:
    svg = render_svg(figures["intervals"])
    study = studied(Basis(inputs, in_force), WeightSampling(draws=200))
    ticks = {
        text.text: float(text.attrib["x"]) for text in _elements(svg, "text") if text.get("text-anchor") == "middle"
    }
    step = (ticks["18"] - ticks["2"]) / 16
    bars = [(float(bar.attrib["x"]), float(bar.attrib["width"])) for bar in _elements(svg, "rect")[1:]]
    dots = [float(dot.attrib["cx"]) for dot in _elements(svg, "circle")]
    for row, (x, width), dot in zip(study.rows, bars, dots, strict=True):
        low, high = row.weights.interval
        assert width - 14 == pytest.approx((high - low) * step, abs=0.11)
        assert x + 7 == pytest.approx(ticks["2"] + (low - 2) * step, abs=0.11)
        assert dot == pytest.approx(ticks["2"] + (row.scored.rank - 2) * step, abs=0.11)


def test_lines_between_ranks_say_how_often_they_hold(
    figures: dict[str, Figure], inputs: Inputs, in_force: RubricInForce
) -> None:
    """Each is half-way between the rows of the two practices that it separates."""
    svg = render_svg(figures["intervals"])
    study = studied(Basis(inputs, in_force), WeightSampling(draws=200))
    page = RobustnessPage(study)
    held = [(place, text) for place, row in enumerate(study.rows) if (text := page.held(row.id))]
    dots = [float(dot.attrib["cy"]) for dot in _elements(svg, "circle")]
    lines = [float(one.attrib["y1"]) for one in _elements(svg, "line") if one.get("stroke-dasharray") == "5 4"]
    assert len(held) > 1
    assert lines == pytest.approx([(dots[place] + dots[place + 1]) / 2 for place, _ in held], abs=0.11)
    labels = [element.text for element in _elements(svg, "text") if element.attrib["x"] == "1240"]
    assert labels == ["the gate" if text == "gate" else text for _, text in held]


_HOSTILE = "</text><script>alert(1)</script>\x00\x1b[31m\ud800\ufffe]]>&amp;'\"\u202e" + "W" * 300


def test_hostile_texts_stay_text() -> None:
    columns = [Column("#", Align.RIGHT), Column(data(_HOSTILE)), Column("", Align.RIGHT), Column(data(_HOSTILE))]
    row = Row(data(_HOSTILE[:40]), data(_HOSTILE), Span("50", shade=0.5), data(_HOSTILE))
    criterion = FigureCriterion(_HOSTILE, _HOSTILE, 1.0)
    hostile = Figure(Caption(*[_HOSTILE] * 4), Table(columns, [row]), [criterion])
    svg = render_svg(hostile)
    root = ElementTree.fromstring(svg.encode())
    assert {element.tag.removeprefix(_NAME) for element in root.iter()} == {"svg", "title", "desc", "rect", "text"}
    assert max(box[2] for box in _boxes(svg)) <= 1280
    words = next(element.text or "" for element in root.iter() if element.tag.removeprefix(_NAME) == "desc")
    assert words.startswith("</text><script>alert(1)</script>\\x00\\x1b[31m\\ud800\\ufffe]]>&amp;'\"\\u202eWWW")


def test_texts_are_cut_and_wrapped_to_their_room() -> None:
    assert cut("short", 100, 14) == "short"
    assert cut("a long name of a practice", 100, 14).endswith("…")
    assert text_width(cut("漢字の修理カフェ" * 9, 100, 14), 14) <= 100
    lines = list(wrapped("one two three four five six", 90, 14, lines=2))
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(text_width(text, 14) <= 90 for text in lines)
    assert " ".join(wrapped("one two three four", 90, 14, lines=9)) == "one two three four"
    assert text_width("e\u0301", 14) == text_width("e", 14)
    assert all(first < second for first, second in pairwise(text_width("m" * count, 14) for count in range(5)))


@given(st.text(), st.floats(30, 600), st.integers(1, 4), st.booleans())
def test_any_text_fits_its_room_and_is_xml(text: str, room: float, lines: int, bold: bool) -> None:
    shown = list(wrapped(plain(text), room, 14, lines=lines, bold=bold))
    assert 1 <= len(shown) <= lines
    assert all(text_width(part, 14, bold=bold) <= room for part in shown)
    if not any(part.endswith("…") for part in shown):
        assert "".join(shown).replace(" ", "") == plain(text).replace(" ", "")
    root = ElementTree.fromstring(f"<text>{escape(plain(text))}</text>".encode())
    assert (root.text or "") == plain(text)


_MEASURE = """
const texts = [...document.querySelectorAll('text')], wrong = [];
const boxes = texts.map(text => {
  const box = text.getBBox(), y = +text.getAttribute('y'), size = +text.getAttribute('font-size');
  if (box.x < 0 || box.x + box.width > 1280) wrong.push(text.textContent);
  return {left: box.x, right: box.x + box.width, top: y - 0.73 * size, bottom: y};
});
boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b, j) => {
  if (a.right > b.left && b.right > a.left && a.bottom > b.top && b.bottom > a.top)
    wrong.push(texts[i].textContent + ' / ' + texts[i + j + 1].textContent);
}));
document.body.textContent = 'wrong: ' + JSON.stringify(wrong) + ' of ' + boxes.length;
"""


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
@pytest.mark.parametrize("font", ["", "DejaVu Sans", "Liberation Sans", "monospace"])
def test_texts_do_not_overlap_as_a_browser_draws_them(figures: dict[str, Figure], font: str, tmp_path: Path) -> None:
    """Also in a font that is wider than most; a monospaced one shows that the test can see an overlap."""
    svg = render_svg(figures["ranking"])
    if font:
        svg = re.sub(r'font-family="[^"]*"', f'font-family="{font}"', svg)
    page = tmp_path / "page.html"
    page.write_text(f"<meta charset=utf-8><body>{svg}<script>{_MEASURE}</script>", encoding="utf-8")
    program = ["chromium", "--headless", "--no-sandbox", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    done = subprocess.run([*program, page.as_uri()], capture_output=True, encoding="utf-8", check=True, timeout=120)
    nothing = re.search(r"wrong: \[\] of [0-9]{3}", done.stdout) is not None
    assert nothing == (font != "monospace"), done.stdout
