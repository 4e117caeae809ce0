"""The page of a report: complete without a script, self-contained, and in its numbers what `score` says."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import in_process
from tests.html_page import hold_for_page, parsed
from tests.small_project import write_project

ROOT = Path(__file__).parents[3]
FAST = ("--draws", "200")
LARGEST = 400_000
"""Bytes of the page of the 18 practices, of which 190,000 are what the sources say."""


@pytest.fixture(scope="module")
def text(report_file: Path) -> str:
    """The page of the shipped collection."""
    return report_file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(text: str) -> Any:
    return parsed(text)


@pytest.fixture(scope="module")
def ranking() -> Mapping[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        practices = in_process("score", "-f", "json").json["practices"]
    return {practice["id"]: practice for practice in practices}


def test_it_loads_nothing_and_its_links_lead_somewhere(text: str) -> None:
    hold_for_page(text)
    assert len(text.encode()) < LARGEST


def test_rows_say_what_score_says(page: Any, ranking: Mapping[str, Any]) -> None:
    rows = page.xpath("//table[@class='ranking']//tr[@data-place]")
    assert len(rows) == len(ranking)
    for row in rows:
        practice = ranking[row.get("id").removeprefix("r-")]
        assert row.xpath("string(.//td[@class='rank']/b)") == str(practice["rank"])
        assert float(row.xpath("string(.//td[@class='total']/b)")) == pytest.approx(practice["total"], abs=0.051)
        cells = [float(cell) for cell in row.xpath(".//div[@class='bars']/i/text()")]
        assert cells == pytest.approx([part["score"] for part in practice["criteria"]], abs=0.51)
        assert (row.getparent().get("id") == "failing") is (practice["gate"] == "not met"), practice["id"]


def test_a_number_leads_to_its_reasons_and_these_to_file_line_and_row(page: Any) -> None:
    (title,) = page.xpath("//tr[@id='r-lv-altum-grants']/th//a/text()")
    (row,) = [row for row in page.xpath("//table[@class='heat']//tr") if row.xpath("string(th)").endswith(title)]
    (reasons,) = page.xpath(f"//*[@id='{row.xpath('td/a')[2].get('href')[1:]}']")
    sheet = next(one for one in reasons.iterancestors("details"))
    assert sheet.get("id") == "p-lv-altum-grants"
    assert "data/practices/lv-altum-grants.yaml" in sheet.text_content()
    assert "Quality assurance" in reasons.xpath("string(./h6)")
    source = (ROOT / "data/practices/lv-altum-grants.yaml").read_text(encoding="utf-8").splitlines()
    counted = reasons.xpath(".//li/p/a")
    assert len(counted) > 4
    for link in counted:
        at = int(link.text) - 1
        (fact,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        # An item of a list, or a single value such as `checked: supervised`.
        is_item = source[at].lstrip().startswith("- ")
        written = next(part for part in source[at : at + 3] if "what: " in part) if is_item else source[at]
        assert written.partition(": ")[2][:30] in fact.text_content()
        # The row of the source, by its letter, which the heading of the row has.
        # The rows of the source, by the letters of their headings; none where it is the row of the fact itself.
        letters = re.findall(r"\[([A-Z])\b", fact.text_content()) or [fact.xpath("string(ancestor::div[1]/h5)")[0]]
        assert [letter for letter in letters if sheet.xpath(f".//h5[starts-with(., '{letter} ')]")] == letters


def test_a_fact_is_written_once(page: Any) -> None:
    """A score names facts by number; what it says in words is why nothing counted, or sums up a block or a list."""
    for sheet in page.xpath("//details[@class='practice']"):
        scores = " ".join(" ".join(part.itertext()) for part in sheet.xpath(".//div[@class='criteria']"))
        facts = [fact.text for fact in sheet.xpath(".//div[@class='facts']//*[self::dd or self::li]") if fact.text]
        assert len(facts) > 20
        assert [fact for fact in facts if len(fact) > 30 and fact in scores] == []


def test_every_practice_is_there_with_all_its_rows(page: Any, ranking: Mapping[str, Any]) -> None:
    sheets = page.xpath("//details[@class='practice']")
    assert {sheet.get("id").removeprefix("p-") for sheet in sheets} == set(ranking)
    for sheet in sheets:
        assert len(sheet.xpath(".//div[@class='criteria']/div")) == 7
        assert {"Country", "Start", "Funding"} <= set(sheet.xpath(".//dt/text()"))


def test_the_first_pair_of_regions_adds_up(page: Any) -> None:
    parts = [float(number) for number in page.xpath("//table[@class='pair']/tbody//b/text()")]
    (total,) = page.xpath("//table[@class='pair']/tfoot//b/text()")
    assert len(parts) == 7
    assert sum(parts) == pytest.approx(float(total))
    first, second = (
        float(cell) for cell in page.xpath("//table[@class='pair']/tfoot//td[contains(@class, 'num')]/text()")
    )
    assert first - second == pytest.approx(float(total))


def test_weights_that_are_not_the_rubrics_are_marked(
    ranking: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    ended = in_process("report", "-f", "html", *FAST, "-w", "ethics=40", "-w", "timescale=0")
    assert ended.code == 0, ended.err
    page = parsed(ended.out)
    (changed,) = page.xpath("//*[@id='changed']")
    assert changed.get("hidden") is None
    assert "Timescale 0 % instead of 10 %, Ethical aspects 33.3 % instead of 10 %" in changed.text_content()
    marks = []
    for row in page.xpath("//tr[@data-place]"):
        up = ranking[row.get("id").removeprefix("r-")]["rank"] - int(row.xpath("string(.//b)"))
        marks.append(row.xpath("string(.//span[@class='moved'])"))
        assert marks[-1] == (f"▲{up}" if up > 0 else f"▼{-up}" if up < 0 else "")
    assert len([mark for mark in marks if mark]) > 5


def test_one_practice_has_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_project(tmp_path / "project"))
    ended = in_process("report", "-f", "html", "data/practices/lv-choir.yaml")
    assert ended.code == 0, ended.err
    hold_for_page(ended.out)
    assert parsed(ended.out).xpath("//section[@id='pair' or @id='sure']") == []


def test_a_region_shows_its_practices_with_their_ranks_among_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ended = in_process("report", "-f", "html", *FAST, "--region", "riga")
    assert ended.code == 0, ended.err
    hold_for_page(ended.out)
    page = parsed(ended.out)
    rows, numbers = page.xpath("//tr[@data-place]"), json.loads(page.xpath("string(//script[@id='data'])"))
    assert (len(rows), len(numbers["practices"])) == (2, 18)
    for row in rows:
        id = row.get("id").removeprefix("r-")
        practice = numbers["practices"][int(row.get("data-place"))]
        assert (practice["id"], str(practice["rank"])) == (id, row.xpath("string(.//b)"))
