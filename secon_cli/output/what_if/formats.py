"""An edited copy beside its original, in the format asked for."""

from secon_cli.analysis.movement.diff import WhatIf
from secon_cli.output.console import Color, render


def what_if_text(found: WhatIf, format: str, *, color: Color, to_file: bool) -> str:
    """What the copy would change, as `text`, `json` or `markdown`."""
    match format:
        case "json":
            from secon_cli.output.what_if.as_json import what_if_json

            return what_if_json(found)
        case "markdown":
            from secon_cli.output.what_if.as_markdown import what_if_markdown

            return what_if_markdown(found)
        case _:
            from secon_cli.output.what_if.as_table import WhatIfTable

            return render(WhatIfTable(found), color=color, to_file=to_file)
