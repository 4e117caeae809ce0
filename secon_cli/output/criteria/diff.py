"""Two rubrics on the screen: the weights in force beside each other, then every part that is not the same."""

import json
from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from secon_cli.output.numbers import percent
from secon_cli.output.page import Page
from secon_cli.output.plain_text import one_line
from secon_cli.rubric.differences import ChangeKind, Differences
from secon_cli.rubric.model import Rubric

_MARKS = {ChangeKind.ADDED: ("+", "green"), ChangeKind.REMOVED: ("-", "red"), ChangeKind.CHANGED: ("~", "yellow")}
_SHORT = 24


def criteria_diff(found: Differences) -> RenderableType:
    """What would change if the second rubric were in force; `console.render` lays it out."""
    parts: list[RenderableType] = [
        Text.assemble(("before ", "dim"), named(found.before)),
        Text.assemble(("after  ", "dim"), named(found.after)),
        Text(),
        _weights(found),
        Text(),
    ]
    if found.changes:
        parts += _changes(found)
    else:
        parts.append(Text("Nothing differs: both judge alike."))
    if found.same_name:
        note = (
            "Both go by the same name and version: give the changed one another version, so that nobody mixes them up."
        )
        parts.append(Text(f"\n{note}", style="yellow"))
    return Page(Group(*parts))


def named(rubric: Rubric) -> str:
    """A rubric by id, version and the start of its hash."""
    return f"{rubric.rubric} {rubric.version} ({rubric.sha256[:8]}), as of {rubric.as_of}"


def share_words(share: float | None) -> str:
    """A share of the total; a dash where there is no such criterion."""
    return "–" if share is None else percent(share)


def value_words(value: object) -> str:
    """A plain value of a rubric on one line; of a criterion or an indicator, its title."""
    if value is None:
        return "–"
    if isinstance(value, dict) and isinstance(value.get("title"), str):
        return one_line(value["title"])
    return one_line(value if isinstance(value, str) else json.dumps(_plain(value), ensure_ascii=False))


def _plain(value: object) -> object:
    """A value with its whole numbers as such: 20, and not 20.0."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_plain(one) for one in value]
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case _:
            return value


def _weights(found: Differences) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False)
    table.add_column("Criterion", overflow="fold")
    for heading in ("Before", "After", "Change"):
        table.add_column(heading, justify="right", no_wrap=True)
    for shift in found.shifts:
        moved = "" if shift.before is None or shift.after is None else _signed(100 * (shift.after - shift.before))
        table.add_row(one_line(shift.title), share_words(shift.before), share_words(shift.after), moved)
    return table


def _signed(points: float) -> str:
    text = f"{points:+.1f}"
    return "" if text in ("+0.0", "-0.0") else text


def _changes(found: Differences) -> Iterator[RenderableType]:
    for change in found.changes:
        mark, style = _MARKS[change.kind]
        before, after = value_words(change.before), value_words(change.after)
        line = Text.assemble((f"{mark} ", style), (change.path, "bold"))
        if change.kind is not ChangeKind.CHANGED:
            yield line.append(f": {after if change.kind is ChangeKind.ADDED else before}")
        elif len(before) <= _SHORT and len(after) <= _SHORT:
            yield line.append(f": {before} → {after}")
        else:
            yield line
            yield Padding(Text(before, style="red"), (0, 0, 0, 4))
            yield Padding(Text(after, style="green"), (0, 0, 0, 4))
