"""What holds for every command in every format, on practices whose every text is markup, a command or a formula.

A new command, option or format needs one line in `TABLE`: exit code, width, colour, determinism, hostile text and JSON
Schema are then tested for it.
"""

import csv
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from markdown_it import MarkdownIt
from pydantic import ValidationError

from secon_cli.checks.checked_files import check_practice
from secon_cli.checks.findings import Severity
from secon_cli.output.destination import BINARY
from secon_cli.practice.model import Practice
from secon_cli.reading.yaml_reader import read
from tests.conftest import COMMAND_NAMES, in_process
from tests.html_page import hold_for_page
from tests.small_panel import RATINGS, assessor_file
from tests.small_project import Ended, environment, head, write_project
from tests.terminal import COLOUR, COMMANDS, plain_lines, widest
from tools.result_schema import DOCUMENTS

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schema" / "results"
WIDTHS = (60, 80, 120)
SCREENS = ("table", "text", "concise")
"""The formats for people at a terminal: as wide as it is, and in colour."""


@dataclass(frozen=True, slots=True)
class Line:
    """A command line, the formats that it has, and the exit code that it ends with in each of them."""

    arguments: tuple[str, ...]
    formats: tuple[str, ...]
    code: int = 0
    excerpts: bool = False
    """It shows lines of files, which are as wide as they are."""


_ID = "xx-nasty"
_NASTY_SIDE = "[bold red]zrich[/] [link=https://evil.example]x[/link] :smile:"
_PAGES = ("text", "json", "markdown", "docx")
_FINDINGS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")
_TABLES = ("table", "json", "csv", "markdown", "docx")
_DRAWN = (*_TABLES, "xlsx", "svg")
_FAST = ("--draws", "200")

TABLE: Mapping[str, Line] = {
    "score": Line(("score",), _DRAWN),
    "score with options": Line(("score", "-w", "relevance=40", "--sort", "effectiveness", "--top", "3"), ("table",)),
    "show": Line(("show", _ID), ("text", "markdown")),
    "show in full": Line(("show", _ID, "--full"), _PAGES),
    "show a long one": Line(("show", "xx-long", "--full"), ("text",)),
    "show what if": Line(("show", _ID, "--what-if", "draft.yaml"), _PAGES),
    "why": Line(("why", _ID, "gr-orchard"), ("table", "markdown", "json", "docx")),
    "compare sides": Line(("compare", _NASTY_SIDE, "rest"), _DRAWN),
    "compare in full": Line(("compare", _NASTY_SIDE, "rest", "--full"), ("table", "markdown")),
    "compare practices": Line(("compare", _ID, "gr-orchard"), ("table",)),
    "compare all": Line(("compare",), _DRAWN),
    "diff": Line(("diff", "../older", "."), ("table", "json", "markdown", "docx")),
    "verify": Line(("verify", "stored.json"), _PAGES),
    "verify what changed": Line(("verify", "older.json"), _PAGES, code=1),
    "panel": Line(("panel",), (*_TABLES, "xlsx")),
    "robustness": Line(("robustness", *_FAST), _DRAWN),
    "report": Line(("report", "--assessments", "data/assessments", *_FAST), ("markdown", "html", "docx")),
    "robustness in full": Line(("robustness", "--full", *_FAST), ("table", "markdown")),
    "validate": Line(("validate", "--fail-on", "never"), _FINDINGS, excerpts=True),
    "validate what fails": Line(("validate", "broken"), _FINDINGS, code=1, excerpts=True),
    "validate with advice": Line(("validate", "--advice", "--fail-on", "never"), ("text", "concise"), excerpts=True),
    "rules": Line(("validate", "--list-rules"), ("text",)),
    "criteria": Line(("criteria",), ("table", "json", "markdown", "docx")),
    "criteria with reasons": Line(("criteria", "--verbose"), ("table",)),
    "criteria check": Line(
        ("criteria", "--check", "nasty-criteria.yaml"), ("table", "json", "markdown"), excerpts=True
    ),
    "criteria diff": Line(("criteria", "--diff", "nasty-criteria.yaml"), ("table", "json", "markdown")),
    "explain": Line(("explain",), _PAGES),
    "explain a field": Line(("explain", "summary"), _PAGES),
    "explain an indicator": Line(("explain", "effectiveness.results"), ("text",)),
    "explain a value": Line(("explain", "kind"), ("text",)),
    "explain a rule": Line(("explain", "unknown-field"), ("text",)),
    "schema": Line(("schema", "practice"), ("json",)),
}

