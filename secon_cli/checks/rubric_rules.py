"""Rules for rubrics that can be used: what a methodologist would question. Each is broken by some good rubric, too."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.rule import Example, Rule
from secon_cli.reading.document import Document
from secon_cli.rubric.problems import RubricWarning


def _criterion(name: str, weight: int, measure: str) -> str:
    """A criterion in which only what matters is written; `secon_cli.checks.rubric_sample` fills in the rest."""
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

RUBRIC_RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        rule.id: rule
        for rule in (
            Rule(
                "heavy-weight",
                Severity.WARNING,
                "A criterion, or one of its indicators, makes up more than half of the total.",
                "All the rest together could not outweigh it, so the ranking is that of one question with some noise.",
                _example(_criterion("carried", 60, _TWO), _criterion("known", 40, _PLACE)),
                _example(_criterion("carried", 50, _TWO), _criterion("known", 50, _PLACE)),
            ),
            Rule(
                "no-reason",
                Severity.WARNING,
                "A criterion or an indicator is not argued for.",
                "A weight without a reason cannot be disputed, only believed: `why` is there for those who disagree.",
                _example(_criterion("carried", 50, _TWO).replace("…", "why: TODO\n        …", 1)),
                _example(_criterion("carried", 50, _TWO).replace("…", "why: Two hands are not enough.\n        …", 1)),
            ),
            Rule(
                "counted-twice",
                Severity.WARNING,
                "Two indicators reward the same statement of a practice.",
                "What counts twice weighs more than the weights say, and nobody who reads them can see it.",
                _example(_criterion("carried", 50, _TWO), _criterion("shared", 50, _TWO)),
                _example(_criterion("carried", 50, _TWO), _criterion("known", 50, _PLACE)),
            ),
            Rule(
                "met-by-none",
                Severity.WARNING,
                "No practice of the collection earns anything on an indicator.",
                "It takes the same from all, and so tells nobody apart; mostly it asks for what no source tells.",
                _example(_criterion("carried", 50, "kind: count, of: results.metrics, full_at: 2")),
                _SOUND,
            ),
            Rule(
                "met-by-all",
                Severity.WARNING,
                "Every practice of the collection is full on an indicator.",
                "It gives the same to all, and so tells nobody apart; its weight only presses the totals together.",
                _example(_criterion("carried", 50, _ONE)),
                _SOUND,
            ),
            Rule(
                "out-of-reach",
                Severity.WARNING,
                "No practice of the collection reaches the `full_at` of an indicator.",
                "A threshold that nobody reaches takes weight from the indicator without saying so.",
                _example(_criterion("carried", 50, _FOUR)),
                _SOUND,
            ),
        )
    }
)
"""What may be questioned about a rubric, by id."""

_HELP: Final[Mapping[str, str]] = {
    "heavy-weight": "lower it, or say in `why` why one question should decide",
    "no-reason": "say what would be missing without it, and why the threshold is not higher or lower",
    "counted-twice": "let one of the two read another field, or drop it and give its weight to the other",
    "met-by-none": "ask for less, or say in `why` what it is there for",
    "met-by-all": "ask for more, or say in `why` what it is there for",
    "out-of-reach": "lower it, or say in `why` what it is to spur on to",
}


def doubt_findings(doubts: Iterable[RubricWarning], document: Document) -> list[Finding]:
    """Doubts as findings, each at its place in the rubric's file, in the order of the file."""
    found = [
        RUBRIC_RULES[doubt.rule].finding(
            document.name,
            document.span(doubt.path, key=doubt.in_key),
            doubt.path,
            doubt.message,
            _HELP[doubt.rule],
        )
        for doubt in doubts
    ]
    return sorted(found, key=lambda finding: finding.order)
