"""Rules of the file itself: encoding, size, syntax, depth, and parts of YAML that are not used here."""

from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel

from secon_cli.checks.findings import START, FieldPath, Finding, Fix, Severity, Span
from secon_cli.checks.rule import Example, Rule
from secon_cli.checks.sample import complete
from secon_cli.reading.document import Document, Fault

_SOUND = Example()

UNREADABLE = Rule(
    "unreadable",
    Severity.ERROR,
    "The file cannot be opened.",
    "A file that cannot be read cannot be checked, and an unchecked file never counts as sound.",
    bad=None,
    good=_SOUND,
)
TOO_LARGE = Rule(
    "too-large",
    Severity.ERROR,
    "The file, or a text in it, is too large.",
    "A practice takes a few kilobytes, and its longest text a few hundred words. A file a hundred times as large is "
    "something else. If yours is not, set the variable SECON_MAX_BYTES to the size that you need.",
    bad=None,
    good=_SOUND,
)
OTHER_FORMAT = Rule(
    "other-format",
    Severity.ERROR,
    "The file is a Word, Excel or PDF document.",
    "A practice is a text file in YAML, so that every fact has a place and every change can be followed. `secon "
    "import` makes one of a form in Word, and `secon new` starts an empty one.",
    bad=Example(b"%PDF-1.7\n"),
    good=_SOUND,
)
ENCODING = Rule(
    "encoding",
    Severity.ERROR,
    "The file is not written in UTF-8.",
    "Names such as Rēzekne or Śląsk look the same on every machine only in UTF-8.",
    bad=Example("title: Café\n".encode("latin-1")),
    good=Example("title: Café\n"),
)
CONTROL_CHARACTER = Rule(
    "control-character",
    Severity.ERROR,
    "The file contains a control character.",
    "Such characters come with copied text. They can hide words from a reader, or send commands to a terminal.",
    bad=Example("title: Repair\x07 café\n"),
    good=Example("title: Repair café\n"),
)
SYNTAX = Rule(
    "syntax",
    Severity.ERROR,
    "The file does not follow the rules of YAML.",
    "Colons, indentation and quotation marks separate fields from text. After one mistake, the rest has no meaning.",
    bad=Example("title: Repair café: the beginning\n"),
    good=Example("title: 'Repair café: the beginning'\n"),
)
TAB = Rule(
    "tab",
    Severity.ERROR,
    "A line is indented with a tab.",
    "Every editor gives a tab another width. YAML therefore allows only spaces before a field.",
    bad=Example("location:\n\tcountry: LV\n", whole=True),
    good=Example("location:\n  country: LV\n  partner: Latgale\n  evidence: report:location\n"),
)
TOO_DEEP = Rule(
    "too-deep",
    Severity.ERROR,
    "Lists and blocks are nested too deeply.",
    "A practice needs four levels. Hundreds are a typing error, or an attempt to crash programs.",
    bad=Example("title: " + "[" * 70 + "]" * 70 + "\n"),
    good=_SOUND,
)
ALIAS = Rule(
    "alias",
    Severity.ERROR,
    "The file repeats one of its parts by reference.",
    "With `&`, `*` and `<<`, YAML can repeat a part. A reader should find every fact where it belongs.",
    bad=Example("title: &name Repair café\n"),
    good=Example("title: Repair café\nsummary: '*A place to repair*'\n"),
)
TAG = Rule(
    "tag",
    Severity.ERROR,
    "A value has a YAML type of its own.",
    "With `!`, YAML gives a value a type. Here the field decides what a value means.",
    bad=Example("title: !!str 2021\n"),
    good=Example("title: '!Repair café!'\n"),
)
SEVERAL_DOCUMENTS = Rule(
    "several-documents",
    Severity.ERROR,
    "The file contains more than one document.",
    "One file is one practice, and its name is the practice's id.",
    bad=Example("format: 1\n---\nformat: 1\n", whole=True),
    good=_SOUND,
)
DUPLICATE_KEY = Rule(
    "duplicate-key",
    Severity.ERROR,
    "A block has the same field twice.",
    "Programs would use one of the two and silently ignore the other.",
    bad=Example("location: {country: LV, partner: Latgale, country: LT, evidence: report:location}\n"),
    good=Example("location: {country: LV, partner: Latgale, evidence: report:location}\n"),
)
EMPTY_VALUE = Rule(
    "empty-value",
    Severity.ERROR,
    "A field has a name but no value.",
    "Absent is not empty: `[]` means that you looked and found nothing, a missing line that you did not look. A name "
    "alone could be either.",
    bad=Example("links:\n"),
    good=Example("links: []\n"),
)
EMPTY_FILE = Rule(
    "empty-file",
    Severity.ERROR,
    "The file is empty.",
    "An empty file among the practices is a practice that was lost.",
    bad=Example("# to be done\n", whole=True),
    good=_SOUND,
)
NOT_A_MAPPING = Rule(
    "not-a-mapping",
    Severity.ERROR,
    "The file contains no fields.",
    "A practice is a set of fields, each written as `name: value`. This file is one list, or one value.",
    bad=Example("- format: 1\n", whole=True),
    good=_SOUND,
)
BYTE_ORDER_MARK = Rule(
    "byte-order-mark",
    Severity.WARNING,
    "The file begins with an invisible byte-order mark.",
    "Some editors put it before the first letter. Programs that do not expect it read it as part of the first name.",
    bad=Example(b"\xef\xbb\xbf" + complete(_SOUND)),
    good=_SOUND,
)
TRAILING_BLANKS = Rule(
    "trailing-blanks",
    Severity.ADVICE,
    "A line ends in spaces.",
    "They are invisible, and an editor that removes them makes a change that no one intended.",
    bad=Example("summary: Volunteers repair what neighbours bring.  \n"),
    good=Example("summary: Volunteers repair what neighbours bring.\n"),
    fixable=True,
)
TOO_MANY = Rule(
    "too-many",
    Severity.ERROR,
    "The file has too many findings; only the first 500 are shown.",
    "A file with hundreds of findings is usually not a practice file at all, or has one mistake that runs through it.",
    bad=None,
    good=_SOUND,
)

