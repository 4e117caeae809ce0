"""`report.html`: one self-contained file, interactive where scripts run and complete where they do not.

The chapters are those of the Document that Word shows, with figures that react to weights in place of drawn ones. The
template, the style and the script are in `output/report/`; the template decides how a page shows a chapter.
"""

import json
import re
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from secon_cli.analysis.comparison import reasons
from secon_cli.analysis.profile import PracticeProfile
from secon_cli.analysis.report import Report
from secon_cli.analysis.results import Scored
from secon_cli.analysis.stored import REPORT_SCHEMA
from secon_cli.engine import CriterionAssessment, IndicatorAssessment
from secon_cli.output.document import Figure, data, line, muted, prose
from secon_cli.output.numbers import gate_reason, percent, points, signed, total_points, whole
from secon_cli.output.pages.compare import sides_figure
from secon_cli.output.pages.regions import short_names
from secon_cli.output.pages.report import TITLE, alike, report_chapters
from secon_cli.output.pages.robustness import RobustnessPage, ranks
from secon_cli.output.pages.shared import GATE_MARKS, possible, ranked_as, region_of, up_to
from secon_cli.output.pages.show import STEPS
from secon_cli.output.pages.template_rows import EVIDENCE, SheetRow, practice_sheet
from secon_cli.output.plain_text import count, visible
from secon_cli.output.renderers import html
from secon_cli.output.renderers.html import element, inline, plain
from secon_cli.output.wire import Made, Wire, document, escaped, to_json
from secon_cli.rubric.model import Rubric

FIRST_ROWS = 100
"""Rows of a ranking that are shown at first where scripts run; a browser lays out a thousand in seconds."""
_NARROWEST = 12
"""A weight of one part in so many makes a column as narrow as its numbers, in the width that most screens have."""


def report_html(report: Report, made: Mapping[str, object]) -> str:
    """The page. `made` is how it was asked for: `command` gives the ranking, without `--weight`."""
    rubric, own = report.rubric, report.own
    chapters = report_chapters(report, sheets=False)
    ranking, heat = (block for block in chapters["ranking"] if isinstance(block, Figure))
    fails = [scored.assessment.fails_gate for scored in report.ranking.practices]
    passing = fails.index(True) if any(fails) else len(fails)
    pair = report.first_pair
    sure = [isinstance(block, Figure) for block in chapters["sureness"]]
    names = short_names(report.regions)
    numbers = page_data(report, made)
    places = {scored.id: place for place, scored in enumerate(report.everyone)}
    style, without = _style(rubric), alike(report)
    # The largest weight and the step of a slider, in the units of the rubric.
    weights = [criterion.weight for criterion in rubric.criteria.values()]
    largest = max(sum(weights) / 2, 1.25 * max(weights))
    step = 1.0
    while largest / step < 25:
        step /= 10
    while largest / step > 400:
        step *= 10
    # Without the comments and the indentation of its files.
    script = re.sub(r"(?m)^\s*(?://.*)?\n?", "", f"{_asset('engine.js')}\n{_asset('page.js')}")
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_asset),
    )
    by_name = (plain, inline, html.level, percent, points, possible, ranks, region_of, signed, whole)
    environment.filters |= {function.__name__: function for function in by_name}
    environment.filters |= {"blocks": html.render_blocks, "text": _text, "total": partial(total_points, rubric=rubric)}
    environment.globals |= {"gate_marks": GATE_MARKS, "zip": zip}
    return environment.get_template("page.html.j2").render(
        title=_text(report.title) if report.title else TITLE,
        version=report.provenance.version,
        chapters=chapters,
        findings=chapters["findings"][1],
        criteria=heat.criteria,
        rubric=rubric,
        slider=(f"{-(-largest // step) * step:g}", f"{step:g}"),
        changed=", ".join(
            f"{_text(criterion.title)} {percent(rubric.shares[key])} instead of {percent(own.shares[key])}"
            for key, criterion in rubric.criteria.items()
            if criterion.weight != own.criteria[key].weight
        ),
        first=ranking.caption.title,
        ranking=report.ranking,
        passing=passing,
        places=places,
        heat=heat.caption.title,
        pair=pair,
        pair_title=sides_figure(pair).caption.title if pair else None,
        pair_names=[_text(names[side.name]) for side in pair.sides] if pair else None,
        regions=next((block for block in chapters["regions"] if isinstance(block, Figure)), None),
        table=report.regions,
        sides=[side["name"] for side in numbers["sides"]],
        robustness=report.robustness,
        stability=RobustnessPage(report.robustness) if report.robustness else None,
        drawn_at=sure.index(True) if sure else None,
        described=count(len(report.profiles)),
        sheets=[
            (name, [_Sheet(profile, places[profile.scored.id], without) for profile in group])
            for name, group in report.by_region
        ],
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; "
        "form-action 'none'",
        data=Markup(in_script({**numbers, "firstRows": FIRST_ROWS})),
    )


