"""How much secon may take, where the environment says another number: processes at once, bytes of a file."""

import os

from secon_cli.commands.errors import UsageProblem
from secon_cli.reading.yaml_reader import MAX_BYTES

_PROCESSES, _BYTES = "SECON_PROCESSES", "SECON_MAX_BYTES"


def allowed_processes() -> int:
    """One for each core that may be used, or what SECON_PROCESSES says; UsageProblem where that is no number."""
    return _number(_PROCESSES) or _cores()


def allowed_bytes() -> int:
    """How large a file may be: what no practice needs, or what SECON_MAX_BYTES says; UsageProblem as above."""
    return _number(_BYTES) or MAX_BYTES


def _number(variable: str) -> int | None:
    wanted = os.environ.get(variable, "")
    if not wanted:
        return None
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 12 and int(wanted)):
        raise UsageProblem(f"{variable} takes a number from 1 upward, and not `{wanted}`")
    return int(wanted)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
