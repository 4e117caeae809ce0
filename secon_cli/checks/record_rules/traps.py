"""Values that other programs, which read YAML by its version 1.1, would take for something else."""

import re
from collections.abc import Iterator

from secon_cli.checks.findings import FieldPath, Finding, Fix, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.repairs import quoted
from secon_cli.checks.rule import Example, Rule
from secon_cli.checks.schema import expected_at, is_text, words
from secon_cli.practice.model import Practice
from secon_cli.practice.vocabularies import YesNo

YAML_TRAP = Rule(
    "yaml-trap",
    Severity.WARNING,
    "A value without quotation marks, which other programs read as something else.",
    "For secon, every field is what its kind says. Other programs that read YAML take `NO` and `on` for false and "
    "true, `010` for 8, `1_000` for 1000, `1:30` for 90, `1.10` for 1.1, `.inf` for infinity and `=` for a sign of "
    "their own, and would show a fact that is not in the source.",
    bad=Example("location: {country: NO, partner: Latgale, evidence: report:location}\n"),
    good=Example('location: {country: "NO", partner: Latgale, evidence: report:location}\n'),
    fixable=True,
)

_TRUE = ("yes", "true", "on", "y")
_OCTAL = re.compile(r"([-+]?)0([0-7_]+)")
_SIXTIES = re.compile(r"([-+]?)([0-9][0-9_]*(?::[0-5]?[0-9])+)(?:\.[0-9_]*)?")
_PLAIN_NUMBER = re.compile(r"0[0-9]+")
_LONGEST_READ = 40
"""Characters of a number beyond which nobody reads which one it is; Python refuses to work out one of thousands."""
_KEYS = re.compile(r"y|n|yes|no|on|off|true|false|null", re.IGNORECASE)


def check_traps(record: Record) -> Iterator[Finding]:
    """Plain values that an ordinary reader of YAML 1.1 would not give back as they were written."""
    document = record.document
    for path, kind in document.altered.items():
        text = str(document.at(path))
        if _expects_text(path, kind):
            yield _trap(record, path, f"other programs read `{_short(text)}` as {read_as(text, kind)}", quoted(text))
        elif kind == "int" and _PLAIN_NUMBER.fullmatch(text) and expected_at(Practice, path) is not None:
            meant = text.lstrip("0") or "0"
            message = f"other programs read `{_short(text)}` as {read_as(text, kind)}, secon as {_short(meant)}"
            yield _trap(record, path, message, meant, certain=False)
    for name in record.sources:
        if _KEYS.fullmatch(name) and document.written(("sources", name), key=True) == name:
            message = f"other programs read the name `{name}` as {read_as(name, 'bool')}"
            span = document.span(("sources", name), key=True)
            yield YAML_TRAP.finding(document.name, span, ("sources", name), message, "choose another name")


def _trap(record: Record, path: FieldPath, message: str, instead: str, *, certain: bool = True) -> Finding:
    line = f"{path[-1]}: {instead}" if isinstance(path[-1], str) else instead
    advice = f"write `{line}`" if len(line) <= 2 * _LONGEST_READ else "put it in quotation marks"
    fix = Fix(record.document.span(path), instead) if certain else None
    return record.finding(YAML_TRAP, path, message, advice, fix=fix)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_READ else f"{text[:_LONGEST_READ]}…"


def _expects_text(path: FieldPath, kind: str) -> bool:
    """Whether the field holds text or a word; yes and no are both for the field that asks for them."""
    expected = expected_at(Practice, path)
    known = words(expected)
    return is_text(expected) or bool(known and not (kind == "bool" and set(known) == set(YesNo)))


def read_as(text: str, kind: str) -> str:
    """What a reader of YAML 1.1 takes a plain value for."""
    if kind == "bool":
        return "true" if text.lower() in _TRUE else "false"
    if kind == "timestamp":
        return "a date and time"
    if len(text) > _LONGEST_READ:
        return "a number"
    if kind == "int":
        return _whole(text)
    if kind == "float":
        return _decimal(text)
    return "a sign of YAML, and fail" if kind == "value" else "a sign of YAML"


def _whole(text: str) -> str:
    digits = text.replace("_", "")
    if _SIXTIES.fullmatch(text):
        return f"the number {_sixties(digits)}: hours or minutes times sixty"
    if octal := _OCTAL.fullmatch(text):
        return f"the number {int(octal[1] + '0o' + octal[2].replace('_', ''), 8)}: a leading 0 makes it count by eights"
    if digits.lower().lstrip("+-").startswith(("0x", "0b")):
        return f"the number {int(digits, 0)}"
    return f"the number {int(digits)}"


def _decimal(text: str) -> str:
    plain = text.replace("_", "").lower()
    if plain.endswith((".inf", ".nan")):
        return "infinity" if plain.endswith(".inf") else "no number at all"
    if _SIXTIES.fullmatch(text):
        return f"the number {_sixties(plain.partition('.')[0])}: hours or minutes times sixty"
    return f"the number {float(plain):g}" if len(plain) < 16 else "a rounded number"


def _sixties(text: str) -> int:
    value = 0
    for part in text.lstrip("+-").split(":"):
        value = value * 60 + int(part)
    return -value if text.startswith("-") else value