def _text(text: str) -> str:
    """A text that comes from outside, as an attribute or a name shows it."""
    return plain(data(text))


@cache
def _asset(name: str) -> str:
    return files("secon_cli.output").joinpath("report", name).read_text(encoding="utf-8")


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


# --- What the script computes with, and what `secon verify` needs ---


def page_data(report: Report, made: Mapping[str, object]) -> dict[str, Any]:
    """What the script computes with, and what `secon verify` needs to compute it again (`secon.report/1`).

    `made` is how the report was asked for. The script recomputes totals and ranks, and has no sliders where it finds
    others: another way to add up a total has to be in `engine.js`, too.
    """
    rubric, names = report.rubric, short_names(report.regions)
    places = {scored.id: place for place, scored in enumerate(report.everyone)}
    files = {source.path for source in report.practice_files}
    fields = json.loads(to_json(document(REPORT_SCHEMA, Report).view(report)))
    return {
        **fields,
        "inputs": [source for source in fields["inputs"] if source["path"] in files],
        "texts": [source for source in fields["inputs"] if source["path"] not in files],
        "made": made,
        "draws": report.robustness.generator if report.robustness else None,
        "criteria": [{"key": key, "title": visible(criterion.title)} for key, criterion in rubric.criteria.items()],
        "own": [criterion.weight for criterion in report.own.criteria.values()],
        "weights": [criterion.weight for criterion in rubric.criteria.values()],
        "bands": [{"name": band.name, "atLeast": band.at_least} for band in rubric.bands],
        "practices": [page_practice(scored) for scored in report.everyone],
        "sides": [
            {
                "name": _text(names[side.name]),
                "practices": [places[id] for id in side.ids],
                "scores": [side.score(key) for key in rubric.criteria],
                "highs": [side.score_range(key).high for key in rubric.criteria],
            }
            for side in report.regions.regions
        ],
    }


_PRACTICE = Wire(
    Scored,
    "rank id title=assessment.practice.title file gate=assessment.gate total=assessment.total",
    "high=assessment.range.high scores=assessment.criteria.score highs=assessment.criteria.range.high",
    "indicators=assessment.criteria.indicators.score",
    title=Made(str, visible),
)


def page_practice(scored: Scored) -> dict[str, Any]:
    """A practice in full precision; scores in the order of the rubric."""
    return {name: value for name, value, _ in _PRACTICE.view(scored).values()}


