"""Widths of columns, for every medium: as wanted where there is room, else in proportion to the least of each."""

from hypothesis import given
from hypothesis import strategies as st

from secon_cli.output.renderers import column_widths

_COLUMNS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 200)), min_size=1, max_size=9)


def test_what_a_narrow_column_does_not_want_others_get() -> None:
    # 60 for three columns of a least width of 10: the second wants 12, so the others have 24 each.
    assert column_widths([100, 12, 30], [10, 10, 10], 60) == [24, 12, 24]
    # A column that gives no way keeps its width; the other two share 50 as 20 to 30.
    assert column_widths([8, 90, 90], [8, 20, 30], 58) == [8, 20, 30]
    assert column_widths([8, 90, 90], [8, 20, 30], 108) == [8, 40, 60]


@given(_COLUMNS, st.integers(0, 400))
def test_no_column_is_out_of_its_bounds_and_room_is_used(columns: list[tuple[int, int]], room: int) -> None:
    least, wanted = [size for size, _ in columns], [size + more for size, more in columns]
    widths = column_widths(wanted, least, room)
    assert all(low <= width <= high for low, width, high in zip(least, widths, wanted, strict=True))
    if sum(least) <= room:
        assert sum(widths) == min(room, sum(wanted))
