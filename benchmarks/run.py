"""Prints how long secon takes, compared with a yardstick that runs in turn with it: medians, ratios, peak memory.

The yardsticks: importing the libraries that secon uses, PyYAML's C composer over the same files, and numpy's
matrix product for the study of robustness.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generate import COLLECTION, write

_SECON = [sys.executable, "-m", "secon_cli"]

_COMPOSE = """\
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    yaml.compose(path.read_bytes().decode(), Loader=yaml.CSafeLoader)
"""

_INSIDE = """\
import sys, time
from pathlib import Path
import yaml
from secon_cli.checks.collection import check_files
from secon_cli.commands.inputs import load_practices, load_rubric, allowed_processes
from secon_cli.commands.ranking import ranked
from secon_cli.reading.files import find_files

folder = sys.argv[1]
def compose():
    for path in sorted(Path(folder).glob("*.yaml")):
        yaml.compose(path.read_bytes().decode(), Loader=yaml.CSafeLoader)
def check():
    check_files(find_files([folder]), load_rubric().rubric, outlined=True, processes=allowed_processes())
def judge():
    ranked(load_practices([folder], quiet=True), load_rubric().rubric)
work = {"compose": compose, "check": check, "judge": judge}[sys.argv[2]]
start = time.perf_counter()
work()
print(time.perf_counter() - start)
"""


_STUDY = """\
import sys, time
from pathlib import Path
import numpy as np
from secon_cli.analysis.robustness.draws import WeightSampling
from secon_cli.analysis.robustness.study import study
from secon_cli.commands.inputs import load_practices, load_rubric, allowed_processes
from secon_cli.commands.ranking import ranked

paths = [str(path) for path in sorted(Path(sys.argv[1]).glob("*.yaml"))[:int(sys.argv[2])]]
rubric, inputs = load_rubric().rubric, load_practices(paths, quiet=True)
placed = ranked(inputs, rubric)
scores = np.array([[criterion.score for criterion in one.assessment.criteria] for one in placed])
weights = np.random.default_rng(1).dirichlet(np.ones(scores.shape[1]), 10_000)
provenance = inputs.provenance(rubric, {})
work = {"study": lambda: study(placed, provenance, WeightSampling()), "product": lambda: weights @ scores.T}
start = time.perf_counter()
work[sys.argv[3]]()
print(time.perf_counter() - start)
"""


@dataclass(frozen=True)
class Run:
    """One process that was run: what it printed, how long it took, the most memory it held."""

    printed: str
    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Comparison:
    """Two commands to run in turn; with `inside`, each prints the seconds that count."""

    what: str
    command: list[str]
    yardstick_name: str
    yardstick: list[str]
    aim: str = ""
    inside: bool = False


def _run(command: list[str]) -> Run:
    """Run a command to its end; SystemExit where it fails."""
    with tempfile.TemporaryFile("w+") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=_environment())
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
        out.seek(0)
        # Kilobytes, but bytes on macOS.
        return Run(out.read(), seconds, used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parents[1])
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def _start_up() -> Iterator[Comparison]:
    yield Comparison("secon --version", [*_SECON, "--version"], "import typer", _python("import typer"), "1.3")
    libraries = "import typer, yaml, pydantic, rich.table"
    score = [*_SECON, "score", str(COLLECTION)]
    yield Comparison("secon score, the 18", score, libraries.removeprefix("import "), _python(libraries), "2")


def _collection(folder: Path, count: int) -> Iterator[Comparison]:
    aim = "1.5"
    for command in ("validate", "score"):
        whole = [*_SECON, command, str(folder), "--quiet"]
        yield Comparison(
            f"secon {command}, {count:,}, process", whole, "composer, process", _python(_COMPOSE, str(folder)), aim
        )
    for name, work in (("read and check", "check"), ("read, check and judge", "judge")):
        yield Comparison(
            f"{name}, {count:,}, no start-up",
            _python(_INSIDE, str(folder), work),
            "composer, no start-up",
            _python(_INSIDE, str(folder), "compose"),
            aim,
            inside=True,
        )


def _peers(folder: Path, schemas: Path, count: int) -> Iterator[Comparison]:
    """Tools that hold YAML files against a schema; yamale has to look at two fields only."""
    least = schemas / "yamale.yaml"
    least.write_text("id: str()\ntitle: str()\n", encoding="utf-8")
    files = [str(path) for path in sorted(folder.glob("*.yaml"))]
    schema = str(Path(__file__).parents[1] / "docs" / "schema" / "practice.schema.json")
    whole = [*_SECON, "validate", str(folder), "--quiet"]
    for name, arguments in (
        ("check-jsonschema", ["--schemafile", schema, *files]),
        ("yamale", ["--no-strict", "--cpu-num", str(_cores()), "--schema", str(least), str(folder)]),
    ):
        peer = [str(Path(sys.executable).parent / name), *arguments]
        yield Comparison(f"secon validate, {count:,}, process", whole, f"{name}, process", peer)


def _robustness(folder: Path, count: int) -> Iterator[Comparison]:
    """10,000 draws, compared with the product of as many weights with the scores, two of which each needs."""
    for where, many, aim in ((COLLECTION, 18, "≤ 1 s"), (folder, min(count, 1000), "≤ 5 s")):
        study, product = (_python(_STUDY, str(where), str(many), work) for work in ("study", "product"))
        name = f"robustness, {many:,}, no start-up"
        yield Comparison(name, study, "numpy's matrix product", product, aim, inside=True)


def _measure(comparison: Comparison, times: int) -> str:
    """A line of the table. The two commands take turns, so that a busy moment hits both; the first turn warms up."""
    pairs = [(_run(comparison.command), _run(comparison.yardstick)) for _ in range(times + 1)][1:]
    took, compared = (
        median(float(run.printed) if comparison.inside else run.seconds for run in runs)
        for runs in zip(*pairs, strict=True)
    )
    memory = median(run.megabytes for run, _ in pairs)
    return (
        f"| {comparison.what:<41} | {took:8.3f} | {comparison.yardstick_name:<33} | {compared:8.3f} "
        f"| {took / compared:5.2f} | {comparison.aim:>5} | {memory:7.0f} |"
    )


def main() -> None:
    """`python benchmarks/run.py [--count 10000] [--times 5] [--cores 1]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="practices in the large collection (default: 1000)")
    parser.add_argument("--times", type=int, default=5, help="runs of each command, after one to warm up (default: 5)")
    parser.add_argument("--cores", type=int, help="use only so many cores (Linux)")
    parser.add_argument("--peers", action="store_true", help="compare with check-jsonschema and yamale (extra `bench`)")
    given = parser.parse_args()
    if given.cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: given.cores])
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as schemas:
        size = write(Path(folder), given.count)
        print(
            f"{given.count:,} practices of {size / given.count / 1000:.1f} KB, seconds as medians of {given.times}, ",
            end="",
        )
        print(f"Python {sys.version.split()[0]}, {_cores()} cores\n")
        print(f"| {'what':<41} |        s | {'compared with':<33} |        s | ratio |   aim | peak MB |")
        print(f"|{'-' * 43}|---------:|{'-' * 35}|---------:|------:|------:|--------:|")
        work: tuple[Iterator[Comparison], ...] = (
            _start_up(),
            _collection(Path(folder), given.count),
            _robustness(Path(folder), given.count),
        )
        if given.peers:
            work = (_peers(Path(folder), Path(schemas), given.count),)
        for comparison in chain.from_iterable(work):
            print(_measure(comparison, given.times), flush=True)


if __name__ == "__main__":
    main()
