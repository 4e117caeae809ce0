"""The JSON of `panel` (`secon.panel/1`), and its rows as CSV."""

from typing import Any

from secon_cli.analysis.panel import Agreement, GivenRating, Panel, PanelGap, PanelRow, RankingPairs, RatingFigures
from secon_cli.output.document import Records
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import ResultWire, result_fields
from secon_cli.practice.assessor import Excluded

SCHEMA = "secon.panel/1"


@wire
class ScalesWire:
    """Lowest and highest value of ratings and of scores."""

    panel: tuple[int, int]
    rubric: tuple[int, int]


@wire
class RatingCountWire:
    """Ratings that count, of those that could be given."""

    given: int
    possible: int
    excluded: int
    """Given ratings that conflicts of interest leave out."""


@wire
class StyleWire:
    """How an assessor rates."""

    assessor: str
    role: str | None
    ratings: int
    mean: float | None
    median: float | None
    lowest: float | None
    highest: float | None
    spread: float | None
    deviation: float | None
    coverage: float
    """Share of the ratings that could be given and count."""
    leniency: float | None
    """Mean of own rating minus mean of the others', where both rated."""
    compared: int
    range_use: float
    """Share of the scale between the lowest and the highest rating."""
    distinct: int
    """How many different ratings were used."""
    conflicts: tuple[Excluded, ...]
    """Ratings left out for a conflict of interest."""


@wire
class AlphaWire:
    """Krippendorff's alpha of the order of ratings, and of their distances."""

    ordinal: float | None
    interval: float | None


@wire
class TauWire:
    """Mean of Kendall's tau over pairs of assessors."""

    mean: float | None
    pairs: int


@wire
class AgreementWire:
    """Agreement on all criteria."""

    ratings: int
    mean: float | None
    median: float | None
    lowest: float | None
    highest: float | None
    spread: float | None
    deviation: float | None
    units: int
    alpha: AlphaWire
    alpha_95: tuple[float, float] | None
    """95 % bootstrap interval of ordinal alpha."""
    reliability: str
    tau: TauWire


@wire
class CriterionAgreementWire:
    """Agreement on a criterion."""

    id: str
    weight: float
    ratings: int
    mean: float | None
    median: float | None
    lowest: float | None
    highest: float | None
    spread: float | None
    deviation: float | None
    units: int
    alpha: AlphaWire
    alpha_95: tuple[float, float] | None
    reliability: str
    tau: TauWire


@wire
class PanelRankWire:
    """Rank and total by the panel."""

    rank: int | None
    total: float | None


@wire
class RubricRankWire:
    """Rank and total by the rubric; `rank` is among the practices that the panel ranks."""

    rank: int | None
    rank_of_all: int
    total: float
    gate: str


@wire
class RatedWire:
    """A practice on a criterion."""

    id: str
    ratings: int
    mean: float | None
    median: float | None
    lowest: float | None
    highest: float | None
    spread: float | None
    deviation: float | None
    rubric_score: float
    given: tuple[GivenRating, ...]


@wire
class PanelPracticeWire:
    """A practice that was rated."""

    id: str
    title: str
    file: str
    coverage: float
    """Share of the ratings that could be given and count."""
    panel: PanelRankWire
    rubric: RubricRankWire
    shift: int | None
    """By how many places the panel puts it higher."""
    behind_by_gate: bool
    largest_gap: PanelGap | None
    """The criterion on which panel and rubric differ most, in points of the total."""
    criteria: tuple[RatedWire, ...]


@wire
class RankingsWire:
    """The panel's ranking compared with the rubric's."""

    tau: float | None
    practices: int
    pairs: RankingPairs
    by_difference: tuple[str, ...]


@wire
class DisagreementWire:
    """The lowest and the highest rating of a practice on a criterion."""

    practice: str
    criterion: str
    difference: float
    low: GivenRating
    high: GivenRating


@wire
class PanelWire(ResultWire):
    """The whole panel with every rating that counts; what is not defined is null."""

    scale: ScalesWire
    coverage: float
    """Share of the ratings that could be given and count."""
    ratings: RatingCountWire
    scored: int
    """How many practices there are, rated or not."""
    assessors: tuple[StyleWire, ...]
    agreement: AgreementWire
    least_agreed: str | None
    """The criterion with the lowest ordinal alpha."""
    criteria: tuple[CriterionAgreementWire, ...]
    practices: tuple[PanelPracticeWire, ...]
    """In the panel's order."""
    unrated: tuple[str, ...]
    """Ids of practices without a rating."""
    rankings: RankingsWire
    disagreements: tuple[DisagreementWire, ...]
    """All of them, the widest first."""


