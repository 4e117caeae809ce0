"""Which format writes a study of robustness."""

from secon_cli.analysis.robustness.study import Robustness
from secon_cli.output.console import Color, render


def robustness_text(result: Robustness, format: str, *, table: str, details: bool, color: Color, to_file: bool) -> str:
    """The study in a format; `table` is what CSV writes, `details` what the screen adds."""
    match format:
        case "json":
            from secon_cli.output.robustness.as_json import robustness_json

            return robustness_json(result)
        case "csv":
            from secon_cli.output.robustness.as_csv import robustness_csv

            return robustness_csv(result, table)
        case _:
            from secon_cli.output.robustness.as_screen import RobustnessScreen
            from secon_cli.output.robustness.details import RobustnessDetails

            gist = RobustnessScreen(result, every=details)
            parts = (gist, RobustnessDetails(result)) if details else (gist,)
            return render(*parts, color=color, to_file=to_file)
