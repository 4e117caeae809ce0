"""The report as a page: the chapters of the Document, with figures that react to weights in place of drawn ones."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from secon_cli.analysis.comparison import Ahead, Comparison
from secon_cli.analysis.report import Report
from secon_cli.analysis.results import Scored
from secon_cli.output.document import Block, Figure, Heading, Item, Items, data
from secon_cli.output.figures import HeatMap, IntervalFigure, RankingFigure
from secon_cli.output.numbers import count, percent, points, signed, total_points, whole
from secon_cli.output.pages.compare import MARK, ComparePage
from secon_cli.output.pages.figures import regions_figure
from secon_cli.output.pages.regions import short_names
from secon_cli.output.pages.report import NO_VERDICT, TITLE, alike, report_chapters
from secon_cli.output.pages.shared import GATE_MARKS, region_of
from secon_cli.output.renderers.html import element, inline, level, plain, render_blocks
from secon_cli.output.report.data import in_script, page_data
from secon_cli.output.report.sheets import Sheet, anchor_of, sheet
from secon_cli.practice.time_in_place import GateState
from secon_cli.rubric.model import Criterion

FIRST_ROWS = 100
"""Rows of a ranking that are shown at first where scripts run; a browser lays out a thousand in seconds."""

_NARROWEST = 12
"""A weight of one part in so many makes a column as narrow as its numbers, in the width that most screens have."""


def report_html(report: Report, made: Mapping[str, object]) -> str:
    """The page. `made` is how it was asked for: `command` gives the ranking, without `--weight`."""
    page = _Page(report)
    style, script = _style(report), _script()
    return (
        _templates()
        .get_template("page.html.j2")
        .render(
            page=page,
            style=Markup(style),
            script=Markup(script),
            policy=f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; "
            "form-action 'none'",
            data=Markup(in_script(page.data(made))),
        )
    )


@cache
def _templates() -> Environment:
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_asset),
    )


@cache
def _asset(name: str) -> str:
    return files("secon_cli.output.report").joinpath(name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    """The script without the comments and the indentation of its files."""
    return re.sub(r"(?m)^\s*(?://.*)?\n?", "", f"{_asset('engine.js')}\n{_asset('page.js')}")


@cache
def _rules() -> str:
    """The style sheet without comments, and without spaces that separate nothing; strings stay as they are."""
    dense = re.compile(r"""("[^"]*")|/\*.*?\*/|\n\s*|;?\s*(\})|\s*([{;,])\s*|(:)\s+""", re.DOTALL)
    return dense.sub(lambda found: "".join(filter(None, found.groups())), _asset("page.css"))


