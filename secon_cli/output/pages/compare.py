"""The page of `compare` with two sides, and its records for CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from secon_cli.analysis.comparison import (
    Ahead,
    Comparison,
    CriterionComparison,
    IndicatorComparison,
    Lesson,
    Reason,
    cut,
    main_reason,
    reasons,
)
from secon_cli.analysis.names import short_name
from secon_cli.analysis.sides import PracticeScore, Side, SideKind
from secon_cli.engine.assessment import Assessment
from secon_cli.output.document import (
    Align,
    Block,
    Cell,
    Column,
    DivergingBar,
    Divider,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Items,
    Line,
    Note,
    Paragraph,
    Records,
    Row,
    Span,
    Table,
    Text,
    Tone,
    data,
    joined,
    line,
    muted,
    strong,
    toned,
)
from secon_cli.output.numbers import count, percent, points, signed, span, whole
from secon_cli.output.pages.shared import SOURCE, gate_span, left_out, left_out_notes, provenance_note, source_cells
from secon_cli.practice.facts import fact
from secon_cli.practice.vocabularies import COUNTRIES, OrganisationRole
from secon_cli.rubric.model import Rubric

MARK = "≈"
"""Marks scores that unknown facts could bring level or reverse."""
_REASONS = 3
_MOST_INDICATORS = 2
"""Indicators of a criterion that are shown with their facts."""
_MOST_PRACTICES = 2
"""Practices of a side that are shown with their facts."""
_MOST_FACTS = 2
"""Facts of a practice that are shown."""
_MOST_LESSONS = 5
"""Lessons of a side that are shown with their facts."""
_MOST_MEMBERS = 2
"""Of a side with many practices, so many are named."""
_BAR = 21
_TITLE = 30
"""Columns that the title of a criterion keeps, if it needs them, before names of sides are wrapped."""
_TONES = (Tone.FIRST, Tone.SECOND)


class _Names:
    """What the two sides are called, in sentences (`short`) and in full."""

    def __init__(self, comparison: Comparison) -> None:
        sides = comparison.sides
        self.full, brief = zip(*(_called(side) for side in sides), strict=True)
        self._texts = brief if brief[0] != brief[1] else [side.name for side in sides]
        self._is_id = [side.kind is SideKind.PRACTICE for side in sides]
        self.of = dict(zip((Ahead.FIRST, Ahead.SECOND), (0, 1), strict=True))

    def short(self, side: int, *, start: bool = False) -> Span:
        """The name in a sentence, or at its start."""
        text = self._texts[side]
        if start and not self._is_id[side]:
            text = text[:1].upper() + text[1:]
        return data(text, _TONES[side], strong=True)


def _called(side: Side) -> tuple[str, str]:
    """The full name of a side, and the one that sentences and tables use."""
    match side.kind:
        case SideKind.REGION:
            return f"{side.name} ({', '.join(side.countries)})", short_name(side.name)
        case SideKind.COUNTRY:
            return f"{COUNTRIES[side.name]} ({side.name})", COUNTRIES[side.name]
        case SideKind.PRACTICE:
            return side.practices[0].practice.title, side.name
        case SideKind.REST:
            return "All other practices", "the rest"
        case SideKind.ALL:
            return "All practices", "the whole collection"


def compare_page(comparison: Comparison, *, full: bool = False, top: int = _REASONS) -> Document:
    """Two sides: who is ahead and on what; the `top` largest differences with their facts, or (`full`) everything."""
    names = _Names(comparison)
    blocks: list[Block] = [
        Heading(line(data(names.full[0]), " and ", data(names.full[1])), level=1),
        *_verdict(comparison, names, full=full),
        *_members(comparison, names, full=full),
        _scores(comparison, names, full=full),
        *([] if full else _why(comparison, names, top)),
        *_limits(comparison, names, full=full),
    ]
    if full:
        blocks += [*_details(comparison, names, top), *_lessons(comparison, names)]
    blocks += _foot(comparison, full=full)
    return Document(blocks)


def _verdict(comparison: Comparison, names: _Names, *, full: bool) -> Iterator[Block]:
    first, second = comparison.sides
    conclusion = comparison.conclusion
    match conclusion.ahead:
        case Ahead.EQUAL:
            text: Text = line(
                names.short(0, start=True), " and ", names.short(1), f" have the same total, {points(first.total)}."
            )
        case Ahead.OPEN:
            text = line(
                f"{MARK} The totals of ",
                *(names.short(0), f" ({span(first.range)})", " and ", names.short(1), f" ({span(second.range)})"),
                " cannot be told apart: unknown facts decide who is ahead.",
            )
        case _:
            leader = names.of[conclusion.ahead]
            # A gap that rounds to nothing is not "0.0 points".
            gap = f"by {points(abs(comparison.points)) if comparison.points else 'less than 0.1'} points"
            text = line(
                names.short(leader, start=True),
                *(" is ahead of ", names.short(1 - leader)),
                f" {gap}: {points(first.total)} and {points(second.total)} of 100."
                if leader == 0
                else f" {gap}: {points(second.total)} and {points(first.total)} of 100.",
            )
    yield Paragraph(text)
    yield Paragraph(_leads(comparison, names, full=full))


def _on(comparison: Comparison, side: Ahead) -> list[CriterionComparison]:
    return [criterion for criterion in comparison.by_size if criterion.ahead is side]


def _leads(comparison: Comparison, names: _Names, *, full: bool) -> Line:
    """On which criteria each side leads, or (not `full`) on how many."""
    titles = comparison.provenance.rubric.criteria
    parts: list[Text] = []
    for side in Ahead:
        criteria = _on(comparison, side)
        if not criteria:
            continue
        who: Text = {Ahead.EQUAL: "equal on ", Ahead.OPEN: f"{MARK} open on "}.get(side, "")
        if side in names.of:
            who = line(names.short(names.of[side], start=not parts), " leads on ")
        if len(criteria) == len(comparison.criteria) > 1:
            parts.append(line(who, "every criterion"))
        elif full:
            parts.append(line(who, _and([data(titles[criterion.id].title) for criterion in criteria])))
        else:
            of = f" of {len(comparison.criteria)} criteria" if not parts else ""
            parts.append(line(who, f"{len(criteria)}{of}"))
    return line(joined(parts, "; " if full else ", "), ".")


def _scores(comparison: Comparison, names: _Names, *, full: bool) -> Table:
    rubric = comparison.provenance.rubric
    longest = max(len(criterion.title) for criterion in rubric.criteria.values())
    most = max((abs(criterion.points) for criterion in comparison.criteria), default=0.0)
    columns = [
        Column("Criterion", flex=True, wrap=True, narrowest=min(longest, _TITLE)),
        Column(names.short(0), Align.RIGHT, flex=True, narrowest=7, wrap=True),
        Column("", width=_BAR),
        Column(names.short(1), Align.RIGHT, flex=True, narrowest=7, wrap=True),
        *([Column("Difference", Align.RIGHT), Column("Weight", Align.RIGHT)] if full else []),
        Column("Points", Align.RIGHT),
        Column("", optional=False),
    ]

    def row(
        title: Text, scores: tuple[float, float], bar: Cell, detail: tuple[Text, Text], gap: float, ahead: Ahead
    ) -> Row:
        mark = toned(MARK, Tone.WEAK) if ahead is Ahead.OPEN else ""
        cells: list[Cell] = [title, points(scores[0]), bar, points(scores[1]), *(detail if full else ())]
        return Row(*cells, _signed(gap), mark)

    rows: list[Row | Divider] = [
        row(
            data(rubric.criteria[criterion.id].title),
            criterion.scores,
            DivergingBar(criterion.points, most),
            (signed(criterion.difference_printed), muted(percent(round(criterion.weight, 3)))),
            criterion.points,
            criterion.ahead,
        )
        for criterion in comparison.by_size
    ]
    rows += [
        Divider(rule=True),
        row(
            strong("Total"),
            (comparison.first.total, comparison.second.total),
            "",
            (signed(comparison.points), ""),
            comparison.points,
            comparison.conclusion.ahead,
        ),
    ]
    return Table(columns, rows)


def _signed(gap: float) -> Span:
    return strong(signed(gap), Tone.MUTED if not gap else _TONES[0] if gap > 0 else _TONES[1])


def _why(comparison: Comparison, names: _Names, top: int) -> Iterator[Block]:
    """The largest differences, each with the indicator and the facts that make most of it."""
    chosen = [criterion for criterion in comparison.by_size[:top] if criterion.points]
    if not chosen:
        return
    yield Heading("Why")
    items = []
    for criterion in chosen:
        rule = comparison.provenance.rubric.criteria[criterion.id]
        indicator = criterion.by_size[0]
        leader = 0 if indicator.difference >= 0 else 1
        fact = main_reason(reasons(indicator.practices[leader][0], rule.indicators[indicator.id].measure))
        first, second = indicator.scores
        text = line(
            *(data(rule.title, strong=True), ": ", data(rule.indicators[indicator.id].title)),
            *(muted(f" ({whole(first)} and {whole(second)}); "), names.short(leader), ": ", data(fact.short)),
        )
        items.append(Item(text, _signed(criterion.points)))
    yield Items(items)


def _members(comparison: Comparison, names: _Names, *, full: bool) -> Iterator[Block]:
    """The practices of each side, of many the first and how many more."""
    if not full:
        facts = []
        for place, side in enumerate(comparison.sides):
            if side.kind is SideKind.PRACTICE:
                continue
            shown, more = cut(side.practices, _MOST_MEMBERS)
            listed: list[Text] = [line(*_scored(assessment), " ", data(assessment.practice.id)) for assessment in shown]
            if more:
                listed.append(f"and {more} more")
            facts.append(Fact(names.short(place, start=True), [joined(listed)]))
        if facts:
            yield Facts(facts)
        return
    for place, side in enumerate(comparison.sides):
        yield Heading(line(data(names.full[place], _TONES[place]), f": {span(side.range)}"), level=2)
        yield Table(
            [
                Column("Total", Align.RIGHT),
                Column(""),
                Column("Practice", flex=True, wrap=True),
                Column("Id", flex=True),
            ],
            [
                Row(*_scored(assessment)[::2], data(assessment.practice.title), muted_data(assessment.practice.id))
                for assessment in side.practices
            ],
            header=False,
        )


def muted_data(text: str) -> Span:
    """Data that matters less."""
    return data(text, Tone.MUTED)


def _scored(assessment: Assessment) -> tuple[Text, Text, Text]:
    return points(assessment.total), " ", gate_span(assessment.gate)


def _limits(comparison: Comparison, names: _Names, *, full: bool) -> Iterator[Block]:
    """What the difference allows to conclude, and what not."""
    statements = [*_membership(comparison, names), *_pairs(comparison, names), *_chance(comparison)]
    practices = comparison.first.kind is comparison.second.kind is SideKind.PRACTICE
    nature = "two practices, not their regions" if practices else "selected examples, not a random sample"
    if not full:
        yield Heading(f"How far this goes: {nature}")
        if statements:
            yield Items(statements)
        return
    yield Heading("What this allows to conclude")
    yield Items([*_largest(comparison), *_pairs(comparison, names)])
    yield Heading("What it does not")
    yield Items(
        [
            f"The comparison is between {nature}.",
            *_chance(comparison),
            *_membership(comparison, names),
            "A low score may reflect the description, not the practice: what a report leaves out earns nothing.",
        ]
    )


def _largest(comparison: Comparison) -> Iterator[Text]:
    criteria = {criterion.id: criterion for criterion in comparison.criteria}
    titles = comparison.provenance.rubric.criteria
    certain: list[Text] = []
    open: list[Text] = []
    for id in comparison.conclusion.mostly:
        text = line(data(titles[id].title), f" ({signed(criteria[id].points)})")
        (open if criteria[id].ahead is Ahead.OPEN else certain).append(text)
    if certain:
        yield line("These practices, as described, differ most in ", _and(certain), ".")
    if open:
        yield line(f"{MARK} On stated facts they differ in ", _and(open), "; unknown facts could reverse that.")
    if not certain and not open:
        yield "These practices, as described, do not differ on any criterion with a weight."


def _pairs(comparison: Comparison, names: _Names) -> Iterator[Text]:
    pairs = comparison.conclusion.pairs
    if pairs is None or pairs.all == 1:
        return
    leader = 0 if pairs.first >= pairs.second else 1
    won, certain = ((pairs.first, pairs.first_certain), (pairs.second, pairs.second_certain))[leader]
    if won < pairs.all:
        certain_in_all = (pairs.first, pairs.second) == (pairs.first_certain, pairs.second_certain)
        yield line(
            *(
                f"The sides overlap: of {pairs.all} pairs, ",
                names.short(0),
                f" is higher in {pairs.first}, ",
            ),
            *(names.short(1), f" in {pairs.second}"),
            "." if certain_in_all else f" (certain in {pairs.first_certain} and {pairs.second_certain}).",
        )
        return
    unsure = pairs.all - certain
    yield line(
        *("On stated facts, every" if unsure else "Every", " practice of ", names.short(leader)),
        *(" is above every one of ", names.short(1 - leader)),
        f"; unknown facts could change {unsure} of {pairs.all} pairs." if unsure else ".",
    )


def _chance(comparison: Comparison) -> Iterator[Text]:
    splits = comparison.conclusion.splits
    if splits is not None:
        sure = all(span(side.range) == points(side.total) for side in comparison.sides)
        share = percent(round(splits.share, 2 if splits.share >= 0.01 else 3))
        stated = "" if sure else ", on stated facts"
        yield f"Chance alone gives a gap this large in {splits.as_large:,} of {splits.all:,} splits ({share}{stated})."


def _membership(comparison: Comparison, names: _Names) -> Iterator[Text]:
    """What the gate leaves out, and which practices are on both sides."""
    for place, side in enumerate(comparison.sides):
        if side.left_out:
            ids = joined([data(assessment.practice.id) for assessment in side.left_out])
            yield line("Left out of ", names.short(place), " for failing the gate: ", ids, ".")
    both = comparison.conclusion.on_both
    if both:
        verb = "is" if len(both) == 1 else "are"
        shown, more = cut(both, _MOST_MEMBERS)
        ids = joined([data(id) for id in shown])
        rest = f" and {more} more" if more else ""
        yield line(f"{count(len(both))} {verb} on both sides, which makes the difference smaller: ", ids, f"{rest}.")


def _details(comparison: Comparison, names: _Names, top: int) -> Iterator[Block]:
    """The largest differences, indicator by indicator, with the facts of each practice."""
    chosen = [criterion for criterion in comparison.by_size[:top] if criterion.points]
    if chosen:
        many = f"{len(chosen)} largest differences" if len(chosen) > 1 else "largest difference"
        yield Heading(f"Behind the {many}")
    for criterion in chosen:
        rule = comparison.provenance.rubric.criteria[criterion.id]
        yield Heading(line(data(rule.title), *_sum(criterion.scores, criterion.points, names)), level=3)
        differing = [indicator for indicator in criterion.by_size if indicator.points]
        shown = cut(differing, _MOST_INDICATORS)[0]
        yield Items(
            [
                Item(
                    line(
                        data(rule.indicators[indicator.id].title, strong=True),
                        *_sum(indicator.scores, indicator.points, names),
                    ),
                    inner=_practices(comparison, names, criterion, indicator) if indicator in shown else (),
                )
                for indicator in differing
            ]
        )
        alike = [data(rule.indicators[one.id].title) for one in criterion.by_size if not one.points]
        if alike:
            yield Paragraph(line(muted("About equal: "), joined(alike, "; ")), indent=2)


def _sum(scores: tuple[float, float], gap: float, names: _Names) -> Iterator[Text]:
    yield from (": ", names.short(0), f" {points(scores[0])}, ", names.short(1), f" {points(scores[1])}, ")
    yield from (_signed(gap), " points")


def _practices(
    comparison: Comparison, names: _Names, criterion: CriterionComparison, indicator: IndicatorComparison
) -> list[Block]:
    measure = comparison.provenance.rubric.criteria[criterion.id].indicators[indicator.id].measure
    items: list[Item | Text] = []
    for side, scores in enumerate(indicator.practices):
        ahead = (indicator.difference >= 0) == (side == 0)
        shown, more = cut(scores if ahead else scores[::-1], _MOST_PRACTICES)
        for score in shown:
            text = line(data(score.practice.id, _TONES[side]), f" {whole(score.indicator.score)}")
            items.append(Item(text, "·", [_facts(reasons(score, measure))]))
        if more:
            items.append(Item(line("and ", f"{more} more of ", names.short(side)), "·"))
    return [Items(items)]


def _facts(found: Sequence[Reason]) -> Items:
    shown, more = cut(found, _MOST_FACTS)
    items: list[Item | Text] = []
    for reason in shown:
        evidence = muted_data(f"  [{', '.join(reason.evidence)}]") if reason.evidence else ""
        items.append(Item(line(data(reason.text), evidence), toned("+", Tone.GOOD) if reason.counted else "·"))
    if more:
        items.append(Item(muted(f"and {more} more"), "·"))
    return Items(items)


def _lessons(comparison: Comparison, names: _Names) -> Iterator[Block]:
    rubric = comparison.provenance.rubric
    for learner, lessons in enumerate(comparison.lessons):
        teacher = 1 - learner
        yield Heading(line("What ", names.short(learner), " could learn from ", names.short(teacher)))
        if not lessons:
            none = (names.short(learner), " scores 0 and a practice of ", names.short(teacher), " scores 100.")
            yield Paragraph(line("There is no indicator on which ", *none))
            continue
        shown, more = cut(lessons, _MOST_LESSONS)
        yield Items([_lesson(lesson, rubric, names, learner) for lesson in shown])
        if more:
            titles = [
                data(rubric.criteria[one.criterion].indicators[one.indicator].title) for one in lessons[len(shown) :]
            ]
            yield Paragraph(line(muted("Also: "), joined(titles, "; ")), indent=2)
        yield Heading("Practices to visit", level=3)
        yield Items(list(_visits(shown)))


def _lesson(lesson: Lesson, rubric: Rubric, names: _Names, learner: int) -> Item:
    criterion = rubric.criteria[lesson.criterion]
    indicator = criterion.indicators[lesson.indicator]
    unknown = line("; not assessed in ", names.short(learner)) if lesson.unknown else ""
    worth = line(
        muted(" ("), muted_data(criterion.title), muted(f", up to {points(lesson.worth)} points"), unknown, muted(")")
    )
    shown, more = cut(lesson.full, _MOST_PRACTICES)
    inner: list[Item | Text] = [
        Item(data(score.practice.id), "·", [_facts(reasons(score, indicator.measure))]) for score in shown
    ]
    if more:
        others = joined([data(score.practice.id) for score in lesson.full[len(shown) :]])
        inner.append(Item(line(muted("also: "), others), "·"))
    return Item(line(data(indicator.title, strong=True), worth), inner=[Items(inner)])


def _visits(lessons: Sequence[Lesson]) -> Iterator[Item]:
    """The practices of the lessons that are shown, each once: who runs it, where, and what documents it."""
    scores: list[PracticeScore] = [score for lesson in lessons for score in cut(lesson.full, _MOST_PRACTICES)[0]]
    for practice in {score.practice.id: score.practice for score in scores}.values():
        location = practice.location
        place = next(iter(location.places or ()), None)
        where = ", ".join([*([place] if place else []), location.partner, COUNTRIES[location.country]])
        leads = [one.name for one in practice.organisations if one.role is OrganisationRole.LEAD]
        documents, more = cut((practice.transfer.documentation if practice.transfer else None) or (), _MOST_FACTS)
        inner: list[Block] = [Paragraph(line("run by ", data(", ".join(leads))))] if leads else []
        if documents:
            rest = f"; and {more} more" if more else ""
            inner.append(Paragraph(line("documented in ", data("; ".join(map(fact, documents))), rest)))
        yield Item(line(data(practice.id, strong=True), "  ", muted_data(where)), inner=inner)


def _foot(comparison: Comparison, *, full: bool) -> Iterator[Block]:
    more = "`secon show ID` for one practice" if full else "`--full`"
    open = any(criterion.ahead is Ahead.OPEN for criterion in comparison.criteria)
    mark = f"; {MARK}: unknown facts could reverse it" if open else ""
    gate = "; ✗ fails the gate" if any(side.failing for side in comparison.sides) else ""
    yield Note(f"Scores 0 to 100; points: weight × difference{gate}{mark}. More: {more}.")
    yield from left_out(comparison.provenance)
    used = {id for side in comparison.sides for id in side.ids}
    options = {name: value for name, value in comparison.provenance.options.items() if name not in ("first", "second")}
    yield provenance_note(replace(comparison.provenance, options=options), comparison.scored, len(used))


def _and(parts: Sequence[Text]) -> Line:
    """Parts in a sentence: a, b and c."""
    return line(joined(parts[:-1]), " and ", parts[-1]) if len(parts) > 1 else line(*parts)


def compare_records(comparison: Comparison) -> Records:
    """Rows of level `total`, `criterion` and `indicator`; each level's `weighted` adds up to the total's difference."""
    columns = ["first", "second", "level", "criterion", "indicator", "weight", "first_score", "second_score"]
    names = [side.name for side in comparison.sides]
    source = source_cells(comparison.provenance.rubric)
    rows: list[Sequence[object]] = [
        [
            *(*names, "total", "", "", 1.0, comparison.first.total, comparison.second.total),
            *(comparison.difference, comparison.difference, *source),
        ]
    ]
    for criterion in comparison.criteria:
        gap = (criterion.difference, criterion.weighted)
        rows.append([*names, "criterion", criterion.id, "", criterion.weight, *criterion.scores, *gap, *source])
        for part in criterion.indicators:
            # The share of the total, so that weight × difference is the number next to it.
            weight = criterion.weight * part.weight
            gap = (part.difference, part.weighted)
            rows.append([*names, "indicator", criterion.id, part.id, weight, *part.scores, *gap, *source])
    notes = left_out_notes(comparison.provenance)
    return Records([*columns, "difference", "weighted", *SOURCE], rows, notes)