_NOT_IN_THE_TABLE = {"import", "init", "new", "template"}
"""They write files and never the same one twice; test_import.py, test_init.py and test_new.py hold them."""

_EVERY = [(name, format) for name, line in TABLE.items() for format in line.formats]
_ALL = [(name, format) for name, format in _EVERY if format not in BINARY]
_FILES = [(name, format) for name, format in _EVERY if format in BINARY]
_ALL_SCREENS = [(name, format) for name, format in _ALL if format in SCREENS]

NASTY = {
    "zrich": _NASTY_SIDE,
    "zescape": "\\x1b[31mzescape\\e]0;x\\a",
    "zjob": "::error file=a,line=1::zjob%0A::stop-commands::x",
    "zold": "##[error]zold ##vso[task.setvariable]x",
    "zmark": "![zmark](https://evil.example/x) | **b** | `c`",
    "zhtml": "<script>zhtml</script><!-- <img src=x onerror=y> &amp; ]]>",
    "zformula": '=HYPERLINK("https://evil.example";"zformula")',
    "zheading": "# zheading",
    "zbrace": "{0} {zbrace} %s $x",
    "zwide": "漢字の修理カフェ zwide 👩‍👩‍👧",
    "zright": "a\u200fzright\u200fb",
}
"""Hostile texts, each by a word in it that is found nowhere else."""

_AS_SHOWN = {"zold": r"##\x5berror]zold", "zright": r"a\u200fzright\u200fb"}
"""What a screen shows in place of what would be obeyed."""

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


def _is_practice(values: Any) -> bool:
    try:
        Practice.model_validate(values)
    except ValidationError:
        return False
    return True


def _nasty_practice() -> dict[str, Any]:
    """A practice of the collection with a nasty text wherever a file may hold any text at all."""
    original = ROOT / "data" / "practices" / "de-freiraeume.yaml"
    values: Any = yaml.load(original.read_bytes(), Loader=yaml.CBaseLoader) | {"id": _ID}
    texts = cycle(NASTY.values())
    changed = 0
    for holder, key, path in list(_leaves(values)):
        if path[0] not in _KEPT and key not in _KEPT:
            before, holder[key] = holder[key], next(texts)
            if _is_practice(values):
                changed += 1
            else:
                holder[key] = before
    assert changed > 3 * len(NASTY)
    values["location"]["partner"] = NASTY["zrich"]
    findings = check_practice(read(_yaml(values).encode(), f"{_ID}.yaml")).findings
    assert [finding.message for finding in findings if finding.severity is Severity.ERROR] == []
    return dict(values)


def _yaml(values: Any) -> str:
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False)


