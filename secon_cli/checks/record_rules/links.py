"""Links lead straight to where they say."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from secon_cli.checks.findings import FieldPath, Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule

TRACKING_LINK = Rule(
    "tracking-link",
    Severity.WARNING,
    "A link reports who follows it, or leads through a page that does.",
    "Links copied from e-mails, search pages and social networks carry a detour or marks that tell others who clicked. "
    "They also break earlier than the page itself.",
    bad=Example("links: [{label: Home page, url: 'https://example.org/cafe?utm_source=letter'}]\n"),
    good=Example("links: [{label: Home page, url: https://example.org/cafe}]\n"),
    fixable=True,
)
DOUBTFUL_LINK = Rule(
    "doubtful-link",
    Severity.WARNING,
    "A web address can hardly be right as it stands.",
    "An address without a name of a site, with two beginnings, or with the full stop of its sentence leads nowhere.",
    bad=Example("links: [{label: Home page, url: https://https://example.org}]\n"),
    good=Example("links: [{label: Home page, url: https://example.org}]\n"),
)

_URL = re.compile(r"https?://[^\s\"'<>\[\]{}|]+")
_MARKS = re.compile(r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|mc_cid|mc_eid|igshid|_hsenc|_hsmi|mkt_tok")
_DETOURS = {
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
_OUTLOOK = ".safelinks.protection.outlook.com"
_DETOUR_PATHS = ("/url", "/l.php", "/", "/link", "/redir/redirect", "/v3/")
_MOST_DETOURS = 5
_SAFE = re.compile(r"https?://[\w.~:/?#@!$&'()*+;=%-]+", re.ASCII)


def check_tracking(record: Record) -> Iterator[Finding]:
    """Every web address of the file, wherever it stands."""
    text = record.document.text
    if "?" not in text:
        return
    for match in _URL.finditer(text):
        url = match[0].rstrip(".,;:)")
        straight = _straight(url)
        if straight != url:
            instead = straight if _SAFE.fullmatch(straight) else None
            message = "this address carries marks or a detour for tracking"
            yield record.finding_in_text(
                TRACKING_LINK, match.start(), len(url), message, f"write `{straight}`", instead=instead
            )


def _straight(url: str) -> str:
    """The address without marks and detours; as it is where it cannot be taken apart."""
    for _ in range(_MOST_DETOURS):
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return url
        target = _target(host, parts.path, parts.query)
        if target is None:
            return _without_marks(url, parts)
        url = target
    return url


def _target(host: str, path: str, query: str) -> str | None:
    """Where a detour leads; None for an address that is none."""
    name = "url" if host.endswith(_OUTLOOK) else _DETOURS.get(host)
    if name is None or path not in _DETOUR_PATHS:
        return None
    leads = (value for key, value in parse_qsl(query) if key == name)
    return next((value for value in leads if value.startswith(("http://", "https://"))), None)


def _without_marks(url: str, parts: SplitResult) -> str:
    pairs = [pair for pair in parts.query.split("&") if pair]
    kept = [pair for pair in pairs if not _MARKS.fullmatch(unquote(pair.partition("=")[0]))]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query="&".join(kept)))


def check_links(record: Record) -> Iterator[Finding]:
    """The addresses of links, annexes and sources."""
    for path, url in _addresses(record):
        if reason := _doubt(url):
            yield record.finding(DOUBTFUL_LINK, path, reason, "open it in a browser and copy the address from there")


def _addresses(record: Record) -> Iterator[tuple[FieldPath, str]]:
    practice = record.readable
    for key, source in record.sources.items():
        if source and source.url:
            yield ("sources", key, "url"), source.url
    for name, links in (("links", practice.links), ("annexes", practice.annexes)):
        for index, link in enumerate(links or ()):
            if link and link.url:
                yield (name, index, "url"), link.url


def _doubt(url: str) -> str | None:
    host = url.split("/", 3)[2].rpartition("@")[2].partition(":")[0]
    if "://" in url[8:20]:
        return "the address begins twice"
    if "." not in host.strip(".") and not host.startswith("["):
        return f"`{host}` is no name of a site"
    if url[-1] in ".,;":
        return f"the address ends in `{url[-1]}`"
    return None
