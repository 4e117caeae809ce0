"""The page of `show`: total, seven scores and the best steps; with `full` all facts and the whole arithmetic."""

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from pydantic import BaseModel

from secon_cli.analysis.profile import FieldState, PracticeProfile
from secon_cli.engine.assessment import Assessment, CriterionAssessment, IndicatorAssessment
from secon_cli.engine.rounding import difference_of
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, link, muted, prose, strong, toned
from secon_cli.output.numbers import count, gate_reason, percent, points, share, total_points
from secon_cli.output.pages import shared
from secon_cli.output.pages.shared import left_out, muted_data, possible, right, score_span, score_tone
from secon_cli.practice import model
from secon_cli.practice.facts import block_at, duration_words, fact, value_at
from secon_cli.practice.vocabularies import COUNTRIES, Term
from secon_cli.rubric.measures.base import Counted

_SENTENCES = ("how", "what", "who")
"""Fields that say in a sentence what a single word of the same block stands for."""
_LISTED = 3
"""Items that are named of a list."""
_OPEN = 5
"""Fields not assessed that the short page names."""
_STEPS = 3
"""Steps that the short page names; the full one names two more."""
_STATES = {
    FieldState.LEFT_OUT: "Not assessed yet (left out of the file)",
    FieldState.EMPTY: "Looked for, and nothing found ([])",
    FieldState.PARTLY: "Partly filled; more can count",
    FieldState.FULL: "Complete",
}


def show_page(profile: PracticeProfile, *, full: bool = False) -> doc.Document:
    """One practice."""
    assessment, rubric = profile.scored.assessment, profile.provenance.rubric
    practice = assessment.practice
    rank = f"{'would rank' if profile.draft else 'rank'} {profile.scored.rank} of {profile.ranked}"
    band = line(" · ", data(assessment.band)) if assessment.band else ""
    known = "" if assessment.coverage > 1 - 1e-9 else f" · {share(assessment.coverage)} assessed"
    total = score_span(assessment.total, rubric, f"{total_points(assessment.total, rubric)} of 100", strong=True)
    gate = f" gate {assessment.gate}: {gate_reason(assessment, rubric)}{shared.ranked_as(profile.scored)}"
    if full:
        rest = [*_record(practice), *_arithmetic(profile)]
    else:
        more = code(f"secon show {profile.scored.file if profile.draft else practice.id} --full")
        rest = [doc.Note(line("All facts and the arithmetic: ", more))]
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
            doc.Paragraph(line(total, f"{_up_to(assessment)} · {rank}", band, known)),
            doc.Paragraph(line(shared.gate_span(assessment.gate), gate)),
            _scores(profile),
            *_steps(profile, _STEPS + 2 if full else _STEPS),
            *_coverage(profile, full=full),
            *rest,
            doc.Note(line(shared.provenance_text(profile.provenance), f" · secon {profile.provenance.version}")),
        ]
    )


def _up_to(scored: Assessment | CriterionAssessment) -> str:
    """The upper end of a range, where it prints otherwise than the score."""
    score = scored.total if isinstance(scored, Assessment) else scored.score
    high = possible(score, scored.range.high)
    return f" (up to {high})" if high else ""


def _scores(profile: PracticeProfile) -> doc.Table:
    rubric, criteria = profile.provenance.rubric, profile.scored.assessment.criteria
    ranges = any(map(_up_to, criteria))
    rows = []
    for criterion, printed in zip(criteria, profile.printed, strict=True):
        high = muted(possible(criterion.score, criterion.range.high))
        rows.append(
            doc.Row(
                data(rubric.criteria[criterion.id].title),
                doc.Bar(criterion.score, score_tone(criterion.score, rubric), criterion.range.high),
                *(score_span(criterion.score, rubric), *([high] if ranges else [])),
                *(percent(criterion.weight), strong(points(printed.contribution))),
            )
        )
    columns = [doc.Column("Criterion", flex=True, narrowest=16, wrap=True), doc.Column("", width=20)]
    return doc.Table([*columns, *right("Score", *(["up to"] if ranges else []), "Weight", "Adds")], rows)


def _steps(profile: PracticeProfile, most: int) -> Iterator[doc.Block]:
    """What would raise the total; a date that is missing or vague is named."""
    steps = []
    for step in profile.steps[:most]:
        criterion = muted_data(profile.provenance.rubric.criteria[step.criterion].title)
        text = line(data(f"{step.title}: ", strong=True), prose(step.improve), muted(" ("), criterion, muted(")"))
        steps.append(doc.Item(text, mark=toned(f"+{points(step.gain)}", doc.Tone.GOOD)))
    if steps:
        yield from (doc.Heading("What would raise the total most"), doc.Items(steps))


