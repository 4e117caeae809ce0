"""The page of `compare` alone, with all regions; and its records for CSV."""

from collections import Counter
from collections.abc import Iterable, Iterator

from secon_cli.analysis.names import short_name
from secon_cli.analysis.regions import Commonality, RegionScores, RegionTable, TermUse
from secon_cli.analysis.sides import Side
from secon_cli.output import document as doc
from secon_cli.output.document import data, joined, line, muted, strong, toned
from secon_cli.output.numbers import count, percent, points, span, whole
from secon_cli.output.pages.shared import left_out, provenance_note

BEST, WEAKEST = "▲", "▼"


def regions_page(table: RegionTable, *, full: bool = False) -> doc.Document:
    """All regions by all criteria: the table and what it says in a few lines, or (`full`) everything counted."""
    criteria = table.provenance.rubric.criteria
    legend = [
        line(data(f"{criteria[scores.id].heading} {criteria[scores.id].title}"), f" {percent(round(scores.weight, 3))}")
        for scores in table.criteria
    ]
    blocks: list[doc.Block] = [doc.Heading("Regions", level=1), region_table(table)]
    if full:
        blocks.append(doc.Note(joined(legend)))
    if table.missing:
        blocks.append(
            doc.Paragraph(line("Without a practice that passes the gate: ", data(", ".join(table.missing)), "."))
        )
    if full:
        blocks += _all_counted(table)
    else:
        blocks.append(doc.Items(list(_in_short(table))))
    more = "`secon compare A B`" if full else "`--full`"
    blocks += [
        doc.Note(
            f"{BEST} best, {WEAKEST} weakest of a column; ✗ fails the gate. Means of the few practices that each "
            f"partner chose: an order of examples, not of regions. More: {more}."
        ),
        *left_out(table.provenance),
        provenance_note(table.provenance, table.scored, sum(len(side.practices) for side in table.regions)),
    ]
    return doc.Document(blocks)


def region_table(table: RegionTable) -> doc.Table:
    """A row a region, the best and the weakest of each column marked."""
    rubric = table.provenance.rubric
    names = short_names(table)
    several = any(_possible(side) for side in table.regions)
    columns = [
        doc.Column("Region", flex=True, wrap=True),
        *(doc.Column(data(rubric.criteria[scores.id].heading), doc.Align.RIGHT) for scores in table.criteria),
        doc.Column("Total", doc.Align.RIGHT),
        *([doc.Column("up to", doc.Align.RIGHT, optional=True)] if several else []),
        doc.Column("Practices", doc.Align.RIGHT, optional=True),
    ]
    rows = []
    for place, side in enumerate(table.regions):
        failing = toned(f"{len(side.failing)}✗ ", doc.Tone.BAD) if side.failing else ""
        rows.append(
            doc.Row(
                data(" ".join((*side.countries, names[side.name]))),
                *(_marked(scores, place, whole(scores.scores[place])) for scores in table.criteria),
                _marked(table.total, place, points(side.total)),
                *([muted(_possible(side))] if several else []),
                line(failing, str(len(side.practices))),
            )
        )
    return doc.Table(columns, rows)


def _marked(scores: RegionScores, place: int, number: str) -> doc.Line:
    if place in scores.best:
        return line(strong(number), toned(BEST, doc.Tone.GOOD))
    return line(number, toned(WEAKEST, doc.Tone.BAD) if place in scores.surely_weakest else " ")


def _possible(side: Side) -> str:
    return "" if span(side.range) == points(side.total) else points(side.range.high)


def _in_short(table: RegionTable) -> Iterator[doc.Text]:
    """The matrix in a few sentences: first and last, the largest spread, what is common and what is rare."""
    if table.total.best:
        best, weakest = (_regions(table, places) for places in (table.total.best, table.total.weakest))
        low, high = min(table.total.scores), max(table.total.scores)
        stated = "Totals: " if all(table.ends_certain) else "Totals, on stated facts: "
        yield line(stated, best, f" highest ({points(high)}), ", weakest, f" lowest ({points(low)}).")
    for scores in table.by_spread[:1]:
        if scores.spread:
            title = data(table.provenance.rubric.criteria[scores.id].title)
            yield line("Largest difference: ", title, ", ", *_range_words(table, scores), ".")
    shared = [use for field in table.common for use in field.shared]
    if shared:
        terms = [line(data(_term(use)), f" ({len(use.regions)})") for use in _most(shared)]
        yield line("Most common: ", joined(terms), ".")
    rare = [use for field in table.common for use in field.rare]
    if rare:
        terms = [line(data(_term(use)), " (", data(short_names(table)[use.regions[0]]), ")") for use in _most(rare)]
        yield line("Only in one: ", joined(terms), ".")


def _most(uses: Iterable[TermUse]) -> list[TermUse]:
    return sorted(uses, key=lambda use: (-len(use.regions), -use.practices, use.term))[:3]


def _all_counted(table: RegionTable) -> Iterator[doc.Block]:
    rubric = table.provenance.rubric
    yield doc.Heading("Where the regions differ most")
    yield doc.Items(
        [
            line(data(rubric.criteria[scores.id].title, strong=True), ": ", *_range_words(table, scores))
            for scores in table.by_spread
            if scores.spread
        ]
    )
    stated = [field for field in table.common if field.regions]
    if not stated:
        return
    yield doc.Heading("What most regions share")
    shares = []
    for field in stated:
        common = joined(
            line(data(_term(use)), f" in {len(use.regions)} ({count(use.practices)})")
            for use in field.shared or field.most_common
        )
        lead = "" if field.shared else "nothing; most common: " if common else "nothing"
        shares.append(line(strong(_field(table, field)), ": ", lead, common))
    yield doc.Items(shares)
    yield doc.Heading("What only one region has")
    names = short_names(table)
    only = []
    for field in stated:
        by_region: dict[str, list[doc.Text]] = {}
        for use in field.rare:
            several = f" ({count(use.practices)})" if use.practices > 1 else ""
            by_region.setdefault(use.regions[0], []).append(line(data(_term(use)), several))
        rare = joined([line(data(names[region]), " ", joined(terms)) for region, terms in by_region.items()], "; ")
        only.append(line(strong(_field(table, field)), ": ", rare or "nothing"))
    yield doc.Items(only)


def _range_words(table: RegionTable, scores: RegionScores) -> Iterator[doc.Text]:
    low, high = min(scores.scores), max(scores.scores)
    weakest, best = (_regions(table, places) for places in (scores.weakest, scores.best))
    yield from (f"from {points(low)} (", weakest, f") to {points(high)} (", best)
    yield f"), worth {points(scores.weighted)} points of the total"


def _field(table: RegionTable, field: Commonality) -> str:
    """The name of a coded field, with the number of regions that state it where not all do."""
    stated = "" if field.regions == len(table.regions) else f" (stated by {field.regions} of {len(table.regions)})"
    return f"{field.title}{stated}"


def short_names(table: RegionTable) -> dict[str, str]:
    """The short name of each region; the whole name where two would be called the same."""
    short = {side.name: short_name(side.name) for side in table.regions}
    used = Counter(short.values())
    return {name: brief if used[brief] == 1 else name for name, brief in short.items()}


def _regions(table: RegionTable, places: frozenset[int]) -> doc.Line:
    names = short_names(table)
    return joined([data(names[table.regions[place].name]) for place in sorted(places)])


def _term(use: TermUse) -> str:
    return use.term.replace("_", " ")
