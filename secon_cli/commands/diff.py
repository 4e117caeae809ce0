"""`secon diff`: what moved between two states of a collection, and why."""

from secon_cli.commands.diffs import Same, difference
from secon_cli.commands.values import RubricChoice
from secon_cli.output.destination import tell, write
from secon_cli.output.diff.formats import diff_text, sources
from secon_cli.output.emit import Destination


def run(
    old: str,
    new: str,
    practices: str | None,
    choice: RubricChoice,
    to: Destination,
    *,
    top: int = 3,
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Write the difference; 1 where files of either side were left out."""
    result, left_out = difference(old, new, Same(practices, choice), quiet=quiet)
    write(diff_text(result, to.format, top=top, color=to.color, to_file=to.file is not None), to.file)
    if verbose:
        tell(sources(result))
    return int(left_out)
