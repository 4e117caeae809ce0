"""The report as a page: the chapters of the Document, with figures that react to weights in place of drawn ones.

Chapters, figures and sheets come from the same functions as in Word; the template decides how a page shows them.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from secon_cli.analysis.report import Report
from secon_cli.output.document import Figure, HeatMap, IntervalFigure, RankingFigure, data
from secon_cli.output.numbers import count, percent
from secon_cli.output.pages.compare import sides_figure
from secon_cli.output.pages.regions import short_names
from secon_cli.output.pages.report import TITLE, alike, report_chapters
from secon_cli.output.pages.shared import GATE_MARKS
from secon_cli.output.renderers import html
from secon_cli.output.report.data import in_script, page_data
from secon_cli.output.report.sheets import anchor_of, sheet
from secon_cli.rubric.model import Rubric

FIRST_ROWS = 100
"""Rows of a ranking that are shown at first where scripts run; a browser lays out a thousand in seconds."""
_NARROWEST = 12
"""A weight of one part in so many makes a column as narrow as its numbers, in the width that most screens have."""


def report_html(report: Report, made: Mapping[str, object]) -> str:
    """The page. `made` is how it was asked for: `command` gives the ranking, without `--weight`."""
    chapters = report_chapters(report, sheets=False)
    figures = {type(block): block for part in ("ranking", "sureness") for block in chapters[part]}
    ranking, heat = figures[RankingFigure], figures[HeatMap]
    assert isinstance(ranking, RankingFigure)
    assert isinstance(heat, HeatMap)
    names = short_names(report.regions)
    sides = [_text(names[side.name]) for side in report.regions.regions]
    numbers = page_data(report, made)
    for side, name in zip(numbers["sides"], sides, strict=True):
        side["name"] = name
    places = {scored.assessment.practice.id: place for place, scored in enumerate(report.everyone)}
    style, without = _style(report.rubric), alike(report)
    # Without the comments and the indentation of its files.
    script = re.sub(r"(?m)^\s*(?://.*)?\n?", "", f"{_asset('engine.js')}\n{_asset('page.js')}")
    return (
        _templates()
        .get_template("page.html.j2")
        .render(
            title=_text(report.title) if report.title else TITLE,
            version=report.provenance.version,
            chapters=chapters,
            findings=chapters["findings"][1],
            criteria=heat.criteria,
            rubric=report.rubric,
            slider=_slider(report.rubric),
            changed=_changed(report),
            ranking=ranking,
            rows=list(zip(report.ranking.practices, [*ranking.bars, *ranking.failing], heat.rows, strict=True)),
            places=places,
            heat=heat,
            pair=sides_figure(report.first_pair, by_size=False) if report.first_pair else None,
            regions=next((block for block in chapters["regions"] if isinstance(block, HeatMap)), None),
            sides=sides,
            intervals=figures.get(IntervalFigure),
            described=count(len(report.profiles)),
            sheets=[
                (name, [sheet(profile, places[profile.scored.assessment.practice.id], without) for profile in group])
                for name, group in report.by_region
            ],
            style=Markup(style),
            script=Markup(script),
            policy=f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; "
            "form-action 'none'",
            data=Markup(in_script({**numbers, "firstRows": FIRST_ROWS})),
        )
    )


def _slider(rubric: Rubric) -> tuple[str, str]:
    """The largest weight and the step of a slider, in the units of the rubric."""
    weights = [criterion.weight for criterion in rubric.criteria.values()]
    largest = max(sum(weights) / 2, 1.25 * max(weights))
    step = 1.0
    while largest / step < 25:
        step /= 10
    while largest / step > 400:
        step *= 10
    return f"{-(-largest // step) * step:g}", f"{step:g}"


def _changed(report: Report) -> str:
    """In which weights the report differs from the rubric, in words; empty where it does not."""
    own, rubric = report.own, report.rubric
    return ", ".join(
        f"{_text(criterion.title)} {percent(rubric.shares[key])} instead of {percent(own.shares[key])}"
        for key, criterion in rubric.criteria.items()
        if criterion.weight != own.criteria[key].weight
    )


def _text(text: str) -> str:
    """A text that comes from outside, as an attribute or a name shows it."""
    return html.plain(data(text))


# --- Template, style and script ---------------------------------------------------------------------------------------


@cache
def _templates() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_asset),
    )
    environment.filters |= {
        "blocks": html.render_blocks,
        "plain": html.plain,
        "text": _text,
        "inline": html.inline,
        "level": html.level,
        "percent": percent,
        # The page draws its figures itself.
        "words": lambda blocks: [block for block in blocks if not isinstance(block, Figure)],
    }
    environment.globals |= {"gate_marks": GATE_MARKS, "anchor_of": anchor_of, "zip": zip}
    return environment


@cache
def _asset(name: str) -> str:
    return files("secon_cli.output.report").joinpath(name).read_text(encoding="utf-8")


def _style(rubric: Rubric) -> str:
    """The style sheet; its last rules are the widths of columns and bars, which the script changes."""
    # Without comments and without spaces that separate nothing; strings stay as they are.
    dense = re.compile(r"""("[^"]*")|/\*.*?\*/|\n\s*|;?\s*(\})|\s*([{;,])\s*|(:)\s+""", re.DOTALL)
    rules = dense.sub(lambda match: "".join(filter(None, match.groups())), _asset("page.css"))
    shares = rubric.shares.values()
    levels = "".join(f".v{n}{{--v:{n}}}" for n in range(101))
    count = f".heat{{--n:{len(shares)}}}#sides{{--n:{len(shares) + 1}}}"
    # A column is never narrower than its numbers, but the bar in it is as wide as its weight.
    columns = " ".join(f"minmax(1.95rem,{100 * share!r}fr)" for share in shares)
    bars = "".join(
        f".bars :nth-child({n})::after{{width:{100 * min(_NARROWEST * share, 1)!r}%}}"
        for n, share in enumerate(shares, 1)
    )
    return f"{rules}{levels}{count}.bars{{grid-template-columns:{columns}}}{bars}"


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
