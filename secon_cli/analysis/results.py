"""Results as they are handed to every format: the numbers, and where they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from secon_cli.engine import Ranked
from secon_cli.practice.time_in_place import GateState, possible_days, share_in_place
from secon_cli.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class Input:
    """A file that went in: its path from the project's root, and the hash of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is in no ranking because it has errors."""

    path: str
    errors: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where numbers come from: enough to compute them again."""

    version: str
    rubric: Rubric
    inputs: tuple[Input, ...]
    options: Mapping[str, object] = field(default_factory=dict)
    shipped: bool = False
    """Whether the practices are those that ship with the tool, because there is no project."""
    left_out: tuple[LeftOut, ...] = ()
    """Files that were read and are not in the result, because they have errors."""

    @property
    def as_of(self) -> date:
        """The day as of which practices were judged."""
        return self.rubric.as_of


@dataclass(frozen=True, slots=True)
class Scored(Ranked):
    """A practice with its rank among all that were scored, and its file."""

    file: str
    """The file of the practice."""
    gate_share: float | None = None
    """Where the gate is uncertain: the share of the possible dates with which it is met."""


@dataclass(frozen=True, slots=True)
class RankGroup:
    """Practices that follow each other in the ranking, between two lines that hold."""

    first: int
    """Position of the first of them in the ranking, from 1; unlike ranks, positions are never shared."""
    last: int
    ids: tuple[str, ...]
    fails_gate: bool
    """Whether they are last because they fail the gate."""
    holds: bool
    """Whether the lines at both its ends hold; a gate that may not be met can move practices across one."""


@dataclass(frozen=True, slots=True)
class RankGroups:
    """The groups of a ranking, and the order inside them that the draws leave open."""

    groups: tuple[RankGroup, ...]
    """With `--groups`: which ranks other weights and dates do not change."""
    coin_tosses: frozenset[str]
    """The practices whose order with the next is a coin toss."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What `secon score` shows: the practices chosen, ranked among all `scored`."""

    provenance: Provenance
    practices: tuple[Scored, ...]
    """In the order shown."""
    scored: int
    ranks_before: Mapping[str, int] | None = None
    """With other weights than the rubric's: the rank of each practice by the rubric's own weights, by id."""
    groups: RankGroups | None = None
    """Which ranks other weights and dates do not change, where that was asked for."""


def placed(ranked: Sequence[Ranked], files: Mapping[str, str], rubric: Rubric | None = None) -> tuple[Scored, ...]:
    """Ranked assessments with their files, by practice id; with a rubric, also how sure an uncertain gate is."""
    scored = []
    for place in ranked:
        practice, share = place.assessment.practice, None
        if place.assessment.gate is GateState.UNCERTAIN and rubric is not None and rubric.gate_years is not None:
            days = possible_days(practice, rubric.as_of)
            share = share_in_place(days, rubric.gate_years) if days else None
        scored.append(Scored(place.rank, place.assessment, files[practice.id], share))
    return tuple(scored)
