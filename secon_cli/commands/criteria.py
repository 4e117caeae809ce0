"""`secon criteria`: the rubric in force, checked, or compared with another."""

from secon_cli.commands.rubrics import checked_text, compared_text, shown_text
from secon_cli.commands.values import RubricChoice
from secon_cli.output.destination import write
from secon_cli.output.emit import Destination


def run(
    choice: RubricChoice,
    to: Destination,
    *,
    check: str | None = None,
    diff: str | None = None,
    fail_on: str = "error",
    full: bool = False,
    stdin_filename: str | None = None,
    quiet: bool = False,
) -> int:
    """Write the rubric, its findings or its differences; 1 where it has findings at or above `fail_on`."""
    to_file = to.file is not None
    if check is not None:
        text, failed = checked_text(
            check, stdin_filename, format=to.format, fail_on=fail_on, color=to.color, to_file=to_file, quiet=quiet
        )
        write(text, to.file)
        return int(failed)
    if diff is not None:
        write(compared_text(diff, choice, format=to.format, color=to.color, to_file=to_file), to.file)
    else:
        write(shown_text(choice, format=to.format, color=to.color, to_file=to_file, reasons=full), to.file)
    return 0
