"""A panel in Markdown, for the meeting: what to discuss with all reasons, the figures, panel beside rubric."""

from collections.abc import Iterator

from secon_cli.analysis.panel.agreement import Agreement
from secon_cli.analysis.panel.panel import Panel, PanelRow
from secon_cli.analysis.panel.ratings import Cell, GivenRating
from secon_cli.output.markdown import escaped, row
from secon_cli.output.numbers import percent, points
from secon_cli.output.panel import words
from secon_cli.output.provenance_text import provenance_words


def panel_markdown(panel: Panel, *, top: int) -> str:
    """The whole panel as one document; `top` disagreements are listed."""
    lines = [*_head(panel), *_side_by_side(panel), *_discuss(panel, top), *_ratings(panel), *_agreement(panel)]
    lines += [*_styles(panel), "", f"{escaped(provenance_words(panel.provenance))}.", ""]
    return "\n".join(lines)


def _head(panel: Panel) -> Iterator[str]:
    yield from ("# The panel", "", escaped(words.head(panel)) + ".", "")
    yield escaped(" ".join(words.verdict(panel)))


def _side_by_side(panel: Panel) -> Iterator[str]:
    if not panel.ranked:
        return
    yield from ("", "## Panel and rubric side by side", "")
    yield row("#", "Practice", "Panel (0–10)", "Known", "Rubric (0–100)", "Gate", "Rank by rubric", "Moves")
    yield row("--:", ":--", "--:", "--:", "--:", ":--", "--:", "--:")
    for one, places in panel.ranked:
        assessment = one.scored.assessment
        figures = (words.figure(one.total), percent(round(one.coverage, 2)), points(assessment.total))
        ranks = (assessment.gate.value, str(places.rubric), words.shift(places))
        yield row(str(places.panel), _title(one), *figures, *ranks)
    yield from ("", escaped(words.SIDE_BY_SIDE), "")
    for one, places in panel.shifted:
        yield f"- {_title(one)}: {escaped(words.apart(panel, one, places))}"


def _discuss(panel: Panel, top: int) -> Iterator[str]:
    shown = panel.disagreements[:top]
    if not shown:
        return
    names = {one.id: _title(one) for one in panel.practices}
    yield from ("", "## To discuss", "")
    yield f"Where two assessors are furthest apart: {len(shown)} of {len(panel.disagreements)}."
    for place, one in enumerate(shown, start=1):
        title = escaped(panel.provenance.rubric.criteria[one.criterion].title)
        yield from ("", f"{place}. **{names[one.practice]}, {title}**: {one.difference:g} apart")
        yield from (f"   - {_given(given)}" for given in (one.low, one.high, *one.others))


def _given(one: GivenRating) -> str:
    evidence = f" ({escaped(', '.join(one.evidence))})" if one.evidence else ""
    return f"{one.rating:g} {escaped(one.assessor)}: {escaped(one.reason)}{evidence}"


def _ratings(panel: Panel) -> Iterator[str]:
    criteria = panel.provenance.rubric.criteria
    yield from ("", "## The ratings", "")
    yield row("Practice", *(escaped(one.title) for one in criteria.values()), "Panel")
    yield row(":--", *("--:" for _ in criteria), "--:")
    for one in panel.practices:
        cells = (_cell(cell, len(panel.assessors)) for cell in one.cells)
        yield row(_title(one), *cells, f"**{words.figure(one.total)}**")
    yield from ("", "In each cell: mean, median, spread, and the number of ratings where some are missing.")
    yield escaped(words.SCALE)
    if panel.unrated:
        yield from ("", f"Not rated: {escaped(', '.join(panel.unrated))}.")


def _cell(cell: Cell, assessors: int) -> str:
    spread = cell.figures
    if spread is None:
        return "·"
    below = " / ".join(text for _, text in words.rows(spread, assessors) if text)
    return f"{spread.mean:.1f} / {below}"


def _agreement(panel: Panel) -> Iterator[str]:
    yield from ("", "## How far they agree", "")
    yield row("Criterion", "Ratings", "Mean", "Alpha, ordinal", "95 %", "Alpha, interval", "Tau", "Pairs")
    yield row(":--", *["--:"] * 7)
    for key, agreement in panel.criteria.items():
        yield row(escaped(panel.provenance.rubric.criteria[key].title), *_figures(agreement))
    yield row("**All**", *_figures(panel.agreement))
    yield from ("", escaped(words.AGREEMENT))


def _figures(agreement: Agreement) -> Iterator[str]:
    yield str(agreement.figures.ratings if agreement.figures else 0)
    yield words.means(agreement)
    yield words.figure(agreement.ordinal)
    yield words.between(agreement.ordinal_interval)
    yield from (words.figure(one) for one in (agreement.interval, agreement.tau))
    yield str(agreement.pairs)


def _styles(panel: Panel) -> Iterator[str]:
    yield from ("", "## How each rates", "")
    yield row("Assessor", "Role", "Ratings", "Known", "Mean", "Bias", "Range", "Values")
    yield row(":--", ":--", *["--:"] * 6)
    for one in panel.assessors:
        known, mean = percent(round(one.coverage, 2)), f"{one.figures.mean:.1f}"
        figures = (str(one.figures.ratings), known, mean, words.bias(one), words.range_words(one))
        yield row(escaped(one.assessor), escaped(one.role or ""), *figures, str(one.distinct_values))
    yield from ("", escaped(words.STYLES))
    left_out = [*words.exclusions(panel)]
    if left_out:
        yield from ("", "Left out for a conflict of interest:", "", *(f"- {escaped(text)}" for text in left_out))


def _title(one: PanelRow) -> str:
    return escaped(one.scored.assessment.practice.title)
