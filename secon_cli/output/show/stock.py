"""What every format says of what is there and what is missing: the same headings, the same order."""

from collections.abc import Iterator

from secon_cli.analysis.sheet import Sheet
from secon_cli.analysis.worth import State, Worth
from secon_cli.output.numbers import points

TITLE = "What is there, and what is missing"
HEADINGS = {
    State.LEFT_OUT: "Nobody has looked for it yet (left out of the file)",
    State.EMPTY: "Looked for, and nothing found ([])",
    State.PARTLY: "There, and more could count",
    State.FULL: "There in full",
}


def groups(sheet: Sheet) -> Iterator[tuple[State, list[Worth]]]:
    """The fields that count, by how far they are filled; what only time can raise is there as far as it can be."""
    for state in State:
        fields = [
            one for one in sheet.stock.fields if _shown_as(one) is state and points(one.points + one.gain) != "0.0"
        ]
        if fields:
            yield state, fields


def _shown_as(one: Worth) -> State:
    return State.FULL if one.only_time else one.state


def to_be_had(one: Worth) -> str:
    """The points that a field could still bring, as they are printed; none where only time brings them."""
    return f"+{points(one.gain)}" if _shown_as(one) is not State.FULL else ""


def sum_words(sheet: Sheet) -> str:
    """How many points are there, how many are not, and how many of these only time can bring."""
    total = sheet.scored.assessment.total
    by_time = sum(one.gain for one in sheet.stock.fields if one.only_time)
    only_time = f", {points(by_time)} of them by time alone" if points(by_time) != "0.0" else ""
    return f"{points(total)} points are there, {points(100 - total)} are still to be had{only_time}."


def left_out_words(sheet: Sheet) -> str | None:
    """The fields that are left out and count nothing."""
    if not sheet.stock.left_out:
        return None
    return f"Left out as well, and worth no points: {', '.join(sheet.stock.left_out)}."
