"""A long campaign of hostile files: `python -m tests.fuzz.campaign --minutes 5 --seed 1`.

Worker processes with bounded memory try one mutated file after the other; a watch ends a worker that hangs, and sees
one that crashes. Each bug is reported once, with the smallest file found for it.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.fuzz.trials import Trials

_HANG = 150.0
"""Seconds after which a trial counts as hung: far more than all its steps together may take."""

_MEMORY = 2 * 1024**3
"""Bytes of address space that a worker may use; more is a MemoryError, which is a bug found."""


def main() -> int:
    """Run the campaign, and print what it tried and found; 1 where it found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=max(multiprocessing.cpu_count(), 1))
    parser.add_argument("--floods", type=float, default=0.02, help="the share of files that are blown up")
    parser.add_argument("--keep", type=Path, help="a folder for the files that show bugs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        watches = [_Watch(options, index, Path(folder)) for index in range(options.workers)]
        while sum(watch.looked() for watch in watches):
            time.sleep(0.2)
    return _report(watches, options)


class _Watch:
    """One worker, and what it said; one that hangs or dies is followed by another, from the next trial on."""

    def __init__(self, options: argparse.Namespace, index: int, folder: Path) -> None:
        self.tallies: list[dict[str, Any]] = []
        self.bugs: dict[str, tuple[int, bytes, list[str]]] = {}
        self._options, self._index = options, index
        self._ends = time.monotonic() + options.minutes * 60
        self._folder = folder / str(index)
        self._folder.mkdir()
        self._start(index)

    def looked(self) -> bool:
        """Hear what the worker says; whether it is still at work."""
        try:
            while self._said.poll():
                self._hear(self._said.recv())
        except EOFError:
            self._process.join()
            if self._process.exitcode == 0:
                return False
            return self._again(f"the process died with code {self._process.exitcode}")
        if time.monotonic() - self._since > _HANG:
            self._process.kill()
            self._process.join()
            return self._again("hang")
        return True

    def _start(self, first: int) -> None:
        self._number, self._since = first, time.monotonic()
        self._said, saying = multiprocessing.Pipe(duplex=False)
        seconds = self._ends - time.monotonic()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_work, args=(saying, self._options, self._folder, first, seconds)
        )
        self._process.start()
        saying.close()

    def _hear(self, heard: Any) -> None:
        kind, *said = heard
        self._since = time.monotonic()
        if kind == "number":
            self._number = said[0]
        elif kind == "tally":
            self.tallies.append(said[0])
        else:
            self._note(*said)

    def _note(self, what: str, number: int, data: bytes, mutations: list[str]) -> None:
        if what not in self.bugs or len(data) < len(self.bugs[what][1]):
            self.bugs[what] = (number, data, mutations)

    def _again(self, what: str) -> bool:
        for written in self._folder.iterdir():
            self._note(what, self._number, written.read_bytes(), [])
            written.unlink()
        if time.monotonic() >= self._ends:
            return False
        self._start(self._number + self._options.workers)
        return True


def _work(said: Connection, options: argparse.Namespace, folder: Path, first: int, seconds: float) -> None:
    """Trials until the time is over; each is announced, so that the watch knows which one hung."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    ends = time.monotonic() + seconds
    trials = Trials(options.seed, folder, floods=options.floods)
    number = first
    while time.monotonic() < ends:
        said.send(("number", number))
        for bug in trials.run(number):
            said.send(("bug", bug.what, number, bug.data, list(bug.mutations)))
        number += options.workers
    tally = trials.tally
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said.send(
        (
            "tally",
            {"trials": tally.trials, "bytes": tally.bytes, "findings": tally.findings, "peak": peak}
            | {"kinds": dict(tally.kinds), "codes": dict(tally.codes), "slowest": tally.slowest},
        )
    )


def _report(watches: list[_Watch], options: argparse.Namespace) -> int:
    tallies = [tally for watch in watches for tally in watch.tallies]
    total = {name: sum(tally[name] for tally in tallies) for name in ("trials", "bytes", "findings")}
    kinds = {kind: sum(tally["kinds"].get(kind, 0) for tally in tallies) for kind in ("practice", "rubric", "command")}
    steps = sorted({step for tally in tallies for step in tally["slowest"]})
    slowest = {step: round(max(tally["slowest"].get(step, 0) for tally in tallies), 2) for step in steps}
    codes = {code: sum(tally["codes"].get(code, 0) for tally in tallies) for code in range(4)}
    peak = max((tally["peak"] for tally in tallies), default=0)
    print(f"{options.minutes:g} minutes, seed {options.seed}, {len(watches)} workers: {total['trials']:,} files")
    print(
        f"  {json.dumps(kinds)}, {total['bytes'] / 1e6:,.0f} MB, {total['findings']:,} findings, peak {peak // 1024} MB"
    )
    print(f"  exit codes of commands: {json.dumps(codes)}")
    print(f"  longest seconds by step: {json.dumps(slowest)}")
    bugs: dict[str, tuple[int, bytes, list[str]]] = {}
    for watch in watches:
        for what, found in watch.bugs.items():
            if what not in bugs or len(found[1]) < len(bugs[what][1]):
                bugs[what] = found
    print(f"bugs: {len(bugs)}")
    for order, (what, (number, data, mutations)) in enumerate(sorted(bugs.items())):
        print(f"  {what}\n    trial {number}, {len(data):,} bytes, {', '.join(mutations)}")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{order}.yaml").write_bytes(data)
    return 1 if bugs else 0


if __name__ == "__main__":
    sys.exit(main())
