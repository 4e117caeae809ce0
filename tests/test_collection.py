"""The real collection under the shipped rubric: figures worked out by hand, gates, and what the data promises."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from secon_cli.checks.collection import check_files
from secon_cli.checks.findings import Severity
from secon_cli.commands.inputs import Inputs, RubricInForce
from secon_cli.engine import Assessment, assess
from secon_cli.practice.fields import field_at
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState
from secon_cli.reading.files import find_files
from secon_cli.rubric.measures import Count, Ordinal
from secon_cli.rubric.model import Rubric
from tools.scores import OUTSIDE_AS_OF

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def rubric(in_force: RubricInForce) -> Rubric:
    return in_force.rubric


@pytest.fixture(scope="module")
def practices(inputs: Inputs) -> Sequence[Practice]:
    return inputs.collection.practices


@pytest.fixture(scope="module")
def assessments(practices: Sequence[Practice], rubric: Rubric) -> dict[str, Assessment]:
    return {practice.id: assess(practice, rubric) for practice in practices}


def test_the_collection_has_two_practices_of_each_of_nine_regions(practices: Sequence[Practice]) -> None:
    regions = [practice.location.partner for practice in practices]
    assert len(practices) == 18
    assert {regions.count(region) for region in regions} == {2}


def test_no_file_has_an_error_or_a_warning() -> None:
    assert check_files(find_files([str(ROOT / "data" / "practices")])).findings == []


def test_no_file_from_outside_has_an_error_or_a_warning(rubric: Rubric) -> None:
    files = find_files([str(ROOT / "docs" / "validation" / "practices")])
    findings = check_files(files, rubric.changed(as_of=OUTSIDE_AS_OF)).findings
    assert [finding for finding in findings if finding.severity is not Severity.ADVICE] == []


def test_sixteen_meet_the_gate_one_fails_and_one_is_uncertain(assessments: dict[str, Assessment]) -> None:
    others = {id: one.gate for id, one in assessments.items() if one.gate is not GateState.MET}
    assert others == {
        "bg-haskovo-participatory-budgeting": GateState.NOT_MET,
        "ro-darjiu-equestrian-centre": GateState.UNCERTAIN,
    }


def test_darjiu_is_uncertain_because_its_dates_are_months(assessments: dict[str, Assessment]) -> None:
    time = assessments["ro-darjiu-equestrian-centre"].time
    assert time is not None
    # 30 April 2021 to 1 March 2023: one anniversary, then 306 of 365 days; 1 April 2021 to 31 March 2023: two.
    assert time.shortest == pytest.approx(1 + 306 / 365)
    assert time.longest == 2


# Worked out on paper from the files and criteria.yaml, criterion by criterion, each indicator as weight × value.
BY_HAND = {
    "es-ejesec": {
        # Half steps: A-B is 0.94, halfway between 1 and 0.88.
        "relevance": 34 * 0.94 + 20 * 0.85 + 36 * 0.94 + 4 * 1 + 4 * 0.25 + 2 * 1,
        # 31 October 2021 to 1 January 2024: two anniversaries and 63 of 366 days.
        "timescale": 100 * (0.65 + 0.1 * (63 / 366)),
        "quality_assurance": 20 * 0.6 + 35 * 0.63 + 33 * 0.735 + 7 * (1 / 2) + 5 * 1,
        "effectiveness": 64 * 0.68 + 22 * 0.7 + 7 * (2 / 3) + 4 * 1 + 3 * 0,
        "sustainability": 4 * 1 + 28 * 0.65 + 37 * 0.68 + 20 * 0.7 + 6 * (1 / 2) + 5 * 0,
        "transferability": 19 * 0.1 + 44 * 0.72 + 24 * 0.82 + 4 * 1 + 7 * 0 + 2 * 0,
        "ethics": 9 * (0.5 / 2) + 17 * 0.75 + 64 * 0.605 + 5 * 0 + 5 * 0.75,
    },
    "de-mannheim-cluster": {
        "relevance": 34 * 0.94 + 20 * 1 + 36 * 1 + 4 * 1 + 4 * 1 + 2 * 1,
        # The end is expected, so certain to the source: 31 December 2021 to 1 January 2024, 2 years and 2 of 366 days.
        "timescale": 100 * (0.65 + 0.1 * (2 / 366)),
        "quality_assurance": 20 * 0.6 + 35 * 0.505 + 33 * 0.63 + 7 * ((0.5 + 1) / 2) + 5 * 1,
        # The subsidy is no cost; the two other sums cover parts.
        "effectiveness": 64 * 0.68 + 22 * 0.35 + 7 * 1 + 4 * (0.5 + 0.5) + 3 * 0,
        # Bases of four kinds, none beyond the end.
        "sustainability": 4 * 1 + 28 * 0.35 + 37 * 0.545 + 20 * 0.825 + 6 * (4 * 0.25 / 2) + 5 * 1,
        "transferability": 19 * 0.35 + 44 * 0.84 + 24 * 0.91 + 4 * 1 + 7 * (1 / 2) + 2 * 1,
        "ethics": 9 * (0.5 / 2) + 17 * 0.75 + 64 * 0.46 + 5 * 0 + 5 * 0.5,
    },
    "bg-haskovo-participatory-budgeting": {
        "relevance": 34 * 0.3 + 20 * 0.6 + 36 * 0.545 + 4 * (1.5 / 2) + 4 * 0.75 + 2 * 1,
        # 10 August 2022 to 31 December 2023: one anniversary and 144 of 366 days.
        "timescale": 100 * 0.95 * 0.25 * (1 + 144 / 366) / 1.9,
        "quality_assurance": 20 * 0.4 + 35 * 0.08 + 33 * 0.63 + 7 * (0.5 / 2) + 5 * 0,
        "effectiveness": 64 * 0.42 + 22 * 0.35 + 7 * ((1 + 0.5 + 0.5) / 3) + 4 * 1 + 3 * 0,
        "sustainability": 4 * 0 + 28 * 0.5 + 37 * 0.18 + 20 * 0 + 6 * (0.25 / 2) + 5 * (1 / 2),
        "transferability": 19 * 0.1 + 44 * 0.72 + 24 * 0.62 + 4 * 1 + 7 * (1 / 2) + 2 * 0,
        "ethics": 9 * (0.5 / 2) + 17 * 0.75 + 64 * 0.865 + 5 * 1 + 5 * 0.5,
    },
}
WEIGHTS = {
    "relevance": 0.15,
    "timescale": 0.10,
    "quality_assurance": 0.15,
    "effectiveness": 0.20,
    "sustainability": 0.15,
    "transferability": 0.15,
    "ethics": 0.10,
}


@pytest.mark.parametrize("id", BY_HAND)
def test_scores_are_those_worked_out_by_hand(id: str, assessments: dict[str, Assessment]) -> None:
    scores = {criterion.id: criterion.score for criterion in assessments[id].criteria}
    assert scores == pytest.approx(BY_HAND[id])
    assert assessments[id].total == pytest.approx(sum(WEIGHTS[key] * score for key, score in BY_HAND[id].items()))


def test_every_number_stands_on_evidence(assessments: dict[str, Assessment]) -> None:
    """Whatever counted cites the report."""
    for assessment in assessments.values():
        for criterion in assessment.criteria:
            for indicator in criterion.indicators:
                for counted in indicator.counted:
                    assert counted.evidence, (assessment.practice.id, counted.field)


def test_no_indicator_is_met_or_missed_by_all(assessments: dict[str, Assessment], rubric: Rubric) -> None:
    """Every indicator tells practices apart: those of the collection or, as few show a concern, from outside."""
    alike = set()
    outside = check_files(find_files([str(ROOT / "docs" / "validation" / "practices")])).practices
    assessments = assessments | {practice.id: assess(practice, rubric) for practice in outside}
    for criterion, key, _ in rubric.indicators():
        scores = {
            round(indicator.score, 6)
            for assessment in assessments.values()
            for indicator in assessment.criterion(criterion).indicators
            if indicator.id == key
        }
        if len(scores) == 1:
            alike.add(key)
    assert alike == set()


def test_no_value_is_forgotten_where_values_have_points(rubric: Rubric) -> None:
    """A value that is added to a vocabulary gets its points, or 0, in the rubric; `other` never costs any."""
    listed: dict[str, set[str]] = {}
    other: dict[str, float] = {}
    tables: dict[str, Mapping[str, float]]
    for _, _, indicator in rubric.indicators():
        measure = indicator.measure
        if isinstance(measure, Ordinal):
            # A half step of a grade has its worth from the two grades next to it.
            tables = {measure.of: {**measure.scale, **dict.fromkeys(measure.half_steps(), 0.0)}}
        elif isinstance(measure, Count):
            tables = {f"{measure.of}[].{name}": table for name, table in (measure.points or {}).items()}
        else:
            continue
        for path, table in tables.items():
            listed.setdefault(path, set()).update(table)
            other[path] = max(other.get(path, 0), table.get("other", 0))
    fields = {path: field_at(path).vocabulary for path in listed}
    forgotten = {path: {str(term) for term in vocabulary or ()} - listed[path] for path, vocabulary in fields.items()}
    # An instrument without a fixed time has no rhythm. A target that is missed or open is not met.
    assert forgotten.pop("quality_assurance[].every") == {"once", "irregular"}
    assert forgotten.pop("results.metrics[].target_is") == {"missed", "open"}
    assert forgotten.pop("results.metrics[].qualifier") == {"planned"}
    assert {path: values for path, values in forgotten.items() if values} == {}
    assert [path for path, vocabulary in fields.items() if "other" in set(vocabulary or ()) and not other[path]] == []
