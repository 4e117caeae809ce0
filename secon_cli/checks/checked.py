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
    """What of a practice is compared with other practices."""

    title: str
    country: str
    partner: str
    places: tuple[str, ...]
    organisations: tuple[str, ...]

    @classmethod
    def of(cls, practice: Practice) -> Self:
        """The outline of a practice."""
        location = practice.location
        organisations = tuple([organisation.name for organisation in practice.organisations])
        return cls(practice.title, location.country, location.partner, location.places or (), organisations)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file with its findings; where one of them is an error, it cannot be used and has no `practice` or `outline`.

    Whoever does not ask for the practice, or for what is compared with others, does without it. `id` is the practice's
    id, also where the practice cannot be used for another reason. What `suppressions` speak of is no finding.
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
        """The same file without its practice: the outline is all that is needed to validate."""
        return replace(self, practice=None)

    def having(self, findings: Iterable[Finding]) -> "CheckedFile":
        """The same file with more findings."""
        added, suppressions = list(findings), self.suppressions
        if suppressions:
            from secon_cli.checks.suppressions import held_back

            added, suppressions = held_back(added, suppressions)
        every = tuple(sorted((*self.findings, *added), key=lambda finding: finding.order))
        unusable = any(finding.severity is Severity.ERROR for finding in every)
        practice, outline = (None, None) if unusable else (self.practice, self.outline)
        return replace(self, findings=every, practice=practice, outline=outline, suppressions=suppressions)


CollectionCheck: TypeAlias = Callable[[Sequence[CheckedFile]], Iterable[Finding]]
"""What looks for one kind of mistake between files."""
