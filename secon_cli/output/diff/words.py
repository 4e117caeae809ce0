"""What every format of a difference shares: sentences, changes in words, and figures that add up as printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secon_cli.analysis.movement.diff import Diff, IndicatorMove, Move
from secon_cli.analysis.movement.facts_changed import FieldChange
from secon_cli.analysis.movement.shapley import Cause
from secon_cli.analysis.movement.sides import Indicator, Side, SideKind, Standing
from secon_cli.engine.rounding import adding_up, difference_of
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
_NOTHING = 1e-9
_PROSE = 120
"""Characters above which a text is not shown among what changed."""


@dataclass(frozen=True, slots=True)
class CauseFigures:
    """The printed points that one cause has moved a practice by, and those of each indicator, the largest first."""

    cause: Cause
    points: float
    indicators: tuple[tuple[IndicatorMove, float], ...]


def moved_by(move: Move) -> float:
    """The movement of a total as printed."""
    return difference_of(move.after.total, move.before.total)


def cause_points(move: Move) -> dict[Cause, float]:
    """The printed points of each cause, which add up to the printed movement; empty where no cause can be named."""
    if move.parts is None:
        return {}
    printed = adding_up([move.parts.of(cause) for cause in Cause], moved_by(move))
    return dict(zip(Cause, printed, strict=True))


def by_cause(move: Move) -> Iterator[CauseFigures]:
    """Every cause that moved something, with the indicators it worked on."""
    for cause, whole in cause_points(move).items():
        parts = [(one, one.parts.of(cause)) for one in move.indicators if one.parts is not None]
        parts = [(one, part) for one, part in parts if abs(part) > _NOTHING]
        if parts:
            printed = adding_up([part for _, part in parts], whole)
            figures = zip((one for one, _ in parts), printed, strict=True)
            order = sorted(figures, key=lambda figure: (-abs(figure[1]), figure[0].criterion, figure[0].indicator))
            yield CauseFigures(cause, whole, tuple(order))


def idle(move: Move) -> list[FieldChange]:
    """The fields that changed and that moved nothing."""
    counted = {one for indicator in move.indicators for one in indicator.fields if _by_facts(indicator)}
    return [one for one in move.fields if one not in counted]


def _by_facts(indicator: IndicatorMove) -> bool:
    return indicator.parts is not None and abs(indicator.parts.facts) > _NOTHING


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


def rule_words(change: Change, key: Indicator | None = None) -> str:
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


def _rule_name(path: str, key: Indicator | None) -> str:
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
    if not indicator.rules:
        yield "~ its share of the weight, since the weights of others changed"


def summary(diff: Diff) -> str:
    """How many rose, fell, stayed, came and went."""
    rose = sum(move.movement > _NOTHING for move in diff.moves)
    fell = sum(move.movement < -_NOTHING for move in diff.moves)
    parts = [f"{rose} rose", f"{fell} fell", f"{len(diff.moves) - rose - fell} kept {_their(diff, rose + fell)} total"]
    parts += [f"{len(ones)} {word}" for word, ones in (("came", diff.came), ("went", diff.went)) if ones]
    return f"Of {count(diff.moves, 'practice')} on both sides, {', '.join(parts[:3])}{_also(parts[3:])}."


def _their(diff: Diff, moved: int) -> str:
    return "its" if len(diff.moves) - moved == 1 else "their"


def _also(parts: Sequence[str]) -> str:
    return f"; {', '.join(parts)}" if parts else ""


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
            yield f"{side.name} was stored with filters: practices that it does not show have not gone."
    if diff.rubric.before.rubric != diff.rubric.after.rubric:
        yield (
            f"The sides were judged by two rubrics, {diff.rubric.before.rubric} and {diff.rubric.after.rubric}: their "
            "totals measure different things."
        )


def side_words(side: Side) -> str:
    """Where a side comes from."""
    place = {
        SideKind.FOLDER: "folder",
        SideKind.REVISION: f"commit {(side.commit or '')[:8]}",
        SideKind.RESULT: f"stored result of secon {side.provenance.version}",
    }[side.kind]
    return f"{place} · {provenance_words(side.provenance)} · {count(list(side.standings), 'practice')}"


def ranks(move: Move) -> str:
    """The rank before and after, or the one that it kept."""
    before, after = move.before.rank, move.after.rank
    return str(after) if before == after else f"{before} → {after}"


def totals(move: Move) -> str:
    """The total before and after, or the one that it kept."""
    before, after = points(move.before.total), points(move.after.total)
    return after if before == after else f"{before} → {after}"


def gates(move: Move) -> str:
    """How the state of the gate changed; empty where it did not."""
    return "" if move.before.gate == move.after.gate else f"gate {move.before.gate} → {move.after.gate}"


def standing_words(one: Standing) -> str:
    """A practice that came or went, as it stands or stood."""
    return f"{points(one.total)}, rank {one.rank}"


def largest(diff: Diff, top: int) -> list[Move]:
    """The practices that moved most, up or down."""
    moved = [move for move in diff.moves if move.indicators]
    return sorted(moved, key=lambda move: (-round(abs(move.movement), 9), move.id))[:top]
