"""Forms in sentences: what is behind a label is read, what a rule guesses is asked, and nothing is lost."""

import time
from datetime import date
from typing import Any

import pytest

from secon_cli.checks.practice_file import check_practice
from secon_cli.forms.draft import Draft, finished
from secon_cli.forms.figures import figures, staff, sums
from secon_cli.forms.rows import FoundRows, found_rows
from secon_cli.forms.rules import read_rows
from secon_cli.output.drafts import draft_text
from secon_cli.practice.vocabularies import Row
from secon_cli.reading.office.word import read_word
from secon_cli.reading.yaml_reader import read
from tests import office_files as make
from tests.forms.rates import rates
from tests.forms.report import report_text

AS_OF = date(2024, 1, 31)
SECON: list[tuple[str, str]] = [
    ("Location/ Geographical Scope", "Country: Austria\nRegion: Upper Valley\nCity: Oberdorf, Unterdorf"),
    (
        "Organisation in Charge of good practice/ Implementor",
        """Name of entity(ies): Town of Oberdorf, Repair Association
Type (NGO, public body, foundation, other): public body, NGO
The association has repaired things since 1990.""",
    ),
    ("Duration of practice/project", "Start date: 2019\nEnd date: ongoing"),
    ("Short summary of the practice", "Volunteers repair what neighbours bring."),
    ("Resources", "The town pays 12.500 euros a year. Two part-time employees work.\nFunded by: Town of Oberdorf"),
    (
        "Detailed information of the practice",
        "It opened in May 2019. The main challenge is to find volunteers. Visitors bring what is broken.",
    ),
    ("Results Achieved", "450 goods were repaired in 2022; 60 % of visitors learned it.\nA survey is held yearly."),
    ("Potential for learning or transfer", "Two towns have adopted it."),
    ("Useful links - website", "www.repair.example and https://cafe.example/a."),
    ("Annexes (videos, photos, quotes, documents, etc.)", "Film: https://film.example/1\nPhotographs on request"),
]  # fmt: skip


def rows_of(*parts: str) -> FoundRows:
    rows = found_rows(read_word(make.docx("".join(parts))))
    assert rows is not None
    return rows


def drafted(*parts: str) -> Draft:
    return finished(read_rows(rows_of(*parts), "form", AS_OF), "form")


def table(**changes: str) -> str:
    names = ["location", "organisations", "duration", "summary", "resources", "details", "results", "transfer", "links", "annexes"]  # fmt: skip  # noqa: E501
    rows = [(label, changes.get(name, text)) for name, (label, text) in zip(names, SECON, strict=True)]
    return make.table([list(row) for row in rows])


def asked(draft: Draft) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for question in draft.questions:
        found.setdefault(question.path, []).append(question.guess)
    return found


def test_the_table_of_secon() -> None:
    draft = drafted(make.paragraph("Repair café"), table())
    record: Any = draft.record
    assert (record["id"], record["title"]) == ("at-repair-cafe", "Repair café")
    assert {name: record["location"][name] for name in ("country", "region", "places")} == {
        "country": "AT", "region": "Upper Valley", "places": ["Oberdorf", "Unterdorf"],
    }  # fmt: skip
    assert [(body["name"], body["type"], body["role"]) for body in record["organisations"]] == [
        ("Town of Oberdorf", "local_authority", "lead"),
        ("Repair Association", "association", "implementer"),
    ]
    assert (record["duration"]["start"], record["duration"]["end"], record["duration"]["status"]) == (
        "2019",
        "ongoing",
        "running",
    )
    assert [link["url"] for link in record["links"]] == ["https://www.repair.example", "https://cafe.example/a"]
    assert record["annexes"] == [{"label": "Film", "url": "https://film.example/1"}]
    questions = asked(draft)
    assert questions["resources.budget[].amount"] == ["12500 EUR"]
    assert questions["resources.staff[].count"] == ["2"]
    assert questions["resources.funding[].source"] == ["Town of Oberdorf"]
    assert questions["results.metrics[].value"] == ["450 goods were repaired in", "60 percent"]
    assert questions["duration.start"] == ["2019-05"]
    assert questions["annexes[].label"] == [""]
    assert {"quality_assurance[]", "details.challenges[]", "transfer.cases[]", "location.scope"} <= questions.keys()
    assert "resources" not in record, "a guess is no fact"


def test_no_sentence_is_lost() -> None:
    draft = drafted(make.paragraph("Repair café"), table())
    text = " ".join(draft_text(draft, "form.docx").replace("#   | ", "").split())
    for label, content in SECON[3:8]:
        for sentence in content.replace("\n", " ").split(". "):
            assert sentence.rstrip(".") in text, label


def test_a_draft_is_valid_and_its_guesses_do_not_count() -> None:
    text = draft_text(drafted(table()), "form.docx")
    checked = check_practice(read(text.encode(), "at-form.yaml"))
    assert [finding.message for finding in checked.findings if finding.severity == "error"] == []
    assert checked.practice is not None
    assert checked.practice.results is None


