"""Every rule by layer and by id, every check, and which rules a user wants to see."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Collection as Names
from types import ModuleType
from typing import Any, Final

from secon_cli.checks import suppressions
from secon_cli.checks.collection import Collection, CollectionCheck
from secon_cli.checks.findings import Finding, Rule, Severity
from secon_cli.checks.record import Record, RecordCheck
from secon_cli.checks.rules import (
    advice,
    collection,
    duration,
    evidence,
    fields,
    files,
    links,
    numbers,
    texts,
    yaml_traps,
)
from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import did_you_mean
from secon_cli.rubric.model import Rubric

_MODULES: Final[Mapping[str, tuple[ModuleType, ...]]] = {
    "file": (files, suppressions),
    "model": (fields,),
    "record": (yaml_traps, evidence, duration, numbers, texts, links),
    "collection": (collection,),
    "advice": (advice,),
}

LAYERS: Final[Mapping[str, tuple[Rule, ...]]] = {
    layer: tuple(value for module in modules for value in vars(module).values() if isinstance(value, Rule))
    for layer, modules in _MODULES.items()
}
"""The rules of practice files: the file, its fields, what fits together in a practice and between practices, and what
would raise the score under the rubric in force."""

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rules in LAYERS.values() for rule in rules}
"""The rules of practice files by id."""


def all_layers() -> Mapping[str, tuple[Rule, ...]]:
    """The rules of each layer, those of rubrics and of assessors' files included."""
    from secon_cli.checks import assessor_file, rubric_file

    return {**LAYERS, "rubric": rubric_file.RULES, "assessor": assessor_file.RULES}


def all_rules() -> Mapping[str, Rule]:
    """All rules by id."""
    return {rule.id: rule for rules in all_layers().values() for rule in rules}


def _checks(layer: str) -> tuple[Callable[..., Any], ...]:
    declared = (value for module in _MODULES[layer] for value in vars(module).items())
    return tuple(value for name, value in declared if name.startswith("check_"))


RECORD_CHECKS: Final[tuple[RecordCheck, ...]] = _checks("record")
COLLECTION_CHECKS: Final[tuple[CollectionCheck, ...]] = _checks("collection")
ADVICE_CHECKS: Final[tuple[Callable[[Record, Practice, Rubric], Iterable[Finding]], ...]] = _checks("advice")
"""What advises takes a record without errors, its practice, and the rubric in force."""


class UnknownRule(LookupError):
    """A rule was named that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no rule is called `{name}`{did_you_mean(name, (*RULES, *Severity))}")


class Selection:
    """The rules in `select` (none named: all) without those in `ignore`; a severity means all rules that have it.

    Advice is selected only with `advice`, or by name. UnknownRule for a name that is neither a rule nor a severity.
    """

    def __init__(self, select: Names[str] = (), ignore: Names[str] = (), *, advice: bool = True) -> None:
        self._ignored = _named(ignore)
        selected = _named(select) or frozenset(RULES)
        if not advice and not select:
            selected = selected.difference(_named([Severity.ADVICE]))
        self._rules = selected - self._ignored

    def of(self, collection: Collection) -> list[Finding]:
        """The selected findings, and always those that keep a file from being read: nothing unchecked is green."""
        unread = {file.name for file in collection.files if not file.document.usable}
        return [
            finding
            for finding in collection.findings
            if self.has(finding) or (finding.file in unread and finding.rule in _READING)
        ]

    def has(self, finding: Finding) -> bool:
        """Whether the finding's rule is among those asked for."""
        return finding.rule in self._rules

    def hidden_advice(self, collection: Collection) -> int:
        """How much advice there is that was neither selected nor ignored."""
        return sum(
            finding.severity is Severity.ADVICE and not self.has(finding) and finding.rule not in self._ignored
            for finding in collection.findings
        )


_READING: Final = frozenset(rule.id for rule in LAYERS["file"] if rule.severity is Severity.ERROR)
"""The rules of what keeps a file from being read."""


def _named(names: Names[str]) -> frozenset[str]:
    """The ids of the rules that are meant by names of rules and severities."""
    found: set[str] = set()
    for name in names:
        if name in RULES:
            found.add(name)
        elif name in set(Severity):
            found.update(rule.id for rule in RULES.values() if rule.severity == name)
        else:
            raise UnknownRule(name)
    return frozenset(found)


def fails(findings: Iterable[Finding], threshold: Severity) -> bool:
    """Whether a finding is as bad as the threshold, or worse."""
    return any(finding.severity.rank <= threshold.rank for finding in findings)
