"""How much work code does, in units that no machine changes: for what has to end soon on a slow machine, too."""

import itertools
import sys
import tracemalloc
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def counted(work: Callable[[], Result]) -> tuple[Result, int]:
    """What `work` returns, and how many functions, of Python and of C, it calls in this thread."""
    calls = itertools.count()
    profile = sys.getprofile()
    sys.setprofile(lambda frame, event, argument: next(calls) if event.endswith("call") else None)
    try:
        result = work()
    finally:
        sys.setprofile(profile)
    return result, next(calls)


def most_bytes(work: Callable[[], object]) -> int:
    """The most memory that `work` holds at one time, of what Python allocates."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
