"""A panel of assessors as a whole: figures, agreement, what to discuss, and its ranking beside the rubric's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secon_cli.analysis.panel.agreement import Agreement, on_criterion, overall
from secon_cli.analysis.panel.assessors import Habit, habit
from secon_cli.analysis.panel.cells import cells
from secon_cli.analysis.panel.disagreement import Disagreement, disagreements
from secon_cli.analysis.panel.standing import Pairs, Standing, by_shift, pairs_of, standings, tau_of
from secon_cli.analysis.results import Provenance, Scored
from secon_cli.panel.model import Assessor


@dataclass(frozen=True, slots=True)
class Panel:
    """What `secon panel` shows; panel and rubric stand side by side, and no number is made of both."""

    provenance: Provenance
    assessors: tuple[Habit, ...]
    practices: tuple[Standing, ...]
    """Those that were rated, in the panel's order."""
    unrated: tuple[str, ...]
    """The ids of the practices that nobody rated."""
    agreement: Agreement
    criteria: Mapping[str, Agreement]
    disagreements: tuple[Disagreement, ...]
    coverage: float
    """The share of assessors × practices × criteria with a rating that counts."""
    tau: float | None
    """Kendall's tau between the panel's ranking and the rubric's."""
    pairs: Pairs
    """In how many pairs of practices the two contradict each other."""

    @property
    def ranked(self) -> tuple[Standing, ...]:
        """The practices that have a place in the panel's ranking."""
        return tuple(one for one in self.practices if one.places)

    @property
    def by_shift(self) -> tuple[Standing, ...]:
        """The practices that the two rankings place differently, the furthest apart first."""
        return by_shift(self.practices)


def panel(assessors: Sequence[Assessor], ranked: Sequence[Scored], provenance: Provenance) -> Panel:
    """What the assessors say of the ranked practices; their order changes nothing."""
    rubric = provenance.rubric
    assessors = sorted(assessors, key=lambda one: one.assessor)
    ids = sorted(one.assessment.practice.id for one in ranked)
    every = cells(assessors, ids, [*rubric.criteria])
    habits = tuple(one for one in (habit(assessor, every) for assessor in assessors) if one)
    practices = standings(ranked, every, rubric.shares, len(assessors))
    return Panel(
        provenance=provenance,
        assessors=habits,
        practices=practices,
        unrated=tuple(id for id in ids if id not in {one.id for one in practices}),
        agreement=overall(every, rubric.shares),
        criteria={criterion: on_criterion(every, criterion) for criterion in rubric.criteria},
        disagreements=disagreements(every, rubric.shares),
        coverage=sum(len(cell.given) for cell in every.values()) / (len(assessors) * len(every)),
        tau=tau_of(practices),
        pairs=pairs_of(practices),
    )