def _style(report: Report) -> str:
    """The style sheet; its last rules are the widths of columns and bars, which the script changes."""
    shares = report.rubric.shares.values()
    levels = "".join(f".v{n}{{--v:{n}}}" for n in range(101))
    count = f".heat{{--n:{len(shares)}}}#sides{{--n:{len(shares) + 1}}}"
    # A column is never narrower than its numbers; the bar in it is as wide as its weight all the same.
    columns = " ".join(f"minmax(1.95rem,{100 * share!r}fr)" for share in shares)
    bars = "".join(
        f".bars :nth-child({n})::after{{width:{100 * min(_NARROWEST * share, 1)!r}%}}"
        for n, share in enumerate(shares, 1)
    )
    return f"{_rules()}{levels}{count}.bars{{grid-template-columns:{columns}}}{bars}"


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A row of the ranking or of the heat map of practices, in words."""

    place: int
    """Its place among all practices of the data."""
    id: str
    rank: str
    moved: str
    title: str
    region: str
    total: str
    up_to: str
    length: str
    reach: str
    gate: str
    band: str
    fails: bool
    cells: Sequence["Cell"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A score of a criterion: its level, its text, and the anchor of its reasons."""

    level: str
    text: str
    criterion: str
    anchor: str | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SideRow:
    """A region: its name, its scores, its total."""

    place: int
    name: str
    cells: Sequence[Cell]
    total: str
    sign: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """A criterion of two regions, with the difference in points of the total."""

    title: str
    scores: tuple[str, str]
    points: str
    side: str
    level: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter that is drawn as the document has it."""

    id: str
    kicker: str
    title: Markup
    content: Markup


class _Page:
    """What the template shows; every number comes from a result."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.rubric = report.rubric
        self.criteria: Mapping[str, Criterion] = report.rubric.criteria
        self.chapters = report_chapters(report)
        self.names = short_names(report.regions)
        self.places = {scored.assessment.practice.id: n for n, scored in enumerate(report.everyone)}
        self.first_rows = FIRST_ROWS

    def data(self, made: Mapping[str, object]) -> dict[str, Any]:
        """What the script reads."""
        numbers = page_data(self.report, made)
        for side, name in zip(numbers["sides"], self.side_names, strict=True):
            side["name"] = name
        return {**numbers, "firstRows": FIRST_ROWS}

    # --- The top ------------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The title of the page."""
        return plain(data(self.report.title)) if self.report.title else TITLE

    @property
    def cover(self) -> Markup:
        """What was judged by what, what was left out, and the author's introduction."""
        return render_blocks(self.chapters["cover"][1:])

    @property
    def no_verdict(self) -> str:
        """What scores are not."""
        return NO_VERDICT

    @property
    def findings(self) -> Sequence[Markup]:
        """What the ranking says, one sentence each."""
        (found,) = (block for block in self.chapters["findings"] if isinstance(block, Items))
        return [inline(item.text if isinstance(item, Item) else item) for item in found.items]

    @property
    def changed(self) -> str:
        """In which weights the report differs from the rubric, in words; empty where it does not."""
        own = self.report.own.shares
        return ", ".join(
            f"{plain(data(criterion.title))} {percent(self.rubric.shares[key])} instead of {percent(own[key])}"
            for key, criterion in self.criteria.items()
            if criterion.weight != self.report.own.criteria[key].weight
        )

    # --- Weights ------------------------------------------------------------------------------------------------------

    @property
    def weights(self) -> Sequence[tuple[str, str, str]]:
        """The criteria with their weights and shares as they are printed."""
        return [
            (plain(data(criterion.title)), f"{round(criterion.weight, 6):g}", percent(self.rubric.shares[key]))
            for key, criterion in self.criteria.items()
        ]

    @property
    def slider(self) -> tuple[str, str]:
        """The largest weight and the step of a slider, in the units of the rubric."""
        weights = [criterion.weight for criterion in self.criteria.values()]
        largest = max(sum(weights) / 2, 1.25 * max(weights))
        step = 1.0
        while largest / step < 25:
            step /= 10
        while largest / step > 400:
            step *= 10
        return f"{-(-largest // step) * step:g}", f"{step:g}"

    # --- Ranking and heat map -----------------------------------------------------------------------------------------

    @property
    def headings(self) -> Sequence[tuple[str, str]]:
        """Short and full title of each criterion."""
        return [(plain(data(one.heading)), plain(data(one.title))) for one in self.criteria.values()]

    @property
    def ranking_title(self) -> Markup:
        """Who is first."""
        return inline(self._figure("ranking", RankingFigure).caption.title)

    @property
    def apart(self) -> str:
        """The heading of those that fail the gate."""
        return self._figure("ranking", RankingFigure).apart

    @property
    def rows(self) -> Sequence[RankedRow]:
        """The practices shown, in the order of the ranking."""
        return [self._row(scored) for scored in self.report.ranking.practices]

    def _row(self, scored: Scored) -> RankedRow:
        assessment, before = scored.assessment, self.report.ranking.ranks_before
        practice = assessment.practice
        high = points(assessment.range.high)
        return RankedRow(
            place=self.places[practice.id],
            id=practice.id,
            rank=str(scored.rank),
            moved=moved(before[practice.id] - scored.rank) if before else "",
            title=plain(data(practice.title)),
            region=plain(region_of(practice)),
            total=total_points(assessment.total, self.rubric),
            up_to="" if high == points(assessment.total) else f"up to {high}",
            length=level(assessment.total),
            reach=level(assessment.range.high),
            gate=f"{GATE_MARKS[assessment.gate]} {assessment.gate.value}",
            band=plain(data(assessment.band or "–")),
            fails=assessment.gate is GateState.NOT_MET,
            cells=[
                Cell(
                    level(part.score),
                    whole(part.score),
                    plain(data(self.criteria[part.id].title)),
                    anchor_of(self.places[practice.id], number),
                )
                for number, part in enumerate(assessment.criteria)
            ],
        )

    @property
    def after_ranking(self) -> Markup:
        """Why a gate is open or not met, and what a total is."""
        return render_blocks(block for block in self.chapters["ranking"][1:] if not isinstance(block, Figure))

    @property
    def heat_title(self) -> str:
        """Which criterion is met best, and which least."""
        found = self.report.findings
        levels = found.levels
        if len(levels) < 2:
            return "What each practice scores"
        best, weakest = levels[0], levels[-1]
        titles = {key: plain(data(criterion.title)) for key, criterion in self.criteria.items()}
        stated = "" if found.highest_certain and found.lowest_certain else "Going by what is stated, "
        return (
            f"{stated}{titles[best.id]} is met best (mean {points(best.mean)} of 100), "
            f"{titles[weakest.id]} least ({points(weakest.mean)})"
        )

    # --- Regions ------------------------------------------------------------------------------------------------------

    @property
    def pair(self) -> Comparison | None:
        """The two regions that are compared at first."""
        return self.report.first_pair

    @property
    def pair_title(self) -> str:
        """Who is ahead of the two, and by how much."""
        assert self.pair is not None
        return plain(ComparePage(self.pair, full=False, top=0).verdict()).removesuffix(".")

    @property
    def pair_names(self) -> tuple[str, str]:
        """The short names of the two."""
        assert self.pair is not None
        first, second = (plain(data(self.names[side.name])) for side in self.pair.sides)
        return first, second

    @property
    def pair_rows(self) -> Sequence[PairRow]:
        """The criteria of the two regions in the rubric's order, the total last."""
        pair = self.pair
        assert pair is not None
        most = max((abs(criterion.points) for criterion in pair.criteria), default=0.0)
        rows = [
            self._pair_row(plain(data(self.criteria[one.id].title)), one.scores, one.points, one.ahead, most)
            for one in pair.criteria
        ]
        totals = pair.first.total, pair.second.total
        return [*rows, self._pair_row("Total", totals, pair.points, pair.conclusion.ahead, most)]

    @staticmethod
    def _pair_row(title: str, scores: tuple[float, float], gap: float, ahead: Ahead, most: float) -> PairRow:
        sign = f" {MARK}" if ahead is Ahead.OPEN else ""
        return PairRow(
            title,
            (points(scores[0]), points(scores[1])),
            f"{signed(gap)}{sign}",
            "first" if gap > 0 else "second",
            level(abs(gap), most),
        )

    @property
    def sides(self) -> Sequence[SideRow]:
        """All regions, the highest total first."""
        table = self.report.regions
        figure = regions_figure(table)
        return [
            SideRow(
                place,
                plain(data(row.name)),
                [
                    Cell(level(score), text, "", None, mark)
                    for score, text, mark in zip(row.scores, row.texts, row.marks, strict=True)
                ],
                row.total,
                row.sign,
            )
            for place, row in enumerate(figure.rows)
        ]

    @property
    def side_names(self) -> Sequence[str]:
        """The regions that can be chosen, by their short names."""
        return [plain(data(self.names[side.name])) for side in self.report.regions.regions]

    @property
    def regions(self) -> HeatMap | None:
        """The figure of all regions, for its title; None with a single region."""
        return next((block for block in self.chapters["regions"] if isinstance(block, HeatMap)), None)

    @property
    def regions_title(self) -> Markup:
        """Which region has the highest mean total, and which the lowest."""
        assert self.regions is not None
        return inline(self.regions.caption.title)

    @property
    def regions_note(self) -> Markup:
        """What the numbers of a region are."""
        blocks = [block for block in self.chapters["regions"][1:] if not isinstance(block, Figure)]
        return render_blocks(blocks)

    # --- How sure -----------------------------------------------------------------------------------------------------

    @property
    def sureness(self) -> Chapter | None:
        """How far ranks depend on weights and on what is unknown; None with a single practice."""
        blocks = self.chapters["sureness"]
        figure = next((block for block in blocks if isinstance(block, IntervalFigure)), None)
        if figure is None:
            return None
        return Chapter(
            "sure",
            plain(_heading(blocks).text),
            inline(figure.caption.title),
            render_blocks(
                blocks[1:], figure=lambda block: intervals(block) if isinstance(block, IntervalFigure) else None
            ),
        )

    def _figure(self, chapter: str, kind: type[RankingFigure]) -> RankingFigure:
        return next(block for block in self.chapters[chapter] if isinstance(block, kind))

    # --- Text ---------------------------------------------------------------------------------------------------------

    def chapter(self, name: str) -> Chapter | None:
        """A chapter as the document has it; None where there is nothing to say."""
        blocks = self.chapters[name]
        if not blocks:
            return None
        return Chapter(name, "", inline(_heading(blocks).text), render_blocks(blocks[1:]))

    @property
    def by_region(self) -> Sequence[tuple[str, Sequence[Sheet]]]:
        """The described practices by region."""
        without = alike(self.report)
        return [
            (plain(data(name)), [sheet(one, self.places[one.scored.assessment.practice.id], without) for one in group])
            for name, group in self.report.by_region
        ]

    @property
    def of_practices(self) -> Markup:
        """How to read the facts, and what is the same for all practices."""
        blocks = self.chapters["practices"]
        end = next(place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 3)
        return render_blocks(blocks[1:end])

    @property
    def described(self) -> str:
        """How many practices are described."""
        return count(len(self.report.profiles))

    @property
    def version(self) -> str:
        """The version of secon."""
        return self.report.provenance.version


