"""What the pages of several commands say in the same way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from secon_cli.analysis.names import short_name
from secon_cli.analysis.results import Provenance, Scored
from secon_cli.engine import Assessment, Range
from secon_cli.output import document as doc
from secon_cli.output.document import data, joined, line, toned
from secon_cli.output.numbers import percent, points, share, whole
from secon_cli.output.plain_text import count
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState
from secon_cli.rubric.base import cut
from secon_cli.rubric.model import Rubric

GATE_MARKS = {GateState.MET: "✓", GateState.NOT_MET: "✗", GateState.UNCERTAIN: "?", GateState.NONE: "–"}
_GATE_TONES = {
    GateState.MET: doc.Tone.GOOD,
    GateState.NOT_MET: doc.Tone.BAD,
    GateState.UNCERTAIN: doc.Tone.WEAK,
    GateState.NONE: doc.Tone.MUTED,
}
_DESCRIBED = 40
"""Rows of a figure that its description names: it is read aloud."""
_NAMED = 3
"""Files left out that the source of a figure names."""
_LADDER = (doc.Tone.BAD, doc.Tone.WEAK, doc.Tone.FAIR, doc.Tone.GOOD)


def score_tone(score: float, rubric: Rubric) -> doc.Tone:
    """The tone of a score: that of the band it falls into."""
    if len(rubric.bands) < 2:
        return doc.Tone.NORMAL
    step = sum([score >= band.at_least - 1e-9 for band in rubric.bands]) - 1
    return _LADDER[max(round(step * (len(_LADDER) - 1) / (len(rubric.bands) - 1)), 0)]


def score_span(score: float, rubric: Rubric, text: str | None = None, *, strong: bool = False) -> doc.Span:
    """A score in the tone of its band, with one decimal or as `text`."""
    return doc.Span(points(score) if text is None else text, score_tone(score, rubric), strong)


def possible(range: Range) -> str:
    """The upper end of the range of a score, where it prints otherwise than the score, which is its lower end."""
    return "" if points(range.high) == points(range.low) else points(range.high)


def up_to(range: Range) -> str:
    """The same in brackets: ` (up to 62.5)`."""
    return f" (up to {text})" if (text := possible(range)) else ""


def gate_span(gate: GateState) -> doc.Span:
    """The sign of a gate."""
    return toned(GATE_MARKS[gate], _GATE_TONES[gate])


def region_of(practice: Practice) -> doc.Span:
    """Country and partner region, as short as a table needs them: `LV Riga`."""
    location = practice.location
    return data(f"{location.country} {short_name(location.area)}")


def ranked_as(scored: Scored) -> str:
    """Of an uncertain gate: that it is ranked as met, and how many of the possible dates meet it."""
    if scored.assessment.gate is not GateState.UNCERTAIN:
        return ""
    if scored.gate_share is None:
        return "; ranked as met"
    return f", which {share(scored.gate_share)} of the possible dates meet; ranked as met"


def muted_data(text: str) -> doc.Span:
    """Data that matters less."""
    return data(text, doc.Tone.MUTED)


def right(*titles: doc.Text) -> list[doc.Column]:
    """Columns of numbers, which are aligned at their right."""
    return [doc.Column(title, doc.Align.RIGHT) for title in titles]


def wrapped(title: doc.Text, narrowest: int = 12) -> doc.Column:
    """A column of sentences."""
    return doc.Column(title, flex=True, wrap=True, narrowest=narrowest)


def some(parts: Sequence[doc.Text], most: int, separator: str = ", ") -> doc.Line:
    """The first parts in a line, and how many more there are; if only one is left, it is shown, too."""
    shown, more = cut(parts, most)
    stop = "" if separator == ", " else separator.rstrip()
    return line(joined(shown, separator), f"{stop} and {more:,} more" if more else "")


def criterion_columns(rubric: Rubric, sort: object = None) -> list[doc.Column]:
    """A column for each criterion; the one that rows are sorted by is marked."""
    return [
        doc.Column(data(criterion.heading + ("▼" if key == sort else "")), doc.Align.RIGHT, long=data(criterion.title))
        for key, criterion in rubric.criteria.items()
    ]


def criterion_cells(assessment: Assessment, rubric: Rubric) -> list[doc.Span]:
    """The score of each criterion, without decimals."""
    return [
        doc.Span(whole(part.score), score_tone(part.score, rubric), shade=part.score / 100)
        for part in assessment.criteria
    ]


def left_out(provenance: Provenance) -> Iterator[doc.Block]:
    """The files that are not in the result, and why; nothing where all are."""
    files = provenance.left_out
    if not files:
        return
    read = len(provenance.inputs)
    used = toned(f"{read - len(files)} of {count(read, 'file')} used.", doc.Tone.WEAK)
    yield doc.Paragraph(line(used, " Left out because of errors:"))
    yield doc.Items([doc.Item(line(data(file.path), f": {count(file.errors, 'error')}")) for file in files])
    yield doc.Paragraph("`secon validate` shows each error with its place.")


def bands(rubric: Rubric) -> doc.Line:
    """The names of the bands, and where each begins."""
    return line("Bands: ", joined(line(data(band.name), f" from {band.at_least:g}") for band in rubric.bands))


def term_words(value: object) -> str:
    """A word of a vocabulary as a text writes it."""
    words = str(value).replace("_", " ")
    return f"EU{words[2:]}" if words == "eu" or words.startswith("eu ") else words


def without_sides(provenance: Provenance) -> Provenance:
    """Where the numbers come from, without the names of the two sides, which the page shows."""
    options = {name: value for name, value in provenance.options.items() if name not in ("first", "second")}
    return replace(provenance, options=options)


def provenance_note(provenance: Provenance, scored: int, shown: int) -> doc.Note:
    """Which rubric, date, options and practices the numbers come from."""
    number = count(scored) if shown == scored else f"{shown} of {count(scored)}"
    place = " that ship with secon" if provenance.shipped else ""
    return doc.Note(line(provenance_text(provenance), f" · {number}{place} · secon {provenance.version}"))


def provenance_text(provenance: Provenance) -> doc.Line:
    """Rubric with version and the start of its hash, date, and the options other than the defaults."""
    rubric = provenance.rubric
    parts = [line("Rubric ", data(f"{rubric.rubric} {rubric.version}"), f" {rubric.sha256[:8]} as of {rubric.as_of}")]
    for name, value in provenance.options.items():
        words = "" if value is True else str(value)
        if isinstance(value, dict):
            # Of a weight also the share that it amounts to.
            words = ", ".join(f"{key}={number:g} ({percent(rubric.shares[key])})" for key, number in value.items())
        elif isinstance(value, list):
            words = ", ".join(map(str, value))
        if name != "as_of":
            parts.append(line(data(f"{name.replace('_', ' ')} {words}".rstrip())))
    return joined(parts, " · ")


# --- Figures ---


def doubtful_name(assessment: Assessment) -> doc.Line:
    """The title of a practice, after the sign of its gate where that is not met, or not for certain."""
    sign = f"{GATE_MARKS[assessment.gate]} " if assessment.gate.is_doubtful else ""
    return line(sign, data(assessment.practice.title))


def gate_words(shown: Sequence[Scored]) -> str:
    """What the signs of the gate mean that are shown."""
    states = {scored.assessment.gate for scored in shown}
    words = {GateState.NOT_MET: "gate not met", GateState.UNCERTAIN: "gate uncertain"}
    return "".join(f"; {GATE_MARKS[state]} {text}" for state, text in words.items() if state in states)


def toss_words(*, tosses: bool) -> str:
    """What `≈` means, where it is shown."""
    return "; ≈ coin toss" if tosses else ""


def figure_criteria(rubric: Rubric) -> list[doc.FigureCriterion]:
    """The criteria of a figure."""
    return [
        doc.FigureCriterion(criterion.heading, criterion.title, rubric.shares[key])
        for key, criterion in rubric.criteria.items()
    ]


def figure(
    title: doc.Text,
    subtitle: doc.Text,
    what: doc.Text,
    table: doc.Table,
    provenance: Provenance,
    scored: int,
    shown: int,
    criteria: Sequence[doc.FigureCriterion] = (),
) -> doc.Figure:
    """A figure whose description says what is drawn, then the first rows in words; its source names missing files."""
    source = line(provenance_note(provenance, scored, shown).text)
    missing = provenance.left_out
    if missing:
        names = some([data(file.path) for file in missing], _NAMED)
        source = line(source, f" · {count(len(missing), 'file')} left out because of errors: ", names)
    rows = [_read_aloud(table, row) for row in table.rows if isinstance(row, doc.Row)]
    description = line(what, some(rows, _DESCRIBED, "; "), ".")
    return doc.Figure(doc.Caption(title, subtitle, description, source), table, criteria)


def _read_aloud(table: doc.Table, row: doc.Row) -> doc.Line:
    """What a row is about, after its marks; then its figures, each with the heading of its column in full."""
    marks, names, figures = list[doc.Text](), list[doc.Text](), list[doc.Text]()
    for column, cell in zip(table.columns, row.cells, strict=True):
        spans = () if isinstance(cell, doc.CellFigure) else [span for span in line(cell) if span.text.strip()]
        if not spans:
            continue
        if column.title in ("", "#"):
            marks.append(line(spans, " "))
        elif column.flex and column.align is doc.Align.LEFT:
            names.append(spans)
        else:
            figures.append(line(column.long or column.title, " ", spans))
    return line(*marks, joined(names), ": ", joined(figures))


# --- Tables for spreadsheets and programs ---


def records(
    provenance: Provenance,
    columns: Iterable[str],
    rows: Iterable[Iterable[object]],
    more: Mapping[str, object] | None = None,
) -> doc.Records:
    """A table whose rows end with the rubric and the day that the numbers come from, and with `more` by column."""
    rubric = provenance.rubric
    source = {
        "rubric": f"{rubric.rubric} {rubric.version}",
        "rubric_sha256": rubric.sha256,
        "as_of": rubric.as_of.isoformat(),
        **(more or {}),
    }
    notes = [f"left out: {file.path} ({count(file.errors, 'error')})" for file in provenance.left_out]
    return doc.Records([*columns, *source], [[*row, *source.values()] for row in rows], notes)
