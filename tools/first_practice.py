"""`docs/first-practice.md`: the walk from `secon new` to a score, with its commands run and their output put in.

The walk is written in `docs/first-practice.in.md`. In it, a fenced block `console` holds one command, a fenced block
`yaml NAME` stands in the practice file in place of the block NAME, and everything else is text.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from tools import PageError

_ROOT = Path(__file__).parents[1]
_SOURCE = _ROOT / "docs" / "first-practice.in.md"
_STEP = re.compile(r"^```(console|yaml (?P<block>[a-z_]+))\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_PARTS = ("data", "criteria.yaml", "docs/schema")
_FILE = Path("data", "practices", "at-repair-cafe-of-the-upper-valley.yaml")


@lru_cache(maxsize=1)
def first_practice_page() -> str:
    """The walk with the output of each of its commands, run one after the other in a copy of the project."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "secon")
        for part in _PARTS:
            copy = shutil.copytree if (_ROOT / part).is_dir() else shutil.copy
            (project / part).parent.mkdir(parents=True, exist_ok=True)
            copy(_ROOT / part, project / part)
        return _STEP.sub(lambda step: _done(step, project), _SOURCE.read_text(encoding="utf-8"))


def _done(step: re.Match[str], project: Path) -> str:
    if step["block"] is None:
        command = step["body"].strip()
        return f"```console\n$ {command}\n{_output(command, project)}```"
    _put(project / _FILE, step["block"], step["body"])
    return f"```yaml\n{step['body']}```"


def _output(command: str, project: Path) -> str:
    """What a command prints, in a shell that knows `secon`; PageError where secon itself fails."""
    shell = f'secon() {{ "{sys.executable}" -m secon_cli "$@"; }}\n{command}'
    variables = {"PYTHONPATH": str(_ROOT), "COLUMNS": "100", "PYTHONUTF8": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    ended = subprocess.run(
        ["sh", "-c", shell],
        cwd=project,
        env={**kept, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if "a fault of secon itself" in ended.stdout or "Traceback" in ended.stdout:
        raise PageError(f"command `{command}` fails:\n{ended.stdout}")
    return "".join(f"{line.rstrip()}\n" for line in ended.stdout.splitlines())


def _put(file: Path, block: str, text: str) -> None:
    """Put a block of the file in place of the one that is there, or that waits there as a comment."""
    old = re.compile(rf"^(?:# )?{block}:.*?(?=^\n|\Z)", re.MULTILINE | re.DOTALL)
    changed, found = old.subn(lambda _: text, file.read_text(encoding="utf-8"), count=1)
    if not found:
        raise PageError(f"{file.name} has no block `{block}` to replace")
    file.write_text(changed, encoding="utf-8")
