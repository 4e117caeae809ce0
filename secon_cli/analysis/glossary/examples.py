"""What the collection shows about a word: practices, and places in them, as examples."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from secon_cli.analysis.glossary.entries import Entry, EntryKind, Use
from secon_cli.engine.assessment import Assessment, IndicatorAssessment
from secon_cli.practice.fields import FieldValue, find, items
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState

_KEYED = "sources.<key>"
_FEW = 3


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place in a practice that shows the word in use; `words` say what it is an example of."""

    practice: str
    field: str
    words: str = ""


def example_of(entry: Entry, assessments: Sequence[Assessment]) -> Occurrence | None:
    """The place that shows the word best: for an indicator, where most counts; otherwise the first that is found."""
    if entry.kind is EntryKind.INDICATOR:
        for assessment in sorted(assessments, key=lambda assessment: -_indicator(assessment, entry.name).score):
            counted = _indicator(assessment, entry.name).counted
            if counted:
                best = max(counted, key=lambda item: item.points)
                return Occurrence(assessment.practice.id, best.field, f"counts {best.points:g}")
        return None
    practices = [assessment.practice for assessment in assessments]
    return next((shown for use in entry.uses for practice in practices for shown in _used(use, practice)), None)


def collection_words(entry: Entry, assessments: Sequence[Assessment]) -> str:
    """How the collection does on a criterion, an indicator, a band, the gate, a field or a value, in a sentence."""
    if not assessments:
        return ""
    match entry.kind:
        case EntryKind.CRITERION:
            return _spread(
                {assessment.practice.id: assessment.criterion(entry.name).score for assessment in assessments}
            )
        case EntryKind.INDICATOR:
            return _spread(
                {assessment.practice.id: _indicator(assessment, entry.name).score for assessment in assessments}
            )
        case EntryKind.BAND:
            inside = [assessment.practice.id for assessment in assessments if assessment.band == entry.name]
            return f"{len(inside)} of {len(assessments)} practices{_names(inside)}."
        case EntryKind.GATE:
            states = {
                state: [assessment.practice.id for assessment in assessments if assessment.gate is state]
                for state in GateState
            }
            parts = [f"{state} for {len(ids)}{_names(ids)}" for state, ids in states.items() if ids]
            return f"Of {len(assessments)} practices: {'; '.join(parts)}."
        case EntryKind.FIELD | EntryKind.VALUE if entry.uses:
            practices = [assessment.practice for assessment in assessments]
            stating = [
                practice.id for practice in practices if any(True for use in entry.uses for _ in _used(use, practice))
            ]
            verb = "fill it" if entry.kind is EntryKind.FIELD else "state it"
            return f"{len(stating)} of {len(assessments)} practices {verb}{_names(stating)}."
        case _:
            return ""


def _spread(scores: Mapping[str, float]) -> str:
    """The mean and the highest score."""
    best = max(scores.values())
    leaders = [id for id, score in scores.items() if score >= best - 1e-9]
    mean = sum(scores.values()) / len(scores)
    return f"{len(scores)} practices score {mean:.1f} on average; the highest is {best:.1f}{_names(leaders)}."


def _names(ids: Sequence[str]) -> str:
    if not ids:
        return ""
    left = len(ids) - _FEW
    more = f" and {left} more" if left > 0 else ""
    return f" ({', '.join(ids[:_FEW])}{more})"


def _indicator(assessment: Assessment, name: str) -> IndicatorAssessment:
    criterion, _, key = name.partition(".")
    return next(indicator for indicator in assessment.criterion(criterion).indicators if indicator.id == key)


def _used(use: Use, practice: Practice) -> Iterator[Occurrence]:
    """Where a practice fills the field, with the value if there is one; of a list of plain values, each by itself."""
    filled: list[FieldValue] = []
    if use.field.startswith(_KEYED):
        name = use.field.removeprefix(_KEYED).removeprefix(".")
        for key, source in practice.sources.items():
            value = getattr(source, name) if name else source
            if value is not None:
                filled.append(FieldValue(f"sources.{key}.{name}" if name else f"sources.{key}", value, None))
    else:
        for found in find(practice, use.field) or ():
            if isinstance(found.value, tuple) and found.value:
                filled += items(found)
            elif found.filled and found.value != {}:
                filled.append(found)
    for found in filled:
        if use.value is None or str(found.value) == use.value:
            yield Occurrence(practice.id, found.field)
