"""Which format writes a panel."""

from secon_cli.analysis.panel.panel import Panel
from secon_cli.output.console import Color, render


def panel_text(panel: Panel, format: str, *, top: int, legend: bool, color: Color, to_file: bool) -> str:
    """The panel in a format; `top` is how many disagreements the screen and Markdown list."""
    match format:
        case "json":
            from secon_cli.output.panel.as_json import panel_json

            return panel_json(panel)
        case "csv":
            from secon_cli.output.panel.as_csv import panel_csv

            return panel_csv(panel)
        case "markdown":
            from secon_cli.output.panel.as_markdown import panel_markdown

            return panel_markdown(panel, top=top)
        case _:
            from secon_cli.output.panel.as_table import PanelTable

            return render(PanelTable(panel, top=top, legend=legend), color=color, to_file=to_file)
