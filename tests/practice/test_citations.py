"""The grammar of evidence: a web address, or source key, row and page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.practice.values import Citation, Pages
from secon_cli.practice.vocabularies import Row
from tests.strategies import citations


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("report", Citation(source="report")),
        ("report:results", Citation(source="report", row=Row.RESULTS)),
        ("report:transfer p19", Citation(source="report", row=Row.TRANSFER, pages=Pages(19, 19))),
        ("evaluation p4-6", Citation(source="evaluation", pages=Pages(4, 6))),
        ("study_2:heading", Citation(source="study_2", row=Row.HEADING)),
        ("https://example.org/a?b=c#d", Citation(url="https://example.org/a?b=c#d")),
        ("http://example.org", Citation(url="http://example.org")),
        ("https", Citation(source="https")),
    ],
)
def test_a_citation_is_read(text: str, citation: Citation) -> None:
    assert Citation.parse(text) == citation


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("report:result", "`result` is not a row of the template"),
        ("Report", "cite a web address"),
        ("2024", "cite a web address"),
        ("report:", "cite a web address"),
        ("report p", "cite a web address"),
        ("report p19-", "cite a web address"),
        ("report  p19", "cite a web address"),
        ("report:results,p19", "cite a web address"),
        ("report p123456", "cite a web address"),
        ("", "cite a web address"),
        ("report\n", "cite a web address"),
        ("ftp://example.org", "cite a web address"),
        ("report p20-19", "from high to low"),
        ("https://example.org/a b", "spaces"),
    ],
)
def test_what_is_no_citation_is_told_in_words(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Citation.parse(text)


@given(citations)
def test_a_citation_is_written_as_it_was_read(text: str) -> None:
    assert str(Citation.parse(text)) == text


@given(st.text(max_size=40))
def test_any_text_is_a_citation_or_a_value_error(text: str) -> None:
    try:
        citation = Citation.parse(text)
    except ValueError:
        return
    assert Citation.parse(str(citation)) == citation


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        ("17-20", "17", True),
        ("17-20", "17-20", True),
        ("17-20", "16-18", False),
        ("17-20", "21", False),
        ("17", "17", True),
    ],
)
def test_pages_hold_the_pages_between_them(outer: str, inner: str, holds: bool) -> None:
    assert Pages.parse(outer).holds(Pages.parse(inner)) is holds


@pytest.mark.parametrize("text", ["", "p17", "17–20", "17-", "20-17", "iv"])
def test_what_are_no_pages_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="page"):
        Pages.parse(text)
