"""What must hold for every file, whatever its bytes: of the checks, of every format, of repairs and of commands."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time
from typing import TypeAlias
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from secon_cli.app import app
from secon_cli.checks.checked_files import CheckedFile, apply_fixes, check_practice, check_rubric
from secon_cli.checks.collection import check_files, usable_files
from secon_cli.checks.findings import Finding
from secon_cli.checks.rules.files import MOST_FINDINGS
from secon_cli.commands.forms import draft_of, sound_text
from secon_cli.forms.draft import NotADraft
from secon_cli.output.destination import FINDING_FORMATS, Screen
from secon_cli.output.findings import FindingsReport, findings_screen, findings_text
from secon_cli.output.pages.explain import check_page
from secon_cli.output.renderers.markdown import render_markdown
from secon_cli.output.wire import to_json
from secon_cli.output.wires.criteria import check_view
from secon_cli.reading.document import Document
from secon_cli.reading.files import InputFile
from secon_cli.reading.office.archive import OfficeProblem
from secon_cli.reading.office.sheets import read_workbook
from secon_cli.reading.yaml_reader import read
from secon_cli.rubric.model import Rubric
from tests.terminal import COMMANDS

Clock: TypeAlias = Callable[[str, float], None]
"""Is told how many seconds each part of the work took."""

_MOST_MORE = 10
"""Findings that may come on top of the bound for a file: that there are more, and what the collection says."""

_DOCUMENTED = {0, 1, 2, 3}


def hold_for_practice(path: Path, rubric: Rubric, told: Clock) -> int:
    """Check the practice at `path` in every way; AssertionError, or whatever was raised, where a claim does not hold.

    Gives the number of findings.
    """
    given = InputFile(path, f"data/practices/{path.name}")
    with _timed("checks", told):
        collection = check_files([given], rubric)
    (file,) = collection.files
    with _timed("errors alone", told):
        (alone,) = usable_files([given]).files
    assert alone.practice == file.practice, "scored, or left out, against what the checks say"
    findings = collection.findings
    assert file.practice is not None or any(each.severity == "error" for each in findings), "unusable, without a reason"
    assert len(findings) <= MOST_FINDINGS + _MOST_MORE, f"{len(findings)} findings"
    _hold_for_places(findings, file.document)
    report = FindingsReport(findings, collection.files, {})
    for name in FINDING_FORMATS:
        with _timed(name, told):
            text = findings_text(report, name, Screen(100))
        _hold_for_output(name, text)
    if any(finding.fix for finding in findings):
        with _timed("repairs", told):
            _hold_for_repairs(file)
    return len(findings)


def hold_for_rubric(data: bytes, told: Clock) -> int:
    """Check a rubric of these bytes in every way, as `hold_for_practice` does a practice."""
    with _timed("rubric checks", told):
        checked = check_rubric(read(data, "criteria.yaml"))
    assert (checked.rubric is None) == bool(checked.findings), "unusable, without a reason"
    assert len(checked.findings) <= MOST_FINDINGS + 1, f"{len(checked.findings)} findings"
    _hold_for_places(checked.findings, checked.document)
    with _timed("rubric text", told):
        documents = {"criteria.yaml": checked.document}
        text = findings_screen(checked.findings, documents, Screen(100))
    _hold_for_output("text", text)
    with _timed("rubric json", told):
        _hold_for_output("json", to_json(check_view(checked.findings, "criteria.yaml", "", 0)))
    with _timed("rubric markdown", told):
        render_markdown(check_page(checked.findings, "criteria.yaml"))
    return len(checked.findings)


def hold_for_office(data: bytes, as_of: date, told: Clock) -> int:
    """Read a file as a form and as a workbook: it is refused in one line, or becomes a draft without an error.

    Gives the number of questions.
    """
    with _timed("workbook", told), suppress(OfficeProblem):
        read_workbook(data)
    draft, text, refused = None, "", ""
    with _timed("form", told):
        try:
            draft = draft_of(data, "form", as_of)
            text = sound_text(draft, "form.docx") if draft is not None else ""
        except (OfficeProblem, NotADraft) as problem:
            draft, refused = None, str(problem) or "\n\n"
    assert len(refused.splitlines()) < 2, "refused without a word, or in several lines"
    if draft is None:
        return 0
    with _timed("draft", told):
        checked = check_practice(read(text.encode(), f"{draft.record['id']}.yaml"))
    assert [each.message for each in checked.findings if each.severity == "error"] == [], "a draft with an error"
    return len(draft.questions)


def hold_for_command(arguments: list[str], told: Clock) -> int:
    """Run a command in this process: nothing is raised, and the exit code is one of those documented."""
    with _timed(arguments[0], told), pytest.MonkeyPatch.context() as environment:
        environment.setenv("SECON_TRACEBACK", "1")
        ended = CliRunner().invoke(app, arguments, prog_name="secon")
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    assert ended.exit_code in _DOCUMENTED, f"exit code {ended.exit_code}"
    err = ended.stderr_bytes.decode()
    assert COMMANDS.search(err) is None, "a command for the terminal on stderr"
    assert ended.exit_code == 0 or err or ended.stdout_bytes, "it failed without a word"
    return ended.exit_code


@contextmanager
def _timed(what: str, told: Clock) -> Iterator[None]:
    started = process_time()
    yield
    told(what, process_time() - started)


def _hold_for_places(findings: "list[Finding] | tuple[Finding, ...]", document: Document) -> None:
    """Every finding stands somewhere in the text."""
    lines = document.lines()
    for finding in findings:
        span = finding.span
        assert 1 <= span.line <= span.end_line <= len(lines), f"{finding.rule} stands on line {span.line}"
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1, f"{finding.rule} stands in column {span.column}"
        assert span.end_line > span.line or span.end_column >= span.column, f"{finding.rule} ends before it begins"
        assert finding.message.strip(), f"{finding.rule} says nothing"


def _hold_for_output(name: str, text: str) -> None:
    """The format can be read by who reads it, and holds no command for a terminal."""
    assert COMMANDS.search(text) is None, f"{name} holds a command for the terminal"
    match name:
        case "json" | "sarif" | "gitlab":
            json.loads(text)
        case "junit":
            ElementTree.fromstring(text)
        case "github":
            for line in text.splitlines():
                assert re.match(r"::(error|warning|notice) |(error|warning|advice)\[", line), f"github: {line[:200]!r}"


def _hold_for_repairs(file: CheckedFile) -> None:
    """Repairs leave a text that can be read, and to repair it again changes nothing."""
    check = partial(_check, file.name)
    once = apply_fixes(file, check)
    after = check(once.text)
    assert after.document.usable, "a repair spoils the file"
    assert apply_fixes(after, check).text == once.text, "to repair twice changes something"


def _check(name: str, text: str) -> CheckedFile:
    return check_practice(read(text.encode(), name))
