"""The page of `robustness`: what can be said of the ranks, what is open, what changes it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from secon_cli.analysis.robustness.changes import RubricVariant, VariantKind, VariantSummary, WeightThreshold
from secon_cli.analysis.robustness.draws import Neighbours, RankSpread
from secon_cli.analysis.robustness.study import Robustness, RobustnessRow
from secon_cli.engine import difference_of
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, muted, toned
from secon_cli.output.numbers import percent, points, share
from secon_cli.output.pages import shared
from secon_cli.output.pages.shared import left_out, provenance_note, right, some, wrapped
from secon_cli.output.plain_text import count
from secon_cli.rubric.base import and_list

_NAME = 24
"""Characters of a title in a list of practices."""
_LINE = 45
"""Characters of a title that has a line of its own."""
_SEVERAL = 3
_MOST_GROUPS = 8
"""Groups on the first screen."""
_NAMED = 2
"""Practices of a larger group that the first screen names."""
_MOST_TOSSES, _MOST_MOVES, _MOST_PAIRED = 8, 4, 30
_SMALL = {1: "", 2: " two", 3: " three", 4: " four", 5: " five", 6: " six"}
_CHANGES = {
    VariantKind.CRITERION: "One criterion left out",
    VariantKind.INDICATOR: "One indicator left out",
    VariantKind.GEOMETRIC: "Geometric mean of the criteria",
    VariantKind.UNSUPPORTED: "Claims without evidence at 0 to 1",
    VariantKind.AS_OF: "A year earlier or later",
}


def robustness_page(result: Robustness, *, full: bool = False) -> doc.Document:
    """The conclusion, the groups and what they depend on; with `full`, every result."""
    page = RobustnessPage(result)
    return doc.Document([*page.gist(full=full), *(page.details() if full else ()), page.foot(full=full)])


def either(own: float, joint: float) -> str:
    """Two shares of draws, without and with the unknown drawn, as one or as a range."""
    low, high = share(min(own, joint)), share(max(own, joint))
    if high.startswith("<"):
        return high
    return low if low == high or low.startswith(">") else f"{low.removesuffix(' %')}–{high}"


def ranks(interval: tuple[int, int]) -> str:
    """An interval of ranks, or the one rank that it is."""
    low, high = interval
    return str(low) if low == high else f"{low}–{high}"


def _clipped(text: str, size: int = _NAME) -> str:
    if len(text) <= size:
        return text
    cut = text[: size - 1]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;(–-')}…"


def _line_holds(pair: Neighbours) -> str:
    """In how many draws no practice crosses the line between two neighbours."""
    return "gate" if pair.by_gate else either(pair.odds.line_holds, pair.joint.line_holds)


def _option(name: str, weight: float) -> str:
    return f"--weight {name}={f'{100 * weight:.2f}'.rstrip('0').rstrip('.')}%"


class RobustnessPage:
    """The page of a study; its methods are its sections."""

    def __init__(self, result: Robustness) -> None:
        self._result = result
        self._conclusions = result.conclusions
        self._rows = {row.id: row for row in result.rows}
        self._with_rank = Counter(row.scored.rank for row in result.rows)
        self._totals = {row.id: row.scored.assessment.total for row in result.rows}
        self._titles = {row.id: row.scored.assessment.practice.title for row in result.rows}
        self._criteria = {key: criterion.title for key, criterion in result.provenance.rubric.criteria.items()}
        self._has_top = 1 < result.top < len(result.rows)
        self._after = {pair.ahead: pair for pair in result.neighbours}

    # --- The first screen ---------------------------------------------------------------------------------------------

    def gist(self, *, full: bool) -> Iterator[doc.Block]:
        """The conclusion first, then what supports it."""
        conclusions, sampling = self._conclusions, self._result.sampling
        yield doc.Heading(self.conclusion(), level=1)
        what = "any weights, all equally likely," if sampling.concentration is None else "weights"
        order = joined([data(self._criteria[name]) for name in sampling.order], " ≥ ")
        drawn = f"Lines between groups hold in at least {share(conclusions.safe_from)} of {sampling.draws:,} draws of "
        kept = line(" (", order, ")") if order else ""
        yield doc.Paragraph(line(drawn, what, kept, " and of unknown facts."))
        yield from left_out(self._result.provenance)
        yield self.groups(None if full else _MOST_GROUPS)
        pairs = [pair for pair in self._result.neighbours if pair.coin_toss]
        tosses = some([data(f"{self._rank(pair.ahead)} ≈ {self._rank(pair.behind)}") for pair in pairs], _MOST_TOSSES)
        if not pairs:
            sure = share(conclusions.coin_toss_up_to)
            tosses = line(f"none: of any two neighbours, one is ahead in more than {sure}")
        first = line("open; ", self._odds("first", conclusions.may_be_first))
        if safe := conclusions.safely_first:
            names = some([self._practice(id, _LINE) for id in safe], _SEVERAL)
            together = " (level with each other)" if len(safe) > 1 else ""
            row = self._rows[safe[0]]
            first = line("safely ", names, f"{together}, in {either(row.weights.first, row.joint.first)}")
        facts = [doc.Fact("First", [first])]
        weights: list[doc.Text] = [self._nearest("first", conclusions.first_changes)]
        top = ""
        if self._has_top:
            name = f"first {self._result.top}"
            top = f", {conclusions.keep_top} the {name}"
            safe_ranks = and_list([self._rank(id) for id in conclusions.safely_top])
            open = line("; ", self._odds("top", conclusions.may_be_top)) if conclusions.may_be_top else ()
            safely = data(f"safely {safe_ranks}" if safe_ranks else "none safely")
            facts.append(doc.Fact(name.capitalize(), [line(safely, open)]))
            weights.append(self._nearest(name, conclusions.top_changes))
        rubrics = f"of {conclusions.variants} that change a score, {conclusions.keep_first} keep the first place{top}"
        if not conclusions.variants:
            rubrics = "none of those tried changes a score"
        facts += [doc.Fact("Coin tosses", [tosses]), doc.Fact("Weights", weights)]
        facts += [doc.Fact("Unknown", list(self._unknown())), doc.Fact("Rubrics", [rubrics])]
        yield doc.Facts(facts)

    def conclusion(self) -> str:
        """Which ranks can be stated, as one sentence."""
        conclusions = self._conclusions
        passing = [group for group in conclusions.groups if not group.fails_gate]
        if not passing:
            return "No practice meets the gate"
        failing = len(self._result.rows) - sum(len(group.ids) for group in passing)
        later = [group for group in passing[conclusions.nameable :] if len(group.ids) == 1]
        singles = [str(group.first) for group in later if group.holds]
        open_ranks = [str(group.first) for group in later if not group.holds]
        wide = [ranks((group.first, group.last)) for group in passing if len(group.ids) > 1]
        named = []
        if conclusions.nameable:
            named = [f"the first{_SMALL.get(conclusions.nameable, f' {conclusions.nameable}')}"]
        if singles:
            named.append(f"rank{'' if len(singles) == 1 else 's'} {and_list(singles)}")
        every = "Every rank above the gate can be named" if failing else "Every rank can be named"
        parts = [f"Name {' and '.join(named) or 'no single rank'}" if wide or open_ranks else every]
        if wide:
            more = len(wide) - _SEVERAL
            shown = f"{', '.join(wide[:_SEVERAL])} and {more} more" if more > 0 else and_list(wide)
            parts.append(f"treat {shown} as {'one group' if len(wide) == 1 else 'groups'}")
        if open_ranks:
            parts.append(f"rank{'' if len(open_ranks) == 1 else 's'} {and_list(open_ranks)} may fail the gate")
        if failing:
            parts.append(f"{count(failing)} {'fails' if failing == 1 else 'fail'} the gate")
        return "; ".join(parts)

    def groups(self, most: int | None = None, *, clipped: bool = True) -> doc.Table:
        """The groups of ranks, or the first of them with only as many names as fit one line; `clipped`, short names."""
        rows = []
        for group in self._conclusions.groups[:most]:
            named, size = group.ids, _LINE if len(group.ids) == 1 else _NAME
            if most is not None and len(group.ids) > _NAMED:
                named = group.ids[:_NAMED]
            spans: list[doc.Text] = []
            for place, id in enumerate(named):
                if place:
                    spans.append(" ≈ " if self._after[named[place - 1]].coin_toss else " · ")
                spans.append(data(_clipped(self._titles[id], size) if clipped else self._titles[id]))
            if len(named) < len(group.ids):
                spans.append(f" and {len(group.ids) - len(named)} more")
            if group.fails_gate:
                spans.append(toned(" (gate not met)", doc.Tone.BAD))
            pair = self._after.get(group.ids[-1])
            rows.append(doc.Row(ranks((group.first, group.last)), line(*spans), _line_holds(pair) if pair else ""))
        left = len(self._conclusions.groups) - len(rows)
        if left:
            rows.append(doc.Row("…", muted(f"{count(left, 'group')} more; `--full` shows them"), ""))
        practices = wrapped("Practices", 20)
        return doc.Table([*right("Ranks"), practices, *right("Line holds")], rows)

    def _odds(self, what: str, ids: Sequence[str]) -> doc.Line:
        """Ranks with the shares of draws in which they are first or among the first k."""
        rows = [self._rows[id] for id in ids]
        shares = [either(getattr(row.weights, what), getattr(row.joint, what)) for row in rows]
        return some([data(f"{self._rank(row.id)} in {odds}") for row, odds in zip(rows, shares, strict=True)], _SEVERAL)

    def _nearest(self, what: str, threshold: WeightThreshold | None) -> doc.Line:
        """The single weight that has to move least to change it."""
        if threshold is None:
            return line(f"{what}: no single weight changes it")
        if threshold.beyond is None:
            side = "over" if threshold.threshold > threshold.share else "under"
            weight = line(data(self._criteria[threshold.criterion]), f" {side} {percent(threshold.threshold)}")
        else:
            weight = line(code(_option(threshold.criterion, threshold.beyond)))
        pair = data(f"{self._rank(threshold.by)} overtakes {self._rank(threshold.overtaken)}")
        return line(f"{what}: ", weight, f" (now {percent(threshold.share)}): ", pair)

    def _unknown(self) -> Iterator[doc.Text]:
        unknown = self._conclusions.unknown
        if not unknown:
            yield "none: everything was assessed, and no date is vague"
            return
        moving = [self._rows[id] for id in self._conclusions.moved_by_unknown]
        named = some([data(f"{self._rank(row.id)} ({ranks(row.possible)})") for row in moving], _SEVERAL)
        could: doc.Text = "under the rubric's weights, no rank can change"
        yield line(f"in {count(unknown)}; ", line("could move ", named) if moving else could)
        open_gates = [row for row in self._result.rows if 0 < row.fails_gate < 1]
        if open_gates:
            odds = some([data(f"{self._rank(row.id)} with {share(row.fails_gate)}") for row in open_gates], _SEVERAL)
            yield line("gate not met by ", odds, " of the possible dates")

    def foot(self, *, full: bool) -> doc.Note:
        """How exact the shares are, and where the numbers come from."""
        result, sampling = self._result, self._result.sampling
        exact = f"Shares of draws are exact to ±{100 * sampling.share_error:.1f} points, 19 times in 20"
        remark = f"{exact}; seed {sampling.seed}, {result.generator}. " if full else "`--full` shows more. "
        return doc.Note(line(remark, provenance_note(result.provenance, len(result.rows), len(result.rows)).text))

    # --- Everything ---------------------------------------------------------------------------------------------------

    def details(self) -> Iterator[doc.Block]:
        """All results, each under a heading."""
        result, conclusions = self._result, self._conclusions
        yield doc.Heading("Ranks in the draws")
        yield self.picture()
        # One standard deviation on either side is two draws in three.
        spread, largest = "", max(stable.share for stable in result.criteria)
        if usual := result.sampling.usual(largest):
            low, high = (percent(round(end, 2)) for end in usual)
            spread = f"Two times in three, a drawn weight of {percent(largest)} lies between {low} and {high}. "
        yield doc.Note(
            f"{spread}90 %: ranks in nine draws of ten. First, top {result.top}: share of draws. Possible: best and "
            "worst rank under these weights, whatever is unknown. ≈: the order with the next is a coin toss (ahead in "
            f"{share(conclusions.coin_toss_up_to)} or less). Darker: in more draws."
        )
        yield doc.Heading("How far each weight can move, and how much each criterion decides")
        yield self.weight_table()
        yield doc.Note(
            "Holds: the range of weights, others in proportion, in which no practice overtakes another. "
            "Decides: the criterion's share of all importances, which overlap. "
            f"Importance: {result.estimate.value} with the total. In brackets: 90 % intervals."
        )
        yield doc.Heading("What swaps two neighbours")
        yield doc.Items([self._pair(pair) for pair in result.neighbours])
        practice = [*right("#"), doc.Column("Practice", flex=True, narrowest=16)]
        yield doc.Heading("Each rank with its share of the draws")
        rows = []
        for row in result.rows:
            shares = [f"{rank}: {share(of_draws)}" for rank, of_draws in row.weights.acceptability.items()]
            cells = data(self._titles[row.id]), _mean(row.weights), ", ".join(shares)
            rows.append(doc.Row(str(row.scored.rank), *cells))
        yield doc.Table([*practice, *right("Mean ± error"), wrapped("Ranks")], rows)
        yield doc.Heading("With unknown facts drawn too")
        heads = ("Mean", "Shift", "90 %", "First", f"Top {result.top}", "Gate not met")
        yield doc.Table([*practice, *right(*heads)], [self._joint(row) for row in result.rows])
        yield doc.Heading("Weights under which a practice is first")
        yield from self._central()
        yield doc.Heading("At least as good on every criterion")
        lead, never = "Whatever the weights, ", " is never behind "
        above = [
            line(lead, self._practice(row.id), never, joined(map(self._practice, row.dominates)))
            for row in result.rows
            if row.dominates
        ]
        none = doc.Paragraph("No practice is at least as good as another on every criterion.")
        yield doc.Items(above) if above else none
        yield doc.Heading("How often one is ahead of another, in percent of the draws")
        if result.winning is None or len(result.winning) > _MOST_PAIRED:
            yield doc.Paragraph("Too many practices to show here: see `--format csv --table pairs`.")
        else:
            rows, numbers = [], [str(row.scored.rank) for row in result.rows]
            for place, wins in enumerate(result.winning):
                shares = [f"{100 * of_draws:.0f}" if other != place else "–" for other, of_draws in enumerate(wins)]
                rows.append(doc.Row(doc.strong(numbers[place]), *shares))
            yield doc.Table(right("#", *numbers), rows)
        yield doc.Heading("Other rubrics")
        yield doc.Items([self._summary(summary) for summary in conclusions.by_change])
        rubrics = []
        for variant in result.variants:
            tau = "–" if variant.tau is None else f"{variant.tau:.2f}"
            moved = str(variant.moved) if variant.changes_scores else "no score changes"
            moves = [
                line(data(_clipped(self._titles[move.id])), f" {move.before}→{move.after}") for move in variant.furthest
            ]
            rubrics.append(doc.Row(self._variant(variant), tau, moved, some(moves, _MOST_MOVES)))
        yield doc.Table([wrapped("Rubric", 16), *right("Tau", "Move"), wrapped("Furthest", 16)], rubrics)
        yield doc.Heading(f"Indicators that go together (correlation of ±{conclusions.together_from:g} or more)")
        alike = [pair for pair in result.correlations if abs(pair.r) >= conclusions.together_from]
        if alike:
            rows = [doc.Row(f"{pair.r:+.2f}", code(pair.first), code(pair.second)) for pair in alike]
            yield doc.Table([*right("r"), *2 * [doc.Column("Indicator", flex=True)]], rows)
        together = f"{conclusions.go_together} of {count(conclusions.correlations, 'pair')}"
        yield doc.Paragraph(f"{together}; with {count(len(self._rows))}, some do so by chance.")

    def held(self, id: str) -> str:
        """In how many draws the line below a practice holds; empty where it may not."""
        pair = self._after.get(id)
        return _line_holds(pair) if pair is not None and (pair.by_gate or pair.safe_line) else ""

    def picture(self, *, signed: bool = False) -> doc.Table:
        """How often each practice has each rank, and the lines that hold; `signed` with signs of the gate."""
        many = len(self._result.rows)
        rows: list[doc.Row | doc.Divider] = []
        for row in self._result.rows:
            pair, shares = self._after.get(row.id), row.weights.acceptability
            rows.append(
                doc.Row(
                    str(row.scored.rank),
                    toned("≈", doc.Tone.WEAK) if pair is not None and pair.coin_toss else "",
                    shared.doubtful_name(row.scored.assessment) if signed else data(self._titles[row.id]),
                    doc.Strip(
                        tuple(shares.get(rank, 0.0) for rank in range(1, many + 1)),
                        row.scored.rank,
                        row.weights.interval,
                        row.possible,
                    ),
                    ranks(row.weights.interval),
                    _safe_or_not(row.weights.first, row.joint.first, safe=row.safely_first),
                    _safe_or_not(row.weights.top, row.joint.top, safe=row.safely_top),
                    ranks(row.possible),
                )
            )
            if held := self.held(row.id):
                by_gate = "the gate: practices that fail it rank last"
                rows.append(doc.Divider(by_gate if held == "gate" else f"{held}: order holds across this line"))
        practice = doc.Column("Practice", flex=True, narrowest=20)
        strip = doc.Column(f"1 to {many}", width=min(many, 40))
        columns = [*right("#"), doc.Column(""), practice, strip, doc.Column("90 %")]
        return doc.Table([*columns, *right("First", f"Top {self._result.top}", "Possible")], rows)

    def weight_table(self) -> doc.Table:
        """How far each weight can move."""
        result = self._result
        rows = []
        for stable, weighed in zip(result.criteria, result.importance, strict=True):
            holds = [
                "any" if (span.low, span.high) == (0, 1) else f"{_number(span.low)}–{percent(span.high)}"
                for span in (stable.first, stable.top, stable.order)
            ]
            decides = "–" if weighed.effective is None else percent(round(weighed.effective, 2))
            if weighed.effective_interval:
                low, high = (round(100 * end) for end in weighed.effective_interval)
                decides += f" ({low}–{high})"
            ratio = "–" if weighed.ratio is None else f"{weighed.ratio:.2f}"
            if weighed.interval:
                ratio += f" ({weighed.interval[0]:.2f}–{weighed.interval[1]:.2f})"
            rows.append(doc.Row(data(self._criteria[stable.criterion]), percent(stable.share), *holds, decides, ratio))
        heads = ("Now", "1st holds", f"Top {result.top} holds", "All holds", "Decides", "Importance")
        return doc.Table([doc.Column("Criterion", flex=True), *right(*heads)], rows)

    def _pair(self, pair: Neighbours) -> doc.Line:
        names = line(self._practice(pair.ahead), " | ", self._practice(pair.behind), ": ")
        if pair.by_gate:
            return line(names, "separated by the gate")
        if not pair.odds.stays + pair.odds.turns:
            return line(names, "always level under other weights")
        stays, turns = either(pair.odds.stays, pair.joint.stays), either(pair.odds.turns, pair.joint.turns)
        gap = difference_of(self._totals[pair.ahead], self._totals[pair.behind])
        apart = f"{points(gap) if gap else 'less than 0.1'} points apart, ahead in {stays}, behind in {turns}"
        odds = f"{apart}, line holds in {_line_holds(pair)}; "
        swap = pair.swap
        if swap is None:
            return line(names, odds, "no weights swap them")
        moved = _number(swap.moved)
        moved = "under 0.1" if moved == "0" else moved
        givers = data(and_list([self._criteria[name] for name, _ in swap.taken]))
        text = line(names, odds, f"{moved} percentage points from ", givers, " to ", data(self._criteria[swap.given]))
        weights = " ".join(_option(name, weight) for name, weight in swap.beyond or ())
        return line(text, " swap them", (": ", code(f"secon score {weights}")) if weights else "")

    def _joint(self, row: RobustnessRow) -> doc.Row:
        often = [share(of_draws) if of_draws else "–" for of_draws in (row.joint.first, row.joint.top, row.fails_gate)]
        return doc.Row(
            *(str(row.scored.rank), data(self._titles[row.id]), _mean(row.joint)),
            f"{row.shift:+.1f}" if abs(row.shift) >= 0.05 else "0",
            *(ranks(row.joint.interval), *often),
        )

    def _central(self) -> Iterator[doc.Block]:
        headings = [criterion.heading for criterion in self._result.provenance.rubric.criteria.values()]
        for row in self._result.rows:
            if row.central is None or row.confidence is None:
                continue
            errors = row.central_error or [None] * len(headings)
            mean = []
            for heading, weight, error in zip(headings, row.central, errors, strict=True):
                deviation = "" if error is None else f" ± {_number(round(error, 3))}"
                mean.append(line(data(heading), f" {percent(round(weight, 3))}{deviation}"))
            single = ", from a single draw" if row.central_error is None else ""
            sure = f"first in {share(row.weights.first)}{single}; confidence {share(row.confidence.share)}"
            yield doc.Paragraph(line(self._practice(row.id), f" ({sure}): ", joined(mean)))
        yield doc.Note(
            "±: standard error from the number of draws. Confidence: how often it is first if unknown facts are drawn."
        )

    def _summary(self, summary: VariantSummary) -> doc.Line:
        """What one kind of change does: the range of tau, and what moves most where it is lowest."""
        variants = [variant for variant in self._result.variants if variant.change is summary.change]
        worst = next(variant for variant in variants if variant.what == summary.furthest_under)
        low, high = f"{summary.lowest_tau:.2f}", f"{summary.highest_tau:.2f}"
        text = line(f"{_CHANGES[summary.change]}: tau {low if low == high else f'{low} to {high}'}")
        moves = data(", ".join(f"{self._rank(move.id)}→{move.after}" for move in worst.furthest[:_SEVERAL]))
        if worst.furthest and len(variants) > 1:
            return line(text, "; most ", self._variant(worst), ", ", moves)
        return line(text, "; ", moves) if worst.furthest else text

    def _variant(self, variant: RubricVariant) -> doc.Line:
        """What a variant changes, by name."""
        match variant.change:
            case VariantKind.CRITERION:
                return line("without ", data(self._criteria[variant.what]))
            case VariantKind.INDICATOR:
                criterion, _, key = variant.what.partition(".")
                indicator = self._result.provenance.rubric.criteria[criterion].indicators[key]
                return line("without ", data(self._criteria[criterion]), ", ", data(indicator.title))
            case VariantKind.GEOMETRIC:
                return line("geometric mean")
            case VariantKind.UNSUPPORTED:
                return line(f"claims without evidence at {variant.what}")
            case VariantKind.AS_OF:
                return line(f"as of {variant.what}")

    def _rank(self, id: str) -> str:
        """The rank of a practice, with its title where others share the rank."""
        rank = self._rows[id].scored.rank
        return f"{rank} {_clipped(self._titles[id])}" if self._with_rank[rank] > 1 else str(rank)

    def _practice(self, id: str, size: int = _NAME) -> doc.Line:
        """A practice by its rank and title."""
        return line(f"{self._rows[id].scored.rank} ", data(_clipped(self._titles[id], size)))


def _mean(spread: RankSpread) -> str:
    return f"{spread.expected_rank:.2f} ± {spread.expected_rank_error:.2f}"


def _number(of_total: float) -> str:
    """A share in percent, without its sign."""
    return percent(of_total).removesuffix(" %")


def _safe_or_not(own: float, joint: float, *, safe: bool) -> doc.Span:
    if not own and not joint:
        return doc.Span("–")
    return toned(either(own, joint), doc.Tone.GOOD if safe else doc.Tone.NORMAL)


def intervals_figure(result: Robustness) -> doc.Figure:
    """The ranks under other weights, and the lines that hold; the conclusion is the title."""
    page, many = RobustnessPage(result), len(result.rows)
    drawn = "any weights" if result.sampling.concentration is None else "weights near the rubric's"
    subtitle = (
        f"Bar: ranks in nine of ten draws of {drawn}; dot: rank in the ranking; thin line: what unknown facts allow; "
        f"dashed: in how many draws no practice crosses it"
        f"{shared.toss_words(tosses=any(pair.coin_toss for pair in result.neighbours))}"
        f"{shared.gate_words([row.scored for row in result.rows])}"
    )
    what = "Ranks in nine of ten draws of other weights. "
    table = page.picture(signed=True)
    return shared.figure(page.conclusion(), subtitle, what, table, result.provenance, many, many)


# --- The same for spreadsheets and programs ---


def robustness_records(result: Robustness, table: str) -> doc.Records:
    """One of the tables of `robustness`; each row ends with where the numbers come from."""
    sampling = result.sampling
    around = "free" if sampling.concentration is None else f"{sampling.concentration:g}"
    drawn = {"draws": str(sampling.draws), "seed": str(sampling.seed), "concentration": around}
    header, *lines = getattr(_RobustnessTables(result), table)()
    words = {True: "yes", False: "no"}
    rows = [[words[cell] if isinstance(cell, bool) else cell for cell in cells] for cells in lines]
    return shared.records(result.provenance, map(str, header), rows, {**drawn, "order": " > ".join(sampling.order)})


def every_robustness_table(result: Robustness) -> dict[str, doc.Records]:
    """All tables by name; that of the pairs only where there is one."""
    tables = [name for name in vars(_RobustnessTables) if not name.startswith("_")]
    names = [name for name in tables if name != "pairs" or result.winning is not None]
    return {name.capitalize(): robustness_records(result, name) for name in names}


class _RobustnessTables:
    """The tables of a study: each first gives its header."""

    def __init__(self, result: Robustness) -> None:
        self._result = result
        self._criteria = list(result.provenance.rubric.criteria)

    def practices(self) -> Iterator[Iterable[Any]]:
        places = range(1, len(self._result.rows) + 1)
        spread = ["expected_rank", "expected_rank_error", "low", "high", "first", "top"]
        yield [
            *["rank", "id", "title", "total", "gate", *spread, *(f"unknowns_{name}" for name in spread)],
            *["best_possible", "worst_possible", "confidence", *(f"central_{name}" for name in self._criteria)],
            *(f"rank_{rank}" for rank in places),
        ]
        for row in self._result.rows:
            assessment, shares = row.scored.assessment, row.weights.acceptability
            numbers = [
                value
                for own in (row.weights, row.joint)
                for value in (own.expected_rank, own.expected_rank_error, *own.interval, own.first, own.top)
            ]
            central = row.central or [None] * len(self._criteria)
            yield [
                *[row.scored.rank, row.id, assessment.practice.title, assessment.total, assessment.gate.value],
                *[*numbers, *row.possible, row.confidence and row.confidence.share, *central],
                *(shares.get(rank, 0.0) for rank in places),
            ]

    def criteria(self) -> Iterator[Iterable[Any]]:
        ends = ("low", "low_overtaken", "low_by", "high", "high_overtaken", "high_by")
        scopes = [f"{scope}_{end}" for scope in ("first", "top", "order") for end in ends]
        importance = ["correlation_ratio", "ratio_low", "ratio_high", "effective_weight", "estimate"]
        yield ["criterion", "weight", *scopes, *importance]
        for stable, weighed in zip(self._result.criteria, self._result.importance, strict=True):
            cells: list[object] = [stable.criterion, stable.share]
            for interval in (stable.first, stable.top, stable.order):
                for end, what in ((interval.low, interval.below), (interval.high, interval.above)):
                    cells += [end, what and what.overtaken, what and what.by]
            cells += [weighed.ratio, *(weighed.interval or (None, None)), weighed.effective]
            yield [*cells, self._result.estimate.value]

    def neighbours(self) -> Iterator[Iterable[Any]]:
        changes = [f"change_{name}" for name in self._criteria]
        yield ["ahead", "behind", "gap", "stays", "turns", "line_holds", "by_gate", "smallest_change", *changes]
        for pair in self._result.neighbours:
            swap = pair.swap
            moved = {name: -weight for name, weight in swap.taken} | {swap.given: swap.moved} if swap else {}
            numbers = [pair.gap, pair.odds.stays, pair.odds.turns, pair.odds.line_holds]
            weights = [moved.get(name, 0.0) if swap else None for name in self._criteria]
            yield [pair.ahead, pair.behind, *numbers, pair.by_gate, swap and swap.moved, *weights]

    def pairs(self) -> Iterator[Iterable[Any]]:
        yield ["practice", "other", "ahead_in", "dominates"]
        for row, wins in zip(self._result.rows, self._result.winning or (), strict=True):
            below = frozenset(row.dominates)
            for other, of_draws in zip(self._result.rows, wins, strict=True):
                if other is not row:
                    yield [row.id, other.id, of_draws, other.id in below]

    def variants(self) -> Iterator[Iterable[Any]]:
        yield ["change", "what", "tau", "moved", "same_first", "same_top", "furthest", "before", "after"]
        for variant in self._result.variants:
            cells = [variant.change.value, variant.what, variant.tau, variant.moved]
            moves = [
                " ".join(str(getattr(move, part)) for move in variant.furthest) for part in ("id", "before", "after")
            ]
            yield [*cells, variant.same_first, variant.same_top, *moves]

    def correlations(self) -> Iterator[Iterable[Any]]:
        yield ["first", "second", "r"]
        for pair in self._result.correlations:
            yield [pair.first, pair.second, pair.r]
