"""Data that would be markup, commands or formulas somewhere is shown as text, in every format."""

import csv
import json
import re
import shutil
import subprocess
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from secon_cli.output.document import Code, Document, Items, data
from secon_cli.output.plain_text import one_line, shell_word, visible
from secon_cli.output.renderers.markdown import markdown_blocks, render_markdown
from secon_cli.output.renderers.tables import safe_cell
from secon_cli.output.wire import to_json
from tests.conftest import Secon
from tests.small_project import RUBRIC, head, relevance
from tests.terminal import COMMANDS

TITLES = {
    "rich-markup": "[bold red]x[/] [link=https://example.org]y[/link] :smile: \\[z]",
    "rich-closing": "[/] [/bold] [red",
    "ansi-as-text": "\\e[31m \\x1b[2J ^[[0m",
    "markdown-table": "| a | `b` ~~s~~ **c** _d_ <b>e</b> &amp; ![f](http://example.org) $g$ \\| h",
    "markdown-heading": "# heading",
    "markdown-list": "1. first - second",
    "markdown-rule": "---",
    "markdown-html": "<script>alert(1)</script><!-- gone -->",
    "formula-equals": '=HYPERLINK("http://example.org";"x")',
    "formula-minus": "-2+3+cmd|' /C calc'!A0",
    "formula-plus": "+1",
    "formula-at": "@SUM(1+1)",
    "formula-wide": "＝1+1",
    "quotes": "\"a\", 'b'; c",
    "wide": "協同組合の修理カフェ",
    "combining": "Cafe\u0301 Ga\u0308rten z\u0351\u036b\u0343",
    "emoji": "👩‍👩‍👧 and 🇱🇻",
    "right-to-left": "بيت الحرفيين",
}

_REFUSED = {
    "escape": '"\\e[2J\\e]0;owned\\a"',
    "csi-of-one-byte": '"\\x9b31m"',
    "backspace": '"good\\b\\b\\b\\bevil"',
    "override": '"abc\\u202Egnp.exe"',
    "override-as-it-is": "abc\u202egnp.exe",
    "isolate": '"\\u2066x\\u2069"',
}

_MADE_HARMLESS = {
    "carriage-return": ('"good\\revil"', "good evil"),
    "tab": ('"good\\tevil"', "good evil"),
    "mark": ("a\u200fb", "a\\u200fb"),
    "lines": ('"One\\ntwo\\n\\nthree"', "One two three"),
    "byte-order-mark": ("a\ufeffb", "a\\ufeffb"),
}
"""What a file may hold, as it is written there and as a screen shows it."""


def _quoted(text: str) -> str:
    """Text as a scalar in single quotes, which knows no escapes."""
    return "'" + text.replace("'", "''") + "'"


def _text(id: str, title: str) -> str:
    metric = f"{{what: {title}, value: 1, level: output, note: {title}, evidence: report:results}}"
    base = head(id, title, partner=title).replace("summary: Neighbours help one another.", f"summary: {title}")
    return f"{base}results:\n  metrics:\n    - {metric}\n{relevance('of')}"


@pytest.fixture
def hostile(project: Path) -> None:
    """The project with practices whose every text is hostile."""
    for id, title in TITLES.items():
        path = project / "data" / "practices" / f"{id}.yaml"
        path.write_text(_text(id, _quoted(title)), encoding="utf-8")


@pytest.mark.usefixtures("hostile")
def test_tables_and_sheets_show_it_as_text(secon: Secon) -> None:
    table = secon("score", COLUMNS="1000")
    assert (table.code, table.err) == (0, "")
    assert COMMANDS.search(table.out) is None
    for id, title in TITLES.items():
        assert title in table.out, id
        sheet = secon("show", id, "--full", COLUMNS="1000")
        assert (id, sheet.code) == (id, 0)
        assert COMMANDS.search(sheet.out) is None, id
        assert sheet.out.count(title) >= 5, f"{id}: title, partner, summary, result, note and what counted"


@pytest.mark.usefixtures("hostile")
def test_narrow_tables_keep_their_columns(secon: Secon) -> None:
    """The total stands under its heading, in cells of the terminal, whatever letters the title is made of."""
    from rich.cells import cell_len

    lines = secon("score", COLUMNS="80").out.splitlines()
    (heading,) = (line for line in lines if line.startswith((" #", "#")))
    end = heading.index("Total") + len("Total")
    rows = [line for line in lines[1:] if re.match(r" *[0-9]+ ", line)]
    assert len(rows) == len(TITLES) + 5
    for line in rows:
        assert any(
            cell_len(line[:stop]) == end and re.search(r"[0-9]\.[0-9]$", line[:stop]) for stop in range(len(line))
        )


