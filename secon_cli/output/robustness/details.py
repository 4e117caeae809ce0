"""All that a study of robustness found, below the gist: acceptabilities, swaps, dominance, variants, correlations."""

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from secon_cli.analysis.robustness.conclusions import RobustnessRow
from secon_cli.analysis.robustness.groups import Neighbours
from secon_cli.analysis.robustness.study import Robustness
from secon_cli.output.numbers import percent, points
from secon_cli.output.robustness.figures import ranks, share
from secon_cli.output.robustness.words import Words

_READABLE = 120


class RobustnessDetails:
    """The details, laid out for the width at which they are printed."""

    def __init__(self, result: Robustness) -> None:
        self._result = result
        self._words = Words(result)
        self._criteria = result.provenance.rubric.criteria

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, _READABLE)
        together = self._result.conclusions.together_from
        parts = (
            *_section(
                "Ranks in the draws: mean ± standard error, then each rank with its share", self._acceptability()
            ),
            *_section("With all that is unknown drawn as well; best and worst possible rank", self._unknown()),
            *_section("Weights under which a practice is first on the whole, and how sure it then is", self._central()),
            *_section("What swaps two neighbours: the least weight that has to move", self._neighbours()),
            *_section("Practices that no weights can put ahead of others", self._dominance()),
            *_section("How often one is ahead of another, in percent of the draws", self._winning(width)),
            *_section("Other rubrics: Kendall's tau, how many move, who moves most", self._variants()),
            *_section("What each criterion decides", self._importance()),
            *_section(f"Indicators that go together (correlation of ±{together:g} or more)", self._correlations()),
        )
        yield from console.render(Group(*parts), options.update(max_width=width))

    def _acceptability(self) -> Iterator[str]:
        for row in self._result.rows:
            spread = row.weights
            each = ", ".join(f"{rank}: {share(of_draws)}" for rank, of_draws in spread.acceptability)
            yield f"{self._of(row)}: {spread.expected:.2f} ± {spread.error:.2f} ({each})"

    def _unknown(self) -> Iterator[str]:
        for row in self._result.rows:
            joint = row.joint
            drawn = f"mean {joint.expected:.2f}, 90 % {ranks(joint.interval)}, first {share(joint.first)}"
            top = f"top {self._result.top} {share(joint.top)}"
            yield f"{self._of(row)}: {drawn}, {top}; possible {ranks(row.possible)}"

    def _central(self) -> Iterator[str]:
        for row in self._result.rows:
            if row.central is not None and row.confidence is not None:
                names = (criterion.heading for criterion in self._criteria.values())
                mean = ", ".join(
                    f"{name} {percent(round(weight, 3))}" for name, weight in zip(names, row.central, strict=True)
                )
                sure = f"first in {share(row.weights.first)}; confidence {share(row.confidence.share)}"
                yield f"{self._of(row)} ({sure}): {mean}"

    def _neighbours(self) -> Iterator[str]:
        return map(self._pair, self._result.neighbours)

    def _pair(self, pair: Neighbours) -> str:
        names = f"{self._words.practice(pair.ahead)} | {self._words.practice(pair.behind)}"
        if pair.by_gate:
            return f"{names}: parted by the gate"
        odds = f"{points(pair.gap)} points apart, ahead in {share(pair.odds.stays)}, behind in {share(pair.odds.turns)}"
        line = f"line holds in {share(pair.odds.line_holds)}"
        what = f"swaps if {self._words.swap(pair.swap)}" if pair.swap else "no weights swap them"
        return f"{names}: {odds}, {line}; {what}"

    def _dominance(self) -> Iterator[str]:
        found = [row for row in self._result.rows if row.dominates]
        for row in found:
            below = ", ".join(self._words.practice(id) for id in row.dominates)
            yield f"{self._of(row)}: at least as good on every criterion as {below}"
        if not found:
            yield "No practice is at least as good as another on every criterion."

    def _winning(self, width: int) -> Iterator[str]:
        winning = self._result.winning
        size = 4
        if winning is None or 5 + size * len(winning) + 2 > width:
            yield "Too wide for this screen: --format csv --table pairs has it."
            return
        numbers = [row.scored.rank for row in self._result.rows]
        yield " " * 3 + "".join(f"{number:>{size}}" for number in numbers)
        for row, (number, line) in enumerate(zip(numbers, winning, strict=True)):
            cells = ("–" if column == row else f"{100 * wins:.0f}" for column, wins in enumerate(line))
            yield f"{number:>3}" + "".join(f"{cell:>{size}}" for cell in cells)

    def _variants(self) -> Iterator[str]:
        for variant in self._result.variants:
            tau = "–" if variant.tau is None else f"{variant.tau:.2f}"
            moves = self._words.moves(variant.furthest, most=4)
            who = f": {moves}" if moves else ""
            yield f"{tau}  {variant.moved:>3}  {self._words.variant(variant)}{who}"

    def _importance(self) -> Iterator[str]:
        for weighed in self._result.importance:
            name = self._criteria[weighed.criterion].title
            if weighed.ratio is None or weighed.effective is None:
                yield f"{name}: weight {percent(weighed.nominal)}; the same for all, so it decides nothing"
                continue
            between = f", between {weighed.interval[0]:.2f} and {weighed.interval[1]:.2f}" if weighed.interval else ""
            ratio = f"{self._result.estimate.value} with the total {weighed.ratio:.2f}{between} (9 times in 10)"
            yield f"{name}: weight {percent(weighed.nominal)}, decides {percent(round(weighed.effective, 3))}; {ratio}"

    def _correlations(self) -> Iterator[str]:
        alike = [pair for pair in self._result.correlations if abs(pair.r) >= self._result.conclusions.together_from]
        for pair in alike:
            yield f"{pair.r:+.2f}  {pair.first} · {pair.second}"
        many, practices = len(self._result.correlations), len(self._result.rows)
        yield f"{len(alike)} of {many} pairs; with {practices} practices some of them go together by chance."

    def _of(self, row: RobustnessRow) -> str:
        return self._words.practice(row.scored.assessment.practice.id)


def _section(title: str, lines: Iterable[str]) -> Iterator[RenderableType]:
    yield Text()
    yield Text(title, style="bold")
    for line in lines:
        yield Padding(Text(line), (0, 0, 0, 2))
