"""Text that other programs would read as something else."""

from collections.abc import Iterator

from secon_cli.checks.findings import FieldPath, Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.checks.schema import expected_at, is_text, words
from secon_cli.practice.model import Practice
from secon_cli.practice.vocabularies import YesNo

YAML_TRAP = Rule(
    "yaml-trap",
    Severity.WARNING,
    "A text without quotation marks, which other programs read as something else.",
    "For secon, every field is what its kind says. Other programs that read YAML take `NO` for false, `1:30` for 90 "
    "and `1.10` for 1.1, and would show a fact that is not in the source.",
    bad=Example("location: {country: NO, partner: Latgale, evidence: report:location}\n"),
    good=Example('location: {country: "NO", partner: Latgale, evidence: report:location}\n'),
)

_READ_AS = {"bool": "yes or no", "int": "a number", "float": "a number", "timestamp": "a date"}


def check_traps(record: Record) -> Iterator[Finding]:
    """Plain text that an ordinary reader of YAML 1.1 would not give back as it was written."""
    for path, kind in record.document.altered.items():
        if _expects_text(path, kind):
            message = f"other programs read this as {_READ_AS.get(kind, 'a sign of YAML')}"
            yield record.finding(YAML_TRAP, path, message, f'write `"{record.document.at(path)}"`')


def _expects_text(path: FieldPath, kind: str) -> bool:
    """Whether the field holds text or a word; yes and no are both for the field that asks for them."""
    expected = expected_at(Practice, path)
    known = words(expected)
    return is_text(expected) or bool(known and not (kind == "bool" and set(known) == set(YesNo)))
