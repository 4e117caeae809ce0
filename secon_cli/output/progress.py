"""A progress bar on stderr: only on a terminal, and only for work that takes longer than a moment."""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from secon_cli.output.destination import is_terminal

_T = TypeVar("_T")

_PATIENCE = 0.5
"""Seconds before a bar appears."""


def tracked(items: Sequence[_T], what: str, *, quiet: bool = False) -> Iterator[_T]:
    """The items one by one; a bar appears if they take long and stderr is a terminal."""
    if quiet or not is_terminal(sys.stderr):
        yield from items
        return
    started = time.monotonic()
    waiting = iter(items)
    for done, item in enumerate(waiting, start=1):
        yield item
        if time.monotonic() - started > _PATIENCE:
            yield from _with_bar(waiting, what, done, len(items))


def _with_bar(rest: Iterator[_T], what: str, done: int, total: int) -> Iterator[_T]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total, completed=done)
        for item in rest:
            yield item
            progress.advance(task)
