"""The file of one assessor, `data/assessments/<assessor>.yaml`: ratings from 0 to 10, each with its reason.

An assessor has a pseudonym or a role, never a name. A rating that is left out was not given: it is neither zero nor the
mean of the others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import Field, GetPydanticSchema

from secon_cli.practice.model import Block
from secon_cli.practice.values import Evidence, FormatVersion, Slug, Text, parse_number, parsed

LOWEST, HIGHEST, STEP = Decimal(0), Decimal(10), Decimal("0.5")
"""The scale of ratings."""


def parse_rating(text: str) -> Decimal:
    """Read a rating such as 7 or 7.5; ValueError names the scale for anything else."""
    try:
        rating = parse_number(text)
    except ValueError:
        raise ValueError(f"`{text}` is not a number; {_SCALE}") from None
    if not LOWEST <= rating <= HIGHEST:
        raise ValueError(f"{text} is outside the scale; {_SCALE}")
    if rating % STEP:
        raise ValueError(f"{text} is not in half points; {_SCALE}")
    return rating


_SCALE = "a rating is a number from 0 to 10 in half points, such as 7 or 7.5"


_read = parsed("rating", parse_rating)
HalfPoints: TypeAlias = Annotated[Decimal, GetPydanticSchema(lambda source, handler: _read())]


class Rating(Block):
    """What an assessor thinks of a practice on one criterion."""

    rating: HalfPoints = Field(description="From 0 to 10 in half points.")
    reason: Text = Field(description="Why not higher or lower, in a sentence.")
    evidence: Evidence = Field((), description="Evidence, where it can be cited.")


class Conflict(Block):
    """An interest of the assessor in a practice; the ratings that it affects are left out."""

    why: Text = Field(description="The connection between the assessor and the practice.")
    criteria: Annotated[tuple[Text, ...], Field(min_length=1)] | None = Field(
        None, description="The criteria that it affects; left out if it affects all."
    )


@dataclass(frozen=True, slots=True)
class Excluded:
    """A rating that was given and does not count, because of a conflict of interest."""

    practice: str
    criterion: str
    why: str


class Assessor(Block):
    """An assessor's file."""

    format: FormatVersion = Field(description="Version of this format: 1.")
    assessor: Slug = Field(description="Pseudonym or role, the name of the file; never the name of a person.")
    role: Text | None = Field(None, description="In what capacity the assessor rates.")
    note: Text | None = Field(None, description="What readers should know about these ratings.")
    conflicts: Mapping[str, Conflict] = Field(
        default_factory=dict, description="Conflicts of interest, by the id of the practice."
    )
    ratings: Mapping[str, Mapping[str, Rating]] = Field(
        description="The ratings, by the id of the practice and the name of the criterion."
    )

    def given(self) -> Iterator[tuple[str, str, Rating, Conflict | None]]:
        """Every rating in the file, with its practice and criterion, and the conflict of interest that affects it."""
        for practice, by_criterion in self.ratings.items():
            conflict = self.conflicts.get(practice)
            for criterion, rating in by_criterion.items():
                touched = conflict and (conflict.criteria is None or criterion in conflict.criteria)
                yield practice, criterion, rating, conflict if touched else None

    def counting(self) -> Iterator[tuple[str, str, Rating]]:
        """The ratings that no conflict of interest affects."""
        return ((practice, criterion, rating) for practice, criterion, rating, conflict in self.given() if not conflict)

    def excluded(self) -> Iterator[Excluded]:
        """The ratings that a conflict of interest leaves out."""
        given = self.given()
        return (Excluded(practice, criterion, conflict.why) for practice, criterion, _, conflict in given if conflict)
