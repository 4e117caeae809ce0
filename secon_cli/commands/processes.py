"""How many processes may work at once: what the machine has, or what `SECON_PROCESSES` says."""

import os

from secon_cli.commands.errors import UsageProblem

_VARIABLE = "SECON_PROCESSES"


def allowed_processes() -> int:
    """One for each core that may be used, unless the environment says another number; UsageProblem where it is none."""
    wanted = os.environ.get(_VARIABLE, "")
    if not wanted:
        return _cores()
    if not (wanted.isascii() and wanted.isdigit() and int(wanted)):
        raise UsageProblem(f"{_VARIABLE} takes a number from 1 upward, and not `{wanted}`")
    return int(wanted)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
