"""Texts and links are what their writer meant: not a placeholder, pasted twice, cut short or read as something else.

Letters are ordinary ones, links lead straight to their target, and no one's address or telephone number is published.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

import yaml

from secon_cli.checks.findings import FieldPath, Finding, Fix, Record
from secon_cli.practice.fields import block_of, expected_at, is_text, words
from secon_cli.practice.model import Practice, may_be_not_stated
from secon_cli.practice.values import NOT_STATED
from secon_cli.practice.vocabularies import YesNo
from secon_cli.reading.yaml_scalars import BOOLEANS, ONE_LETTER_BOOLEANS, RESERVED, quoted

# Values that programs which follow YAML 1.1 read as something else

_TRUE = {word for word, value in {**BOOLEANS, **ONE_LETTER_BOOLEANS}.items() if value}
_OCTAL = re.compile(r"[-+]?0[0-7]+")
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
        message = f"other programs read `{_short(text)}` as {read_as(text, kind)}"
        # `yes` and `no` are both for a field that asks for them.
        if is_text(expected) or (known and not (kind == "bool" and set(known) == set(YesNo))):
            instead = quoted(text)
            fix = Fix(document.places.span(path), instead)
        elif kind == "int" and _PLAIN_NUMBER.fullmatch(text) and expected is not None:
            instead, fix = text.lstrip("0") or "0", None
            message += f", secon as {_short(instead)}"
        else:
            continue
        line = f"{path[-1]}: {instead}" if isinstance(path[-1], str) else instead
        advice = f"write `{line}`" if len(line) <= 2 * _LONGEST_READ else "put it in quotation marks"
        yield record.finding("yaml-trap", path, message, advice, fix=fix)
    for name in record.sources:
        if name.lower() in RESERVED and document.places.written(("sources", name), key=True) == name:
            message = f"other programs read the name `{name}` as {read_as(name, 'bool')}"
            yield record.finding("yaml-trap", ("sources", name), message, "choose another name", key=True)


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
    number = yaml.safe_load(text)
    if ":" in text:
        return f"the number {int(number)}: they count in sixties"
    if kind == "float":
        if not math.isfinite(number):
            return "not a number" if math.isnan(number) else "infinity"
        return f"the number {number:g}" if len(plain) < 16 else "a rounded number"
    return f"the number {number}{': a leading 0 makes it octal' if _OCTAL.fullmatch(plain) else ''}"


# Placeholders

_WORDS = (
    "tbd", "t.b.d", "tba", "tbc", "n/a", "n.a", "na", "todo", "to do", "fixme", "to be added", "to be announced",
    "to be completed", "to be confirmed", "to be decided", "to be defined", "to be determined", "to be done",
    "to be filled in", "to be written", "not applicable", "not available", "not known", "unknown", "none", "nil",
    "null", "test", "asdf", "lorem", "xx", "xxx", "xxxx",
)  # fmt: skip
_SIGNS_ALONE = ("?", "??", "???", "-", "--", "---", "–", "—", "..", "...", "…", "_", "__", "___", "/", "//")
_WHOLE = frozenset(
    f"{form}{end}" for word in _WORDS for form in (word, word.upper(), word.capitalize()) for end in ("", ".", "!")
).union(_SIGNS_ALONE)
_WITHIN = re.compile(r"[Ll]orem ipsum|\b(?:TB[ACD]|TODO|XXX+)\b|\?\?\?")


def check_placeholders(record: Record) -> Iterator[Finding]:
    """Texts that are a placeholder, or contain one."""
    placeholders = _WHOLE.intersection(record.document.texts)
    data = record.data
    # To look for these takes 25 µs a file, for a single byte nothing, and to search with the expression 357 µs.
    common = (b"X" in data and b"XXX" in data) or (b"?" in data and b"???" in data)
    if common or any(sign in data for sign in (b"TODO", b"TB", b"orem i")):
        placeholders |= {value for value in record.document.texts if _WITHIN.search(value)}
    if record.data.count(NOT_STATED.encode()) > sum(len(block.not_stated) for _, block in record.blocks):
        placeholders |= {NOT_STATED}
    for path, value in record.places_of(placeholders) if placeholders else ():
        message = "this is a placeholder"
        if value == NOT_STATED:
            block = block_of(expected_at(Practice, path[:-1]))
            if not is_text(expected_at(Practice, path)) or (block and may_be_not_stated(block, str(path[-1]))):
                continue
            message = f"`{NOT_STATED}` is for single values that may be left out; here it is a text like any other"
        yield record.finding("placeholder", path, message)


# Repetition

_SHORTEST_PASTED = 40
_CLAIMED = frozenset(("summary", "what", "how", "who", "where", "narrative", "expected", "used_for"))
_SHORTEST_SUMMARY = 200


def check_repetition(record: Record) -> Iterator[Finding]:
    """Long claims with a text that the file has before; names, notes and backgrounds may be alike."""
    long = [text for text in record.document.texts if len(text) >= _SHORTEST_PASTED]
    if len(set(long)) == len(long):
        return
    repeated = {text for text, times in Counter(long).items() if times > 1}
    first: dict[str, FieldPath] = {}
    for path, value in record.places_of(repeated):
        if path[-1] in _CLAIMED:
            if value in first:
                message = f"the same text as on line {record.document.places.span(first[value]).line}"
                yield record.finding("text-twice", path, message)
            first.setdefault(value, path)


def check_summary(record: Record) -> Iterator[Finding]:
    """The summary against all that the details say."""
    summary, details = record.readable.summary, record.readable.details
    if not summary or not details or len(summary) < _SHORTEST_SUMMARY:
        return
    items = ("needs", "objectives", "implementation", "innovation")
    length = sum(len(item.what or "") for name in items for _, item in record.items("details", name))
    if 0 < length <= len(summary) and record.practice is not None:
        message = f"{len(summary)} characters, but the details have {length}"
        yield record.finding("summary-as-long-as-details", ("summary",), message)


# Comments that were meant as text

_COMMENT = re.compile(r"[ \t](?<=\S[ \t])[ \t]*#(?=[^\s#])")


def check_comments(record: Record) -> Iterator[Finding]:
    """Comments after a text whose `#` has no space after it, unlike one that is meant as a comment."""
    document = record.document
    # A search for one character takes a fiftieth of one for two.
    if b"#" not in record.data or (b" #" not in record.data and b"\t#" not in record.data):
        return
    for match in _COMMENT.finditer(document.text):
        path = document.places.field_at(match.start() - 1)
        sign = match.end() - 1
        if path is None or document.places.field_at(sign) is not None or not is_text(expected_at(Practice, path)):
            continue
        if document.places.written(path)[:1] not in ("'", '"', "|", ">"):
            message = "`#` starts a comment, so the text ends before it"
            length = len(document.text[sign:].split("\n", 1)[0].rstrip())
            yield record.finding_in_text("text-cut-short", sign, length, message, path=path)


# Letters

_SPACES = "\u00a0\u2007\u202f"
_NOTHING = (
    "\u00ad\u034f\u061c\u115f\u1160\u180b\u180c\u180d\u180e\u200b\u200e\u200f"
    "\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)
_INVISIBLE = re.compile(f"[{_SPACES}]|[{_NOTHING}]+")
_OPENING, _CLOSING = "“„«»‚‘”’", "”“»«’‘"
_WORD = re.compile(r"[^\W\d_]{3,}")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_LATIN = "[A-Za-z\u00c0-\u024f]"


def check_letters(record: Record) -> Iterator[Finding]:
    """Characters and words of the whole file, comments included."""
    text, letters = record.document.text, record.beyond_ascii
    # Over the whole file, the expressions take 890 µs.
    for match in _INVISIBLE.finditer(text) if _INVISIBLE.search(letters) else ():
        instead, advice = (" ", "write an ordinary space") if match[0] in _SPACES else ("", "delete it")
        name = unicodedata.name(match[0][0], "without a name").lower()
        message = f"an invisible character (U+{ord(match[0][0]):04X}, {name})"
        yield record.finding_in_text(
            "invisible-character", match.start(), len(match[0]), message, advice, instead=instead
        )
    # Only parts with other letters than those of English are looked at: all words of a text take 0.7 ms.
    parts = [part for part in text.split() if not part.isascii()] if _FOREIGN.search(letters) else ()
    mixed = {word for part in parts for word in _WORD.findall(part) if re.search(_LATIN, word)}
    for match in _WORD.finditer(text) if any(map(_FOREIGN.search, mixed)) else ():
        foreign = _FOREIGN.search(match[0])
        if foreign and match[0] in mixed:
            script = unicodedata.name(foreign[0], "another").split()[0].capitalize()
            message = f"letter {foreign.start() + 1} of this word, `{foreign[0]}`, is {script}; the others are Latin"
            yield record.finding_in_text("mixed-scripts", match.start(), len(match[0]), message)


_LOST = "\ufffd"
_GARBLED = re.compile(
    "[\u00c2-\u00c5\u00ce-\u00d1\u00e2][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,2}"
)
"""UTF-8 read as Windows-1252: the first byte of a letter, and the bytes after it."""


def check_garbled(record: Record) -> Iterator[Finding]:
    """Letters that a conversion has lost, or has written as two or three others."""
    text, letters = record.document.text, record.beyond_ascii
    # The expression takes 20 µs over a file and nothing over the letters that are not ASCII, as all of these are.
    if _LOST not in letters and _GARBLED.search(letters) is None:
        return
    for match in re.finditer(f"{_LOST}+", text):
        yield record.finding_in_text("garbled-text", match.start(), len(match[0]), "a letter was lost here (U+FFFD)")
    for match in _GARBLED.finditer(text):
        try:
            meant = match[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        message = f"`{match[0]}` is `{meant}` in the wrong encoding"
        yield record.finding_in_text(
            "garbled-text", match.start(), len(match[0]), message, f"write `{meant}`", instead=meant
        )


def check_quotation_marks(record: Record) -> Iterator[Finding]:
    """Texts that begin and end with quotation marks that no keyboard has."""
    if not any(sign in record.beyond_ascii for sign in _OPENING):
        return
    texts = record.document.texts
    marked = {text for text in texts if text[:1] in _OPENING and text[-1:] in _CLOSING and len(text) > 1}
    for path, value in record.places_of(marked) if marked else ():
        message = f"YAML reads `{value[0]}` and `{value[-1]}` as part of the text"
        yield record.finding("quotation-marks", path, message)


# Tracking

_URL = re.compile(r"https?://[^\s\"'<>\[\]{}|]+")
_PARAMETERS = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|mc_cid|mc_eid|igshid|_hsenc|_hsmi|mkt_tok"
)
_REDIRECTS = {
    **dict.fromkeys(("l.facebook.com", "lm.facebook.com", "l.instagram.com", "urldefense.com"), "u"),
    **dict.fromkeys(("www.google.com", "google.com"), "q"),
    **dict.fromkeys(("out.reddit.com", "slack-redir.net", "www.linkedin.com"), "url"),
}
"""Hosts that redirect, and the parameter that holds the target."""
_OUTLOOK = ".safelinks.protection.outlook.com"
_REDIRECT_PATHS = ("/url", "/l.php", "/", "/link", "/redir/redirect", "/v3/")
_MOST_REDIRECTS = 5
_SAFE = re.compile(r"https?://[\w.~:/?#@!$&'()*+;=%-]+", re.ASCII)


def check_tracking(record: Record) -> Iterator[Finding]:
    """Every web address of the file, comments included."""
    text = record.document.text
    if "?" not in text:
        return
    for match in _URL.finditer(text):
        url = match[0].rstrip(".,;:)")
        straight = _straight(url)
        if straight != url:
            instead = straight if _SAFE.fullmatch(straight) else None
            message = "this URL contains tracking parameters or a redirect"
            yield record.finding_in_text(
                "tracking-link", match.start(), len(url), message, f"write `{straight}`", instead=instead
            )


def _straight(url: str) -> str:
    """The address without tracking parameters and redirects; unchanged if it cannot be parsed."""
    for _ in range(_MOST_REDIRECTS):
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return url
        parameter = "url" if host.endswith(_OUTLOOK) else _REDIRECTS.get(host)
        targets = parse_qsl(parts.query) if parameter and parts.path in _REDIRECT_PATHS else ()
        target = next(
            (value for name, value in targets if name == parameter and value.startswith(("http://", "https://"))), None
        )
        if target is None:
            pairs = [pair for pair in parts.query.split("&") if pair]
            kept = [pair for pair in pairs if not _PARAMETERS.fullmatch(unquote(pair.partition("=")[0]))]
            return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query="&".join(kept)))
        url = target
    return url


def check_links(record: Record) -> Iterator[Finding]:
    """The addresses of links, annexes and sources."""
    sources = [(("sources", key), source) for key, source in record.sources.items() if source]
    for path, link in (*sources, *record.items("links"), *record.items("annexes")):
        if not link.url:
            continue
        host, doubt = link.url.split("/", 3)[2].rpartition("@")[2].partition(":")[0], None
        if "://" in link.url[8:20]:
            doubt = "the address begins twice"
        elif "." not in host.strip(".") and not host.startswith("["):
            doubt = f"`{host}` is not a valid host name"
        elif link.url[-1] in ".,;":
            doubt = f"the address ends in `{link.url[-1]}`"
        if doubt:
            yield record.finding("doubtful-link", (*path, "url"), doubt)


# Contact data

_EMAIL = re.compile(r"(?<![\w./@+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_FIGURES = re.compile(r"[0-9][0-9 ()/.-]{5,}[0-9]")
_PREFIX = re.compile(r"(?<![\w.,/=+-])\+$|(?<![\w.,/=+-])$")
_LABEL = re.compile(r"\b(?:tel|phone|telephone|mobile)[.:]{0,2} ?\(?\+?$", re.IGNORECASE)
_LONGEST_LABEL = 16
_AFTER_TEL = re.compile(rb"tel[.:]{0,2} ?\(?\+?[0-9]")
_DOUBLE_ZERO = re.compile(rb"00(?<![\w.,/=+-]00)")
_FEWEST_FIGURES, _FEWEST_WITH_PREFIX, _MOST_FIGURES = 6, 9, 15


def check_privacy(record: Record) -> Iterator[Finding]:
    """Addresses and numbers anywhere in the file, comments included."""
    text, data = record.document.text, record.data
    found = [(match, "an e-mail address") for match in _EMAIL.finditer(text)] if "@" in text else []
    # Whether a number follows a `+` or a label, or begins with `00`: 20 µs a file, the expression for digits 50 µs.
    lower = data.lower()
    if (
        b"+" in data
        or b"phone" in lower
        or b"mobile" in lower
        or (b"tel" in lower and _AFTER_TEL.search(lower))
        or _DOUBLE_ZERO.search(data)
    ):
        for match in _FIGURES.finditer(text):
            before, number = text[max(match.start() - _LONGEST_LABEL, 0) : match.start()], match[0]
            digits = sum(map(str.isdigit, number))
            fewest, sign = _FEWEST_FIGURES, _LABEL.search(before)
            if before[-1:] == "+" or number.startswith("00"):
                fewest, sign = _FEWEST_WITH_PREFIX, _PREFIX.search(before)
            if sign and fewest <= digits <= _MOST_FIGURES:
                found.append((match, "a telephone number"))
    for match, what in found:
        yield record.finding_in_text("personal-data", match.start(), len(match[0]), f"this looks like {what}")