@pytest.mark.usefixtures("hostile")
def test_csv_carries_it_so_that_no_spreadsheet_runs_it(secon: Secon) -> None:
    rows = {
        row["id"]: row for row in csv.DictReader(StringIO(secon("score", "-f", "csv").out, newline=""), strict=True)
    }
    for id, title in TITLES.items():
        for cell in (rows[id]["title"], rows[id]["partner"]):
            assert cell.removeprefix("'") == title.removeprefix("'")
            assert not cell.startswith(("=", "+", "-", "@", "＝"))
    assert rows["formula-equals"]["title"].startswith("'=")
    assert rows["wide"]["title"] == TITLES["wide"], "harmless text is left as it is"


_PLAIN = {"text", "text_special", "strong_open", "strong_close", "code_inline"}


def _shown(markdown: str) -> list[list[str]]:
    """The cells of every row of the tables in a document, as a reader sees them; markup in a cell fails."""
    rows: list[list[str]] = []
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    for before, token in pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif before.type in {"th_open", "td_open"}:
            # An empty comment keeps GitHub from making a mention or a reference of what follows.
            shown = [child for child in token.children or () if child.content != "<!-- -->"]
            assert {child.type for child in shown} <= _PLAIN, token.content
            rows[-1].append("".join(child.content for child in shown))
        elif token.type == "html_block":
            raise AssertionError(token.content)
    return rows


def _words(markdown: str) -> str:
    """All that a reader sees of a document as text."""
    inline = [token for token in MarkdownIt("commonmark").enable("table").parse(markdown) if token.type == "inline"]
    return "\n".join("".join(child.content for child in token.children or ()) for token in inline)


@pytest.mark.usefixtures("hostile")
def test_markdown_shows_it_as_text(secon: Secon) -> None:
    _, *rows = _shown(secon("score", "-f", "markdown").out)
    assert len([row for row in rows if row[0]]) == len(TITLES) + 5
    assert {len(row) for row in rows} == {len(rows[0])}
    seen = {row[2]: row[3] for row in rows if row[0]}
    for title in TITLES.values():
        assert seen[one_line(title)] == f"LV {one_line(title)}"
    for id, title in TITLES.items():
        document = secon("show", id, "--full", "-f", "markdown").out
        inline = [token for token in MarkdownIt("commonmark").parse(document) if token.type == "inline"]
        texts = ["".join(c.content for c in token.children or () if c.content != "<!-- -->") for token in inline]
        assert texts[0] == one_line(title)
        assert one_line(title) in texts[1:], "the summary"


@pytest.mark.parametrize("title", _REFUSED.values(), ids=_REFUSED)
def test_what_commands_a_terminal_is_refused_and_not_repeated(secon: Secon, project: Path, title: str) -> None:
    (project / "data" / "practices" / "xx-evil.yaml").write_text(_text("xx-evil", title), encoding="utf-8")
    for name in ("table", "json", "csv", "markdown"):
        ended = secon("score", "-f", name)
        assert ended.code == 1
        assert "xx-evil.yaml is left out" in ended.err
        assert COMMANDS.search(ended.err) is None
        assert "xx-evil" not in ended.out.replace("data/practices/xx-evil.yaml", "")
    shown = secon("show", "xx-evil")
    assert (shown.code, shown.out) == (2, "")
    assert COMMANDS.search(shown.err) is None


@pytest.mark.parametrize("name", ["\x1b[31mred", "a\u202eb", "[bold]x[/]", "a\nb"])
def test_names_on_the_command_line_are_repeated_as_text(secon: Secon, name: str) -> None:
    for arguments in (("show", name), ("score", "--region", name), ("score", name), ("score", "--sort", name), (name,)):
        ended = secon(*arguments)
        assert (ended.code, ended.out) == (2, "")
        assert COMMANDS.search(ended.err) is None
        assert ended.err.count("\n") == 1


def test_words_of_a_rubric_are_text_too(secon: Secon, project: Path) -> None:
    rubric = RUBRIC.replace("short: Rel", 'short: "[b]R"').replace("name: middle", 'name: "[red]|:x:"')
    rubric = rubric.replace("title: Timescale", 'title: "[i]*Time*|[/i]"').replace("title: Results", 'title: "[b]`R`|"')
    (project / "criteria.yaml").write_text(rubric, encoding="utf-8")
    table = secon("score").out
    assert re.search(r"\[b\]R Tim Eff +Total", table)
    assert "[red]|:x:" in table
    full = secon("show", "lv-repair-cafe", "--full").out
    assert "[i]*Time*|[/i]" in full
    assert "[b]`R`|: 1.25 (2 are enough) → 62.5 × 70 %" in full
    markdown = secon("score", "-f", "markdown").out
    heading, *rows = _shown(markdown)
    assert heading[4:6] == ["[b]R", "Tim"]
    assert "Tim: [i]*Time*|[/i];" in _words(markdown)
    assert rows[1][-1] == "[red]|:x:"
    assert any(row[0] == "[i]*Time*|[/i]" for row in _shown(secon("show", "lv-repair-cafe", "-f", "markdown").out))


