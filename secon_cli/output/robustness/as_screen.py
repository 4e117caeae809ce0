"""A study of robustness on one screen: the ranks that each practice takes, and what follows, in sentences."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from secon_cli.analysis.robustness.conclusions import RobustnessRow
from secon_cli.analysis.robustness.groups import TOSS, Neighbours
from secon_cli.analysis.robustness.study import Robustness
from secon_cli.output.numbers import percent
from secon_cli.output.plain_text import one_line
from secon_cli.output.provenance_text import provenance_line
from secon_cli.output.robustness.figures import (
    SHADES_IN_WORDS,
    fitted,
    ranks,
    share,
    strip,
    titles,
    weights,
)
from secon_cli.output.robustness.words import Words

_READABLE = 120
_MOST_ROWS = 40
"""Practices beyond which the screen shows the first only."""
_SHOWN = 20


class RobustnessScreen:
    """The gist, laid out for the width at which it is printed."""

    def __init__(self, result: Robustness, *, every: bool = False) -> None:
        self._result = result
        self._words = Words(result)
        self._titles = titles(result)
        many = len(result.rows)
        self._rows = many if every or many <= _MOST_ROWS else max(_SHOWN, min(result.top, many))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        readable = options.update(max_width=min(options.max_width, _READABLE))
        yield from console.render(Group(*self._ranks(options.max_width)), options)
        yield from console.render(Group(*self._legend(), *self._sentences(readable.max_width), *self._foot()), readable)

    def _ranks(self, width: int) -> Iterator[RenderableType]:
        many = len(self._result.rows)
        number = max(len(str(many)), 2)
        drawn = min(many, 40 if width >= 100 else 18)
        interval = max(4, *(len(ranks(row.weights.interval)) for row in self._result.rows))
        top = f"top {self._result.top}"
        room = width - number - 3 - drawn - 2 - interval - 1 - 5 - 1 - max(len(top), 5) - 1
        name = max(min(room, max(cell_len(title) for title in self._titles.values())), 12)
        yield Text("How sure are the ranks when the weights change?", style="bold")
        yield Text(self._words.how(), style="dim")
        yield Text()
        strip_title = f"ranks 1 to {many}"
        heading = f"{'#':>{number}}  {fitted('Practice', name)} {strip_title[:drawn]:<{drawn}}  "
        yield Text(f"{heading}{'90 %':<{interval}} {'first':>5} {top:>{max(len(top), 5)}}", style="bold")
        after = {pair.ahead: pair for pair in self._result.neighbours}
        for row in self._result.rows[: self._rows]:
            pair = after.get(row.scored.assessment.practice.id)
            yield self._row(row, pair, number, name, drawn, interval, max(len(top), 5))
            line = self._line(pair)
            if line:
                yield Text(f"{' ' * (number + 2)}{f' {line} ':┄^{name + drawn + interval + 10}}", style="dim")
        if self._rows < many:
            yield Text(f"… and {many - self._rows:,} more; --details shows them all", style="dim")

    def _legend(self) -> Iterator[RenderableType]:
        yield Text(
            f"90 %: the ranks in nine draws of ten; {SHADES_IN_WORDS}. ≈: a coin toss with the next.",
            style="dim",
        )

    def _row(
        self, row: RobustnessRow, pair: Neighbours | None, number: int, name: int, drawn: int, interval: int, top: int
    ) -> Text:
        spread = row.weights
        title = self._titles[row.scored.assessment.practice.id]
        mark = "≈" if pair is not None and pair.coin_toss else " "
        return Text.assemble(
            f"{row.scored.rank:>{number}}",
            (mark, "yellow"),
            f" {fitted(title, name)} ",
            (f"{strip(spread, len(self._result.rows), drawn):<{drawn}}", "cyan"),
            f"  {ranks(spread.interval):<{interval}} ",
            (f"{share(spread.first) if spread.first else '–':>5}", "green" if row.safely_first else ""),
            (f" {share(spread.top) if spread.top else '–':>{top}}", "green" if row.safely_top else ""),
        )

    def _line(self, pair: Neighbours | None) -> str:
        if pair is None:
            return ""
        if pair.by_gate:
            return "the gate: practices that fail it rank last"
        holds = min(pair.odds.line_holds, pair.joint.line_holds)
        return f"{share(holds)}: order holds across this line" if pair.safe_line else ""

    def _sentences(self, width: int) -> Iterator[RenderableType]:
        words = self._words
        yield from _section("Who is safely in front", words.front())
        yield from _section(
            f"Which neighbours are a coin toss (the first is ahead in {share(TOSS)} or less)", words.tosses()
        )
        yield from _section("Which weight matters", words.weights())
        yield from self._weights(width)
        yield from _section("What is unknown", words.unknown())
        yield from _section("The rubric itself", words.rubric())

    def _weights(self, width: int) -> Iterator[RenderableType]:
        result = self._result
        rubric = result.provenance.rubric.criteria
        rows = [("now", "1st holds", f"top {result.top} holds", "all holds", "decides")]
        for stable, weighed in zip(result.criteria, result.importance, strict=True):
            decides = "–" if weighed.effective is None else percent(round(weighed.effective, 2))
            first, top, order = (weights(one) for one in (stable.first, stable.top, stable.order))
            rows.append((percent(stable.share), first, top, order, decides))
        columns = [max(map(len, column)) + 1 for column in zip(*rows, strict=True)]
        names = ["", *(one_line(rubric[stable.criterion].title) for stable in result.criteria)]
        size = max(min(max(map(cell_len, names)), width - 2 - sum(columns)), 5)
        for name, row in zip(names, rows, strict=True):
            cells = "".join(f"{text:>{column}}" for text, column in zip(row, columns, strict=True))
            yield Text(f"  {fitted(name, size)}{cells}", style="" if name else "dim")

    def _foot(self) -> Iterator[RenderableType]:
        result = self._result
        sampling = result.sampling
        yield Text()
        yield Text(
            "Holds: while the weight is between these, and the others in proportion, nobody is overtaken. Decides: the "
            f"criterion's part in the differences between totals ({result.estimate.value}). Shares of draws are exact "
            f"to ±{100 * sampling.share_error:.1f} points, 19 times in 20. Seed {sampling.seed}, {result.generator}. "
            "`--details` shows more.",
            style="dim",
        )
        yield provenance_line(result.provenance, len(result.rows), len(result.rows))


def _section(title: str, lines: Iterator[str]) -> Iterator[RenderableType]:
    yield Text()
    yield Text(title, style="bold")
    for line in lines:
        yield Padding(Text(line), (0, 0, 0, 2))
