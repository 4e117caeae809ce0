"""The report: everything that a ranking of practices says, in one result, and what can be concluded from it.

A conclusion is data: who is meant, in how many cases, and whether it holds whatever is unknown. Pages word it. Nothing
here is read out of prose: across regions, only coded fields are counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secon_cli.analysis import sides
from secon_cli.analysis.comparison import Comparison, Lesson, compare, lessons
from secon_cli.analysis.panel import Panel
from secon_cli.analysis.profile import PracticeProfile
from secon_cli.analysis.results import Input, Provenance, Ranking, Scored
from secon_cli.analysis.robustness.study import Robustness
from secon_cli.engine import TIE, Range, difference_of
from secon_cli.practice.fields import find
from secon_cli.practice.model import Challenge, Innovation
from secon_cli.practice.time_in_place import GateState
from secon_cli.rubric.model import Rubric

_MOST_LESSONS = 3
"""What a region is shown to learn from others."""
CODED_MORE = {
    "organisations[].type": "Kinds of organisation",
    "location.scope": "Area covered",
    "resources.funding[].kind": "Forms of funding",
    "resources.funding[].level": "Levels of funding",
    "ethics.safeguards[].kind": "Ethical safeguards",
    "sustainability.risks[].kind": "Risks to continuity",
}
"""Coded fields that a report counts on top of those that a comparison of all regions does."""
STATEMENTS = {"details.innovation": "details.innovation[].kind", "details.challenges": "details.challenges[].kind"}
"""Lists whose items are listed one by one in the conclusions, with the coded field that they are grouped by."""


@dataclass(frozen=True, slots=True)
class FirstPlace:
    """Who is first, and how safely."""

    ids: tuple[str, ...]
    """The practices of rank 1; several where they are level."""
    lead: float | None
    """Points to the next practice on its side of the gate, as the printed totals differ; None where there is none."""
    fails_gate: bool
    """Whether no practice passes the gate, so that one that fails it is first."""
    certain: bool
    """Whether nothing that is unknown can change it under the weights in force."""
    safe: bool
    """Whether it is first in nearly all draws of other weights, with the unknown drawn and without."""
    draws: tuple[float, float] | None
    """The share of draws in which it is first: the smaller and the larger, without and with the unknown drawn."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the ranking says."""

    practices: int
    countries: int
    regions: int
    first: FirstPlace
    levels: Mapping[str, Range]
    """Of each criterion the mean of all practices, from what is certain to what is possible; the highest first."""
    highest_certain: bool
    """Whether the highest of them is the highest whatever is unknown."""
    lowest_certain: bool
    not_met: tuple[str, ...]
    """The practices that fail the gate."""
    uncertain: tuple[str, ...]
    """The practices of which the dates leave open whether they pass it."""
    gaps: tuple[sides.RegionScores, ...]
    """Criteria by what separates the regions, in points of the total, the most first; none with one region."""
    separates_certain: bool
    """Whether the first of them separates regions most whatever is unknown."""


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """One item of a coded list, with the practice that states it."""

    kind: str
    what: str
    practice: str
    region: str


@dataclass(frozen=True, slots=True)
class CrossRegion:
    """What regions have in common and what sets them apart, counted from coded fields."""

    fields: tuple[sides.Commonality, ...]
    """The coded fields that any practice states."""
    statements: Mapping[str, tuple[CodedStatement, ...]]
    """By list: its items, those of the most widespread kind first."""
    lessons: tuple[tuple[str, Lesson], ...]
    """What a region scores nothing on and practices of others have in full: by region, the most valuable first."""

    def field(self, path: str) -> sides.Commonality | None:
        """What is counted of a coded field; None where no practice states it."""
        return next((field for field in self.fields if field.field == path), None)


