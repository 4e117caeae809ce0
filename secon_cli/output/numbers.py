"""Numbers, marks and names as screens write them: one way for each, everywhere."""

from collections.abc import Iterable

from secon_cli.engine import TIE, Assessment, Range, as_printed
from secon_cli.practice.time_in_place import UNBOUNDED, GateState, TimeInPlace
from secon_cli.rubric.base import in_years
from secon_cli.rubric.model import Rubric


def points(score: float) -> str:
    """A score with one decimal, rounded half up."""
    return f"{as_printed(score):.1f}"


def decided(value: float, bounds: Iterable[float], decimals: int = 1) -> str:
    """A number with as many decimals as it needs not to print as a bound that it does not reach: 69.96, not 70.0."""
    text = ""
    for places in range(decimals, 7):
        text = f"{as_printed(value, places):.{places}f}"
        if all((float(text) >= bound) == (value >= bound - TIE) for bound in bounds):
            break
    return text


def total_points(total: float, rubric: Rubric) -> str:
    """A total, which never prints as the bound of a band that it does not reach."""
    return decided(total, [band.at_least for band in rubric.bands])


def whole(score: float) -> str:
    """A score without decimals, rounded half up."""
    return f"{as_printed(score, 0):.0f}"


def percent(share: float) -> str:
    """A share from 0 to 1 in percent; whole percents without a decimal."""
    text = f"{100 * share:.1f}"
    return f"{text.removesuffix('.0')} %"


def share(of_cases: float) -> str:
    """A share of cases in whole percents; never 0 % for something that happened, nor 100 % for what did not always."""
    if round(of_cases, 9) in (0, 1):
        return f"{100 * of_cases:.0f} %"
    return "<1 %" if of_cases < 0.005 else ">99 %" if of_cases >= 0.995 else f"{100 * of_cases:.0f} %"


def span(range: Range) -> str:
    """A range, or the one number that both its ends print as."""
    low, high = points(range.low), points(range.high)
    return low if low == high else f"{low}–{high}"


def signed(points: float) -> str:
    """A difference with its sign; none for zero."""
    return f"{points:+.1f}" if abs(points) > 1e-9 else "0.0"


def years(time: TimeInPlace, needed: float) -> str:
    """Years in place, as one number or two, which never print as the years needed where they are fewer."""
    shortest, longest = (decided(end, [needed], 2) for end in (time.shortest, time.longest))
    if time.longest > UNBOUNDED:
        return f"at least {shortest} years"
    return f"{shortest} years" if shortest == longest else f"{shortest} to {longest} years"


def gate_reason(assessment: Assessment, rubric: Rubric) -> str:
    """In words, why the gate has the state that it has."""
    needed = rubric.gate_years
    if needed is None:
        return "the rubric has no gate"
    if assessment.time is None:
        return f"no start is known, and the gate requires {in_years(needed)}"
    in_place = f"in place for {years(assessment.time, needed)}"
    if assessment.gate is GateState.UNCERTAIN:
        return f"{in_place}: the dates allow both, and the gate requires {needed:g}"
    return f"{in_place}; the gate requires {needed:g}"
