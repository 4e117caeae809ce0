"""The pages of `compare` with two sides, and of `why`: in ten lines, why one practice ranks above another."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from secon_cli.analysis.comparison import (
    Ahead,
    Comparison,
    CriterionComparison,
    IndicatorComparison,
    Lesson,
    main_reason,
    reasons,
)
from secon_cli.analysis.names import short_name
from secon_cli.analysis.sides import SideKind
from secon_cli.engine import IndicatorAssessment
from secon_cli.output import document as doc
from secon_cli.output.document import data, joined, line, muted, prose, strong, toned
from secon_cli.output.numbers import gate_reason, percent, points, share, signed, span, whole
from secon_cli.output.pages import shared
from secon_cli.output.pages.shared import gate_span, left_out, muted_data, provenance_note, right, some, wrapped
from secon_cli.output.plain_text import among, count
from secon_cli.practice.fields import fact
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState
from secon_cli.practice.vocabularies import COUNTRIES, OrganisationRole
from secon_cli.rubric.base import cut
from secon_cli.rubric.model import Criterion

if TYPE_CHECKING:  # It loads numpy.
    from secon_cli.analysis.why import Why

MARK = "≈"
"""Marks scores that unknown facts could bring level or reverse."""
_REASONS, _MOST_INDICATORS, _MOST_PRACTICES, _MOST_FACTS, _MOST_LESSONS = 3, 2, 2, 2, 5
"""What is shown with facts: criteria, indicators of one, practices of a side, facts of a practice, lessons."""
_MOST_MEMBERS = 2
"""Of a side with many practices, so many are named."""
_SILENCE = "A low score may reflect the description, not the practice: a report earns nothing for what it leaves out."
_BAR, _BAR_AT_LEAST = 21, 13
_TITLE, _PART = 30, 15
"""Columns that the title of a criterion and a part of a name keep, if they need them."""
_ROOM = 68
"""Columns for the title of a criterion, the names of both sides and the bars, on a terminal of 80."""
_TONES = (doc.Tone.FIRST, doc.Tone.SECOND)
_PLACES = {Ahead.FIRST: 0, Ahead.SECOND: 1}


def compare_page(
    comparison: Comparison, *, full: bool = False, top: int = _REASONS, collection: str | None = None
) -> doc.Document:
    """Two sides: who is ahead and on what; the `top` largest differences with their facts, or (`full`) everything.

    `collection` is where the practices are, if it was named.
    """
    page = _ComparePage(comparison, full=full, top=top)
    return doc.Document(
        [
            doc.Heading(line(data(page.titles[0]), " and ", data(page.titles[1])), level=1),
            doc.Paragraph(page.verdict()),
            doc.Paragraph(page.leads()),
            *page.members(),
            page.scores(),
            *(() if full else page.why()),
            *page.limits(),
            *([*page.details(), *page.lessons()] if full else ()),
            *page.foot(collection),
        ]
    )


class _ComparePage:
    """The page of a comparison; its methods are its sections, in their order."""

    def __init__(self, comparison: Comparison, *, full: bool, top: int) -> None:
        self.comparison = comparison
        self.full = full
        self.criteria = comparison.provenance.rubric.criteria
        self.largest = [criterion for criterion in comparison.by_size[:top] if criterion.points]
        # The full name of a side, and the one that sentences and tables use.
        called = {
            SideKind.REST: ("All other practices", "the rest"),
            SideKind.ALL: ("All practices", "the whole collection"),
        }
        names = []
        for side in comparison.sides:
            if side.kind is SideKind.REGION:
                names.append((f"{side.name} ({', '.join(side.countries)})", short_name(side.name)))
            elif side.kind is SideKind.COUNTRY:
                names.append((f"{COUNTRIES[side.name]} ({side.name})", COUNTRIES[side.name]))
            else:
                names.append(called.get(side.kind) or (side.practices[0].practice.title, side.name))
        self.titles, brief = zip(*names, strict=True)
        self.brief = brief if brief[0] != brief[1] else [side.name for side in comparison.sides]

    def name(self, place: int, *, start: bool = False) -> doc.Span:
        """What a side is called in a sentence, or at its start."""
        text = self.brief[place]
        if start and self.comparison.sides[place].kind is not SideKind.PRACTICE:
            text = text[:1].upper() + text[1:]
        return data(text, _TONES[place], strong=True)

    def verdict(self) -> doc.Line:
        sides, ahead = self.comparison.sides, self.comparison.ahead
        if ahead is Ahead.EQUAL:
            same = f" have the same total, {points(sides[0].total)}."
            return line(self.name(0, start=True), " and ", self.name(1), same)
        if ahead is Ahead.OPEN:
            totals = joined([line(self.name(place), f" ({span(sides[place].range)})") for place in (0, 1)], " and ")
            why = " cannot be ordered: unknown facts decide which is ahead."
            return line(f"{MARK} The totals of ", totals, why)
        leader = _PLACES[ahead]
        high, low = (points(sides[place].total) for place in (leader, 1 - leader))
        by = f" by {_gap(self.comparison.points)} points: {high} and {low} of 100."
        return line(self.name(leader, start=True), " is ahead of ", self.name(1 - leader), by)

    def leads(self) -> doc.Line:
        all = len(self.comparison.criteria)
        parts: list[doc.Text] = []
        for ahead in Ahead:
            criteria = [criterion for criterion in self.comparison.by_size if criterion.ahead is ahead]
            if not criteria:
                continue
            who: doc.Text = "equal on " if ahead is Ahead.EQUAL else f"{MARK} open on "
            if ahead in _PLACES:
                who = line(self.name(_PLACES[ahead], start=not parts), " leads on ")
            on: doc.Text = str(len(criteria)) if parts else f"{len(criteria)} of {all} criteria"
            if len(criteria) == all > 1:
                on = "every criterion"
            elif self.full:
                on = _and([data(self.criteria[criterion.id].title) for criterion in criteria])
            parts.append(line(who, on))
        return line(joined(parts, "; " if self.full else ", "), ".")

    def members(self) -> Iterator[doc.Block]:
        facts = []
        for place, side in enumerate(self.comparison.sides):
            if self.full:
                yield doc.Heading(line(data(self.titles[place], _TONES[place]), f": {span(side.range)}"), level=2)
                practice, id = wrapped("Practice"), doc.Column("Id", flex=True)
                rows = []
                for assessment in side.practices:
                    title, named = data(assessment.practice.title), muted_data(assessment.practice.id)
                    rows.append(doc.Row(points(assessment.total), gate_span(assessment.gate), title, named))
                yield doc.Table([*right("Total"), doc.Column(""), practice, id], rows, header=False)
            elif side.kind is not SideKind.PRACTICE:
                members = [
                    line(points(assessment.total), " ", gate_span(assessment.gate), " ", data(assessment.practice.id))
                    for assessment in side.practices
                ]
                facts.append(doc.Fact(self.name(place, start=True), [some(members, _MOST_MEMBERS)]))
        if facts:
            yield doc.Facts(facts)

    def scores(self) -> doc.Table:
        comparison = self.comparison
        longest = max(len(criterion.title) for criterion in self.criteria.values())
        most = max((abs(criterion.points) for criterion in comparison.criteria), default=0.0)
        # Names are broken at spaces and hyphens where there is room for their parts; the bars give way.
        parts = [max(map(len, re.findall("[^ -]+-?", name)), default=0) for name in self.brief]
        narrowest = [min(max(size, 7), _PART) for size in parts]
        sides = [
            doc.Column(self.name(place), doc.Align.RIGHT, flex=True, narrowest=size, wrap=True)
            for place, size in enumerate(narrowest)
        ]
        title = min(longest, _TITLE)
        bar = min(max(_ROOM - sum(narrowest) - title, _BAR_AT_LEAST), _BAR)
        columns = [
            wrapped("Criterion", min(title, _ROOM - sum(narrowest) - bar)),
            *(sides[0], doc.Column("", width=bar), sides[1]),
            *right(*(("Difference", "Weight") if self.full else ()), "Points"),
            doc.Column("", optional=False),
        ]
        rows: list[doc.Row | doc.Divider] = []
        for criterion in comparison.by_size:
            first, second = map(points, criterion.scores)
            weight = muted(percent(round(criterion.weight, 3)))
            rows.append(
                doc.Row(
                    *(data(self.criteria[criterion.id].title), first, doc.DivergingBar(criterion.points, most), second),
                    *((signed(criterion.difference_printed), weight) if self.full else ()),
                    *(_signed(criterion.points), _mark(criterion.ahead)),
                )
            )
        totals = [strong(points(side.total)) for side in comparison.sides]
        detail, gap = (strong(signed(comparison.points)), "") if self.full else (), _signed(comparison.points)
        mark = _mark(comparison.ahead)
        total = doc.Row(strong("Total"), totals[0], "", totals[1], *detail, gap, mark)
        return doc.Table(columns, [*rows, doc.Divider(), total])

    def why(self) -> Iterator[doc.Block]:
        items = []
        for criterion in self.largest:
            rule = self.criteria[criterion.id]
            indicator = criterion.by_size[0]
            leader = 0 if indicator.difference >= 0 else 1
            fact = main_reason(reasons(indicator.practices[leader][0]))
            title = _reason_title(rule, indicator)
            text = line(title, muted("; "), self.name(leader), ": ", prose(fact.short))
            items.append(doc.Item(text, _signed(criterion.points)))
        if items:
            yield from (doc.Heading("Why"), doc.Items(items))

    def limits(self) -> Iterator[doc.Block]:
        practices = all(side.kind is SideKind.PRACTICE for side in self.comparison.sides)
        nature = "two practices, not their regions" if practices else "selected examples, not a random sample"
        if self.full:
            yield doc.Heading("What this shows")
            yield doc.Items([*self.certain(), *self.pairs()])
            yield doc.Heading("What it does not show")
            limits = [f"The comparison is between {nature}.", *self.chance(), *self.membership()]
            yield doc.Items([*limits, _SILENCE])
            return
        yield doc.Heading(f"Limits: {nature}")
        if statements := [*self.membership(), *self.pairs(), *self.chance()]:
            yield doc.Items(statements)

    def certain(self) -> Iterator[doc.Text]:
        mostly = self.comparison.mostly
        certain, uncertain = list[doc.Text](), list[doc.Text]()
        for criterion in self.comparison.by_size[: len(mostly)]:
            named = line(data(self.criteria[criterion.id].title), f" ({signed(criterion.points)})")
            (uncertain if criterion.ahead is Ahead.OPEN else certain).append(named)
        if certain:
            yield line("These practices, as described, differ most in ", _and(certain), ".")
        if uncertain:
            differ = f"{MARK} On stated facts they differ in "
            yield line(differ, _and(uncertain), "; unknown facts could reverse that.")
        if not mostly:
            yield "These practices, as described, do not differ on any criterion with a weight."

    def pairs(self) -> Iterator[doc.Text]:
        pairs = self.comparison.pairs
        if pairs is None or pairs.all == 1:
            return
        won, certain = (pairs.first, pairs.second), (pairs.first_certain, pairs.second_certain)
        leader = 0 if won[0] >= won[1] else 1
        first, second, unsure = self.name(0), self.name(1), pairs.all - certain[leader]
        if won[leader] < pairs.all:
            sure = "." if won == certain else f" (certain in {certain[0]} and {certain[1]})."
            higher = line(first, f" is higher in {won[0]}, ", second, f" in {won[1]}")
            yield line(f"The sides overlap: of {pairs.all} pairs, ", higher, sure)
        else:
            every = line("On stated facts, each" if unsure else "Each", " practice of ", self.name(leader))
            change = f"; unknown facts could change {unsure} of {pairs.all} pairs." if unsure else "."
            yield line(every, " scores above each of ", self.name(1 - leader), change)

    def chance(self) -> Iterator[doc.Text]:
        splits = self.comparison.splits
        if splits is None:
            return
        sure = all(span(side.range) == points(side.total) for side in self.comparison.sides)
        part = percent(round(splits.share, 2 if splits.share >= 0.01 else 3))
        stated = "" if sure else ", on stated facts"
        ways = f"{splits.as_large:,} of {splits.all:,} ways to split these practices"
        yield f"A gap this large results from {ways} ({part}{stated})."

    def membership(self) -> Iterator[doc.Text]:
        for place, side in enumerate(self.comparison.sides):
            if side.left_out:
                ids = joined([data(assessment.practice.id) for assessment in side.left_out])
                yield line("Left out of ", self.name(place), " for failing the gate: ", ids, ".")
        both = self.comparison.on_both
        if both:
            verb = "is" if len(both) == 1 else "are"
            smaller = f"{count(len(both))} {verb} on both sides, which makes the difference smaller: "
            yield line(smaller, some([data(id) for id in both], _MOST_MEMBERS), ".")

    def details(self) -> Iterator[doc.Block]:
        if self.largest:
            many = f"{len(self.largest)} largest differences" if len(self.largest) > 1 else "largest difference"
            yield doc.Heading(f"Behind the {many}")
        for criterion in self.largest:
            rule = self.criteria[criterion.id]
            yield doc.Heading(line(data(rule.title), *self.gap(criterion)), level=3)
            differing = [indicator for indicator in criterion.by_size if indicator.points]
            shown = cut(differing, _MOST_INDICATORS)[0]
            items = []
            for indicator in differing:
                text = line(data(rule.indicators[indicator.id].title, strong=True), *self.gap(indicator))
                items.append(doc.Item(text, inner=[self.practices(indicator)] if indicator in shown else ()))
            yield doc.Items(items)
            alike = [data(rule.indicators[part.id].title) for part in criterion.by_size if not part.points]
            if alike:
                yield doc.Paragraph(line(muted("About equal: "), joined(alike, "; ")))

    def gap(self, part: CriterionComparison | IndicatorComparison) -> Iterator[doc.Text]:
        first, second = part.scores
        yield from (": ", self.name(0), f" {points(first)}, ", self.name(1), f" {points(second)}, ")
        yield from (_signed(part.points), " points")

    def practices(self, indicator: IndicatorComparison) -> doc.Items:
        """The practices of both sides on an indicator: the best of the side ahead, the weakest of the other."""
        items: list[doc.Item | doc.Text] = []
        for place, scores in enumerate(indicator.practices):
            ahead = (indicator.difference >= 0) == (place == 0)
            shown, more = cut(scores if ahead else scores[::-1], _MOST_PRACTICES)
            for own in shown:
                text = line(data(own.practice.id, _TONES[place]), f" {whole(own.score)}")
                items.append(doc.Item(text, "·", [_facts(own)]))
            if more:
                items.append(doc.Item(line(f"and {more} more of ", self.name(place)), "·"))
        return doc.Items(items)

    def lessons(self) -> Iterator[doc.Block]:
        for learner, lessons in enumerate(self.comparison.lessons):
            names = (self.name(learner), self.name(1 - learner))
            yield doc.Heading(line("What ", names[0], " could learn from ", names[1]))
            if not lessons:
                none = (names[0], " scores 0 and a practice of ", names[1], " scores 100.")
                yield doc.Paragraph(line("There is no indicator on which ", *none))
                continue
            shown, more = cut(lessons, _MOST_LESSONS)
            yield doc.Items([self.lesson(lesson, learner) for lesson in shown])
            if more:
                others = lessons[len(shown) :]
                titles = [data(self.criteria[other.criterion].indicators[other.indicator].title) for other in others]
                yield doc.Paragraph(line(muted("Also: "), joined(titles, "; ")))
            yield doc.Heading("Practices to visit", level=3)
            teachers = [own.practice for lesson in shown for own in cut(lesson.full, _MOST_PRACTICES)[0]]
            yield doc.Items([_visit(practice) for practice in {one.id: one for one in teachers}.values()])

    def lesson(self, lesson: Lesson, learner: int) -> doc.Item:
        """An indicator that a side could learn from, and the practices of the other that have 100 on it."""
        criterion = self.criteria[lesson.criterion]
        indicator = criterion.indicators[lesson.indicator]
        unknown = line("; not assessed in ", self.name(learner)) if lesson.unknown else ""
        worth = muted(f", up to {points(lesson.worth)} points")
        shown, more = cut(lesson.full, _MOST_PRACTICES)
        inner: list[doc.Item | doc.Text] = [doc.Item(data(own.practice.id), "·", [_facts(own)]) for own in shown]
        if more:
            others = joined([data(own.practice.id) for own in lesson.full[len(shown) :]])
            inner.append(doc.Item(line(muted("also: "), others), "·"))
        title = line(data(indicator.title, strong=True), muted(" ("), muted_data(criterion.title))
        return doc.Item(line(title, worth, unknown, muted(")")), inner=[doc.Items(inner)])

    def foot(self, collection: str | None) -> Iterator[doc.Block]:
        comparison = self.comparison
        more = f"`secon show ID{among(collection)}` shows one practice" if self.full else "`--full` shows every fact"
        open = Ahead.OPEN in (comparison.ahead, *(criterion.ahead for criterion in comparison.criteria))
        mark = f"; {MARK} open" if open else ""
        gate = "; ✗ fails the gate" if any(side.failing for side in comparison.sides) else ""
        yield doc.Note(f"Points: weight × difference{gate}{mark}. {more}.")
        yield from left_out(comparison.provenance)
        used = {id for side in comparison.sides for id in side.ids}
        yield provenance_note(shared.without_sides(comparison.provenance), comparison.scored, len(used))


def _gap(difference: float) -> str:
    """A difference without its sign; one that rounds to nothing is not `0.0`."""
    return points(abs(difference)) if difference else "less than 0.1"


def _mark(ahead: Ahead) -> doc.Text:
    return toned(MARK, doc.Tone.WEAK) if ahead is Ahead.OPEN else ""


def _signed(gap: float) -> doc.Span:
    return strong(signed(gap), doc.Tone.MUTED if not gap else _TONES[0] if gap > 0 else _TONES[1])


def _reason_title(rule: Criterion, indicator: IndicatorComparison) -> doc.Line:
    """A criterion with its indicator that counts most, and what both sides score on that."""
    title = line(data(rule.title, strong=True), ": ", data(rule.indicators[indicator.id].title))
    first, second = indicator.scores
    return line(title, muted(f" ({whole(first)} and {whole(second)})"))


def _and(parts: Sequence[doc.Text]) -> doc.Line:
    """Parts in a sentence: a, b and c."""
    return line(joined(parts[:-1]), " and ", parts[-1]) if len(parts) > 1 else line(*parts)


def _facts(indicator: IndicatorAssessment) -> doc.Items:
    """The facts that counted for a practice on an indicator, or why nothing did."""
    shown, more = cut(reasons(indicator), _MOST_FACTS)
    items: list[doc.Item | doc.Text] = []
    for reason in shown:
        evidence = muted_data(f"  [{', '.join(reason.evidence)}]") if reason.evidence else ""
        items.append(doc.Item(line(prose(reason.text), evidence), toned("+", doc.Tone.GOOD) if reason.counted else "·"))
    if more:
        items.append(doc.Item(muted(f"and {more} more"), "·"))
    return doc.Items(items)


def _visit(practice: Practice) -> doc.Item:
    """Where a practice is, who runs it, and what documents it."""
    location = practice.location
    places = [*(location.places or ())[:1], location.partner, COUNTRIES[location.country]]
    leads = [body.name for body in practice.organisations if body.role is OrganisationRole.LEAD]
    documents = (practice.transfer.documentation if practice.transfer else None) or ()
    inner: list[doc.Block] = [doc.Paragraph(line("run by ", data(", ".join(leads))))] if leads else []
    if documents:
        named = some([data(fact(document)) for document in documents], _MOST_FACTS, "; ")
        inner.append(doc.Paragraph(line("documented in ", named)))
    return doc.Item(
        line(data(practice.id, strong=True), "  ", muted_data(", ".join(filter(None, places)))), inner=inner
    )


def sides_figure(comparison: Comparison) -> doc.Figure:
    """Two sides by criterion, the largest difference first; who is ahead is in the title."""
    page = _ComparePage(comparison, full=False, top=0)
    # On a slide, a practice has its title, not its id.
    page.brief = [
        title if side.kind is SideKind.PRACTICE else brief
        for side, title, brief in zip(comparison.sides, page.titles, page.brief, strict=True)
    ]
    open = Ahead.OPEN in (comparison.ahead, *(criterion.ahead for criterion in comparison.criteria))
    reverse = f"; {MARK} unknown facts could reverse it" if open else ""
    subtitle = f"Points of the total: weight × difference of the scores{reverse}"
    names = [data(page.name(place, start=True).text) for place in (0, 1)]
    used = {id for side in comparison.sides for id in side.ids}
    source = shared.without_sides(comparison.provenance), comparison.scored, len(used)
    what = line(joined(names, " and "), " by criterion: ")
    return shared.figure(page.verdict(), subtitle, what, page.scores(), *source)


def compare_records(comparison: Comparison) -> doc.Records:
    """Rows of level `total`, `criterion` and `indicator`; each level's `weighted` adds up to the total's difference."""
    columns = ["first", "second", "level", "criterion", "indicator", "weight", "first_score", "second_score"]
    names, totals = [side.name for side in comparison.sides], [side.total for side in comparison.sides]
    gap = comparison.difference
    rows: list[list[object]] = [[*names, "total", "", "", 1.0, *totals, gap, gap]]
    for criterion in comparison.criteria:
        cells = (criterion.weight, *criterion.scores, criterion.difference, criterion.weighted)
        rows.append([*names, "criterion", criterion.id, "", *cells])
        for part in criterion.indicators:
            # The share of the total, so that weight × difference is the number next to it.
            cells = (criterion.weight * part.weight, *part.scores, part.difference, part.weighted)
            rows.append([*names, "indicator", criterion.id, part.id, *cells])
    return shared.records(comparison.provenance, [*columns, "difference", "weighted"], rows)


# --- Why one practice ranks above another ---

_MOST_STEPS = 2
"""Improvements that are named."""


def why_page(why: "Why") -> doc.Document:
    """Ranks and gap; the criteria and facts that make it; what would close it; how often it holds."""
    holds = share(why.weights.stays)
    with_unknowns = share(why.weights_and_unknowns.stays)
    unknowns = f", {with_unknowns} with unknown facts" if with_unknowns != holds else ""
    held = f"Order holds in {holds} of {count(why.sampling.draws, 'draw')} of weights{unknowns}."
    ahead, behind = why.ahead.assessment, why.behind.assessment
    first = data(ahead.practice.id, doc.Tone.FIRST, strong=True)
    second = data(behind.practice.id, doc.Tone.SECOND, strong=True)
    totals = f"{points(ahead.total)} and {points(behind.total)}"
    gate = " (gate uncertain)" if ahead.gate is GateState.UNCERTAIN else ""
    unsure = "; unknown facts could reverse it." if why.reversible and not gate else "."
    ranks = line(first, f" ranks {why.ahead.rank}{gate}, ", second, f" {why.behind.rank}")
    if why.by_gate:
        reason = gate_reason(behind, why.provenance.rubric)
        verdict = line(ranks, f", which fails the gate ({reason}). Totals come second: {totals}", unsure)
    elif why.tied:
        verdict = line(first, " and ", second, f" share rank {why.ahead.rank}: {totals}", unsure)
    else:
        verdict = line(ranks, f": {totals}, ", strong(f"a gap of {_gap(why.comparison.points)}"), unsure)
    return doc.Document(
        [
            doc.Paragraph(verdict),
            doc.Items([*(() if why.by_gate else _reasons(why)), doc.Item(held, "·")]),
            *left_out(why.provenance),
            provenance_note(shared.without_sides(why.provenance), why.comparison.scored, 2),
        ]
    )


def _reasons(why: "Why") -> Iterator[doc.Item]:
    """The criteria that make the gap, each with the shortest of the facts that count most, and what would close it."""
    criteria = why.provenance.rubric.criteria
    for reason in why.reasons:
        title = _reason_title(criteria[reason.criterion.id], reason.indicator)
        text = line(title, ": ", prose(main_reason(reason.facts[0]).short))
        yield doc.Item(text, strong(signed(reason.criterion.points), doc.Tone.FIRST))
    if why.rest:
        others = len(why.comparison.criteria) - len(why.reasons)
        tone = doc.Tone.FIRST if why.rest > 0 else doc.Tone.SECOND
        word = "criterion" if others == 1 else "criteria"
        yield doc.Item(f"on {others} other {word} together", strong(signed(why.rest), tone))
    if why.tied:
        return
    steps = [
        line(data(criteria[step.criterion].indicators[step.indicator].title), f" (up to {signed(step.gain)})")
        for step in why.closing
    ]
    if len(steps) > _MOST_STEPS:
        text = line(f"{len(steps)} steps, first ", steps[0])
    else:
        text = joined(steps, " and ") or line("only time or other weights would do it")
    yield doc.Item(line(muted("To draw level: "), text, "."), "·")
