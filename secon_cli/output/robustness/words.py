"""What a study of robustness says in sentences: who is safely in front, what is a coin toss, which weight matters."""

from collections.abc import Iterator, Sequence

from secon_cli.analysis.robustness.groups import TOSS
from secon_cli.analysis.robustness.rubric_variants import RankMove, RubricVariant, VariantKind, VariantSummary
from secon_cli.analysis.robustness.study import Robustness
from secon_cli.analysis.robustness.weight_changes import WeightSwap, WeightThreshold
from secon_cli.output.numbers import count, listed, percent
from secon_cli.output.plain_text import one_line
from secon_cli.output.robustness.figures import clipped, ranks, share, titles

_NAME = 36
_SEVERAL = 5
_MOST_TOSSES = 8


class Words:
    """The sentences about one study."""

    def __init__(self, result: Robustness) -> None:
        self._result = result
        self._titles = titles(result)
        self._rows = {row.id: row for row in result.rows}
        self._ranks = {row.id: row.scored.rank for row in result.rows}
        self._criteria = {
            key: one_line(criterion.title) for key, criterion in result.provenance.rubric.criteria.items()
        }

    def practice(self, id: str) -> str:
        """A practice by its rank and title."""
        return f"{self._ranks[id]} {clipped(self._titles[id], _NAME)}"

    def how(self) -> str:
        """How the weights were drawn."""
        sampling = self._result.sampling
        order = f", keeping only those with {' ≥ '.join(self._criteria[name] for name in sampling.order)}"
        kept = order if sampling.order else ""
        if sampling.concentration is None:
            return f"{sampling.draws:,} weights were drawn anywhere, all weights equally likely{kept}."
        largest = max(stable.share for stable in self._result.criteria)
        spread = sampling.deviation(largest)
        if spread is None:
            return f"{sampling.draws:,} weights were drawn around the rubric's{kept}."
        low, high = max(largest - spread, 0), min(largest + spread, 1)
        return (
            f"{sampling.draws:,} weights were drawn around the rubric's: two times in three, a weight of "
            f"{percent(largest)} lies between {percent(round(low, 2))} and {percent(round(high, 2))}."
        )

    def front(self) -> Iterator[str]:
        """Which practices are safely in front."""
        found, rows = self._result.conclusions, self._rows
        for id in found.safely_first:
            odds = min(rows[id].weights.first, rows[id].joint.first)
            yield f"{self.practice(id)}: safely first, in {share(odds)} of the draws."
        if not found.safely_first:
            first = listed([f"{self._ranks[id]} in {self._odds('first', id)}" for id in found.may_be_first[:_SEVERAL]])
            yield f"None is safely first: {first} of the draws."
        if 1 < self._result.top < len(rows):
            yield self._top()

    def _odds(self, what: str, id: str) -> str:
        """A share of draws, with the one in which the unknown is drawn too where that prints otherwise."""
        own, joint = (share(getattr(spread, what)) for spread in (self._rows[id].weights, self._rows[id].joint))
        return own if own == joint else f"{own} ({joint} with the unknown drawn)"

    def _top(self) -> str:
        found = self._result.conclusions
        safe = [str(self._ranks[id]) for id in found.safely_top]
        among = f"Among the first {self._result.top}: {f'safely {listed(safe)}' if safe else 'none safely'}"
        if not found.may_be_top:
            return f"{among}."
        rest = listed([f"{self._ranks[id]} in {self._odds('top', id)}" for id in found.may_be_top[:_SEVERAL]])
        many = len(found.may_be_top)
        more = f", {many - _SEVERAL} more less often" if many > _SEVERAL else ""
        return f"{among}; also {rest}{more}."

    def tosses(self) -> Iterator[str]:
        """Neighbours whose order the draws leave open, and the least change that swaps them."""
        pairs = [pair for pair in self._result.neighbours if pair.coin_toss]
        if not pairs:
            yield f"None: of any two neighbours, one is ahead in more than {share(TOSS)} of the draws."
        for pair in pairs[:_MOST_TOSSES]:
            odds = share(pair.odds.stays) if pair.odds.stays + pair.odds.turns else "always level"
            joint = share(pair.joint.stays) if pair.joint.stays + pair.joint.turns else "always level"
            unknown = "" if odds == joint else f" ({joint} with the unknown drawn)"
            swapped = f"; swaps if {self.swap(pair.swap)}" if pair.swap else ""
            yield f"{self._ranks[pair.ahead]} | {self._ranks[pair.behind]}: {odds}{unknown}{swapped}"
        if len(pairs) > _MOST_TOSSES:
            yield f"and {len(pairs) - _MOST_TOSSES:,} pairs more"

    def swap(self, swap: WeightSwap) -> str:
        """A change of weights in words."""
        givers = listed([self._criteria[name] for name, _ in swap.taken])
        moved = percent(swap.moved).replace(" %", " percentage points")
        return f"{moved} move from {givers} to {self._criteria[swap.given]}"

    def weights(self) -> Iterator[str]:
        """Which weight matters most: the one that has to move least."""
        result = self._result
        yield self._soonest("The first place", result.conclusions.first_changes)
        if 1 < result.top < len(result.rows):
            yield self._soonest(f"The first {result.top}", result.conclusions.top_changes)

    def _soonest(self, what: str, threshold: WeightThreshold | None) -> str:
        if threshold is None:
            return f"{what}: no single weight changes it, whatever it is."
        pair = f"{self._ranks[threshold.by]} overtakes {self._ranks[threshold.overtaken]}"
        side = "over" if threshold.threshold > threshold.share else "under"
        name, now = self._criteria[threshold.criterion], percent(threshold.share)
        return f"{what}: most sensitive to {name} {side} {percent(threshold.threshold)} (now {now}): {pair}."

    def unknown(self) -> Iterator[str]:
        """What follows from what is unknown."""
        found, rows = self._result.conclusions, self._rows
        if not found.unknown:
            yield "Nothing: all was assessed, and no date is vague."
            return
        vague = f"{count(found.unknown)} with vague dates or something not assessed"
        moving = found.moved_by_unknown
        if not moving:
            yield f"{vague}; under the rubric's weights that cannot change any rank."
            return
        named = listed([f"{self._ranks[id]} ({ranks(rows[id].possible)})" for id in moving[:_SEVERAL]])
        more = f", and {len(moving) - _SEVERAL} more" if len(moving) > _SEVERAL else ""
        yield f"{vague}; under the rubric's weights that can move {named}{more}."
        shifted = [rows[id] for id in found.shifted_by_unknown[:_SEVERAL]]
        if shifted:
            means = listed(
                [f"{row.scored.rank} from {row.weights.expected:.1f} to {row.joint.expected:.1f}" for row in shifted]
            )
            yield f"Drawn at random together with the weights, it moves the mean rank of {means}."

    def rubric(self) -> Iterator[str]:
        """What follows from other rubrics."""
        found = self._result.conclusions
        yield (
            f"Of {count(found.variants, 'other rubric')} {found.keep_first} keep the first place, {found.keep_top} the "
            f"first {self._result.top}. Kendall's tau to the ranking (1: the same order), and who moves furthest:"
        )
        for summary in found.by_change:
            yield self._changed(summary)

    def _changed(self, summary: VariantSummary) -> str:
        """What one kind of change does: the range of tau, and who moves most where it is lowest."""
        variants = [variant for variant in self._result.variants if variant.change is summary.change]
        worst = next(variant for variant in variants if variant.what == summary.furthest_under)
        low, high = f"{summary.lowest_tau:.2f}", f"{summary.highest_tau:.2f}"
        span = low if low == high else f"{low} to {high}"
        moves = ", ".join(f"{move.before}→{move.after}" for move in worst.furthest[:_SEVERAL])
        if not moves:
            return f"{CHANGES[summary.change]}: {span}"
        which = f"most {self.variant(worst)}, " if len(variants) > 1 else ""
        return f"{CHANGES[summary.change]}: {span}; {which}{moves}"

    def variant(self, variant: RubricVariant) -> str:
        """What a variant changes, by name."""
        match variant.change:
            case VariantKind.CRITERION:
                return f"without {self._criteria[variant.what]}"
            case VariantKind.INDICATOR:
                criterion, _, key = variant.what.partition(".")
                indicators = self._result.provenance.rubric.criteria[criterion].indicators
                return f"without {self._criteria[criterion]}, {one_line(indicators[key].title)}"
            case VariantKind.GEOMETRIC:
                return "geometric mean"
            case VariantKind.UNSUPPORTED:
                return f"claims without evidence at {variant.what}"
            case VariantKind.AS_OF:
                return f"as of {variant.what}"

    def moves(self, moves: Sequence[RankMove], most: int = 2) -> str:
        """Who moves from which rank to which."""
        named = [f"{clipped(self._titles[move.id], _NAME)} {move.before}→{move.after}" for move in moves[:most]]
        return ", ".join(named) + (f" and {len(moves) - most} more" if len(moves) > most else "")


CHANGES = {
    VariantKind.CRITERION: "One criterion left out",
    VariantKind.INDICATOR: "One indicator left out",
    VariantKind.GEOMETRIC: "Geometric mean of the criteria",
    VariantKind.UNSUPPORTED: "Claims without evidence at 0 to 1",
    VariantKind.AS_OF: "A year earlier or later",
}
