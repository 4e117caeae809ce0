"""Workbooks: what is in which cell, live formulas with their values, and texts that stay texts.

The tests marked `office` have LibreOffice compute a workbook again whose values were all set to 0, and compare every
total and the order with the engine.
"""

import functools
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.results import Provenance, Ranking
from secon_cli.commands.inputs import Inputs, RubricInForce, load_rubric
from secon_cli.commands.score import Basis, ranking
from secon_cli.commands.values import Filters, RubricChoice, WeightChange
from secon_cli.engine import rank
from secon_cli.output.document import Records
from secon_cli.output.plain_text import one_line
from secon_cli.output.ranking_workbook import ranking_workbook
from secon_cli.output.renderers.tables import tables_workbook
from secon_cli.reading.office.sheets import read_workbook
from tests.conftest import Secon, in_process

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class _Cells:
    """The sheets of a workbook, read without any library: values, formulas and styles by address."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            self.parts = {name: parts.read(name) for name in parts.namelist()}
        strings = ElementTree.fromstring(self.parts["xl/sharedStrings.xml"])
        self.strings = ["".join(part.text or "" for part in item.iter(f"{_MAIN}t")) for item in strings]
        book = ElementTree.fromstring(self.parts["xl/workbook.xml"])
        self.names = [str(sheet.attrib["name"]) for sheet in book.iter(f"{_MAIN}sheet")]

    def sheet(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts[f"xl/worksheets/sheet{self.names.index(name) + 1}.xml"])

    @functools.cache  # noqa: B019 - a workbook lives as long as its test
    def values(self, name: str) -> dict[str, str | float]:
        found: dict[str, str | float] = {}
        for cell in self.sheet(name).iter(f"{_MAIN}c"):
            value = cell.find(f"{_MAIN}v")
            if value is None or value.text is None:
                continue
            kind = cell.attrib.get("t", "n")
            text = self.strings[int(value.text)] if kind == "s" else value.text
            found[cell.attrib["r"]] = float(text) if kind == "n" else text
        return found

    def column(self, name: str, head: str) -> list[str | float]:
        """The values below a heading."""
        values = self.values(name)
        place = next(address for address, value in values.items() if value == head)
        letters, row = re.fullmatch(r"([A-Z]+)([0-9]+)", place).groups()  # type: ignore[union-attr]  # it matches
        column: list[str | float] = []
        while (address := f"{letters}{int(row) + 1 + len(column)}") in values:
            column.append(values[address])
        return column

    def formulas(self, name: str) -> dict[str, str]:
        cells = ((cell.attrib["r"], cell.find(f"{_MAIN}f")) for cell in self.sheet(name).iter(f"{_MAIN}c"))
        return {address: formula.text or "" for address, formula in cells if formula is not None}


def test_a_ranking_has_the_numbers_of_the_engine(shown: Ranking) -> None:
    cells = _Cells(ranking_workbook(shown))
    assert cells.names == ["Weights", "Ranking", "Scores", "Indicators", "Left out", "About"]
    totals = [scored.assessment.total for scored in shown.practices]
    assert cells.column("Ranking", "Total") == pytest.approx(totals, abs=1e-12)
    assert cells.column("Ranking", "Rank") == [scored.rank for scored in shown.practices]
    assert cells.column("Ranking", "Practice") == [scored.assessment.practice.title for scored in shown.practices]
    assert cells.column("Ranking", "Band") == [scored.assessment.band for scored in shown.practices]
    gates = [scored.assessment.gate.value for scored in shown.practices]
    assert cells.column("Ranking", "Gate") == gates
    assert "not met" in gates
    shares = list(shown.provenance.rubric.shares.values())
    assert cells.column("Weights", "Share")[: len(shares)] == pytest.approx(shares)
    assert cells.column("Scores", "Id") == sorted(scored.assessment.practice.id for scored in shown.practices)
    about = cells.values("About")
    assert shown.provenance.rubric.sha256 in about.values()
    assert sum(str(value).startswith("sha256 ") for value in about.values()) == 18


def test_every_number_of_the_ranking_follows_the_weights(shown: Ranking) -> None:
    cells = _Cells(ranking_workbook(shown))
    formulas = {name: cells.formulas(name) for name in ("Weights", "Scores", "Ranking")}
    first = next(formula for formula in formulas["Scores"].values() if formula.startswith("Weights!$C$4*F2"))
    assert first.count("*") == 7
    # All that a reader sees but headings; place and row are what formulas look up.
    typed = set(cells.values("Ranking")) - set(formulas["Ranking"])
    assert {address for address in typed if int(re.sub("[A-Z]", "", address)) > 3} == {
        f"Q{row}" for row in range(4, 22)
    }
    every = " ".join(formula for sheet in formulas.values() for formula in sheet.values())
    assert set(re.findall(r"[A-Z]+(?=\()", every)) == {"IF", "INDEX", "LOOKUP", "MATCH", "ROUND", "SUM", "SUMPRODUCT"}
    assert "_xlfn" not in every
    for name, sheet in formulas.items():
        # A viewer that computes nothing shows a value; that of the change is empty.
        unchanged = {f"C{row}" for row in range(4, 22)} if name == "Ranking" else set()
        assert set(sheet) - unchanged <= set(cells.values(name))


def test_only_the_weights_can_be_changed(shown: Ranking) -> None:
    cells = _Cells(ranking_workbook(shown))
    styles = ElementTree.fromstring(cells.parts["xl/styles.xml"])
    formats = list(styles.find(f"{_MAIN}cellXfs") or ())
    is_open = {
        str(place) for place, one in enumerate(formats) if one.find(f"{_MAIN}protection[@locked='0']") is not None
    }
    for name in ("Weights", "Ranking", "Scores"):
        sheet = cells.sheet(name)
        protection = sheet.find(f"{_MAIN}sheetProtection")
        assert protection is not None
        assert protection.get("password") is None
        opened = {cell.attrib["r"] for cell in sheet.iter(f"{_MAIN}c") if cell.get("s") in is_open}
        assert opened == ({f"B{row}" for row in range(4, 11)} if name == "Weights" else set())
    validation = next(cells.sheet("Weights").iter(f"{_MAIN}dataValidation"))
    assert (validation.attrib["sqref"], validation.attrib["operator"]) == ("B4:B10", "greaterThanOrEqual")


def test_indicators_say_what_counted_and_what_it_cites(shown: Ranking) -> None:
    cells = _Cells(ranking_workbook(shown))
    rows = list(
        zip(*(cells.column("Indicators", head) for head in ("Practice", "Criterion", "Indicator")), strict=True)
    )
    for scored in shown.practices[:3]:
        for criterion in scored.assessment.criteria:
            rule = shown.provenance.rubric.criteria[criterion.id]
            for indicator in criterion.indicators:
                row = (scored.assessment.practice.title, rule.title, rule.indicators[indicator.id].title)
                assert rows.count(row) == max(len(indicator.counted), 1)
    assert any("SECON Best Practices Report, row results, p. 25-28" in text for text in cells.strings)


def test_the_same_ranking_gives_the_same_bytes(shown: Ranking) -> None:
    assert ranking_workbook(shown) == ranking_workbook(shown)


def test_a_filtered_ranking_ranks_what_is_in_it(inputs: Inputs, in_force: RubricInForce) -> None:
    cells = _Cells(ranking_workbook(ranking(Basis(inputs, in_force), Filters(country=("DE", "BG")))))
    assert cells.column("Ranking", "Rank") == [1, 2, 3, 4]
    among_all = cells.column("Ranking", "Rank among all 18")
    assert among_all == sorted(among_all)
    assert among_all != [1, 2, 3, 4]


def test_other_weights_show_the_rank_by_the_rubric(inputs: Inputs) -> None:
    other = load_rubric(RubricChoice(None, (WeightChange.parse("relevance=60%"),)))
    shown = ranking(Basis(inputs, other), Filters())
    cells = _Cells(ranking_workbook(shown))
    before = shown.ranks_before or {}
    expected = [before[scored.assessment.practice.id] for scored in shown.practices]
    assert cells.column("Ranking", "Rank by the rubric's weights") == expected
    assert cells.column("Weights", "Share")[0] == pytest.approx(0.6)


_FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("https://evil.example")',
    "\t=1",
    "_x0041_",
    "1e5",
    "https://x.org",
]


def test_texts_stay_texts(shown: Ranking) -> None:
    controls = "a\x00\x0b\x1f\ud800\ufffe\u202eb"
    long = "x" * 40_000
    records = Records(["text", "number", "nothing"], [[text, 1.5, None] for text in [*_FORMULAS, controls, long]])
    data = tables_workbook("=1+1", shown.provenance, {"Sheet": records})
    cells = _Cells(data)
    values = cells.column("Sheet", "Text")
    assert cells.formulas("Sheet") == {}
    assert values[: len(_FORMULAS)] == [
        # Excel and LibreOffice read `_x005F_` as the underscore that it is written for.
        {"\t=1": "=1", "_x0041_": "_x005F_x0041_"}.get(text, text)
        for text in _FORMULAS
    ]
    assert values[len(_FORMULAS)] == "a\\x00 \\ud800\\ufffe\\u202eb"
    assert len(str(values[-1])) == 32_767
    # A text that looks like a formula is marked as one that is none, so that editing the cell changes nothing.
    styles = ElementTree.fromstring(cells.parts["xl/styles.xml"])
    formats = list(styles.find(f"{_MAIN}cellXfs") or ())
    quoted = {str(place) for place, one in enumerate(formats) if one.get("quotePrefix") == "1"}
    marked = [cell.attrib["r"] for cell in cells.sheet("Sheet").iter(f"{_MAIN}c") if cell.get("s") in quoted]
    assert marked == ["A2", "A3", "A4", "A5", "A6", "A7"]
    assert not [name for name in cells.parts if "externalLink" in name or "vba" in name]


@given(st.lists(st.text(st.characters(), max_size=30), min_size=1, max_size=20))
def test_any_text_reads_back_as_it_prints(texts: list[str]) -> None:
    provenance = Provenance("0", load_rubric().rubric, ())
    workbook = read_workbook(tables_workbook("T", provenance, {"Sheet": Records(["text"], [[text] for text in texts])}))
    shown = {cell.address: cell.text for row in workbook["Sheet"] for cell in row}
    assert [shown.get(f"A{row}", "") for row in range(2, len(texts) + 2)] == [one_line(text) for text in texts]


def test_evidence_on_the_web_is_a_link(project: Path, secon: Secon) -> None:
    assert project.is_dir()
    assert secon("score", "-o", "out.xlsx").code == 0
    cells = _Cells(Path("out.xlsx").read_bytes())
    links = ElementTree.fromstring(cells.parts["xl/worksheets/_rels/sheet4.xml.rels"])
    assert [link.attrib["Target"] for link in links] == ["https://example.org/study"] * len(links)
    place = next(cells.sheet("Indicators").iter(f"{_MAIN}hyperlink")).attrib["ref"]
    row = int(place.removeprefix("J"))
    values = cells.values("Indicators")
    assert values[place] == "https://example.org/study"
    assert values[f"I{row}"] == "A report, row results, p. 18; https://example.org/study"
    assert (values[f"G{row}"], values[f"H{row}"]) == ("people in work: 12 persons (outcome)", 1)


def test_a_fact_that_counts_against_a_practice_is_named_with_its_evidence(project: Path, secon: Secon) -> None:
    assert project.is_dir()
    assert secon("score", "-o", "out.xlsx").code == 0
    values = _Cells(Path("out.xlsx").read_bytes()).values("Indicators")
    row = next(
        place[1:]
        for place, value in values.items()
        if value == "No unresolved concern" and values[f"A{place[1:]}"] == "Library of tools"
    )
    assert values[f"G{row}"] == "Who lends is not insured (unresolved); counts against the practice"
    assert values[f"I{row}"] == "A report, row details, p. 17-20"


def test_left_out_files_are_named(project: Path, secon: Secon) -> None:
    broken = project / "data" / "practices" / "xx-broken.yaml"
    broken.write_text("id: xx-broken\n", encoding="utf-8")
    for arguments in (("score",), ("compare",), ("robustness", "--draws", "100")):
        ended = secon(*arguments, "-o", "out.xlsx")
        assert ended.code == 1
        cells = _Cells(Path("out.xlsx").read_bytes())
        assert cells.column("Left out", "File") == ["data/practices/xx-broken.yaml"]


def test_a_robustness_workbook_has_every_table(project: Path, secon: Secon) -> None:
    assert project.is_dir()
    assert secon("robustness", "--draws", "100", "-o", "r.xlsx").code == 0
    cells = _Cells(Path("r.xlsx").read_bytes())
    tables = ["Practices", "Criteria", "Neighbours", "Pairs", "Variants", "Correlations"]
    assert cells.names == [*tables, "Left out", "About"]
    assert cells.column("Practices", "Rank") == [1, 2, 2, 4, 5]


def _row_heights(cells: _Cells, name: str) -> dict[str, float]:
    """Of each row that has one of its own."""
    rows = (row.attrib for row in cells.sheet(name).iter(f"{_MAIN}row"))
    return {row["r"]: float(row["ht"]) for row in rows if "ht" in row}


def _widths(cells: _Cells, name: str) -> list[float]:
    columns = [column.attrib for column in cells.sheet(name).iter(f"{_MAIN}col") if not column.get("hidden")]
    return [float(column["width"]) for column in columns for _ in range(int(column["min"]), int(column["max"]) + 1)]


def test_rows_are_as_high_as_their_wrapped_texts(shown: Ranking) -> None:
    """LibreOffice prints texts over each other where a row has no height; a column of 60 holds 75 letters or so."""
    cells = _Cells(ranking_workbook(shown))
    for name, wrapped in (("Indicators", "AGI"), ("About", "AB"), ("Weights", "E")):
        heights, widths = _row_heights(cells, name), _widths(cells, name)
        for place, text in cells.values(name).items():
            letter, row = place[0], place[1:]
            if letter in wrapped and isinstance(text, str):
                lines = len(text) / (widths[ord(letter) - ord("A")] * 1.2)
                assert heights.get(row, 15) >= 12.8 * lines, (name, place, text)
    # Three lines with a width of 14: effectiveness / and efficiency, / up to.
    assert _row_heights(cells, "Scores")["1"] >= 45
    assert _row_heights(cells, "Indicators")["2"] == 30
    long = Records(["text"], [["one two " * 5_000], ["short"]])
    assert _row_heights(_Cells(tables_workbook("T", shown.provenance, {"S": long})), "S") == {"2": 408.75}


def test_wide_sheets_are_printed_on_several_pages(tmp_path: Path, shown: Ranking) -> None:
    """In letters of 11 points, a page holds 141 characters; to be read, it may be printed at 42 % or more."""
    assert in_process("robustness", "--draws", "100", "-o", str(tmp_path / "r.xlsx")).code == 0
    across = {}
    for cells in (_Cells((tmp_path / "r.xlsx").read_bytes()), _Cells(ranking_workbook(shown))):
        for name in cells.names:
            setup = cells.sheet(name).find(f"{_MAIN}pageSetup")
            assert setup is not None
            across[name] = int(setup.get("fitToWidth", "1"))
            assert sum(_widths(cells, name)) / across[name] < 141 / 0.42
    assert across["Practices"] == 2
    assert across["About"] == 1


# --- In LibreOffice ---------------------------------------------------------------------------------------------------

_WEIGHTS: tuple[dict[str, float], ...] = (
    {},
    {"relevance": 0.0},
    {"ethics": 1e6},
    {"effectiveness": 1e-6, "timescale": 37.5},
    {
        "relevance": 1,
        "timescale": 1,
        "quality_assurance": 1,
        "effectiveness": 1,
        "sustainability": 1,
        "transferability": 1,
        "ethics": 1,
    },
    {"relevance": 0, "timescale": 0, "quality_assurance": 0, "sustainability": 0, "transferability": 0, "ethics": 0},
    {"quality_assurance": 3.3333, "transferability": 61.7, "sustainability": 0.001},
)


def _with_weights(data: bytes, weights: list[float]) -> bytes:
    """The workbook with other weights, and 0 in place of every value that a formula has."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = part.decode()
                text = re.sub(r"(</f>)<v>[^<]*</v>", r"\1<v>0</v>", text)
                text = re.sub(r' t="str"(?=[^>]*><f>)', "", text)
                if name.endswith("sheet1.xml"):
                    for row, weight in enumerate(weights, start=4):
                        text, changed = re.subn(rf'(<c r="B{row}"[^>]*><v>)[^<]*', rf"\g<1>{weight!r}", text)
                        assert changed == 1
                part = text.encode()
            new.writestr(name, part)
    return out.getvalue()


