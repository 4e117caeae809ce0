"""A ranking as a workbook that computes: other weights give other totals, ranks and another order.

The formulas are those of the engine: a share is a weight divided by the sum of all, a total the sum of share × score,
and practices that fail the gate are ranked after all others. They use nothing that older versions of Excel, LibreOffice
or viewers lack, and every cell has its value of the day, for viewers that do not compute. Totals are compared at nine
decimals, because Excel compares with fifteen digits at times and with all of them at others.
"""

from collections.abc import Iterator, Sequence
from math import fsum
from typing import Any

from secon_cli.analysis.results import Ranking
from secon_cli.engine import Assessment, rank
from secon_cli.output.renderers.tables import HEAD, MOST_ROWS, TEXT, WRAPPED, Book, cell_text, fit, printed, written
from secon_cli.practice.fields import block_at
from secon_cli.practice.values import Citation
from secon_cli.rubric.base import Counted

_SCORE, _SHARE, _BOLD = {"num_format": "0.0"}, {"num_format": "0.0%"}, {"bold": True}
_OPEN = {"bg_color": "#FFF2CC", "border": 1, "locked": False}
_TOP = 3
"""The row of the first criterion on the sheet of weights, and of the first practice in the ranking, from 0."""
_NARROW = 14
"""The width of a column of scores."""
_DARKEST, _BAR = "#6BAED6", "#9ECAE1"
"""One hue, on which black text can be read."""


def ranking_workbook(ranking: Ranking) -> bytes:
    """The workbook of `secon score`; the same ranking gives the same bytes."""
    shown, scored = len(ranking.practices), ranking.scored
    some = f" Ranks are those among the {shown} practices in this workbook, of {scored}." if shown < scored else ""
    how = f"Change the yellow cells of the sheet Weights: totals, ranks and order follow, by total.{some}"
    with written("Ranking of practices", ranking.provenance) as (book, content):
        live = _LiveRanking(ranking, book)
        weights, order, scores = (book.workbook.add_worksheet(name) for name in ("Weights", "Ranking", "Scores"))
        live.weights(weights)
        live.scores(scores)
        live.order(order)
        heads = ["Practice", "Criterion", "Indicator", "Share of criterion", "Score", "Up to", "What counted", "Points"]
        rows = [row for ranked in live.ranked for row in _facts(ranked.assessment)]
        sheet = book.table("Indicators", [*heads, "Evidence", "Link"], [row[:-1] for row in rows])
        for number, row in enumerate(rows[: MOST_ROWS - 2], start=1):
            if row[-1]:
                book.link(sheet, number, len(heads) + 1, str(row[-1]))
        book.ending(ranking.provenance, [("How to use it", how)])
        order.activate()
    return content.getvalue()


