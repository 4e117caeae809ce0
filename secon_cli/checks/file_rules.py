"""Rules of the file itself: encoding, size, syntax, depth, and what of YAML is not used here."""

from collections.abc import Iterator

from pydantic import BaseModel

from secon_cli.checks.findings import FieldPath, Finding, Fix, Severity, Span
from secon_cli.checks.rule import Example, Rule
from secon_cli.checks.sample import complete
from secon_cli.reading.document import Document, Fault

_SOUND = Example()

UNREADABLE = Rule(
    "unreadable",
    Severity.ERROR,
    "The file cannot be opened.",
    "What cannot be read cannot be checked, and nothing checked is never green.",
    bad=None,
    good=_SOUND,
)
TOO_LARGE = Rule(
    "too-large",
    Severity.ERROR,
    "The file, or a text in it, is larger than in a practice file it may be.",
    "A practice takes a few kilobytes, and its longest text a few hundred words. What is a hundred times as large is "
    "something else. Where it is not, the variable SECON_MAX_BYTES says how many bytes a file may have.",
    bad=None,
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
    "An invisible character stands in the text.",
    "Such characters come along when text is copied. They can hide words from a reader, or command the terminal.",
    bad=Example("title: Repair\x07 café\n"),
    good=Example("title: Repair café\n"),
)
SYNTAX = Rule(
    "syntax",
    Severity.ERROR,
    "The file does not follow the rules of YAML.",
    "Fields are told from text by colons, indentation and quotation marks; one slip, and the rest means nothing.",
    bad=Example("title: Repair café: the beginning\n"),
    good=Example("title: 'Repair café: the beginning'\n"),
)
TAB = Rule(
    "tab",
    Severity.ERROR,
    "A line is indented with a tab.",
    "A tab is as wide as each editor wants. YAML therefore allows only spaces before a field.",
    bad=Example("location:\n\tcountry: LV\n", whole=True),
    good=Example("location:\n  country: LV\n  partner: Latgale\n  evidence: report:location\n"),
)
TOO_DEEP = Rule(
    "too-deep",
    Severity.ERROR,
    "Lists and blocks stand too deep in each other.",
    "A practice needs four levels. Hundreds are a slip of the keyboard, or meant to bring programs down.",
    bad=Example("title: " + "[" * 70 + "]" * 70 + "\n"),
    good=_SOUND,
)
ALIAS = Rule(
    "alias",
    Severity.ERROR,
    "The file repeats one of its parts by reference.",
    "With `&`, `*` and `<<`, YAML can repeat a part. Whoever reads a practice should find every fact where it belongs.",
    bad=Example("title: &name Repair café\nsummary: *name\n"),
    good=Example("title: Repair café\nsummary: '*A place to repair*'\n"),
)
TAG = Rule(
    "tag",
    Severity.ERROR,
    "A value carries a type of its own.",
    "With `!`, YAML gives a value a type. Here the field decides what a value means.",
    bad=Example("title: !!str 2021\n"),
    good=Example("title: '!Repair café!'\n"),
)
SEVERAL_DOCUMENTS = Rule(
    "several-documents",
    Severity.ERROR,
    "The file holds more than one document.",
    "One file is one practice: its name is the practice's id.",
    bad=Example("format: 1\n---\nformat: 1\n", whole=True),
    good=_SOUND,
)
DUPLICATE_KEY = Rule(
    "duplicate-key",
    Severity.ERROR,
    "A field stands twice in one block.",
    "Programs would take one of the two and forget the other without a word.",
    bad=Example("location: {country: LV, partner: Latgale, country: LT, evidence: report:location}\n"),
    good=Example("location: {country: LV, partner: Latgale, evidence: report:location}\n"),
)
EMPTY_VALUE = Rule(
    "empty-value",
    Severity.ERROR,
    "A field has a name and no value.",
    "Absent is not empty: `[]` says that somebody looked and found nothing, a missing line that nobody looked. A name "
    "alone could be either.",
    bad=Example("links:\n"),
    good=Example("links: []\n"),
)
EMPTY_FILE = Rule(
    "empty-file",
    Severity.ERROR,
    "Nothing is written in the file.",
    "An empty file among the practices is a practice that somebody lost.",
    bad=Example("# to be done\n", whole=True),
    good=_SOUND,
)
NOT_A_MAPPING = Rule(
    "not-a-mapping",
    Severity.ERROR,
    "The file holds no fields.",
    "A practice is a set of fields, each as `name: value`. This file is one list, or one value.",
    bad=Example("- format: 1\n", whole=True),
    good=_SOUND,
)
BYTE_ORDER_MARK = Rule(
    "byte-order-mark",
    Severity.WARNING,
    "The file begins with an invisible byte-order mark.",
    "Some editors put it before the first letter. Programs that do not expect it take it for a part of the first name.",
    bad=Example(b"\xef\xbb\xbf" + complete(_SOUND)),
    good=_SOUND,
)
TRAILING_BLANKS = Rule(
    "trailing-blanks",
    Severity.ADVICE,
    "A line ends in blanks.",
    "Nobody sees them, and every editor that removes them makes a change that nobody meant.",
    bad=Example("summary: Volunteers repair what neighbours bring.  \n"),
    good=Example("summary: Volunteers repair what neighbours bring.\n"),
    fixable=True,
)
TOO_MANY = Rule(
    "too-many",
    Severity.ERROR,
    "The file has more problems than anybody wants to read at once.",
    "A file with hundreds of problems is mostly no practice file at all, or one slip that runs through all of it.",
    bad=None,
    good=_SOUND,
)

