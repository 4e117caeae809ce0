"""A verification in the format asked for."""

from secon_cli.analysis.verification import Verification
from secon_cli.output.console import Color, render


def verification_text(found: Verification, format: str, *, every: bool, color: Color, to_file: bool) -> str:
    """The verification as `text`, `json` or `markdown`; with `every`, no difference is left out of the text."""
    match format:
        case "json":
            from secon_cli.output.verify.as_json import verify_json

            return verify_json(found)
        case "markdown":
            from secon_cli.output.verify.as_markdown import verify_markdown

            return verify_markdown(found)
        case _:
            from secon_cli.output.verify.as_text import verify_text

            return render(verify_text(found, every=every), color=color, to_file=to_file)