def _nasty_rubric() -> str:
    """The project's rubric with nasty titles, reasons and advice."""
    rubric: Any = yaml.load((ROOT / "criteria.yaml").read_bytes(), Loader=yaml.CBaseLoader)
    texts = cycle(NASTY.values())
    for criterion in rubric["criteria"].values():
        criterion["title"], criterion["asks"] = next(texts), next(texts)
        for indicator in criterion["indicators"].values():
            indicator["title"], indicator["why"], indicator["improve"] = next(texts), next(texts), next(texts)
    rubric["criteria"]["relevance"]["weight"] = "20"
    return _yaml(rubric)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a nasty and two long practices, an older state of it, stored results, and a nasty panel."""
    root = tmp_path_factory.mktemp("every")
    project, older = write_project(root / "project"), write_project(root / "older")
    for folder in (project, older):
        shutil.copy(ROOT / "criteria.yaml", folder / "criteria.yaml")
    nasty = _nasty_practice()
    practices = project / "data" / "practices"
    long_head = head("xx-long", "W" * 100, partner="Region " + "x" * 300)
    files = {
        practices / f"{_ID}.yaml": _yaml(nasty),
        practices / "xx-long.yaml": long_head.replace("Neighbours help one another.", f"{'word ' * 80}{'y' * 150}"),
        practices / "yy-formula.yaml": head(
            "yy-formula", "'=HYPERLINK(1)'", partner='"@SUM(1)\\n::error::zline\\n=1+1"'
        ),
        practices / "yy-wide.yaml": head("yy-wide", "協同組合" * 25, partner="Πάτρα e\u0301a\u0308 " + "👩‍👩‍👧" * 20),
        project / "draft.yaml": _yaml({name: part for name, part in nasty.items() if name != "transfer"}),
        project / "nasty-criteria.yaml": _nasty_rubric(),
        project / "broken" / "xx-broken.yaml": _yaml(nasty | {name: name for name in NASTY.values()})
        + "duration: {start: 3.5.2021, status: runing}\n",
        older / "data" / "practices" / f"{_ID}.yaml": _yaml(
            {name: part for name, part in nasty.items() if name not in ("transfer", "results", "relevance")}
            | {"title": NASTY["zjob"]}
        ),
    }
    reasons = cycle(NASTY.values())
    for number, name in enumerate(RATINGS):
        nasty_ratings = {"relevance": 2 + 3 * number, "effectiveness": 9 - number}
        ratings = {_ID: nasty_ratings, "gr-orchard": {"relevance": 5, "effectiveness": 4}}
        values = yaml.safe_load(assessor_file(name, ratings))
        for rating in values["ratings"][_ID].values():
            rating["reason"] = next(reasons)
        files[project / "data" / "assessments" / f"{name}.yaml"] = _yaml(values)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for folder, stored in ((older, "older.json"), (project, "stored.json")):
            patch.chdir(folder)
            assert in_process("score", "-f", "json", "-o", str(project / stored)).code == 0
    return project


@pytest.fixture(autouse=True)
def _there(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "SECON_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(hostile)


def _run(name: str, format: str, *more: str, **variables: str) -> Ended:
    return in_process(*TABLE[name].arguments, "--format", format, *more, **variables)


_RUN_ALL = """
import json, sys
from tests.conftest import in_process
ended = [in_process(*line) for line in json.load(sys.stdin)]
json.dump([[each.code, each.out, each.err] for each in ended], sys.stdout)
"""


@pytest.fixture(scope="module")
def again(hostile: Path) -> dict[tuple[str, str], Ended]:
    """All command lines once more in another process, where sets and names have another order."""
    lines = [[*TABLE[name].arguments, "--format", format] for name, format in _ALL]
    done = subprocess.run(
        [sys.executable, "-c", _RUN_ALL],
        cwd=hostile,
        env=environment(PYTHONHASHSEED="1"),
        input=json.dumps(lines),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {line: Ended(*ended) for line, ended in zip(_ALL, json.loads(done.stdout), strict=True)}


def test_every_command_is_in_the_table() -> None:
    assert {line.arguments[0] for line in TABLE.values()} | _NOT_IN_THE_TABLE == set(COMMAND_NAMES)


def test_every_format_of_every_command_is_in_the_table() -> None:
    for command in {line.arguments[0] for line in TABLE.values()}:
        lines = [line for line in TABLE.values() if line.arguments[0] == command]
        refused = in_process(*lines[0].arguments, "--format", "nonsense")
        assert refused.code == 2
        offered = re.findall(r"expected (?:only )?(.+), got", refused.err)[0].split(", ")
        assert {format for line in lines for format in line.formats} == set(offered), command


def test_every_schema_has_a_command_and_is_on_the_page_of_machine_formats(
    again: Mapping[tuple[str, str], Ended],
) -> None:
    written = {json.loads(ended.out).get("schema") for (_, format), ended in again.items() if format == "json"}
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert {f"secon.{name}" for name in DOCUMENTS} - {str(name).partition("/")[0] for name in written} == {
        "secon.import"
    }
    assert [name for name in written if name and f"| `{name}` |" not in page] == []


@pytest.mark.parametrize(("name", "format"), _ALL)
def test_a_command_in_a_pipe(name: str, format: str, again: Mapping[tuple[str, str], Ended]) -> None:
    """Documented exit code, the same bytes twice, no colour, and nothing of the data obeyed by what reads it."""
    ended = _run(name, format)
    assert ended.code == TABLE[name].code, ended.err
    assert ended.out
    assert ended == again[name, format]
    out = ended.out.replace("\r\n", "\n") if format == "csv" else ended.out
    assert COMMANDS.search(out + ended.err) is None
    assert out.endswith("\n")
    assert not out.endswith("\n\n")
    # A CI job obeys `::name` at the beginning of a line, after spaces too, and `##[` anywhere.
    if format != "github":
        assert [line for line in out.splitlines() if line.lstrip().startswith("::")] == []
    assert re.search(r"##(vso)?\[", out) is None
    _hold_for_format(format, ended.out)


@pytest.fixture(scope="module")
def files_again(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All binary files once more, written by another process."""
    folder = tmp_path_factory.mktemp("again")
    lines = [
        [*TABLE[name].arguments, "--output", str(folder / f"{place}.{format}")]
        for place, (name, format) in enumerate(_FILES)
    ]
    subprocess.run(
        [sys.executable, "-c", _RUN_ALL],
        cwd=hostile,
        env=environment(PYTHONHASHSEED="1"),
        input=json.dumps(lines),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return folder


@pytest.mark.parametrize(("name", "format"), _FILES)
def test_a_binary_file(name: str, format: str, files_again: Path, tmp_path: Path) -> None:
    """The same bytes twice, nothing on the screen, texts of the data that do nothing; and a name is needed."""
    path = tmp_path / f"out.{format}"
    ended = _run(name, format, "--output", str(path))
    assert (ended.code, ended.out) == (TABLE[name].code, ""), ended.err
    assert path.read_bytes() == (files_again / f"{_FILES.index((name, format))}.{format}").read_bytes()
    text = _hold_for_package(path)
    if format == "docx":
        # The same page as in Markdown: the same texts are on it.
        markdown = _run(name, "markdown").out
        assert {word for word in NASTY if word in markdown} == {word for word in NASTY if word in text}
    else:
        assert any(word in text for word in NASTY), format
    refused = _run(name, format)
    assert (refused.code, refused.out) == (2, "")
    assert "add --output" in refused.err


def _hold_for_package(path: Path) -> str:
    """A zip of XML that holds no macro, no formula of the data, and no address other than that of a link; its text."""
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
        contents = {name: parts.read(name) for name in parts.namelist()}
    words = []
    for part, content in contents.items():
        assert "vba" not in part.lower()
        assert "externalLink" not in part
        if not part.endswith((".xml", ".rels")):
            continue
        for element in ElementTree.fromstring(content).iter():
            words.append(element.text or "")
            kind = element.tag.rpartition("}")[2]
            if kind in {"f", "instrText"}:
                assert not any(word in (element.text or "") for word in NASTY)
            if kind == "Relationship" and element.get("TargetMode") == "External":
                assert element.attrib["Type"].endswith("/hyperlink")
                assert element.attrib["Target"].startswith(("http://", "https://", "mailto:"))
                assert "evil" not in element.attrib["Target"]
    return "\n".join(words)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("name", "format"), _ALL_SCREENS)
