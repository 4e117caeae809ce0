"""The page of `robustness`: what can be said of the ranks, what is open, what changes it; and its tables for CSV."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from secon_cli.analysis.results import RankGroup
from secon_cli.analysis.robustness.draws import Neighbours
from secon_cli.analysis.robustness.rubric_variants import RankMove, RubricVariant, VariantKind, VariantSummary
from secon_cli.analysis.robustness.study import Robustness
from secon_cli.analysis.robustness.weight_changes import WeightSwap, WeightThreshold
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, strong, toned
from secon_cli.output.numbers import count, listed, percent, points, share
from secon_cli.output.pages.shared import left_out, left_out_notes, provenance_text

_NAME = 24
"""Characters of a title in a list of practices."""
_LINE = 45
"""Characters of a title that has a line of its own."""
_SEVERAL = 3
_MOST_GROUPS = 8
"""Groups on the first screen."""
_NAMED = 2
"""Practices of a larger group that the first screen names."""
_MOST_TOSSES = 8
_FIRST = ("", "the first", "the first two", "the first three", "the first four", "the first five", "the first six")
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
    return high if low == high else f"{low.removesuffix(' %')}–{high}"


def ranks(interval: tuple[int, int]) -> str:
    """An interval of ranks, or the one rank that it is."""
    low, high = interval
    return str(low) if low == high else f"{low}–{high}"


def _clipped(text: str, size: int = _NAME) -> str:
    if len(text) <= size:
        return text
    cut = text[: size - 1]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;(–-')}…"


def _option(name: str, weight: float) -> str:
    return f"--weight {name}={f'{100 * weight:.2f}'.rstrip('0').rstrip('.')}%"


class RobustnessPage:
    """The page of a study; its methods are its sections."""

    def __init__(self, result: Robustness) -> None:
        self._result = result
        self._conclusions = result.conclusions
        self._rows = {row.id: row for row in result.rows}
        self._titles = {row.id: row.scored.assessment.practice.title for row in result.rows}
        self._criteria = {key: criterion.title for key, criterion in result.provenance.rubric.criteria.items()}
        self._has_top = 1 < result.top < len(result.rows)

    # --- The first screen ---------------------------------------------------------------------------------------------

    def gist(self, *, full: bool) -> Iterator[doc.Block]:
        """The conclusion first, then what supports it."""
        yield doc.Heading(self.conclusion(), level=1)
        yield doc.Paragraph(self._how())
        yield from left_out(self._result.provenance)
        yield self.groups(None if full else _MOST_GROUPS)
        yield doc.Facts(
            [
                doc.Fact("First", [self._first()]),
                *([doc.Fact(f"First {self._result.top}", [self._top()])] if self._has_top else []),
                doc.Fact("Coin tosses", self._tosses()),
                doc.Fact("Weights", list(self._weights())),
                doc.Fact("Unknown", list(self._unknown())),
                doc.Fact("Rubrics", [self._rubrics()]),
            ]
        )

    def conclusion(self) -> str:
        """Which ranks can be stated, as one sentence."""
        conclusions, rows = self._conclusions, self._result.rows
        passing = [group for group in conclusions.groups if not group.fails_gate]
        failing = len(rows) - sum(len(group.ids) for group in passing)
        later = [group for group in passing[conclusions.nameable :] if len(group.ids) == 1]
        open_ranks = [str(group.first) for group in later if not group.holds]
        wide = [ranks((group.first, group.last)) for group in passing if len(group.ids) > 1]
        named = (
            _FIRST[conclusions.nameable] if conclusions.nameable < len(_FIRST) else f"the first {conclusions.nameable}"
        )
        singles = [str(group.first) for group in later if group.holds]
        if singles:
            singly = f"rank{'' if len(singles) == 1 else 's'} {listed(singles)}"
            named = f"{named} and {singly}" if conclusions.nameable else singly
        if not passing:
            return "No practice meets the gate"
        every = "Every rank can be named" if not failing else "Every rank above the gate can be named"
        parts = [f"Name {named or 'no single rank'}" if wide or open_ranks else every]
        if wide:
            shown = (
                listed(wide)
                if len(wide) <= _SEVERAL
                else f"{', '.join(wide[:_SEVERAL])} and {len(wide) - _SEVERAL} more"
            )
            parts.append(f"treat {shown} as {'one group' if len(wide) == 1 else 'groups'}")
        if open_ranks:
            parts.append(f"rank{'' if len(open_ranks) == 1 else 's'} {listed(open_ranks)} may fail the gate")
        if failing:
            parts.append(f"{count(failing)} {'fails' if failing == 1 else 'fail'} the gate")
        return "; ".join(parts)

    def _how(self) -> doc.Line:
        """What a group is, and what is drawn."""
        sampling = self._result.sampling
        what = "any weights, all equally likely," if sampling.concentration is None else "weights"
        kept: doc.Line = ()
        if sampling.order:
            kept = line(" (", joined([data(self._criteria[name]) for name in sampling.order], " ≥ "), ")")
        least = share(self._conclusions.safe_from)
        lines = f"Lines between groups hold in at least {least} of {sampling.draws:,} draws of {what}"
        return line(lines, kept, " and of unknown facts.")

    def _spread(self) -> str:
        """How far drawn weights lie from the rubric's: one standard deviation on either side is two draws in three."""
        largest = max(stable.share for stable in self._result.criteria)
        usual = self._result.sampling.usual(largest)
        if usual is None:
            return ""
        low, high = (percent(round(end, 2)) for end in usual)
        return f"Two times in three, a drawn weight of {percent(largest)} lies between {low} and {high}. "

    def groups(self, most: int | None) -> doc.Table:
        """The groups of ranks, or the first of them."""
        conclusions = self._conclusions
        after = {pair.ahead: pair for pair in self._result.neighbours}
        rows = [
            doc.Row(
                ranks((group.first, group.last)),
                self._members(group, after, brief=most is not None),
                self._held(group, after),
            )
            for group in conclusions.groups[:most]
        ]
        left = len(conclusions.groups) - len(rows)
        if left:
            rows.append(doc.Row("…", f"{count(left, 'group')} more; `--full` shows them", "", muted=True))
        columns = [
            doc.Column("Ranks", doc.Align.RIGHT),
            doc.Column("Practices", flex=True, narrowest=20, wrap=True),
            doc.Column("Line holds", doc.Align.RIGHT),
        ]
        return doc.Table(columns, rows)

    def _members(self, group: RankGroup, after: dict[str, Neighbours], *, brief: bool) -> doc.Line:
        """The names of a group; where `brief`, only as many as fit one line."""
        named, size = group.ids, _LINE if len(group.ids) == 1 else _NAME
        if brief and len(group.ids) > _NAMED:
            named = group.ids[:_NAMED]
        spans: list[doc.Text] = []
        for place, id in enumerate(named):
            if place:
                spans.append(" ≈ " if after[named[place - 1]].coin_toss else " · ")
            spans.append(data(_clipped(self._titles[id], size)))
        if len(named) < len(group.ids):
            spans.append(f" and {len(group.ids) - len(named)} more")
        if group.fails_gate:
            spans.append(toned(" (gate not met)", doc.Tone.BAD))
        return line(*spans)

    def _held(self, group: RankGroup, after: dict[str, Neighbours]) -> str:
        pair = after.get(group.ids[-1])
        if pair is None:
            return ""
        return "gate" if pair.by_gate else either(pair.odds.line_holds, pair.joint.line_holds)

    def _first(self) -> doc.Line:
        conclusions, rows = self._conclusions, self._rows
        if conclusions.safely_first:
            many = len(conclusions.safely_first)
            more = f" and {many - _SEVERAL} more" if many > _SEVERAL else ""
            together = f"{more} (level with each other)" if many > 1 else ""
            names = joined([self._practice(id, _LINE) for id in conclusions.safely_first[:_SEVERAL]], " and ")
            row = rows[conclusions.safely_first[0]]
            return line("safely ", names, f"{together}, in {either(row.weights.first, row.joint.first)}")
        return line(f"open; {self._odds('first', conclusions.may_be_first)}")

    def _top(self) -> doc.Line:
        conclusions = self._conclusions
        safe = listed([self._rank(id) for id in conclusions.safely_top])
        parts = [f"safely {safe}" if safe else "none safely"]
        if conclusions.may_be_top:
            parts.append(self._odds("top", conclusions.may_be_top))
        return line("; ".join(parts))

    def _odds(self, what: str, ids: Sequence[str]) -> str:
        """Ranks with the shares of draws in which they are first or among the first k."""
        texts = [
            f"{self._rank(id)} in {either(*(getattr(spread, what) for spread in (row.weights, row.joint)))}"
            for id in ids[:_SEVERAL]
            for row in [self._rows[id]]
        ]
        more = f", {len(ids) - _SEVERAL} more" if len(ids) > _SEVERAL else ""
        return f"{', '.join(texts)}{more}"

    def _tosses(self) -> list[doc.Text]:
        """Neighbours whose order is open."""
        pairs = [pair for pair in self._result.neighbours if pair.coin_toss]
        if not pairs:
            return [
                f"none: of any two neighbours, one is ahead in more than {share(self._conclusions.coin_toss_up_to)}"
            ]
        shown = [f"{self._rank(pair.ahead)} ≈ {self._rank(pair.behind)}" for pair in pairs[:_MOST_TOSSES]]
        more = f", {len(pairs) - _MOST_TOSSES:,} more" if len(pairs) > _MOST_TOSSES else ""
        return [f"{', '.join(shown)}{more}"]

    def _swap(self, swap: WeightSwap) -> doc.Line:
        """A change of weights in words."""
        givers = joined([data(self._criteria[name]) for name, _ in swap.taken], " and ")
        moved = percent(swap.moved).removesuffix(" %")
        if moved == "0":
            moved = "under 0.1"
        return line(f"{moved} percentage points from ", givers, " to ", data(self._criteria[swap.given]))

    def _weights(self) -> Iterator[doc.Line]:
        """The single weight that has to move least."""
        conclusions = self._conclusions
        yield self._nearest("first", conclusions.first_changes)
        if self._has_top:
            yield self._nearest(f"first {self._result.top}", conclusions.top_changes)

    def _nearest(self, what: str, threshold: WeightThreshold | None) -> doc.Line:
        if threshold is None:
            return line(f"{what}: no single weight changes it")
        pair = f"{self._rank(threshold.by)} overtakes {self._rank(threshold.overtaken)}"
        now = percent(threshold.share)
        if threshold.beyond is None:
            side = "over" if threshold.threshold > threshold.share else "under"
            name = data(self._criteria[threshold.criterion])
            return line(f"{what}: ", name, f" {side} {percent(threshold.threshold)} (now {now}): {pair}")
        option = _option(threshold.criterion, threshold.beyond)
        return line(f"{what}: ", code(option), f" (now {now}): {pair}")

    def _unknown(self) -> Iterator[str]:
        conclusions, rows = self._conclusions, self._rows
        if not conclusions.unknown:
            yield "none: everything was assessed, and no date is vague"
            return
        moving = conclusions.moved_by_unknown
        if not moving:
            yield f"{count(conclusions.unknown)}; no rank can change under the rubric's weights"
        else:
            named = ", ".join([f"{self._rank(id)} ({ranks(rows[id].possible)})" for id in moving[:_SEVERAL]])
            more = f", {len(moving) - _SEVERAL} more" if len(moving) > _SEVERAL else ""
            yield f"{count(conclusions.unknown)}; can move {named}{more}"
        open_gates = [row for row in self._result.rows if 0 < row.fails_gate < 1]
        if open_gates:
            odds = ", ".join([f"{row.scored.rank} with {share(row.fails_gate)}" for row in open_gates[:_SEVERAL]])
            more = f", {len(open_gates) - _SEVERAL} more" if len(open_gates) > _SEVERAL else ""
            yield f"gate not met by {odds}{more} of the possible dates"

    def _rubrics(self) -> str:
        conclusions = self._conclusions
        if not conclusions.variants:
            return "none that were tried change a score"
        top = f", {conclusions.keep_top} the first {self._result.top}" if self._has_top else ""
        return f"of {conclusions.variants} that change a score, {conclusions.keep_first} keep the first{top}"

    def foot(self, *, full: bool) -> doc.Note:
        """How exact the shares are, and where the numbers come from."""
        result = self._result
        sampling = result.sampling
        exact = f"Shares of draws are exact to ±{100 * sampling.share_error:.1f} points, 19 times in 20"
        remark = f"{exact}; seed {sampling.seed}, {result.generator}. " if full else "`--full` shows more. "
        place = " that ship with secon" if result.provenance.shipped else ""
        return doc.Note(
            line(
                remark,
                provenance_text(result.provenance),
                f" · {count(len(result.rows))}{place} · secon {result.provenance.version}",
            )
        )

    # --- Everything ---------------------------------------------------------------------------------------------------

    def details(self) -> Iterator[doc.Block]:
        """All results, each under a heading."""
        result, top, toss = self._result, self._result.top, share(self._conclusions.coin_toss_up_to)
        yield doc.Heading("Ranks in the draws")
        yield self.picture()
        yield doc.Note(
            f"{self._spread()}90 %: ranks in nine draws of ten. First, top {top}: share of draws. ≈: the order with "
            f"the next is a coin toss (ahead in {toss} or less). Darker: in more draws."
        )
        yield doc.Heading("How far a weight can move, and what a criterion decides")
        yield self.weight_table()
        yield doc.Note(
            "Holds: while the weight is between these, and the others in proportion, no practice overtakes another. "
            "Decides: the criterion's importance as a share of the sum of all importances, which overlap. "
            f"Importance: {result.estimate.value} with the total. In brackets: 90 % intervals."
        )
        yield doc.Heading("What swaps two neighbours")
        yield doc.Items([self._pair(pair) for pair in result.neighbours])
        yield doc.Heading("Each rank with its share of the draws")
        yield self._spreads()
        yield doc.Heading("With unknown facts drawn too")
        yield self._joint()
        yield doc.Heading("Weights under which a practice is first")
        yield from self._central()
        yield doc.Heading("At least as good on every criterion")
        yield from self._dominance()
        yield doc.Heading("How often one is ahead of another, in percent of the draws")
        yield from self._winning()
        yield doc.Heading("Other rubrics")
        yield doc.Items([self._summary(summary) for summary in self._conclusions.by_change])
        yield self._variants()
        yield doc.Heading(f"Indicators that go together (correlation of ±{self._conclusions.together_from:g} or more)")
        yield from self._correlations()

    def picture(self) -> doc.Table:
        """How often each practice has each rank, and the lines that hold."""
        many = len(self._result.rows)
        after = {pair.ahead: pair for pair in self._result.neighbours}
        rows: list[doc.Row | doc.Divider] = []
        for row in self._result.rows:
            pair = after.get(row.id)
            shares = row.weights.acceptability
            rows.append(
                doc.Row(
                    str(row.scored.rank),
                    toned("≈", doc.Tone.WEAK) if pair is not None and pair.coin_toss else "",
                    data(self._titles[row.id]),
                    doc.Strip(tuple(shares.get(rank, 0.0) for rank in range(1, many + 1))),
                    ranks(row.weights.interval),
                    _safe_or_not(row.weights.first, row.joint.first, safe=row.safely_first),
                    _safe_or_not(row.weights.top, row.joint.top, safe=row.safely_top),
                )
            )
            if pair is not None and pair.by_gate:
                rows.append(doc.Divider("the gate: practices that fail it rank last", rule=True))
            elif pair is not None and pair.safe_line:
                holds = either(pair.odds.line_holds, pair.joint.line_holds)
                rows.append(doc.Divider(f"{holds}: order holds across this line", rule=True))
        columns = [
            doc.Column("#", doc.Align.RIGHT),
            doc.Column(""),
            doc.Column("Practice", flex=True, narrowest=20),
            doc.Column(f"1 to {many}", width=min(many, 40)),
            doc.Column("90 %"),
            doc.Column("First", doc.Align.RIGHT),
            doc.Column(f"Top {self._result.top}", doc.Align.RIGHT),
        ]
        return doc.Table(columns, rows)

    def weight_table(self) -> doc.Table:
        """How far each weight can move."""
        result = self._result
        rows = []
        for stable, weighed in zip(result.criteria, result.importance, strict=True):
            holds = [
                "any" if (low, high) == (0, 1) else f"{percent(low).removesuffix(' %')}–{percent(high)}"
                for low, high in ((each.low, each.high) for each in (stable.first, stable.top, stable.order))
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
        return doc.Table(
            [doc.Column("Criterion", flex=True), *(doc.Column(head, doc.Align.RIGHT) for head in heads)], rows
        )

    def _pair(self, pair: Neighbours) -> doc.Line:
        names = line(self._practice(pair.ahead), " | ", self._practice(pair.behind), ": ")
        if pair.by_gate:
            return line(names, "separated by the gate")
        odds = (
            f"{points(pair.gap)} points apart, ahead in {either(pair.odds.stays, pair.joint.stays)}, behind in "
            f"{either(pair.odds.turns, pair.joint.turns)}, line holds in "
            f"{either(pair.odds.line_holds, pair.joint.line_holds)}; "
        )
        if not pair.odds.stays + pair.odds.turns:
            return line(names, "always level under other weights")
        if pair.swap is None:
            return line(names, odds, "no weights swap them")
        text = line(names, odds, self._swap(pair.swap), " swap them")
        if not pair.swap.beyond:
            return text
        weights = [_option(name, weight) for name, weight in pair.swap.beyond]
        return line(text, ": ", code(" ".join(["secon score", *weights])))

    def _spreads(self) -> doc.Table:
        rows = [
            doc.Row(
                str(row.scored.rank),
                data(self._titles[row.id]),
                f"{row.weights.expected_rank:.2f} ± {row.weights.expected_rank_error:.2f}",
                ", ".join(f"{rank}: {share(of_draws)}" for rank, of_draws in row.weights.acceptability.items()),
            )
            for row in self._result.rows
        ]
        columns = [
            doc.Column("#", doc.Align.RIGHT),
            doc.Column("Practice", flex=True, narrowest=16),
            doc.Column("Mean ± error", doc.Align.RIGHT),
            doc.Column("Ranks", flex=True, wrap=True),
        ]
        return doc.Table(columns, rows)

    def _joint(self) -> doc.Table:
        rows = [
            doc.Row(
                str(row.scored.rank),
                data(self._titles[row.id]),
                f"{row.joint.expected_rank:.2f} ± {row.joint.expected_rank_error:.2f}",
                f"{row.shift:+.1f}" if abs(row.shift) >= 0.05 else "0",
                ranks(row.joint.interval),
                share(row.joint.first) if row.joint.first else "–",
                share(row.joint.top) if row.joint.top else "–",
                ranks(row.possible),
                share(row.fails_gate) if row.fails_gate else "–",
            )
            for row in self._result.rows
        ]
        heads = ("Mean", "Shift", "90 %", "First", f"Top {self._result.top}", "Possible", "Gate not met")
        return doc.Table(
            [
                doc.Column("#", doc.Align.RIGHT),
                doc.Column("Practice", flex=True, narrowest=16),
                *(doc.Column(head, doc.Align.RIGHT) for head in heads),
            ],
            rows,
        )

    def _central(self) -> Iterator[doc.Block]:
        headings = [criterion.heading for criterion in self._result.provenance.rubric.criteria.values()]
        for row in self._result.rows:
            if row.central is None or row.confidence is None:
                continue
            mean = []
            for place, (heading, weight) in enumerate(zip(headings, row.central, strict=True)):
                error = row.central_error[place] if row.central_error else None
                deviation = "" if error is None else f" ± {percent(round(error, 3)).removesuffix(' %')}"
                mean.append(line(data(heading), f" {percent(round(weight, 3))}{deviation}"))
            single = ", from a single draw" if row.central_error is None else ""
            sure = f"first in {share(row.weights.first)}{single}; confidence {share(row.confidence.share)}"
            yield doc.Paragraph(line(self._practice(row.id), f" ({sure}): ", joined(mean)))
        yield doc.Note(
            "±: standard error from the number of draws. Confidence: how often it is first if unknown facts are drawn."
        )

    def _dominance(self) -> Iterator[doc.Block]:
        above = [row for row in self._result.rows if row.dominates]
        if not above:
            yield doc.Paragraph("No practice is at least as good as another on every criterion.")
            return
        yield doc.Items(
            [
                line(
                    self._practice(row.id),
                    " is ahead, under any weights, of ",
                    joined([self._practice(id) for id in row.dominates]),
                )
                for row in above
            ]
        )

    def _winning(self) -> Iterator[doc.Block]:
        winning = self._result.winning
        if winning is None or len(winning) > 30:
            yield doc.Paragraph("Too many practices to show: `--format csv --table pairs` has it.")
            return
        numbers = [str(row.scored.rank) for row in self._result.rows]
        rows = [
            doc.Row(strong(number), *("–" if at == place else f"{100 * wins:.0f}" for at, wins in enumerate(shares)))
            for place, (number, shares) in enumerate(zip(numbers, winning, strict=True))
        ]
        yield doc.Table(
            [doc.Column("#", doc.Align.RIGHT), *(doc.Column(number, doc.Align.RIGHT) for number in numbers)], rows
        )

    def _summary(self, summary: VariantSummary) -> doc.Line:
        """What one kind of change does: the range of tau, and what moves most where it is lowest."""
        variants = [variant for variant in self._result.variants if variant.change is summary.change]
        worst = next(variant for variant in variants if variant.what == summary.furthest_under)
        low, high = f"{summary.lowest_tau:.2f}", f"{summary.highest_tau:.2f}"
        text: doc.Text = f"{_CHANGES[summary.change]}: tau {low if low == high else f'{low} to {high}'}"
        moves = ", ".join(f"{move.before}→{move.after}" for move in worst.furthest[:_SEVERAL])
        if not moves:
            return line(text)
        return (
            line(text, "; most ", self._variant(worst), f", {moves}") if len(variants) > 1 else line(text, f"; {moves}")
        )

    def _variants(self) -> doc.Table:
        rows = [
            doc.Row(
                self._variant(variant),
                "–" if variant.tau is None else f"{variant.tau:.2f}",
                str(variant.moved) if variant.changes_scores else "no score changes",
                self._moves(variant.furthest),
            )
            for variant in self._result.variants
        ]
        columns = [
            doc.Column("Rubric", flex=True, wrap=True, narrowest=16),
            doc.Column("Tau", doc.Align.RIGHT),
            doc.Column("Move", doc.Align.RIGHT),
            doc.Column("Furthest", flex=True, wrap=True, narrowest=16),
        ]
        return doc.Table(columns, rows)

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

    def _moves(self, moves: Sequence[RankMove], most: int = 4) -> doc.Line:
        named = [line(data(_clipped(self._titles[move.id])), f" {move.before}→{move.after}") for move in moves[:most]]
        return line(joined(named), f" and {len(moves) - most} more" if len(moves) > most else "")

    def _correlations(self) -> Iterator[doc.Block]:
        conclusions = self._conclusions
        alike = [pair for pair in self._result.correlations if abs(pair.r) >= conclusions.together_from]
        if alike:
            rows = [doc.Row(f"{pair.r:+.2f}", code(pair.first), code(pair.second)) for pair in alike]
            yield doc.Table(
                [
                    doc.Column("r", doc.Align.RIGHT),
                    doc.Column("Indicator", flex=True),
                    doc.Column("Indicator", flex=True),
                ],
                rows,
            )
        many = count(len(self._rows))
        yield doc.Paragraph(
            f"{conclusions.go_together} of {count(conclusions.correlations, 'pair')}; with {many} some do so by chance."
        )

    def _rank(self, id: str) -> str:
        return str(self._rows[id].scored.rank)

    def _practice(self, id: str, size: int = _NAME) -> doc.Line:
        """A practice by its rank and title."""
        return line(f"{self._rank(id)} ", data(_clipped(self._titles[id], size)))


def _safe_or_not(own: float, joint: float, *, safe: bool) -> doc.Span:
    if not own and not joint:
        return doc.Span("–")
    return toned(either(own, joint), doc.Tone.GOOD if safe else doc.Tone.NORMAL)


# --- Tables for spreadsheets and programs -----------------------------------------------------------------------------

_Lines: TypeAlias = Iterator[Iterable[object]]


def robustness_records(result: Robustness, table: str) -> doc.Records:
    """One of the tables; each row ends with where the numbers come from."""
    rubric, sampling = result.provenance.rubric, result.sampling
    around = "free" if sampling.concentration is None else f"{sampling.concentration:g}"
    source = [f"{rubric.rubric} {rubric.version}", rubric.sha256, rubric.as_of.isoformat()]
    source += [str(sampling.draws), str(sampling.seed), around, " > ".join(sampling.order)]
    header, *lines = RECORDS[table](result)
    columns = [*map(str, header), "rubric", "rubric_sha256", "as_of", "draws", "seed", "concentration", "order"]
    words = {True: "yes", False: "no"}
    rows = [[*(words[cell] if isinstance(cell, bool) else cell for cell in cells), *source] for cells in lines]
    return doc.Records(columns, rows, left_out_notes(result.provenance))


def _practice_records(result: Robustness) -> _Lines:
    places = range(1, len(result.rows) + 1)
    spread = ["expected_rank", "expected_rank_error", "low", "high", "first", "top"]
    criteria = [f"central_{name}" for name in result.provenance.rubric.criteria]
    yield [
        *["rank", "id", "title", "total", "gate", *spread, *(f"unknowns_{name}" for name in spread)],
        *["best_possible", "worst_possible", "confidence", *criteria, *(f"rank_{rank}" for rank in places)],
    ]
    for row in result.rows:
        assessment = row.scored.assessment
        shares = row.weights.acceptability
        numbers = [
            value
            for own in (row.weights, row.joint)
            for value in (own.expected_rank, own.expected_rank_error, *own.interval, own.first, own.top)
        ]
        yield [
            *[row.scored.rank, row.id, assessment.practice.title, assessment.total, assessment.gate.value, *numbers],
            *[*row.possible, row.confidence and row.confidence.share, *(row.central or [None] * len(criteria))],
            *(shares.get(rank, 0.0) for rank in places),
        ]


def _criterion_records(result: Robustness) -> _Lines:
    ends = ("low", "low_overtaken", "low_by", "high", "high_overtaken", "high_by")
    scopes = [f"{scope}_{end}" for scope in ("first", "top", "order") for end in ends]
    yield [
        "criterion",
        "weight",
        *scopes,
        "correlation_ratio",
        "ratio_low",
        "ratio_high",
        "effective_weight",
        "estimate",
    ]
    for stable, weighed in zip(result.criteria, result.importance, strict=True):
        cells: list[object] = [stable.criterion, stable.share]
        for interval in (stable.first, stable.top, stable.order):
            for end, what in ((interval.low, interval.below), (interval.high, interval.above)):
                cells += [end, what and what.overtaken, what and what.by]
        yield [*cells, weighed.ratio, *(weighed.interval or (None, None)), weighed.effective, result.estimate.value]


def _neighbour_records(result: Robustness) -> _Lines:
    criteria = list(result.provenance.rubric.criteria)
    changes = [f"change_{name}" for name in criteria]
    yield ["ahead", "behind", "gap", "stays", "turns", "line_holds", "by_gate", "smallest_change", *changes]
    for pair in result.neighbours:
        swap = pair.swap
        moved = {name: -weight for name, weight in swap.taken} | {swap.given: swap.moved} if swap else {}
        numbers = [pair.gap, pair.odds.stays, pair.odds.turns, pair.odds.line_holds]
        weights = [moved.get(name, 0.0) if swap else None for name in criteria]
        yield [pair.ahead, pair.behind, *numbers, pair.by_gate, swap and swap.moved, *weights]


def _pair_records(result: Robustness) -> _Lines:
    yield ["practice", "other", "ahead_in", "dominates"]
    for row, wins in zip(result.rows, result.winning or (), strict=True):
        below = frozenset(row.dominates)
        for other, of_draws in zip(result.rows, wins, strict=True):
            if other is not row:
                yield [row.id, other.id, of_draws, other.id in below]


def _variant_records(result: Robustness) -> _Lines:
    yield ["change", "what", "tau", "moved", "same_first", "same_top", "furthest", "before", "after"]
    for variant in result.variants:
        cells = [variant.change.value, variant.what, variant.tau, variant.moved, variant.same_first, variant.same_top]
        moves = variant.furthest
        yield [*cells, *(" ".join(str(getattr(move, part)) for move in moves) for part in ("id", "before", "after"))]


def _correlation_records(result: Robustness) -> _Lines:
    yield ["first", "second", "r"]
    for pair in result.correlations:
        yield [pair.first, pair.second, pair.r]


RECORDS: dict[str, Callable[[Robustness], _Lines]] = {
    "practices": _practice_records,
    "criteria": _criterion_records,
    "neighbours": _neighbour_records,
    "pairs": _pair_records,
    "variants": _variant_records,
    "correlations": _correlation_records,
}
"""The tables by name."""


def every_record(result: Robustness) -> dict[str, doc.Records]:
    """All tables by name; that of the pairs only where there is one."""
    names = [name for name in RECORDS if name != "pairs" or result.winning is not None]
    return {name.capitalize(): robustness_records(result, name) for name in names}
