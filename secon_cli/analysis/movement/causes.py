"""What moved one practice: by judging its facts anew where they are at hand, else by what alone can have changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from secon_cli.analysis.movement.shapley import ALL, COMBINATIONS, NONE, Cause, Causes, Parts, all_to, split
from secon_cli.analysis.movement.sides import Indicator, Side, Standing, worths
from secon_cli.engine.assessment import assess
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric

_NOTHING = 1e-9


class Judging:
    """The rubrics of two sides in every mixture of their judgement and their date."""

    def __init__(self, before: Rubric, after: Rubric) -> None:
        self._rubrics = {
            (judged, dated): (after if judged else before).changed(as_of=(after if dated else before).as_of)
            for judged in (False, True)
            for dated in (False, True)
        }
        self.changed: Causes = frozenset(
            cause
            for cause, differs in (
                (Cause.RUBRIC, _judgement(before) != _judgement(after)),
                (Cause.DATE, before.as_of != after.as_of),
            )
            if differs
        )

    def worths(self, before: Practice, after: Practice) -> Mapping[Causes, Mapping[Indicator, float]]:
        """What every indicator is worth for each set of causes; what did not change is not judged twice."""
        changed = self.changed | ({Cause.FACTS} if before != after else NONE)
        judged: dict[Causes, Mapping[Indicator, float]] = {}
        for causes in COMBINATIONS:
            told = causes & changed
            if told not in judged:
                rubric = self._rubrics[Cause.RUBRIC in told, Cause.DATE in told]
                judged[told] = worths(assess(after if Cause.FACTS in told else before, rubric))
        return {causes: judged[causes & changed] for causes in COMBINATIONS}


@dataclass(frozen=True, slots=True)
class Split:
    """The movement of each indicator by cause; or, in `why_not`, why no cause can be named."""

    indicators: Mapping[Indicator, Parts]
    why_not: str | None = None


def causes_of(before: Standing, after: Standing, judging: Judging, sides: tuple[Side, Side]) -> Split:
    """What moved a practice from one standing to the other."""
    if before.practice is not None and after.practice is not None:
        return Split(_judged(judging.worths(before.practice, after.practice)))
    if all(abs(before.worths.get(key, 0.0) - after.worths.get(key, 0.0)) < _NOTHING for key in _keys(before, after)):
        return Split({key: all_to(Cause.FACTS, 0.0) for key in _keys(before, after)})
    return _alone(before, after, judging.changed, sides)


def _judged(worth: Mapping[Causes, Mapping[Indicator, float]]) -> dict[Indicator, Parts]:
    keys = dict.fromkeys([*worth[NONE], *worth[ALL]])
    return {key: split({causes: worth[causes].get(key, 0.0) for causes in COMBINATIONS}) for key in keys}


def _alone(before: Standing, after: Standing, changed: Causes, sides: tuple[Side, Side]) -> Split:
    """The one cause that alone changed; a stored result does not hold the facts that more would need."""
    versions = [side.provenance.version for side in sides]
    if versions[0] != versions[1]:
        return Split({}, f"secon {versions[0]} and secon {versions[1]} may count differently")
    if before.sha256 is None or before.sha256 != after.sha256:
        changed |= {Cause.FACTS}
    if not changed:
        return Split({}, "nothing that it rests on differs, so one of the results was changed by hand")
    if len(changed) > 1:
        names = [f"the {cause}" for cause in Cause if cause in changed]
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        return Split({}, f"{listed} differ, and a stored result holds no facts to judge again")
    (cause,) = changed
    return Split({key: all_to(cause, _moved(before, after, key)) for key in _keys(before, after)})


def _keys(before: Standing, after: Standing) -> dict[Indicator, None]:
    return dict.fromkeys([*before.worths, *after.worths])


def _moved(before: Standing, after: Standing, key: Indicator) -> float:
    return after.worths.get(key, 0.0) - before.worths.get(key, 0.0)


def _judgement(rubric: Rubric) -> dict[str, object]:
    """What of a rubric judges; its date, its names and its reasons do not."""
    return {
        "unsupported": rubric.unsupported,
        "criteria": {
            key: (rubric.shares[key], rubric.indicator_shares(key), {n: i.measure for n, i in c.indicators.items()})
            for key, c in rubric.criteria.items()
        },
    }
