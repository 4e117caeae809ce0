"""Mutations of YAML files: of their bytes, lines, names, values and structure, and files that are blown up.

Each takes a random generator and the bytes of a file, and gives other bytes; the same generator gives the same file.
"""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeAlias

import yaml

Mutation: TypeAlias = Callable[[Random, bytes], bytes]

LARGEST = 1_200_000
"""Bytes of the largest file that is made: a little more than secon reads."""

_BYTES = [b"\x00", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\x1b[2J", b"\r", b"\x85", b"\t", b"\x7f"]
_BYTES += [text.encode() for text in ("\x85", "\u2028", "\u2029", "\u202e", "\u200b", "\ufeff", "\ufffe", "\U0010ffff")]
_BYTES += [
    b"&a ",
    b"*a ",
    b"!!python/object:os.system ",
    b"<<: ",
    b"[",
    b"{",
    b"- ",
    b"? ",
    b": ",
    b"#",
    b"%",
    b"|",
    b'"',
]

_LINES = [
    "---",
    "...",
    "%YAML 9.9",
    "%TAG ! tag:a,2024:",
    "? a",
    ": b",
    "- ",
    "- - - a",
    "\ta: b",
    "<<: {a: b}",
    "a: &b c",
]
_LINES += ["d: *b", "e: !!set {a}", "'", '"', "# secon: ignore[", "# secon: ignore[trap]", "# secon: ignore[*] for all"]
_LINES += [
    "# secon: ignore[unknown-field, trap] because",
    "# secon:",
    "=: =",
    "~: ~",
    "? [a, b] : c",
    "{a: b}: c",
    ": : :",
]

WORDS = [
    "",
    "~",
    "null",
    "NO",
    "on",
    "010",
    "1_000",
    "1:30",
    "1.10",
    ".inf",
    "-.inf",
    ".nan",
    "=",
    "<<",
    "0x1F",
    "0o17",
    "1e999",
]
WORDS += [
    "9" * 400,
    "9" * 5000,
    "-0",
    "1.",
    "１２",
    "٣",
    "²",
    "1-2",
    "2-1",
    "0-0",
    "100.0000001 %",
    "-5",
    "1,5",
    "1e-400",
]
WORDS += [
    "0000",
    "9999",
    "9999-12-31",
    "0001-01-01",
    "2024-02-30",
    "2023-13-45",
    "2024-1-1",
    "99999-01",
    "ongoing",
    "2024-00",
]
WORDS += [
    "report:",
    "report: p",
    "report:results p0",
    "report:results p9-1",
    "report:results p" + "9" * 50,
    "x:y:z",
    "https://",
]
WORDS += [
    "https://[::1",
    "http://\u2100.com",
    "https://a.b/?utm_source=x",
    "http://" + "a." * 200,
    "https://u:p@h:99999/",
    "//",
    "ftp://x",
]
WORDS += [
    "[bold red]x[/]",
    "[/]",
    "::error file=a::b",
    "##[error]x",
    "%0A::stop-commands::x",
    "<b>&amp;]]>",
    "`a` | **b**",
    "=1+1",
]
WORDS += [
    "a@b.example",
    "+371 2000 0000",
    "tbd",
    "lorem ipsum",
    "n/a",
    "Aα",
    "раypal",
    "i\u0307\u0300" * 50,
    "\u200d\u200b",
    "漢" * 90,
]
WORDS += [
    "[]",
    "{}",
    "[[]]",
    "[a, [b, {c: d}]]",
    "{a: {b: c}}",
    "[~]",
    "{'': ''}",
    "|\n    a\n    b",
    ">-\n    a",
    '"\\ud800"',
    '"\\x00\\e\\a"',
]
WORDS += [
    '"\\U0010FFFF\\N\\_\\L\\P"',
    "'it''s'",
    "!!str a",
    "&x a",
    "*x",
    "! a",
    "@a",
    "`a`",
    "%a",
    "a: b",
    "- a",
    "? a",
    "# a",
    "a #b",
]

_KEYS = [
    "id",
    "title",
    "format",
    "sources",
    "duration",
    "evidence",
    "results",
    "metrics",
    "amount",
    "weight",
    "measure",
    "kind",
]
_KEYS += [
    "criteria",
    "indicators",
    "bands",
    "gate",
    "curve",
    "where",
    "points",
    "NO",
    "on",
    "1",
    "1.5",
    "~",
    "''",
    "[a]",
    "{a: b}",
]
_KEYS += [
    "__class__",
    "model_config",
    "self",
    "\u200btitle",
    "títle",
    "TITLE",
    "titel",
    "a" * 3000,
    "a b",
    '"a\\nb"',
    '"\\u202e"',
    "=",
    "<<",
    "a.b[0]",
]

_FIELD = re.compile(r"^(\s*(?:- )?)([\w-]+):(.*)$")


def flip_bytes(random: Random, data: bytes) -> bytes:
    """Other bytes at a few places."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def insert_bytes(random: Random, data: bytes) -> bytes:
    """Bytes that mean something to YAML, terminals or decoders, somewhere."""
    at = random.choice([0, len(data), random.randint(0, len(data))])
    return data[:at] + random.choice(_BYTES) * random.choice([1, 1, 1, 2, 70]) + data[at:]


def cut(random: Random, data: bytes) -> bytes:
    """A stretch left out, or the end."""
    start = random.randint(0, len(data))
    end = len(data) if random.random() < 0.3 else min(len(data), start + random.randint(1, 400))
    return data[:start] + data[end:]


def copy_stretch(random: Random, data: bytes) -> bytes:
    """A stretch once more, somewhere else."""
    start = random.randint(0, len(data))
    stretch = data[start : start + random.randint(1, 600)]
    at = random.randint(0, len(data))
    return data[:at] + stretch + data[at:]


def reencode(random: Random, data: bytes) -> bytes:
    """The text in another encoding, or with other line ends."""
    text = data.decode(errors="replace")
    kind = random.choice(["utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252", "\r\n", "\r", "\x85", "\u2028"])
    return text.replace("\n", kind).encode() if kind.isspace() else text.encode(kind, "replace")


def change_lines(random: Random, data: bytes) -> bytes:
    """A line gone, doubled, moved, indented otherwise, joined with the next, or a strange one between."""
    lines = data.decode(errors="surrogateescape").split("\n")
    at = random.randrange(len(lines))
    match random.randrange(8):
        case 0:
            del lines[at]
        case 1:
            lines.insert(random.randrange(len(lines) + 1), lines[at])
        case 2:
            other = random.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = " " * random.choice([1, 2, 3, 4, 101]) + lines[at]
        case 4:
            lines[at] = lines[at][random.randint(1, 3) :]
        case 5:
            lines[at : at + 2] = ["".join(lines[at : at + 2])]
        case 6:
            lines[at] += random.choice(
                [" ", "\t", "   ", " #", " # secon: ignore[trap] so it is", ":", " |", " >", '"']
            )
        case _:
            lines.insert(at, " " * random.choice([0, 0, 2, 4]) + random.choice(_LINES))
    return "\n".join(lines).encode(errors="surrogateescape")


def change_field(random: Random, data: bytes) -> bytes:
    """The name or the value of a field that stands on a line of its own."""
    lines = data.decode(errors="surrogateescape").split("\n")
    fields = [index for index, line in enumerate(lines) if _FIELD.match(line)]
    if not fields:
        return data
    at = random.choice(fields)
    found = _FIELD.match(lines[at])
    assert found
    start, name, rest = found.groups()
    if random.random() < 0.4:
        name = random.choice([random.choice(_KEYS), name.upper(), name[:-1] or "x", f"{name}s", name[::-1]])
    else:
        rest = f" {random.choice(WORDS)}"
    lines[at] = f"{start}{name}:{rest}"
    return "\n".join(lines).encode(errors="surrogateescape")


def change_structure(random: Random, data: bytes) -> bytes:
    """Values in places of other values: wrapped, moved, replaced, multiplied, buried, or gone."""
    try:
        tree: Any = yaml.load(data, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return change_field(random, data)
    places = list(_places(tree))
    if not places:
        return change_field(random, data)
    for _ in range(random.randint(1, 3)):
        _change(random, *random.choice(places), random.choice(places))
    try:
        dumped = yaml.dump(
            tree,
            Dumper=_Plain,
            allow_unicode=True,
            sort_keys=random.random() < 0.1,
            default_flow_style=random.random() < 0.1,
        )
    except (RecursionError, ValueError):
        return data
    return str(dumped).encode(errors="replace")


class _Plain(yaml.CSafeDumper):
    """Writes what occurs twice a second time, where others make an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every list and block with each of its positions or names."""
    if isinstance(value, dict):
        return [(value, key) for key in value] + [place for part in value.values() for place in _places(part)]
    if isinstance(value, list):
        return [(value, index) for index in range(len(value))] + [place for part in value for place in _places(part)]
    return []


def _change(random: Random, holder: Any, key: Any, other: tuple[Any, Any]) -> None:
    try:
        value = holder[key]
        taken = _copied(other[0][other[1]])
    except (KeyError, IndexError):
        return
    match random.randrange(1, 7):
        case 1:
            holder[key] = random.choice([[value], {random.choice(_KEYS): value}])
        case 2:
            holder[key] = taken
        case 3:
            holder[key] = random.choice([None, [], {}, random.choice(WORDS), [None], {"": ""}])
        case 4:
            for _ in range(random.choice([3, 60, 62, 63, 64, 65, 80])):
                value = [value] if random.random() < 0.5 else {"a": value}
            holder[key] = value
        case 5 if isinstance(value, list):
            holder[key] = value * random.choice([2, 3, 40])
        case 6 if isinstance(holder, dict):
            del holder[key]
        case _ if isinstance(value, dict):
            value[random.choice(_KEYS)] = taken


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(part) for key, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value


def flood(random: Random, data: bytes) -> bytes:
    """One part of the file many times, up to the size that is still read and a little beyond."""
    size = random.choice([20_000, 100_000, 300_000, 1_000_000, LARGEST])
    lines = data.splitlines(keepends=True) or [b"a"]
    at = random.randrange(len(lines))
    line = lines[at]
    found = _FIELD.match(line.decode(errors="replace").rstrip("\n"))
    match random.randrange(4):
        case 0:
            lines[at] = line * (size // max(len(line), 1))
        case 1:
            block = b"".join(lines[at : at + random.randint(1, 12)])
            lines[at] = block * (size // max(len(block), 1))
        case 2 if found:
            word = (random.choice(WORDS) or "x").encode(errors="replace") + random.choice([b"", b" ", b", ", b"\n"])
            lines[at] = f"{found[1]}{found[2]}: ".encode() + word * (size // len(word)) + b"\n"
        case _:
            piece = random.choice([random.choice(_BYTES), random.choice(_LINES).encode() + b"\n", line.rstrip(b"\n")])
            lines[at] = piece * (size // max(len(piece), 1)) + b"\n"
    return b"".join(lines)[:LARGEST]


SMALL: Sequence[Mutation] = (
    flip_bytes,
    insert_bytes,
    cut,
    copy_stretch,
    reencode,
    change_lines,
    change_lines,
    change_field,
    change_field,
    change_field,
    change_field,
    change_structure,
    change_structure,
)
"""Mutations that keep a file about as large as it is, those that get furthest more often."""


def mutated(random: Random, data: bytes, floods: float = 0.02) -> tuple[bytes, list[str]]:
    """The data after some mutations, and their names; with the probability `floods`, a file blown up."""
    chosen = random.choices(SMALL, k=random.choice([1, 1, 1, 2, 2, 3, 5, 9]))
    if random.random() < floods:
        chosen = [*chosen[:1], flood]
    for mutation in chosen:
        data = mutation(random, data)
    return data, [mutation.__name__ for mutation in chosen]


# --- Office files -----------------------------------------------------------------------------------------------------

_MARKUP = [
    b"<w:tbl>",
    b"</w:tbl>",
    b"<w:tr>",
    b"<w:tc>",
    b"</w:tc>",
    b"<w:p/>",
    b"<w:sdt>",
    b'<w:vMerge w:val="continue"/>',
    b'<w:gridSpan w:val="99999999999"/>',
    b'<w:fldChar w:fldCharType="separate"/>',
    b"<w:del>",
    b"<!DOCTYPE w>",
    b"&amp;",
    b"&#133;",
    b"&#8232;",
    b"&#x202e;",
    b"]]>",
    b"# ? ",
    "999 999,99 € ".encode(),
    b"31.02.2021 ",
    b"https://a-\n",
    b'<c r="XFD1048576"><v>1e999</v></c>',
    b'table:number-columns-repeated="9999999" ',
]
"""What is put into the parts of an Office file."""
_JUNK = """
|ongoing|31.02.2021|1/9/2021|2004~|../2008|12,5|-5|1e999|looked for, nothing stated|no source|choose a word|%TAG
|Country: Spain|Country|Location|Metrics 3|report:results p19|form:x y|nothing:results|a\u2028b: c|\u202eevil|{{7*7}}
|&#133;# ? x|&#9;- [a|'"|\ufffe|=cmd()|https://x|www.a.b|€ 5 € 6 – € 4|5-4 people|0 %|Funded by: ,;|Start date:
|Name of entity(ies): a, B, C and D|End date: middle of 2025"""
_TEXTS = [text.strip().encode() for text in _JUNK.split("|")]
_TEXTS += [b"x" * 60_000, b"9" * 400, b"Word. " * 9_000]
"""What is put in place of the texts of an Office file."""


def mutated_office(random: Random, data: bytes) -> tuple[bytes, list[str]]:
    """An Office file with some of its parts changed, or, more rarely, its own bytes."""
    if random.random() < 0.2:
        return _scattered(random, data), ["bytes of the archive"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # The parts that hold most are those that are read.
    names = random.choices(list(parts), [len(content) for content in parts.values()], k=random.randint(1, 2))
    done = []
    for name in names:
        change = random.choice([_scattered, _marked, _doubled, *[_reworded] * 4])
        parts[name] = change(random, parts[name])
        done.append(f"{change.__name__} {name}")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue(), done


def _scattered(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 5)):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _marked(random: Random, data: bytes) -> bytes:
    for _ in range(random.randint(1, 5)):
        # Between elements, or in a text, where it may leave sound XML.
        ends = [place + 1 for place in range(len(data)) if data[place : place + 1] == b">"] or [0]
        at = random.choice(ends)
        data = data[:at] + random.choice(_MARKUP) + data[at:]
    return data


def _reworded(random: Random, data: bytes) -> bytes:
    """Other words in some texts, so that the file stays sound and its content does not."""
    texts = list(re.finditer(rb">([^<>]+)<", data))
    for text in random.sample(texts, min(len(texts), random.randint(1, 12))):
        other = random.choice([*_TEXTS, *(each[1] for each in texts[:50]), text[1] * 2])
        data = data.replace(text[0], b">" + other + b"<", 1)
    return data


def _doubled(random: Random, data: bytes) -> bytes:
    elements = re.split(rb"(?=<w:tr>)|(?<=</w:tr>)|(?=<w:p>)|(?<=</w:p>)|(?=<c )", data)
    at, to = random.randrange(len(elements)), random.randrange(len(elements))
    return b"".join([*elements[:to], elements[at] * random.randint(1, 3), *elements[to:]])
