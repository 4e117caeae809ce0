"""The pages of `criteria`: the rubric, the findings of another one, and what differs between two."""

import json
from collections.abc import Iterator, Sequence

from secon_cli.analysis.results import Provenance
from secon_cli.checks.findings import Finding
from secon_cli.output.document import (
    Align,
    Bar,
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Items,
    Note,
    Paragraph,
    Row,
    Table,
    Tone,
    code,
    data,
    joined,
    line,
    muted,
    prose,
    strong,
    toned,
)
from secon_cli.output.findings.report import summary_line
from secon_cli.output.numbers import percent
from secon_cli.output.pages.shared import provenance_text
from secon_cli.rubric.differences import Change, ChangeKind, Differences
from secon_cli.rubric.measures.base import percentage, quantity
from secon_cli.rubric.model import Rubric

_BAR = 10
"""Columns of the longest bar."""
_MARKS = {ChangeKind.ADDED: ("+", Tone.GOOD), ChangeKind.REMOVED: ("-", Tone.BAD), ChangeKind.CHANGED: ("~", Tone.WEAK)}
_SHORT = 24
"""Characters up to which a value is shown on the line of its name."""


def criteria_page(provenance: Provenance, *, full: bool = False) -> Document:
    """The rubric in force; with `full`, every indicator with its measure, its reason and its advice."""
    rubric = provenance.rubric
    gate = f"gate: in place for at least {quantity(rubric.gate_years)} years" if rubric.gate_years else "no gate"
    columns = [
        Column("Criterion", flex=True, wrap=True),
        Column("Name", flex=True, wrap=True),
        Column("Indicators", Align.RIGHT),
        Column("Weight", Align.RIGHT),
        Column("Share", Align.RIGHT),
        Column("", width=_BAR),
    ]
    highest = max(rubric.shares.values())
    rows = [
        Row(
            data(criterion.title),
            code(key),
            str(len(criterion.indicators)),
            quantity(criterion.weight),
            percent(rubric.shares[key]),
            Bar(rubric.shares[key], Tone.FAIR, maximum=highest),
        )
        for key, criterion in rubric.criteria.items()
    ]
    blocks: list[Block] = [
        Heading(data(rubric.title or rubric.rubric), level=1),
        Paragraph(f"As of {rubric.as_of}; {gate}; a claim without evidence counts {percentage(rubric.unsupported)}."),
        Table(columns, rows),
        *(_indicators(rubric) if full else ()),
        Paragraph(
            line(
                "Bands: ",
                joined(line(data(band.name), f" from {quantity(band.at_least)}") for band in rubric.bands),
                ".",
            ),
            tight=False,
        ),
    ]
    if not full:
        blocks.append(Note("Every indicator with its measure and reason: `secon criteria --full`"))
    blocks.append(Note(line(provenance_text(provenance), f" · secon {provenance.version}")))
    return Document(blocks)


def _indicators(rubric: Rubric) -> Iterator[Block]:
    for key, criterion in rubric.criteria.items():
        yield Heading(line(data(criterion.title), " ", code(key), f", {percent(rubric.shares[key])} of the total"))
        yield Paragraph(data(criterion.asks))
        if criterion.why:
            yield Paragraph(prose(criterion.why, Tone.MUTED))
        items = []
        for name, share in rubric.indicator_shares(key).items():
            indicator, of_total = criterion.indicators[name], share * rubric.shares[key]
            total = percentage(round(of_total, 4)) if of_total else "0 %"
            inner = [
                Paragraph(prose(" ".join(indicator.measure.words()))),
                Paragraph(line("Why: ", prose(indicator.why))),
                Paragraph(line("To raise it: ", prose(indicator.improve))),
            ]
            title = line(data(indicator.title, strong=True), " ", code(name), muted(f", {total} of the total"))
            items.append(Item(title, mark=strong(percent(share)), inner=inner))
        yield Items(items)


