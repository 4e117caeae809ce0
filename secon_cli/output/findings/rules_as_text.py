"""The rules of `secon validate` on the screen: layer by layer, each with its severity and what it is about."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from secon_cli.checks.rule import Rule
from secon_cli.output.findings.as_text import SEVERITY_STYLES
from secon_cli.output.page import Page

LAYER_WORDS: Mapping[str, str] = {
    "file": "The file: what keeps it from being read, and what is written around the fields",
    "model": "The fields: which there are, and what may stand in them",
    "record": "The practice: what fits together in it",
    "collection": "The collection: what fits together between practices",
    "advice": "The rubric's advice: what keeps a sound practice from a better score",
}
"""What each layer of rules looks at."""


def rules_text(layers: Mapping[str, Sequence[Rule]]) -> RenderableType:
    """A table for each layer; rules that `--fix` knows a repair for are marked."""
    parts: list[RenderableType] = []
    for layer, rules in layers.items():
        parts += [Text(LAYER_WORDS[layer], style="bold"), _table(rules), Text()]
    count = sum(map(len, layers.values()))
    parts.append(Text(f"{count} rules; + can be mended by --fix. More of each: secon explain RULE.", style="dim"))
    return Page(Group(*parts))


def _table(rules: Sequence[Rule]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=26)
    table.add_column(no_wrap=True, min_width=7)
    table.add_column(no_wrap=True, width=1)
    table.add_column(overflow="fold")
    for rule in rules:
        severity = Text(str(rule.severity), style=SEVERITY_STYLES[rule.severity])
        table.add_row(Text(rule.id), severity, Text("+" if rule.fixable else ""), Text(rule.summary))
    return table
