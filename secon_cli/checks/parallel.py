"""Each file read and checked, by this process or shared among several, with the same result in the same order.

Small parts travel: names of files out, findings back, a few at a time. Each process has a pipe of its own, and nothing
is shared, for three reasons: a pool of `concurrent.futures` needs semaphores, which some systems do not have; it waits
for ever when a process is ended in the middle of an answer; and it hides that a process was killed.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from sys import platform
from threading import Thread, active_count
from typing import TYPE_CHECKING, Any

from secon_cli.checks.practice_file import CheckedFile
from secon_cli.reading.files import InputFile

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

FEWEST = 200
"""With fewer files, one process is done before others have started."""
_AT_A_TIME = 25
_GIVEN = 2
"""Parts that a process has at most: one that it works on, and one so that it need not wait for the next."""
_WAITING = 3
"""Parts for each process that are handed out and not yet collected."""
_MOST = 8
"""More are idle: one process collects what they find."""
_LONG = 32_000
"""Bytes of file names above which a process is given one part only: two might fill a pipe that no one empties."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with a file: `here` by this process, or `away` by another and then `back` here with what it sent."""

    here: Callable[[InputFile], CheckedFile]
    away: Callable[[InputFile], Any]
    back: Callable[[Any], CheckedFile]


def shared(files: Iterable[InputFile], task: Task, processes: int) -> Iterator[CheckedFile]:
    """What `task` gives for each file, in the order given, from at most so many processes."""
    waiting = iter(files)
    first = list(islice(waiting, FEWEST)) if processes > 1 else []
    if len(first) < FEWEST:
        yield from map(task.here, chain(first, waiting))
    else:
        yield from by_several(chain(first, waiting), task, processes)


@dataclass(slots=True)
class _Part:
    """Some files, and what was sent back for them."""

    files: list[InputFile]
    answers: list[Any] | None = None
    checked: list[CheckedFile] | None = None


@dataclass(slots=True)
class _Helper:
    """A process, the pipe to it, and the parts that it has, oldest first."""

    process: "BaseProcess"
    pipe: "Connection[Any, Any]"
    parts: deque[_Part] = field(default_factory=deque)

    def has_room(self, part: _Part) -> bool:
        return not self.parts or (len(self.parts) < _GIVEN and sum(len(file.name) for file in part.files) < _LONG)

    def give(self, part: _Part) -> None:
        self.parts.append(part)
        self.pipe.send(part.files)

    def take(self) -> None:
        answer = self.pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        self.parts.popleft().answers = answer


def by_several(files: Iterator[InputFile], task: Task, processes: int) -> Iterator[CheckedFile]:
    """What `task` gives for each file, from as many processes as asked for, up to eight.

    Where processes cannot be started, this one does the task. Raises ChildProcessError where one of them was killed.
    """
    helpers: list[_Helper] = []
    try:
        if not _start(helpers, min(processes, _MOST), task.away):
            yield from map(task.here, files)
            return
        order: deque[_Part] = deque()
        more = True
        while more or order:
            while more and len(order) < len(helpers) * _WAITING:
                part = _Part(list(islice(files, _AT_A_TIME)))
                more = bool(part.files)
                if any(file.path is None for file in part.files):
                    # Standard input belongs to this process.
                    part.checked = [task.here(file) for file in part.files]
                if more:
                    order.append(part)
            _exchange(helpers, order)
            if order and order[0].checked is not None:
                yield from order.popleft().checked or ()
            elif order and order[0].answers is not None:
                yield from map(task.back, order.popleft().answers or ())
    except (EOFError, ConnectionError):
        said = "a helper process was ended from outside, perhaps for want of memory; try again with SECON_PROCESSES=1"
        raise ChildProcessError(said) from None
    finally:
        _end(helpers)


def _start(helpers: list[_Helper], count: int, do: Callable[[InputFile], Any]) -> bool:
    """Start so many helpers; False, with none left, where the system lacks handles, memory or semaphores for them."""
    import multiprocessing  # It takes long to load, and few collections are so large that it is needed.

    # A copy of this process starts at once; where it has threads, a copy might wait for them for ever.
    context: Any = multiprocessing.get_context("fork" if platform == "linux" and active_count() == 1 else "spawn")
    # A process that Ctrl-C reaches before it ignores it would print a traceback, so it starts with Ctrl-C held back.
    held = {signal.SIGINT} if hasattr(signal, "pthread_sigmask") else None
    try:
        if held:
            signal.pthread_sigmask(signal.SIG_BLOCK, held)
        for _ in range(count):
            here, there = context.Pipe()
            process = context.Process(target=_help, args=(there, do), daemon=True)
            helpers.append(_Helper(process, here))
            with there:
                process.start()
    except (OSError, ImportError, NotImplementedError, RuntimeError, AssertionError):
        _end(helpers)
        helpers.clear()
    finally:
        if held:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, held)
    return bool(helpers)


def _exchange(helpers: list[_Helper], order: Iterable[_Part]) -> None:
    """Give out parts and take answers, until the first part in the order is answered."""
    from multiprocessing import connection

    given = {id(part) for helper in helpers for part in helper.parts}
    fresh = deque(part for part in order if not (part.answers or part.checked or id(part) in given))
    first = next(iter(order), None)
    while True:
        for helper in sorted(helpers, key=lambda helper: len(helper.parts)):
            if fresh and helper.has_room(fresh[0]):
                helper.give(fresh.popleft())
        busy = {helper.pipe: helper for helper in helpers if helper.parts}
        done = first is None or first.answers is not None or first.checked is not None
        ready = connection.wait(list(busy), 0 if done else None)
        for pipe in ready:
            busy[pipe].take()  # type: ignore[index]
        if done and not (ready and fresh):
            return


def _end(helpers: Iterable[_Helper]) -> None:
    """End processes at once: to wait for their work would let a second Ctrl-C leave them behind."""
    for helper in helpers:
        helper.pipe.close()
        if helper.process.pid is not None:
            helper.process.kill()
    for helper in helpers:
        if helper.process.pid is not None:
            helper.process.join()


def _help(pipe: "Connection[Any, Any]", do: Callable[[InputFile], Any]) -> None:
    """What a process does: leave Ctrl-C to the one that gathers, end when that one is gone, and answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()
    while True:
        files = pipe.recv()
        try:
            answer: Any = [do(file) for file in files]
        except Exception as error:  # noqa: BLE001 (raised again by the one that asked)
            answer = error
        pipe.send(answer)


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
