"""Rules of rubrics: one for a rubric that cannot be used, and warnings that a methodologist would give about others.

The checks are `secon_cli.checks.rubric_file` and `secon_cli.rubric`; a good rubric may break any of the warnings.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from secon_cli.checks.findings import Finding, Rule, Severity
from secon_cli.reading.document import Document
from secon_cli.rubric.measures.base import Problem

UNUSABLE_RUBRIC = Rule("unusable-rubric", Severity.ERROR)


HEAVY_WEIGHT = Rule("heavy-weight", Severity.WARNING)
NO_REASON = Rule("no-reason", Severity.WARNING)
COUNTED_TWICE = Rule("counted-twice", Severity.WARNING)
MET_BY_NONE = Rule("met-by-none", Severity.WARNING)
MET_BY_ALL = Rule("met-by-all", Severity.WARNING)
OUT_OF_REACH = Rule("out-of-reach", Severity.WARNING)

RUBRIC_RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {rule.id: rule for rule in (HEAVY_WEIGHT, NO_REASON, COUNTED_TWICE, MET_BY_NONE, MET_BY_ALL, OUT_OF_REACH)}
)
"""The warnings about a rubric that can be used, by id."""

_REMEDIES: Final[Mapping[str, str]] = {
    "heavy-weight": "lower it, or say in `why` why one question should decide",
    "no-reason": "say what would be missing without it, and why the threshold is not higher or lower",
    "counted-twice": "let one of the two read another field, or remove it and give its weight to the other",
    "met-by-none": "ask for less, or say in `why` what it is for",
    "met-by-all": "ask for more, or say in `why` what it is for",
    "out-of-reach": "lower it, or say in `why` what it should encourage",
}


def doubt_findings(warnings: Iterable[Problem], document: Document) -> list[Finding]:
    """Warnings as findings, each at its place in the rubric's file, in the order of the file."""
    found = [
        RUBRIC_RULES[warning.rule].finding(
            document.name,
            document.span(warning.path, key=warning.in_key),
            warning.path,
            warning.message,
            _REMEDIES[warning.rule],
        )
        for warning in warnings
    ]
    return sorted(found, key=lambda finding: finding.order)
