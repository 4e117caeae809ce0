"""Rules of rubrics: one for a rubric that cannot be used, and warnings that a methodologist would give about others.

The checks are `secon_cli.checks.rubric_file` and `secon_cli.rubric`; a good rubric may break any of the warnings.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.rule import Example, Rule
from secon_cli.reading.document import Document
from secon_cli.rubric.problems import RubricWarning

_USABLE = """\
criteria:
  carried:
    title: Carried by members
    asks: Do many carry it?
    weight: 50
    why: What many carry lasts.
    indicators:
      width:
        title: Who takes part
        weight: 100
        measure: {kind: count, of: organisations, where: {role: [lead, partner]}, full_at: 2}
        why: Two hands are not enough.
        improve: Name who takes part.
"""

UNUSABLE_RUBRIC = Rule(
    "unusable-rubric",
    Severity.ERROR,
    "A part of a rubric asks for something that does not exist, or contradicts another part.",
    "A field or a word that no practice can have would give every practice a silent zero, so it is refused.",
    Example(_USABLE.replace("partner", "partners"), whole=True),
    Example(_USABLE, whole=True),
)


def _criterion(name: str, weight: int, measure: str) -> str:
    """A criterion with only what matters; `secon_cli.checks.sample` fills in the rest."""
    return f"""\
  {name}:
    weight: {weight}
    indicators:
      width:
        measure: {{{measure}}}
        …
    …
"""


def _example(*criteria: str) -> Example:
    return Example(f"criteria:\n{''.join(criteria)}", whole=True)


_ONE = "kind: count, of: organisations, full_at: 1"
_TWO = "kind: count, of: organisations, full_at: 2"
_FOUR = "kind: count, of: organisations, full_at: 4"
_PLACE = "kind: present, fields: [location.region]"
_SOUND = _example(_criterion("carried", 50, _TWO))

HEAVY_WEIGHT = Rule(
    "heavy-weight",
    Severity.WARNING,
    "A criterion, or one of its indicators, makes up more than half of the total.",
    "All the rest together could not outweigh it, so one question decides the ranking and the rest is noise.",
    _example(_criterion("carried", 60, _TWO), _criterion("known", 40, _PLACE)),
    _example(_criterion("carried", 50, _TWO), _criterion("known", 50, _PLACE)),
)
NO_REASON = Rule(
    "no-reason",
    Severity.WARNING,
    "A criterion or an indicator has no justification.",
    "A weight without a reason cannot be disputed, only believed. `why` is for those who disagree.",
    _example(_criterion("carried", 50, _TWO).replace("…", "why: TODO\n        …", 1)),
    _example(_criterion("carried", 50, _TWO).replace("…", "why: Two hands are not enough.\n        …", 1)),
)
COUNTED_TWICE = Rule(
    "counted-twice",
    Severity.WARNING,
    "Two indicators reward the same statement of a practice.",
    "A statement that counts twice weighs more than the weights say, and readers of the weights cannot see it.",
    _example(_criterion("carried", 50, _TWO), _criterion("shared", 50, _TWO)),
    _example(_criterion("carried", 50, _TWO), _criterion("known", 50, _PLACE)),
)
MET_BY_NONE = Rule(
    "met-by-none",
    Severity.WARNING,
    "No practice of the collection scores on an indicator.",
    "It takes the same from all practices, so it does not distinguish them. Usually no source has what it asks for.",
    _example(_criterion("carried", 50, "kind: count, of: results.metrics, full_at: 2")),
    _SOUND,
)
MET_BY_ALL = Rule(
    "met-by-all",
    Severity.WARNING,
    "Every practice of the collection has full points on an indicator.",
    "It gives the same to all practices, so it does not distinguish them; its weight only compresses the totals.",
    _example(_criterion("carried", 50, _ONE)),
    _SOUND,
)
OUT_OF_REACH = Rule(
    "out-of-reach",
    Severity.WARNING,
    "No practice of the collection reaches the `full_at` of an indicator.",
    "A threshold that no practice reaches silently takes weight from the indicator.",
    _example(_criterion("carried", 50, _FOUR)),
    _SOUND,
)

RUBRIC_RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {rule.id: rule for rule in (HEAVY_WEIGHT, NO_REASON, COUNTED_TWICE, MET_BY_NONE, MET_BY_ALL, OUT_OF_REACH)}
)
"""The warnings about a rubric that can be used, by id."""

_REMEDIES: Final[Mapping[str, str]] = {
    "heavy-weight": "lower it, or say in `why` why one question should decide",
    "no-reason": "say what would be missing without it, and why the threshold is not higher or lower",
    "counted-twice": "let one of the two read another field, or remove it and give its weight to the other",
    "met-by-none": "ask for less, or say in `why` what it is for",
    "met-by-all": "ask for more, or say in `why` what it is for",
    "out-of-reach": "lower it, or say in `why` what it should encourage",
}


def doubt_findings(warnings: Iterable[RubricWarning], document: Document) -> list[Finding]:
    """Warnings as findings, each at its place in the rubric's file, in the order of the file."""
    found = [
        RUBRIC_RULES[warning.rule].finding(
            document.name,
            document.span(warning.path, key=warning.in_key),
            warning.path,
            warning.message,
            _REMEDIES[warning.rule],
        )
        for warning in warnings
    ]
    return sorted(found, key=lambda finding: finding.order)
