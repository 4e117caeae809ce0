"""All checks of a collection: each file by itself, shared among processes if there are many, then the files together.

A process has its parts from the beginning, and sends back what it finds through a pipe of its own. Nothing is shared,
for three reasons: a pool of `concurrent.futures` needs semaphores, which some systems do not have; it waits for ever
when a process is ended in the middle of an answer; and it hides that a process was killed.
"""

import gc
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, cycle
from sys import platform
from threading import Thread, active_count
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from secon_cli.checks.checked_files import CheckedFile, check_practice, usable_practice
from secon_cli.checks.findings import Finding
from secon_cli.checks.rules.collection import check_ids
from secon_cli.practice.model import Practice, forget_what_was_set
from secon_cli.reading.files import InputFile
from secon_cli.rubric.model import Rubric

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

CollectionCheck: TypeAlias = Callable[[Sequence[CheckedFile]], Iterable[Finding]]
"""Finds one kind of mistake between files."""


class Collection(NamedTuple):
    """The files that were checked, in the order in which they were given."""

    files: tuple[CheckedFile, ...]

    @property
    def findings(self) -> list[Finding]:
        """The findings of all files, sorted by file, place and rule."""
        return sorted((finding for file in self.files for finding in file.findings), key=lambda finding: finding.order)

    @property
    def practices(self) -> list[Practice]:
        """The practices of all files that can be used."""
        return [file.practice for file in self.files if file.practice is not None]


def check_files(
    files: Iterable[InputFile], rubric: Rubric | None = None, *, outlined: bool = False, processes: int = 1
) -> Collection:
    """Read and check files; whatever is wrong with them is a finding.

    With the rubric in force, dates are held against its `as_of`, and what would raise a score is advised. `outlined`
    files come with what of their practices is compared between files; so many `processes` at most share the work.
    """
    check = partial(_checked, rubric=rubric, outlined=outlined)
    return check_collection(list(_shared(files, processes, check)), judged=rubric is not None)


def _checked(files: Sequence[InputFile], rubric: Rubric | None, *, outlined: bool) -> list[CheckedFile]:
    results = [check_practice(file.read(), rubric) for file in files]
    for at, file in enumerate(results):
        if outlined and (whole := file.practice):
            part = {name: getattr(whole, name) for name in ("id", "title", "location", "organisations")}
            results[at] = file._replace(practice=Practice.model_construct(**part))
            for block in (whole.location, *whole.organisations):
                forget_what_was_set(block)
    return results


def usable_files(
    files: Iterable[InputFile], *, processes: int = 1, texts: bool = True, rubric: Rubric | None = None
) -> Collection:
    """Read files for their practices, and for the errors that keep some from being used: what scores ask for.

    Without `texts`, only files with errors keep theirs: of 10,000 practices, all texts take 140 MB. With a rubric,
    practices are judged as they are read, and only what a ranking shows of them is kept.
    """
    work = partial(_usable, texts=texts, rubric=rubric)
    return _with_more(list(_shared(files, processes, work)), [check_ids])


def _usable(files: Sequence[InputFile], *, texts: bool, rubric: Rubric | None) -> list[CheckedFile]:
    # All are read first: if each is judged as it is read, both take a tenth longer, as they displace each other from
    # the processor's caches.
    results = [usable_practice(file.read()) for file in files]
    if rubric is not None:
        from secon_cli.engine import assess
    for at, file in enumerate(results):
        if file.practice is not None and not (texts and rubric is None):
            results[at] = file._replace(document=file.document.without_text())
            if rubric is not None:
                brief = assess(file.practice, rubric, brief=True)
                results[at] = results[at]._replace(practice=brief.practice, assessment=brief)
    return results


def check_collection(files: Sequence[CheckedFile], *, judged: bool = False) -> Collection:
    """Check what has to fit between files that are checked already, with a rubric in force (`judged`) or without."""
    from secon_cli.checks.registry import COLLECTION_CHECKS, unused_suppressions

    whole = _with_more(files, COLLECTION_CHECKS).files
    return Collection(
        tuple(file.having(unused_suppressions(file, judged=judged)) if file.suppressions else file for file in whole)
    )


def _with_more(files: Sequence[CheckedFile], checks: Iterable[CollectionCheck]) -> Collection:
    """The files with what the checks find between them."""
    between: dict[str, list[Finding]] = {}
    for finding in chain.from_iterable(check(files) for check in checks):
        between.setdefault(finding.file, []).append(finding)
    return Collection(tuple(file.having(between[file.name]) if file.name in between else file for file in files))


# --- Work shared among processes ---

FEWEST = 200
"""With fewer files, one process is done before others have started."""
_AT_A_TIME = 25
_MOST = 8
"""More are idle: one process collects what they find."""

_Part: TypeAlias = Sequence[InputFile]
_Work: TypeAlias = Callable[[_Part], Iterable[CheckedFile]]


def _shared(files: Iterable[InputFile], processes: int, do: _Work) -> Iterator[CheckedFile]:
    """The files in their order after what is done with a part of them, from at most so many processes."""
    every = list(files)
    parts = [every[at : at + _AT_A_TIME] for at in range(0, len(every), _AT_A_TIME)]
    # Standard input belongs to this process.
    if processes == 1 or len(every) < FEWEST or any(file.path is None for file in every):
        return chain.from_iterable(map(do, parts))
    return by_several(parts, processes, do)


def by_several(parts: Sequence[_Part], processes: int, do: _Work) -> Generator[CheckedFile]:
    """The files after the work, from as many processes as asked for, up to eight, which take parts in turn.

    Where processes cannot be started, this one works. Raises ChildProcessError where one of them was killed.
    """
    helpers: list[tuple[BaseProcess, Connection[Any, Any]]] = []
    try:
        if not _start(helpers, min(processes, _MOST), do, parts):
            yield from chain.from_iterable(map(do, parts))
            return
        turn = cycle(pipe for _, pipe in helpers)
        for _ in parts:
            try:
                answer = next(turn).recv()
            except (EOFError, OSError):
                said = "a helper process was ended from outside, perhaps for lack of memory; try again with"
                raise ChildProcessError(f"{said} SECON_PROCESSES=1") from None
            if isinstance(answer, Exception):
                raise answer
            yield from answer
    finally:
        _end(helpers)


def _start(
    helpers: "list[tuple[BaseProcess, Connection[Any, Any]]]", count: int, do: _Work, parts: Sequence[_Part]
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


def _help(pipe: "Connection[Any, Any]", do: _Work, parts: Sequence[_Part]) -> None:
    """What a process does: leave Ctrl-C to the one that gathers, end when that one is gone, and answer."""
    from multiprocessing import connection, parent_process

    def end_with(parent: "BaseProcess") -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    if parent := parent_process():
        Thread(target=end_with, args=(parent,), daemon=True).start()
    for part in parts:
        try:
            answer: Any = list(do(part))
        except Exception as error:  # noqa: BLE001 (raised again by the one that asked)
            answer = error
        # A pipe that is full waits, so that no process gets far ahead of the one that gathers.
        pipe.send(answer)
