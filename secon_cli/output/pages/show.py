"""The page of `show`: total, seven scores and the best steps; with `full` all facts and the whole arithmetic."""

from collections.abc import Collection, Iterator
from functools import cached_property
from math import fsum

from pydantic import BaseModel

from secon_cli.analysis.profile import FieldState, PracticeProfile
from secon_cli.engine import IndicatorAssessment, difference_of
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, muted, prose, strong, toned
from secon_cli.output.numbers import gate_reason, percent, points, share, total_points
from secon_cli.output.pages import shared
from secon_cli.output.pages.shared import left_out, muted_data, possible, right, score_span, score_tone, up_to, wrapped
from secon_cli.output.pages.template_rows import PracticeSheet, SheetRow, practice_sheet
from secon_cli.output.plain_text import among, count, shell_word
from secon_cli.practice.fields import block_at, fact, value_at
from secon_cli.practice.model import Practice
from secon_cli.practice.vocabularies import Term, grade_words
from secon_cli.rubric.base import Counted
from secon_cli.rubric.model import Indicator

_SENTENCES = ("how", "what", "who")
"""Fields that say in a sentence what a single word of the same block stands for."""
_LISTED = 3
"""Items that are named of a list."""
_OPEN = 5
"""Fields not assessed that the short page names."""
STEPS = 3
"""Steps that the short page names; the full one names two more."""
_STATES = {
    FieldState.LEFT_OUT: "Not assessed yet (left out of the file)",
    FieldState.EMPTY: "Looked for, nothing found ([] or not_stated)",
    FieldState.PARTLY: "Partly filled; more can count",
    FieldState.FULL: "Complete",
}


def show_page(profile: PracticeProfile, *, full: bool = False, collection: str | None = None) -> doc.Document:
    """One practice; `collection` is where the collection is, if it was named."""
    page = ShowPage(profile)
    practice = page.practice
    if full:
        rest = [doc.Heading("The practice"), *page.record(3), *page.arithmetic()]
    else:
        name = shell_word(profile.scored.file) if profile.draft else practice.id
        rest = [doc.Note(line("All facts and the arithmetic: ", code(f"secon show {name}{among(collection)} --full")))]
        for coding in practice.coded or ():
            when = f" on {coding.date.words}" if coding.date else ""
            source = getattr(coding, "from")  # A name that no attribute can be asked by.
            coded = f"Coded by {coding.by[:1].lower()}{coding.by[1:]}{when}" + (f", from {source}" if source else "")
            rest.append(doc.Note(muted_data(coded)))
    return doc.Document(
        [
            *left_out(profile.provenance),
            doc.Heading(data(practice.title), 1),
            doc.Paragraph(muted_data(f"{practice.id} · {profile.scored.file}")),
            doc.Paragraph(page.total()),
            doc.Paragraph(page.gate()),
            page.scores(),
            *page.steps(STEPS + 2 if full else STEPS),
            *(page.coverage() if full else page.missing()),
            *rest,
            doc.Note(line(shared.provenance_text(profile.provenance), f" · secon {profile.provenance.version}")),
        ]
    )


def row_blocks(row: SheetRow) -> Iterator[doc.Block]:
    """What a row of the template holds: what has no label of its own as text or a list, the rest in two columns."""
    for part in row.facts:
        if not part.label:
            yield doc.Paragraph(part.lines[0]) if len(part.lines) == 1 else doc.Items(part.lines)
    if labelled := [part for part in row.facts if part.label]:
        yield doc.Facts(labelled)


