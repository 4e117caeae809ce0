"""Links lead straight to their target, and no one's address or telephone number is published."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from secon_cli.checks.findings import Finding, Rule, Severity
from secon_cli.checks.record import Record

# Tracking

TRACKING_LINK = Rule("tracking-link", Severity.WARNING, fixable=True)

_URL = re.compile(r"https?://[^\s\"'<>\[\]{}|]+")
_PARAMETERS = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|mc_cid|mc_eid|igshid|_hsenc|_hsmi|mkt_tok"
)
_REDIRECTS = {
    "l.facebook.com": "u",
    "lm.facebook.com": "u",
    "l.instagram.com": "u",
    "www.google.com": "q",
    "google.com": "q",
    "out.reddit.com": "url",
    "slack-redir.net": "url",
    "www.linkedin.com": "url",
    "urldefense.com": "u",
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
                TRACKING_LINK, match.start(), len(url), message, f"write `{straight}`", instead=instead
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


# Addresses

DOUBTFUL_LINK = Rule("doubtful-link", Severity.WARNING)


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
            advice = "open it in a browser and copy the address from there"
            yield record.finding(DOUBTFUL_LINK, (*path, "url"), doubt, advice)


# Contact data

PERSONAL_DATA = Rule("personal-data", Severity.WARNING)

_EMAIL = re.compile(r"(?<![\w./@+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_DIGITS = re.compile(r"[0-9][0-9 ()/.-]{5,}[0-9]")
_PREFIX = re.compile(r"(?<![\w.,/=+-])\+$|(?<![\w.,/=+-])$")
_LABEL = re.compile(r"\b(?:tel|phone|telephone|mobile)[.:]{0,2} ?\(?\+?$", re.IGNORECASE)
_LONGEST_LABEL = 16
_AFTER_TEL = re.compile(rb"tel[.:]{0,2} ?\(?\+?[0-9]")
_DOUBLE_ZERO = re.compile(rb"00(?<![\w.,/=+-]00)")
_FEWEST_DIGITS, _FEWEST_WITH_PREFIX, _MOST_DIGITS = 6, 9, 15


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
        for match in _DIGITS.finditer(text):
            before, number = text[max(match.start() - _LONGEST_LABEL, 0) : match.start()], match[0]
            digits = sum(map(str.isdigit, number))
            fewest, sign = _FEWEST_DIGITS, _LABEL.search(before)
            if before[-1:] == "+" or number.startswith("00"):
                fewest, sign = _FEWEST_WITH_PREFIX, _PREFIX.search(before)
            if sign and fewest <= digits <= _MOST_DIGITS:
                found.append((match, "a telephone number"))
    for match, what in found:
        advice = "remove it; link to a page with the organisation's contacts instead"
        yield record.finding_in_text(PERSONAL_DATA, match.start(), len(match[0]), f"this looks like {what}", advice)
