"""One practice whose every text is markup, a command or a formula somewhere, through all commands and formats."""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from io import StringIO
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from markdown_it import MarkdownIt

from secon_cli.checks.findings import Severity
from secon_cli.checks.practice_file import check_practice
from secon_cli.reading.yaml_reader import read
from tests.conftest import Secon
from tests.fuzz.originals import ROOT
from tests.small_panel import RATINGS, assessor_file
from tests.small_project import write_project

_COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What commands a terminal or turns a line round; a line end is none."""

_ANNOTATION = re.compile(
    r"::(error|warning|notice) (file=data/practices/[\w-]+\.yaml,|title=secon::)|[a-z]+\[[a-z-]+\] "
)

NASTY = {
    "rich": "[bold red]rich[/] [link=https://evil.example]x[/link] :smile:",
    "escape": "\\x1b[31mescape\\e]0;x\\a",
    "job": "::error file=a,line=1::job%0A::stop-commands::x",
    "oldjob": "##[error]oldjob ##vso[task.setvariable]x",
    "markdown": "![markdown](https://evil.example/x) | **b** | `c`",
    "html": "<script>html</script><!-- <img src=x onerror=y> &amp; ]]>",
    "formula": '=HYPERLINK("https://evil.example";"formula")',
    "heading": "# heading",
    "placeholder": "{0} {placeholder} %s $x",
    "wide": "漢字の修理カフェ wide 👩‍👩‍👧",
    "mark": "a\u200fmark\u200fb",
}
"""Texts by a word in each that is found nowhere else."""

_ID = "xx-nasty"
_KEPT = {"id", "format", "country", "partner"}
"""Fields that name a practice in commands."""


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Any, tuple[Any, ...]]]:
    """Every text with the list or block that holds it, and its key."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        if isinstance(part, str):
            yield value, key, (*path, key)
        else:
            yield from _leaves(part, (*path, key))


def _texts(value: Any) -> Iterator[str]:
    return (holder[key] for holder, key, _ in _leaves(value))


def _sound(values: Any) -> bool:
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    found = check_practice(read(text.encode(), f"{_ID}.yaml")).findings
    return not any(each.severity is Severity.ERROR for each in found)


@pytest.fixture(scope="module")
def nasty() -> str:
    """A practice of the collection with a nasty text wherever a file may hold any text at all."""
    original = ROOT / "data" / "practices" / "de-freiraeume.yaml"
    values: Any = yaml.load(original.read_bytes(), Loader=yaml.CBaseLoader) | {"id": _ID}
    texts = cycle(NASTY.values())
    changed = 0
    for holder, key, path in list(_leaves(values)):
        if path[0] not in _KEPT and key not in _KEPT:
            before, holder[key] = holder[key], next(texts)
            if _sound(values):
                changed += 1
            else:
                holder[key] = before
    assert changed > 3 * len(NASTY)
    values["location"]["partner"] = NASTY["rich"]
    return str(yaml.safe_dump(values, allow_unicode=True, sort_keys=False))


@pytest.fixture
def hostile(project: Path, nasty: str) -> Path:
    """The project with the nasty practice, an older state of itself, and a panel that says nasty things."""
    shutil.copy(ROOT / "criteria.yaml", project / "criteria.yaml")
    older = write_project(project.parent / "older")
    shutil.copy(ROOT / "criteria.yaml", older / "criteria.yaml")
    (project / "data" / "practices" / f"{_ID}.yaml").write_text(nasty, encoding="utf-8")
    draft = yaml.safe_load(nasty) | {"links": [], "transfer": None}
    draft = {name: value for name, value in draft.items() if value is not None}
    (project / "draft.yaml").write_text(yaml.safe_dump(draft, allow_unicode=True), encoding="utf-8")
    before = {name: value for name, value in draft.items() if name not in ("results", "relevance")} | {
        "title": NASTY["job"]
    }
    (older / "data" / "practices" / f"{_ID}.yaml").write_text(
        yaml.safe_dump(before, allow_unicode=True), encoding="utf-8"
    )
    folder = project / "data" / "assessments"
    folder.mkdir()
    for number, name in enumerate(RATINGS):
        text = assessor_file(
            name,
            {
                _ID: {"relevance": 2 + 3 * number, "effectiveness": 9 - number},
                "gr-orchard": {"relevance": 5, "effectiveness": 4},
            },
        )
        values = yaml.safe_load(text)
        for criterion, rating in values["ratings"][_ID].items():
            rating["reason"] = list(NASTY.values())[(number + len(criterion)) % len(NASTY)]
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return project


