"""The page on how far the two codings agree: alpha and percent agreement of what the indicators count."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import krippendorff
import numpy as np
import yaml

from secon_cli.analysis.agreement import kendall_tau
from secon_cli.engine import Assessment, assess
from secon_cli.practice.model import Practice
from secon_cli.practice.vocabularies import AimReached
from secon_cli.rubric.measures import Ordinal
from secon_cli.rubric.model import Rubric
from tools.scores import DOCS, ROOT, load_rubric, rows

_CODINGS = DOCS / "codings"
_CODERS = ("first", "second")
_SAME = 1e-9
_LATER = {row["field"].rpartition(".")[2] for row in rows("codings/summary-fields.csv")}
"""Indicators whose fields are younger than both rounds: see `_fields`."""

_PLACES = tuple(sorted(AimReached))
"""The grades and half steps, best first: A, A-B, B …"""

_Key = tuple[str, str, str]
"""A unit of analysis: practice, criterion, indicator."""

_INTRO = """\
# Agreement of the two codings

Computed from [docs/codings](codings/) with the rubric in force. A unit is practice × indicator, its value what the
indicator counts, from 0 to 1. *Alpha* is Krippendorff's for interval data: 1 is perfect agreement, 0 that of chance;
undefined where all values are equal. *Same* is the share of units with equal values.

The codings of the first round were made from the report alone. What rubric 2 asks for was coded in a second round by
two other coders, who did not see each other's work but started from the reconciled files: on what was there before they
agree because they did not change it. The fields that sum up a block came later and have a table of their own.

[method.md](method.md) says what the disagreements taught, and why such high figures do not prove the facts."""

_FIELDS = """\
## The fields that sum up

Two coders answered these from the report, with the coding guide and the facts coded before, but without the values to
be found. A third person decided where they differ, from the report and both answers. None of them saw scores or
ratings. Afterwards, a new rule of the guide (without any figure, *works as intended* is no better than `C`) lowered two
values: `results.aim` of the two practices from Haskovo is `C`. Two more such fields are in the tables above: both
coders confirmed all values of `social_economy.link` and `found`.

