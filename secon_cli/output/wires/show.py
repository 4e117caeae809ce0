"""The JSON of `show`: `secon.show/2`."""

from collections.abc import Mapping
from typing import Any, Literal

from secon_cli.analysis.profile import PracticeProfile, PrintedParts
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import ResultWire, result_fields
from secon_cli.output.wires.score import PracticeWire, gate_shares, practice_wire
from secon_cli.practice.facts import plain as plain_record

SCHEMA = "secon.show/2"


@wire
class ShownWire(PracticeWire):
    """The practice as in `score`, with its record and where in the file its fields are."""

    ranked: int
    """How many practices the rank is among."""
    draft: bool
    """Whether the file is not part of the collection."""
    record: Any
    """The practice file in plain values."""
    lines: Mapping[str, int]
    """The line of the file for each field that counted or did not."""
    printed: tuple[PrintedParts, ...]
    """Contributions rounded to one decimal so that they add up, in the order of the criteria."""


@wire
class FieldWire:
    """A field that counts: how far it is filled, the points it brings, and those it could still bring."""

    field: str
    state: Literal["left out", "empty", "partly", "full"]
    points: float
    gain: float
    only_time: bool


@wire
class ImprovementWire:
    """An indicator with points to gain, and what to do."""

    criterion: str
    indicator: str
    gain: float
    """Points of the total that it could bring."""
    only_time: bool
    """Whether no field is left to fill, so that only other dates or a newer source bring them."""
    improve: str
    possible: float
    """Points of the gain that what is vague or not assessed could already hold."""


@wire
class ShowWire(ResultWire):
    """One practice."""

    practice: ShownWire
    fields: tuple[FieldWire, ...]
    """The fields that indicators read; all points and gains add up to 100."""
    fields_left_out: tuple[str, ...]
    """Fields without points that were left out."""
    improvements: tuple[ImprovementWire, ...]
    """The indicators with points to gain, the most first."""
    gate_shares: Mapping[str, float]
    """If the gate is uncertain: the share of the possible dates with which it is met."""


def show_wire(profile: PracticeProfile) -> ShowWire:
    """The practice with its record and the changes that would raise the total, the largest first."""
    return ShowWire(
        **result_fields(SCHEMA, profile.provenance),
        practice=ShownWire(
            **practice_wire(profile.scored),
            ranked=profile.ranked,
            draft=profile.draft,
            record=plain_record(profile.scored.assessment.practice),
            lines=dict(sorted(profile.lines.items())),
            printed=profile.printed,
        ),
        fields=tuple(
            FieldWire(gap.field, gap.state.value, gap.points, gap.gain, gap.only_time)
            for gap in profile.coverage.fields
        ),
        fields_left_out=profile.coverage.left_out,
        improvements=tuple(
            ImprovementWire(step.criterion, step.indicator, step.gain, step.only_time, step.improve, step.possible)
            for step in profile.improvements
        ),
        gate_shares=gate_shares([profile.scored]),
    )
