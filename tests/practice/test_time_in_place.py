"""Time in place: whole anniversaries and days, both ends included; an interval where the dates are intervals."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import (
    GateState,
    PossibleDays,
    TimeInPlace,
    length_contradicts_start,
    missing_date,
    possible_days,
    share_in_place,
    time_in_place,
    years_between,
)
from secon_cli.practice.values import PartialDate, shifted
from secon_cli.practice.vocabularies import DurationStatus, EndIs
from tests.samples import practice

AS_OF = date(2024, 1, 31)


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2021-04-01", "2023-03-31", 2.0),
        ("2021-04-01", "2023-03-30", 1 + 364 / 365),
        ("2021-04-30", "2023-03-01", 1 + 306 / 365),
        ("2021-01-01", "2021-01-01", 1 / 365),
        ("2024-01-01", "2024-06-30", 182 / 366),
        ("2020-02-29", "2021-02-28", 1.0),
        ("2020-02-29", "2021-02-27", 365 / 366),
        ("2020-02-29", "2024-02-28", 4.0),
        ("2019-03-01", "2020-02-29", 1.0),
        ("2021-04-02", "2021-04-01", 0.0),
        ("2025-01-01", "2021-04-01", 0.0),
    ],
)
def test_years_are_anniversaries_and_the_days_after_the_last(first: str, last: str, years: float) -> None:
    assert years_between(date.fromisoformat(first), date.fromisoformat(last)) == pytest.approx(years, abs=1e-12)


_DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@given(_DAYS, st.integers(0, 60))
def test_a_practice_that_ends_on_the_eve_of_an_anniversary_has_whole_years(first: date, years: int) -> None:
    try:
        anniversary = first.replace(year=first.year + years)
    except ValueError:
        anniversary = date(first.year + years, 3, 1)
    assert years_between(first, anniversary - timedelta(days=1)) == years


@given(_DAYS, _DAYS, st.integers(1, 800))
def test_a_later_end_or_an_earlier_start_never_makes_fewer_years(first: date, last: date, days: int) -> None:
    span = years_between(first, last)
    assert years_between(first, last + timedelta(days=days)) >= span
    assert years_between(first - timedelta(days=days), last) >= span - 1e-12


def _time(as_of: date = AS_OF, source_date: str | None = "2024-01", **duration: Any) -> TimeInPlace | None:
    source = {"title": "A report"} | ({"date": source_date} if source_date else {})
    return time_in_place(practice(sources={"report": source}, duration={"evidence": "report", **duration}), as_of)


def test_april_2021_to_march_2023_is_two_years_under_the_widest_reading_only() -> None:
    time = _time(start="2021-04", end="2023-03")
    assert time is not None
    assert (round(time.shortest, 2), time.longest) == (1.84, 2.0)
    assert time.passes(2) is GateState.UNCERTAIN


def test_no_start_no_time() -> None:
    assert _time(end="ongoing") is None


def test_time_stops_at_the_day_of_judgement() -> None:
    assert _time(start="2020-01-01", end="2030-12-31", as_of=date(2021, 12, 31)) == TimeInPlace(2.0, 2.0)


def test_time_before_the_start_is_none() -> None:
    assert _time(start="2025-01-01", end="2026-01-01") == TimeInPlace(0.0, 0.0)


def test_a_start_in_the_very_month_of_judgement_may_have_come_or_not() -> None:
    assert _time(start="2024-01", end="2024-12-31", as_of=date(2024, 1, 10)) == TimeInPlace(0.0, 10 / 366)


def test_ongoing_is_certain_to_the_newest_source_and_possible_to_the_day_of_judgement() -> None:
    time = _time(start="2020-01-01", end="ongoing", source_date="2021-12-31", as_of=date(2023, 12, 31))
    assert time == TimeInPlace(2.0, 4.0)


def test_what_runs_is_read_like_ongoing() -> None:
    ongoing = _time(start="2020-01-01", end="ongoing", source_date="2021-12-31")
    assert _time(start="2020-01-01", status="running", source_date="2021-12-31") == ongoing


@pytest.mark.parametrize("end", [{}, {"end": "not_stated"}])
def test_no_end_and_no_status_says_nothing_after_the_start(end: dict[str, Any]) -> None:
    assert _time(start="2020-01-01", source_date="2021-12-31", **end) == TimeInPlace(0.0, 4 + 31 / 366)


def test_a_source_of_a_month_is_certain_from_its_first_day() -> None:
    time = _time(start="2020-01-01", end="ongoing", source_date="2022-01", as_of=date(2024, 12, 31))
    assert time == TimeInPlace(2 + 1 / 365, 5.0)


def test_without_a_dated_source_no_day_is_certain() -> None:
    time = _time(start="2020-01-01", end="ongoing", source_date=None, as_of=date(2021, 12, 31))
    assert time == TimeInPlace(0.0, 2.0)


def test_a_source_newer_than_the_day_of_judgement_adds_nothing() -> None:
    time = _time(start="2020-01-01", end="ongoing", source_date="2024-01", as_of=date(2020, 12, 31))
    assert time == TimeInPlace(1.0, 1.0)


def test_only_sources_that_the_duration_cites_speak_for_it() -> None:
    sources = {"report": {"title": "Old", "date": "2020-12-31"}, "study": {"title": "New", "date": "2023-12-31"}}
    cites_old = practice(sources=sources, duration={"start": "2020-01-01", "status": "running", "evidence": "report"})
    cites_both = practice(
        sources=sources, duration={"start": "2020-01-01", "status": "running", "evidence": ["report", "study"]}
    )
    assert time_in_place(cites_old, AS_OF) == TimeInPlace(1.0, 4 + 31 / 366)
    assert time_in_place(cites_both, AS_OF) == TimeInPlace(4.0, 4 + 31 / 366)


def test_a_minimum_end_is_certain_to_its_day_and_open_after_it() -> None:
    time = _time(start="2020-01-01", end="2021-12-31", end_is="minimum", as_of=date(2023, 12, 31))
    assert time == TimeInPlace(2.0, 4.0)


@pytest.mark.parametrize("end_is", ["stated", "expected"])
def test_another_end_is_an_end(end_is: str) -> None:
    assert _time(start="2020-01-01", end="2021-12-31", end_is=end_is) == TimeInPlace(2.0, 2.0)


def test_an_expected_end_that_is_still_to_come_may_move() -> None:
    """Certain to the source like an open end, possible to the day of judgement."""
    time = _time(start="2020-01-01", end="2022-12-31", end_is="expected", source_date="2021-12-31")
    assert time == TimeInPlace(2.0, 4 + 31 / 366)


def test_what_runs_ran_to_the_source_whatever_end_was_stated_before() -> None:
    time = _time(start="2020-01-01", end="2020-12-31", end_is="stated", status="running", source_date="2021-12-31")
    assert time == TimeInPlace(2.0, 2.0)


def test_a_page_without_a_date_speaks_for_the_day_on_which_it_was_read() -> None:
    page = {"title": "A page", "date": "not_stated", "accessed": "2021-12-31"}
    read = practice(sources={"page": page}, duration={"start": "2020-01-01", "end": "ongoing", "evidence": "page"})
    assert time_in_place(read, AS_OF) == TimeInPlace(2.0, 4 + 31 / 366)


@pytest.mark.parametrize("date", [{}, {"date": "2020-12-31"}])
def test_the_day_of_reading_says_nothing_of_a_page_whose_date_was_left_out_or_is_known(date: dict[str, str]) -> None:
    page = {"title": "A page", "accessed": "2021-12-31", **date}
    read = practice(sources={"page": page}, duration={"start": "2020-01-01", "end": "ongoing", "evidence": "page"})
    time = time_in_place(read, AS_OF)
    assert time is not None
    assert time.shortest == (1.0 if date else 0.0)


@pytest.mark.parametrize(
    ("duration", "shortest", "longest"),
    [
        ({"in_place": "2 years", "status": "running"}, 2.0, 5 + 30 / 365),
        ({"in_place": "18 months", "status": "running"}, 1.5, 3 + 30 / 365 + 210 / 365),
        ({"in_place": "2+ years", "status": "running"}, 2.0, 224 + 31 / 366),
        ({"in_place": "2 years", "end": "2020-12-31", "end_is": "stated", "status": "ended"}, 2.0, 3.0),
        ({"in_place": "2 years", "end": "2022-06-30", "end_is": "expected", "status": "ended"}, 2.0, 3.0),
        ({"in_place": "2 years", "end": "2026", "end_is": "stated", "status": "paused"}, 2.0, 3.0),
        ({"start": "2019", "in_place": "2 years", "status": "ended"}, 2.0, 3.0),
        ({"start": "201X", "in_place": "2 years", "status": "running"}, 2.0, 5 + 30 / 365),
    ],
)
def test_a_stated_length_of_operation(duration: dict[str, Any], shortest: float, longest: float) -> None:
    time = _time(source_date="2021-12-31", **duration)
    assert time is not None
    assert (time.shortest, time.longest) == pytest.approx((shortest, longest), abs=0.02)


@pytest.mark.parametrize("day", ["2019-12-31", "2020-02-29", "2020-08-31", "2021-08-31"])
def test_a_length_that_ended_on_an_unknown_day_is_not_longer_than_one_whose_end_is_known(day: str) -> None:
    """Half a year has 181 to 184 days."""
    length: dict[str, Any] = {"in_place": "30 months", "status": "ended"}
    unknown = _time(source_date="2021-12-31", **length)
    known = _time(source_date="2021-12-31", **length, end=day, end_is="stated")
    assert unknown is not None
    assert known is not None
    assert unknown.shortest <= known.shortest
    assert unknown.shortest == pytest.approx(2.5, abs=0.01)


@pytest.mark.parametrize(
    ("start", "shortest", "longest"),
    [("2018~", 2.0, 5.0), ("201X", 2.0, 12.0), ("../2018", 3.0, 222.0), ("2018/..", 0.0, 4.0)],
)
def test_an_uncertain_start_is_an_interval(start: str, shortest: float, longest: float) -> None:
    """Until the end of 2021: from the last possible day to it, and from the first."""
    time = _time(start=start, end="2021-12-31", end_is="stated")
    assert time is not None
    assert (time.shortest, time.longest) == pytest.approx((shortest, longest), abs=0.01)


def test_a_start_without_a_lower_end_is_drawn_from_thirty_years() -> None:
    record = practice(
        sources={"report": {"title": "A report", "date": "2022"}},
        duration={"start": "../2018", "end": "ongoing", "evidence": "report"},
    )
    days = possible_days(record, AS_OF)
    assert days is not None
    assert days.start == (date(1988, 12, 31), date(2018, 12, 31))


def test_a_start_without_a_last_day_is_drawn_up_to_the_end() -> None:
    record = practice(
        sources={"report": {"title": "A report", "date": "2024-01-31"}},
        duration={"start": "2008/..", "end": "ongoing", "evidence": "report"},
    )
    days = possible_days(record, AS_OF)
    assert days == PossibleDays((date(2008, 1, 1), AS_OF), (AS_OF, AS_OF))
    # Two years and a day before the end is the last start that is early enough.
    assert share_in_place(days, 2) == pytest.approx((date(2022, 2, 1) - date(2007, 12, 31)).days / 5875)


@pytest.mark.parametrize(
    ("duration", "source_date", "missing"),
    [
        ({}, "2022", "the start is left out"),
        ({"start": "not_stated"}, "2022", "the start is not stated"),
        (
            {"start": "2018", "end": "ongoing"},
            None,
            "the source `report` has neither a `date` nor, with `date: not_stated`, `accessed`",
        ),
        ({"start": "201X", "end": "ongoing"}, "2022", "the start is known as the 2010s"),
        ({"start": "2018-05"}, "2022", "the end is left out"),
        ({"start": "2018-05", "end": "ongoing"}, "2022", "the newest source is of 2022"),
        ({"start": "2011"}, "2022", "the end is left out"),
        ({"start": "201X"}, "2022", "the start is known as the 2010s"),
        ({"start": "2018-05-01", "end": "2020-03", "end_is": "stated"}, "2022", "the end is known as 2020-03"),
        ({"start": "2018-05", "end": "2020-03-05", "end_is": "stated"}, "2022", "the start is known as 2018-05"),
        ({"start": "2018-05-01", "end": "2020-05-01", "end_is": "stated"}, "2022", None),
    ],
)
def test_the_date_that_is_missing_is_named(
    duration: dict[str, str], source_date: str | None, missing: str | None
) -> None:
    source = {"title": "A report"} | ({"date": source_date} if source_date else {})
    record = practice(sources={"report": source}, duration={"evidence": "report", **duration})
    found = missing_date(record, AS_OF)
    assert (found and found.words) == missing


_DATES = ("2015", "2018-05", "2020-02-29", "2021-06", "201X", "2016~", "2019~", "2021~", "../2017", "2019/..")
_DURATIONS = st.fixed_dictionaries(
    {"evidence": st.just("report")},
    optional={
        "start": st.sampled_from(_DATES),
        "end": st.sampled_from((*_DATES, "2023-06", "2026", "ongoing")),
        "end_is": st.sampled_from([term.value for term in EndIs]),
        "status": st.sampled_from([term.value for term in DurationStatus]),
        "in_place": st.sampled_from(("4 years", "18 months", "30 months", "3+ years")),
    },
)


def _contradictory(record: Practice) -> bool:
    """Whether validation refuses the dates."""
    start, end = record.duration.start, record.duration.end
    backwards = start is not None and isinstance(end, PartialDate) and end.last < start.first
    return backwards or length_contradicts_start(record)


@given(
    _DURATIONS,
    st.sampled_from(
        [
            {},
            {"date": "2022"},
            {"date": "2019-07-01", "accessed": "2025-03"},
            {"date": "not_stated", "accessed": "2025-03"},
        ]
    ),
    st.data(),
)
@settings(max_examples=300)
def test_nothing_becomes_more_certain_by_leaving_it_out(
    duration: dict[str, str], dated: dict[str, str], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([*(set(duration) - {"evidence"}), *dated] or ["nothing"]))
    less_said, less_dated = ({key: value for key, value in block.items() if key != name} for block in (duration, dated))
    full, less = (
        practice(sources={"report": {"title": "A report", **source}}, duration=said)
        for said, source in ((duration, dated), (less_said, less_dated))
    )
    assume(not any(_contradictory(record) for record in (full, less)))
    before, after = time_in_place(full, AS_OF), time_in_place(less, AS_OF)
    if after is not None:
        assert before is not None
        # Months differ in length, so that 18 of them are not the same part of a year everywhere.
        assert after.shortest <= before.shortest + (0.01 if "in_place" in duration else 1e-9)


@pytest.mark.parametrize(
    ("left_out", "source_date", "duration"),
    [
        ("end", "2022", {"in_place": "4 years", "end": "2026", "status": "paused"}),
        ("status", "2019-07-01", {"start": "2015", "in_place": "4 years", "end": "2020-02-29", "status": "paused"}),
        ("status", None, {"start": "2019/..", "in_place": "4 years", "end": "2026", "status": "running"}),
        ("start", "2025-03", {"start": "2020-02-29", "in_place": "4 years", "end": "2019/.."}),
        ("start", "2025-03", {"start": "2021-06", "in_place": "3+ years", "end": "2026"}),
        ("start", None, {"start": "2021-06", "in_place": "4 years", "end": "2026"}),
    ],
)
def test_a_length_is_no_longer_without_its_end_or_status(
    left_out: str, source_date: str | None, duration: dict[str, str]
) -> None:
    """Cases that the property above found."""
    source = {"title": "A report"} | ({"date": source_date} if source_date else {})
    full, less = (
        time_in_place(practice(sources={"report": source}, duration={"evidence": "report", **said}), AS_OF)
        for said in (duration, {name: value for name, value in duration.items() if name != left_out})
    )
    assert full is not None
    assert less is not None
    assert less.shortest <= full.shortest + 0.01


@pytest.mark.parametrize("source_date", [None, "2026-02"])
def test_a_length_at_an_end_still_to_come_is_not_reached_yet(source_date: str | None) -> None:
    """Two to three years at 14 January 2026: from 15 January 2023 to 2024 until the end of 2024."""
    length = {"in_place": "2 years", "end": "2026-01-14", "end_is": "stated", "status": "ended"}
    time = _time(source_date=source_date, as_of=date(2024, 12, 31), **length)
    assert time == pytest.approx((352 / 366, 1 + 352 / 366))


_FORMS = st.sampled_from(("{:%Y-%m-%d}", "{:%Y-%m}", "{:%Y-%m}~", "{:%Y}", "{:%Y}~", "../{:%Y}"))
"""Ways to write a date that may be a day."""


@given(st.dates(date(2001, 1, 1), date(2018, 1, 1)), st.integers(1, 60), st.integers(0, 27), _FORMS, _FORMS, st.data())
def test_a_length_that_some_days_of_start_and_end_give_is_no_contradiction(
    first: date, months: int, more: int, start: str, end: str, data: st.DataObject
) -> None:
    """From `first`, so many months and days: the dates may say less, and the end or the source when that was."""
    first = first.replace(day=min(first.day, 28))
    last = shifted(first, months) + timedelta(days=more)
    status = data.draw(st.sampled_from(("ended", "paused", "running", None)))
    years = data.draw(st.booleans()) and months >= 12
    length = f"{months // 12} years" if years else f"{months} months"
    duration = {"start": start.format(first), "in_place": length, "evidence": "report"}
    source = {"title": "A report"}
    if status == "running":
        source["date"] = end.format(last)
    else:
        duration["end"] = end.format(last)
    record = practice(sources={"report": source}, duration=duration | ({"status": status} if status else {}))
    assert not length_contradicts_start(record)
    time = time_in_place(record, AS_OF)
    assert time is not None
    assert time.shortest <= years_between(first, last) + 0.01
    assert time.longest >= years_between(first, last) - 0.01


@pytest.mark.parametrize(
    ("source_date", "duration", "contradicts"),
    [
        ("2024-01", {"start": "2019~", "end": "2021~", "in_place": "30 months", "status": "ended"}, False),
        ("2024-01", {"start": "2018", "end": "2022", "in_place": "4 years", "status": "ended"}, False),
        ("2024-01", {"start": "2018", "end": "2022", "in_place": "6 years", "status": "ended"}, True),
        ("2024-01", {"start": "2018", "end": "2022", "in_place": "2 years", "status": "ended"}, True),
        ("2024-01", {"start": "2018", "end": "2022", "in_place": "2+ years", "status": "ended"}, False),
        ("2022", {"start": "2018-07", "in_place": "4 years", "status": "running"}, False),
        ("2022", {"start": "2019-07", "in_place": "4 years", "status": "running"}, True),
        ("2022", {"start": "2019", "in_place": "3 years", "end": "2026", "end_is": "expected"}, False),
        ("2022", {"start": "2020", "in_place": "4 years", "end": "2019/..", "status": "ended"}, True),
        ("2022", {"start": "2020-02-29", "in_place": "4 years", "end": "2026"}, True),
        ("2024-02", {"start": "2020-02-29", "in_place": "4 years", "end": "2026"}, False),
        ("2022", {"start": "2019-02", "in_place": "4 years", "status": "ended"}, True),
        ("2022", {"start": "2017", "in_place": "4 years", "status": "ended"}, False),
        (None, {"start": "2019", "in_place": "4 years", "status": "running"}, False),
    ],
)
def test_a_length_contradicts_a_start_that_no_day_of_the_end_or_the_source_gives(
    source_date: str | None, duration: dict[str, str], contradicts: bool
) -> None:
    source = {"title": "A report"} | ({"date": source_date} if source_date else {})
    record = practice(sources={"report": source}, duration={"evidence": "report", **duration})
    assert length_contradicts_start(record) is contradicts


def test_a_length_between_approximate_dates_is_the_least_that_is_certain() -> None:
    """From 2018 to 2020, and until 2020 to 2022; half a year has 181 to 184 days."""
    time = _time(start="2019~", end="2021~", in_place="30 months", status="ended")
    assert time is not None
    assert time.shortest == pytest.approx(2.5, abs=0.01)
    assert time.longest == 5.0


def test_a_year_as_end_is_any_of_its_days() -> None:
    assert _time(start="2020-01-01", end="2021") == TimeInPlace(1 + 1 / 365, 2.0)


def test_start_and_end_in_one_year_may_be_no_time_at_all() -> None:
    assert _time(start="2021", end="2021") == TimeInPlace(0.0, 1.0)


def test_what_ended_on_an_unknown_day_is_certain_for_no_day() -> None:
    time = _time(start="2020-01-01", status="ended", source_date="2021-12-31", as_of=date(2021, 12, 31))
    assert time == TimeInPlace(0.0, 2.0)


@pytest.mark.parametrize(
    ("time", "state"),
    [
        (TimeInPlace(2.0, 2.0), GateState.MET),
        (TimeInPlace(2.0, 3.0), GateState.MET),
        (TimeInPlace(1.999, 2.0), GateState.UNCERTAIN),
        (TimeInPlace(1.0, 1.999), GateState.NOT_MET),
        (TimeInPlace(0.0, 0.0), GateState.NOT_MET),
    ],
)
def test_the_gate_has_three_states(time: TimeInPlace, state: GateState) -> None:
    assert time.passes(2) is state


def test_the_share_of_possible_dates_that_are_long_enough_apart() -> None:
    """From day d of May 2021, two years end on day d - 1 of May 2023 or later: 31 + (31 + 30 + ... + 2) of 31²."""
    days = PossibleDays((date(2021, 5, 1), date(2021, 5, 31)), (date(2023, 5, 1), date(2023, 5, 31)))
    assert share_in_place(days, 2) == pytest.approx(526 / 961)
    assert share_in_place(days, 1) == 1
    assert share_in_place(days, 3) == 0
