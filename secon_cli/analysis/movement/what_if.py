"""What an edited copy of a practice would change: the copy judged in the place of the original."""

from dataclasses import dataclass, replace

from secon_cli.analysis.movement.diff import Diff, Move, diff
from secon_cli.analysis.movement.sides import Side, SideKind, standings
from secon_cli.analysis.results import Provenance, Scored


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What `secon show --what-if` shows: a practice as it is, and as it would be."""

    provenance: Provenance
    """Its inputs are the collection's files and the copy."""
    original: Scored
    copy: Scored
    ranked: int
    """How many practices each rank is among."""
    difference: Diff
    """Of the two, with nothing but the facts changed."""

    @property
    def move(self) -> Move:
        """What the copy does to the total."""
        return self.difference.moves[0]


def what_if(original: Scored, copy: Scored, ranked: int, provenance: Provenance) -> WhatIf:
    """Put an edited copy, which may have another id, beside its original."""
    as_copied = _side(copy, provenance)
    id = original.assessment.practice.id
    (standing,) = as_copied.standings.values()
    as_copied = replace(as_copied, standings={id: replace(standing, id=id)})
    return WhatIf(provenance, original, copy, ranked, diff(_side(original, provenance), as_copied))


def _side(scored: Scored, provenance: Provenance) -> Side:
    return Side(scored.file, SideKind.FOLDER, provenance, standings([scored], provenance))
