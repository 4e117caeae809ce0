"""What commands say beside their data, on stderr."""

from secon_cli.analysis.results import Ranking
from secon_cli.commands.inputs import Inputs
from secon_cli.engine.ranking import TIE
from secon_cli.output.destination import tell
from secon_cli.output.plain_text import visible


def report_unusable(inputs: Inputs, *, quiet: bool, verbose: bool) -> bool:
    """Name the files that were left out and say where the practices come from; whether any was left out."""
    if inputs.shipped and not quiet:
        tell("secon: no project here, so these are the practices that ship with secon")
    for file in inputs.unusable:
        errors = sum(finding.severity == "error" for finding in file.findings)
        tell(f"secon: {visible(file.name)} is left out: {errors} error{'s' if errors != 1 else ''}")
    if inputs.unusable:
        tell("secon: `secon validate` shows every error at its place")
    if verbose:
        for file in inputs.collection.files:
            tell(f"read {visible(file.name)} {file.document.content_sha256}")
    return bool(inputs.unusable)


def report_below(ranking: Ranking, fail_under: float | None, *, quiet: bool) -> bool:
    """Name the practices shown whose total is under the bound; whether there is any."""
    if fail_under is None:
        return False
    below = [one.assessment.practice.id for one in ranking.practices if one.assessment.total < fail_under - TIE]
    if below and not quiet:
        tell(f"secon: under {fail_under:g}: {', '.join(below)}")
    return bool(below)
