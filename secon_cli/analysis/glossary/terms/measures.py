"""The five kinds of measure."""

from secon_cli.analysis.glossary.entry import Entry, Kind


def _measure(name: str, meaning: str, why: str, how: str, example: str) -> Entry:
    return Entry(Kind.MEASURE, name, meaning, why=why, how=how, example=example, see=("measure",))


MEASURES: tuple[Entry, ...] = (
    _measure(
        "present",
        "The share of the listed fields that are filled.",
        "For what only has to be there, whatever it says.",
        "List the fields by their paths; each counts alike.",
        "measure: {kind: present, fields: [transfer.conditions, transfer.barriers]}",
    ),
    _measure(
        "count",
        "Items of a list that match `where`, each with its `points`, over the number at which it is full. With "
        "`distinct`, each value of a field counts once.",
        "For what is better the more there is of it, up to a point.",
        "Name the list in `of` and the number in `full_at`; the rest may be left out.",
        "measure: {kind: count, of: quality_assurance, distinct: instrument, full_at: 3}",
    ),
    _measure(
        "ordinal",
        "The value of a field on a scale; of a list, the best one.",
        "For what comes in steps, from worse to better.",
        "Name the field in `of`, and give each of its values its worth in `scale`.",
        "measure: {kind: ordinal, of: duration.status, scale: {running: 1, paused: 0.4, ended: 0}}",
    ),
    _measure(
        "none_of",
        "1 while no item of a list matches `where`, else 0. A list left out earns nothing; an empty one earns all only "
        "if its block cites where it was looked for.",
        "For what should be absent, so that silence is never better than an admitted threat.",
        "Name the list in `of`, and in `where` what must not be there.",
        "measure: {kind: none_of, of: ethics.concerns, where: {status: unresolved}}",
    ),
    _measure(
        "years",
        "The time in place on a curve, with or without a gate.",
        "For what time has tested.",
        "Give the curve as points of years and worth; add the gate to one measure at most.",
        "measure: {kind: years, curve: [[0, 0], [2, 0.5], [10, 1]], gate: {at_least: 2}}",
    ),
)
