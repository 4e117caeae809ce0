"""Several processes find what one finds, in the same order, and leave nothing behind."""

import io
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import secon_cli
from secon_cli.checks import collection
from secon_cli.checks.checked_files import CheckedFile, check_practice
from secon_cli.checks.collection import check_files
from secon_cli.commands.inputs import allowed_processes
from secon_cli.reading.files import InputFile, find_files
from tests.conftest import Secon

_MANY = 60


@pytest.fixture
def many(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of many files, some of them wrong, some unreadable; so many already pay for several processes."""
    monkeypatch.setattr(collection, "FEWEST", 10)
    monkeypatch.setattr(collection, "_AT_A_TIME", 7)
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
    monkeypatch.setattr(collection, "active_count", lambda: threads)
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
    assert methods == []


def test_an_interruption_ends_all(many: Path, methods: list[str]) -> None:
    checked = collection.by_several(_parts(many), 2, _check)
    assert next(checked).name.endswith("p00.yaml")
    with pytest.raises(KeyboardInterrupt):
        checked.throw(KeyboardInterrupt)
    assert len(methods) == 1
    assert not multiprocessing.active_children()


def _parts(folder: Path) -> list[list[InputFile]]:
    files = find_files([str(folder)])
    return [files[at : at + 7] for at in range(0, len(files), 7)]


def _check(part: Sequence[InputFile]) -> list[CheckedFile]:
    return [check_practice(file.read()) for file in part]


def test_a_helper_that_is_killed_is_one_clear_error(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection, "active_count", lambda: 1)

    def kill(part: Sequence[InputFile]) -> list[CheckedFile]:
        if any(file.name.endswith("p33.yaml") for file in part):
            os.kill(os.getpid(), signal.SIGKILL)
        return _check(part)

    with pytest.raises(ChildProcessError, match="SECON_PROCESSES=1"):
        list(collection.by_several(_parts(many), 2, kill))
    assert not multiprocessing.active_children()


def _fail(part: Sequence[InputFile]) -> list[CheckedFile]:
    raise ZeroDivisionError(part[0].name)


def test_an_error_in_a_helper_is_raised_here(many: Path) -> None:
    with pytest.raises(ZeroDivisionError, match=r"p\d\d\.yaml"):
        list(collection.by_several(_parts(many), 2, _fail))
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("error", [OSError("Function not implemented"), ImportError("SemLock"), RuntimeError("thread")])
@pytest.mark.parametrize("started", [0, 1])
def test_where_processes_cannot_start_one_does_the_work(
    many: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, started: int
) -> None:
    alone = check_files(find_files([str(many)]))
    monkeypatch.setattr(collection, "active_count", lambda: 1)
    tried: list[object] = []
    start = multiprocessing.process.BaseProcess.start

    def limited(process: multiprocessing.process.BaseProcess) -> None:
        tried.append(process)
        if len(tried) > started:
            raise error
        start(process)

    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", limited)
    assert check_files(find_files([str(many)]), processes=2) == alone
    assert len(tried) == started + 1
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("gap", [0.0, 0.05])
@pytest.mark.skipif(sys.platform != "linux", reason="signals to a group, and /proc")
def test_ctrl_c_twice_ends_all_processes(project: Path, gap: float) -> None:
    folder = project / "many"
    folder.mkdir()
    for number in range(1000):
        text = re.sub("(?m)^id: .*$", f"id: p{number:02}", _texts(project)[0])
        (folder / f"p{number:02}.yaml").write_text(text, encoding="utf-8")
    program = [sys.executable, "-m", "secon_cli", "validate", "-q", "many"]
    environment = {**os.environ, "SECON_PROCESSES": "3", "PYTHONPATH": str(Path(secon_cli.__file__).parents[1])}
    secon = subprocess.Popen(
        program, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )
    children = Path(f"/proc/{secon.pid}/task/{secon.pid}/children")
    while secon.poll() is None and len(children.read_text().split()) < 3:
        time.sleep(0.005)
    time.sleep(0.1)
    for _ in range(2):
        os.killpg(secon.pid, signal.SIGINT)
        time.sleep(gap)
    assert secon.communicate(timeout=60)[1] == b"secon: interrupted\n"
    assert secon.returncode == 130
    with pytest.raises(ProcessLookupError):
        os.killpg(secon.pid, 0)


@pytest.mark.parametrize("number", ["0", "many", "-1", "²"])
def test_a_number_of_processes_that_is_none_is_wrong_usage(secon: Secon, number: str) -> None:
    ended = secon("score", SECON_PROCESSES=number)
    assert ended.code == 2
    assert "SECON_PROCESSES" in ended.err
    assert f"`{number}`" in ended.err


@pytest.mark.parametrize(
    ("files", "cores"),
    [
        ({"cpu.max": "150000 100000\n"}, 1),
        ({"cpu.max": "50000 100000\n"}, 1),
        ({"cpu.max": "max 100000\n"}, 4),
        ({"cpu/cpu.cfs_quota_us": "200000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 2),
        ({"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, 4),
        ({}, 4),
    ],
)
def test_there_are_no_more_processes_than_a_container_has_time_for(
    files: dict[str, str], cores: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in files.items():
        tmp_path.joinpath(name).parent.mkdir(exist_ok=True)
        tmp_path.joinpath(name).write_text(text)
    monkeypatch.setattr("secon_cli.commands.inputs._CONTROL", tmp_path)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(4)), raising=False)
    monkeypatch.delenv("SECON_PROCESSES", raising=False)
    assert allowed_processes() == cores
