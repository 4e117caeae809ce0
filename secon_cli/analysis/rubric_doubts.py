"""What a methodologist would question about a rubric in use: indicators that tell no practices apart."""

from collections.abc import Iterator, Sequence

from secon_cli.practice.model import Practice
from secon_cli.rubric.measures.base import Measurement, quantity
from secon_cli.rubric.model import Indicator, Rubric
from secon_cli.rubric.problems import RubricWarning, indicator_path

_NOTHING = 1e-9


def doubts_in_use(rubric: Rubric, practices: Sequence[Practice]) -> list[RubricWarning]:
    """Indicators that all of the practices or none of them meet, and thresholds that none reaches.

    One practice alone tells nothing about an indicator, so two are the least that are asked.
    """
    if len(practices) < 2:
        return []
    return [
        doubt
        for key, name, indicator in rubric.indicators()
        for doubt in _doubts(key, name, indicator, [_measured(one, indicator, rubric) for one in practices])
    ]


def _measured(practice: Practice, indicator: Indicator, rubric: Rubric) -> Measurement:
    return indicator.measure.measure(practice, rubric.unsupported, rubric.as_of)


def _doubts(key: str, name: str, indicator: Indicator, measured: Sequence[Measurement]) -> Iterator[RubricWarning]:
    values = [one.value for one in measured]
    full_at = indicator.measure.threshold
    everyone = f"all {len(values)} practices" if len(values) > 2 else "both practices"
    if max(values) <= _NOTHING:
        yield RubricWarning("met-by-none", indicator_path(key, name), f"{everyone} score 0 here", in_key=True)
    elif min(values) >= 1 - _NOTHING:
        yield RubricWarning("met-by-all", indicator_path(key, name), f"{everyone} score 100 here", in_key=True)
    elif full_at is not None and max(values) < 1 - _NOTHING:
        most = quantity(round(max(values) * full_at, 3))
        said = f"nobody reaches {quantity(full_at)}; the best of {len(values)} practices has {most}"
        yield RubricWarning("out-of-reach", indicator_path(key, name, "measure", "full_at"), said)
