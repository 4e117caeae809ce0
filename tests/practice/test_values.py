"""Finding values by path: each with its address, and the evidence of the claim that holds it."""

import pytest

from secon_cli.practice.fields import find
from tests.samples import metric, practice

ON = practice(
    results={
        "metrics": [metric(), metric(level="outcome", evidence="report:details p18")],
        "evidence": "report:results",
    },
    ethics={"concerns": [], "evidence": "report:details"},
    details={"topics": ["care", "ageing"], "evidence": "report:details"},
)


def _found(path: str) -> list[tuple[str, str, str]] | None:
    found = find(ON, path)
    return (
        None
        if found is None
        else [(one.field, str(one.value), " ".join(map(str, one.evidence or ()))) for one in found]
    )


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("title", [("title", "Repair café of the old town", "")]),
        ("duration.status", [("duration.status", "running", "report:duration")]),
        (
            "results.metrics[].level",
            [
                ("results.metrics[0].level", "output", "report:results"),
                ("results.metrics[1].level", "outcome", "report:details p18"),
            ],
        ),
        ("ethics.concerns", [("ethics.concerns", "()", "report:details")]),
        ("ethics.concerns[].status", []),
        (
            "details.topics[]",
            [("details.topics[0]", "care", "report:details"), ("details.topics[1]", "ageing", "report:details")],
        ),
        ("transfer", None),
        ("transfer.cases", None),
        ("transfer.cases[].status", None),
        ("details.needs[].what", None),
        ("relevance.social_economy.link", None),
    ],
)
def test_a_path_gives_values_with_address_and_evidence(path: str, found: list[tuple[str, str, str]] | None) -> None:
    assert _found(path) == found


def test_an_empty_list_is_written_but_not_filled() -> None:
    (concerns,) = find(ON, "ethics.concerns") or ()
    (topics,) = find(ON, "details.topics") or ()
    assert not concerns.filled
    assert topics.filled
