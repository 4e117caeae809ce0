"""What a methodologist would question about a rubric that can be used: no error, but in need of a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from secon_cli.rubric.model import Rubric
from secon_cli.rubric.problems import Path
from secon_cli.rubric.readings import read_by_both
from secon_cli.rubric.wording import percentage

_HALF = 0.5 + 1e-9


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something doubtful at `path` of the rubric; `rule` is the id of the rule that explains it."""

    rule: str
    path: Path
    message: str
    in_key: bool = False


def doubts(rubric: Rubric) -> list[Doubt]:
    """Everything that the rubric alone gives reason to question; `analysis.rubric_doubts` asks the practices too."""
    return [*_heavy(rubric), *_unreasoned(rubric), *_double(rubric)]


def indicator_path(criterion: str, indicator: str, *parts: str) -> Path:
    """Where an indicator, or a part of it, stands in a rubric."""
    return ("criteria", criterion, "indicators", indicator, *parts)


def _heavy(rubric: Rubric) -> Iterator[Doubt]:
    """A criterion, or one of several indicators of a criterion, that makes up more than half of the total."""
    for key, share in rubric.shares.items():
        if share > _HALF and len(rubric.criteria) > 1:
            yield Doubt("heavy-weight", ("criteria", key, "weight"), f"`{key}` {_share(share)}")
        indicators = rubric.indicator_shares(key)
        for name, part in indicators.items():
            if share * part > _HALF and len(indicators) > 1:
                yield Doubt("heavy-weight", indicator_path(key, name, "weight"), f"`{name}` {_share(share * part)}")


def _share(share: float) -> str:
    return f"makes up {percentage(round(share, 3))} of the total: more than all the rest together"


def _unreasoned(rubric: Rubric) -> Iterator[Doubt]:
    for key, criterion in rubric.criteria.items():
        if criterion.why is None:
            yield Doubt("no-reason", ("criteria", key), f"`{key}` has no `why`", in_key=True)
        elif _says_nothing(criterion.why):
            yield Doubt("no-reason", ("criteria", key, "why"), "a word is no reason")
    for key, name, indicator in rubric.indicators():
        if _says_nothing(indicator.why):
            yield Doubt("no-reason", indicator_path(key, name, "why"), "a word is no reason")


def _says_nothing(why: str) -> bool:
    return len([word for word in why.split() if any(letter.isalpha() for letter in word)]) < 2


def _double(rubric: Rubric) -> Iterator[Doubt]:
    for (first_key, first, one), (key, name, other) in combinations(rubric.indicators(), 2):
        field = read_by_both(one.measure, other.measure)
        if field is not None:
            said = f"`{first_key}.{first}` already rewards what stands in `{field}`"
            yield Doubt("counted-twice", indicator_path(key, name, "measure"), said, in_key=True)