def _computed(files: Mapping[str, bytes], folder: Path) -> dict[str, _Cells]:
    """The workbooks as LibreOffice computes them."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    # Without this, LibreOffice shows the values that are in the file.
    (profile / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
        "<value>0</value></prop></item></oor:items>",
        encoding="utf-8",
    )
    for name, data in files.items():
        (folder / name).write_bytes(data)
    program = ["soffice", f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*program, "--outdir", "computed", *files], cwd=folder, check=True, capture_output=True, timeout=300)
    return {name: _Cells((folder / "computed" / name).read_bytes()) for name in files}


_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.mark.office
@_office
def test_libreoffice_opens_every_workbook(tmp_path: Path, project: Path, secon: Secon) -> None:
    assert project.is_dir()
    for number, arguments in enumerate(("compare", "compare latgale rest", "robustness --draws 100", "score")):
        assert secon(*arguments.split(), "-o", str(tmp_path / f"{number}.xlsx")).code == 0
    files = {path.name: path.read_bytes() for path in sorted(tmp_path.glob("*.xlsx"))}
    for name, opened in _computed(files, tmp_path).items():
        written = _Cells(files[name])
        assert opened.names == written.names
        for sheet in written.names:
            assert opened.values(sheet) == pytest.approx(written.values(sheet)), (name, sheet)


@pytest.mark.office
@_office
def test_libreoffice_computes_what_the_engine_computes(tmp_path: Path, inputs: Inputs, in_force: RubricInForce) -> None:
    shown = ranking(Basis(inputs, in_force), Filters())
    workbook = ranking_workbook(shown)
    before = {scored.assessment.practice.id: scored.rank for scored in shown.practices}
    rubrics = [in_force.rubric.changed(weights=weights) for weights in _WEIGHTS]
    files = {
        f"{place}.xlsx": _with_weights(workbook, [criterion.weight for criterion in one.criteria.values()])
        for place, one in enumerate(rubrics)
    }
    for (name, cells), other in zip(_computed(files, tmp_path).items(), rubrics, strict=True):
        result = ranking(Basis(inputs, in_force._replace(rubric=other)), Filters())
        expected = rank(scored.assessment for scored in result.practices)
        assert cells.column("Ranking", "Total") == pytest.approx([one.assessment.total for one in expected], abs=1e-9)
        assert cells.column("Ranking", "Practice") == [one.assessment.practice.title for one in expected], name
        assert cells.column("Ranking", "Rank") == [one.rank for one in expected], name
        assert cells.column("Ranking", "Band") == [one.assessment.band for one in expected], name
        moves = [before[one.assessment.practice.id] - one.rank for one in expected]
        changes = [f"▲{up}" if up > 0 else f"▼{-up}" if up < 0 else "" for up in moves]
        assert [cells.values("Ranking").get(f"C{row}", "") for row in range(4, len(moves) + 4)] == changes, name
        possible = [one.assessment.range.high for one in expected]
        assert cells.column("Ranking", "Up to") == pytest.approx(possible, abs=1e-9)


def test_values_computed_last_have_no_power_either(project: Path, secon: Secon) -> None:
    """A viewer that does not compute shows the value that is stored with a formula."""
    choir, rubric = project / "data" / "practices" / "lv-choir.yaml", project / "criteria.yaml"
    for path, name in ((choir, "title: Choir"), (choir, "partner: Latgale"), (rubric, "name: high")):
        text = path.read_text(encoding="utf-8")
        key, word = name.split()
        hostile = f'{key} "{word}\\\\u200f\\\\ufeff"'
        path.write_text(re.sub(f"{key} {word}[^,\\n}}]*", hostile, text), encoding="utf-8")
    assert secon("score", "-o", "ranking.xlsx").code == 0
    with zipfile.ZipFile("ranking.xlsx") as file:
        written = [file.read(name).decode() for name in file.namelist()]
    assert any("Choir\\u200f\\ufeff" in part for part in written)
    assert not any(re.search("[\u200f\ufeff]", part) for part in written)