def test_a_screen_fits_the_terminal(name: str, format: str, width: int) -> None:
    """Also where colour is wanted and NO_COLOR forbids it."""
    ended = _run(name, format, COLUMNS=str(width), FORCE_COLOR="1", NO_COLOR="1")
    assert ended.code == TABLE[name].code, ended.err
    assert COMMANDS.search(ended.out + ended.err) is None
    assert TABLE[name].excerpts or max(widest(ended.out), widest(ended.err)) <= width


@pytest.mark.parametrize(("name", "format"), _ALL_SCREENS)
def test_colour_changes_nothing_else(name: str, format: str) -> None:
    shown, coloured = (_run(name, format, "--color", color, COLUMNS="80") for color in ("never", "always"))
    # After a colour, `::` is not a command for a CI job, and may stay as it is.
    without_colour, without = (
        [line.replace(r"\x3a:", "::") for line in plain_lines(text)] for text in (coloured.out, shown.out)
    )
    assert without_colour == without
    assert COMMANDS.search(COLOUR.sub("", coloured.out)) is None
    assert [line for line in coloured.out.splitlines() if line.lstrip().startswith("::")] == []


@pytest.mark.parametrize(("name", "format"), [line for line in _ALL if line[1] not in SCREENS])
def test_a_format_for_files_has_no_colour_and_no_width(
    name: str, format: str, again: Mapping[tuple[str, str], Ended]
) -> None:
    assert _run(name, format, "--color", "always", COLUMNS="40", FORCE_COLOR="1").out == again[name, format].out


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMAND_NAMES)
def test_help_fits_the_terminal(command: str, width: int) -> None:
    ended = in_process(command, "--help", COLUMNS=str(width))
    assert ended.code == 0
    assert widest(ended.out) <= width


