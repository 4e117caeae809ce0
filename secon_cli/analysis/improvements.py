"""What would raise a practice's total: the points still to be had, the largest first."""

from dataclasses import dataclass

from secon_cli.engine.assessment import Assessment
from secon_cli.rubric.model import Rubric

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Improvement:
    """An indicator with points of the total still to be had, and the rubric's advice."""

    criterion: str
    indicator: str
    title: str
    gain: float
    improve: str
    only_time: bool


def improvements(assessment: Assessment, rubric: Rubric) -> tuple[Improvement, ...]:
    """Every indicator that has points to give, the most first; what only time can raise is marked."""
    found = []
    for criterion in assessment.criteria:
        for indicator in criterion.indicators:
            rule = rubric.criteria[criterion.id].indicators[indicator.id]
            if indicator.gain > _NOTHING:
                found.append(
                    Improvement(
                        criterion.id, indicator.id, rule.title, indicator.gain, rule.improve, indicator.only_time
                    )
                )
    return tuple(sorted(found, key=lambda one: (-one.gain, one.criterion, one.indicator)))
