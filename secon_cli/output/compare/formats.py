"""Which format writes a comparison or a matrix."""

from secon_cli.analysis.comparison import Comparison
from secon_cli.analysis.regions import RegionTable
from secon_cli.output.console import Color, render


def comparison_text(comparison: Comparison, format: str, *, top: int, color: Color, to_file: bool) -> str:
    """Two sides in a format; `top` is how many criteria the screen and Markdown look behind."""
    match format:
        case "json":
            from secon_cli.output.wire import to_json
            from secon_cli.output.wires.compare import compare_wire

            return to_json(compare_wire(comparison))
        case "csv":
            from secon_cli.output.compare.as_csv import compare_csv

            return compare_csv(comparison)
        case "markdown":
            from secon_cli.output.compare.as_markdown import compare_markdown

            return compare_markdown(comparison, top=top)
        case _:
            from secon_cli.output.compare.as_table import CompareTable

            return render(CompareTable(comparison, top=top), color=color, to_file=to_file)


def matrix_text(matrix: RegionTable, format: str, *, color: Color, to_file: bool) -> str:
    """All regions in a format."""
    match format:
        case "json":
            from secon_cli.output.wire import to_json
            from secon_cli.output.wires.compare import regions_wire

            return to_json(regions_wire(matrix))
        case "csv":
            from secon_cli.output.compare.as_csv import matrix_csv

            return matrix_csv(matrix)
        case "markdown":
            from secon_cli.output.matrix.as_markdown import matrix_markdown

            return matrix_markdown(matrix)
        case _:
            from secon_cli.output.matrix.as_table import MatrixTable

            return render(MatrixTable(matrix), color=color, to_file=to_file)