def _coverage(profile: PracticeProfile, *, full: bool) -> Iterator[doc.Block]:
    """For an unfinished practice: how far each field that counts is filled, and what it is worth."""
    coverage, total = profile.coverage, profile.scored.assessment.total
    if not profile.unfinished:
        return
    if not full:
        if coverage.open:
            names = joined([code(gap.field) for gap in coverage.open[:_OPEN]])
            more = f" and {len(coverage.open) - _OPEN} more." if len(coverage.open) > _OPEN else "."
            worth = f"Not assessed yet, worth up to {points(coverage.open_gain)} points: "
            yield doc.Paragraph(line(worth, names, more), tight=False)
        return
    yield doc.Heading("What is filled, and what is missing")
    for state, label in _STATES.items():
        rows = []
        for gap in coverage.fields:
            # What depends on dates alone is as complete as it can be.
            if (FieldState.FULL if gap.only_time else gap.state) is state and gap.points + gap.gain >= 0.05:
                gain = toned(f"+{points(gap.gain)}", doc.Tone.GOOD) if state is not FieldState.FULL else ""
                titles = joined(map(muted_data, gap.titles), "; ")
                rows.append(doc.Row(gain, code(gap.field), points(gap.points), titles))
        if rows:
            indicators = doc.Column("Indicators", flex=True, wrap=True)
            yield doc.Heading(label, 3)
            yield doc.Table([*right("Gain"), doc.Column("Field"), *right("Has"), indicators], rows)
    there = f"{points(total)} points are there, {points(difference_of(100, total))} can still be gained."
    yield doc.Paragraph(there, tight=False)
    if coverage.left_out:
        yield doc.Paragraph(line("Also left out, and worth no points: ", joined(map(code, coverage.left_out)), "."))


def _record(practice: model.Practice) -> Iterator[doc.Block]:
    """The practice in the rows of its template, and the notes that these refer to by number."""
    notes = Notes()
    location = practice.location
    places = ", ".join(dict.fromkeys([*(location.places or ()), *([location.region] if location.region else [])]))
    where = ", ".join(filter(None, [COUNTRIES[location.country], location.partner])) + (f": {places}" if places else "")
    rows: list[tuple[str, list[doc.Text]]] = [
        ("Location", [line(data(where), muted(notes.mark(location)))]),
        ("Organisations", notes.facts(practice.organisations)),
        ("Duration", [line(data(duration_words(practice.duration)), muted(notes.mark(practice.duration)))]),
        ("Summary", [data(practice.summary)]),
    ]
    resources, details, results, transfer = practice.resources, practice.details, practice.results, practice.transfer
    if resources:
        rows.append(("Funding", notes.facts(resources.funding)))
        rows.append(("Budget", notes.facts(resources.budget)))
        rows.append(("Staff", notes.facts(resources.staff)))
    if details:
        rows.append(("Topics", [joined(notes.facts(details.topics))] if details.topics else []))
        rows.append(("Serves", notes.facts(details.beneficiaries)))
        rows.append(("Challenges", notes.facts(details.challenges)))
    if results:
        rows.append(("Results", notes.facts(results.metrics)))
    if transfer:
        rows.append(("Transfer", notes.facts(transfer.cases)))
        rows.append(("Works elsewhere", notes.facts(transfer.reasons)))
    rows.append(("Recognition", notes.facts(practice.recognition)))
    links = practice.links or ()
    rows.append(("Links", [link(to.label or to.url, to.url) if to.url else data(to.label or "") for to in links]))
    notes.rest(practice)
    yield doc.Heading("The practice")
    yield doc.Facts([doc.Fact(label, lines) for label, lines in rows if lines])
    if notes.texts:
        yield doc.Heading("Notes on the source", 3)
        yield doc.Items([doc.Item(data(note), mark=f"[{number}]") for number, note in enumerate(notes.texts, start=1)])