*Alpha* goes by what the scale of the rubric makes of the values; *near* is the share of grades that are at most half a
step apart. *Points* is how far the score of the criterion moves from the first value to the second: the mean of all 18
practices, and the most."""


def agreement_page() -> str:
    """The page: all units, each criterion, each indicator, then every unit on which the codings differ."""
    rubric = load_rubric()
    first, second = (_values(folder, rubric) for folder in _CODERS)
    units = sorted(first.keys() & second.keys())
    pairs = {unit: (first[unit], second[unit]) for unit in units}
    table = ["| | units | alpha | same |", "|:--|--:|--:|--:|", _row("**all**", list(pairs.values()))]
    for key, criterion in rubric.criteria.items():
        of_criterion = {unit: pair for unit, pair in pairs.items() if unit[1] == key}
        table.append(_row(f"**{criterion.title}**", list(of_criterion.values())))
        for name, indicator in criterion.indicators.items():
            if name not in _LATER:
                table.append(_row(indicator.title, [pair for unit, pair in of_criterion.items() if unit[2] == name]))
    differing = ["| practice | criterion | indicator | first | second |", "|:--|:--|:--|--:|--:|"]
    differing += [
        f"| {' | '.join(unit)} | {a:.2f} | {b:.2f} |" for unit, (a, b) in pairs.items() if abs(a - b) >= _SAME
    ]
    parts = [_INTRO, "\n".join(table), "## Where they differ", "\n".join(differing), *_fields(rubric)]
    return "\n\n".join(parts) + "\n"


def _fields(rubric: Rubric) -> Iterator[str]:
    """The second coding of the fields that sum up: agreement and effect, then every practice with two values."""
    listed = rows("codings/summary-fields.csv")
    table = ["| field | same | near | alpha | points | most |", "|:--|--:|--:|--:|--:|--:|"]
    scales = {
        indicator.measure.of: indicator.measure
        for criterion in rubric.criteria.values()
        for indicator in criterion.indicators.values()
        if isinstance(indicator.measure, Ordinal)
    }
    differing = ["| practice | field | first | second | decided |", "|:--|:--|:--|:--|:--|"]
    for field in dict.fromkeys(row["field"] for row in listed):
        coded = [row for row in listed if row["field"] == field]
        apart = [row for row in coded if row["first"] != row["second"]]
        steps = [[scales[field].step(row[coder]) for row in coded] for coder in _CODERS]
        graded = coded if coded[0]["first"] in _PLACES else []
        places = [[_PLACES.index(row[coder]) for row in graded] for coder in _CODERS]
        moves = [
            sum(abs(one.score - two.score) for one, two in zip(a.criteria, b.criteria, strict=True))
            for a, b in zip(*(_coded(coder, apart, rubric).values() for coder in _CODERS), strict=True)
        ]
        near = sum(abs(one - two) <= 1 for one, two in zip(*places, strict=True))
        alpha = krippendorff.alpha(reliability_data=np.array(steps), level_of_measurement="interval")
        cells = [f"{len(coded) - len(apart)} of {len(coded)}", f"{near} of {len(coded)}" if graded else ""]
        cells += [f"{alpha:.2f}", f"{sum(moves) / len(coded):.1f}", f"{max(moves, default=0):.1f}"]
        table.append(f"| `{field}` | {' | '.join(cells)} |")
        differing += [
            f"| {row['practice']} | `{field}` | {row['first']} | {row['second']} | {row['decided']} |" for row in apart
        ]
    first, second = ([found.total for found in _coded(coder, listed, rubric).values()] for coder in _CODERS)
    moved = [abs(one - two) for one, two in zip(first, second, strict=True)]
    yield from (_FIELDS, "\n".join(table))
    yield (
        f"With the second coding of all these fields, totals move by {fmean(moved):.1f} points on average and "
        f"{max(moved):.1f} at\nmost; Kendall's tau of the two rankings is {kendall_tau(first, second):.2f}."
    )
    yield "\n".join(differing)


def _coded(coder: str, changes: Iterable[dict[str, str]], rubric: Rubric) -> dict[str, Assessment]:
    """The shipped practices that the lines name, with the values of one coder."""
    records: dict[str, Any] = {}
    for row in changes:
        file = ROOT / "data" / "practices" / f"{row['practice']}.yaml"
        record = records.setdefault(row["practice"], _plain(file))
        block, key = row["field"].split(".")
        record[block][key] = row[coder]
    return {name: assess(Practice.model_validate(record), rubric) for name, record in records.items()}


def _values(folder: str, rubric: Rubric) -> dict[_Key, float]:
    """What each indicator counts for each practice of one coding, as revised in the second round."""
    found: dict[_Key, float] = {}
    for file in sorted((_CODINGS / folder).glob("*.yaml")):
        record = _plain(file)
        _revise(record, _plain(_CODINGS / "second-round" / folder / file.name))
        assessment = assess(Practice.model_validate(record), rubric)
        for criterion in assessment.criteria:
            for indicator in criterion.indicators:
                if indicator.id not in _LATER:
                    found[assessment.id, criterion.id, indicator.id] = indicator.score / 100
    return found


def _plain(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def _revise(record: dict[str, Any], blocks: dict[str, Any]) -> None:
    """Put the lists and values of the second round in the place of those of the first."""
    for name, value in blocks.items():
        if isinstance(value, dict) and isinstance(record.get(name), dict):
            _revise(record[name], value)
        else:
            record[name] = value


def _row(title: str, pairs: Sequence[tuple[float, float]]) -> str:
    same = sum(abs(a - b) < _SAME for a, b in pairs) / len(pairs)
    values = np.array(pairs).T
    agreement = "not defined"
    if np.ptp(values) >= _SAME:
        alpha = krippendorff.alpha(reliability_data=values, level_of_measurement="interval")
        # What is not perfect must not look perfect.
        agreement = "> 0.99" if 0.995 <= alpha < 1 - _SAME else f"{alpha:.2f}"
    return f"| {title} | {len(pairs)} | {agreement} | {100 * same:.0f} % |"