def _unbroken(text: Markup) -> Markup:
    """A title in which no line ends inside a range of ranks."""
    return Markup(re.sub(r"(?<=[0-9])–(?=[0-9])", "\u2060–\u2060", text))


def moved(up: int) -> str:
    """How many places a practice is up or down."""
    return f"▲{up}" if up > 0 else f"▼{-up}" if up < 0 else ""


def _heading(blocks: Sequence[Block]) -> Heading:
    heading = blocks[0]
    assert isinstance(heading, Heading)
    return heading


def intervals(figure: IntervalFigure) -> Markup:
    """The ranks of practices as lines on one scale, next to the same in numbers."""
    practices = max(len(figure.intervals), 2)
    rows = []
    for interval in figure.intervals:
        rows.append(
            element(
                "tr",
                element("td", str(interval.rank), class_="num"),
                element("th", plain(data(interval.name)), f" {interval.sign}" if interval.sign else "", scope="row"),
                element(
                    "td", _interval_drawing(interval.rank, interval.usual, interval.possible, practices), class_="line"
                ),
                element("td", _ranks(interval.usual)),
                element("td", _ranks(interval.possible)),
            )
        )
        if interval.line:
            rows.append(
                element(
                    "tr",
                    element("td", f"no practice crosses this line: {interval.line}", colspan=5, class_="muted"),
                    class_="held",
                )
            )
    head = element(
        "tr",
        element("th", "#", scope="col", class_="num"),
        element("th", "Practice", scope="col"),
        element(
            "th", element("span", element("span", "1"), element("span", str(practices)), class_="scale"), scope="col"
        ),
        element("th", "Nine in ten", scope="col"),
        element("th", "Possible", scope="col"),
    )
    columns = element("colgroup", *(element("col", class_=kind) for kind in ("n", "name", "wide", "text", "text")))
    legend = element(
        "ul",
        element("li", element("span", class_="key"), "nine in ten draws of other weights"),
        element("li", element("span", class_="key thin"), "whatever is unknown, under these weights"),
        element("li", element("span", class_="key tick"), "rank"),
        class_="legend",
    )
    return legend + element("table", columns, element("thead", head), element("tbody", *rows), class_="intervals")


def _ranks(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"


def _interval_drawing(rank: int, usual: tuple[int, int], possible: tuple[int, int], practices: int) -> Markup:
    """Half a rank on each side, so that an interval of one rank can be seen; the numbers are next to it."""
    lines = [f"M{usual[0] - 0.4} 8H{usual[1] + 0.4}", f"M{possible[0] - 0.4} 8H{possible[1] + 0.4}", f"M{rank} 2V14"]
    return element(
        "svg",
        *(Markup('<path d="{}"/>').format(line) for line in lines),
        viewBox=f"0.5 0 {practices} 16",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
