"""The page of `score`: how many practices were ranked, the ranking, what its columns mean."""

from collections.abc import Callable, Iterator, Sequence

from secon_cli.analysis.results import Ranking
from secon_cli.analysis.robustness import SAFE
from secon_cli.engine import Assessment, apportioned
from secon_cli.output import document as doc
from secon_cli.output.document import data, line, muted, strong
from secon_cli.output.numbers import gate_reason, percent, points, share, total_points
from secon_cli.output.pages import shared
from secon_cli.output.plain_text import count
from secon_cli.rubric.base import in_years

_LINES = (
    f"Line: in {percent(SAFE)} of random draws of weights and unknown facts, no practice crosses it. "
    "≈: the order of this practice and the next is a coin toss."
)


def score_page(ranking: Ranking, *, full: bool = False, named: bool = False) -> doc.Document:
    """The ranking, one line for each practice.

    `full` adds what the columns mean; `named` practices are not the collection that `show` finds by itself.
    """
    practices, rubric = ranking.practices, ranking.provenance.rubric
    shown = len(practices)
    some = shown < ranking.scored
    many = f"{shown} of {ranking.scored} ranked practices shown" if some else f"{count(shown)} ranked"
    known = _same_coverage(ranking)
    assessed = f", {known} assessed" if known and shown > 1 else ""
    order = ranking.provenance.options.get("sort")
    by = line(", sorted by ", data(rubric.criteria[str(order)].title)) if order else ""
    where, stability = "", " Rank stability: `secon robustness`."
    if named:
        where, stability = " --practices PATH", " Rank stability: `secon robustness PATH`."
    meaning: list[doc.Block] = [doc.Note(f"`secon show 1{where}` explains a row; `--full` explains the columns.")]
    if full:
        shares = {key: f", {percent(rubric.shares[key])}" for key in rubric.criteria}
        headings = [
            doc.Fact(data(criterion.heading), [line(data(criterion.title), shares[key])])
            for key, criterion in rubric.criteria.items()
        ]
        gate = f"Gate: in place for at least {in_years(rubric.gate_years or 0)}; ✗ not met, ? uncertain."
        meaning = [
            doc.Facts(headings),
            doc.Note(
                "Scores run from 0 to 100. The total counts only what is certain; `up to` assumes the best of "
                "everything vague or unknown. Known: the share of the weight that was assessed."
            ),
            *([] if rubric.gate_years is None else [doc.Note(gate)]),
            doc.Note(line(shared.bands(rubric), ". `secon show 1` explains the first row; part of a title works too.")),
        ]
    return doc.Document(
        [
            *shared.left_out(ranking.provenance),
            doc.Paragraph(line(many, by, assessed, ".", stability if ranking.scored > 1 else "")),
            ranking_table(ranking),
            *([doc.Note(_LINES)] if ranking.groups else ()),
            *open_gates(ranking),
            *meaning,
            shared.provenance_note(ranking.provenance, ranking.scored, shown),
        ]
    )


def open_gates(ranking: Ranking) -> Iterator[doc.Block]:
    """Why practices fail the gate, or are not certain to pass it; nothing where all do."""
    items = []
    for scored in ranking.practices:
        if scored.assessment.gate.is_doubtful:
            why = f": {gate_reason(scored.assessment, ranking.provenance.rubric)}{shared.ranked_as(scored)}."
            text = line(f"{scored.rank} ", data(scored.assessment.practice.title), why)
            items.append(doc.Item(text, mark=shared.gate_span(scored.assessment.gate)))
    if items:
        yield doc.Items(items)


def _same_coverage(ranking: Ranking) -> str | None:
    """The share assessed where it prints the same for all practices."""
    known = {share(scored.assessment.coverage) for scored in ranking.practices}
    return known.pop() if len(known) == 1 else None


def ranking_table(
    ranking: Ranking,
    middle: Sequence[doc.Column] = (),
    cells: Callable[[Assessment], Sequence[doc.Cell]] | None = None,
) -> doc.Table:
    """A row a practice, with its total; in the middle its scores, or the given cells."""
    rubric = ranking.provenance.rubric
    before, sort = ranking.ranks_before, ranking.provenance.options.get("sort")
    ranges = any(shared.possible(scored.assessment.range) for scored in ranking.practices)
    several_known = _same_coverage(ranking) is None
    columns = [
        *shared.right("#", *(["was"] if before else [])),
        doc.Column("", long="Gate"),
        doc.Column("Practice", flex=True, narrowest=16),
        doc.Column("Region", long="Partner region", flex=True, narrowest=10),
        *(middle or shared.criterion_columns(rubric, sort)),
        *shared.right("Total", *(["up to"] if ranges else []), *(["Known"] if several_known else [])),
        doc.Column("Band", optional=True),
    ]
    rows: list[doc.Row | doc.Divider] = []
    failing = [scored for scored in ranking.practices if scored.assessment.fails_gate]
    lines, tosses = set(), frozenset[str]()
    if ranking.groups is not None:
        tosses = ranking.groups.coin_tosses
        if not sort:
            lines = {group.ids[-1] for group in ranking.groups.groups[:-1] if not group.fails_gate}
    heading = len(failing) < len(ranking.practices) and ranking.practices[-len(failing) :] == tuple(failing)
    for scored in ranking.practices:
        assessment, practice = scored.assessment, scored.assessment.practice
        if failing and scored is failing[0] and heading:
            rows.append(doc.Divider(f"Not in place for {in_years(rubric.gate_years or 0)}, so ranked after all others"))
        was = [muted("=") if before[practice.id] == scored.rank else str(before[practice.id])] if before else []
        gate = shared.gate_span(assessment.gate) if assessment.gate.is_doubtful else ""
        total = total_points(assessment.total, rubric)
        rows.append(
            doc.Row(
                *(str(scored.rank), *was, line(gate, "≈" if practice.id in tosses else "")),
                *(data(practice.title), shared.region_of(practice)),
                *(cells(assessment) if cells else shared.criterion_cells(assessment, rubric)),
                shared.score_span(assessment.total, rubric, total, strong=True),
                *([muted(shared.possible(assessment.range))] if ranges else []),
                *([share(assessment.coverage)] if several_known else []),
                shared.score_span(assessment.total, rubric, "–") if assessment.band is None else data(assessment.band),
            )
        )
        if practice.id in lines:
            rows.append(doc.Divider())
    return doc.Table(columns, rows)


