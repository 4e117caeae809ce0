"""Ranks: who passes the gate or may pass comes first, equal totals share a rank and the next is skipped."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from secon_cli.engine import Assessment, assess, rank
from secon_cli.practice.time_in_place import GateState
from tests.samples import practice, rubric

_BASE = assess(practice(), rubric())


def _of(id: str, total: float, gate: GateState = GateState.MET) -> Assessment:
    return replace(_BASE, practice=practice(id=id), total=total, gate=gate)


def _ranks(*assessments: Assessment) -> list[tuple[int, str]]:
    return [(one.rank, one.assessment.practice.id) for one in rank(assessments)]


def test_after_a_tie_the_next_rank_is_skipped() -> None:
    assert _ranks(_of("a", 10), _of("c", 20), _of("b", 20), _of("d", 30)) == [(1, "d"), (2, "b"), (2, "c"), (4, "a")]


def test_what_differs_by_rounding_alone_is_a_tie() -> None:
    assert _ranks(_of("b", 20 + 5e-10), _of("a", 20)) == [(1, "a"), (1, "b")]
    assert _ranks(_of("b", 20 + 5e-9), _of("a", 20)) == [(1, "b"), (2, "a")]


def test_who_fails_the_gate_comes_last_and_who_may_pass_it_does_not() -> None:
    failed, uncertain = GateState.NOT_MET, GateState.UNCERTAIN
    assert _ranks(_of("best", 90, failed), _of("middle", 40, uncertain), _of("low", 10), _of("last", 5, failed)) == [
        (1, "middle"),
        (2, "low"),
        (3, "best"),
        (4, "last"),
    ]


def test_the_gate_parts_equal_totals() -> None:
    assert _ranks(_of("a", 20, GateState.NOT_MET), _of("b", 20)) == [(1, "b"), (2, "a")]


def test_nobody_is_ranked_where_nobody_is() -> None:
    assert rank([]) == ()


_CONTESTANTS = st.lists(
    st.builds(
        _of,
        st.from_regex(r"[a-z]{1,4}", fullmatch=True),
        st.sampled_from([0.0, 12.5, 12.5 + 1e-10, 50.0, 99.9]),
        st.sampled_from(GateState),
    ),
    unique_by=lambda assessment: assessment.practice.id,
    max_size=8,
)


@given(_CONTESTANTS, st.randoms())
def test_the_order_of_files_changes_nothing(assessments: list[Assessment], random: Random) -> None:
    shuffled = list(assessments)
    random.shuffle(shuffled)
    assert rank(shuffled) == rank(assessments)


@given(_CONTESTANTS)
def test_a_rank_is_one_more_than_the_number_of_those_ahead(assessments: list[Assessment]) -> None:
    ranked = rank(assessments)
    for one in ranked:
        assert one.rank == 1 + sum(other.rank < one.rank for other in ranked)
