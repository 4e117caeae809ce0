"""The rubric on the screen: a table of weights, then the tree of indicators with their measures in words."""

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from secon_cli.analysis.results import Provenance
from secon_cli.output.numbers import percent
from secon_cli.output.page import Page
from secon_cli.output.plain_text import one_line
from secon_cli.output.provenance_text import provenance_words
from secon_cli.rubric.measures.base import percentage, quantity
from secon_cli.rubric.model import Indicator, Rubric

_BAR = 10
"""Cells of the longest bar."""


def criteria_table(provenance: Provenance, *, reasons: bool = False) -> RenderableType:
    """The rubric in force; with `reasons`, each indicator with its `why` and `improve`."""
    rubric = provenance.rubric
    return Page(
        Group(
            Text(one_line(rubric.title or rubric.rubric), style="bold"),
            Text(terms(rubric), style="dim"),
            Text(),
            _weights(rubric),
            *_trees(rubric, reasons=reasons),
            Text(),
            Text(bands(rubric)),
            Text("Any word of it: secon explain NAME. Another rubric: secon criteria --check FILE.", style="dim"),
            Text(f"{provenance_words(provenance)} · secon {provenance.version}", style="dim"),
        )
    )


def terms(rubric: Rubric) -> str:
    """What holds for the whole rubric, in a sentence."""
    gate = f"gate: in place for at least {quantity(rubric.gate_years)} years" if rubric.gate_years else "no gate"
    unsupported = percentage(rubric.unsupported)
    return f"Judges as of {rubric.as_of}; {gate}; a claim that cites nothing counts {unsupported}."


def bands(rubric: Rubric) -> str:
    """The bands with their lower bounds."""
    return f"Bands: {', '.join(f'{one_line(band.name)} from {quantity(band.at_least)}' for band in rubric.bands)}."


def _weights(rubric: Rubric) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False)
    table.add_column("Criterion", overflow="fold")
    table.add_column("Name", overflow="fold", min_width=min(max(map(len, rubric.criteria)), 20))
    table.add_column("Indicators", justify="right", no_wrap=True)
    table.add_column("Weight", justify="right", no_wrap=True)
    table.add_column("Share", no_wrap=True)
    highest = max(rubric.shares.values())
    for key, criterion in rubric.criteria.items():
        share = rubric.shares[key]
        bar = "█" * round(_BAR * share / highest)
        table.add_row(
            one_line(criterion.title),
            Text(key, style="cyan"),
            str(len(criterion.indicators)),
            quantity(criterion.weight),
            Text.assemble(f"{percent(share):>6} ", (bar, "blue")),
        )
    return table


def _trees(rubric: Rubric, *, reasons: bool) -> Iterator[RenderableType]:
    for key, criterion in rubric.criteria.items():
        heading = Text.assemble(
            (one_line(criterion.title), "bold"), (f" · {key}", "cyan"), f" · {percent(rubric.shares[key])} of the total"
        )
        heading.append(f"\n{one_line(criterion.asks)}", style="italic")
        if reasons and criterion.why:
            heading.append(f"\nWhy: {one_line(criterion.why)}", style="dim")
        tree = Tree(heading, guide_style="dim")
        for name, share in rubric.indicator_shares(key).items():
            tree.add(_indicator(name, criterion.indicators[name], share, share * rubric.shares[key], reasons=reasons))
        yield Text()
        yield tree


def _indicator(name: str, indicator: Indicator, share: float, of_total: float, *, reasons: bool) -> Text:
    text = Text.assemble(
        (f"{percent(share)} ", "bold"),
        one_line(indicator.title),
        (f" · {name}", "cyan"),
        (f" · {percentage(round(of_total, 4)) if of_total else '0 %'} of the total", "dim"),
    )
    for sentence in indicator.measure.words():
        text.append(f"\n{one_line(sentence)}")
    if reasons:
        text.append(f"\nWhy: {one_line(indicator.why)}", style="dim")
        text.append(f"\nTo raise it: {one_line(indicator.improve)}", style="dim")
    return text
