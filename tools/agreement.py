"""The page on how far the two codings agree: alpha and percent agreement of what the indicators count."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import yaml

from secon_cli.engine import assess
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tools.scores import DOCS, load_rubric

_CODINGS = DOCS / "codings"
_CODERS = ("first", "second")
_SAME = 1e-9
_CODED_ONCE = {"checked", "aim", "outlook", "stage"}
"""Indicators of rubrics 2.1 and 2.2 whose fields are younger than both rounds."""

_Key = tuple[str, str, str]
"""A unit of analysis: practice, criterion, indicator."""

_INTRO = """\
# Agreement of the two codings

Computed from [docs/codings](codings/) with the rubric in force. A unit is practice × indicator, its value what the
indicator counts, from 0 to 1. *Alpha* is Krippendorff's for interval data: 1 is perfect agreement, 0 that of chance;
undefined where all values are equal. *Same* is the share of units with equal values.

The codings of the first round were made from the report alone. What rubric 2 asks for was coded in a second round by
two other coders, who did not see each other's work but started from the reconciled files: on what was there before they
agree because they did not change it. *Aim reached* came with rubric 2.1, *How it is known*, *What carries it on* and
*On its way to others* with 2.2; they were coded once.

[method.md](method.md) says what the disagreements taught, and why such high figures do not prove the facts."""


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
            if name not in _CODED_ONCE:
                table.append(_row(indicator.title, [pair for unit, pair in of_criterion.items() if unit[2] == name]))
    differing = ["| practice | criterion | indicator | first | second |", "|:--|:--|:--|--:|--:|"]
    differing += [
        f"| {' | '.join(unit)} | {a:.2f} | {b:.2f} |" for unit, (a, b) in pairs.items() if abs(a - b) >= _SAME
    ]
    return "\n\n".join([_INTRO, "\n".join(table), "## Where they differ", "\n".join(differing)]) + "\n"


def _values(folder: str, rubric: Rubric) -> dict[_Key, float]:
    """What each indicator counts for each practice of one coding, as revised in the second round."""
    found: dict[_Key, float] = {}
    for file in sorted((_CODINGS / folder).glob("*.yaml")):
        record = _plain(file)
        _revise(record, _plain(_CODINGS / "second-round" / folder / file.name))
        assessment = assess(Practice.model_validate(record), rubric)
        for criterion in assessment.criteria:
            for indicator in criterion.indicators:
                if indicator.id not in _CODED_ONCE:
                    found[assessment.practice.id, criterion.id, indicator.id] = indicator.score / 100
    return found


def _plain(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


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