@dataclass(frozen=True, slots=True)
class Report:
    """What `secon report` writes."""

    provenance: Provenance
    title: str | None
    introduction: str | None
    """A text in Markdown, by the author of the report."""
    closing: str | None
    """The author's own conclusions, in Markdown, next to those that are computed."""
    own: Rubric
    """The rubric with its own weights."""
    ranking: Ranking
    everyone: tuple[Scored, ...]
    """All practices that were ranked."""
    regions: sides.RegionTable
    robustness: Robustness | None
    """None with a single practice."""
    panel: Panel | None
    profiles: tuple[PracticeProfile, ...]
    """The practices that are described, in the order of the ranking."""
    findings: Findings
    conclusions: CrossRegion

    @property
    def rubric(self) -> Rubric:
        """The rubric in force."""
        return self.provenance.rubric

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of every practice that was ranked, by id."""
        practices = (scored.assessment.practice for scored in self.everyone)
        return {practice.id: practice.title for practice in practices}

    @property
    def practice_files(self) -> tuple[Input, ...]:
        """The inputs that are practices, also those with errors: not the author's texts and the assessors' ratings."""
        paths = {*(scored.file for scored in self.everyone), *(file.path for file in self.provenance.left_out)}
        return tuple(source for source in self.provenance.inputs if source.path in paths)

    @property
    def first_pair(self) -> Comparison | None:
        """The two regions with the highest totals compared; None with a single region."""
        if len(self.regions.regions) < 2:
            return None
        first, second = self.regions.regions[:2]
        return compare(first, second, self.provenance, self.regions.scored)

    @property
    def by_region(self) -> tuple[tuple[str, tuple[PracticeProfile, ...]], ...]:
        """The practices that are described by partner region, regions and practices in the order of their ranks."""
        groups: dict[str, list[PracticeProfile]] = {}
        for profile in self.profiles:
            groups.setdefault(profile.scored.assessment.practice.location.area, []).append(profile)
        return tuple((name, tuple(group)) for name, group in groups.items())


# --- What the ranking says --------------------------------------------------------------------------------------------


def findings(
    everyone: Sequence[Scored], regions: sides.RegionTable, robustness: Robustness | None, rubric: Rubric
) -> Findings:
    """What can be said of a ranking of one practice or more."""
    assessments = [scored.assessment for scored in everyone]
    means = [(key, sides.mean_range([own.criterion(key).range for own in assessments])) for key in rubric.criteria]
    levels = dict(sorted(means, key=lambda level: -level[1].low))
    highest, *lower = levels.values()
    *higher, lowest = levels.values()
    compared = regions.by_spread if len(regions.regions) > 1 else ()
    gaps = tuple(scores for scores in compared if scores.spread > TIE)
    worth = [Range(*(scores.weight * end for end in scores.spread_range)) for scores in compared]
    places = [assessment.practice.location for assessment in assessments]
    leaders = [scored for scored in everyone if scored.rank == 1]
    total, fails = leaders[0].assessment.total, leaders[0].assessment.fails_gate
    # A practice that fails the gate is behind all that pass it, however high its total is.
    others = [
        scored.assessment.total for scored in everyone if scored.rank != 1 and scored.assessment.fails_gate is fails
    ]
    ids = tuple(scored.id for scored in leaders)
    rows = [row for row in robustness.rows if row.id in ids] if robustness else []
    shares = [share for row in rows for share in (row.weights.first, row.joint.first)]
    return Findings(
        practices=len(everyone),
        countries=len({place.country for place in places}),
        regions=len({place.area for place in places}),
        first=FirstPlace(
            ids=ids,
            lead=difference_of(total, others[0]) if others else None,
            fails_gate=fails,
            certain=all(row.possible == (1, 1) for row in rows),
            safe=all(row.safely_first for row in rows),
            draws=(min(shares), max(shares)) if shares else None,
        ),
        levels=levels,
        highest_certain=sides.above(highest, lower),
        lowest_certain=sides.below(lowest, higher),
        not_met=tuple(own.id for own in assessments if own.fails_gate),
        uncertain=tuple(own.id for own in assessments if own.gate is GateState.UNCERTAIN),
        gaps=gaps,
        # Also regions that are level now could differ, where something is unknown.
        separates_certain=bool(gaps) and gaps[0].spread_range.low > TIE and sides.above(worth[0], worth[1:]),
    )


# --- What regions share, and what sets them apart -----------------------------------------------------------------


def across_regions(table: sides.RegionTable, rubric: Rubric) -> CrossRegion:
    """What is counted from coded fields over all regions."""
    learned: list[tuple[str, Lesson]] = []
    for side in table.regions if len(table.regions) > 1 else ():
        others = tuple(assessment for other in table.regions if other is not side for assessment in other.practices)
        # What the region was not assessed on is no lesson.
        known = [
            lesson
            for lesson in lessons(sides.Side("rest", sides.SideKind.REST, others), side, rubric)
            if not lesson.unknown
        ]
        learned += [(side.name, lesson) for lesson in known[:_MOST_LESSONS]]
    counted = (*table.common, *(sides.commonality(table.regions, *coded) for coded in CODED_MORE.items()))
    statements = {}
    for path, kind in STATEMENTS.items():
        uses = next((field.uses for field in counted if field.field == kind), ())
        order = {use.term: place for place, use in enumerate(uses)}
        stated = [
            CodedStatement(str(item.value.kind), str(item.value.what), assessment.id, side.name)
            for side in table.regions
            for assessment in side.practices
            for item in find(assessment.practice, f"{path}[]") or ()
            if isinstance(item.value, Challenge | Innovation)
        ]
        # What has no kind of its own comes last.
        stated.sort(key=lambda statement: (statement.kind in sides.ABSENT, order.get(statement.kind, len(order))))
        statements[path] = tuple(stated)
    return CrossRegion(tuple(field for field in counted if field.regions), statements, tuple(learned))
