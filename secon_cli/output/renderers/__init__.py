"""What draws a document or records in one medium each."""

from collections.abc import Sequence


def column_widths(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths of the columns of a table: as wanted, and where that is too wide, in proportion to the least of each.

    A column that gives no way has its width in both. No column gets less than the least, however small the room.
    """
    left, widths = sum(least), [*least]
    # Those that want little for their size get it, so that the others share what they leave.
    for place in sorted(range(len(least)), key=lambda place: wanted[place] / max(least[place], 1)):
        widths[place] = min(wanted[place], max(round(least[place] * room / max(left, 1)), least[place]))
        left, room = left - least[place], room - widths[place]
    return widths
