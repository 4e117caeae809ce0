"""What every format of a difference shares: sentences, changes in words, and figures that add up as printed."""

from collections.abc import Iterator, Sequence

from secon_cli.analysis.movement.causes import Cause
from secon_cli.analysis.movement.diff import Diff, IndicatorMove, PracticeMove
from secon_cli.analysis.movement.facts_changed import FieldChange
from secon_cli.analysis.movement.snapshots import IndicatorKey, PracticeState, Snapshot, SnapshotKind
from secon_cli.output.numbers import points
from secon_cli.output.provenance_text import provenance_words
from secon_cli.rubric.differences import Change, ChangeKind

CAUSES = {Cause.FACTS: "Facts", Cause.RUBRIC: "Rubric", Cause.DATE: "Date"}
"""The heading of each cause."""
MEANING = (
    "Points of the total. Facts, rubric and date add up to what moved; where several changed, each has the average of "
    "what it adds in every order in which they could have changed (Shapley's value)."
)
MARKS = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-", ChangeKind.CHANGED: "~"}
_PROSE = 120
"""Characters above which a text is not shown among what changed."""


def title(diff: Diff, indicator: IndicatorMove) -> str:
    """An indicator with its criterion, as the rubric that has it names them."""
    for rubric in (diff.rubric.after, diff.rubric.before):
        criterion = rubric.criteria.get(indicator.criterion)
        if criterion is not None and indicator.indicator in criterion.indicators:
            return f"{criterion.indicators[indicator.indicator].title} ({criterion.title})"
    return f"{indicator.indicator} ({indicator.criterion})"


def field_words(change: FieldChange) -> str:
    """A changed field with what stood and what stands there; of prose, only that it was rewritten."""
    prose = any(len(text or "") > _PROSE for text in (change.before, change.after))
    match change.kind:
        case ChangeKind.ADDED:
            return f"{change.field}" if prose else f"{change.field}: {change.after}"
        case ChangeKind.REMOVED:
            return f"{change.field}" if prose else f"{change.field}: {change.before}"
        case ChangeKind.CHANGED:
            return f"{change.field}: {'rewritten' if prose else f'{change.before} → {change.after}'}"


def rule_words(change: Change, key: IndicatorKey | None = None) -> str:
    """A changed part of the rubric with its values, named as seen from an indicator where one is given."""
    name = _rule_name(change.path, key)
    if isinstance(change.before, list) and isinstance(change.after, list) and (words := _list_words(change)):
        return f"{name}: {words}"
    match change.kind:
        case ChangeKind.ADDED:
            return f"{name}: {_value(change.after)}"
        case ChangeKind.REMOVED:
            return f"{name}: {_value(change.before)}"
        case ChangeKind.CHANGED:
            return f"{name}: {_value(change.before)} → {_value(change.after)}"


def _rule_name(path: str, key: IndicatorKey | None) -> str:
    parts = path.split(".")
    if parts[0] != "criteria":
        return path
    if len(parts) == 3 and parts[2] == "weight":
        return "weight of the criterion" if key else f"{parts[1]}, weight"
    if len(parts) <= 3 or parts[2] != "indicators":
        return ", ".join(parts[1:])
    below = [part for part in parts[4:] if part != "measure"]
    return (
        " ".join(below) or parts[3] if key else ", ".join([parts[1], parts[3], *([" ".join(below)] if below else [])])
    )


def _list_words(change: Change) -> str:
    """What came into a list of plain values and what left it; empty where only their order or number tells."""
    before, after = ([_value(one) for one in values] for values in (change.before, change.after))
    came = [one for one in after if one not in before]
    went = [one for one in before if one not in after]
    parts = [f"now with {', '.join(came)}"] if came else []
    return ", ".join([*parts, *([f"no longer with {', '.join(went)}"] if went else [])])


def _value(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("title") or ", ".join(f"{key} {_value(one)}" for key, one in value.items()))
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def rules_of(indicator: IndicatorMove) -> Iterator[str]:
    """What changed in the rubric about an indicator; where nothing did, other weights took or gave it its share."""
    for change in indicator.rules:
        yield f"{MARKS[change.kind]} {rule_words(change, (indicator.criterion, indicator.indicator))}"
    if indicator.by_share_only:
        before, after = (f"{100 * share:.1f} %" for share in indicator.shares)
        yield f"~ its share of the total: {before} → {after}, since weights of other criteria changed"


def summary(diff: Diff) -> str:
    """How many practices went up and down, are unchanged, new or gone."""
    counts = diff.counts
    parts = [f"{counts.up} up", f"{counts.down} down", f"{counts.unchanged} unchanged"]
    others = (("added", counts.added), ("removed", counts.removed), ("left out because of errors", counts.left_out))
    rest = ", ".join(f"{number} {word}" for word, number in others if number)
    return f"Of {count(diff.moves, 'practice')} on both sides, {', '.join(parts)}{f'; {rest}' if rest else ''}."


def count(ones: Sequence[object], what: str) -> str:
    """A number of things."""
    return f"{len(ones)} {what}{'' if len(ones) == 1 else 's'}"


def remarks(diff: Diff) -> Iterator[str]:
    """What to know before reading the numbers: causes that cannot be named, practices that a filter may hide."""
    if diff.why_not:
        reasons = "; for others, ".join(diff.why_not)
        yield (
            f"Not every movement can be split into facts, rubric and date. For some, {reasons}. With folders or git "
            "revisions in place of stored results, it can."
        )
    for side in (diff.old, diff.new):
        if side.filtered:
            yield f"{side.name} was stored with filters: practices that it does not show are not removed."
    if diff.rubric.before.rubric != diff.rubric.after.rubric:
        yield (
            f"The sides were judged by two rubrics, {diff.rubric.before.rubric} and {diff.rubric.after.rubric}: their "
            "totals measure different things."
        )


def side_words(side: Snapshot) -> str:
    """Where a side comes from."""
    place = {
        SnapshotKind.FOLDER: "folder",
        SnapshotKind.REVISION: f"commit {(side.commit or '')[:8]}",
        SnapshotKind.RESULT: f"stored result of secon {side.provenance.version}",
    }[side.kind]
    return f"{place} · {provenance_words(side.provenance)} · {count(list(side.states), 'practice')}"


def ranks(move: PracticeMove) -> str:
    """The rank before and after, or the one rank."""
    before, after = move.before.rank, move.after.rank
    return str(after) if before == after else f"{before} → {after}"


def totals(move: PracticeMove) -> str:
    """The total before and after, or the one total."""
    before, after = points(move.before.total), points(move.after.total)
    return after if before == after else f"{before} → {after}"


def gates(move: PracticeMove) -> str:
    """How the state of the gate changed; empty where it did not."""
    return "" if move.before.gate == move.after.gate else f"gate {move.before.gate} → {move.after.gate}"


def state_words(state: PracticeState) -> str:
    """Total and rank of a practice that only one side has."""
    return f"{points(state.total)}, rank {state.rank}"
