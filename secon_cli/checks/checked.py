"""A practice file after its checks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from secon_cli.checks.findings import Finding, Severity
from secon_cli.practice.model import Practice

if TYPE_CHECKING:
    from secon_cli.checks.suppressions import Suppression
from secon_cli.reading.document import Document

OUTLINE = ("id", "title", "location", "organisations")
"""The fields of a practice that are compared with those of others."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file with its findings; `practice` is None where one of them is an error, for then it cannot be used.

    `id` is the practice's id, also where the practice cannot be used for another reason. What `suppressions` speak of
    is no finding.
    """

    document: Document
    practice: Practice | None = None
    id: str | None = None
    findings: tuple[Finding, ...] = ()
    suppressions: "tuple[Suppression, ...]" = ()

    @property
    def name(self) -> str:
        """The file's path for people and machine formats."""
        return self.document.name

    def outlined(self) -> "Checked":
        """The same file, of its practice only what rules of the collection compare: all that is needed to validate."""
        if self.practice is None:
            return self
        kept: dict[str, Any] = {name: getattr(self.practice, name) for name in OUTLINE}
        return replace(self, practice=Practice.model_construct(None, **kept))

    def having(self, findings: Iterable[Finding]) -> "Checked":
        """The same file with more findings."""
        added, suppressions = list(findings), self.suppressions
        if suppressions:
            from secon_cli.checks.suppressions import held_back

            added, suppressions = held_back(added, suppressions)
        every = tuple(sorted((*self.findings, *added), key=lambda finding: finding.order))
        unusable = any(finding.severity is Severity.ERROR for finding in every)
        practice = None if unusable else self.practice
        return replace(self, findings=every, practice=practice, suppressions=suppressions)


CollectionCheck: TypeAlias = Callable[[Sequence[Checked]], Iterable[Finding]]
"""What looks for one kind of mistake between files."""
