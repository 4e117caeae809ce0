"""All of the rubric's advice. It needs a rubric in force.

A check takes a record without errors and the rubric, and gives its findings.
"""

from collections.abc import Callable, Iterable
from typing import Final

from secon_cli.checks.advice_rules import figures, gaps, gate
from secon_cli.checks.findings import Finding
from secon_cli.checks.record import Record
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric

CHECKS: Final[tuple[Callable[[Record, Practice, Rubric], Iterable[Finding]], ...]] = (
    gate.check_gate,
    gaps.check_gaps,
    figures.check_figures,
)

RULES: Final = (
    gate.GATE_NOT_MET,
    gate.GATE_UNCERTAIN,
    gaps.NOT_ASSESSED,
    gaps.CRITERION_WITHOUT_EVIDENCE,
    figures.CHANGE_WITHOUT_FIGURE,
    figures.FIGURE_WITHOUT_PERIOD,
)
