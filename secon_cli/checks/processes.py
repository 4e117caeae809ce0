"""Processes that share the work on files, and hand back what they found in the order of the files.

Small parts travel: names of files out, what was found in them back, and never more of them at a time than keeps every
process at work.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from sys import platform
from threading import Thread, active_count
from typing import Any

from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.work import Work
from secon_cli.reading.files import InputFile

_AT_A_TIME = 25
_WAITING = 3
"""Parts for each process that are given out and not yet gathered."""
_MOST = 8
"""More are idle: one process gathers what they find."""


def by_several(files: Iterator[InputFile], work: Work, processes: int) -> Iterator[CheckedFile]:
    """What `work` gives for each file, from as many processes as asked for, up to eight."""
    # A copy of this process starts at once; where it has threads, a copy might wait for them for ever.
    method = "fork" if platform == "linux" and active_count() == 1 else "spawn"
    pool = ProcessPoolExecutor(min(processes, _MOST), get_context(method), _begin)
    under_way: deque[Future[list[Any]] | list[CheckedFile]] = deque()
    try:
        while part := list(islice(files, _AT_A_TIME)):
            # Standard input belongs to this process.
            here = any(file.path is None for file in part)
            under_way.append(_each(work.here, part) if here else pool.submit(_each, work.away, part))
            if len(under_way) >= processes * _WAITING:
                yield from _gathered(under_way.popleft(), work)
        while under_way:
            yield from _gathered(under_way.popleft(), work)
    finally:
        pool.shutdown(cancel_futures=True)


def _each(do: Callable[[InputFile], Any], files: Sequence[InputFile]) -> list[Any]:
    return [do(file) for file in files]


def _gathered(part: "Future[list[Any]] | list[CheckedFile]", work: Work) -> Iterable[CheckedFile]:
    return part if isinstance(part, list) else map(work.back, part.result())


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