def test_the_form_of_interreg_europe() -> None:
    draft = drafted(
        make.table([
            ["1. Title of the practice", "Repair café"],
            ["2. Organisation in charge", "Repair Association"],
            ["Country", "Austria"],
            ["NUTS 1", "Austria"],
            ["NUTS 2", "Upper Valley"],
            ["General information", ""],
            ["Timescale (start/end date)", "May 2019 – ongoing"],
            ["Short summary (160 characters)", "Volunteers repair."],
            ["Resources needed", "EUR 5,000 a year"],
            ["Evidence of success (results achieved)", "450 goods repaired"],
            ["Challenges encountered (optional)", "Volunteers are few."],
            ["Further information", "https://cafe.example/"],
            ["Expert opinion", "A good example."],
            ["Favourite colour", "Green"],
        ])
    )  # fmt: skip
    record: Any = draft.record
    assert record["title"] == "Repair café"
    assert (record["location"]["country"], record["location"]["region"]) == ("AT", "Upper Valley")
    assert (record["duration"]["start"], record["duration"]["end"]) == ("2019-05", "ongoing")
    assert record["organisations"][0]["name"] == "Repair Association"
    assert {"details.challenges[]", "recognition[]", "results.metrics[].value"} <= asked(draft).keys()
    assert [(question.place, question.words) for question in draft.kept] == [("Favourite colour", "Green")]


def test_rows_below_headings_without_a_table() -> None:
    parts = ["Repair café", "Location", "Country: Austria", "Summary", "Volunteers repair.", "Timescale: 2019 to 2021"]
    rows = rows_of(*(make.paragraph(part) for part in parts))
    assert rows.title == "Repair café"
    assert (rows.text(Row.LOCATION), rows.text(Row.SUMMARY)) == ("Country: Austria", "Volunteers repair.")
    assert rows.text(Row.DURATION) == "2019 to 2021"


@pytest.mark.parametrize(
    "first",
    [
        [["Location/", "Country: Austria"], ["Geographical", "Region: Upper Valley"], ["Scope", "Scope: regional"]],
        [["Location", "Country: Austria\nRegion: Upper Valley"], ["", "Scope: regional"]],
        [["Location", "Country: Austria"], ["Location", "Region: Upper Valley\nScope: regional"]],
        [["Location"], ["", "Country: Austria\nRegion: Upper Valley\nScope: regional"]],
        [["Location\nCountry: Austria\nRegion: Upper Valley\nScope: regional"]],
        [["1", "LOCATION:", "Country: Austria\nRegion: Upper Valley\nScope: regional"]],
        [["Geographical  scope", "Country: Austria Region: Upper Valley Scope: regional"]],
    ],
)
def test_labels_that_are_split_merged_or_repeated(first: list[list[str]]) -> None:
    draft = drafted(make.table([*first, ["Summary", "Repairs."], ["Duration", "2019"]]))
    location = {name: value for name, value in draft.record["location"].items() if name != "evidence"}
    assert location == {"country": "AT", "region": "Upper Valley", "scope": "regional"}


@pytest.mark.parametrize(
    ("text", "start", "end", "status"),
    [
        ("Start date: 10.08.2022\nEnd date: 31.12.2023", "2022-08-10", "2023-12-31", "ended"),
        ("Start date: January 2018 End date: March 2023\nIt will be resumed in 2024.", "2018-01", "2023-03", "paused"),
        ("Start Date: September 1, 2021 – first day\nEnd Date: August 2026", "2021-09-01", "2026-08", "running"),
        ("Since 2004, permanent", "2004", "ongoing", "running"),
        ("Start date: Year 2004\nOngoing/Permanent", "2004", "ongoing", "running"),
        ("Start date: before 2010", None, None, "running"),
    ],
)
def test_dates(text: str, start: str | None, end: str | None, status: str) -> None:
    duration = drafted(table(duration=text)).record["duration"]
    assert (duration.get("start"), duration.get("end"), duration.get("status")) == (start, end, status)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("€49,000 and 1 250 000 EUR", [("49000", "EUR"), ("1250000", "EUR")]),
        ("46 965,59 BGN (c.a. €24 011,77)", [("46965.59", "BGN")]),
        ("12.2 million EUR", [("12200000", "EUR")]),
        ("from 5000 EUR to 200 000 EUR", [("5000-200000", "EUR")]),
        ("84 thousand zlotys, PLN 1,219,800", [("84000", "PLN"), ("1219800", "PLN")]),
        ("€19,660.64", [("19660.64", "EUR")]),
        ("55000 Euro/year", [("55000", "EUR")]),
        ("EUR 1.8M, 45k EUR", [("1800000", "EUR"), ("45000", "EUR")]),
        ("in 2023, 40 people", []),
    ],
)
def test_sums(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.amount, each.currency) for each in sums(text)] == found


def test_people_and_figures() -> None:
    assert [each.number for each in staff("5-6 persons, two full-time employees, an opinion, 121 employees")] == [
        "5-6",
        "2",
        "121",
    ]
    text = "In 2022, 450 goods, 85% of staff and 12 euros on 3 March; two new centres within 5 years"
    assert [(each.number, each.percent) for each in figures(text)] == [("450", False), ("85", True), ("2", False)]


@pytest.mark.skipif(report_text() is None, reason="the text of the report is not here (SECON_REPORT)")
def test_rates_on_the_tables_of_the_report() -> None:
    path = report_text()
    assert path is not None
    found = rates(path)
    for name in ("country", "status", "end", "places"):
        assert found[name].recall == 1, found[name].missed
    assert found["start"].right >= 17
    assert found["links"].recall >= 0.95
    assert found["amounts"].recall >= 0.75
    assert found["amounts"].precision >= 0.9


@pytest.mark.parametrize(
    "text", ["1 person. ", "5 EUR. ", "5% ", "https://a.b/ ", "A and ", "funded by ", "1-", "1.1.", "a\n", "(", "A. "]
)
@pytest.mark.parametrize("label", ["Resources", "Results", "Organisation in charge", "Links"])
def test_a_long_row_takes_no_time_and_gives_no_flood(label: str, text: str) -> None:
    started = time.process_time()
    draft = drafted(make.table([["Location", "Country: Spain"], ["Summary", "x"], [label, text * 5000]]))
    assert time.process_time() - started < 3
    assert len(draft.questions) < 200
