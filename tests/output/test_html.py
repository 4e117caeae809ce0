"""Documents as HTML: text stays text, links lead only where a browser may follow, and tables say what heads what."""

from collections.abc import Iterable

import pytest
from lxml import html as lxml_html

from secon_cli.output.document import (
    Align,
    Bar,
    Block,
    Code,
    Column,
    DivergingBar,
    Divider,
    Fact,
    Facts,
    Heading,
    Item,
    Items,
    Note,
    Paragraph,
    Row,
    Strip,
    Table,
    code,
    data,
    link,
    strong,
)
from secon_cli.output.renderers.html import element, inline, render_blocks

HOSTILE = "</script><img src=x onerror=alert(1)>{{7*7}} \"'&amp; `a` \u202e\x1b[31m"


def every_block(text: str) -> Iterable[Block]:
    row = Row(data(text), Bar(40, possible=60), DivergingBar(-3, 6), Strip((0.2, 0.8), 2, (1, 2), (1, 2)), data(text))
    columns = [Column(data(text), flex=True), *(Column("", width=9) for _ in range(3)), Column(data(text), Align.RIGHT)]
    return [
        Heading(data(text), 1),
        Paragraph([data(text, strong=True), code(text), link(text, text)]),
        Note(data(text)),
        Items([data(text), Item(data(text), mark=data(text), inner=[Paragraph(data(text))])], ordered=True),
        Facts([Fact(data(text), [data(text)])]),
        Table(columns, [row, Divider(data(text)), Divider()]),
        Code([text]),
    ]


def test_text_from_outside_is_never_markup() -> None:
    page = lxml_html.fragment_fromstring(render_blocks(every_block(HOSTILE)), create_parent="div")
    elements = {one.tag for one in page.iter()}
    assert elements <= {
        *("div", "h1", "p", "code", "ol", "li", "b", "dl", "dt", "dd", "table", "thead", "tbody", "tr"),
        *("th", "td", "span", "i", "pre"),
    }
    attributes = {name for one in page.iter() for name in one.attrib}
    assert attributes <= {"class", "scope", "colspan", "data-label", "aria-hidden"}
    # What it says is all there: the characters that no one sees by their codes.
    assert r"{{7*7}} \"'&amp; `a` \u202e\x1b[31m".replace('\\"', '"') in page.text_content()


@pytest.mark.parametrize("address", ["https://a.example/b?c=1&d=%20", "http://a.example", "mailto:a@b.example"])
def test_addresses_that_are_safe_to_follow(address: str) -> None:
    (anchor,) = lxml_html.fragment_fromstring(inline(link("there", address)), create_parent="p")
    assert (anchor.tag, anchor.get("href")) == ("a", address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "file:///etc/passwd",
        "https://a.example/\u202e",
        "https://a b.example",
    ],
)
def test_other_addresses_are_text(address: str) -> None:
    shown = inline(link("there", address))
    assert "<a" not in shown
    assert "there" in shown


def test_a_table_says_what_heads_what() -> None:
    table = Table(
        [
            Column("#", Align.RIGHT, long="Rank"),
            Column("Practice", flex=True),
            Column("", width=9),
            Column("Total", Align.RIGHT),
        ],
        [Row("1", data("Mill"), Bar(80, possible=90), "80.0"), Divider("Others"), Row("2", "Barn", Bar(0), "0.0")],
    )
    page = lxml_html.fragment_fromstring(render_blocks([table]))
    assert [head.text for head in page.xpath(".//thead//th")] == ["Rank", "Practice", "Total"]
    assert [head.text for head in page.xpath(".//tbody//th[@scope='row']")] == ["Mill", "Barn"]
    assert page.xpath("string(.//tr[@class='divider']/th[@colspan='4'])") == "Others"
    assert page.xpath(".//tbody/tr[1]/td/@data-label") == ["Rank", "Total"]


def test_marks_and_backquotes() -> None:
    shown = render_blocks([Items([Item("typed `secon score`", mark=strong("+4.5"))]), Heading("x", 2)])
    assert "<b class=mark><b>+4.5</b></b> typed <code>secon score</code>" in shown
    assert render_blocks([Heading("x", 4)]) == "<h4>x</h4>"


def test_an_element_escapes_what_is_not_markup() -> None:
    assert element("div", "<b>", title='"', data_n=1, lang=None) == '<div title="&quot;" data-n=1>&lt;b&gt;</div>'


@pytest.mark.parametrize("value", ["a b", 'a"b', "a'b", "a=b", "a>b", "a<b", "a`b", "a&b", "https://a.example/", ""])
def test_only_values_that_need_no_quotes_have_none(value: str) -> None:
    (anchor,) = lxml_html.fragment_fromstring(element("a", "x", href=value, id="0.3-b"), create_parent="p")
    assert (anchor.get("href"), anchor.get("id"), anchor.text) == (value, "0.3-b", "x")
    assert "id=0.3-b>" in element("a", "x", href=value, id="0.3-b")
