"""Files together: ids are unique, findings are in order, and what was selected is told."""

from pathlib import Path

import pytest

from secon_cli.checks.collection import Collection, check_files
from secon_cli.checks.findings import Severity
from secon_cli.checks.registry import Selection, UnknownRule, fails
from secon_cli.reading.files import find_files
from tools.sample import patched


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Collection:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.yaml").write_text(patched("id: b\ntitle: Tool library\nduration: {start: 2021}\n"))
    (tmp_path / "a.yaml").write_text(patched("id: a\nstatus: x\n"))
    (tmp_path / "sub" / "a.yaml").write_text(patched("id: a\n"))
    (tmp_path / "c.yaml").write_text("a: [\n")
    return check_files(find_files(["."]))


def told(collection: Collection, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(finding.file, finding.rule) for finding in Selection(select, ignore).of(collection)]


def test_findings_are_in_the_order_of_files_and_lines(collection: Collection) -> None:
    assert told(collection) == [
        ("a.yaml", "unknown-field"),
        ("b.yaml", "no-evidence"),
        ("c.yaml", "syntax"),
        ("sub/a.yaml", "duplicate-id"),
    ]


def test_only_what_has_no_error_can_be_used(collection: Collection) -> None:
    assert [practice.id for practice in collection.practices] == ["b"]


def test_what_cannot_be_read_is_told_whatever_is_selected(collection: Collection) -> None:
    assert told(collection, select=("no-evidence",)) == [("b.yaml", "no-evidence"), ("c.yaml", "syntax")]
    assert told(collection, ignore=("syntax", "no-evidence", "unknown-field")) == [
        ("c.yaml", "syntax"),
        ("sub/a.yaml", "duplicate-id"),
    ]


def test_a_rule_that_is_not_known_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownRule, match="did you mean `no-evidence`"):
        Selection(["no-evidnce"])


def test_thresholds(collection: Collection) -> None:
    (warning,) = (finding for finding in collection.findings if finding.severity is Severity.WARNING)
    assert not fails([warning], Severity.ERROR)
    assert fails([warning], Severity.WARNING)
    assert fails([warning], Severity.ADVICE)
    assert not fails([], Severity.ADVICE)
