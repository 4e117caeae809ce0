"""Which findings a user wants to see, and which of them fail the check."""

from collections.abc import Collection as Names
from collections.abc import Iterable

from secon_cli.checks.catalogue import RULES
from secon_cli.checks.collection import Collection
from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.suggestions import did_you_mean


class UnknownRule(LookupError):
    """A rule was named that is not in the catalogue."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no rule is called `{name}`{did_you_mean(name, RULES)}")


class Selection:
    """The rules in `select` (none named: all) without those in `ignore`; UnknownRule for a name that is no rule."""

    def __init__(self, select: Names[str] = (), ignore: Names[str] = ()) -> None:
        for name in (*select, *ignore):
            if name not in RULES:
                raise UnknownRule(name)
        self._rules = frozenset(select or RULES).difference(ignore)

    def of(self, collection: Collection) -> list[Finding]:
        """The findings to tell; what keeps a file from being read always is: nothing checked is never green."""
        unread = {file.name for file in collection.files if not file.document.usable}
        return [each for each in collection.findings if self.has(each) or each.file in unread]

    def has(self, finding: Finding) -> bool:
        """Whether the finding's rule is among those asked for."""
        return finding.rule in self._rules


def fails(findings: Iterable[Finding], threshold: Severity) -> bool:
    """Whether a finding is as bad as the threshold, or worse."""
    return any(finding.severity.rank <= threshold.rank for finding in findings)
