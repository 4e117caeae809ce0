"""Figures of a study of robustness as screens write them: shares of draws, ranks, weights, the strip of ranks."""

from rich.cells import cell_len, set_cell_size

from secon_cli.analysis.robustness.draws import RankSpread
from secon_cli.analysis.robustness.study import Robustness
from secon_cli.analysis.robustness.weight_changes import WeightInterval
from secon_cli.output.numbers import percent
from secon_cli.output.plain_text import one_line

_SHADES = ((0.5, "█"), (0.25, "▓"), (0.1, "▒"), (0.01, "░"))
SHADES_IN_WORDS = "█ half of the draws or more, ▓ a quarter, ▒ a tenth, ░ a hundredth"


def share(of_draws: float) -> str:
    """A share of draws in whole percents; never 0 % for something that happened, nor 100 % for what did not always."""
    if of_draws in (0, 1):
        return f"{100 * of_draws:.0f} %"
    return "<1 %" if of_draws < 0.005 else ">99 %" if of_draws >= 0.995 else f"{100 * of_draws:.0f} %"


def ranks(interval: tuple[int, int]) -> str:
    """An interval of ranks, or the one rank that it is."""
    low, high = interval
    return str(low) if low == high else f"{low}–{high}"


def weights(interval: WeightInterval) -> str:
    """An interval of a weight in percents."""
    if (interval.low, interval.high) == (0, 1):
        return "any"
    return f"{percent(interval.low).removesuffix(' %')}–{percent(interval.high)}"


def strip(spread: RankSpread, practices: int, width: int) -> str:
    """The ranks from the first to the last as a strip of at most `width` places, darker where draws fall more often."""
    places = min(width, practices)
    shares = [0.0] * places
    for rank, of_draws in spread.acceptability:
        shares[(rank - 1) * places // practices] += of_draws
    return "".join(next((shade for least, shade in _SHADES if of_draws >= least), " ") for of_draws in shares)


def titles(result: Robustness) -> dict[str, str]:
    """The title of each practice by id, as it prints."""
    practices = (row.scored.assessment.practice for row in result.rows)
    return {practice.id: one_line(practice.title) for practice in practices}


def clipped(text: str, width: int) -> str:
    """Text of at most so many characters, cut at a space where there is one."""
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;(–-')}…"


def fitted(text: str, width: int) -> str:
    """Text that fills exactly so many columns, cut where it is longer."""
    return set_cell_size(text, width) if cell_len(text) <= width else f"{set_cell_size(text, width - 1)}…"
