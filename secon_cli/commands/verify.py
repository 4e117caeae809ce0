"""`secon verify`: a stored result, computed again."""

from secon_cli.commands.values import RubricChoice
from secon_cli.commands.verifying import verification
from secon_cli.output.destination import write
from secon_cli.output.emit import Destination
from secon_cli.output.verify.formats import verification_text


def run(path: str, choice: RubricChoice, to: Destination, *, quiet: bool = False, verbose: bool = False) -> int:
    """Write what was found; 1 where the result does not hold."""
    found = verification(path, choice, quiet=quiet)
    write(verification_text(found, to.format, every=verbose, color=to.color, to_file=to.file is not None), to.file)
    return int(not found.holds)