# --- Figures ---

_BAR = 24
"""Letters of a bar that reaches to 100 points."""


def ranking_figure(ranking: Ranking) -> doc.Figure:
    """The bars of a ranking; the first practice is in the title."""
    rubric, shown = ranking.provenance.rubric, ranking.practices
    first, sort = shown[0], ranking.provenance.options.get("sort")
    name, total = data(first.assessment.practice.title), total_points(first.assessment.total, rubric)
    level = [scored for scored in shown if scored.rank == first.rank]
    title: doc.Line
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

    def bar(assessment: Assessment) -> list[doc.Cell]:
        printed = apportioned([criterion.contribution for criterion in assessment.criteria])
        parts = [assessment.criteria[place].contribution for place in order]
        texts = [f"{printed[place]:.1f}" for place in order]
        return [doc.Bar(assessment.total, possible=assessment.range.high, parts=parts, texts=texts)]

    ranges = any(shared.possible(scored.assessment.range) for scored in shown)
    more = "; grey: possible if unknown facts turn out well" if ranges else ""
    parts, signs = "Points of the total: the width of each part is weight × score", ""
    if ranking.groups is not None:
        # In fewer words, so that a slide has room for as many practices.
        held = "" if sort or len(ranking.groups.groups) < 2 else "; dashed: order holds"
        parts, signs = "Points: weight × score", held + shared.toss_words(tosses=bool(ranking.groups.coin_tosses))
    subtitle = f"{parts}{more}{signs}{shared.gate_words(shown)}"
    what = f"Bars of {count(len(shown))}, each made of one part for each criterion. "
    table = ranking_table(ranking, [doc.Column("0 to 100 points", width=_BAR)], bar)
    criteria = [shared.figure_criteria(rubric)[place] for place in order]
    return shared.figure(title, subtitle, what, table, ranking.provenance, ranking.scored, len(shown), criteria)


def heat_map(ranking: Ranking, finding: doc.Text = "") -> doc.Figure:
    """Practices × criteria; `finding` is the sentence above it."""
    rubric, practices = ranking.provenance.rubric, ranking.practices
    rows = [
        doc.Row(
            *(str(scored.rank), shared.doubtful_name(scored.assessment)),
            *shared.criterion_cells(scored.assessment, rubric),
            strong(total_points(scored.assessment.total, rubric)),
        )
        for scored in practices
    ]
    title = finding or f"What {count(len(rows))} score on {len(rubric.criteria)} criteria"
    subtitle = line("Score from 0 to 100; the darker, the higher", shared.gate_words(practices))
    what = "Scores by practice and criterion. "
    practice = doc.Column("Practice", flex=True, narrowest=16)
    columns = [*shared.right("#"), practice, *shared.criterion_columns(rubric), *shared.right("Total")]
    source, criteria = (ranking.provenance, ranking.scored, len(rows)), shared.figure_criteria(rubric)
    return shared.figure(title, subtitle, what, doc.Table(columns, rows), *source, criteria)


# --- The same for spreadsheets and programs ---


def score_records(ranking: Ranking, *, detail: bool = False) -> doc.Records:
    """A row for each practice, the criteria as columns; with `detail` the indicators too."""
    rubric = ranking.provenance.rubric
    columns = ["rank", "id", "title", "country", "partner", *rubric.criteria]
    rows: list[list[object]] = []
    for scored in ranking.practices:
        assessment, place = scored.assessment, scored.assessment.practice.location
        row: list[object] = [scored.rank, assessment.practice.id, assessment.practice.title, place.country, place.area]
        row += [criterion.score for criterion in assessment.criteria]
        row += [assessment.total, assessment.range.low, assessment.range.high, assessment.coverage]
        rows.append([*row, assessment.gate.value, assessment.band])
    ends = ["total", "low", "high", "coverage", "gate", "band"]
    table = shared.records(ranking.provenance, [*columns, *ends], rows)
    if not detail:
        return table
    both = [
        [*row, *(part.score for criterion in scored.assessment.criteria for part in criterion.indicators)]
        for row, scored in zip(table.rows, ranking.practices, strict=True)
    ]
    return doc.Records([*table.columns, *(f"{key}.{name}" for key, name, _ in rubric.indicators())], both, table.notes)
