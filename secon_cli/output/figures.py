"""Figures as blocks of the document model: what each shows, not how it is drawn.

Every number is a field of a result, and every text that comes from outside is as it was read: renderers escape it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from secon_cli.output.document import Figure


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FigureCriterion:
    """A criterion of a figure: its short heading, its title, and its share of the weight from 0 to 1."""

    heading: str
    title: str
    share: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RankingBar:
    """A practice of a ranking: its parts, in points of the total, add up to the total."""

    rank: str
    name: str
    region: str
    parts: tuple[float, ...]
    texts: tuple[str, ...]
    """The parts as they are printed, rounded so that they add up."""
    total: str
    possible: float
    """The total if everything vague or unknown turned out well."""
    up_to: str = ""
    """The same as it is printed, where it prints otherwise than the total."""
    gate: str = ""
    """The sign of a gate that is not met, or not for certain."""
    before: str = ""
    """With other weights: the rank by the rubric's own, or `=` where it is the same."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RankingFigure(Figure):
    """Bars of practices, in which the width of a criterion is its weight × its score; `failing` are ranked last."""

    criteria: Sequence[FigureCriterion]
    bars: Sequence[RankingBar]
    failing: Sequence[RankingBar]
    """Those that fail the gate."""
    apart: str
    """The heading of those."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class HeatRow:
    """A row of a heat map: scores from 0 to 100, each with its text, and what follows them."""

    number: str
    name: str
    scores: tuple[float, ...]
    texts: tuple[str, ...]
    marks: tuple[str, ...]
    """A sign next to each text, or nothing: `▲` best, `▼` weakest."""
    total: str
    sign: str = ""
    """The sign of a gate that is not met."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class HeatMap(Figure):
    """Practices or regions × criteria: a number in every cell, which is the darker the higher it is."""

    what: str
    """What a row is: `Practice` or `Region`."""
    criteria: Sequence[FigureCriterion]
    rows: Sequence[HeatRow]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SideBar:
    """A criterion on which two sides differ: positive points are those by which the first is ahead."""

    title: str
    scores: tuple[str, str]
    points: float
    text: str
    sign: str = ""
    """A sign where unknown facts could reverse the difference."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SidesFigure(Figure):
    """Two sides: bars in points of the total, to the side that is ahead."""

    names: tuple[str, str]
    bars: Sequence[SideBar]
    total: SideBar


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RankInterval:
    """The ranks of a practice: in the ranking, under other weights, and whatever the unknown turns out to be."""

    rank: int
    name: str
    usual: tuple[int, int]
    """Between which it is in nine of ten draws of weights."""
    possible: tuple[int, int]
    """Best and worst rank under the weights in force, whatever the unknown turns out to be."""
    sign: str = ""
    """The sign of a gate that is not met, or not for certain."""
    line: str = ""
    """Where a line between this practice and the next holds: how often."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IntervalFigure(Figure):
    """The ranks that practices have under other weights."""

    intervals: Sequence[RankInterval]