def diff_page(differences: Differences, *, full: bool = False) -> Document:
    """What would change if the second rubric were in force: weights, other parts, and (`full`) texts."""
    judging = [change for change in differences.changes if change.judges]
    texts = len(differences.changes) - len(judging)
    weights = sum(shift.moved for shift in differences.shifts)
    blocks: list[Block] = [
        Facts([Fact("before", [data(_named(differences.before))]), Fact("after", [data(_named(differences.after))])]),
    ]
    if differences.same_name:
        note = "Both have the same name and version: give the changed one a new version, to tell them apart."
        blocks.append(Paragraph(toned(note, Tone.WEAK)))
    if not differences.changes:
        return Document([*blocks, Paragraph("Nothing differs: both judge alike.")])
    if judging:
        shares = f", {_many(weights, 'criterion has', 'criteria have')} another weight" if weights else ""
        verdict = f"{_many(len(judging), 'change', 'changes')} can move scores{shares}."
    else:
        verdict = "Only texts differ: both judge alike."
    blocks.append(Paragraph(strong(verdict)))
    if weights:
        columns = [
            Column("Criterion", flex=True, wrap=True),
            Column("Before", Align.RIGHT),
            Column("After", Align.RIGHT),
            Column("Change", Align.RIGHT),
        ]
        rows = []
        for shift in differences.shifts:
            change = "" if shift.difference is None else f"{100 * shift.difference:+.1f}"
            change = "" if change in ("+0.0", "-0.0") else change
            rows.append(Row(data(shift.title), _share(shift.before), _share(shift.after), change))
        blocks.append(Table(columns, rows))
    shown = differences.changes if full else judging
    if shown:
        blocks.append(Items([_change(change) for change in shown]))
    if texts and not full:
        blocks.append(Note(f"{_many(texts, 'text differs', 'texts differ')}: `secon criteria --diff FILE --full`"))
    return Document(blocks)


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _named(rubric: Rubric) -> str:
    return f"{rubric.rubric} {rubric.version} ({rubric.sha256[:8]}), as of {rubric.as_of}"


def _share(share: float | None) -> str:
    return "–" if share is None else percent(share)


def _change(change: Change) -> Item:
    mark, tone = _MARKS[change.kind]
    before, after = _value(change.before), _value(change.after)
    path = data(change.path, strong=True)
    if change.kind is not ChangeKind.CHANGED:
        return Item(line(path, ": ", data(after if change.kind is ChangeKind.ADDED else before)), toned(mark, tone))
    if len(before) <= _SHORT and len(after) <= _SHORT:
        return Item(line(path, ": ", data(before), " → ", data(after)), toned(mark, tone))
    sides = [Paragraph(data(before, Tone.BAD)), Paragraph(data(after, Tone.GOOD))]
    return Item(path, toned(mark, tone), inner=sides)


def _value(value: object) -> str:
    """A plain value of a rubric on one line; of a criterion or an indicator, its title."""
    if value is None:
        return "–"
    if isinstance(value, dict) and isinstance(value.get("title"), str):
        return str(value["title"])
    return value if isinstance(value, str) else json.dumps(_whole_numbers(value), ensure_ascii=False)


def _whole_numbers(value: object) -> object:
    """A value with its whole numbers as such: 20, not 20.0."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_whole_numbers(item) for item in value]
        case dict():
            return {key: _whole_numbers(item) for key, item in value.items()}
        case _:
            return value


def check_page(findings: Sequence[Finding], path: str) -> Document:
    """The findings of a rubric file as a table, for Markdown."""
    blocks: list[Block] = [Heading(data(path), level=1), Paragraph(f"{summary_line(1, findings).capitalize()}.")]
    if findings:
        blocks.append(
            Table(
                [
                    Column("Line", Align.RIGHT),
                    Column("Finding"),
                    Column("What is wrong", flex=True, wrap=True),
                    Column("What to do", flex=True, wrap=True),
                ],
                [
                    Row(
                        str(finding.span.line),
                        line(f"{finding.severity} ", code(finding.rule)),
                        prose(finding.message),
                        prose(finding.help or ""),
                    )
                    for finding in findings
                ],
            )
        )
    return Document(blocks)
