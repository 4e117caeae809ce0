"""Excerpts: the caret stands under what is wrong, whatever the line holds and however narrow the terminal is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from secon_cli.checks.findings import Finding, Severity, Span
from secon_cli.output.findings import finding_text, summary_line
from secon_cli.reading.document import Document


def excerpt(line: str, start: int, end: int, width: int = 10_000) -> tuple[str, str]:
    document = Document("a.yaml", line, "", None)
    finding = Finding("some-rule", Severity.ERROR, "a.yaml", Span(1, start + 1, 1, end + 1), "x", "wrong")
    shown = finding_text(finding, document.lines(), 10_000, width).splitlines()
    return shown[2].removeprefix("1 | "), shown[3].removeprefix("  | ").removesuffix(" wrong")


def under(line: str, carets: str) -> str:
    """What stands in the cells above the carets."""
    first, last = len(carets) - len(carets.lstrip()), len(carets)
    return "".join(c for i, c in enumerate(line) if first <= cell_len(line[:i]) < last)


def test_tabs_and_wide_characters() -> None:
    assert excerpt("\t漢: bad", 4, 7) == ("    漢: bad", "        ^^^")


@pytest.mark.parametrize("width", [30, 40, 80])
@pytest.mark.parametrize("before", [0, 10, 500])
@pytest.mark.parametrize("after", [0, 10, 500])
def test_long_lines_are_clipped_around_the_caret(width: int, before: int, after: int) -> None:
    line, carets = excerpt("b" * before + "WRONG" + "a" * after, before, before + 5, width)
    assert under(line, carets) == "WRONG"
    assert cell_len(line) <= width - 4


def test_nothing_is_clipped_that_fits() -> None:
    assert excerpt("x" * 5_000, 4_000, 4_001) == ("x" * 5_000, " " * 4_000 + "^")


@given(st.text(alphabet="ab \t漢é\u0301\x1b\u202e[]", min_size=1, max_size=80), st.data())
def test_what_is_marked_is_what_is_wrong(line: str, data: st.DataObject) -> None:
    if not line.strip():
        return
    start = data.draw(st.integers(0, len(line) - 1))
    shown, carets = excerpt(line, start, start + 1)
    assert "\x1b" not in shown
    assert carets.strip("^ ") == ""
    assert carets.endswith("^")
    assert len(carets) <= max(cell_len(shown), 1) + 1


def test_the_summary_counts() -> None:
    place = Span(1, 1, 1, 2)
    kinds = [Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.ADVICE]
    found = [Finding("r", kind, "a.yaml", place, "", "m") for kind in kinds]
    assert summary_line(1, found) == "1 file, 1 error, 2 warnings, 1 advice"
    assert summary_line(18, []) == "18 files, 0 errors, 0 warnings"
