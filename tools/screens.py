"""What commands print, captured for the documentation: blocks in hand-written pages, and `docs/screens.md`.

In a page, a block between `<!-- screen: secon … -->` and `<!-- end of screen -->` is replaced by what the command
prints. After the command, ` | from: TEXT` leaves out the lines before the first that starts with TEXT, and
` | lines: N` all after the first N.
"""

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

from tools import PageError

_ROOT = Path(__file__).parents[1]
_COLUMNS = 80
_BLOCK = re.compile(
    r"(?P<start><!-- screen: (?P<command>.+?)(?: \| from: (?P<first>.+?))?(?: \| lines: (?P<count>\d+))? -->\n)"
    r".*?(?P<end><!-- end of screen -->)",
    re.DOTALL,
)


@cache
def captured(command: str) -> str:
    """What a command prints on standard output, 80 columns wide, in the project's folder."""
    program, *arguments = shlex.split(command)
    if program != "secon":
        raise PageError(f"`{command}` is not a command of secon")
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    ended = subprocess.run(
        [sys.executable, "-m", "secon_cli", *arguments],
        cwd=_ROOT,
        env={**kept, "COLUMNS": str(_COLUMNS), "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if ended.returncode:
        raise PageError(f"`{command}` ends with exit code {ended.returncode}: {ended.stderr.strip()}")
    return "".join(f"{line.rstrip()}\n" for line in ended.stdout.splitlines())


def with_screens(text: str) -> str:
    """A page with every marked block filled in."""
    return _BLOCK.sub(lambda block: f"{block['start']}{_screen(block)}{block['end']}", text)


def _screen(block: re.Match[str]) -> str:
    lines = captured(block["command"]).splitlines()
    shown = lines
    if block["first"]:
        starts = [number for number, line in enumerate(lines) if line.lstrip().startswith(block["first"])]
        if not starts:
            raise PageError(f"`{block['command']}` prints no line that starts with `{block['first']}`")
        shown = ["…", *lines[starts[0] :]]
    if block["count"] and len(shown) > int(block["count"]):
        shown = [*shown[: int(block["count"])], "…"]
    return "\n".join(["```text", f"$ {block['command']}", *shown, "```", ""])
