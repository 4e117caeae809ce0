"""The page of `panel`: how far the assessors agree, their ranking next to the rubric's, and what to discuss."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from secon_cli.analysis.agreement import CONFIDENCE, FEWEST_UNITS, RELIABLE, TENTATIVE, Reliability
from secon_cli.analysis.panel import Agreement, Panel, PanelRow
from secon_cli.engine import as_printed
from secon_cli.output import document as doc
from secon_cli.output.document import data, joined, line, muted, strong, toned
from secon_cli.output.numbers import percent, points, share
from secon_cli.output.pages.shared import gate_span, left_out, muted_data, provenance_note, records, right, wrapped
from secon_cli.output.plain_text import count

NONE = "–"
"""The sign for a figure that is not defined."""
TOP, TOP_IN_FULL = 2, 10
"""Disagreements that are shown unless a number is asked for."""

_SCALE = (
    "Ratings run from 0 to 10. Spread is highest minus lowest. Panel is the mean of the ratings by the rubric's "
    "weights; a criterion without any rating (·) leaves the practice without a total: nothing replaces what is missing."
)
_AGREEMENT = (
    "Alpha is Krippendorff's, over what at least two have rated: 1 is perfect agreement, 0 what chance would give. "
    f"From {RELIABLE:g} on he calls data reliable, from {TENTATIVE:g} on good enough for tentative conclusions; here "
    f"the whole {percent(CONFIDENCE)} bootstrap interval has to be there, from {FEWEST_UNITS} practices on. Ordinal "
    "looks at the order of the ratings, interval at the distances. All pools practices and criteria, so that "
    "differences between criteria count as agreement. Tau is Kendall's, the mean of all pairs of assessors: 1 is the "
    f"same order of practices, -1 the opposite one. {NONE} is not defined."
)
_STYLES = (
    "Bias is how far an assessor rates above (+) or below (-) the others, where they rated the same. Range is the "
    "lowest to the highest rating given, and the share of the scale between them; Values is how many different "
    "ratings were used."
)
_SIDE_BY_SIDE = (
    "Both ranks are among the practices for which the panel has a total. The rubric counts facts, the panel judges: "
    "they are never combined."
)
_MORE = "`--full` shows all ratings, conflicts of interest, agreement by criterion, and how each assessor rates."
_CONCLUSIONS = {
    Reliability.RELIABLE: ("Agreement is good enough to rely on the ratings", doc.Tone.GOOD),
    Reliability.TENTATIVE: ("Agreement is good enough for tentative conclusions", doc.Tone.FAIR),
    Reliability.TOO_LOW: ("Agreement is too low to use the figures", doc.Tone.BAD),
    Reliability.OPEN: (f"Agreement is undecided: the interval of alpha spans {TENTATIVE:g}", doc.Tone.WEAK),
    Reliability.TOO_FEW: (
        f"Agreement cannot be judged, since fewer than {FEWEST_UNITS} practices were rated twice",
        doc.Tone.MUTED,
    ),
}


def panel_page(panel: Panel, *, top: int | None = None, full: bool = False) -> doc.Document:
    """The verdict, both rankings and the widest disagreements; `full` adds all ratings, agreement and styles."""
    page = PanelPage(panel, full=full)
    parts = [*page.head(), *page.rankings(), *page.to_discuss(top if top is not None else TOP_IN_FULL if full else TOP)]
    if full:
        parts += [*page.ratings(), *page.agreement(), *page.styles(), *left_out(panel.provenance)]
    else:
        if panel.excluded:
            parts.append(doc.Paragraph(f"{count(panel.excluded, 'rating')} left out because of conflicts of interest."))
        parts += [*left_out(panel.provenance), doc.Note(_MORE)]
    return doc.Document([*parts, provenance_note(panel.provenance, panel.scored, panel.scored)])


class PanelPage:
    """The page of a panel; its methods are its sections, in their order."""

    def __init__(self, panel: Panel, *, full: bool) -> None:
        self.panel = panel
        self.full = full

    def title(self, criterion: str) -> str:
        """The title of a criterion."""
        return self.panel.provenance.rubric.criteria[criterion].title

    def head(self) -> Iterator[doc.Block]:
        """How many rated, and how far they agree."""
        given = f"{count(self.panel.given, 'rating')} of {self.panel.possible} possible ({share(self.panel.coverage)})"
        yield doc.Heading(f"The panel: {count(len(self.panel.assessors), 'assessor')}, {given}", 1)
        for reliability, (words, tone) in _CONCLUSIONS.items():
            keys = self.panel.concluding(reliability)
            if keys:
                whole = len(keys) == len(self.panel.criteria)
                named = "all criteria" if whole else joined(data(self.title(key)) for key in keys)
                yield doc.Paragraph(line(toned(words, tone), ": ", named, "."))
        if (least := self.panel.least_judged) is not None:
            alpha = _figure(self.panel.criteria[least].ordinal)
            yield doc.Paragraph(line("Least agreement: ", data(self.title(least)), f" (alpha {alpha})."))
        order = "Panel and rubric cannot be compared: that takes two practices rated on every criterion."
        if self.panel.tau is not None:
            pairs, tau = self.panel.pairs, _figure(self.panel.tau)
            opposite = f"{pairs.opposite} of {count(pairs.all, 'pair')}" if pairs.opposite else "no pair"
            order = f"Panel and rubric put {opposite} of practices in opposite order (tau {tau})."
        yield doc.Paragraph(order)
        if self.panel.unrated:
            yield doc.Paragraph(f"{len(self.panel.unrated)} of {self.panel.scored} practices have no rating.")

    def rankings(self) -> Iterator[doc.Block]:
        """Both rankings side by side."""
        if not self.panel.ranked:
            return
        yield doc.Heading("Panel and rubric side by side")
        rated, gate = doc.Column("Rated", doc.Align.RIGHT, optional=True), doc.Column("Gate", doc.Align.CENTER)
        columns = [*right("#"), doc.Column("Practice", flex=True), *right("Panel"), rated]
        columns += [*right("Rubric"), gate, *right("Rank", "Moves")]
        rows = []
        for row, places in self.panel.ranked:
            assessment = row.scored.assessment
            moves = f"{'↑' if places.shift > 0 else '↓'}{abs(places.shift)}" if places.shift else "="
            rows.append(
                doc.Row(
                    *(str(places.panel), data(_name(row)), strong(_figure(row.total)), share(row.coverage)),
                    *(points(assessment.total), gate_span(assessment.gate), str(places.rubric), moves),
                )
            )
        yield doc.Table(columns, rows)
        if not self.full:
            return
        shifts = []
        for row, places in self.panel.shifted:
            text = line(data(_name(row)), f": rank {places.panel} by the panel, {places.rubric} by the rubric")
            if gap := row.largest_gap:
                figures = f": panel {points(gap.panel)} of 10, rubric {points(gap.rubric)} of 100"
                text = line(text, "; mostly because of ", data(self.title(gap.criterion)), figures)
            if row.behind_by_gate:
                text = line(text, "; the rubric ranks it after others because it fails the gate")
            shifts.append(text)
        if shifts:
            yield doc.Heading("Where the two rankings differ most", 3)
            yield doc.Items(shifts)
        yield doc.Note(_SIDE_BY_SIDE)

    def to_discuss(self, top: int) -> Iterator[doc.Block]:
        """The widest disagreements, with the reasons that the assessors give."""
        shown = self.panel.disagreements[:top]
        if not shown:
            return
        all_of = len(self.panel.disagreements)
        cut = f", the {len(shown)} widest of {all_of}" if len(shown) < all_of else ""
        yield doc.Heading(f"To discuss: where two assessors are furthest apart{cut}")
        names = {row.id: _name(row) for row in self.panel.practices}
        pairs = []
        for pair in shown:
            items = []
            for rating in (pair.low, pair.high, *pair.others):
                evidence = line(" (", data(", ".join(rating.evidence)), ")") if rating.evidence else ()
                text = line(data(rating.assessor, doc.Tone.LABEL), ": ", data(rating.reason), evidence)
                items.append(doc.Item(text, strong(f"{rating.rating:g}")))
            apart = f": {pair.difference:g} apart"
            head = line(data(names[pair.practice]), ", ", data(self.title(pair.criterion)), apart)
            pairs.append(doc.Item(head, inner=[doc.Items(items)]))
        yield doc.Items(pairs)

    def ratings(self) -> Iterator[doc.Block]:
        """All ratings in figures."""
        yield doc.Heading("The ratings: mean, median and spread")
        assessors = len(self.panel.assessors)
        criteria = self.panel.provenance.rubric.criteria.values()
        headings = right(*(data(criterion.heading) for criterion in criteria), "Panel")
        rows: list[doc.Row | doc.Divider] = []
        for row in self.panel.practices:
            figures = [cell.figures for cell in row.cells]
            means = [points(rated.mean) if rated else "·" for rated in figures]
            rows.append(doc.Row(data(_name(row)), *means, strong(_figure(row.total))))
            medians = [f"{rated.median:g}" if rated else "" for rated in figures]
            spreads = [(f"{rated.spread:g}" if rated.ratings > 1 else NONE) if rated else "" for rated in figures]
            # Where some are missing.
            some = [f"{rated.ratings}/{assessors}" if rated and rated.ratings < assessors else "" for rated in figures]
            for name, cells in (("median", medians), ("spread", spreads), ("ratings", some)):
                if any(cells):
                    rows.append(doc.Row(*map(muted, (f"  {name}", *cells)), ""))
        yield doc.Table([wrapped("Practice"), *headings], rows)
        yield doc.Note(_SCALE)
        if self.panel.unrated:
            yield doc.Paragraph(line("Not rated: ", joined(data(id) for id in self.panel.unrated), "."))

    def agreement(self) -> Iterator[doc.Block]:
        """How far they agree on each criterion."""
        yield doc.Heading("How far they agree")
        heads = ("Ratings", "Mean", "Alpha", "95 %", "Interval", "Tau", "Pairs")
        rows = [doc.Row(data(self.title(key)), *_agreed(agreement)) for key, agreement in self.panel.criteria.items()]
        all = doc.Row(strong("All"), *_agreed(self.panel.agreement))
        columns = [wrapped("Criterion"), *right(*heads)]
        yield doc.Table(columns, [*rows, doc.Divider(), all])
        yield doc.Note(_AGREEMENT)

    def styles(self) -> Iterator[doc.Block]:
        """How each assessor rates."""
        yield doc.Heading("How each rates")
        heads = ("Ratings", "Rated", "Mean", "Bias", "Range", "Values")
        columns = [wrapped("Assessor"), *right(*heads)]
        rows, conflicts = [], []
        for style in self.panel.assessors:
            figures = style.figures
            bias = NONE if style.mean_bias is None else f"{as_printed(style.mean_bias):+.1f}"
            role = line(muted(" ("), muted_data(style.role), muted(")")) if style.role else ()
            bias = "0.0" if bias in {"+0.0", "-0.0"} else bias
            used = f"{figures.lowest:g}–{figures.highest:g} ({share(style.range_use)})"
            cells = (str(figures.ratings), share(style.coverage), points(figures.mean), bias, used)
            rows.append(doc.Row(line(data(style.assessor), role), *cells, str(style.distinct_values)))
            for practice, group in groupby(style.excluded, key=lambda rating: rating.practice):
                excluded = [*group]
                named: doc.Text = "all criteria"
                if len(excluded) < len(self.panel.criteria):
                    named = joined(data(self.title(rating.criterion)) for rating in excluded)
                why = data(excluded[0].why)
                conflicts.append(line(data(style.assessor), " on ", data(practice), ", ", named, ": ", why))
        yield doc.Table(columns, rows)
        yield doc.Note(_STYLES)
        if conflicts:
            yield doc.Heading("Left out because of a conflict of interest", 3)
            yield doc.Items(conflicts)


def _name(row: PanelRow) -> str:
    return row.scored.assessment.practice.title


def _figure(value: float | None, decimals: int = 2) -> str:
    return NONE if value is None else f"{as_printed(value, decimals):.{decimals}f}"


def _agreed(agreement: Agreement) -> Sequence[doc.Text]:
    _, tone = _CONCLUSIONS[agreement.reliability]
    figures, interval = agreement.figures, agreement.ordinal_interval
    rated = (str(figures.ratings), _figure(figures.mean, 1)) if figures else ("0", NONE)
    ends = f"{_figure(interval[0])} to {_figure(interval[1])}" if interval else NONE
    alpha = toned(_figure(agreement.ordinal), tone), toned(ends, tone), _figure(agreement.interval)
    return *rated, *alpha, _figure(agreement.tau), str(agreement.pairs)


# --- The same for spreadsheets and programs ---


def panel_records(panel: Panel) -> doc.Records:
    """A row of level `practice` for each practice, then one of level `criterion` for each criterion."""
    figures = ["mean", "median", "lowest", "highest", "spread", "deviation"]
    columns = ["level", "practice", "criterion", "weight", "ratings", *figures, "coverage"]
    columns += ["panel_total", "panel_rank", "rubric_score", "rubric_rank"]
    shares = panel.provenance.rubric.shares
    rows: list[list[object]] = []
    for row in panel.practices:
        assessment = row.scored.assessment
        by_panel, by_rubric = (row.places.panel, row.places.rubric) if row.places else (None, None)
        ratings = sum(len(cell.given) for cell in row.cells)
        totals = (row.coverage, row.total, by_panel, assessment.total, by_rubric)
        rows.append(["practice", row.id, None, 1.0, ratings, *[None] * len(figures), *totals])
        for cell in row.cells:
            key, given = cell.criterion, len(cell.given)
            numbers = [getattr(cell.figures, name, None) for name in figures]
            scores = (given / len(panel.assessors), None, None, assessment.criterion(key).score, None)
            rows.append(["criterion", row.id, key, shares[key], given, *numbers, *scores])
    return records(panel.provenance, columns, rows)


def ratings_records(panel: Panel) -> doc.Records:
    """A row for each rating that counts, with its reason, for a meeting."""
    criteria = panel.provenance.rubric.criteria
    rows = [
        [
            *(row.id, row.scored.assessment.practice.title, criteria[cell.criterion].title),
            *(given.assessor, given.rating, given.reason, ", ".join(given.evidence)),
        ]
        for row in panel.practices
        for cell in row.cells
        for given in cell.given
    ]
    return doc.Records(["practice", "title", "criterion", "assessor", "rating", "reason", "evidence"], rows)
