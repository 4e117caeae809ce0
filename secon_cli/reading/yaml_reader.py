"""From the bytes of a file to a document: UTF-8, one YAML document, a block of fields at the top."""

import hashlib

import yaml

from secon_cli.reading.characters import UNWANTED, may_be_unwanted
from secon_cli.reading.composer import compose
from secon_cli.reading.document import Document, Fault
from secon_cli.reading.guard import refuse
from secon_cli.reading.places import Places
from secon_cli.reading.spans import START, Span, at_index, between
from secon_cli.reading.values import Walk

MAX_BYTES = 1024 * 1024
"""Size above which a file is not read, unless somebody wants it to be."""

BOM = b"\xef\xbb\xbf"
_MOST_SHOWN = 10
_MARKED = Fault(
    "byte-order-mark",
    "an invisible byte-order mark stands before the first letter",
    START,
    help="save the file as UTF-8 without BOM (byte-order mark)",
)


def read(data: bytes, name: str, max_bytes: int = MAX_BYTES) -> Document:
    """Read one file's bytes; whatever is wrong with them is a fault of the document, and nothing raises."""
    sha256 = hashlib.sha256(data).hexdigest()
    if len(data) > max_bytes:
        return unusable(name, too_large(max_bytes), sha256=sha256)
    marked = data.startswith(BOM)
    data = data.removeprefix(BOM)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return unusable(name, _not_utf8(data, error.start), text=data.decode(errors="replace"), sha256=sha256)
    faults = _unwanted_characters(text) if may_be_unwanted(data) else []
    if faults and faults[0].kind == "encoding":
        return unusable(name, *faults, text=text, sha256=sha256)
    # The rest is read as if the unwanted characters were spaces, so that all other mistakes are found too.
    readable = UNWANTED.sub(" ", text) if faults else text
    lost: frozenset[str] = frozenset()
    root, fault = _composed(readable)
    if fault is not None:
        from secon_cli.reading.recovery import recovered

        if faults:
            # This may be a consequence of the characters.
            return unusable(name, *faults, text=text, sha256=sha256)
        found, readable, root, lost = recovered(readable, fault)
        faults = found
        if root is None:
            return unusable(name, *faults, text=text, sha256=sha256)
    if not isinstance(root, yaml.MappingNode):
        return unusable(name, *faults, _no_fields(root, text), text=text, sha256=sha256)
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


def _composed(text: str) -> tuple[yaml.Node | None, Fault | None]:
    """The root of a text, or the first reason why it cannot be read."""
    fault = refuse(text)
    if fault is not None:
        return None, fault
    try:
        return compose(text), None
    except yaml.YAMLError as error:
        from secon_cli.reading.syntax import explain

        return None, explain(error, text)


def too_large(max_bytes: int) -> Fault:
    """What is wrong with a file of more bytes than are read."""
    help_text = "split it into one file per practice; if it is one, SECON_MAX_BYTES=… says how large a file may be"
    return Fault("too-large", f"the file is larger than {max_bytes:,} bytes", START, help=help_text)


def unusable(name: str, *faults: Fault, text: str = "", sha256: str = "") -> Document:
    """A document of which nothing can be used, for the reasons given."""
    return Document(name, text, sha256, None, faults, usable=False)


def _not_utf8(data: bytes, index: int) -> Fault:
    before = data[:index].decode()
    guess = "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "not UTF-8"
    message = f"the file is {guess}" if guess == "UTF-16" else "this character is not written in UTF-8"
    return Fault("encoding", message, at_index(before + "?", len(before)), help="save the file with the encoding UTF-8")


def _unwanted_characters(text: str) -> list[Fault]:
    found = [match.start() for match in UNWANTED.finditer(text)]
    if text.count("\0") * 4 > len(text):
        return [Fault("encoding", "the file is UTF-16", START, help="save the file with the encoding UTF-8")]
    return [
        Fault(
            "control-character",
            f"an invisible character (U+{ord(text[index]):04X}) stands here",
            at_index(text, index),
            help="delete it; it often comes with text copied from elsewhere",
        )
        for index in found[:_MOST_SHOWN]
    ]


def _no_fields(root: yaml.Node | None, text: str) -> Fault:
    if root is None:
        return Fault("empty-file", "nothing is written in this file", START)
    what = "a list" if isinstance(root, yaml.SequenceNode) else "a single value"
    place = between(text, root.start_mark, root.end_mark)
    first_line = Span(place.line, place.column, place.line, place.column + 1)
    message = f"the file holds {what} where fields are expected"
    return Fault("not-a-mapping", message, first_line, help="start with fields, each as `name: value`")
