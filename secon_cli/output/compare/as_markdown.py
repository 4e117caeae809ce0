"""Two sides in Markdown: the table, what it allows to conclude, the facts behind it, what each could teach."""

from collections.abc import Iterator

from secon_cli.analysis.comparison import Ahead, Comparison, CriterionComparison, IndicatorComparison, Lesson
from secon_cli.analysis.sides import PracticeScore
from secon_cli.output.compare.facts import MOST_INDICATORS, MOST_LESSONS, cut, facts, telling, visits
from secon_cli.output.compare.words import MARK, allows, allows_not, labels, made_of, verdict
from secon_cli.output.markdown import escaped, row
from secon_cli.output.numbers import percent, points, signed, span
from secon_cli.output.provenance_text import provenance_words
from secon_cli.rubric.measures import AnyMeasure


def compare_markdown(comparison: Comparison, *, top: int) -> str:
    """The whole comparison as one document; `top` criteria are looked behind."""
    parts = (_head, _scores, _says, lambda one: _behind(one, top), _lessons, _foot)
    return "\n".join(line for part in parts for line in part(comparison))


def _head(comparison: Comparison) -> Iterator[str]:
    first, second = labels(comparison)
    yield f"# {escaped(first)} and {escaped(second)}"
    for letter, name, side in zip("AB", (first, second), comparison.sides, strict=True):
        yield ""
        yield f"**{letter}: {escaped(name)}**, {span(side.range)} points, {escaped(made_of(side))}"
        yield ""
        for one in side.practices:
            place = f"{escaped(one.practice.title)} ({escaped(one.practice.id)})"
            yield f"- {points(one.total)} {place}, gate {one.gate}"


def _scores(comparison: Comparison) -> Iterator[str]:
    titles = comparison.provenance.rubric.criteria
    yield from ("", row("Criterion", "A", "B", "A − B", "Weight", "Points"), row(":--", *["--:"] * 5))
    for one in comparison.by_size:
        mark = f" {MARK}" if one.ahead is Ahead.OPEN else ""
        yield row(
            escaped(titles[one.id].title),
            *map(points, one.scores),
            signed(one.difference_printed) + mark,
            percent(round(one.weight, 3)),
            f"**{signed(one.points)}**",
        )
    mark = f" {MARK}" if comparison.conclusion.ahead is Ahead.OPEN else ""
    difference = signed(comparison.points)
    totals = points(comparison.first.total), points(comparison.second.total)
    yield row("**Total**", *totals, f"{difference}{mark}", "", f"**{difference}**")
    yield ""
    yield (
        "Points are weight × (A − B), in points of the total; they add up to the difference of the totals. "
        f"{MARK} marks what cannot be told apart."
    )


def _says(comparison: Comparison) -> Iterator[str]:
    yield from ("", escaped(" ".join(verdict(comparison))))
    yield from ("", "## What this allows to conclude", "")
    yield from (f"- {escaped(sentence)}" for sentence in allows(comparison))
    yield from ("", "## What it does not", "")
    yield from (f"- {escaped(sentence)}" for sentence in allows_not(comparison))


def _behind(comparison: Comparison, top: int) -> Iterator[str]:
    chosen = [one for one in comparison.by_size[:top] if one.points]
    if chosen:
        yield from ("", "## Behind the largest differences")
    for one in chosen:
        yield from _criterion(comparison, one)


def _criterion(comparison: Comparison, criterion: CriterionComparison) -> Iterator[str]:
    rule = comparison.provenance.rubric.criteria[criterion.id]
    yield from ("", f"### {escaped(rule.title)}: {_sum(criterion.scores, criterion.points)}", "")
    differing = [one for one in criterion.by_size if one.points]
    shown = cut(differing, MOST_INDICATORS)[0]
    for one in differing:
        indicator = rule.indicators[one.id]
        yield f"- **{escaped(indicator.title)}**: {_sum(one.scores, one.points)}"
        if one in shown:
            yield from _practices(one, indicator.measure)


def _practices(indicator: IndicatorComparison, measure: AnyMeasure) -> Iterator[str]:
    leads = (indicator.difference >= 0, indicator.difference < 0)
    for letter, behind, ahead in zip("AB", indicator.practices, leads, strict=True):
        shown, more = telling(behind, ahead=ahead)
        for one in shown:
            yield f"  - {letter} {one.indicator.score:.0f} {escaped(one.practice.id)}: {_facts(one, measure)}"
        if more:
            yield f"  - {letter}: and {more} more"


def _sum(scores: tuple[float, float], weighted: float) -> str:
    return f"A {points(scores[0])}, B {points(scores[1])}: {signed(weighted)} points"


def _facts(behind: PracticeScore, measure: AnyMeasure) -> str:
    found = facts(behind, measure)
    return "; ".join(
        escaped(one.text) + (f" ({escaped(', '.join(one.evidence))})" if one.evidence else "") for one in found
    )


def _lessons(comparison: Comparison) -> Iterator[str]:
    for learner, teacher, lessons in zip("AB", "BA", comparison.lessons, strict=True):
        yield from ("", f"## What {teacher} could teach {learner}", "")
        if not lessons:
            yield f"Nothing stands out: nowhere is {learner} empty where a practice of {teacher} is full."
            continue
        for lesson in cut(lessons, MOST_LESSONS)[0]:
            yield from _lesson(comparison, lesson)
        yield from ("", "Practices to visit:", "")
        for visit in visits(lessons):
            run_by = f", run by {escaped(visit.run_by)}" if visit.run_by else ""
            learn = f"; to learn it from: {escaped('; '.join(visit.documentation))}" if visit.documentation else ""
            yield f"- {escaped(visit.title)} ({escaped(visit.id)}), {escaped(visit.where)}{run_by}{learn}"


def _lesson(comparison: Comparison, lesson: Lesson) -> Iterator[str]:
    criterion = comparison.provenance.rubric.criteria[lesson.criterion]
    indicator = criterion.indicators[lesson.indicator]
    worth = f"{escaped(criterion.title)}, up to {points(lesson.worth)} points"
    yield f"- **{escaped(indicator.title)}** ({worth}{', not assessed so far' if lesson.unknown else ''})"
    for one in lesson.full:
        yield f"  - {escaped(one.practice.id)}: {_facts(one, indicator.measure)}"


def _foot(comparison: Comparison) -> Iterator[str]:
    yield from ("", f"{escaped(provenance_words(comparison.provenance))}.", "")
