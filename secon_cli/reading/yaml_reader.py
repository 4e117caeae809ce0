"""From the bytes of a file to a document: UTF-8, one YAML document, a block of fields at the top.

Bytes become text (`read`); what could exhaust the machine is refused before the text becomes nodes (`composed`); one
walk over the nodes makes values of them, each as text, for the type of its field to decide what it means (`Walk`).
"""

import hashlib
import re
from itertools import islice

import yaml

from secon_cli.reading.document import START, Document, Fault, FieldPath, Places, Value, at_index, between, compose
from secon_cli.reading.yaml_scalars import LONGEST_WORD, NULL, NUMBERS_BEGIN, kind_of

MAX_BYTES = 1024 * 1024
"""Size above which a file is not read, unless SECON_MAX_BYTES allows more."""
MAX_DEPTH = 64
"""How deep lists and blocks may be nested."""
MAX_NODES = 50_000
"""How many names, values, lists and blocks a file may hold."""
MAX_LENGTH = 50_000
"""How many characters a name or a value may have."""

BOM = b"\xef\xbb\xbf"
_MOST_SHOWN = 10
_MARKED = Fault("byte-order-mark", "the file starts with an invisible byte order mark", START)

# --- Characters that have no place in a practice file: they command terminals, or show a text in another order ---

UNWANTED = "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]"
"""They are rare, so that a start does without the expression compiled."""
ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that YAML takes for letters."""
_STRANGE = f"{UNWANTED[:-1]}{ODD_SPACES}]"

_FIRST = (b"\xc2", b"\xe1", b"\xe2", b"\xe3", b"\xef")
_BEGINNINGS = (b"\xc2", b"\xe1\x9a", b"\xe2\x80", b"\xe2\x81", b"\xe3\x80", b"\xef\xbf")
"""What those that are not ASCII begin with in UTF-8, among many that are welcome."""


def read(data: bytes, name: str, max_bytes: int = MAX_BYTES) -> Document:
    """Read one file's bytes; whatever is wrong with them is a fault of the document, and nothing raises."""
    sha256 = hashlib.sha256(data).hexdigest()
    if (other := _other_format(data)) is not None:
        return unusable(name, other, sha256=sha256)
    if len(data) > max_bytes:
        return unusable(name, too_large(max_bytes), sha256=sha256)
    marked = data.startswith(BOM)
    data = data.removeprefix(BOM)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) * 4 > len(data):
        utf16 = Fault("encoding", "the file is in UTF-16, not UTF-8", START)
        return unusable(name, utf16, text=data.decode(errors="replace"), sha256=sha256)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        not_utf8 = Fault("encoding", "this character is not UTF-8", at_index(before + "?", len(before)))
        return unusable(name, not_utf8, text=data.decode(errors="replace"), sha256=sha256)
    lost: frozenset[str] = frozenset()
    root, fault, faults, readable = _root_of(text, data)
    if root is None:
        from secon_cli.reading.syntax import recovered

        if fault is None or any(found.kind == "control-character" for found in faults):
            # This may be a consequence of the characters.
            return unusable(name, *faults, text=text, sha256=sha256)
        found, readable, root, lost = recovered(readable, fault)
        faults += found
        if root is None:
            return unusable(name, *faults, text=text, sha256=sha256)
    walk = Walk(readable)
    value = walk.fields(root, (), 1)
    if walk.too_deep:
        return unusable(name, *faults, *walk.faults, text=text, sha256=sha256)
    return Document(
        name,
        text,
        sha256,
        value,
        (*([_MARKED] if marked else []), *faults, *walk.faults),
        usable=not faults,
        lost=lost,
        altered=walk.altered,
        texts=walk.texts,
        places=Places(readable, root),
    )