MOST_FINDINGS = 500
"""Findings that are shown of one file: a flood of them helps no one, and must not fill a log."""

_BY_ID = {rule.id: rule for rule in list(vars().values()) if isinstance(rule, Rule)}


def limited(findings: list[Finding], document: Document) -> list[Finding]:
    """The worst findings of the file and, if there are too many, one more that says so, as bad as what it hides."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    message = f"only the worst {MOST_FINDINGS} findings of this file are shown"
    worst = sorted(findings, key=lambda finding: (finding.severity.rank, finding.order))
    more = TOO_MANY.finding(document.name, START, (), message, "fix these, then check again")
    return [*worst[:MOST_FINDINGS], replace(more, severity=worst[MOST_FINDINGS].severity)]


def file_findings(document: Document, model: type[BaseModel]) -> list[Finding]:
    """What was wrong when the file of a `model` was read, and invisible spaces."""
    found = [_finding(fault, document, model) for fault in document.faults]
    return [*found, *_trailing_spaces(document)] if document.value is not None else found


def _finding(fault: Fault, document: Document, model: type[BaseModel]) -> Finding:
    rule = _BY_ID[fault.kind]
    advice = _how_to_fill(fault.path, model) if rule is EMPTY_VALUE else fault.help
    return rule.finding(document.name, fault.span, fault.path, fault.message, advice)


def _how_to_fill(path: FieldPath, model: type[BaseModel]) -> str:
    """What to write where a name has no value, which depends on what the field is."""
    from secon_cli.checks.model_paths import block_of, follow, is_keyed, is_list

    location = follow(model, path)
    if isinstance(path[-1], int):
        return "write the item, or remove the line"
    field = location.block.model_fields.get(path[-1]) if location.block else None
    if is_list(location.expected):
        write = "write `[]` if you looked and found nothing"
    elif block_of(location.expected) or is_keyed(location.expected):
        write = "write its fields below, indented"
    else:
        write = "write its value after the colon"
    return write if field and field.is_required() else f"{write}, or remove the line"


_MOST_SPACED = 20
"""Lines with spaces at their end that are reported one by one; an editor that left more left them everywhere."""


def _trailing_spaces(document: Document) -> Iterator[Finding]:
    text = document.text
    if " \n" not in text and "\t" not in text and "\r" not in text and text[-1:] != " ":
        return
    lines = document.lines()
    spaced = [number for number, line in enumerate(lines, start=1) if line[-1:] in (" ", "\t")]
    if len(spaced) > _MOST_SPACED:
        first, last = spaced[0], spaced[-1]
        start, end = len(lines[first - 1].rstrip(" \t")) + 1, len(lines[last - 1]) + 1
        kept = "\n".join(["", *(line.rstrip(" \t") for line in lines[first:last])])
        place = Span(first, start, first, len(lines[first - 1]) + 1)
        message = f"spaces at the end of this line and of {len(spaced) - 1} more"
        yield TRAILING_BLANKS.finding(document.name, place, (), message, None, Fix(Span(first, start, last, end), kept))
        return
    for number in spaced:
        line = lines[number - 1]
        span = Span(number, len(line.rstrip(" \t")) + 1, number, len(line) + 1)
        message = "spaces at the end of the line"
        yield TRAILING_BLANKS.finding(document.name, span, (), message, None, Fix(span, ""))
