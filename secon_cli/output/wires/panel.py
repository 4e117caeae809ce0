"""The JSON of `panel` (`secon.panel/1`)."""

from secon_cli.analysis.panel import GivenRating, PanelGap, RankingPairs
from secon_cli.output.wire import ResultWire, View, Wire, constant, of
from secon_cli.practice.assessor import Excluded


class ScalesWire(Wire):
    """Lowest and highest value of ratings and of scores."""

    panel: tuple[int, int] = constant((0, 10))
    rubric: tuple[int, int] = constant((0, 100))


class RatingCountWire(Wire):
    """Ratings that count, of those that could be given."""

    given: int
    possible: int
    excluded: int
    """Given ratings that conflicts of interest leave out."""


class FiguresWire(Wire):
    """Ratings in figures."""

    ratings: int = of(lambda rated: rated.figures.ratings if rated.figures else 0)
    mean: float | None = of("figures.mean")
    median: float | None = of("figures.median")
    lowest: float | None = of("figures.lowest")
    highest: float | None = of("figures.highest")
    spread: float | None = of("figures.spread")
    deviation: float | None = of("figures.deviation")


class AssessorWire(Wire):
    """Who rates."""

    assessor: str
    role: str | None


class StyleWire(FiguresWire, AssessorWire):
    """How an assessor rates."""

    coverage: float
    """Share of the ratings that could be given and count."""
    leniency: float | None = of("mean_bias")
    """Mean of own rating minus mean of the others', where both rated."""
    compared: int
    range_use: float
    """Share of the scale between the lowest and the highest rating."""
    distinct: int = of("distinct_values")
    """How many different ratings were used."""
    conflicts: tuple[Excluded, ...] = of("excluded")
    """Ratings left out for a conflict of interest."""


class AlphaWire(Wire):
    """Krippendorff's alpha of the order of ratings, and of their distances."""

    ordinal: float | None
    interval: float | None


class TauWire(Wire):
    """Mean of Kendall's tau over pairs of assessors."""

    mean: float | None = of("tau")
    pairs: int


class AgreementWire(FiguresWire):
    """Agreement on all criteria."""

    units: int
    alpha: AlphaWire = of(lambda agreement: agreement)
    alpha_95: tuple[float, float] | None = of("ordinal_interval")
    """95 % bootstrap interval of ordinal alpha."""
    reliability: str
    tau: TauWire = of(lambda agreement: agreement)


class CriterionNameWire(Wire):
    """Which criterion it is."""

    id: str


class CriterionShareWire(CriterionNameWire):
    """A criterion with its share of the total."""

    weight: float


class CriterionAgreementWire(AgreementWire, CriterionShareWire):
    """Agreement on a criterion."""


class PanelRankWire(Wire):
    """Rank and total by the panel."""

    rank: int | None = of("places.panel")
    total: float | None


class RubricRankWire(Wire):
    """Rank and total by the rubric; `rank` is among the practices that the panel ranks."""

    rank: int | None = of("places.rubric")
    rank_of_all: int = of("scored.rank")
    total: float = of("scored.assessment.total")
    gate: str = of("scored.assessment.gate")


class RatedWire(FiguresWire, CriterionNameWire):
    """A practice on a criterion."""

    rubric_score: float
    given: tuple[GivenRating, ...]


class PanelPracticeWire(Wire):
    """A practice that was rated."""

    id: str
    title: str = of("scored.assessment.practice.title")
    file: str = of("scored.file")
    coverage: float
    """Share of the ratings that could be given and count."""
    panel: PanelRankWire = of(lambda row: row)
    rubric: RubricRankWire = of(lambda row: row)
    shift: int | None = of("places.shift")
    """By how many places the panel puts it higher."""
    behind_by_gate: bool
    largest_gap: PanelGap | None
    """The criterion on which panel and rubric differ most, in points of the total."""
    criteria: tuple[RatedWire, ...] = of(
        lambda row: [
            View(RatedWire, cell, id=cell.criterion, rubric_score=row.scored.assessment.criterion(cell.criterion).score)
            for cell in row.cells
        ]
    )


class RankingsWire(Wire):
    """The panel's ranking compared with the rubric's."""

    tau: float | None
    practices: int = of(lambda panel: len(panel.ranked))
    pairs: RankingPairs
    by_difference: tuple[str, ...] = of(lambda panel: [row.id for row, _ in panel.shifted])


class DisagreementWire(Wire):
    """The lowest and the highest rating of a practice on a criterion."""

    practice: str
    criterion: str
    difference: float
    low: GivenRating
    high: GivenRating


class PanelWire(ResultWire):
    """The whole panel with every rating that counts; what is not defined is null."""

    schema: str = constant("secon.panel/1")
    scale: ScalesWire = of(lambda panel: panel)
    coverage: float
    """Share of the ratings that could be given and count."""
    ratings: RatingCountWire = of(lambda panel: panel)
    scored: int
    """How many practices there are, rated or not."""
    assessors: tuple[StyleWire, ...]
    agreement: AgreementWire
    least_agreed: str | None
    """The criterion with the lowest ordinal alpha."""
    criteria: tuple[CriterionAgreementWire, ...] = of(
        lambda panel: [
            View(CriterionAgreementWire, agreement, id=key, weight=panel.provenance.rubric.shares[key])
            for key, agreement in panel.criteria.items()
        ]
    )
    practices: tuple[PanelPracticeWire, ...]
    """In the panel's order."""
    unrated: tuple[str, ...]
    """Ids of practices without a rating."""
    rankings: RankingsWire = of(lambda panel: panel)
    disagreements: tuple[DisagreementWire, ...]
    """All of them, the widest first."""