def test_the_nasty_texts_are_shown() -> None:
    """Without this, the tests above might see nothing of what they are about."""
    shown = {text for _, _, text in _texts(_run("show in full", "json").json)}
    assert {word for word, text in NASTY.items() if text not in shown} == set()
    sheet, rubric = _run("show in full", "text").out, _run("criteria diff", "table").out
    assert {word for word in NASTY if word not in sheet} == set()
    assert len([word for word in NASTY if word in rubric]) >= 3
    for name in ("diff", "panel", "compare in full", "validate", "robustness"):
        text = _run(name, TABLE[name].formats[0]).out
        assert any(word in text for word in NASTY), name


def _texts(value: Any) -> Iterator[tuple[Any, Any, str]]:
    return ((holder, key, holder[key]) for holder, key, _ in _leaves(value))


def _hold_for_format(format: str, text: str) -> None:
    match format:
        case "table" | "text" | "concise":
            _hold_for_screen(text)
        case "json" | "sarif" | "gitlab":
            _hold_for_json(json.loads(text, parse_constant=_refuse))
        case "junit":
            tags = {part.tag for part in ElementTree.fromstring(text).iter()}
            assert tags <= {"testsuites", "testsuite", "testcase", "failure", "system-out"}
        case "svg":
            _hold_for_svg(text)
        case "csv":
            cells = [cell for row in csv.reader(StringIO(text, newline=""), strict=True) for cell in row]
            assert [cell for cell in cells if re.match(r"\s*[=+@＝]|\s*-(?![0-9.]+$)", cell)] == []
        case "markdown":
            _hold_for_markdown(text)
        case "html":
            hold_for_page(text)
        case "github":
            assert [line for line in text.splitlines() if not _ANNOTATION.match(line)] == []


_SVG = "{http://www.w3.org/2000/svg}"


def _hold_for_svg(text: str) -> None:
    """A picture of plain shapes and texts, which runs nothing and loads nothing."""
    for element in ElementTree.fromstring(text).iter():
        assert element.tag.removeprefix(_SVG) in {"svg", "title", "desc", "rect", "line", "circle", "text"}
        for name, value in element.attrib.items():
            assert not name.startswith(("on", "style", "class", "{")), name
            assert "url" not in value
            assert "//" not in value


_ANNOTATION = re.compile(
    r"::(error|warning|notice) (file=(data/practices|broken)/[\w-]+\.yaml,|title=secon::)|[a-z]+\[[a-z-]+\] "
)


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


def _hold_for_json(document: Any) -> None:
    """A document that names a schema of secon's is of that schema, as it is checked in."""
    if isinstance(document, dict) and "schema" in document:
        name = document["schema"].removeprefix("secon.").partition("/")[0]
        schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(document)


def _hold_for_screen(text: str) -> None:
    """Where a nasty text is shown, the part around its word is there letter by letter, or cut off by a `…`."""
    for word, nasty in NASTY.items():
        expected = _AS_SHOWN.get(word) or next(part for part in nasty.split() if word in part)
        before = expected.partition(word)[0]
        for line in text.splitlines():
            for match in re.finditer(word, line):
                shown = line[match.start() - len(before) :]
                uncut = shown.partition("…")[0][: len(expected)]
                assert shown.startswith(expected) or ("…" in shown and expected.startswith(uncut)), line


def _hold_for_markdown(text: str) -> None:
    """Nothing of the data is markup: no HTML, no picture, no link to where the data points."""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        assert token.type != "html_block", token.content
        for child in token.children or ():
            assert child.type != "image", token.content
            assert child.type != "html_inline" or child.content in ("<br>", "<!-- -->"), token.content
            assert child.type != "link_open" or "evil" not in str(child.attrGet("href")), token.content
