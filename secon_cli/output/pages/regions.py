"""The page of `compare` alone, with all regions."""

from collections import Counter
from collections.abc import Iterable, Iterator

from secon_cli.analysis.names import short_name
from secon_cli.analysis.sides import Commonality, RegionScores, RegionTable
from secon_cli.engine import TIE
from secon_cli.output import document as doc
from secon_cli.output.document import data, joined, line, muted, strong, toned
from secon_cli.output.numbers import percent, points, whole
from secon_cli.output.pages import shared
from secon_cli.output.plain_text import among, count

BEST, WEAKEST = "▲", "▼"
_NAMED = 3
"""Values that the short page names."""
_EVERY = 1_000
"""More values than a field can have."""


def regions_page(table: RegionTable, *, full: bool = False, collection: str | None = None) -> doc.Document:
    """All regions by all criteria: the table and what it says in a few lines, or (`full`) everything counted.

    `collection` is where the practices are, if it was named.
    """
    matrix = region_table(table)
    if full:
        # The legend below has the titles of criteria, and their weights.
        matrix = matrix._replace(columns=[column._replace(long="") for column in matrix.columns])
    blocks: list[doc.Block] = [doc.Heading("Regions", level=1), matrix]
    if full:
        named = [(table.provenance.rubric.criteria[scores.id], scores.weight) for scores in table.criteria]
        legend = [line(data(f"{rule.heading} {rule.title}"), f" {percent(round(weight, 3))}") for rule, weight in named]
        blocks.append(doc.Note(joined(legend)))
    blocks += without_practice(table)
    if full:
        stated = [field for field in table.common if field.regions]
        for heading, items in (
            ("Where the regions differ most", differences(table)),
            ("What regions share, and what only one has", uses(table, stated, _EVERY)),
        ):
            blocks += [doc.Heading(heading), doc.Items(items)] if items else []
    else:
        blocks.append(doc.Items(list(_in_short(table))))
    more = f"`secon compare A B{among(collection)}` compares two" if full else "`--full` shows more"
    meaning = (
        f"{BEST} best, {WEAKEST} weakest of a column; ✗ fails the gate. Means of the few practices each partner "
        f"chose: this ranks examples, not regions. {more}."
    )
    used = sum(len(side.practices) for side in table.regions)
    source = shared.provenance_note(table.provenance, table.scored, used)
    return doc.Document([*blocks, doc.Note(meaning), *shared.left_out(table.provenance), source])


def without_practice(table: RegionTable) -> Iterator[doc.Block]:
    """The regions that are left without a practice; nothing where none is."""
    if table.missing:
        yield doc.Paragraph(line("Without a practice that passes the gate: ", data(", ".join(table.missing)), "."))


def region_table(table: RegionTable) -> doc.Table:
    """A row a region, the best and the weakest of each column marked."""
    rubric, names = table.provenance.rubric, short_names(table)
    highs = [shared.possible(side.range) for side in table.regions]
    optional = [doc.Column(head, doc.Align.RIGHT, optional=True) for head in ("up to", "Practices")]
    columns = [shared.wrapped("Region"), *shared.criterion_columns(rubric), *shared.right("Total")]
    rows = []
    for place, (side, high) in enumerate(zip(table.regions, highs, strict=True)):
        failing = toned(f"{len(side.failing)}✗ ", doc.Tone.BAD) if side.failing else ""
        rows.append(
            doc.Row(
                data(" ".join((*side.countries, names[side.name]))),
                *(_marked(scores, place, whole(scores.scores[place])) for scores in table.criteria),
                _marked(table.total, place, points(side.total), is_total=True),
                *([muted(high)] if any(highs) else []),
                line(failing, str(len(side.practices))),
            )
        )
    return doc.Table([*columns, *(optional if any(highs) else optional[1:])], rows)


def _marked(scores: RegionScores, place: int, number: str, *, is_total: bool = False) -> doc.Line:
    is_best = place in scores.best and scores.best_certain
    is_weakest = place in scores.weakest and scores.weakest_certain
    mark = toned(BEST, doc.Tone.GOOD) if is_best else toned(WEAKEST, doc.Tone.BAD) if is_weakest else " "
    return line(doc.Span(number, strong=is_best or is_total, shade=scores.scores[place] / 100), mark)


def _ends(table: RegionTable, scores: RegionScores, separator: str = ", ") -> tuple[doc.Line, str, doc.Line, str]:
    """The best regions with their score, and the weakest with theirs."""
    names = short_names(table)
    best, weakest = (
        joined([data(names[table.regions[place].name]) for place in sorted(places)], separator)
        for places in (scores.best, scores.weakest)
    )
    return best, points(max(scores.scores)), weakest, points(min(scores.scores))


