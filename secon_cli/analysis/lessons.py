"""What one side could learn from the other: indicators on which it is empty and a practice of the other is full."""

from dataclasses import dataclass

from secon_cli.analysis.sides import Behind, Side
from secon_cli.rubric.model import Rubric

_NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Lesson:
    """An indicator with the practices to visit (`full`), and what the learning side shows there (`empty`)."""

    criterion: str
    indicator: str
    worth: float
    """Points of the total that a practice gains if it becomes full."""
    full: tuple[Behind, ...]
    empty: tuple[Behind, ...]

    @property
    def unknown(self) -> bool:
        """Whether the learning side is empty because nobody looked."""
        return not any(one.indicator.assessed for one in self.empty)


def lessons(teacher: Side, learner: Side, rubric: Rubric) -> tuple[Lesson, ...]:
    """The lessons that a side has for another, the most valuable first; what only time can raise is no lesson."""
    found = []
    for criterion, share in rubric.shares.items():
        for indicator, part in rubric.indicator_shares(criterion).items():
            empty = learner.behind(criterion, indicator)
            full = tuple(one for one in teacher.behind(criterion, indicator) if one.indicator.score >= 100 - _NEARLY)
            worth = 100 * share * part
            teachable = worth and full and not full[0].indicator.only_time
            if teachable and all(one.indicator.score <= _NEARLY for one in empty):
                found.append(Lesson(criterion, indicator, worth, full, empty))
    return tuple(sorted(found, key=lambda one: (-one.worth, one.criterion, one.indicator)))
