"""`secon robustness`: how far the ranking depends on the weights, on what is unknown, and on the rubric itself."""

from collections.abc import Sequence

from secon_cli.commands.inputs import load_practices, load_rubric
from secon_cli.commands.reporting import report_unusable
from secon_cli.commands.trials import robustness_of, sampling_of
from secon_cli.commands.values import RubricChoice
from secon_cli.output.destination import write
from secon_cli.output.emit import Destination
from secon_cli.output.robustness.formats import robustness_text


def run(
    paths: Sequence[str] | None,
    choice: RubricChoice,
    to: Destination,
    *,
    top: int = 3,
    free: bool = False,
    concentration: float | None = None,
    order: str | None = None,
    draws: int = 10_000,
    seed: int = 1,
    full: bool = False,
    pairwise: bool = False,
    table: str = "practices",
    stdin_filename: str | None = None,
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Write the study; 1 where files were left out."""
    rubric = load_rubric(choice)
    sampling = sampling_of(rubric.rubric, draws=draws, seed=seed, free=free, concentration=concentration, order=order)
    inputs = load_practices(paths, stdin_filename, quiet=quiet)
    result = robustness_of(inputs, rubric, sampling, top=top, pairs=pairwise or table == "pairs")
    text = robustness_text(result, to.format, table=table, details=full, color=to.color, to_file=to.file is not None)
    write(text, to.file)
    return int(report_unusable(inputs, quiet=quiet, verbose=verbose))
