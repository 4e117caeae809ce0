"""A difference in the format asked for."""

from secon_cli.analysis.movement.diff import Diff
from secon_cli.output.console import Color, render
from secon_cli.output.plain_text import visible


def diff_text(diff: Diff, format: str, *, top: int, color: Color, to_file: bool) -> str:
    """The difference as `table`, `json` or `markdown`; `top` movements are looked behind."""
    match format:
        case "json":
            from secon_cli.output.diff.as_json import diff_json

            return diff_json(diff)
        case "markdown":
            from secon_cli.output.diff.as_markdown import diff_markdown

            return diff_markdown(diff, top=top)
        case _:
            from secon_cli.output.diff.as_table import DiffTable

            return render(DiffTable(diff, top=top), color=color, to_file=to_file)


def sources(diff: Diff) -> str:
    """Every file of both sides with its hash."""
    sides = (("old", diff.old), ("new", diff.new))
    return "\n".join(
        f"{label} {visible(one.path)} {one.sha256}" for label, side in sides for one in side.provenance.inputs
    )
