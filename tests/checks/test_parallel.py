"""Several processes find what one finds, in the same order, and leave nothing behind."""

import io
import multiprocessing
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from secon_cli.checks import parallel
from secon_cli.checks.collection import check_files
from secon_cli.reading.files import InputFile, find_files
from tests.conftest import Secon

_MANY = 60


@pytest.fixture
def many(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of many files, some of them wrong, some unreadable; so many already pay for several processes."""
    monkeypatch.setattr(parallel, "FEWEST", 10)
    monkeypatch.setattr(parallel, "_AT_A_TIME", 7)
    folder = project / "many"
    folder.mkdir()
    texts = _texts(project)
    for number in range(_MANY):
        text = re.sub("(?m)^id: .*$", f"id: p{number:02}", texts[number % len(texts)])
        (folder / f"p{number:02}.yaml").write_text(text + "unknown: [\n" * (number % 9 == 4), encoding="utf-8")
    return folder


def _texts(project: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((project / "data" / "practices").glob("*.yaml"))]


@pytest.fixture
def methods(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """How processes were started, each time that they were."""
    used: list[str] = []

    get_context = multiprocessing.get_context

    def noted(method: str) -> multiprocessing.context.BaseContext:
        used.append(method)
        return get_context(method)

    monkeypatch.setattr(multiprocessing, "get_context", noted)
    yield used
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("arguments", [("validate", "-f", "json"), ("validate",), ("score", "-f", "json"), ("score",)])
def test_several_processes_write_what_one_writes(
    secon: Secon, many: Path, methods: list[str], arguments: tuple[str, ...]
) -> None:
    one, three = (secon(*arguments, str(many), SECON_PROCESSES=number) for number in ("1", "3"))
    assert len(methods) == 1, "only the second run has several"
    assert (one.code, one.out, one.err) == (three.code, three.out, three.err)
    assert one.code == 1
    assert "p04" in one.out + one.err, "files with errors are told of"


@pytest.mark.parametrize("threads", [1, 2])
def test_however_processes_start_files_come_in_their_order(
    many: Path, methods: list[str], monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    monkeypatch.setattr(parallel, "active_count", lambda: threads)
    several = check_files(find_files([str(many)]), processes=2)
    assert methods == ["fork" if threads == 1 and sys.platform == "linux" else "spawn"]
    assert several == check_files(find_files([str(many)]))


def test_few_files_are_checked_by_one(many: Path, methods: list[str]) -> None:
    assert len(check_files(find_files([str(many)])[:9], processes=4).files) == 9
    assert methods == []


def test_standard_input_is_read_where_it_is(many: Path, methods: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = _texts(many.parent)[0]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    checked = check_files(find_files([str(many), "-"]), processes=2)
    assert [file.document.text for file in checked.files if file.document.text == text] == [text]
    assert len(methods) == 1


def test_an_interruption_ends_all(many: Path, methods: list[str]) -> None:
    def interrupted() -> Iterator[InputFile]:
        yield from find_files([str(many)])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_files(interrupted(), processes=2)
    assert len(methods) == 1


@pytest.mark.parametrize("number", ["0", "many", "-1", "²"])
def test_a_number_of_processes_that_is_none_is_wrong_usage(secon: Secon, number: str) -> None:
    ended = secon("score", SECON_PROCESSES=number)
    assert ended.code == 2
    assert "SECON_PROCESSES" in ended.err
    assert f"`{number}`" in ended.err