class _LiveRanking:
    """The sheets that depend on each other, and where each column is."""

    def __init__(self, ranking: Ranking, book: Book) -> None:
        from xlsxwriter.utility import xl_col_to_name

        self.book, self.rubric, self.letter = book, ranking.provenance.rubric, xl_col_to_name
        self.criteria = list(self.rubric.criteria.items())
        # Of a ranking that was filtered, a workbook can only rank what is in it.
        self.ranked = rank(scored.assessment for scored in ranking.practices)
        # By id, because practices with the same total are listed by id.
        self.rows = sorted(self.ranked, key=lambda ranked: ranked.assessment.practice.id)
        self.fixed: list[tuple[str, dict[str, int]]] = [
            ("Rank before", {ranked.assessment.practice.id: ranked.rank for ranked in self.ranked})
        ]
        """Ranks that do not follow the weights."""
        if len(ranking.practices) < ranking.scored:
            places = {scored.assessment.practice.id: scored.rank for scored in ranking.practices}
            self.fixed.append((f"Rank among all {ranking.scored}", places))
        if ranking.ranks_before is not None:
            self.fixed.append(("Rank by the rubric's weights", dict(ranking.ranks_before)))
        many = len(self.criteria)
        self.first, self.possible = 5, 5 + many
        """The columns of the first score, and of the first score that is possible."""
        self.total, self.up_to, self.compared, self.rank, self.place = range(5 + 2 * many, 10 + 2 * many)
        self.bands = _TOP + many + 3
        """The row of the lowest band on the sheet of weights."""

    def weights(self, sheet: Any) -> None:
        """The weights to change with their shares of the total, and the bands."""
        book, end = self.book, _TOP + len(self.criteria)
        book.text(sheet, 0, 0, "Change the yellow cells; the sheet Ranking follows. Only proportions count.", _BOLD)
        widths = {"Criterion": 44, "Weight": 12, "Share": 12, "Weight before": 14, "What it asks": 90}
        for column, head in enumerate(widths):
            book.text(sheet, _TOP - 1, column, head, HEAD)
        every = f"$B${_TOP + 1}:$B${end}"
        for row, (key, criterion) in enumerate(self.criteria, start=_TOP):
            book.text(sheet, row, 0, criterion.title)
            sheet.write_number(row, 1, criterion.weight, book.format(_OPEN))
            share = f"=IF(SUM({every})=0,0,B{row + 1}/SUM({every}))"
            sheet.write_formula(row, 2, share, book.format(_SHARE), self.rubric.shares[key])
            sheet.write_number(row, 3, criterion.weight, book.format({}))
            book.text(sheet, row, 4, criterion.asks, WRAPPED)
            fit(sheet, row, [criterion.asks], [widths["What it asks"]])
        book.text(sheet, end, 0, "Sum", _BOLD)
        total = fsum(criterion.weight for _, criterion in self.criteria)
        sheet.write_formula(end, 1, f"=SUM({every})", book.format(_BOLD), total)
        message = {"error_title": "Not a weight", "error_message": "Write a number of 0 or more."}
        sheet.data_validation(_TOP, 1, end - 1, 1, {"validate": "decimal", "criteria": ">=", "value": 0, **message})
        for column, head in enumerate(("Band", "From")):
            book.text(sheet, self.bands - 1, column, head, HEAD)
        for row, band in enumerate(sorted(self.rubric.bands, key=lambda band: band.at_least), start=self.bands):
            book.text(sheet, row, 0, band.name)
            sheet.write_number(row, 1, band.at_least, book.format({}))
        _finish(sheet, _TOP, 1, list(widths), list(widths.values()))

    def scores(self, sheet: Any) -> None:
        """A row for each practice by id: its scores, and what follows from them and the weights."""
        book, end = self.book, len(self.rows) + 1
        titles = [criterion.title for _, criterion in self.criteria]
        heads = ["Id", "Practice", "Country", "Region", "Gate", *titles, *(f"{title}, up to" for title in titles)]
        heads += ["Total", "Up to", "Compared", "Rank", "Place", *(head for head, _ in self.fixed)]
        for column, head in enumerate(heads):
            book.text(sheet, 0, column, head, HEAD)
        places = {ranked.assessment.practice.id: place for place, ranked in enumerate(self.ranked, start=1)}
        shares = [f"Weights!$C${_TOP + 1 + place}" for place in range(len(self.criteria))]
        total, key = self.letter(self.total), self.letter(self.compared)
        number, plain = book.format(_SCORE), book.format({})
        for row, ranked in enumerate(self.rows, start=1):
            assessment, here = ranked.assessment, row + 1
            practice, location = assessment.practice, assessment.practice.location
            where = location.country, location.partner or location.region or ""
            for column, text in enumerate((practice.id, practice.title, *where, assessment.gate.value)):
                book.text(sheet, row, column, text)
            for start, column, scores, sum_of_parts in (
                (self.first, self.total, [part.score for part in assessment.criteria], assessment.total),
                (self.possible, self.up_to, [part.range.high for part in assessment.criteria], assessment.range.high),
            ):
                for at, score in enumerate(scores, start=start):
                    sheet.write_number(row, at, score, number)
                parts = [f"{share}*{self.letter(start + at)}{here}" for at, share in enumerate(shares)]
                sheet.write_formula(row, column, f"={'+'.join(parts)}", number, sum_of_parts)
            last = 1000 if assessment.fails_gate else 0
            compared = f'ROUND({total}{here},9)-IF($E{here}="not met",1000,0)'
            # Of practices with the same total, those in the rows above come first.
            above = f"+SUMPRODUCT(--(${key}$2:{key}{row}={key}{here}))" if row > 1 else ""
            for column, formula, value in (
                (self.compared, compared, round(assessment.total, 9) - last),
                (self.rank, f"1+SUMPRODUCT(--(${key}$2:${key}${end}>{key}{here}))", ranked.rank),
                (self.place, f"{self.letter(self.rank)}{here}{above}", places[practice.id]),
            ):
                sheet.write_formula(row, column, f"={formula}", plain, value)
            for column, (_, ranks) in enumerate(self.fixed, start=self.place + 1):
                sheet.write_number(row, column, ranks[practice.id], plain)
        narrow = [_NARROW] * 2 * len(self.criteria)
        _finish(sheet, 1, 2, heads, [30, 30, 8, 24, 10, *narrow, *[10] * (len(heads) - self.total)])

    def order(self, sheet: Any) -> None:
        """The ranking: each row looks up the practice that has its place."""
        book, many = self.book, len(self.criteria)
        heads = ["Rank", *(head for head, _ in self.fixed), "Change", "Practice", "Region", "Gate"]
        practice, first = heads.index("Practice"), len(heads)
        total, band, place = first + many, first + many + 2, first + many + 3
        heads += [*(criterion.title for _, criterion in self.criteria), "Total", "Up to", "Band", "Place", "Row"]
        book.text(sheet, 0, 0, "Ranking by the weights of the sheet Weights", _BOLD)
        for column, head in enumerate(heads):
            numbers = first <= column <= total + 1
            style = {**HEAD, "align": "right", "indent": int(column > total)} if numbers else {**TEXT, **HEAD}
            book.text(sheet, _TOP - 1, column, head, style)
        low, high = self.bands + 1, self.bands + len(self.rubric.bands)
        rows = {ranked.assessment.practice.id: row for row, ranked in enumerate(self.rows, start=1)}
        number, text, centred = book.format(_SCORE), book.format(TEXT), book.format({"align": "center"})

        def scores(column: int) -> str:
            return f"Scores!${self.letter(column)}$2:${self.letter(column)}${len(self.rows) + 1}"

        for row, ranked in enumerate(self.ranked, start=_TOP):
            assessment, here = ranked.assessment, row + 1
            location, id = assessment.practice.location, assessment.practice.id
            looked_up: list[tuple[int, object, Any]] = [
                (self.rank, ranked.rank, centred),
                *((self.place + 1 + at, ranks[id], centred) for at, (_, ranks) in enumerate(self.fixed)),
                (1, assessment.practice.title, text),
                (3, location.partner or location.region or "", text),
                (4, assessment.gate.value, text),
                *((self.first + at, criterion.score, number) for at, criterion in enumerate(assessment.criteria)),
                (self.total, assessment.total, book.format({**_SCORE, **_BOLD})),
                (self.up_to, assessment.range.high, book.format({**_SCORE, "align": "right", "indent": 1})),
            ]
            # The column of the change is in between.
            columns = [column for column in range(len(looked_up) + 1) if column != practice - 1]
            for column, (source, value, style) in zip(columns, looked_up, strict=True):
                # Without `&""`, Excel shows an empty text as 0.
                as_text = '&""' if style is text else ""
                formula = f"=INDEX({scores(source)},${self.letter(place + 1)}{here}){as_text}"
                # What was computed last is shown where nothing computes, so it is made harmless, too.
                shown = cell_text(value) if isinstance(value, str) else value
                sheet.write_formula(row, column, formula, style, shown)
            up = f'IF(B{here}>A{here},"▲"&B{here}-A{here},"▼"&A{here}-B{here})'
            sheet.write_formula(row, practice - 1, f'=IF(A{here}=B{here},"",{up})', centred, "")
            at = f"{self.letter(total)}{here}"
            names = f"LOOKUP({at}+0.000000001,Weights!$B${low}:$B${high},Weights!$A${low}:$A${high})"
            formula = f'=IF({at}+0.000000001<Weights!$B${low},"–",{names})'
            sheet.write_formula(row, band, formula, text, cell_text(assessment.band or "–"))
            sheet.write_number(row, place, row - _TOP + 1)
            formula = f"=MATCH({self.letter(place)}{here},{scores(self.place)},0)"
            sheet.write_formula(row, place + 1, formula, None, rows[id])
        end = _TOP + len(self.ranked) - 1
        scale = {"type": "2_color_scale", "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 100}
        colours = {"min_color": "#FFFFFF", "max_color": _DARKEST}
        sheet.conditional_format(_TOP, first, end, total - 1, {**scale, **colours})
        bar = {"type": "data_bar", "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 100}
        sheet.conditional_format(_TOP, total, end, total, {**bar, "bar_color": _BAR, "bar_solid": True})
        _finish(sheet, _TOP, practice + 1, heads[:place], [*[9] * practice, 76, 32, 10, *[_NARROW] * many, 16, 9, 12])
        sheet.set_column(place, place + 1, None, None, {"hidden": True})


def _finish(sheet: Any, row: int, column: int, heads: Sequence[str], widths: Sequence[int]) -> None:
    """Keep the headings in view, and all but the weights from being changed by accident."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    fit(sheet, row - 1, heads, widths)
    sheet.freeze_panes(row, column)
    sheet.protect(options={"format_columns": True, "format_rows": True})
    printed(sheet, widths, column, row - 1)


def _facts(assessment: Assessment) -> Iterator[list[object]]:
    """A row for each fact that counted on an indicator, for or against, with what it cites; or one for why none did."""
    from secon_cli.output.pages.show import fact_at

    practice = assessment.practice
    for criterion in assessment.criteria:
        for indicator in criterion.indicators:
            rule = indicator.rubric.criteria[criterion.id]
            head = [practice.title, rule.title, rule.indicators[indicator.id].title]
            start: list[object] = [*head, indicator.weight, indicator.score, indicator.high]
            account = indicator.explained()
            facts = account.counted
            if indicator.assessed and indicator.measure.feared:
                for missed in account.not_counted:
                    cited = getattr(block_at(practice, missed.field), "evidence", None) or ()
                    facts.append(Counted(missed.field, 0.0, tuple(map(str, cited)), missed.reason))
            for counted in facts:
                said = "; ".join(filter(None, [fact_at(practice, counted.field), counted.reason])) or counted.field
                words, urls = [], []
                for text in counted.evidence:
                    citation = Citation.parse(text)
                    source = practice.sources.get(citation.source) if citation.source else None
                    row = f", row {citation.row}" if citation.row else ""
                    pages = citation.pages or (source and source.pages)
                    words.append(f"{source.title}{row}{f', p. {pages}' if pages else ''}" if source else text)
                    urls.append(source.url if source else citation.url)
                url = next((str(url) for url in urls if url is not None), None)
                yield [*start, said, counted.points, "; ".join(words) or "no evidence", url]
            if not facts:
                reasons = dict.fromkeys(missed.reason for missed in account.not_counted)
                why = f"nothing: {'; '.join(reasons) or 'not stated'}" if indicator.assessed else "not assessed"
                yield [*start, why, None, "", None]