def _root_of(text: str, data: bytes) -> tuple[yaml.MappingNode | None, Fault | None, list[Fault], str]:
    """The root of a text or the reason why there is none, its unwanted characters and spaces, and the text without.

    libyaml refuses the unwanted characters of ASCII, so only a text with a fault is searched for them: searching each
    took 1 % of the time of a ranking. Of the others, bytes answer several times faster; single ones are found fastest.
    """
    suspicious = any(first in data for first in _FIRST) and any(beginning in data for beginning in _BEGINNINGS)
    root, fault = (None, None) if suspicious else composed(text, data)
    if fault is None and not suspicious:
        return root, None, [], text
    strange = re.search(_STRANGE, text)
    unwanted = islice(re.finditer(UNWANTED, text), _MOST_SHOWN) if strange else ()
    what = "invisible character (U+{:04X})"
    faults = [Fault("control-character", what.format(ord(one[0])), at_index(text, one.start())) for one in unwanted]
    # The rest is read as if the unwanted characters were spaces, so that all other mistakes are found too.
    readable = re.sub(UNWANTED, " ", text) if faults else text
    if suspicious or faults:
        root, fault = composed(readable, readable.encode())
    if strange and re.search(f"[{ODD_SPACES}]", readable):
        from secon_cli.reading.syntax import straightened

        root, fault, odd, readable = straightened(readable, root, fault)
        faults += odd
    return root, fault, faults, readable


_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "a Word, Excel or PowerPoint document"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
)
_PARTS = ((b"word/", "a Word document"), (b"xl/", "an Excel workbook"), (b"content.xml", "a LibreOffice document"))


def _other_format(data: bytes) -> Fault | None:
    """What is wrong with a document of another program, recognised by its first bytes."""
    what = next((what for signature, what in _SIGNATURES if data.startswith(signature)), None)
    if what is None:
        return None
    if data.startswith(b"PK"):
        what = next((named for part, named in _PARTS if part in data), what)
    help_text = (
        "turn it into a practice file with `secon import`"
        if what == "a Word document"
        else "if it describes a practice, save it as .docx and use `secon import`; `secon new` starts an empty file"
    )
    return Fault("other-format", f"this is {what}, not a YAML file", START, help=help_text)


# 100,000 × `[`, `- ` or `? ` overflow the stack in libyaml's composer, and the time to scan all their events grows with
# the square. So cheap upper bounds are checked first; only a text beyond one of them is scanned, and the scan stops at
# the first event that is too deep.
_TOO_DEEP = "too-deep", f"lists and blocks are nested more than {MAX_DEPTH} deep here"
_OWN_BOUND = "nesting depth"
"""What libyaml from 0.2.6 on says of a thousand nested lists, before it reports the first of them."""
_MANY = 500
_DEEP_INDENT = b" " * 100
_OTHERS = bytes(set(range(256)).difference(b"-?[{"))
"""All bytes but the signs of which one opens each list or block: a block without a name is opened by a colon after a
space. Dropping the others counts the signs in a third of the time that four counts take, 2 % of that of a file."""
# A tag, an anchor or an alias can only begin where a value may begin; the word before it tells prose apart. An anchor
# and an alias have a name: without one, as in `A & B`, there is nothing to refuse, or no YAML.
_REFERENCE = re.compile(r"[!&*](?<![^\s\[\]{},:?-][!&*])(?:(?<=!)|(?=[\w-]))")


def composed(text: str, data: bytes) -> tuple[yaml.MappingNode | None, Fault | None]:
    """The fields of a text, or the first reason why it cannot be read; `data` is the text in UTF-8.

    Its bytes are searched faster than its characters: 1 % of the time of a ranking.
    """
    # Only a text as long as that can hold so many lines and commas: to count them takes 10 µs.
    long = len(text) > MAX_NODES // 4 and (
        len(text) > MAX_LENGTH or data.count(b"\n") + data.count(b",") > MAX_NODES // 4
    )
    deep = (
        len(data.translate(None, _OTHERS)) + data.count(b" :") + (b"\t" in data and data.count(b"\t:")) > _MANY
        or _DEEP_INDENT in data
    )
    referring = (b"!" in data or b"&" in data or b"*" in data) and _REFERENCE.search(text) is not None
    if (long or deep or referring) and (fault := _refused(text)):
        return None, fault
    try:
        root = compose(text)
    except yaml.YAMLError as error:
        from secon_cli.reading.syntax import explain

        return None, explain(error, text)
    if isinstance(root, yaml.MappingNode):
        return root, None
    if root is None:
        return None, Fault("empty-file", "the file is empty", START)
    message = f"expected fields, got {'a list' if isinstance(root, yaml.SequenceNode) else 'a single value'}"
    start = between(text, root.start_mark, root.end_mark)
    return None, Fault("not-a-mapping", message, start._replace(end_line=start.line, end_column=start.column + 1))


