"""Values that programs which follow YAML 1.1 read as something else."""

import re
from collections.abc import Iterator

from secon_cli.checks.findings import FieldPath, Finding, Fix, Rule, Severity
from secon_cli.checks.model_paths import expected_at, is_text, words
from secon_cli.checks.record import Record
from secon_cli.practice.model import Practice
from secon_cli.practice.vocabularies import YesNo
from secon_cli.reading.yaml_scalars import BOOLEANS, ONE_LETTER_BOOLEANS, RESERVED, quoted

YAML_TRAP = Rule("yaml-trap", Severity.WARNING, fixable=True)

_TRUE = {word for word, value in {**BOOLEANS, **ONE_LETTER_BOOLEANS}.items() if value}
_OCTAL = re.compile(r"([-+]?)0([0-7]+)")
_SIXTIES = re.compile(r"([-+]?)([0-9][0-9_]*(?::[0-5]?[0-9])+)(?:\.[0-9_]*)?")
_PLAIN_NUMBER = re.compile(r"0[0-9]+")
_LONGEST_READ = 40
"""A longer number is not worked out: no one would read it, and Python refuses to convert thousands of digits."""


def check_traps(record: Record) -> Iterator[Finding]:
    """Plain values that an ordinary reader of YAML 1.1 does not give back as they were written."""
    document = record.document
    for path, kind in document.altered.items():
        text = str(document.at(path))
        expected = expected_at(Practice, path)
        known = words(expected)
        # `yes` and `no` are both for a field that asks for them.
        if is_text(expected) or (known and not (kind == "bool" and set(known) == set(YesNo))):
            yield _trap(record, path, f"other programs read `{_short(text)}` as {read_as(text, kind)}", quoted(text))
        elif kind == "int" and _PLAIN_NUMBER.fullmatch(text) and expected is not None:
            meant = text.lstrip("0") or "0"
            message = f"other programs read `{_short(text)}` as {read_as(text, kind)}, secon as {_short(meant)}"
            yield _trap(record, path, message, meant, certain=False)
    for name in record.sources:
        if name.lower() in RESERVED and document.written(("sources", name), key=True) == name:
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


def read_as(text: str, kind: str) -> str:
    """What a reader of YAML 1.1 reads a plain value as."""
    plain = text.replace("_", "").lower()
    if kind == "bool":
        return "true" if plain in _TRUE else "false"
    if kind == "timestamp":
        return "a date and time"
    if kind not in ("int", "float"):
        return "a special sign, and fail" if kind == "value" else "a special sign"
    if len(text) > _LONGEST_READ:
        return "a number"
    if _SIXTIES.fullmatch(text):
        value = 0
        for part in plain.partition(".")[0].lstrip("+-").split(":"):
            value = value * 60 + int(part)
        return f"the number {-value if text.startswith('-') else value}: hours or minutes times sixty"
    if kind == "float":
        if plain.endswith((".inf", ".nan")):
            return "infinity" if plain.endswith(".inf") else "not a number"
        return f"the number {float(plain):g}" if len(plain) < 16 else "a rounded number"
    if octal := _OCTAL.fullmatch(plain):
        return f"the number {int(octal[1] + '0o' + octal[2], 8)}: a leading 0 makes it octal"
    return f"the number {int(plain, 0 if plain.lstrip('+-').startswith(('0x', '0b')) else 10)}"
