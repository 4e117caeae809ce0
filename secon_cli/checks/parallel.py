"""Each file read and checked, by this process or shared among several, with the same result in the same order.

Only small parts travel: names of files out, what was found in them back, and never more at a time than keeps every
process busy.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from sys import platform
from threading import Thread, active_count
from typing import TYPE_CHECKING, Any

from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.practice_file import check_practice, usable_practice
from secon_cli.practice.model import Practice
from secon_cli.reading.document import Value
from secon_cli.reading.files import InputFile
from secon_cli.rubric.model import Rubric

if TYPE_CHECKING:
    from concurrent.futures import Future

FEWEST = 200
"""With fewer files, one process is done before others have started."""
_AT_A_TIME = 25
_WAITING = 3
"""Parts for each process that are handed out and not yet collected."""
_MOST = 8
"""More are idle: one process collects what they find."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with a file: `here` by this process, or `away` by another and then `back` here with what it sent."""

    here: Callable[[InputFile], CheckedFile]
    away: Callable[[InputFile], Any]
    back: Callable[[Any], CheckedFile]


def checked(
    files: Iterable[InputFile], rubric: Rubric | None, *, outlined: bool = False, processes: int = 1
) -> Iterator[CheckedFile]:
    """The files after all checks, in the order given, by at most `processes` at once."""
    check = partial(_checked, rubric=rubric, outlined=outlined)
    return _shared(files, Task(check, check, lambda result: result), processes)


def usable(files: Iterable[InputFile], *, processes: int = 1) -> Iterator[CheckedFile]:
    """The files with their practices and the errors that keep them from being used, shared in the same way."""
    return _shared(files, Task(lambda file: usable_practice(file.read()), _packed, _unpacked), processes)


def _checked(file: InputFile, rubric: Rubric | None, *, outlined: bool) -> CheckedFile:
    result = check_practice(file.read(), rubric)
    return result.outlined() if outlined else result


def _packed(file: InputFile) -> tuple[CheckedFile, Value]:
    """A usable file without its practice, and the values it is made of: they travel in half the time."""
    document = file.read()
    result = usable_practice(document)
    return (result, None) if result.practice is None else (replace(result, practice=None), document.value)


def _unpacked(sent: tuple[CheckedFile, Value]) -> CheckedFile:
    result, value = sent
    return result if value is None else replace(result, practice=Practice.model_validate(value))


def _shared(files: Iterable[InputFile], task: Task, processes: int) -> Iterator[CheckedFile]:
    waiting = iter(files)
    first = list(islice(waiting, FEWEST)) if processes > 1 else []
    if len(first) < FEWEST:
        yield from map(task.here, chain(first, waiting))
    else:
        yield from _by_several(chain(first, waiting), task, processes)


def _by_several(files: Iterator[InputFile], task: Task, processes: int) -> Iterator[CheckedFile]:
    import multiprocessing  # These two take 35 ms to load, and few collections are so large that they are needed.
    from concurrent.futures import ProcessPoolExecutor

    # A forked process starts at once; where this one has threads, a fork could wait for their locks for ever.
    method = "fork" if platform == "linux" and active_count() == 1 else "spawn"
    pool = ProcessPoolExecutor(min(processes, _MOST), multiprocessing.get_context(method), _begin)
    under_way: deque[Future[list[Any]] | list[CheckedFile]] = deque()

    def collected() -> Iterable[CheckedFile]:
        part = under_way.popleft()
        return part if isinstance(part, list) else map(task.back, part.result())

    try:
        while part := list(islice(files, _AT_A_TIME)):
            # Standard input belongs to this process.
            here = any(file.path is None for file in part)
            under_way.append(_each(task.here, part) if here else pool.submit(_each, task.away, part))
            if len(under_way) >= processes * _WAITING:
                yield from collected()
        while under_way:
            yield from collected()
    finally:
        pool.shutdown(cancel_futures=True)


def _each(do: Callable[[InputFile], Any], files: Iterable[InputFile]) -> list[Any]:
    return [do(file) for file in files]


def _begin() -> None:
    """What a worker does first: leave Ctrl-C to the process that collects, and end when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
