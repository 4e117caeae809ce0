"""Reading a file: text as it stands, faults at their place, and never an exception."""

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from secon_cli.checks.findings import ALL_RULES
from secon_cli.reading.document import Document
from secon_cli.reading.yaml_reader import read
from secon_cli.reading.yaml_scalars import kind_of


def document(text: str | bytes) -> Document:
    return read(text.encode() if isinstance(text, str) else text, "some.yaml")


def faults(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(fault.kind, fault.span.line, fault.span.column) for fault in document(text).faults]


def test_scalars_stay_text() -> None:
    values = document("a: NO\nb: 1:30\nc: 1.10\nd: 2023-13-45\ne: 0x1F\nf: 'x'\n").value
    assert values == {"a": "NO", "b": "1:30", "c": "1.10", "d": "2023-13-45", "e": "0x1F", "f": "x"}


def test_what_other_readers_would_alter_is_remembered() -> None:
    text = "a: NO\nb: [1:30, 1.10, 12, 1.5, 2021-09-01, 010, text, 'yes']\nc: =\n"
    assert document(text).altered == {
        ("a",): "bool",
        ("b", 0): "int",
        ("b", 1): "float",
        ("b", 5): "int",
        ("c",): "value",
    }


_PLAIN = st.one_of(
    st.sampled_from(["", "~", "null", "y", "Yes", "oN", "OFF", "<<", "=", "010", "1_000", "1:30", ".inf", "0b1"]),
    st.text("0123456789+-_.:eExXbaftTZ ", max_size=14),
    st.dates().map(str),
    st.text(max_size=6),
)


@given(_PLAIN)
@example("2024-01-01t10:00:00Z")
@example("*")
def test_a_plain_value_is_of_the_kind_that_pyyaml_takes_it_for(plain: str) -> None:
    resolver: Any = yaml.resolver.Resolver()
    tag = resolver.resolve(yaml.ScalarNode, plain, (True, False)).rpartition(":")[2]
    signs_of_yaml = "yaml"  # such as `*`, which cannot stand there without quotation marks
    assert (kind_of(plain) or "str") == ("str" if tag == signs_of_yaml else tag)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    read_document = document(b"\xef\xbb\xbfa: b\n")
    assert read_document.value == {"a": "b"}
    assert read_document.places.span(("a",)).column == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("empty-file", 1, 1)),
        ("# only a comment\n", ("empty-file", 1, 1)),
        ("- a\n", ("not-a-mapping", 1, 1)),
        ("text\n", ("not-a-mapping", 1, 1)),
        ("a: é\nb: \xff\n".encode("latin-1"), ("encoding", 1, 4)),
        ("a: b\n".encode("utf-16"), ("encoding", 1, 1)),
        ("a: b\n".encode("utf-16-le"), ("encoding", 1, 1)),
        ("a: b\nc: \x1b[31m\n", ("control-character", 2, 4)),
        ("a: b\nc: x\0\n", ("control-character", 2, 5)),
        ("a: \u202etxt\n", ("control-character", 1, 4)),
        ('a: b\nc: [d, "\\e[31m"]\n', ("control-character", 2, 8)),
        ("a: b: c\n", ("syntax", 1, 5)),
        ("a: 'b\n", ("syntax", 1, 4)),
        ("a: [b, c\nd: e\n", ("syntax", 1, 4)),
        ("a: b\n  c: d\n", ("syntax", 2, 4)),
        ("a: b\nc\nd: e\n", ("syntax", 2, 1)),
        ("? [a]\n: b\n", ("syntax", 1, 3)),
        ("a:\n\t- b\n", ("tab", 2, 1)),
        ("a: b\n---\nc: d\n", ("several-documents", 2, 1)),
        ("a: &x b\n", ("alias", 1, 4)),
        ("a: b\nc: *x\n", ("alias", 2, 4)),
        ("a: {<<: {b: c}}\n", ("alias", 1, 5)),
        ("a: !!python/object:x y\n", ("tag", 1, 4)),
        ('a: {"b":!x c}\n', ("tag", 1, 9)),
        ("a: b\nc: d\na: e\n", ("duplicate-key", 3, 1)),
        ("a:\n", ("empty-value", 1, 1)),
        ("a: [b, ~]\n", ("empty-value", 1, 8)),
        ("a: null\n", ("empty-value", 1, 1)),
    ],
)
def test_faults_stand_where_the_writer_has_to_look(text: str | bytes, expected: tuple[str, int, int]) -> None:
    assert faults(text) == [expected]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: b: c\n", "second colon"),
        ("a\nb: c\n", "`a` above has no colon"),
        ("a: 'b\n", "never closed"),
        ("a: [b\n", "`[`"),
        ("a: 'b' c\n", "quotation mark"),
        ("a:\n  b: c\n d: e\n", "indentation"),
        ("a: @b\n", "cannot start with `@`"),
        ("a: - b\n", "list cannot start"),
        ('a: "\\q"\n', "`\\q`"),
        ("a: | b\n", "follow `|`"),
        ("a: [b] c\n", "after the closing `]`"),
        ("a:\n  b:c\n  d: e\n", "colon"),
        ("a:\n  b: c\n   d: e\n", "further than `b: c`"),
        ("a:\n  b: c\nd: e\n  f: g\n", "further than `d: e`"),
        ("a:\n\u00a0 b: c\n  d: e\n", "U+00A0"),
        ("evidence: report: results\n", "colon"),
    ],
)
def test_syntax_errors_name_what_is_wrong(text: str, words: str) -> None:
    (fault,) = document(text).faults
    assert words in fault.message
    assert fault.help or ALL_RULES[fault.kind].help


