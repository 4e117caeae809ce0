"""Streams, widths, completion and Ctrl-C, made safe before anything is printed."""

import errno
import io
import os
import signal
import sys
from types import FrameType

_WIDEST = 10_000
"""Columns above which a width is taken for a mistake: help is padded to it, so a huge one would fill a disk."""


def prepare() -> None:
    """Let no text, width or second Ctrl-C end in a traceback."""
    if sys.stdout is None:
        sys.stdout = _Closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Some encodings lack characters of the help, which are then printed as `?`.
            stream.reconfigure(errors="replace")
    # Rich and typer accept whatever `isdigit` does, such as `²`, and do not refuse 0.
    for variable in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        width = os.environ.get(variable, "1")
        if not (_is_number(width) and 0 < int(width) <= _WIDEST):
            del os.environ[variable]
    if "_SECON_COMPLETE" in os.environ:
        # Typer wraps descriptions, and fish takes each line for a word that can be typed.
        os.environ["COLUMNS"] = str(_WIDEST)
    if not _is_number(os.environ.get("COMP_CWORD", "0")):
        os.environ["COMP_CWORD"] = "0"
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt_once)


class _Closed(io.TextIOBase):
    """Standard output that was closed: what is to be printed there, help included, fails instead of being lost."""

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "standard output")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _interrupt_once(number: int, frame: FrameType | None) -> None:
    """The first Ctrl-C ends the work; a second one would interrupt the cleanup and leave processes running."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt
