"""The engine agrees with a second, plain one on drawn practices and rubrics, and on the real ones through JSON."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.engine import Assessment, assess, rank
from secon_cli.practice.fields import fields_of
from secon_cli.practice.model import Practice
from secon_cli.practice.vocabularies import DurationStatus
from secon_cli.rubric.model import Rubric
from tests import samples
from tests.conftest import in_process
from tests.engine.plain_engine import Judged, judge, ranks
from tests.samples import Record
from tests.strategies import LISTS, records, rubric_records

ROOT = Path(__file__).parents[2]
NEAR = 1e-9


def _plain(judged: Judged) -> Record:
    numbers: Record = {"total": judged.total, "high": judged.high, "coverage": judged.coverage}
    for key, criterion in judged.criteria.items():
        numbers |= {f"{key} {name}": getattr(criterion, name) for name in ("weight", "score", "high", "coverage")}
        for name, part in criterion.parts.items():
            at = f"{key}.{name}"
            numbers |= {f"{at} {what}": getattr(part, what) for what in ("weight", "score", "high", "coverage")}
            assert part.value is not None
            numbers[f"{at} gain"] = criterion.weight * part.weight * (100 * part.value.most - part.score)
    return numbers


def _engine(found: Assessment) -> Record:
    numbers: Record = {"total": found.total, "high": found.range.high, "coverage": found.coverage}
    for criterion in found.criteria:
        numbers |= {
            f"{criterion.id} weight": criterion.weight,
            f"{criterion.id} score": criterion.score,
            f"{criterion.id} high": criterion.range.high,
            f"{criterion.id} coverage": criterion.coverage,
        }
        for part in criterion.indicators:
            at = f"{criterion.id}.{part.id}"
            numbers |= {
                f"{at} weight": part.weight,
                f"{at} score": part.score,
                f"{at} high": part.range.high,
                f"{at} coverage": float(part.assessed),
                f"{at} gain": part.gain,
            }
    return numbers


@st.composite
def _gated_rubrics(draw: st.DrawFn) -> Record:
    """Rubrics with a gate on one measure of years, if there is any."""
    rubric = draw(rubric_records())
    measures = [
        part["measure"] for criterion in rubric["criteria"].values() for part in criterion["indicators"].values()
    ]
    years = [measure for measure in measures if measure["kind"] == "years"]
    if years:
        draw(st.sampled_from(years))["gate"] = {"at_least": draw(st.sampled_from([0.5, 2, 5]))}
    return rubric


@given(records(), _gated_rubrics())
def test_every_number_of_an_assessment(record: Record, rubric: Record) -> None:
    _hold(record, rubric)


def _on_every_list() -> Record:
    """A rubric that looks at every list of the format in three ways."""
    indicators = {}
    for number, items in enumerate(LISTS):
        assert items.block is not None
        word = next((field.name for field in fields_of(items.block) if field.vocabulary), None)
        distinct = {"distinct": word} if word else {}
        indicators[f"p{number}"] = samples.indicator(1, {"kind": "present", "fields": [items.path]})
        indicators[f"c{number}"] = samples.indicator(2, {"kind": "count", "of": items.path, "full_at": 2, **distinct})
        indicators[f"n{number}"] = samples.indicator(3, {"kind": "none_of", "of": items.path})
    return samples.rubric_record(criteria={"lists": samples.criterion(1, **indicators)})


@given(records())
def test_every_list_of_a_practice(record: Record) -> None:
    _hold(record, _ON_EVERY_LIST)


_ON_EVERY_LIST = _on_every_list()
_CURVE = {"kind": "years", "curve": [[0, 0], [40, 1]], "gate": {"at_least": 4}}
_leap_days = st.sampled_from(["2004", "2004-02", "2004-02-29", "2005-02-28", "2005-03-01", "2008-02-29", "2009"])


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "start": _leap_days,
            "in_place": st.sampled_from(["2 years", "18 months", "3+ years"]),
            "end": _leap_days | st.sampled_from(["ongoing", "2007/..", "2012"]),
            "end_is": st.sampled_from(["stated", "expected", "minimum"]),
            "status": st.sampled_from([str(status) for status in DurationStatus]),
            "evidence": st.sampled_from(["report:duration", "study", "https://example.org/"]),
        },
    ),
    st.sampled_from(["2004-02-29", "2006", "2007-05", "2008-02"]),
    st.sampled_from(["2008-02-28", "2008-02-29", "2009-02-28", "2009-03-01"]),
)
def test_time_around_the_29th_of_february(duration: Record, published: str, as_of: str) -> None:
    criteria = {"time": samples.criterion(1, years=samples.indicator(1, _CURVE))}
    rubric = samples.rubric_record(as_of=as_of, criteria=criteria)
    sources = {"report": {"title": "A report", "date": published}, "study": {"title": "A study"}}
    _hold(samples.record(duration=duration, sources=sources, location={"country": "LV", "partner": "Latgale"}), rubric)


def _hold(record: Record, rubric: Record) -> None:
    """Engine and plain engine say the same."""
    found = assess(Practice.model_validate(record), Rubric.model_validate(rubric))
    judged = judge(record, rubric)
    assert _engine(found) == pytest.approx(_plain(judged), abs=NEAR)
    assert (str(found.gate), found.band) == (judged.gate, judged.band)
    if judged.years is None:
        assert found.time is None
    else:
        assert found.time is not None
        assert (found.time.shortest, found.time.longest) == pytest.approx(judged.years, abs=NEAR)
    for by_criterion in found.criteria:
        for part in by_criterion.indicators:
            value = judged.criteria[by_criterion.id].parts[part.id].value
            if value and value.counted:
                assert {each.field: each.points for each in part.counted} == pytest.approx(value.counted, abs=NEAR)


@given(st.lists(records(), min_size=2, max_size=5, unique_by=lambda record: record["id"]), _gated_rubrics())
def test_the_ranks_of_a_collection(drawn: list[Record], rubric: Record) -> None:
    by = Rubric.model_validate(rubric)
    ranked = rank(assess(Practice.model_validate(record), by) for record in drawn)
    expected = ranks({record["id"]: judge(record, rubric) for record in drawn})
    assert {placed.assessment.practice.id: placed.rank for placed in ranked} == expected


def _values(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)


def test_the_json_of_the_collection() -> None:
    document = in_process("score", str(ROOT / "data" / "practices"), "-f", "json").json
    rubric = _values(ROOT / "criteria.yaml")
    judged = {path.stem: judge(_values(path), rubric) for path in (ROOT / "data" / "practices").glob("*.yaml")}
    assert {practice["id"]: practice["rank"] for practice in document["practices"]} == ranks(judged)
    for practice in document["practices"]:
        numbers = {"total": practice["total"], "high": practice["range"][1], "coverage": practice["coverage"]}
        for criterion in practice["criteria"]:
            for part in (criterion, *criterion["indicators"]):
                at = criterion["id"] if part is criterion else f"{criterion['id']}.{part['id']}"
                numbers |= {f"{at} {name}": part[name] for name in ("weight", "score")}
                numbers[f"{at} high"] = part["range"][1]
                numbers[f"{at} coverage"] = part["coverage"] if part is criterion else float(part["assessed"])
                if part is not criterion:
                    numbers[f"{at} gain"] = part["gain"]
        assert numbers == pytest.approx(_plain(judged[practice["id"]]), abs=1e-6), practice["id"]
        assert (practice["gate"], practice["band"]) == (judged[practice["id"]].gate, judged[practice["id"]].band)
