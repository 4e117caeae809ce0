"""The pages of `diff`, `show --what-if` and `verify`: what moved or differs, and what it comes from."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from secon_cli.analysis.diff import Cause, Diff, IndicatorMove, PracticeMove, PracticeState, SnapshotKind, WhatIf
from secon_cli.analysis.differences import ChangeKind, FieldChange
from secon_cli.analysis.stored import Aspect, Diagnosis, Verification
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, muted, strong, toned
from secon_cli.output.numbers import points, share, span
from secon_cli.output.pages.explain import CHANGE_MARKS, changed_value, rule_change
from secon_cli.output.pages.shared import muted_data, provenance_note, provenance_text, right, some
from secon_cli.output.plain_text import count
from secon_cli.rubric.base import cut

TOP, TOP_TOUCHED = 3, 20
"""Movements that are explained unless a number is asked for: of all, and of those that a branch touches."""

_CAUSES = {Cause.FACTS: "Facts", Cause.RUBRIC: "Rubric", Cause.DATE: "Date"}
_MEANING = (
    "Points of the total. Facts, rubric and date add up to the movement; where several changed, each has the average "
    "of what it adds in every order in which they could have changed (Shapley's value)."
)
_PROSE = 120
"""Characters above which a text is not shown among what changed."""
_FIELDS, _INLINE, _FACTS, _RULES, _FINDINGS = 3, 3, 5, 6, 20
"""What the short page shows at most: fields of an indicator, indicators of a cause, practices, rules, findings."""


def diff_page(diff: Diff, *, top: int | None = None, full: bool = False) -> doc.Document:
    """Counts, movements by cause, and what changed behind the `top` largest; `full` cuts no list.

    With findings, which a summary of a branch has, the practices that it touches are explained.
    """
    if diff.findings is not None and diff.touched:
        explained = diff.touched[: TOP_TOUCHED if top is None else top]
    else:
        explained = diff.by_size[: TOP if top is None else top]
    if all(move.by_weights_only for move in explained) and not full:
        # One line in the head says it for all.
        explained = ()
    page = _DiffPage(diff, full=full)
    meaning = _MEANING if full else "Points of the total. `--full` shows every change, and how movements are split."
    return doc.Document(
        [
            *page.head(),
            *page.moves(),
            *page.explained(explained),
            *page.without_effect(explained),
            *page.rubric(),
            *_states("Added", diff.added),
            *_states("Removed", diff.removed),
            *page.findings(),
            doc.Note(line("secon ", data(diff.new.provenance.version), f". {meaning}")),
        ]
    )


class _DiffPage:
    """The page of a difference; its methods are its sections, in their order."""

    def __init__(self, diff: Diff, *, full: bool) -> None:
        self.diff = diff
        self.full = full
        # As the newer rubric that has an indicator names it.
        self.titles = {
            (key, name): f"{indicator.title} ({rubric.criteria[key].title})"
            for rubric in (diff.rubric.before, diff.rubric.after)
            for key, name, indicator in rubric.indicators()
        }

    def head(self) -> Iterator[doc.Block]:
        diff, counts = self.diff, self.diff.counts
        if diff.findings is None:
            yield doc.Heading(line("From ", data(diff.old.name), " to ", data(diff.new.name)), 1)
        else:
            yield doc.Heading(line("Changes since ", data(diff.old.name)), 1)
            # A practice that is left out may have been touched, too; it is named below.
            touched = f"{count(counts.touched, 'scored practice' if counts.left_out else 'practice')} touched"
            findings = f"{count(len(diff.findings.new), 'new finding')}, {len(diff.findings.fixed)} fixed"
            yield doc.Paragraph(strong(f"{touched}; {findings}."))
        others = (("added", counts.added), ("removed", counts.removed), ("left out because of errors", counts.left_out))
        rest = ", ".join(f"{number} {word}" for word, number in others if number)
        moved = f"{counts.up} up, {counts.down} down, {counts.unchanged} unchanged"
        both = count(counts.both, "practice")
        yield doc.Paragraph(strong(f"Totals of {both} on both sides: {moved}{f'; {rest}' if rest else ''}."))
        for side, snapshot, other in (("old", diff.old, diff.new), ("new", diff.new, diff.old)):
            for id, file in snapshot.left_out:
                state = other.states.get(id)
                there = f"; on the other side it has rank {state.rank}, {points(state.total)}" if state else ""
                errors = f": {count(file.errors, 'error')} in the {side} file, so it is not scored there{there}."
                name = data(id) if id == file.path else line(data(id), " (", data(file.path), ")")
                yield doc.Paragraph(line(toned("Left out: ", doc.Tone.WEAK), name, errors))
        if diff.weights:
            shares = []
            for shift in diff.weights:
                ends = ["none" if end is None else f"{100 * end:.1f} %" for end in (shift.before, shift.after)]
                shares.append(line(data(shift.title), f" {' → '.join(ends)} of the total"))
            yield doc.Paragraph(line("Changed weights: ", joined(shares), "; the other criteria in proportion."))
        dates = diff.rubric.before.as_of, diff.rubric.after.as_of
        if dates[0] != dates[1]:
            yield doc.Paragraph(f"Changed assessment date: {dates[0]} → {dates[1]}.")
        if len(diff.causes) == 1 and not diff.why_not:
            yield doc.Paragraph(f"Every movement comes from the {diff.causes[0].value}.")
        yield from self.remarks()
        for label, snapshot in (("Old: ", diff.old), ("New: ", diff.new)) if self.full else ():
            place = {
                SnapshotKind.FOLDER: "folder",
                SnapshotKind.REVISION: f"commit {(snapshot.commit or '')[:8]}",
                SnapshotKind.RESULT: f"stored result of secon {snapshot.provenance.version}",
            }[snapshot.kind]
            about, scored = provenance_text(snapshot.provenance), f" · {count(len(snapshot.states))}"
            yield doc.Paragraph(line(strong(label), data(place), " · ", about, scored))

    def remarks(self) -> Iterator[doc.Block]:
        """What to know before reading the numbers: causes that cannot be named, practices that a filter may hide."""
        weak = doc.Tone.WEAK
        if self.diff.why_not:
            split = "Not every movement can be split into facts, rubric and date. For some, "
            others = ". With folders or git revisions instead of stored results, it can."
            why = data("; for others, ".join(self.diff.why_not), weak)
            yield doc.Paragraph(line(toned(split, weak), why, toned(others, weak)))
        for snapshot in (self.diff.old, self.diff.new):
            if snapshot.filtered:
                hidden = " was stored with filters: practices that it does not show are not removed."
                yield doc.Paragraph(line(data(snapshot.name, weak), toned(hidden, weak)))
        names = [rubric.rubric for rubric in (self.diff.rubric.before, self.diff.rubric.after)]
        if names[0] != names[1]:
            two = toned("The sides were judged by two rubrics, ", weak)
            rubrics = joined([data(name, weak) for name in names], toned(" and ", weak))
            yield doc.Paragraph(line(two, rubrics, toned(": their totals measure different things.", weak)))

    def moves(self) -> Iterator[doc.Block]:
        shown = [move for move in self.diff.moves if move.moved and (self.full or not move.rank_only)]
        causes = self.diff.causes
        if shown:
            parted = causes if len(causes) > 1 else ()
            heads = right("Rank", "Total", "Moved", *(_CAUSES[cause] for cause in parted))
            rows: list[doc.Row | doc.Divider] = []
            for _, moves in groupby(shown, key=lambda move: move.direction):
                rows += [doc.Divider()] if rows else []
                for move in moves:
                    printed = move.printed_parts
                    parts = [_signed(printed[cause]) if cause in printed else muted("?") for cause in parted]
                    rank, total = _moved(move)
                    figures = (rank, total.replace(" → ", "→"), _signed(move.printed_movement, bold=True))
                    rows.append(doc.Row(data(move.after.title), *figures, *parts))
            yield doc.Table([doc.Column("Practice", flex=True), *heads], rows)
        rank_only = self.diff.counts.rank_only
        if rank_only and not self.full:
            who = f"{rank_only} {'other ' if shown else ''}{'practice' if rank_only == 1 else 'practices'}"
            yield doc.Paragraph(f"{who} changed in rank only.")

    def explained(self, chosen: Sequence[PracticeMove]) -> Iterator[doc.Block]:
        if not chosen:
            return
        several = f"the {len(chosen)} largest movements" if len(chosen) > 1 else "the largest movement"
        touched = self.diff.findings is not None and self.diff.touched
        yield doc.Heading("Touched practices" if touched else f"Why: {several}")
        items = []
        for move in chosen:
            gates = move.before.gate, move.after.gate
            gate = "" if gates[0] == gates[1] else f", gate {gates[0]} → {gates[1]}"
            name = line(data(move.after.title, strong=True), muted("  "), muted_data(move.id))
            moved = _signed(move.printed_movement, bold=True) if move.moved else "unchanged"
            rank, total = _moved(move)
            text = line(name, f"  {total}: ", moved, f", rank {rank}{gate}")
            items.append(doc.Item(text, inner=[doc.Items(list(self.causes(move)))]))
        yield doc.Items(items)

    def causes(self, move: PracticeMove) -> Iterator[doc.Item]:
        """One movement by cause, indicator and changed field; what weights alone moved is one line."""
        if move.parts is None:
            by_size = sorted(move.indicators, key=lambda part: (-abs(part.movement), part.criterion, part.indicator))
            for indicator in by_size:
                yield doc.Item(self.moved(indicator, indicator.movement))
        for figures in move.by_cause:
            cause, text = figures.cause, line(strong(_CAUSES[figures.cause]), " ", _signed(figures.points, bold=True))
            own = [pair for pair in figures.indicators if not (cause is Cause.RUBRIC and pair[0].by_weights_only)]
            items = [doc.Item(self.moved(*pair), inner=self.changes(cause, pair[0])) for pair in own]
            if len(own) < len(figures.indicators):
                items.append(doc.Item(line("weights of criteria ", _signed(move.printed_by_weights))))
            if cause is Cause.FACTS or self.full:
                yield doc.Item(text, inner=[doc.Items(items)])
            else:
                yield doc.Item(line(text, ": ", some([item.text for item in items], _INLINE)))
        if move.without_effect:
            fields = [_field(change) for change in move.without_effect]
            yield doc.Item("Changed, without effect on the score", inner=[self.cut(fields, _FIELDS)])

    def moved(self, indicator: IndicatorMove, points: float) -> doc.Line:
        """An indicator with its criterion, and the points that it moved by."""
        return line(data(self.titles[indicator.criterion, indicator.indicator]), " ", _signed(points))

    def changes(self, cause: Cause, indicator: IndicatorMove) -> Sequence[doc.Block]:
        """What of a cause changed that an indicator looks at."""
        items = list(map(_field, indicator.fields)) if cause is Cause.FACTS else []
        if cause is Cause.RUBRIC:
            items = list(map(rule_change, indicator.rules))
        return [self.cut(items, _FIELDS)] if items else ()

    def without_effect(self, explained: Sequence[PracticeMove]) -> Iterator[doc.Block]:
        """Facts that changed without moving a score, of practices that are not explained above."""
        moves = [move for move in self.diff.moves if move.without_effect and move not in explained]
        if not moves:
            return
        yield doc.Heading("Changed facts without effect on a score")
        shown, more = (moves, 0) if self.full else cut(moves, _FACTS)
        items = []
        for move in shown:
            name = line(data(move.after.title), muted("  "), muted_data(move.id))
            fields = [_field(change) for change in move.without_effect]
            items.append(doc.Item(name, inner=[self.cut(fields, _FIELDS)]))
        yield doc.Items(items)
        if more:
            yield doc.Paragraph(muted(f"and {more} more practices"))

    def rubric(self) -> Iterator[doc.Block]:
        """The changes that can move a score, unless the head lists them all."""
        weights = {f"criteria.{shift.criterion}.weight" for shift in self.diff.weights}
        judging = self.diff.judging
        if {change.path for change in judging} - weights or (judging and self.full):
            yield doc.Heading("Changes of the rubric")
            yield self.cut(list(map(rule_change, judging)), _RULES)

    def findings(self) -> Iterator[doc.Block]:
        findings = self.diff.findings
        for heading, lines in (("New", findings.new), ("Fixed", findings.fixed)) if findings else ():
            if not lines:
                continue
            yield doc.Heading(f"{heading} findings")
            items = []
            for finding in lines:
                severity = toned(finding.severity, doc.Tone.BAD if finding.severity == "error" else doc.Tone.WEAK)
                place = data(f"{finding.file}:{finding.line}")
                items.append(line(severity, " ", code(finding.rule), " ", place, ": ", data(finding.message)))
            yield self.cut(items, _FINDINGS)

    def cut(self, items: Sequence[doc.Item | doc.Text], most: int) -> doc.Items:
        """The items; of many on the short page, the first."""
        shown, more = (items, 0) if self.full else cut(items, most)
        return doc.Items([*shown, *([muted(f"and {more} more")] if more else [])])


def _signed(value: float, *, bold: bool = False) -> doc.Span:
    tone = doc.Tone.GOOD if value > 0 else doc.Tone.BAD if value < 0 else doc.Tone.MUTED
    return doc.Span(f"{value:+.1f}" if abs(value) >= 0.05 else "0.0", tone, bold)


def _moved(move: PracticeMove) -> tuple[str, str]:
    """Rank and total before and after, or one where it is the same."""
    pairs = (str(move.before.rank), str(move.after.rank)), (points(move.before.total), points(move.after.total))
    rank, total = (after if before == after else f"{before} → {after}" for before, after in pairs)
    return rank, total


def _states(heading: str, states: Sequence[PracticeState]) -> Iterator[doc.Block]:
    ranks = [f"{points(state.total)}, rank {state.rank}  " for state in states]
    names = [line(data(state.title), "  ", muted_data(state.id)) for state in states]
    if states:
        yield from (doc.Heading(heading), doc.Items([line(*pair) for pair in zip(ranks, names, strict=True)]))


# --- Changes in words -------------------------------------------------------------------------------------------------


def _field(change: FieldChange) -> doc.Item:
    """A changed field with its values; of prose, only that it was rewritten."""
    mark, name = CHANGE_MARKS[change.kind], code(change.field)
    if any(len(text or "") > _PROSE for text in (change.before, change.after)):
        return doc.Item(line(name, ": rewritten" if change.kind is ChangeKind.CHANGED else ""), mark)
    return doc.Item(line(name, ": ", changed_value(change.kind, change.before or "", change.after or "")), mark)


# --- show --what-if ---------------------------------------------------------------------------------------------------


def what_if_page(result: WhatIf) -> doc.Document:
    """The verdict, points by criterion, and why the copy scores differently."""
    move = result.move
    before, after = result.original, result.copy
    old, new = before.assessment, after.assessment
    if move.fields:
        verdict = "The copy scores" if move.indicators else "The copy states other facts, without effect on the score:"
    else:
        verdict = "The copy states the same facts:"
    (rank, total), moved = _moved(move), _signed(move.printed_movement, bold=True)
    names = {key: criterion.title for key, criterion in result.provenance.rubric.criteria.items()}
    pairs: list[tuple[doc.Text, str, str]] = [
        ("Total", points(old.total), points(new.total)),
        ("Range", span(old.range), span(new.range)),
        (f"Rank of {result.ranked}", str(before.rank), str(after.rank)),
        ("Gate", old.gate.value, new.gate.value),
        ("Band", old.band or "none", new.band or "none"),
        ("Assessed", share(old.coverage), share(new.coverage)),
    ]
    criteria = [(data(names[part.criterion]), points(part.before), points(part.after)) for part in result.criteria]
    rows = [
        [doc.Row(name, data(first), data(second, strong=first != second)) for name, first, second in lines]
        for lines in (criteria, pairs)
    ]
    columns = [doc.Column("Points of the total", flex=True), *right("As it is", "The copy")]
    blocks: list[doc.Block] = [
        doc.Heading(data(old.practice.title), 1),
        doc.Paragraph(line(f"{verdict} {total} (", moved, f"), rank {rank} of {result.ranked}.")),
        doc.Paragraph(line(data(before.file), ", replaced by ", data(after.file))),
        doc.Table(columns, [*rows[0], doc.Divider(), *rows[1]]),
    ]
    if move.fields:
        blocks += [doc.Heading("Why"), doc.Items(list(_DiffPage(result.difference, full=True).causes(move)))]
    return doc.Document([*blocks, provenance_note(result.provenance, result.ranked, result.ranked)])


# --- verify ---

_MOST = 8
"""Differences that are listed of one aspect, unless all are asked for."""
_REMARKS = {
    Diagnosis.INPUTS: "The numbers may differ because the inputs do; the old numbers cannot be recomputed from them.",
    Diagnosis.VERSION_OR_EDIT: (
        "The inputs are the same: another version of secon calculates differently, or the result was edited."
    ),
    Diagnosis.EDITED: (
        "The inputs and the version of secon are the same: the result was edited after it was written, or comes from "
        "another build of this version."
    ),
    Diagnosis.OTHER_RUBRIC: "With the stored rubric, every number is the same.",
}


def verify_page(verification: Verification, *, full: bool = False) -> doc.Document:
    """The verdict, what the result was computed from, and what differs; `full` lists every difference."""
    provenance = verification.stored.provenance
    inputs = f" · {count(len(provenance.inputs), 'input')} · secon "
    if verification.holds:
        verdict = toned("verified", doc.Tone.GOOD)
    else:
        failing = verification.failing
        differ = "differs" if len(failing) == 1 and not failing[0].endswith("s") else "differ"
        verdict = toned(f"not reproduced: {', '.join(failing)} {differ}", doc.Tone.BAD)
    many, practices = len(provenance.inputs), verification.practices
    numbers = "the practice has" if practices == 1 else f"all {practices} practices have"
    # What is said of an aspect in which nothing differs.
    unchanged = {
        Aspect.INPUTS: "the file is unchanged" if many == 1 else f"all {many} files are unchanged",
        Aspect.FORMAT: f"as `{'report' if verification.stored.is_page else 'score'}` writes it",
        Aspect.RUBRIC: "same as the one used here",
        Aspect.DATE: f"assessed as of {provenance.as_of}",
        Aspect.OPTIONS: "reproduce with the options shown" if provenance.options else "none",
        Aspect.TOOL: "same version",
        Aspect.NUMBERS: f"{numbers} the stored numbers" if practices else "no practice could be recomputed",
    }
    facts = []
    for aspect in Aspect:
        differing = verification.of(aspect)
        if any(difference.fails for difference in differing):
            mark = toned("✗", doc.Tone.BAD)
        elif differing or (aspect is Aspect.NUMBERS and not verification.practices):
            mark = toned("·", doc.Tone.WEAK)
        else:
            mark = toned("✓", doc.Tone.GOOD)
        shown, more = (differing, 0) if full else cut(differing, _MOST)
        lines: list[doc.Text] = [
            joined([data(difference.place, strong=True), data(difference.message)], " ") for difference in shown
        ]
        if more:
            lines.append(muted(f"and {more} more; `--full` shows all"))
        label = line(mark, f" {aspect.value.capitalize()}")
        facts.append(doc.Fact(label, lines or [unchanged[aspect]]))
    blocks: list[doc.Block] = [
        doc.Heading(line(data(verification.name), ": ", verdict), 1),
        doc.Note(line(provenance_text(provenance), inputs, data(provenance.version))),
        doc.Facts(facts),
    ]
    if verification.explanation is not None:
        blocks.append(doc.Paragraph(_REMARKS[verification.explanation]))
    return doc.Document(blocks)
