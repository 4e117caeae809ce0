"""The JSON of `panel` (`secon.panel/1`)."""

from secon_cli.analysis import panel
from secon_cli.output.wire import Made, View, Wire, document

FIGURES = Wire(
    panel.RatingFigures,
    "ratings mean median lowest highest spread deviation",
    ratings=Made(int, lambda ratings: ratings or 0),
).within("figures")
STYLE = Wire(
    panel.RatingStyle,
    "assessor role",
    FIGURES,
    "coverage leniency=mean_bias compared range_use distinct=distinct_values conflicts=excluded",
)
AGREEMENT = Wire(
    panel.Agreement,
    FIGURES,
    "units alpha=. alpha_95=ordinal_interval reliability tau=.",
    alpha=Wire(panel.Agreement, "ordinal interval", about="Krippendorff's alpha."),
    tau=Wire(panel.Agreement, "mean=tau pairs", about="Kendall's tau over pairs of assessors."),
)
CRITERION = Wire(panel.Agreement, "id weight", AGREEMENT.keys, id=str, weight=float)
CELL = Wire(panel.Cell, "id=criterion", FIGURES, "rubric_score given", rubric_score=float)
PRACTICE = Wire(
    panel.PanelRow,
    "id title=scored.assessment.practice.title file=scored.file coverage panel=. rubric=. shift=places.shift",
    "behind_by_gate largest_gap criteria=.",
    panel=Wire(panel.PanelRow, "rank=places.panel total", about="Rank and total by the panel."),
    rubric=Wire(
        panel.PanelRow,
        "rank=places.rubric rank_of_all=scored.rank total=scored.assessment.total gate=scored.assessment.gate",
        about="Rank and total by the rubric; `rank` is among the practices that the panel ranks.",
    ),
    criteria=Made(
        list[View],
        lambda row: [
            CELL.view(cell, rubric_score=row.scored.assessment.criterion(cell.criterion).score) for cell in row.cells
        ],
        wire=CELL,
    ),
)


PANEL = document(
    "secon.panel/1",
    panel.Panel,
    "scale=. coverage ratings=. scored assessors agreement least_agreed criteria=. practices unrated rankings=.",
    "disagreements",
    scale=Wire(
        panel.Panel,
        "panel=. rubric=.",
        about="Lowest and highest rating and score.",
        panel=Made(tuple[int, int], lambda _: (0, 10)),
        rubric=Made(tuple[int, int], lambda _: (0, 100)),
    ),
    ratings=Wire(panel.Panel, "given possible excluded", about="The ratings that count, of those that could be given."),
    assessors=STYLE,
    agreement=AGREEMENT,
    criteria=Made(
        list[View],
        lambda study: [
            CRITERION.view(agreement, id=key, weight=study.provenance.rubric.shares[key])
            for key, agreement in study.criteria.items()
        ],
        wire=CRITERION,
    ),
    practices=PRACTICE,
    rankings=Wire(
        panel.Panel,
        "tau practices=ranked pairs by_difference=shifted",
        about="The panel's ranking compared with the rubric's.",
        practices=Made(int, len, "How many practices have a place in both."),
        by_difference=Made(
            list[str], lambda shifted: [row.id for row, _ in shifted], "Those with another, the widest first."
        ),
    ),
    disagreements=Wire(panel.Disagreement, "practice criterion difference low high"),
)