_COMMAND_LINES = {
    "score": (("score",), ("table", "json", "csv", "markdown")),
    "show": (("show", _ID), ("text", "json", "markdown")),
    "what-if": (("show", _ID, "--what-if", "draft.yaml"), ("text", "json", "markdown")),
    "compare": (("compare", NASTY["rich"], "rest"), ("table", "json", "csv", "markdown")),
    "compare-practices": (("compare", _ID, "gr-orchard"), ("table", "json", "csv", "markdown")),
    "matrix": (("compare",), ("table", "json", "csv", "markdown")),
    "explain": (("explain", "summary"), ("text", "json", "markdown")),
    "validate": (("validate", "--fail-on", "never"), ("text", "json", "sarif", "github", "gitlab", "junit")),
    "diff": (("diff", "../older", "."), ("table", "json", "markdown")),
    "panel": (("panel",), ("table", "json", "csv", "markdown")),
    "robustness": (("robustness", "--details", "--draws", "200"), ("table", "json", "csv")),
    "criteria": (("criteria",), ("table", "json", "markdown")),
}
_ALL = [
    (name, format, width)
    for name, (_, formats) in _COMMAND_LINES.items()
    for format in formats
    for width in (("80", "") if format in ("table", "text") else ("",))
]
"""Every format of every command; screens also as narrow as a terminal."""


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(("name", "format", "width"), _ALL)
def test_data_is_text_everywhere(secon: Secon, name: str, format: str, width: str) -> None:
    arguments, _ = _COMMAND_LINES[name]
    ended = secon(*arguments, "--format", format, COLUMNS=width)
    assert ended.code == 0, ended.err
    out = ended.out.replace("\r\n", "\n") if format == "csv" else ended.out
    assert _COMMANDS.search(out + ended.err) is None
    # Who runs jobs looks for `::name` where a line begins, blanks aside, and for `##[` anywhere.
    if format != "github":
        assert [line for line in ended.out.splitlines() if line.lstrip().startswith("::")] == []
    assert re.search(r"##(vso)?\[", ended.out) is None
    if not width:
        _hold_for_format(format, ended.out)


def _hold_for_format(format: str, text: str) -> None:
    match format:
        case "table" | "text":
            _hold_for_screen(text)
        case "json" | "sarif" | "gitlab":
            json.loads(text)
        case "junit":
            assert {part.tag for part in ElementTree.fromstring(text).iter()} <= {
                "testsuites", "testsuite", "testcase", "failure", "system-out",
            }  # fmt: skip
        case "csv":
            for row in csv.reader(StringIO(text, newline=""), strict=True):
                for cell in row:
                    assert not re.match(r"\s*[=+@＝]|\s*-(?![0-9.]+$)", cell), cell
        case "markdown":
            _hold_for_markdown(text)
        case "github":
            for line in text.splitlines():
                assert _ANNOTATION.match(line), line


def _hold_for_screen(text: str) -> None:
    """Where a nasty text is shown, it is shown whole, letter by letter; or it is cut, and says so."""
    for word, whole in NASTY.items():
        if word in ("job", "heading", "wide", "mark", "oldjob", "markdown"):
            continue
        for line in text.splitlines():
            assert word not in line or "…" in line or whole in line or whole[:12] in line, line


def _hold_for_markdown(text: str) -> None:
    """Nothing of the data is markup: no HTML, no picture, no link to where the data points."""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        assert token.type != "html_block", token.content
        for child in token.children or ():
            assert child.type != "image", token.content
            assert child.type != "html_inline" or child.content == "<br>", token.content
            assert child.type != "link_open" or "evil" not in str(child.attrGet("href")), token.content


@pytest.mark.usefixtures("hostile")
def test_the_practice_is_there_in_all_of_it(secon: Secon) -> None:
    """So that the other test sees what it is about."""
    shown = set(_texts(json.loads(secon("show", _ID, "-f", "json").out)))
    assert {name for name, text in NASTY.items() if text not in shown} == set()
    assert "job%0A" in secon("diff", "../older", ".").out
    assert any(word in secon("panel").out for word in NASTY)
    assert NASTY["rich"] in secon("compare").out
