"""Files checked by several processes at once, with the same result in the same order as by one.

Small parts of the collection travel: names of files out, what was found in them back, and never more of them at a time
than keeps every process at work.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from multiprocessing import connection, get_context, parent_process
from sys import platform
from threading import Thread, active_count

from secon_cli.checks.checked import Checked
from secon_cli.checks.practice_file import check_practice
from secon_cli.reading.files import InputFile
from secon_cli.rubric.model import Rubric

FEWEST = 200
"""Files below which one process is done before others have begun."""

_AT_A_TIME = 25
_WAITING = 3
"""Parts for each process that are given out and not yet gathered."""
_MOST_PROCESSES = 8
"""More are idle: one process gathers what they find."""


def checked(
    files: Iterable[InputFile], rubric: Rubric | None, *, outlined: bool = False, processes: int = 1
) -> Iterator[Checked]:
    """The files after their checks, in the order given, by at most so many `processes` at once."""
    work = partial(_check, rubric=rubric, outlined=outlined)
    waiting = iter(files)
    first = list(islice(waiting, FEWEST)) if processes > 1 else []
    if len(first) < FEWEST:
        for file in chain(first, waiting):
            yield from work([file])
    else:
        yield from _by_several(chain(first, waiting), work, min(processes, _MOST_PROCESSES))


def _check(files: Sequence[InputFile], rubric: Rubric | None, *, outlined: bool) -> list[Checked]:
    every = [check_practice(file.read(), rubric) for file in files]
    return [file.outlined() for file in every] if outlined else every


def _by_several(files: Iterator[InputFile], work: "partial[list[Checked]]", processes: int) -> Iterator[Checked]:
    # A copy of this process starts at once; where it has threads, a copy might wait for them for ever.
    method = "fork" if platform == "linux" and active_count() == 1 else "spawn"
    pool = ProcessPoolExecutor(processes, get_context(method), _begin)
    under_way: deque[Future[list[Checked]] | list[Checked]] = deque()
    try:
        while part := list(islice(files, _AT_A_TIME)):
            # Standard input belongs to this process.
            here = any(file.path is None for file in part)
            under_way.append(work(part) if here else pool.submit(work, part))
            if len(under_way) >= processes * _WAITING:
                yield from _gathered(under_way.popleft())
        while under_way:
            yield from _gathered(under_way.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _gathered(part: "Future[list[Checked]] | list[Checked]") -> list[Checked]:
    return part if isinstance(part, list) else part.result()


def _begin() -> None:
    """What a process does first: leave Ctrl-C to the one that gathers, and end when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
