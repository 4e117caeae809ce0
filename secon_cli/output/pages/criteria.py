"""The pages of `criteria`: the rubric, the findings of another one, and what differs between two."""

from collections.abc import Iterator, Sequence

from secon_cli.analysis.differences import Change, ChangeKind, Differences
from secon_cli.analysis.results import Provenance
from secon_cli.checks.findings import Finding
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, line, muted, prose, strong, toned
from secon_cli.output.findings import summary_line
from secon_cli.output.numbers import percent
from secon_cli.output.pages.shared import bands, provenance_text, right, rubric_value, wrapped
from secon_cli.rubric.measures.base import percentage, quantity
from secon_cli.rubric.model import Rubric

_BAR = 10
"""Columns of the longest bar."""
_MARKS = {
    ChangeKind.ADDED: ("+", doc.Tone.GOOD),
    ChangeKind.REMOVED: ("-", doc.Tone.BAD),
    ChangeKind.CHANGED: ("~", doc.Tone.WEAK),
}
_SHORT = 24
"""Characters up to which a value is shown on the line of its name."""


def criteria_page(provenance: Provenance, *, full: bool = False) -> doc.Document:
    """The rubric in force; with `full`, every indicator with its measure, its reason and its advice."""
    rubric = provenance.rubric
    gate = f"gate: in place for at least {quantity(rubric.gate_years)} years" if rubric.gate_years else "no gate"
    highest = max(rubric.shares.values())
    rows = []
    for key, criterion in rubric.criteria.items():
        share = rubric.shares[key]
        numbers = (str(len(criterion.indicators)), quantity(criterion.weight), percent(share))
        bar = doc.Bar(share, doc.Tone.FAIR, maximum=highest)
        rows.append(doc.Row(data(criterion.title), code(key), *numbers, bar))
    columns = [
        wrapped("Criterion"),
        wrapped("Name"),
        *right("Indicators", "Weight", "Share"),
        doc.Column("", width=_BAR),
    ]
    unsupported = f"a claim without evidence counts {percentage(rubric.unsupported)}"
    more = "Every indicator with its measure and reason: `secon criteria --full`"
    return doc.Document(
        [
            doc.Heading(data(rubric.title or rubric.rubric), level=1),
            doc.Paragraph(f"As of {rubric.as_of}; {gate}; {unsupported}."),
            doc.Table(columns, rows),
            *(_indicators(rubric) if full else ()),
            doc.Paragraph(line(bands(rubric), "."), tight=False),
            *(() if full else [doc.Note(more)]),
            doc.Note(line(provenance_text(provenance), f" · secon {provenance.version}")),
        ]
    )


def _indicators(rubric: Rubric) -> Iterator[doc.Block]:
    for key, criterion in rubric.criteria.items():
        yield doc.Heading(line(data(criterion.title), " ", code(key), f", {percent(rubric.shares[key])} of the total"))
        yield doc.Paragraph(data(criterion.asks))
        if criterion.why:
            yield doc.Paragraph(prose(criterion.why, doc.Tone.MUTED))
        items = []
        for name, share in rubric.indicator_shares(key).items():
            indicator, of_total = criterion.indicators[name], share * rubric.shares[key]
            total = percentage(round(of_total, 4)) if of_total else "0 %"
            inner = [
                doc.Paragraph(prose(" ".join(indicator.measure.words()))),
                doc.Paragraph(line("Why: ", prose(indicator.why))),
                doc.Paragraph(line("To raise it: ", prose(indicator.improve))),
            ]
            title = line(data(indicator.title, strong=True), " ", code(name), muted(f", {total} of the total"))
            items.append(doc.Item(title, mark=strong(percent(share)), inner=inner))
        yield doc.Items(items)


def diff_page(differences: Differences, *, full: bool = False) -> doc.Document:
    """What would change if the second rubric were in force: weights, other parts, and (`full`) texts."""
    judging = [change for change in differences.changes if change.judges]
    texts = len(differences.changes) - len(judging)
    weights = sum(shift.moved for shift in differences.shifts)
    rubrics = [
        f"{rubric.rubric} {rubric.version} ({rubric.sha256[:8]}), as of {rubric.as_of}"
        for rubric in (differences.before, differences.after)
    ]
    sides = zip(("before", "after"), rubrics, strict=True)
    blocks: list[doc.Block] = [doc.Facts([doc.Fact(side, [data(rubric)]) for side, rubric in sides])]
    if differences.same_name:
        note = "Both have the same name and version: give the changed one a new version, to tell them apart."
        blocks.append(doc.Paragraph(toned(note, doc.Tone.WEAK)))
    if not differences.changes:
        return doc.Document([*blocks, doc.Paragraph("Nothing differs: both judge alike.")])
    if judging:
        others = f", {_many(weights, 'criterion has', 'criteria have')} another weight" if weights else ""
        verdict = f"{_many(len(judging), 'change', 'changes')} can move scores{others}."
    else:
        verdict = "Only texts differ: both judge alike."
    blocks.append(doc.Paragraph(strong(verdict)))
    if weights:
        columns = [wrapped("Criterion"), *right("Before", "After", "Change")]
        rows = []
        for shift in differences.shifts:
            change = "" if shift.difference is None else f"{100 * shift.difference:+.1f}"
            change = "" if change in ("+0.0", "-0.0") else change
            shares = ["–" if share is None else percent(share) for share in (shift.before, shift.after)]
            rows.append(doc.Row(data(shift.title), *shares, change))
        blocks.append(doc.Table(columns, rows))
    shown = differences.changes if full else judging
    if shown:
        blocks.append(doc.Items([_change(change) for change in shown]))
    if texts and not full:
        blocks.append(doc.Note(f"{_many(texts, 'text differs', 'texts differ')}: `secon criteria --diff FILE --full`"))
    return doc.Document(blocks)


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _change(change: Change) -> doc.Item:
    mark, tone = _MARKS[change.kind]
    before, after = rubric_value(change.before), rubric_value(change.after)
    path = data(change.path, strong=True)
    if change.kind is not ChangeKind.CHANGED:
        return doc.Item(line(path, ": ", data(after if change.kind is ChangeKind.ADDED else before)), toned(mark, tone))
    if len(before) <= _SHORT and len(after) <= _SHORT:
        return doc.Item(line(path, ": ", data(before), " → ", data(after)), toned(mark, tone))
    sides = [doc.Paragraph(data(before, doc.Tone.BAD)), doc.Paragraph(data(after, doc.Tone.GOOD))]
    return doc.Item(path, toned(mark, tone), inner=sides)


def check_page(findings: Sequence[Finding], path: str) -> doc.Document:
    """The findings of a rubric file as a table, for Markdown."""
    summary = doc.Paragraph(f"{summary_line(1, findings).capitalize()}.")
    rows = []
    for finding in findings:
        rule = line(f"{finding.severity} ", code(finding.rule))
        rows.append(doc.Row(str(finding.span.line), rule, prose(finding.message), prose(finding.help or "")))
    columns = [*right("Line"), doc.Column("Finding"), wrapped("What is wrong"), wrapped("What to do")]
    table = doc.Table(columns, rows)
    return doc.Document([doc.Heading(data(path), level=1), summary, *([table] if findings else [])])
