"""The figures of `score`, `compare` and `robustness`: what a slide, a page and a report show of a result."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from secon_cli.analysis.comparison import Ahead, Comparison
from secon_cli.analysis.results import Provenance, Ranking, Scored
from secon_cli.analysis.sides import RegionTable, SideKind
from secon_cli.engine import apportioned
from secon_cli.output import document as doc
from secon_cli.output.document import Caption, Line, Text, data, joined, line
from secon_cli.output.numbers import count, points, signed, total_points, whole
from secon_cli.output.pages.compare import MARK, ComparePage
from secon_cli.output.pages.regions import BEST, WEAKEST, region_table, short_names
from secon_cli.output.pages.score import ranking_table
from secon_cli.output.pages.shared import GATE_MARKS, possible, provenance_note, region_of, without_sides
from secon_cli.practice.time_in_place import GateState
from secon_cli.rubric.model import Rubric

if TYPE_CHECKING:
    from secon_cli.analysis.robustness.study import Robustness

_DESCRIBED = 40
"""Rows that a description names at most: it is read aloud."""
_NAMED = 3
"""Files left out that a source line names at most."""


def ranking_figure(ranking: Ranking) -> doc.RankingFigure:
    """The bars of a ranking; the first practice is in the title."""
    rubric, shown = ranking.provenance.rubric, ranking.practices
    first, sort = shown[0], ranking.provenance.options.get("sort")
    name, total = data(first.assessment.practice.title), total_points(first.assessment.total, rubric)
    level = [scored for scored in shown if scored.rank == first.rank]
    title: Line
    if sort is not None:
        score = points(first.assessment.criterion(str(sort)).score)
        title = line(name, " scores highest on ", data(rubric.criteria[str(sort)].title), f": {score} of 100")
    elif first.rank > 1:
        title = line(name, f" has the highest total shown: rank {first.rank}, {total} of 100 points")
    elif len(level) > 1:
        title = line(f"{count(len(level))} share the first rank with {total} of 100 points")
    else:
        title = line(name, f" ranks first with {total} of 100 points")
    # The criterion that they are sorted by begins each bar, so that its parts can be compared.
    order = sorted(range(len(rubric.criteria)), key=lambda place: list(rubric.criteria)[place] != sort)
    bars = [_bar(scored, ranking, order) for scored in shown]
    totals = [f"{bar.total} (up to {bar.up_to})" if bar.up_to else bar.total for bar in bars]
    parts = "Points of the total: weight × score"
    unknown = "; dashed: possible if unknown facts turn out well" if any(bar.up_to for bar in bars) else ""
    # Where they are sorted by a criterion, those that fail the gate are among the others.
    last = [scored.assessment.gate is GateState.NOT_MET and not sort for scored in shown]
    return doc.RankingFigure(
        caption=_caption(
            *(title, line(parts, unknown, _gate_words(shown))),
            f"Bars of {count(len(shown))}, each made of one part for each criterion. Totals: ",
            [line(f"{bar.rank} ", data(bar.name), f" {of}") for bar, of in zip(bars, totals, strict=True)],
            _source(ranking.provenance, ranking.scored, len(shown)),
        ),
        table=ranking_table(ranking),
        criteria=[_criteria(rubric)[place] for place in order],
        bars=[bar for bar, fails in zip(bars, last, strict=True) if not fails],
        failing=[bar for bar, fails in zip(bars, last, strict=True) if fails],
        apart=f"Not in place for {rubric.gate_years:g} years, so ranked last" if rubric.gate_years is not None else "",
    )


def _bar(scored: Scored, ranking: Ranking, order: Sequence[int]) -> doc.RankingBar:
    assessment, before = scored.assessment, ""
    parts = [criterion.contribution for criterion in assessment.criteria]
    printed = apportioned(parts)
    if ranking.ranks_before is not None:
        rank = ranking.ranks_before[assessment.practice.id]
        before = str(rank) if rank != scored.rank else "="
    return doc.RankingBar(
        rank=str(scored.rank),
        name=assessment.practice.title,
        region=region_of(assessment.practice).text,
        parts=tuple(parts[place] for place in order),
        texts=tuple(f"{printed[place]:.1f}" for place in order),
        total=total_points(assessment.total, ranking.provenance.rubric),
        possible=assessment.range.high,
        up_to=possible(assessment.total, assessment.range.high),
        gate=_sign(assessment.gate),
        before=before,
    )


def _sign(gate: GateState) -> str:
    """The sign of a gate that is not met, or not for certain."""
    return GATE_MARKS[gate] if gate.is_doubtful else ""


def _gate_words(shown: Sequence[Scored]) -> str:
    """What the signs of the gate mean that are shown."""
    states = {scored.assessment.gate for scored in shown}
    words = {GateState.NOT_MET: "gate not met", GateState.UNCERTAIN: "gate uncertain"}
    return "".join(f"; {GATE_MARKS[state]} {text}" for state, text in words.items() if state in states)


def heat_map(ranking: Ranking, finding: Text = "") -> doc.HeatMap:
    """Practices × criteria; `finding` is the sentence above it."""
    rubric = ranking.provenance.rubric
    rows = [
        doc.HeatRow(
            number=str(scored.rank),
            name=scored.assessment.practice.title,
            scores=tuple(criterion.score for criterion in scored.assessment.criteria),
            texts=tuple(whole(criterion.score) for criterion in scored.assessment.criteria),
            marks=("",) * len(rubric.criteria),
            total=total_points(scored.assessment.total, rubric),
            sign=_sign(scored.assessment.gate),
        )
        for scored in ranking.practices
    ]
    caption = _caption(
        finding or f"What {count(len(rows))} score on {len(rubric.criteria)} criteria",
        line("Score from 0 to 100; the darker, the higher", _gate_words(ranking.practices)),
        "Scores by practice and criterion. ",
        [line(f"{row.number} ", data(row.name), f": {', '.join(row.texts)}") for row in rows],
        _source(ranking.provenance, ranking.scored, len(rows)),
    )
    return doc.HeatMap(caption, ranking_table(ranking), "Practice", _criteria(rubric), rows)


def regions_figure(table: RegionTable) -> doc.HeatMap:
    """Regions × criteria; the best and the weakest are in the title and marked."""
    names, total = short_names(table), table.total
    several = [side.name for side in table.regions]
    if total.best:
        best, weakest = (
            joined([data(names[several[place]]) for place in sorted(places)], " and ")
            for places in (total.best, total.weakest)
        )
        low, high = points(min(total.scores)), points(max(total.scores))
        have = "has" if len(total.best) == 1 else "have"
        title = line(best, f" {have} the highest mean total ({high}), ", weakest, f" the lowest ({low})")
    else:
        title = line(f"{count(len(several), 'region')} with the same mean total, {points(total.scores[0])}")
    rows = [
        doc.HeatRow(
            number="",
            name=" ".join((*side.countries, names[side.name])),
            scores=tuple(scores.scores[place] for scores in table.criteria),
            texts=tuple(whole(scores.scores[place]) for scores in table.criteria),
            marks=tuple(
                BEST if place in scores.best else WEAKEST if place in scores.surely_weakest else ""
                for scores in table.criteria
            ),
            total=points(side.total),
            sign=f"{len(side.failing)}{GATE_MARKS[GateState.NOT_MET]}" if side.failing else "",
        )
        for place, side in enumerate(table.regions)
    ]
    mean = f"Mean score of a region's practices, 0 to 100; {BEST} best, {WEAKEST} weakest of a column"
    fail = f"; {GATE_MARKS[GateState.NOT_MET]} practices that fail the gate" if any(row.sign for row in rows) else ""
    caption = _caption(
        *(title, f"{mean}{fail}. Selected examples, not a random sample"),
        "Mean scores by region and criterion, and the mean total. ",
        [line(data(row.name), f": {', '.join(row.texts)}; {row.total}") for row in rows],
        _source(table.provenance, table.scored, sum(len(side.practices) for side in table.regions)),
    )
    return doc.HeatMap(caption, region_table(table), "Region", _criteria(table.provenance.rubric), rows)


def sides_figure(comparison: Comparison, *, by_size: bool = True) -> doc.SidesFigure:
    """Two sides by criterion, the largest difference first or in the rubric's order; who is ahead is in the title."""
    page = ComparePage(comparison, full=False, top=0)
    # On a slide, a practice has its title, not its id.
    page.brief = [
        title if side.kind is SideKind.PRACTICE else brief
        for side, title, brief in zip(comparison.sides, page.titles, page.brief, strict=True)
    ]
    criteria = comparison.provenance.rubric.criteria
    names = page.name(0, start=True).text, page.name(1, start=True).text
    bars = [
        _side_bar(criteria[criterion.id].title, criterion.scores, criterion.points, criterion.ahead)
        for criterion in (comparison.by_size if by_size else comparison.criteria)
    ]
    totals = comparison.first.total, comparison.second.total
    open = f"; {MARK} unknown facts could reverse it" if any(bar.sign for bar in bars) else ""
    used = {id for side in comparison.sides for id in side.ids}
    return doc.SidesFigure(
        caption=_caption(
            *(page.verdict(), f"Points of the total: weight × difference of the scores{open}"),
            line(data(names[0]), " and ", data(names[1]), " by criterion: "),
            [line(data(bar.title), f" {' and '.join(bar.scores)}, {bar.text} points") for bar in bars],
            _source(without_sides(comparison.provenance), comparison.scored, len(used)),
        ),
        table=page.scores(),
        names=names,
        bars=bars,
        total=_side_bar("Total", totals, comparison.points, comparison.conclusion.ahead),
    )


