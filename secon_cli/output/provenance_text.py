"""One line that says which rubric, which date and which practices numbers come from."""

from rich.text import Text

from secon_cli.analysis.results import Provenance
from secon_cli.output.plain_text import one_line


def provenance_words(provenance: Provenance) -> str:
    """Rubric with version and the start of its hash, date, and what was asked for beside the defaults."""
    rubric = provenance.rubric
    beside = {name: value for name, value in provenance.options.items() if name != "as_of"}
    options = ", ".join(
        f"{name.replace('_', ' ')} {one_line(_words(value))}".rstrip() for name, value in beside.items()
    )
    changed = f" · {options}" if options else ""
    return f"Rubric {rubric.rubric} {rubric.version} {rubric.sha256[:8]} as of {rubric.as_of}{changed}"


def provenance_line(provenance: Provenance, scored: int, shown: int) -> Text:
    """The line below a screen, with the number of practices and where they come from."""
    count = f"{scored} practices" if shown == scored else f"{shown} of {scored} practices"
    place = " that ship with secon" if provenance.shipped else ""
    return Text(f"{provenance_words(provenance)} · {count}{place} · secon {provenance.version}", style="dim")


def _words(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key}={number:g}" for key, number in value.items())
    return "" if value is True else str(value)
