"""`secon new`: a practice file to fill in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from secon_cli.commands.beginnings import new_file
from secon_cli.commands.new_files import new_json, write_new
from secon_cli.output.destination import tell, write
from secon_cli.output.emit import Color


def run(
    values: Mapping[str, str | None],
    *,
    places: Sequence[str] = (),
    template: str | None = None,
    output: Path | None = None,
    schema: bool = False,
    format: str = "text",
    color: Color = Color.AUTO,
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Write the file and name it."""
    file = new_file(values, places, template, output, schema=schema, color=color)
    write_new(file)
    if not quiet:
        tell(file.remarks)
    if verbose:
        tell(file.details)
    write(new_json(file) if format == "json" else f"{file.name}\n", None)
    return 0
