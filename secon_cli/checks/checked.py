"""A practice file after its checks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self, TypeAlias

from secon_cli.checks.findings import Finding, Severity
from secon_cli.practice.model import Practice
from secon_cli.reading.document import Document

if TYPE_CHECKING:
    from secon_cli.checks.suppressions import Suppression


@dataclass(frozen=True, slots=True)
class CrossFileKeys:
    """The part of a practice that is compared with other files."""

    title: str
    country: str
    partner: str | None
    places: tuple[str, ...]
    organisations: tuple[str, ...]

    @classmethod
    def of(cls, practice: Practice) -> Self:
        """The part of this practice."""
        location = practice.location
        organisations = tuple([organisation.name for organisation in practice.organisations])
        return cls(practice.title, location.country, location.partner, location.places or (), organisations)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file with its findings; if one of them is an error, it cannot be used and has no `practice` or `outline`.

    Some callers leave out the practice, or what is compared with other files. `id` is the practice's id, even if the
    practice cannot be used for another reason. `suppressions` are its comments that suppress findings.
    """

    document: Document
    practice: Practice | None = None
    outline: CrossFileKeys | None = None
    id: str | None = None
    findings: tuple[Finding, ...] = ()
    suppressions: "tuple[Suppression, ...]" = ()

    @property
    def name(self) -> str:
        """The file's path for people and machine formats."""
        return self.document.name

    def outlined(self) -> "CheckedFile":
        """The same file without its practice, which the checks between files do not need."""
        return replace(self, practice=None)

    def having(self, findings: Iterable[Finding]) -> "CheckedFile":
        """The same file with more findings."""
        added, suppressions = list(findings), self.suppressions
        if not added:
            return self
        if suppressions:
            from secon_cli.checks.suppressions import suppressed

            added, suppressions = suppressed(added, suppressions)
        every = tuple(sorted((*self.findings, *added), key=lambda finding: finding.order))
        unusable = any(finding.severity is Severity.ERROR for finding in every)
        practice, outline = (None, None) if unusable else (self.practice, self.outline)
        return replace(self, findings=every, practice=practice, outline=outline, suppressions=suppressions)


CollectionCheck: TypeAlias = Callable[[Sequence[CheckedFile]], Iterable[Finding]]
"""Finds one kind of mistake between files."""
