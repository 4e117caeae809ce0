"""Prints how long secon takes, compared with a yardstick that runs in turn with it: medians of ratios, and peak memory.

The yardsticks: PyYAML's C composer over the same files, and importing the libraries that secon uses.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generate import COLLECTION, write

_ROOT = Path(__file__).parents[1]
_SECON = (sys.executable, "-m", "secon_cli")
_COMPOSE = """\
import gc, sys, yaml
from pathlib import Path
if sys.argv[2] == "off":
    gc.disable()
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    yaml.compose(path.read_bytes().decode(), Loader=yaml.CSafeLoader)
"""
_IMPORT = (sys.executable, "-c", "import typer, yaml, pydantic, rich.table")
_EVIDENCE = re.compile(r"^( *)evidence:.*\n(?:\1 +- .*\n)*|, evidence: (?:\[[^\]]*\]|[^,}\n]*)", re.MULTILINE)
_TITLE = re.compile(r"^title: .*", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """A process that was run: seconds on the clock and of the processor, with those it started, and the most memory."""

    wall: float
    cpu: float
    megabytes: float


@dataclass(frozen=True)
class Comparison:
    """A line of the table: a command, and what it is compared with on the same number of cores.

    `folder` is what the composer reads; without one, the yardstick is the import of the libraries.
    """

    what: str
    arguments: Sequence[str]
    folder: Path | None = None
    cores: int = 1
    times: int = 5
    aim: str = ""
    command: Sequence[str] = field(default=_SECON)


def _run(command: Sequence[str], cores: int) -> Run:
    """Run a command to its end, on so many cores; SystemExit where it fails."""
    # As for users, modules are compiled once.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
        "PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")])),
        "COLUMNS": "100",
    }
    pinned = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if cores < len(pinned):
        os.sched_setaffinity(0, sorted(pinned)[:cores])
    try:
        start = time.perf_counter()
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=_ROOT
        ) as process:
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        if pinned:
            os.sched_setaffinity(0, pinned)
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    # Kilobytes, but bytes on macOS.
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))


def collections(folder: Path, count: int, many: int) -> dict[str, Path]:
    """The collections that are measured, by name."""
    made = {name: folder / name for name in ("files", "many", "titles", "uncited")}
    write(made["files"], count)
    write(made["many"], many)
    for name, pattern, instead, files in (
        ("titles", _TITLE, "title: One title for all", count),
        ("uncited", _EVIDENCE, "", max(count * 3 // 10, 1)),
    ):
        made[name].mkdir()
        # By number, so that few files have as many kinds of practices as all.
        for file in sorted(made["files"].iterdir(), key=lambda file: int(file.stem.rpartition("-")[2]))[:files]:
            text = pattern.sub(instead, file.read_text(encoding="utf-8"))
            made[name].joinpath(file.name).write_text(text, encoding="utf-8")
    return made


def _comparisons(made: dict[str, Path], count: int, many: int) -> Iterator[Comparison]:
    files, more = made["files"], made["many"]
    few = max(count * 3 // 10, 1)
    for command, aims in (("validate", ("1.9", "1.6", "1.3")), ("score", ("1.75", "1.6", "1.5"))):
        quiet = [command, "-q"]
        yield Comparison(f"`{command} -q`, {count:,}", [*quiet, str(files)], files, aim=aims[0])
        yield Comparison(f"`{command} -q`, {many:,}", [*quiet, str(more)], more, times=1, aim=aims[1])
        yield Comparison(f"`{command} -q`, {count:,}, two cores", [*quiet, str(files)], files, cores=2, aim=aims[2])
    yield Comparison(f"`score --format json`, {count:,}", ["score", "-q", "-f", "json", str(files)], files, aim="2.5")
    name = min(files.iterdir()).stem
    yield Comparison(f"`show NAME` among {count:,}", ["show", name, "--practices", str(files)], files, aim="1.75")
    same = ["validate", "-q", str(made["titles"])]
    yield Comparison(f"`validate -q`, {count:,} with one title", same, made["titles"], aim="2")
    sarif = ["validate", "-q", "-f", "sarif", "--fail-on", "never", str(made["uncited"])]
    yield Comparison(f"`validate -f sarif`, {few:,} without evidence", sarif, made["uncited"], aim="4")
    drawn = ["robustness", "-q", str(files)]
    yield Comparison(f"`robustness`, {count:,}, two cores", drawn, files, cores=2, times=3, aim="4")
    drawn = ["robustness", "-q", str(more)]
    yield Comparison(f"`robustness`, {many:,}, two cores", drawn, more, cores=2, times=0)
    for arguments in (
        ["score", str(COLLECTION)],
        ["validate", str(COLLECTION)],
        ["compare", "riga", "mazowieckie"],
        ["show", "mannheim"],
    ):
        yield Comparison(f"`{arguments[0]}`, the 18", arguments, times=15, aim="2.3")


def _peers(made: dict[str, Path], count: int, schemas: Path) -> Iterator[Comparison]:
    """Tools that hold YAML files against a schema; yamale has to look at two fields only."""
    least = schemas / "yamale.yaml"
    least.write_text("id: str()\ntitle: str()\n", encoding="utf-8")
    files = made["files"]
    schema = str(_ROOT / "docs" / "schema" / "practice.schema.json")
    for name, arguments in (
        ("check-jsonschema", ["--schemafile", schema, *(str(path) for path in sorted(files.glob("*.yaml")))]),
        ("yamale", ["--no-strict", "--cpu-num", "2", "--schema", str(least), str(files)]),
    ):
        program = (str(Path(sys.executable).parent / name),)
        yield Comparison(f"{name}, {count:,}, two cores", arguments, files, cores=2, times=1, command=program)


def _line(comparison: Comparison) -> str:
    """A line of the table. Command and yardstick take turns, so a busy moment hits both; the first turn warms up."""
    command = [*comparison.command, *comparison.arguments]
    if comparison.folder is None:
        yardsticks: list[Sequence[str]] = [_IMPORT, _IMPORT]
    else:
        code = (sys.executable, "-c", _COMPOSE, str(comparison.folder))
        yardsticks = [(*code, "off"), (*code, "on")]
    turns = []
    for turn in range(max(comparison.times, 1) + (comparison.times > 1)):
        runs = [_run(each, comparison.cores) for each in (command, *yardsticks)]
        if turn or comparison.times <= 1:
            turns.append(runs)
    took = [[run.wall if comparison.cores > 1 else run.cpu for run in runs] for runs in turns]
    ratio, collecting = (median(seconds[0] / seconds[at] for seconds in took) for at in (1, 2))
    return (
        f"| {comparison.what} | {median(seconds[0] for seconds in took):.2f} | {ratio:.2f} "
        f"| {f'{collecting:.2f}' if comparison.folder else ''} | {comparison.aim} "
        f"| {max(runs[0].megabytes for runs in turns):.0f} |"
    )


def main() -> None:
    """`python benchmarks/run.py [--count 1000] [--many 10000] [--only TEXT] [--peers]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="practices in the large collection (default: 1000)")
    parser.add_argument("--many", type=int, default=10_000, help="practices in the largest (default: 10000)")
    parser.add_argument("--only", default="", help="measure only the lines that contain this text")
    parser.add_argument("--peers", action="store_true", help="also check-jsonschema and yamale (extra `bench`)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = collections(folder, given.count, given.many)
        size = sum(file.stat().st_size for file in made["files"].iterdir()) / given.count / 1000
        print(f"Python {sys.version.split()[0]}, practices of {size:.1f} KB\n")
        print("| what | s | ratio | collecting | aim | peak MB |\n|---|--:|--:|--:|--:|--:|", flush=True)
        comparisons = [*_comparisons(made, given.count, given.many)]
        if given.peers:
            comparisons += _peers(made, given.count, folder)
        for comparison in comparisons:
            if given.only in comparison.what:
                print(_line(comparison), flush=True)


if __name__ == "__main__":
    main()
