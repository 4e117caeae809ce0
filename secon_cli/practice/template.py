"""Templates in which practices are described: their rows with headings, and what each row fills in a practice file.

A template is data in `templates/`; its rows are those that evidence cites, as in `report:results`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from secon_cli.practice.vocabularies import Row, packaged_toml

TEMPLATE_NAMES: Final = ("secon", "interreg")
"""The templates that ship, the project's own first."""


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row as evidence cites it, how it is headed, and the paths in a practice that it fills.

    `hints` are paths for which a reader may find something in it, too. `labels` are the words that begin an answer in
    it, by path.
    """

    row: Row
    heading: str
    synonyms: Sequence[str]
    fills: Sequence[str]
    guidance: str
    hints: Sequence[str] = ()
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its name for options, its title, its rows in order."""

    name: str
    title: str
    rows: tuple[TemplateRow, ...]


@lru_cache(maxsize=len(TEMPLATE_NAMES))
def template(name: str) -> Template:
    """One of `TEMPLATE_NAMES`."""
    data = packaged_toml(__package__, f"templates/{name}.toml")
    rows = [TemplateRow(Row[name.upper()], **row) for name, row in data["row"].items()]
    return Template(name, data["title"], tuple(rows))


def templates() -> tuple[Template, ...]:
    """All templates."""
    return tuple(map(template, TEMPLATE_NAMES))
