"""The JSON of `panel` (`secon.panel/1`)."""

from secon_cli.analysis.panel import (
    Agreement,
    Cell,
    Disagreement,
    Panel,
    PanelPlaces,
    PanelRow,
    RatingFigures,
    RatingStyle,
)
from secon_cli.output.wire import View, Wire, document

_Ends = tuple[int, int]


def _panel_scale(_: Panel) -> _Ends:
    """Lowest and highest rating."""
    return 0, 10


def _rubric_scale(_: Panel) -> _Ends:
    """Lowest and highest score."""
    return 0, 100


def _or_none_given(ratings: int | None) -> int:
    """How many ratings."""
    return ratings or 0


FIGURES = Wire(RatingFigures, "ratings mean median lowest highest spread deviation", ratings=_or_none_given).within(
    "figures"
)
STYLE = Wire(
    RatingStyle,
    "assessor role",
    FIGURES,
    "coverage leniency=mean_bias compared range_use distinct=distinct_values conflicts=excluded",
)
AGREEMENT = Wire(
    Agreement,
    FIGURES,
    "units alpha=. alpha_95=ordinal_interval reliability tau=.",
    alpha=Wire(Agreement, "ordinal interval", about="Krippendorff's alpha."),
    tau=Wire(Agreement, "mean=tau pairs", about="Kendall's tau over pairs of assessors."),
)
CRITERION = Wire(Agreement, "id weight", AGREEMENT.keys, id=str, weight=float)


def _criteria(panel: Panel) -> list[View]:
    shares = panel.provenance.rubric.shares
    return [CRITERION.view(agreement, id=key, weight=shares[key]) for key, agreement in panel.criteria.items()]


CELL = Wire(Cell, "id=criterion", FIGURES, "rubric_score given", rubric_score=float)


def _cells(row: PanelRow) -> list[View]:
    assessment = row.scored.assessment
    return [CELL.view(cell, rubric_score=assessment.criterion(cell.criterion).score) for cell in row.cells]


PRACTICE = Wire(
    PanelRow,
    "id title=scored.assessment.practice.title file=scored.file coverage panel=. rubric=. shift=places.shift",
    "behind_by_gate largest_gap criteria=.",
    panel=Wire(PanelRow, "rank=places.panel total", about="Rank and total by the panel."),
    rubric=Wire(
        PanelRow,
        "rank=places.rubric rank_of_all=scored.rank total=scored.assessment.total gate=scored.assessment.gate",
        about="Rank and total by the rubric; `rank` is among the practices that the panel ranks.",
    ),
    criteria=(_cells, CELL),
)


def _ids(shifted: tuple[tuple[PanelRow, PanelPlaces], ...]) -> list[str]:
    """The practices that the two rankings place differently, the furthest apart first."""
    return [row.id for row, _ in shifted]


def _number(ranked: tuple[object, ...]) -> int:
    """How many practices have a place in both."""
    return len(ranked)


PANEL = document(
    "secon.panel/1",
    Panel,
    "scale=. coverage ratings=. scored assessors agreement least_agreed criteria=. practices unrated rankings=.",
    "disagreements",
    scale=Wire(
        Panel,
        "panel=. rubric=.",
        about="Lowest and highest rating and score.",
        panel=_panel_scale,
        rubric=_rubric_scale,
    ),
    ratings=Wire(Panel, "given possible excluded", about="The ratings that count, of those that could be given."),
    assessors=STYLE,
    agreement=AGREEMENT,
    criteria=(_criteria, CRITERION),
    practices=PRACTICE,
    rankings=Wire(
        Panel,
        "tau practices=ranked pairs by_difference=shifted",
        about="The panel's ranking compared with the rubric's.",
        practices=_number,
        by_difference=_ids,
    ),
    disagreements=Wire(Disagreement, "practice criterion difference low high"),
)