def _side_bar(title: str, scores: tuple[float, float], gap: float, ahead: Ahead) -> doc.SideBar:
    first, second = map(points, scores)
    return doc.SideBar(title, (first, second), gap, signed(gap), MARK if ahead is Ahead.OPEN else "")


def intervals_figure(result: "Robustness") -> doc.IntervalFigure:
    """The ranks under other weights, and the lines that hold; the conclusion is the title."""
    # Here and not above, because it loads numpy.
    from secon_cli.output.pages.robustness import RobustnessPage, either, ranks

    page, after = RobustnessPage(result), {pair.ahead: pair for pair in result.neighbours}
    intervals = []
    for row in result.rows:
        pair, held, assessment = after.get(row.id), "", row.scored.assessment
        if pair is not None and pair.by_gate:
            held = "gate"
        elif pair is not None and pair.safe_line:
            held = either(pair.odds.line_holds, pair.joint.line_holds)
        usual, sign = row.weights.interval, _sign(assessment.gate)
        intervals.append(
            doc.RankInterval(row.scored.rank, assessment.practice.title, usual, row.possible, sign, line=held)
        )
    signs = _gate_words([row.scored for row in result.rows])
    drawn = "any weights" if result.sampling.concentration is None else "weights near the rubric's"
    return doc.IntervalFigure(
        caption=_caption(
            page.conclusion(),
            f"Bar: ranks in nine of ten draws of {drawn}; dot: rank in the ranking; thin line: what unknown facts "
            f"allow; dashed: in how many draws no practice crosses it{signs}",
            "Ranks in nine of ten draws of other weights. ",
            [
                line(f"{row.rank} ", data(row.name), f": {ranks(row.usual)}, possible {ranks(row.possible)}")
                for row in intervals
            ],
            _source(result.provenance, len(result.rows), len(result.rows)),
        ),
        table=page.picture(),
        intervals=intervals,
    )


def _criteria(rubric: Rubric) -> list[doc.FigureCriterion]:
    return [
        doc.FigureCriterion(criterion.heading, criterion.title, rubric.shares[key])
        for key, criterion in rubric.criteria.items()
    ]


def _source(provenance: Provenance, scored: int, shown: int) -> Line:
    """Where the numbers come from, and the files that are not in them."""
    source = line(provenance_note(provenance, scored, shown).text)
    missing = provenance.left_out
    if not missing:
        return source
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    names = joined([data(file.path) for file in missing[:_NAMED]])
    return line(source, f" · {count(len(missing), 'file')} left out because of errors: ", names, more)


def _caption(title: Text, subtitle: Text, what: Text, rows: Sequence[Line], source: Line) -> Caption:
    """A caption whose description says what is drawn, then the first rows in words."""
    more = len(rows) - _DESCRIBED
    rest = f"; and {more:,} more." if more > 0 else "."
    return Caption(title, subtitle, line(what, joined(rows[:_DESCRIBED], "; "), rest), source)
