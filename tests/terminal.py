"""What a terminal makes of text: colours, commands, and the space that a line takes."""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.small_project import command, environment

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own is made with pty")

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
"""A change of colour or weight."""

COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that command a terminal or reverse a line, all but the line feed."""


def plain(text: str) -> str:
    """Text without colours; anything else that commands a terminal stays."""
    return COLOUR.sub("", text)


def plain_lines(text: str) -> list[str]:
    """The lines without colours and without the spaces at their ends, which colours may cover."""
    return [line.rstrip() for line in plain(text).splitlines()]


def widest(text: str) -> int:
    """Cells of the widest line."""
    return max(map(cell_len, plain(text).splitlines()), default=0)


def on_terminal(
    *arguments: str, cwd: Path, width: int = 80, answers: Sequence[str] = (), **variables: str
) -> tuple[int, str]:
    """The exit code, and what secon shows on a terminal of its own; answers are typed one by one, Ctrl-D is U+0004."""
    import fcntl
    import pty
    import struct
    import termios

    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
        os.chdir(cwd)
        os.execve(sys.executable, command(*arguments), environment(**variables))
    screen = b""
    waiting = [f"{answer}\n".encode() if answer != "\x04" else b"\x04" for answer in answers]
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says that the other side is gone by an error
            break
        if not part:
            break
        screen += part
        if screen.endswith(b": "):
            # One question more than there are answers ends the input, instead of waiting for ever.
            os.write(terminal, waiting.pop(0) if waiting else b"\x04")
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), screen.decode().replace("\r\n", "\n")