def panel_wire(panel: Panel) -> PanelWire:
    """The panel as JSON has it."""
    shares = panel.provenance.rubric.shares
    practices = []
    for row in panel.practices:
        assessment = row.scored.assessment
        by_panel, by_rubric, shift = _ranks(row)
        practices.append(
            PanelPracticeWire(
                id=row.id,
                title=assessment.practice.title,
                file=row.scored.file,
                coverage=row.coverage,
                panel=PanelRankWire(by_panel, row.total),
                rubric=RubricRankWire(by_rubric, row.scored.rank, assessment.total, assessment.gate.value),
                shift=shift,
                behind_by_gate=row.behind_by_gate,
                largest_gap=row.largest_gap,
                criteria=tuple(
                    RatedWire(
                        id=cell.criterion,
                        **_figures(cell.figures),
                        rubric_score=assessment.criterion(cell.criterion).score,
                        given=cell.given,
                    )
                    for cell in row.cells
                ),
            )
        )
    return PanelWire(
        **result_fields(SCHEMA, panel.provenance),
        scale=ScalesWire((0, 10), (0, 100)),
        coverage=panel.coverage,
        ratings=RatingCountWire(panel.given, panel.possible, panel.excluded),
        scored=panel.scored,
        assessors=tuple(
            StyleWire(
                assessor=style.assessor,
                role=style.role,
                **_figures(style.figures),
                coverage=style.coverage,
                leniency=style.mean_bias,
                compared=style.compared,
                range_use=style.range_use,
                distinct=style.distinct_values,
                conflicts=style.excluded,
            )
            for style in panel.assessors
        ),
        agreement=AgreementWire(**_agreement(panel.agreement)),
        least_agreed=panel.least_agreed,
        criteria=tuple(
            CriterionAgreementWire(id=key, weight=shares[key], **_agreement(agreement))
            for key, agreement in panel.criteria.items()
        ),
        practices=tuple(practices),
        unrated=panel.unrated,
        rankings=RankingsWire(panel.tau, len(panel.ranked), panel.pairs, tuple(row.id for row, _ in panel.shifted)),
        disagreements=tuple(
            DisagreementWire(pair.practice, pair.criterion, pair.difference, pair.low, pair.high)
            for pair in panel.disagreements
        ),
    )


def _figures(figures: RatingFigures | None) -> dict[str, Any]:
    names = ("mean", "median", "lowest", "highest", "spread", "deviation")
    return {"ratings": figures.ratings if figures else 0} | {name: getattr(figures, name, None) for name in names}


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        **_figures(agreement.figures),
        "units": agreement.units,
        "alpha": AlphaWire(agreement.ordinal, agreement.interval),
        "alpha_95": agreement.ordinal_interval,
        "reliability": agreement.reliability.value,
        "tau": TauWire(agreement.tau, agreement.pairs),
    }


def _ranks(row: PanelRow) -> tuple[int | None, int | None, int | None]:
    """The ranks by panel and by rubric, and the shift between them."""
    places = row.places
    return (places.panel, places.rubric, places.shift) if places else (None, None, None)


# --- CSV --------------------------------------------------------------------------------------------------------------

_COLUMNS = (
    "level", "practice", "criterion", "weight", "ratings", "mean", "median", "lowest", "highest", "spread", "deviation",
    "coverage", "panel_total", "panel_rank", "rubric_score", "rubric_rank", "rubric", "rubric_sha256", "as_of",
)  # fmt: skip


def panel_records(panel: Panel) -> Records:
    """A row of level `practice` for each practice, then one of level `criterion` for each criterion."""
    rubric = panel.provenance.rubric
    source = (f"{rubric.rubric} {rubric.version}", rubric.sha256, rubric.as_of.isoformat())
    rows: list[tuple[object, ...]] = []
    for row in panel.practices:
        assessment = row.scored.assessment
        by_panel, by_rubric, _ = _ranks(row)
        ratings = sum(len(cell.given) for cell in row.cells)
        totals = (row.coverage, row.total, by_panel, assessment.total, by_rubric)
        rows.append(("practice", row.id, None, 1.0, ratings, *[None] * 6, *totals, *source))
        for cell in row.cells:
            key = cell.criterion
            figures = _figures(cell.figures).values()
            scores = (len(cell.given) / len(panel.assessors), None, None, assessment.criterion(key).score, None)
            rows.append(("criterion", row.id, key, rubric.shares[key], *figures, *scores, *source))
    return Records(_COLUMNS, rows)
