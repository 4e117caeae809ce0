"""Each file read and checked, by this process or shared among several, with the same result in the same order.

Each process has its parts from the beginning, and sends back what it finds through a pipe of its own. Nothing is
shared, for three reasons: a pool of `concurrent.futures` needs semaphores, which some systems do not have; it waits for
ever when a process is ended in the middle of an answer; and it hides that a process was killed.
"""

import gc
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from sys import platform
from threading import Thread, active_count
from typing import TYPE_CHECKING, Any

from secon_cli.checks.checked_files import CheckedFile
from secon_cli.reading.files import InputFile

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

FEWEST = 200
"""With fewer files, one process is done before others have started."""
_AT_A_TIME = 25
_MOST = 8
"""More are idle: one process collects what they find."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with a file: `here` by this process, or `away` by another and then `back` here with what it sent."""

    here: Callable[[InputFile], CheckedFile]
    away: Callable[[InputFile], Any]
    back: Callable[[Any], CheckedFile]


def shared(files: Iterable[InputFile], task: Task, processes: int) -> Iterator[CheckedFile]:
    """What `task` gives for each file, in the order given, from at most so many processes."""
    every = list(files)
    alone = processes == 1 or len(every) < FEWEST
    return map(task.here, every) if alone else by_several(every, task, processes)


def by_several(files: Sequence[InputFile], task: Task, processes: int) -> Generator[CheckedFile]:
    """What `task` gives for each file, from as many processes as asked for, up to eight, which take parts in turn.

    Where processes cannot be started, this one does the task. Raises ChildProcessError where one of them was killed.
    """
    parts = [files[at : at + _AT_A_TIME] for at in range(0, len(files), _AT_A_TIME)]
    away = [part for part in parts if all(file.path is not None for file in part)]
    helpers: list[tuple[BaseProcess, Connection[Any, Any]]] = []
    try:
        if not _start(helpers, min(processes, _MOST), task.away, away):
            yield from map(task.here, files)
            return
        turn = cycle(pipe for _, pipe in helpers)
        for part in parts:
            if any(file.path is None for file in part):
                # Standard input belongs to this process.
                yield from map(task.here, part)
                continue
            try:
                answer = next(turn).recv()
            except (EOFError, OSError):
                said = "a helper process was ended from outside, perhaps for want of memory; try again with"
                raise ChildProcessError(f"{said} SECON_PROCESSES=1") from None
            if isinstance(answer, Exception):
                raise answer
            yield from map(task.back, answer)
    finally:
        _end(helpers)


def _start(
    helpers: "list[tuple[BaseProcess, Connection[Any, Any]]]",
    count: int,
    do: Callable[[InputFile], Any],
    parts: Sequence[Sequence[InputFile]],
) -> bool:
    """Start so many helpers; False, with none left, where the system lacks handles, memory or semaphores for them."""
    import multiprocessing  # It takes long to load, and few collections are so large that it is needed.

    # A copy of this process starts at once; where it has threads, a copy might wait for them for ever.
    context: Any = multiprocessing.get_context("fork" if platform == "linux" and active_count() == 1 else "spawn")
    # A process that Ctrl-C reaches before it ignores it would print a traceback, so it starts with Ctrl-C held back.
    held = {signal.SIGINT} if hasattr(signal, "pthread_sigmask") else None
    try:
        if held:
            signal.pthread_sigmask(signal.SIG_BLOCK, held)
        for number in range(count):
            here, there = context.Pipe()
            process = context.Process(target=_help, args=(there, do, parts[number::count]), daemon=True)
            helpers.append((process, here))
            with there:
                process.start()
    except (OSError, ImportError, NotImplementedError, RuntimeError, AssertionError):
        _end(helpers)
        helpers.clear()
    finally:
        if held:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, held)
    return bool(helpers)


def _end(helpers: "Iterable[tuple[BaseProcess, Connection[Any, Any]]]") -> None:
    """End processes at once: to wait for their work would let a second Ctrl-C leave them behind."""
    for process, pipe in helpers:
        pipe.close()
        if process.pid is not None:
            process.kill()
    for process, _ in helpers:
        if process.pid is not None:
            process.join()


def _help(pipe: "Connection[Any, Any]", do: Callable[[InputFile], Any], parts: Sequence[Sequence[InputFile]]) -> None:
    """What a process does: leave Ctrl-C to the one that gathers, end when that one is gone, and answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()
    for part in parts:
        try:
            answer: Any = [do(file) for file in part]
        except Exception as error:  # noqa: BLE001 (raised again by the one that asked)
            answer = error
        # A pipe that is full waits, so that no process gets far ahead of the one that gathers.
        pipe.send(answer)


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