@pytest.mark.parametrize("end", ["c: 'd'\n", 'c: "d"\n', "c: don't: ever\n"])
def test_a_quotation_mark_left_open_is_told_where_it_opens(end: str) -> None:
    quote = '"' if '"' in end else "'"
    fault = document(f"a: b\ntitle: {quote}Repair café\n{end}e: f\n").faults[0]
    assert (fault.span.line, fault.span.column) == (2, 8)
    assert "line 3" in fault.message


def test_several_faults_show_in_one_run() -> None:
    kinds = [kind for kind, *_ in faults("a:\nb: c\nb: d\ne: [~]\n")]
    assert sorted(kinds) == ["duplicate-key", "empty-value", "empty-value"]


def test_a_list_for_a_name_beside_a_name_that_stands_twice() -> None:
    assert faults("a: b\na: c\n[d]: e\n? {f: g}\n") == [("syntax", 3, 1), ("syntax", 4, 3), ("duplicate-key", 2, 1)]


def test_prose_with_ampersands_and_exclamation_marks_is_no_reference() -> None:
    text = 'a: R & D, fish & chips!\nb: "*starred*"\nc: Bravo !\nd: |\n  *one* & !two\n'
    assert faults(text) == []


def test_sizes_are_bounded() -> None:
    assert [fault.kind for fault in read(b"a: " + b"x" * 100, "some.yaml", max_bytes=50).faults] == ["too-large"]
    assert faults("a: [" + "x, " * 60_000 + "]\n")[0][0] == "too-large"


@pytest.mark.parametrize(
    ("path", "key", "expected"),
    [
        (("b", "c", 1, "e"), False, (5, 8, 5, 10)),
        (("b", "c", 1, "e"), True, (5, 5, 5, 6)),
        (("b", "c", 1, "missing"), False, (5, 5, 5, 6)),
        (("b", "c", 7), False, (3, 3, 3, 4)),
        (("b", "missing", "more"), False, (2, 1, 2, 2)),
        (("missing",), False, (1, 1, 1, 2)),
        (("b", "c", 1), True, (5, 5, 5, 6)),
        (("f",), False, (6, 4, 7, 7)),
        ((), False, (1, 1, 1, 2)),
    ],
)
@pytest.mark.parametrize("released", [False, True])
def test_places(path: tuple[str | int, ...], key: bool, expected: tuple[int, int, int, int], released: bool) -> None:
    read_document = document("a: 1\nb:\n  c:\n  - 漢\n  - e: 漢x\nf: |\n  text\n\n")
    span = (read_document.released() if released else read_document).places.span(path, key=key)
    assert (span.line, span.column, span.end_line, span.end_column) == expected


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"%YAML 9.9\n---\n")
def test_no_bytes_raise(data: bytes) -> None:
    read_document = read(data, "some.yaml")
    assert (read_document.value is None) == (not read_document.usable)
    assert read_document.usable or read_document.faults


@given(st.text(alphabet="ab:- \n\t[]{},?&*!|>'\"#%@`~<=1.é漢", max_size=60))
def test_no_text_raises_and_nothing_that_is_refused_gets_through(text: str) -> None:
    read_document = document(text)
    lines = read_document.lines()
    for fault in read_document.faults:
        assert 1 <= fault.span.line <= len(lines)
        assert 1 <= fault.span.column <= len(lines[fault.span.line - 1]) + 1
    if read_document.usable and not read_document.faults:
        events = list(yaml.parse(text, Loader=yaml.CSafeLoader))
        assert not any(getattr(event, "anchor", None) or getattr(event, "tag", None) for event in events)
        assert read_document.value == yaml.load(text, Loader=yaml.CBaseLoader)


@pytest.mark.parametrize("text", ["---", "---\n", "--- ", "title:"])
def test_what_is_missing_at_the_end_is_placed_within_the_text(text: str) -> None:
    (fault,) = read(text.encode(), "a.yaml").faults
    assert fault.span.line == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04\x14\x00word/document.xml", "Word"),
        (b"PK\x03\x04\x14\x00xl/workbook.xml", "Excel"),
        (b"PK\x03\x04\x14\x00a.txt", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (b"%PDF-1.7\n%\xe2\xe3" + b"x" * 2_000_000, "PDF"),
    ],
)
def test_documents_of_other_programs_are_recognised(data: bytes, words: str) -> None:
    (fault,) = document(data).faults
    assert (fault.kind, words in fault.message, "secon import" in (fault.help or "")) == ("other-format", True, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: |\n  b:\u00a0c\n  -\u00a0d\n", "b:\u00a0c\n-\u00a0d\n"),
        ('a: "one\n  b:\u00a0c"\n', "one b:\u00a0c"),
    ],
)
def test_unusual_spaces_in_a_text_stay(text: str, value: str) -> None:
    for whole, part in ((text, value), ("a: one\n  b:\u00a0c\n", "one b:\u00a0c")):
        read = document(whole)
        assert (read.value, read.faults) == ({"a": part}, ())
    (fault,) = document(f"{text}z:\u00a0y\n").faults
    assert (fault.kind, fault.span.line) == ("unusual-space", text.count("\n") + 1)


def test_a_text_is_read_with_ordinary_spaces_next_to_names() -> None:
    read = document("a:\u2003b\nc: |\n  d:\u00a0e\nf:\n  -\u00a0g:\u2003h\n")
    assert read.value == {"a": "b", "c": "d:\u00a0e\n", "f": [{"g": "h"}]}
    assert not read.usable
    assert [(fault.kind, fault.span) for fault in read.faults] == [
        ("unusual-space", (1, 3, 1, 4)),
        ("unusual-space", (5, 4, 5, 8)),
    ]
