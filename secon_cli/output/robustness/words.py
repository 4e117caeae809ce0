"""What a study of robustness says in sentences: who is safely in front, what is a coin toss, which weight matters."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from secon_cli.analysis.robustness.concordance import Move
from secon_cli.analysis.robustness.intervals import Interval, Stability
from secon_cli.analysis.robustness.rubric_variants import Change, Variant
from secon_cli.analysis.robustness.study import Neighbours, Robustness, Standing
from secon_cli.analysis.robustness.swaps import Swap
from secon_cli.output.numbers import count, listed, percent
from secon_cli.output.plain_text import one_line
from secon_cli.output.robustness.figures import SAFE, TOSS, clipped, ranks, share, titles

_NAME = 36
_SEVERAL = 5
_MOST_TOSSES = 8


class Words:
    """The sentences about one study."""

    def __init__(self, result: Robustness) -> None:
        self._result = result
        self._titles = titles(result)
        self._ranks = {one.scored.assessment.practice.id: one.scored.rank for one in result.standings}
        self._criteria = {
            key: one_line(criterion.title) for key, criterion in result.provenance.rubric.criteria.items()
        }

    def practice(self, id: str) -> str:
        """A practice by its rank and title."""
        return f"{self._ranks[id]} {clipped(self._titles[id], _NAME)}"

    def how(self) -> str:
        """How the weights were drawn."""
        trial = self._result.trial
        order = f", of which only those with {' ≥ '.join(self._criteria[name] for name in trial.order)} were kept"
        kept = order if trial.order else ""
        if trial.concentration is None:
            return f"{trial.draws:,} weights were drawn anywhere, no weights being likelier than others{kept}."
        largest = max(self._result.criteria, key=lambda one: one.share)
        spread = (largest.share * (1 - largest.share) / (trial.concentration + 1)) ** 0.5
        example = f"{percent(largest.share)} becomes {percent(round(max(largest.share - spread, 0), 2))} to "
        return (
            f"{trial.draws:,} weights were drawn around the rubric's{kept}: two times in three, a weight of {example}"
            f"{percent(round(min(largest.share + spread, 1), 2))} or stays between."
        )

    def front(self) -> Iterator[str]:
        """Who is safely in front."""
        result = self._result
        leader, *others = sorted(result.standings, key=lambda one: (-one.weights.first, one.scored.rank))
        if leader.weights.first >= SAFE:
            yield f"{self.practice(self._id(leader))}: safely first, in {share(leader.weights.first)} of the draws."
        else:
            rivals = [one for one in (leader, *others) if one.weights.first > 0][:_SEVERAL]
            first = listed([f"{one.scored.rank} in {share(one.weights.first)}" for one in rivals])
            yield f"Nobody is safely first: {first} of the draws."
        if 1 < result.top < len(result.standings):
            yield self._top()

    def _top(self) -> str:
        top = self._result.top
        safe = [str(one.scored.rank) for one in self._result.standings if one.weights.top >= SAFE]
        open_to = [one for one in self._result.standings if 0.01 <= one.weights.top < SAFE]
        open_to.sort(key=lambda one: (-one.weights.top, one.scored.rank))
        among = f"Among the first {top}: {f'safely {listed(safe)}' if safe else 'nobody safely'}"
        if not open_to:
            return f"{among}."
        rest = listed([f"{one.scored.rank} in {share(one.weights.top)}" for one in open_to[:_SEVERAL]])
        more = f", {len(open_to) - _SEVERAL} more less often" if len(open_to) > _SEVERAL else ""
        return f"{among}; besides {rest}{more}."

    def tosses(self) -> Iterator[str]:
        """Neighbours of whom the draws cannot say which is ahead, and the least change that swaps them."""
        found = [pair for pair in self._result.neighbours if is_toss(pair)]
        if not found:
            yield f"None: of any two neighbours, one is ahead in more than {share(TOSS)} of the draws."
        for pair in found[:_MOST_TOSSES]:
            odds = share(pair.stays) if pair.stays + pair.turns else "always level"
            swapped = f"; swaps if {self.swap(pair.swap)}" if pair.swap else ""
            yield f"{self._ranks[pair.ahead]} | {self._ranks[pair.behind]}: {odds}{swapped}"
        if len(found) > _MOST_TOSSES:
            yield f"and {len(found) - _MOST_TOSSES:,} pairs more"

    def swap(self, swap: Swap) -> str:
        """A change of weights in words."""
        givers = listed([self._criteria[name] for name, _ in swap.taken])
        return f"{percent(swap.moved)} moves from {givers} to {self._criteria[swap.given]}"

    def weights(self) -> Iterator[str]:
        """Which weight matters most: the one that has to move least."""
        result = self._result
        yield self._soonest("The first place", [(one, one.first) for one in result.criteria])
        if 1 < result.top < len(result.standings):
            yield self._soonest(f"The first {result.top}", [(one, one.top) for one in result.criteria])

    def _soonest(self, what: str, intervals: Sequence[tuple[Stability, Interval]]) -> str:
        ends = [end for one, interval in intervals for end in self._ends(one, interval)]
        if not ends:
            return f"{what}: no single weight changes it, whatever it is."
        _, words = min(ends)
        return f"{what}: changed soonest by {words}."

    def _ends(self, one: Stability, interval: Interval) -> Iterator[tuple[float, str]]:
        """The ends of an interval at which somebody overtakes, by how far they are."""
        for end, overtaking, verb in ((interval.low, interval.below, "under"), (interval.high, interval.above, "over")):
            if overtaking is not None:
                who = f"{self._ranks[overtaking.by]} overtakes {self._ranks[overtaking.overtaken]}"
                words = f"{self._criteria[one.criterion]} {verb} {percent(end)} (now {percent(one.share)}): {who}"
                yield abs(end - one.share), words

    def unknown(self) -> Iterator[str]:
        """What follows from what is unknown."""
        result = self._result
        if not result.unknown:
            yield "Nothing: all was assessed, and no date is vague."
            return
        vague = f"{count(result.unknown)} with vague dates or something not assessed"
        moving = [one for one in result.standings if one.possible[0] != one.possible[1]]
        if not moving:
            yield f"{vague}; under the rubric's weights that cannot change any rank."
            return
        moving.sort(key=lambda one: (one.possible[0] - one.possible[1], one.scored.rank))
        named = listed([f"{one.scored.rank} ({ranks(one.possible)})" for one in moving[:_SEVERAL]])
        more = f", and {len(moving) - _SEVERAL} more" if len(moving) > _SEVERAL else ""
        yield f"{vague}; under the rubric's weights that can move {named}{more}."
        drawn = [one for one in result.standings if abs(one.joint.expected - one.weights.expected) >= 1][:_SEVERAL]
        if drawn:
            means = listed(
                [f"{one.scored.rank} from {one.weights.expected:.1f} to {one.joint.expected:.1f}" for one in drawn]
            )
            yield f"Drawn at random together with the weights, it moves the mean rank of {means}."

    def rubric(self) -> Iterator[str]:
        """What follows from other rubrics."""
        variants = self._result.variants
        yield self._holding(variants)
        for change, group in groupby(variants, lambda variant: variant.change):
            found = [(variant.tau, variant) for variant in group if variant.tau is not None]
            if found:
                yield self._changed(change, found)

    def _holding(self, variants: Sequence[Variant]) -> str:
        first, top = sum(one.same_first for one in variants), sum(one.same_top for one in variants)
        return (
            f"Of {count(len(variants), 'other rubric')} {first} keep the first place, {top} the first "
            f"{self._result.top}. Kendall's tau to the ranking (1: the same order), and who moves furthest:"
        )

    def _changed(self, change: Change, variants: Sequence[tuple[float, Variant]]) -> str:
        """What one kind of change does: the range of tau, and who moves most where it is lowest."""
        least, worst = min(variants, key=lambda pair: (pair[0], -pair[1].moved))
        low, high = f"{least:.2f}", f"{max(tau for tau, _ in variants):.2f}"
        span = low if low == high else f"{low} to {high}"
        moves = ", ".join(f"{move.before}→{move.after}" for move in worst.furthest[:_SEVERAL])
        if not moves:
            return f"{CHANGES[change]}: {span}"
        which = f"most {self.variant(worst)}, " if len(variants) > 1 else ""
        return f"{CHANGES[change]}: {span}; {which}{moves}"

    def variant(self, variant: Variant) -> str:
        """What a variant changes, by name."""
        match variant.change:
            case Change.CRITERION:
                return f"without {self._criteria[variant.what]}"
            case Change.INDICATOR:
                criterion, _, key = variant.what.partition(".")
                indicators = self._result.provenance.rubric.criteria[criterion].indicators
                return f"without {self._criteria[criterion]}, {one_line(indicators[key].title)}"
            case Change.GEOMETRIC:
                return "geometric mean"
            case Change.UNSUPPORTED:
                return f"claims without evidence at {variant.what}"
            case Change.AS_OF:
                return f"as of {variant.what}"

    def moves(self, moves: Sequence[Move], most: int = 2) -> str:
        """Who moves from which rank to which."""
        named = [f"{clipped(self._titles[move.id], _NAME)} {move.before}→{move.after}" for move in moves[:most]]
        return ", ".join(named) + (f" and {len(moves) - most} more" if len(moves) > most else "")

    def _id(self, standing: Standing) -> str:
        return standing.scored.assessment.practice.id


CHANGES = {
    Change.CRITERION: "One criterion left out",
    Change.INDICATOR: "One indicator left out",
    Change.GEOMETRIC: "Geometric mean of the criteria",
    Change.UNSUPPORTED: "Claims without evidence at 0 to 1",
    Change.AS_OF: "A year earlier or later",
}


def is_toss(pair: Neighbours) -> bool:
    """Whether the draws leave it open which of two neighbours is ahead."""
    return not pair.by_gate and pair.stays <= TOSS