class Notes:
    """The notes of a practice, each with a number, in the order in which they are first referred to."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, item: object) -> str:
        """The reference to the note of an item, such as ` [2]`; empty where it has none."""
        note = getattr(item, "note", None)
        if not isinstance(note, str) or not note:
            return ""
        return f" [{self._numbers.setdefault(note, len(self._numbers) + 1)}]"

    def facts(self, items: Sequence[object] | None) -> list[doc.Text]:
        """Claims in words, each with the reference to its note."""
        return [line(data(fact(item)), muted(self.mark(item))) for item in items or ()]

    def rest(self, value: object) -> None:
        """Number what no row refers to, in a block or a list and all below it."""
        if isinstance(value, model.Block):
            self.mark(value)
            for name in type(value).model_fields:
                self.rest(getattr(value, name))
        elif isinstance(value, tuple):
            for item in value:
                self.rest(item)

    @property
    def texts(self) -> Sequence[str]:
        """The notes in the order of their numbers."""
        return list(self._numbers)


def _arithmetic(profile: PracticeProfile) -> Iterator[doc.Block]:
    assessment, rubric = profile.scored.assessment, profile.provenance.rubric
    yield doc.Heading("The scores")
    for criterion, printed in zip(assessment.criteria, profile.printed, strict=True):
        assessed = "" if criterion.coverage > 1 - 1e-9 else f" · {share(criterion.coverage)} assessed"
        sums = f"{_up_to(criterion)} × {percent(criterion.weight)} = {points(printed.contribution)}"
        title = data(f"{rubric.criteria[criterion.id].title} ")
        yield doc.Heading(line(title, score_span(criterion.score, rubric), sums, muted(assessed)), 3)
        parts = zip(criterion.indicators, printed.indicators, strict=True)
        yield doc.Items([_indicator(profile, criterion, *part) for part in parts])
    sums = " + ".join(points(printed.contribution) for printed in profile.printed)
    yield doc.Paragraph(line(strong("Total"), f" {sums} = ", strong(points(assessment.total))), tight=False)


def _indicator(
    profile: PracticeProfile, criterion: CriterionAssessment, indicator: IndicatorAssessment, part: float
) -> doc.Item:
    rubric = profile.provenance.rubric
    rule = rubric.criteria[criterion.id].indicators[indicator.id]
    score = points(indicator.score) if indicator.assessed else "not assessed"
    sum_of_points = ""
    if indicator.assessed and rule.measure.full_points is not None:
        counted, enough = f"{fsum(item.points for item in indicator.counted):.4g}", rule.measure.threshold
        sum_of_points = f"{counted} of {rule.measure.full_points:g}"
        if enough is not None:
            sum_of_points = f"{counted} ({enough:g} {'is' if enough == 1 else 'are'} enough)"
    reached = toned(score, score_tone(indicator.score, rubric))
    adds = f" × {percent(indicator.weight)} = {points(part)}"
    text = line(data(f"{rule.title}: "), f"{sum_of_points} → " if sum_of_points else "", reached, adds)
    facts = [
        doc.Item(_counted(profile, item), toned(f"+{item.points:.2f}", doc.Tone.GOOD)) for item in indicator.counted
    ]
    places: dict[str, list[doc.Text]] = {}
    for missed in indicator.not_counted:
        said, place = fact_at(profile.scored.assessment.practice, missed.field), place_of(missed.field, profile.lines)
        places.setdefault(missed.reason, []).append(muted_data(f"{said} ({place})" if said else place))
    for reason, fields in places.items():
        facts.append(doc.Item(line(prose(f"{reason}: ", doc.Tone.MUTED), joined(fields)), muted("·")))
    return doc.Item(text, inner=[doc.Items(facts)] if facts else ())


def _counted(profile: PracticeProfile, item: Counted) -> doc.Line:
    """What counted in words, the evidence it cites, and its place in the file."""
    practice = profile.scored.assessment.practice
    said = fact_at(practice, item.field)
    place = muted_data(f"  {place_of(item.field, profile.lines)}")
    if said is None:
        return line(data(item.reason or item.field), place)
    if isinstance(value := value_at(practice, item.field), tuple) and item.reason:
        # Something is stated, and none of it is of a kind that costs points.
        stated = f"{count(len(value), 'item')} stated ({said}); none of the kinds that cost points"
        return line(data(stated), evidence_of(item.evidence), place)
    reason = muted_data(f"; {item.reason}") if item.reason else ""
    # A reason without evidence says so itself.
    evidence = "" if item.reason and not item.evidence else evidence_of(item.evidence)
    return line(data(said), evidence, reason, place)


def fact_at(practice: model.Practice, field: str) -> str | None:
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
    said = f"{name}: {fact(value)}"
    return f"{sentence} ({said})" if isinstance(block, BaseModel) and isinstance(sentence, str) else said


def place_of(field: str, lines: Mapping[str, int]) -> str:
    """The address of a field, with its line in the file where it has one."""
    number = lines.get(field)
    return f"{field} line {number}" if number else field


def evidence_of(evidence: Sequence[str]) -> doc.Line:
    """What a fact cites, or that it cites nothing."""
    return line(muted(" ["), data(", ".join(evidence)), muted("]")) if evidence else line(muted(" (no evidence)"))
