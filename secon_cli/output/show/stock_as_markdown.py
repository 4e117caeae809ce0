"""What is there of a practice and what is missing, in Markdown."""

from collections.abc import Iterator

from secon_cli.analysis.sheet import Sheet
from secon_cli.output.markdown import escaped, row
from secon_cli.output.numbers import points
from secon_cli.output.show.stock import HEADINGS, TITLE, groups, left_out_words, sum_words, to_be_had


def stock_markdown(sheet: Sheet) -> Iterator[str]:
    """For an unfinished practice, every field that counts with its points; nothing for a finished one."""
    if not sheet.unfinished:
        return
    yield from ("", f"## {TITLE}", "")
    yield from (row("State", "Field", "Has", "To be had", "For"), row(":--", ":--", "--:", "--:", ":--"))
    for state, fields in groups(sheet):
        for one in fields:
            titles = escaped("; ".join(one.titles))
            yield row(escaped(HEADINGS[state]), escaped(one.field), points(one.points), to_be_had(one), titles)
    yield from ("", sum_words(sheet))
    rest = left_out_words(sheet)
    if rest:
        yield from ("", escaped(rest))