@pytest.mark.parametrize(("written", "shown"), _MADE_HARMLESS.values(), ids=_MADE_HARMLESS)
def test_a_title_takes_one_line_that_does_nothing(secon: Secon, project: Path, written: str, shown: str) -> None:
    path = project / "data" / "practices" / "xx-draft.yaml"
    path.write_text(_text("xx-draft", written), encoding="utf-8")
    for width in ("80", "120", ""):
        assert shown in secon("score", COLUMNS=width).out
        sheet = secon("show", "xx-draft", COLUMNS=width).out
        assert sheet.startswith(f"{shown}\n")
        assert COMMANDS.search(sheet) is None
    assert len([row for row in _shown(secon("score", "-f", "markdown").out) if row[0]]) == 1 + 6


_MARKS = st.text(st.sampled_from("ab 1.)-+#*_`~[]()<>!|\\&;:=$\"'{}^\n"), max_size=12)
_ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(_ANY_TEXT)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "::", "##["))
    assert "\n" not in cell
    assert "\r" not in cell
    assert re.search(r"[;,\t]\s*[=+\-@＝＋－＠|%]", cell) is None
    if not re.search(r"[;,\t]\s*[=+\-@＝＋－＠|%]", text):
        assert cell.removeprefix("'") == one_line(text).removeprefix("'")


@pytest.mark.parametrize("sign", list("=+-@＝＋－＠|%"))
def test_no_cell_after_a_separator_begins_like_a_formula(sign: str) -> None:
    assert safe_cell(f"x; {sign}1,{sign}2") == f"x;'{sign}1,'{sign}2"


@given(_ANY_TEXT)
def test_a_line_is_one_line_without_commands(text: str) -> None:
    line = one_line(text)
    assert COMMANDS.search(line) is None
    assert "\n" not in line


@given(st.sampled_from(["", "1.", "1)", "12.", "-", "+", "#", ">", "=", "~~~", "```"]), _MARKS)
def test_escaped_markdown_reads_as_the_text(start: str, rest: str) -> None:
    text = start + rest
    written = render_markdown(Document([Items([data(text)])]))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written)
    shown = [child for token in tokens for child in token.children or () if child.content != "<!-- -->"]
    assert {child.type for child in shown} <= {"text", "text_special"}
    assert "".join(child.content for child in shown) == one_line(text)


@pytest.mark.parametrize("sign", ["\u061c", "\u200f", "\ufff9", "\ufffb", "\ufeff", "\x85", "\U0001d173", "\U000e0001"])
def test_characters_without_shape_are_shown_as_codes(sign: str) -> None:
    shown = visible(f"a{sign}b")
    assert shown.isascii()
    assert shown.startswith("a\\")
    assert json.loads(to_json({"a": f"a{sign}b ##[x"})) == {"a": f"a{sign}b ##[x"}
    assert sign not in to_json({"a": sign})


@pytest.mark.parametrize("text", ["\u0646\u200c\u0645", "\U0001f468\u200d\U0001f469", "\u2764\ufe0f"])
def test_joiners_that_scripts_and_emoji_need_stay(text: str) -> None:
    assert visible(text) == text


def test_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    """A picture would be loaded by whoever looks at the text."""
    from secon_cli.output.renderers.markdown import markdown_blocks

    written = render_markdown(
        Document(markdown_blocks("See\\![it](http://example.org/a) and ![that](http://example.org/b)"))
    )
    tokens = [child for token in MarkdownIt("commonmark").parse(written) for child in token.children or ()]
    assert [token.attrs["href"] for token in tokens if token.type == "link_open"] == ["http://example.org/a"]
    assert "image" not in {token.type for token in tokens}


@pytest.mark.parametrize(
    "written",
    [
        "- a\n```\n{}\n```\n",
        "- a\n\n  ```\n  {}\n  ```\n",
        "1. a\n   - b\n\n   ***\n   ```\n   {}\n   ```\n",
        "-\n      {}\n",
        "- a\n\n  b\n\n      {}\n",
    ],
)
def test_code_behind_a_list_stays_code(written: str) -> None:
    code = "<script>alert(1)</script>"
    blocks = list(markdown_blocks(written.format(code)))
    tokens = MarkdownIt("commonmark").parse(render_markdown(Document([*blocks, Code([code])])))
    every = [token for block in tokens for token in (block, *(block.children or ()))]
    shown = [token for token in every if "script" in token.content and token.type != "inline"]
    assert {token.type for token in shown} == {"code_block"}
    assert " ".join(token.content for token in shown).split() == [code, code]


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
@pytest.mark.parametrize(
    "name",
    ["a.yaml", "a b.yaml", "it's.yaml", "Łódź (2).yaml", 'a "b"', "$(touch x)", "`id`", "a\\b c", "~root", "a;b", ""],
)
def test_a_name_in_a_command_is_one_word_that_a_shell_reads_back(name: str) -> None:
    said = subprocess.run(["sh", "-c", f"printf %s {shell_word(name)}"], capture_output=True, check=True)
    assert said.stdout.decode() == name