def in_script(document: object) -> str:
    """JSON that nothing in it can end or turn into markup; floats as `repr` writes them, which reads back exactly."""
    text = json.dumps(_short(document), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return escaped(text)


def _short(value: object) -> object:
    """The value with its whole numbers without `.0`: a quarter of all numbers are 0 or 100."""
    if isinstance(value, dict):
        return {key: _short(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_short(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


# --- Practices ---


class _Sheet:
    """A practice: its facts in the rows of the template, and its scores with the facts that they come from.

    A fact is written once, in its row, with the rows of the source that say so. A score names the facts that counted by
    their lines in the file, and leads to them; the script writes their words next to it.
    """

    def __init__(self, profile: PracticeProfile, place: int, without: Collection[str] = ()) -> None:
        """Everything but the rows `without`; `place` makes the anchors, which are many and so short."""
        assessment, self._rubric = profile.scored.assessment, profile.provenance.rubric
        facts = practice_sheet(assessment.practice, lettered=True, without=without)
        self._profile, self._place = profile, place
        self._paths = [path for row in facts.rows for fact in row.facts for path in fact.paths]
        self._anchors: dict[str, str] = {}
        """The anchor of each fact that a score leads to, by its address."""
        # First, because facts have an anchor only where a score leads to them.
        self.criteria = [
            self._criterion(number, part, printed.contribution, printed.indicators)
            for number, (part, printed) in enumerate(zip(assessment.criteria, profile.printed, strict=True))
        ]
        self.id, self.title = assessment.practice.id, plain(data(assessment.practice.title))
        self.file = plain(data(profile.scored.file))
        self.score = total_points(assessment.total, self._rubric) + up_to(assessment.range)
        band = f" · {plain(data(assessment.band))}" if assessment.band else ""
        gate = f"{GATE_MARKS[assessment.gate]} gate {assessment.gate}: {gate_reason(assessment, self._rubric)}"
        self.summary = f"Rank {profile.scored.rank} of {profile.ranked}{band} · {gate}{ranked_as(profile.scored)}"
        self.rows = [self._row(row) for row in facts.rows]
        self.notes = [plain(data(note)) for note in facts.notes]
        sums = " + ".join(points(printed.contribution) for printed in profile.printed)
        self.total = f"{sums} = {points(assessment.total)}"
        self.steps = [
            (f"+{points(step.gain)}", plain(data(step.title)), inline(prose(step.improve)))
            for step in profile.steps[:STEPS]
        ]

    def _criterion(
        self, number: int, criterion: CriterionAssessment, contribution: float, printed: Sequence[float]
    ) -> Markup:
        """A criterion: its arithmetic, its indicators, and what counted on each."""
        rubric = self._rubric.criteria[criterion.id]
        indicators = []
        for indicator, part in zip(criterion.indicators, printed, strict=True):
            rule = rubric.indicators[indicator.id]
            # Its weight in percent is the points that it brings at most.
            score = f" {points(part)} of {percent(indicator.weight).removesuffix(' %')}"
            counted = element("p", *self._counted(indicator))
            indicators.append(element("li", plain(data(rule.title)), score, counted))
        sums = f"{points(criterion.score)}{up_to(criterion.range)} × "
        sums += f"{percent(criterion.weight)} = {points(contribution)}"
        heading = element("h6", plain(data(rubric.title)), " ", element("i", sums))
        return element("div", heading, element("ul", *indicators), id=f"{self._place}-{number}")

    def _counted(self, indicator: IndicatorAssessment) -> Iterator[str]:
        """What counted, the most first, with its points unless the one before has as many; else why nothing did."""
        counted = reasons(indicator)
        fields = [item.field for item in sorted(indicator.counted, key=lambda item: -item.points)]
        before = 0.0
        for reason, field in zip_longest(counted, fields if len(fields) == len(counted) else []):
            yield ", " if reason is not counted[0] else ""
            yield f"+{round(reason.points, 2):g} " if reason.points != before else ""
            before = reason.points
            said = plain(prose(reason.short.removeprefix("no points: ")))
            path = self._path(field or "")
            if path is None:
                yield f"{said} [{', '.join(reason.evidence)}]" if reason.evidence else said
                continue
            number = self._profile.lines.get(path) or self._profile.lines.get(field or "")
            # A block has no words of its own but those of its facts.
            words = said if path.startswith(f"{field}.") or number is None else str(number)
            yield element("a", words, href=f"#{self._anchor(path, number)}")
            others = sum(path.startswith(f"{field}[") for path in self._paths) - 1
            yield f" and {others} more" if others > 0 else ""

    def _anchor(self, path: str, number: int | None) -> str:
        """The anchor of a fact: its practice and its line (shown next to it); of several on it, also a number."""
        if path not in self._anchors:
            anchor = f"{self._place}.{number or 'fact'}"
            alike = sum(known.split("_")[0] == anchor for known in self._anchors.values())
            self._anchors[path] = f"{anchor}_{alike}" if alike else anchor
        return self._anchors[path]

    def _path(self, field: str) -> str | None:
        """The address of the fact that holds a field: its own, that of what is around it, or of its first part."""
        around = field
        while around and around not in self._paths:
            around = around[: max(around.rfind("."), around.rfind("["), 0)]
        inside = (path for path in self._paths if path.startswith((f"{field}.", f"{field}[")))
        return around or (next(inside, None) if field else None)

    def _row(self, row: SheetRow) -> Markup:
        """A row of the template: what has no label as text or a list, the rest in two columns."""
        heading, parts, labelled = [inline(row.heading)], list[Markup](), list[Markup]()
        for fact in row.facts:
            ids = [self._anchors.get(path) for path in fact.paths] or [None] * len(fact.lines)
            if fact.label == EVIDENCE:
                heading.append(inline(line(muted(" ["), fact.lines[0], muted("]"))))
            elif fact.label:
                labelled.append(element("dt", inline(fact.label)))
                labelled += [element("dd", inline(text), id=id) for text, id in zip(fact.lines, ids, strict=True)]
            elif len(fact.lines) == 1:
                parts.append(element("p", inline(fact.lines[0]), id=ids[0]))
            else:
                items = (element("li", inline(text), id=id) for text, id in zip(fact.lines, ids, strict=True))
                parts.append(element("ul", *items))
        if labelled:
            parts.append(element("dl", *labelled))
        return element("div", element("h5", *heading), *parts)