class ShowPage:
    """The page of a practice; its methods are its sections."""

    def __init__(self, profile: PracticeProfile, without: Collection[str] = ()) -> None:
        """The page, without some rows of the template."""
        self.profile = profile
        self.assessment = profile.scored.assessment
        self.practice = self.assessment.practice
        self.rubric = profile.provenance.rubric
        self._without = without

    def total(self) -> doc.Line:
        """The total, and which rank it gives."""
        assessment, profile = self.assessment, self.profile
        total = f"{total_points(assessment.total, self.rubric)} of 100"
        rank = f"{'would rank' if profile.draft else 'rank'} {profile.scored.rank} of {profile.ranked}"
        band = line(" · ", data(assessment.band)) if assessment.band else ""
        known = "" if assessment.coverage > 1 - 1e-9 else f" · {share(assessment.coverage)} assessed"
        possibly = up_to(assessment.range)
        return line(score_span(assessment.total, self.rubric, total, strong=True), f"{possibly} · {rank}", band, known)

    def gate(self) -> doc.Line:
        """The state of the gate, and why."""
        why = f"{gate_reason(self.assessment, self.rubric)}{shared.ranked_as(self.profile.scored)}"
        return line(shared.gate_span(self.assessment.gate), f" gate {self.assessment.gate}: {why}")

    def scores(self) -> doc.Table:
        """The scores of the criteria, and what each adds to the total."""
        criteria = self.assessment.criteria
        ranges = any(possible(criterion.range) for criterion in criteria)
        rows = []
        for criterion, printed in zip(criteria, self.profile.printed, strict=True):
            high = muted(possible(criterion.range))
            rows.append(
                doc.Row(
                    data(self.rubric.criteria[criterion.id].title),
                    doc.Bar(criterion.score, score_tone(criterion.score, self.rubric), criterion.range.high),
                    *(score_span(criterion.score, self.rubric), *([high] if ranges else [])),
                    *(percent(criterion.weight), strong(points(printed.contribution))),
                )
            )
        columns = [wrapped("Criterion", 16), doc.Column("", width=20)]
        return doc.Table([*columns, *right("Score", *(["up to"] if ranges else []), "Weight", "Adds")], rows)

    def steps(self, most: int = STEPS, level: int = 2) -> Iterator[doc.Block]:
        """What would raise the total; a date that is missing or vague is named."""
        steps = []
        for step in self.profile.steps[:most]:
            criterion = muted_data(self.rubric.criteria[step.criterion].title)
            text = line(data(f"{step.title}: ", strong=True), prose(step.improve), muted(" ("), criterion, muted(")"))
            steps.append(doc.Item(text, mark=strong(f"+{points(step.gain)}", doc.Tone.GOOD)))
        if steps:
            yield from (doc.Heading("What would raise the total most", level), doc.Items(steps))

    def missing(self) -> Iterator[doc.Block]:
        """For an unfinished practice: the fields not assessed that count, and what they are worth."""
        gaps = self.profile.coverage.open
        if self.profile.unfinished and gaps:
            names = joined([code(gap.field) for gap in gaps[:_OPEN]])
            more = f" and {len(gaps) - _OPEN} more." if len(gaps) > _OPEN else "."
            worth = f"Not assessed yet, worth up to {points(self.profile.coverage.open_gain)} points: "
            yield doc.Paragraph(line(worth, names, more))

    def coverage(self) -> Iterator[doc.Block]:
        """For an unfinished practice: how far each field that counts is filled, and what it is worth."""
        if not self.profile.unfinished:
            return
        coverage, total = self.profile.coverage, self.assessment.total
        yield doc.Heading("What is filled, and what is missing")
        for state, label in _STATES.items():
            rows = []
            for gap in coverage.fields:
                # What depends on dates alone is as complete as it can be.
                if (FieldState.FULL if gap.only_time else gap.state) is state and gap.points + gap.gain >= 0.05:
                    gain = toned(f"+{points(gap.now)}", doc.Tone.GOOD) if state is not FieldState.FULL else ""
                    titles = joined(map(muted_data, gap.titles), "; ")
                    rows.append(doc.Row(gain, code(gap.field), points(gap.points), titles))
            if rows:
                indicators = wrapped("Indicators")
                yield doc.Heading(label, 3)
                yield doc.Table([*right("Gain"), doc.Column("Field"), *right("Has"), indicators], rows)
        most, missing = points(coverage.most), points(difference_of(coverage.most, total))
        yield doc.Paragraph(f"{points(total)} of the {most} points that the rubric can give; {missing} are missing.")
        if coverage.left_out:
            names = joined(map(code, coverage.left_out))
            yield doc.Paragraph(line("Also left out, and worth no points: ", names, "."))

    @cached_property
    def sheet(self) -> PracticeSheet:
        """The practice in the rows of its template."""
        return practice_sheet(self.practice, without=self._without)

    def record(self, level: int) -> Iterator[doc.Block]:
        """All facts, in rows with headings of a level, and the notes that these refer to by number."""
        for row in self.sheet.rows:
            yield doc.Heading(row.heading, level)
            yield from row_blocks(row)
        if self.sheet.notes:
            yield doc.Heading("Notes on the source", level)
            yield doc.Items([data(note) for note in self.sheet.notes], ordered=True)

    def arithmetic(self) -> Iterator[doc.Block]:
        """How each score came about."""
        yield doc.Heading("The scores")
        for criterion, printed in zip(self.assessment.criteria, self.profile.printed, strict=True):
            rule = self.rubric.criteria[criterion.id]
            assessed = "" if criterion.coverage > 1 - 1e-9 else f" · {share(criterion.coverage)} assessed"
            possibly = up_to(criterion.range)
            sums = f"{possibly} × {percent(criterion.weight)} = {points(printed.contribution)}"
            score = score_span(criterion.score, self.rubric)
            yield doc.Heading(line(data(f"{rule.title} "), score, sums, muted(assessed)), 3)
            parts = zip(criterion.indicators, printed.indicators, strict=True)
            yield doc.Items(
                [self.indicator(rule.indicators[indicator.id], indicator, part) for indicator, part in parts]
            )
        sums = " + ".join(points(printed.contribution) for printed in self.profile.printed)
        total = strong(points(self.assessment.total))
        yield doc.Paragraph(line(strong("Total"), f" {sums} = ", total))

    def indicator(self, rule: Indicator, indicator: IndicatorAssessment, part: float) -> doc.Item:
        """An indicator, with what counted and what did not."""
        score = points(indicator.score) if indicator.assessed else "not assessed"
        sum_of_points = ""
        if indicator.assessed and rule.measure.full_points is not None:
            counted, enough = f"{fsum(item.points for item in indicator.counted):.4g}", rule.measure.threshold
            sum_of_points = f"{counted} of {rule.measure.full_points:g} → "
            if enough is not None:
                sum_of_points = f"{counted} ({enough:g} {'is' if enough == 1 else 'are'} enough) → "
        reached = toned(score, score_tone(indicator.score, self.rubric))
        adds = f" × {percent(indicator.weight)} = {points(part)}"
        facts = [
            doc.Item(self.counted(item), toned(f"+{item.points:.2f}", doc.Tone.GOOD)) for item in indicator.counted
        ]
        places: dict[str, list[doc.Text]] = {}
        for missed in indicator.not_counted:
            said, place = fact_at(self.practice, missed.field), self.place(missed.field)
            places.setdefault(missed.reason, []).append(muted_data(f"{said} ({place})" if said else place))
        for reason, fields in places.items():
            facts.append(doc.Item(line(prose(f"{reason}: ", doc.Tone.MUTED), joined(fields)), muted("·")))
        text = line(data(f"{rule.title}: "), sum_of_points, reached, adds)
        return doc.Item(text, inner=[doc.Items(facts)] if facts else ())

    def counted(self, item: Counted) -> doc.Line:
        """What counted in words, the evidence it cites, and its place in the file."""
        said, place = fact_at(self.practice, item.field), muted_data(f"  {self.place(item.field)}")
        value = value_at(self.practice, item.field)
        # The note of an item, or of the block that a field is in.
        noted = getattr(value, "note", None) or getattr(block_at(self.practice, item.field), "note", None)
        note = muted(f" ({self.sheet.notes.index(noted) + 1})" if noted in self.sheet.notes else "")
        if said is None:
            return line(data(item.reason or item.field), place)
        evidence = line(muted(" (no evidence)"))
        if item.evidence:
            evidence = line(muted(" ["), data(", ".join(item.evidence)), muted("]"))
        if isinstance(value, tuple) and item.reason:
            # Something is stated, and none of it is of a kind that costs points.
            stated = f"{count(len(value), 'item')} stated ({said}); none of a kind that costs points"
            return line(data(stated), evidence, note, place)
        # A reason without evidence says so itself.
        reason = muted_data(f"; {item.reason}") if item.reason else ""
        return line(data(said), "" if item.reason and not item.evidence else evidence, reason, note, place)

    def place(self, field: str) -> str:
        """The address of a field, with its line in the file where it has one."""
        number = self.profile.lines.get(field)
        return f"{field} line {number}" if number else field


def fact_at(practice: Practice, field: str) -> str | None:
    """The fact at a field in words; None where the field is a whole list of the format, or nothing is stated there."""
    value = value_at(practice, field) if "[]" not in field else None
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        named = "; ".join(fact(item) for item in value[:_LISTED])
        return f"{named}; and {len(value) - _LISTED} more" if len(value) > _LISTED else named
    if not isinstance(value, Term):
        return fact(value)
    name = field.rpartition(".")[2]
    block = block_at(practice, field)
    sentence = next((said for key in _SENTENCES if (said := getattr(block, key, None))), None)
    said = ", ".join(some for some in (f"{name}: {fact(value)}", grade_words(value)) if some)
    return f"{sentence} ({said})" if isinstance(block, BaseModel) and isinstance(sentence, str) else said
