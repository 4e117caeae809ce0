"""What regions have in common and what is rare among them: counted in the coded fields, not read out of prose."""

from collections.abc import Sequence
from dataclasses import dataclass

from secon_cli.analysis.sides import Side
from secon_cli.practice.model import Practice
from secon_cli.practice.values import find

CODED = {
    "details.topics[]": "Topics",
    "relevance.aspirations[].aspiration": "SECON's aspirations",
    "quality_assurance[].instrument": "Instruments of quality assurance",
    "details.beneficiaries[].group": "Those served",
    "details.challenges[].kind": "Kinds of challenge",
    "details.innovation[].kind": "Kinds of innovation",
}
"""The coded fields that are counted, each with the heading that it goes by."""


@dataclass(frozen=True, slots=True)
class Use:
    """A value of a vocabulary, with the regions and the number of practices that have it."""

    term: str
    regions: tuple[str, ...]
    practices: int


@dataclass(frozen=True, slots=True)
class Commonality:
    """One coded field over all regions: how many state it, and who uses which value, the most common first."""

    field: str
    title: str
    regions: int
    practices: int
    uses: tuple[Use, ...]

    @property
    def shared(self) -> tuple[Use, ...]:
        """What more than half of the regions that state the field have; nothing is shared by one region."""
        return tuple(use for use in self.uses if len(use.regions) > max(self.regions / 2, 1))

    @property
    def rare(self) -> tuple[Use, ...]:
        """What only one of several regions has."""
        return tuple(use for use in self.uses if len(use.regions) == 1 < self.regions)


def commonalities(regions: Sequence[Side]) -> tuple[Commonality, ...]:
    """Every coded field, counted over the regions."""
    return tuple(_counted(regions, field, title) for field, title in CODED.items())


def _counted(regions: Sequence[Side], field: str, title: str) -> Commonality:
    stated = {
        side.name: [terms for one in side.practices if (terms := _terms(one.practice, field)) is not None]
        for side in regions
    }
    holders: dict[str, list[str]] = {}
    for name, practices in stated.items():
        for terms in practices:
            for term in terms:
                holders.setdefault(term, []).append(name)
    uses = [Use(term, tuple(dict.fromkeys(names)), len(names)) for term, names in holders.items()]
    return Commonality(
        field=field,
        title=title,
        regions=sum(bool(practices) for practices in stated.values()),
        practices=sum(len(practices) for practices in stated.values()),
        uses=tuple(sorted(uses, key=lambda use: (-len(use.regions), -use.practices, use.term))),
    )


def _terms(practice: Practice, field: str) -> tuple[str, ...] | None:
    """The values that a practice has, each once; None where the field was not assessed."""
    found = find(practice, field)
    return None if found is None else tuple(dict.fromkeys(str(one.value) for one in found if one.filled))