def _refused(text: str) -> Fault | None:
    """The first reason not to compose the text, or None; a syntax error is none, it shows when composing."""
    depth = nodes = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if isinstance(event, yaml.NodeEvent):
                nodes += 1
                depth += isinstance(event, yaml.CollectionStartEvent)
                if (reason := _reason(event, depth, nodes)) and event.start_mark is not None:
                    return Fault(*reason[:2], at_index(text, event.start_mark.index), help=reason[2])
    except yaml.MarkedYAMLError as error:
        if error.problem is not None and _OWN_BOUND in error.problem and error.problem_mark is not None:
            return Fault(*_TOO_DEEP, at_index(text, error.problem_mark.index))
    except yaml.YAMLError:
        pass
    return None


def _reason(event: yaml.NodeEvent, depth: int, nodes: int) -> tuple[str, str, str | None] | None:
    """Kind, message and help for the first thing that an event may not be."""
    if isinstance(event, yaml.AliasEvent):
        return "alias", f"`*{event.anchor}` repeats another part of the file", f"write it out; {_QUOTE.format('*')}"
    if event.anchor is not None:
        return "alias", f"`&{event.anchor}` marks a part for repetition", f"remove it; {_QUOTE.format('&')}"
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
        return "tag", "`!` gives the value a YAML type", f"remove it; {_QUOTE.format('!')}"
    if depth > MAX_DEPTH:
        return *_TOO_DEEP, None
    if nodes > MAX_NODES:
        return "too-large", f"the file holds more than {MAX_NODES:,} values", "split it into one file per practice"
    if isinstance(event, yaml.ScalarEvent) and len(event.value) > MAX_LENGTH:
        return "too-large", f"this text has more than {MAX_LENGTH:,} characters", "shorten it, or link to a document"
    return None


_QUOTE = "text that begins with `{}` needs quotation marks"


def too_large(max_bytes: int) -> Fault:
    """What is wrong with a file of more bytes than are read."""
    help_text = "split it into one file per practice; if it is only one, set SECON_MAX_BYTES"
    return Fault("too-large", f"the file is larger than {max_bytes:,} bytes", START, help=help_text)


def unusable(name: str, *faults: Fault, text: str = "", sha256: str = "") -> Document:
    """A document of which nothing can be used, for the reasons given."""
    return Document(name, text, sha256, None, faults, usable=False)


# --- Values ---

