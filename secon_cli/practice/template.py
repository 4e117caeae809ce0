"""Templates in which practices are described: their rows with headings, and what each row fills in a practice file.

A template is data in `templates/`; its rows are those that evidence cites, as in `report:results`.
"""

from collections.abc import Mapping
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
    synonyms: tuple[str, ...]
    fills: tuple[str, ...]
    guidance: str
    hints: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its name for options, its title, where it is from, its rows in order."""

    name: str
    title: str
    source: str
    rows: tuple[TemplateRow, ...]

    def row(self, name: Row) -> TemplateRow | None:
        """The row of that name; None where the template has none."""
        return next((row for row in self.rows if row.row is name), None)


@lru_cache(maxsize=len(TEMPLATE_NAMES))
def template(name: str) -> Template:
    """One of `TEMPLATE_NAMES`."""
    data = packaged_toml(__package__, f"templates/{name}.toml")
    known = {row.value: row for row in Row}
    rows = tuple(
        TemplateRow(
            row=known[row["name"]],
            heading=row["heading"],
            synonyms=tuple(row["synonyms"]),
            fills=tuple(row["fills"]),
            guidance=row["guidance"],
            hints=tuple(row.get("hints", ())),
            labels={path: tuple(words) for path, words in row.get("labels", {}).items()},
        )
        for row in data["row"]
    )
    return Template(name, data["title"], data["from"], rows)


def templates() -> tuple[Template, ...]:
    """All templates."""
    return tuple(template(name) for name in TEMPLATE_NAMES)