RULES = (
    UNREADABLE,
    TOO_LARGE,
    ENCODING,
    CONTROL_CHARACTER,
    SYNTAX,
    TAB,
    TOO_DEEP,
    ALIAS,
    TAG,
    SEVERAL_DOCUMENTS,
    DUPLICATE_KEY,
    EMPTY_VALUE,
    EMPTY_FILE,
    NOT_A_MAPPING,
    BYTE_ORDER_MARK,
    TRAILING_BLANKS,
    TOO_MANY,
)
_BY_ID = {rule.id: rule for rule in RULES}


def file_findings(document: Document, model: type[BaseModel]) -> list[Finding]:
    """What was wrong when the file of a `model` was read, and blanks that nobody sees."""
    found = [_finding(fault, document, model) for fault in document.faults]
    return [*found, *_trailing_blanks(document)] if document.usable else found


def _finding(fault: Fault, document: Document, model: type[BaseModel]) -> Finding:
    rule = _BY_ID[fault.kind]
    advice = _how_to_fill(fault.path, model) if rule is EMPTY_VALUE else fault.help
    return rule.finding(document.name, fault.span, fault.path, fault.message, advice)


def _how_to_fill(path: FieldPath, model: type[BaseModel]) -> str:
    """What to write where a name has no value: that depends on what the field is."""
    from secon_cli.checks.schema import block_of, follow, is_keyed, is_list

    spot = follow(model, path)
    if isinstance(path[-1], int):
        return "write the item, or remove the line"
    field = spot.block.model_fields.get(path[-1]) if spot.block else None
    if is_list(spot.expected):
        write = "write `[]` if you looked and found nothing"
    elif block_of(spot.expected) or is_keyed(spot.expected):
        write = "write its fields below, indented"
    else:
        write = "write its value behind the colon"
    return write if field and field.is_required() else f"{write}, or remove the line"


def _trailing_blanks(document: Document) -> Iterator[Finding]:
    text = document.text
    if " \n" not in text and "\t" not in text and "\r" not in text and text[-1:] != " ":
        return
    for number, line in enumerate(document.lines(), start=1):
        if line[-1:] in (" ", "\t"):
            span = Span(number, len(line.rstrip(" \t")) + 1, number, len(line) + 1)
            message = "blanks at the end of the line"
            yield TRAILING_BLANKS.finding(document.name, span, (), message, None, Fix(span, ""))