_MERGE = "<<"
_JOINED = re.compile(r"([\w-]+):([^\S \t]?)(\S.*)")
"""A name and a value with no space, or an unusual one, between them."""
_SURVIVING = {
    "int": re.compile(r"0|-?[1-9][0-9]*"),
    "float": re.compile(r"-?[0-9]+\.[0-9]+"),
    "timestamp": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
"""What of each kind other readers give back as it is written; numbers with a point not always."""


class Walk:
    """One walk over the nodes of a text: gathers its faults, and the plain scalars that other readers alter."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._escapes = "\\" in text
        self.faults: list[Fault] = []
        self.altered: dict[FieldPath, str] = {}
        self.texts: list[str] = []
        self.too_deep = False

    def fields(self, node: yaml.MappingNode, path: FieldPath, depth: int) -> dict[str, Value]:
        """The values of a block by name; the first one of a repeated name."""
        values: dict[str, Value] = {}
        repeated: list[yaml.ScalarNode] = []
        for key, inside in node.value:
            name = key.value
            if type(key) is not yaml.ScalarNode or not name or (name == _MERGE and not key.style):
                self._refuse_key(key, path)
            elif name in values:
                repeated.append(key)
            elif type(inside) is yaml.ScalarNode:
                text = inside.value
                # Decided here, because a function call for each value takes as long again.
                if self._escapes if inside.style else len(text) <= LONGEST_WORD or text[0] in NUMBERS_BEGIN:
                    values[name] = self._looked_at(inside, (*path, name), key)
                    if values[name] is None and not key.style:
                        self._take_apart(key, path, values)
                else:
                    values[name] = text
                self.texts.append(text)
            else:
                values[name] = self._inside(inside, (*path, name), depth, key)
        if repeated:
            names = (key for key, _ in reversed(node.value) if isinstance(key, yaml.ScalarNode))
            lines = {key.value: key.start_mark.line + 1 for key in names}
            for key in repeated:
                message = f"`{key.value}` is given twice; the first time on line {lines[key.value]}"
                self._fault("duplicate-key", message, key, (*path, key.value))
        return values

    def _items(self, node: yaml.SequenceNode, path: FieldPath, depth: int) -> list[Value]:
        values: list[Value] = []
        for index, item in enumerate(node.value):
            if type(item) is yaml.ScalarNode:
                text = item.value
                if self._escapes if item.style else len(text) <= LONGEST_WORD or text[0] in NUMBERS_BEGIN:
                    values.append(self._looked_at(item, (*path, index), item))
                else:
                    values.append(text)
                self.texts.append(text)
            else:
                values.append(self._inside(item, (*path, index), depth, item))
        return values

    def _looked_at(self, node: yaml.ScalarNode, path: FieldPath, named: yaml.Node) -> str | None:
        """A scalar's text, or None where there is no value; notes faults, and values that other readers change."""
        text: str = node.value
        if node.style:
            if node.style == '"' and self._escapes and re.search(UNWANTED, text):
                message = "a `\\` in this text stands for an invisible character"
                advice = "write `\\\\` for a backslash, or use '…' instead"
                self._fault("control-character", message, node, path, advice)
            return text
        kind = kind_of(text)
        if kind == NULL:
            message = "this item is empty" if isinstance(path[-1], int) else f"`{path[-1]}` has no value"
            self._fault("empty-value", message, named, path)
            return None
        # A value survives if, read as its kind and written again, it is the same.
        form = _SURVIVING.get(kind) if kind else None
        if kind and not (form and form.fullmatch(text) and (kind != "float" or repr(float(text)) == text)):
            self.altered[path] = kind
        return text

    def _take_apart(self, key: yaml.ScalarNode, path: FieldPath, values: dict[str, Value]) -> None:
        """Explain a name without a value that is not one: `name:value`, or text after a comma inside `{…}`."""
        name = key.value
        span = between(self._text, key.start_mark, key.end_mark)
        # A window of the text: a copy of all of it for each of a flood of names would take the square of its size.
        start, end = key.start_mark.index, key.end_mark.index
        before, after = self._text[max(0, start - 80) : start].rstrip(), self._text[end : end + 80].lstrip()
        if (joined := _JOINED.fullmatch(name)) and joined[1] not in values:
            kind, what, where = "syntax", "missing space after the colon", (*path, joined[1])
            if space := joined[2]:
                kind, what = "unusual-space", f"unusual space (U+{ord(space):04X}) after the colon"
                at = span.column + len(joined[1]) + 1
                span = span._replace(column=at, end_column=at + 1)
            help_text = f"write `{joined[1]}: …`"
            values[joined[1]] = joined[3]
        elif before.endswith(",") and after.startswith((",", "}")):
            kind, what, where = "syntax", f"the comma before `{name}` ends the text: this is inside `{{…}}`", path
            help_text = "put the whole text, with its comma, in quotation marks"
        else:
            return
        self.faults.pop()  # That the name has no value.
        self.faults.append(Fault(kind, what, span, where, help_text))
        del values[name]

    def _inside(self, node: yaml.Node, path: FieldPath, depth: int, named: yaml.Node) -> Value:
        """The value of a list or block."""
        if depth == MAX_DEPTH:
            self.too_deep = True
            self._fault(*_TOO_DEEP, named, path)
            return None
        if type(node) is yaml.MappingNode:
            return self.fields(node, path, depth + 1)
        assert isinstance(node, yaml.SequenceNode)
        return self._items(node, path, depth + 1)

    def _refuse_key(self, key: yaml.Node, path: FieldPath) -> None:
        named = "write it as `name: value`"
        if not isinstance(key, yaml.ScalarNode):
            self._fault("syntax", "the name of a field is a word, not a list or block", key, path, named)
        elif not key.value:
            self._fault("syntax", "there is no name before this colon", key, path, named)
        else:
            self._fault("alias", "`<<` repeats another part of the file", key, path, "write the fields out")

    def _fault(self, kind: str, message: str, node: yaml.Node, path: FieldPath, help_text: str | None = None) -> None:
        span = between(self._text, node.start_mark, node.end_mark)
        self.faults.append(Fault(kind, message, span, path, help_text))