def _in_short(table: RegionTable) -> Iterator[doc.Text]:
    """The matrix in a few sentences: first and last, the largest spread, what is common and what is rare."""
    if table.total.best:
        best, high, weakest, low = _ends(table, table.total)
        stated = "Totals: " if table.total.best_certain and table.total.weakest_certain else "Totals, on stated facts: "
        yield line(stated, best, f" highest ({high}), ", weakest, f" lowest ({low}).")
    for scores in table.by_spread[:1]:
        if scores.spread:
            title = data(table.provenance.rubric.criteria[scores.id].title)
            yield line("Largest difference: ", title, ", ", *range_words(table, scores), _open_ends(scores), ".")
    names = short_names(table)
    for lead, found in (
        ("Most common: ", [use for field in table.common for use in field.shared]),
        ("In one region only: ", [use for field in table.common for use in field.rare]),
    ):
        most = sorted(found, key=lambda use: (-len(use.regions), -use.practices, use.term))[:_NAMED]
        terms = [
            line(
                data(shared.term_words(use.term)),
                " (",
                data(names[use.regions[0]]) if len(use.regions) == 1 else str(len(use.regions)),
                ")",
            )
            for use in most
        ]
        if terms:
            yield line(lead, joined(terms), ".")


def differences(table: RegionTable) -> list[doc.Line]:
    """The criteria on which regions differ, those that are worth most first."""
    criteria, items = table.provenance.rubric.criteria, []
    for scores in table.by_spread:
        if scores.spread > TIE:
            title = data(criteria[scores.id].title, strong=True)
            items.append(line(title, ": ", *range_words(table, scores), _open_ends(scores), "."))
    return items


def _open_ends(scores: RegionScores) -> str:
    """Which end of a criterion unknown facts could change, behind what is stated; empty where both hold."""
    ends = (("highest", scores.best_certain), ("lowest", scores.weakest_certain))
    open = " and the ".join(end for end, certain in ends if not certain)
    return f"; unknown facts could change the {open}" if open else ""


def uses(table: RegionTable, fields: Iterable[Commonality], most: int) -> list[doc.Line]:
    """Which values of coded fields regions share, and which only one has; of each, at `most` so many are named."""
    names, every, items = short_names(table), len(table.regions), []
    for field in fields:
        stated = "" if field.regions == every else f" (stated by {field.regions} of {count(every, 'region')})"
        parts = []
        common = [
            line(data(shared.term_words(use.term)), f" ({count(len(use.regions), 'region')})")
            for use in field.shared or field.most_common
        ]
        if common:
            lead = "shared by most: " if field.shared else "shared by several, though not by most: "
            parts.append(line(lead, shared.some(common, most)))
        if field.rare:
            rare = [
                line(data(shared.term_words(use.term)), " (", data(names[use.regions[0]]), ")") for use in field.rare
            ]
            parts.append(line("in one region only: ", shared.some(rare, most)))
        words = joined(parts, "; ") or "no value is shared or sets a region apart"
        items.append(line(strong(f"{field.title}{stated}: "), words, "."))
    return items


def range_words(table: RegionTable, scores: RegionScores) -> Iterator[doc.Text]:
    """The lowest and the highest score of regions on a criterion, and what the difference is worth."""
    best, high, weakest, low = _ends(table, scores)
    yield from (f"from {low} (", weakest, f") to {high} (", best)
    yield f"), worth {points(scores.weighted)} points of the total"


def short_names(table: RegionTable) -> dict[str, str]:
    """The short name of each region, or its whole name where two would have the same short name."""
    short = {side.name: short_name(side.name) for side in table.regions}
    used = Counter(short.values())
    return {name: brief if used[brief] == 1 else name for name, brief in short.items()}


def regions_figure(table: RegionTable) -> doc.Figure:
    """Regions × criteria; the best and the weakest are in the title and marked."""
    total = table.total
    if total.best:
        best, high, weakest, low = _ends(table, total, " and ")
        have = "has" if len(total.best) == 1 else "have"
        stated = "" if total.best_certain and total.weakest_certain else "On stated facts, "
        title = line(stated, best, f" {have} the highest mean total ({high}), ", weakest, f" the lowest ({low})")
    else:
        title = line(f"{count(len(table.regions), 'region')} with the same mean total, {points(total.scores[0])}")
    mean = f"Mean score of a region's practices, 0 to 100; {BEST} best, {WEAKEST} weakest of a column"
    fail = "; ✗ practices that fail the gate" if any(side.failing for side in table.regions) else ""
    subtitle = f"{mean}{fail}. Selected examples, not a random sample"
    what = "Mean scores by region and criterion, and the mean total. "
    used, criteria = sum(len(side.practices) for side in table.regions), shared.figure_criteria(table.provenance.rubric)
    return shared.figure(title, subtitle, what, region_table(table), table.provenance, table.scored, used, criteria)


def regions_records(table: RegionTable) -> doc.Records:
    """A row a region, with the criteria as columns."""
    criteria = table.provenance.rubric.criteria
    rows = [
        [
            *(side.name, " ".join(side.countries), len(side.practices), len(side.failing)),
            *(*map(side.score, criteria), side.total, side.range.low, side.range.high),
        ]
        for side in table.regions
    ]
    columns = ["partner", "country", "practices", "failing_gate", *criteria, "total", "low", "high"]
    return shared.records(table.provenance, columns, rows)
