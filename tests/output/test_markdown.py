"""Tables in Markdown keep their columns readable where a program makes a page of them."""

from secon_cli.output.document import Align, Bar, Caption, Column, Document, Figure, Row, Table, data, strong
from secon_cli.output.renderers.markdown import render_markdown


def _lines(table: Table) -> list[str]:
    return render_markdown(Document([table])).splitlines()


def _widths(line: str) -> list[int]:
    return [len(cell.strip()) for cell in line.strip("|").split("|")]


def test_a_column_of_figures_is_as_wide_as_these_and_text_has_what_is_left() -> None:
    columns = [Column("Name", flex=True), Column("Score", Align.RIGHT)]
    lines = _lines(Table(columns, [Row(data("x" * 200), strong("83.1")), Row("y", "100.0")]))
    # Five characters and margins of four; the asterisks take no room.
    assert _widths(lines[1]) == [71, 9]


def test_text_keeps_room_next_to_many_figures() -> None:
    figures = [Column(f"Figure {number}", Align.RIGHT) for number in range(9)]
    lines = _lines(Table([Column("Name", flex=True), *figures], [Row(data("x" * 200), *["1"] * 9)]))
    assert _widths(lines[1]) == [14, *[12] * 9]


def test_long_titles_are_below_a_table_that_has_no_room_for_them() -> None:
    columns = [Column("#"), *(Column(f"F{number}", long=f"The figure {number}") for number in range(9))]
    lines = _lines(Table(columns, [Row(*["1"] * 10)]))
    assert lines[0] == "| # | F0 | F1 | F2 | F3 | F4 | F5 | F6 | F7 | F8 |"
    assert lines[3] == ""
    assert lines[4].startswith("F0: The figure 0; F1: The figure 1;")


def test_long_titles_are_in_the_table_where_there_is_room() -> None:
    lines = _lines(Table([Column("Rel", long="Relevance"), Column("", long="Gate")], [Row("1", "2")]))
    assert lines[0] == "| Relevance | Gate |"
    assert len(lines) == 3


def test_a_figure_is_its_title_and_its_words_and_numbers() -> None:
    table = Table([Column("Name"), Column("0 to 100", width=20), Column("Total")], [Row("A", Bar(50), "50.0")])
    text = render_markdown(Document([Figure(Caption("A has half", "Points", "One bar", "Source"), table)]))
    assert text.splitlines()[0] == "**A has half**"
    assert [line.strip("| ") for line in text.splitlines() if line.startswith("| A")] == ["A | 50.0"]
