"""What holds for every page of HTML that secon writes, whatever the texts in it are."""

import base64
import hashlib
import re
from collections import Counter
from typing import Any

from lxml import html

_ELEMENTS = re.compile(
    "a|abbr|b|body|br|button|caption|cite|code|col|colgroup|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|head|"
    "header|html|i|input|label|li|main|meta|nav|ol|option|output|p|path|pre|script|section|select|small|span|"
    "strong|style|summary|svg|table|tbody|td|tfoot|th|thead|title|tr|ul"
)


def parsed(text: str) -> Any:
    """The page as a tree."""
    return html.document_fromstring(text)


def hold_for_page(text: str) -> None:
    """Nothing is loaded, nothing runs but the script whose hash is named, links lead somewhere, ids are unique."""
    page = parsed(text)
    elements = [one for one in page.iter() if isinstance(one.tag, str)]
    assert [one.tag for one in elements if not _ELEMENTS.fullmatch(one.tag)] == []
    attributes = {(one.tag, name) for one in elements for name in one.attrib}
    refused = [(tag, name) for tag, name in attributes if name.startswith("on") or name in {"style", "src", "srcset"}]
    assert refused == []
    addresses = [one.get("href") for one in page.xpath("//*[@href]")]
    assert [address for address in addresses if not re.match(r"#|https?://|mailto:", address)] == []
    ids = Counter(one.get("id") for one in page.xpath("//*[@id]"))
    assert [name for name, number in ids.items() if number > 1] == []
    assert {address[1:] for address in addresses if address.startswith("#")} - ids.keys() == set()
    for one in page.xpath("//*[@aria-describedby or @aria-labelledby or @for]"):
        assert (one.get("aria-describedby") or one.get("aria-labelledby") or one.get("for")) in ids

    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    data, script = page.xpath("//script")
    assert (data.get("type"), script.get("type")) == ("application/json", None)
    (style,) = page.xpath("//style")
    assert f"script-src '{_hash(script.text)}'" in policy
    assert f"style-src '{_hash(style.text)}'" in policy
    assert "url(" not in style.text
    assert "@import" not in style.text


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
