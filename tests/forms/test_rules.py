"""Forms in sentences: what is behind a label is read, what a rule guesses is asked, and nothing is lost."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from secon_cli.checks.checked_files import check_practice
from secon_cli.forms.answers import FoundRows, figures, found_rows, staff, sums
from secon_cli.forms.draft import Draft, finished
from secon_cli.forms.rules import read_rows
from secon_cli.output.new_files import draft_text
from secon_cli.practice.fields import walk
from secon_cli.practice.vocabularies import OrganisationType, Row
from secon_cli.reading.office.word import read_word
from secon_cli.reading.yaml_reader import read
from tests import office_files as make
from tests.forms.rates import drafts, rates
from tests.forms.report import report_forms, report_text
from tests.work import counted

ROOT = Path(__file__).parents[2]
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
    return finished(read_rows(rows_of(*parts), AS_OF), "form")


def table(**changes: str) -> str:
    names = [
        "location",
        "organisations",
        "duration",
        "summary",
        "resources",
        "details",
        "results",
        "transfer",
        "links",
        "annexes",
    ]
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
        ("Town of Oberdorf", "other", "other"),
        ("Repair Association", "other", "other"),
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
    assert [questions[f"organisations[{number}].{name}"] for number in (0, 1) for name in ("type", "role")] == [
        ["local_authority"], ["lead"], ["association"], ["implementer"],
    ]  # fmt: skip
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


_CONTACT = "Maria Souza, phone +351 999 999"


@pytest.mark.parametrize(
    "parts",
    [
        [make.paragraph("Who runs it", "Heading1"), make.paragraph(_CONTACT)],
        [make.table([["Who runs it", _CONTACT]])],
        [make.table([["Who runs it", "Ask us"], ["", _CONTACT]])],
        [make.table([["Who runs it", ""], ["", _CONTACT]])],
        [make.table([["Who runs it\nAsk us"], ["", _CONTACT]])],
    ],
)
def test_text_below_an_unknown_heading_joins_no_row(parts: list[str]) -> None:
    draft = drafted(
        *(make.paragraph(text) for text in ("Location", "Country: Portugal", "Region: Algarve")),
        *parts,
        *(make.paragraph(text) for text in ("Summary", "Fishers take guests out.", "Duration", "2019")),
    )
    location = {name: value for name, value in draft.record["location"].items() if name != "evidence"}
    assert location == {"country": "PT", "region": "Algarve"}
    assert any(_CONTACT in question.words for question in draft.kept)
    assert draft.record["organisations"] == []
    assert "organisations" in asked(draft), "an empty list alone would say that there is none"


@pytest.mark.parametrize(
    ("text", "region", "places", "rest"),
    [
        ("Region: Algarve\nHarbours: Olhão; Fuseta", "Algarve", None, "Harbours: Olhão; Fuseta"),
        ("Region: Algarve, Harbours: Olhão", None, None, "Algarve, Harbours: Olhão"),
        ("Region: Algarve\nWho runs it\nMaria Souza", "Algarve", None, "Who runs it\nMaria Souza"),
        ("Places: Olhão\nMaria Souza\nRegion: Algarve", "Algarve", ["Olhão"], "Maria Souza"),
        ("Ports: Olhão,\nFuseta; Tavira\nRegion: Algarve", "Algarve", ["Olhão", "Fuseta", "Tavira"], None),
    ],
)
def test_a_label_of_a_place_is_for_its_line(
    text: str, region: str | None, places: list[str] | None, rest: str | None
) -> None:
    draft = drafted(table(location=f"Country: Portugal\n{text}"))
    location = draft.record["location"]
    assert (location.get("region"), location.get("places")) == (region, places)
    words = [question.words for question in draft.questions if question.path == "location.region"]
    assert words == ([rest] if rest else [])


def test_a_line_with_an_unknown_label_names_no_organisation() -> None:
    draft = drafted(table(organisations="Name of entity: Repair Association\nContact: Maria Souza"))
    assert [body["name"] for body in draft.record["organisations"]] == ["Repair Association"]
    assert any("Maria Souza" in question.words for question in draft.questions)


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
    ("text", "stated", "guessed"),
    [
        ("Start date: 2004\nEnd date: ongoing", {"start": "2004", "end": "ongoing", "status": "running"}, {}),
        ("Since 2004, permanent", {"start": "2004", "end": "ongoing", "status": "running"}, {}),
        ("Start date: Year 2004\nOngoing/Permanent", {"start": "2004", "end": "ongoing", "status": "running"}, {}),
        (
            "Start date: 10.08.2022\nEnd date: 31.12.2023",
            {"start": "2022-08-10", "end": "2023-12-31"},
            {"status": "completed"},
        ),
        (
            "Start date: January 2018 End date: March 2023\nIt will be resumed in 2024.",
            {"start": "2018-01", "end": "2023-03"},
            {"status": "paused"},
        ),
        (
            "Start Date: September 1, 2021 – first day\nEnd Date: August 2026",
            {"start": "2021-09-01", "end": "2026-08"},
            {"status": "running"},
        ),
        ("Start date: before 2010", {}, {"start": "../2010", "end": "ongoing", "status": "running"}),
        ("Approved in 2018, open since 2019", {}, {"start": "2018", "end": "2019", "status": "completed"}),
        ("Start: 2019\nIt will not continue.", {"start": "2019"}, {"end": "ongoing", "status": "running"}),
        (
            "Start: 2019\nEnd: middle of 2025",
            {"start": "2019"},
            {"end": "2025-06", "end_is": "expected", "status": "running"},
        ),
    ],
)
def test_dates(text: str, stated: dict[str, str], guessed: dict[str, str]) -> None:
    draft = drafted(table(details="It works.", duration=text))
    assert {name: value for name, value in draft.record["duration"].items() if name != "evidence"} == stated
    paths = {path.removeprefix("duration."): guesses for path, guesses in asked(draft).items() if "duration" in path}
    assert {path: guesses for path, guesses in paths.items() if path != "note"} == {
        name: [value] for name, value in guessed.items()
    }


@pytest.mark.parametrize(
    ("text", "stated", "guessed"),
    [
        ("Name of entity: Repair Association\nType: association", ("association", "lead"), {}),
        ("Name of entity: Repair Association", ("other", "lead"), {"type": "association"}),
        ("Name of entity: City of Oberdorf\nType: public body", ("other", "lead"), {"type": "local_authority"}),
        ("Name of entity: Kanthaka Association\nType: NGO", ("other", "lead"), {"type": "association"}),
        ("Name of entity: Kanthaka\nType: foundation of citizens", ("other", "lead"), {"type": "foundation"}),
        (
            "Name of entity: A Foundation, B\nType: foundation, association",
            ("other", "other"),
            {"type": "foundation", "role": "lead"},
        ),
    ],
)
def test_what_kind_of_body_is_stated_or_guessed(text: str, stated: tuple[str, str], guessed: dict[str, str]) -> None:
    draft = drafted(table(organisations=text))
    first = draft.record["organisations"][0]
    assert (first["type"], first["role"]) == stated
    paths = {path.rpartition(".")[2]: guess for path, (guess, *_) in asked(draft).items() if "ions[0]" in path}
    assert paths == guessed


def test_what_no_row_says_is_made_of_the_file_and_asked_about() -> None:
    draft = drafted(make.table([["Location", "Country: Austria"], ["Duration", "2019"], ["Links", "www.a.example"]]))
    assert (draft.record["title"], draft.record["summary"]) == ("form", "form")
    assert (asked(draft)["title"], asked(draft)["summary"]) == (["form"], [""])


def test_every_word_of_the_rules_is_one_of_the_format() -> None:
    words = tomllib.loads(ROOT.joinpath("secon_cli", "forms", "words.toml").read_text(encoding="utf-8"))
    assert set(words["bodies"]) <= {term.value for term in OrganisationType}
    assert {each["path"].removesuffix("[]") for each in words["sentences"]} <= {field.path for field in walk()}


def test_a_country_without_a_label_is_asked_about() -> None:
    draft = drafted(table(location="Oberdorf in Austria"))
    assert draft.record["location"]["country"] == "AT"
    assert asked(draft)["location.country"] == ["AT"]


@pytest.mark.parametrize(
    ("names", "bodies"),
    [
        ("Town of Oberdorf, Regional Chamber\nof Crafts", ["Town of Oberdorf", "Regional Chamber of Crafts"]),
        ("Town of Oberdorf\nRegional Chamber", ["Town of Oberdorf", "Regional Chamber"]),
    ],
)
def test_names_over_several_lines(names: str, bodies: list[str]) -> None:
    draft = drafted(table(organisations=f"Name of entities: {names}"))
    assert [body["name"] for body in draft.record["organisations"]] == bodies


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
    assert [(each.number, each.what) for each in sums(text)] == found


def test_people_and_figures() -> None:
    assert [each.number for each in staff("5-6 persons, two full-time employees, an opinion, 121 employees")] == [
        "5-6",
        "2",
        "121",
    ]
    text = "In 2022, 450 goods, 85% of staff and 12 euros on 3 March; two new centres within 5 years"
    assert [each.text for each in figures(text)] == ["450 goods", "85 percent", "2 new centres"]


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


@pytest.mark.skipif(report_text() is None, reason="the text of the report is not here (SECON_REPORT)")
def test_every_value_is_in_the_words_of_the_form() -> None:
    """But for what is made of them in one way (ids, dates, addresses), and for `other`, which is not stated."""
    path = report_text()
    assert path is not None
    made = {"id", "format", "evidence", "country", "start", "end", "url", "role", "title"}
    for id, (draft, _) in drafts(path).items():
        rows = found_rows(read_word(report_forms(path)[id]))
        assert rows is not None
        text = _letters("".join(row.text for row in rows.rows.values()))
        values = ((re.sub(r"\[\d+\]$", "", path).rpartition(".")[2], value) for path, value in draft.read)
        for name, value in values:
            if name == "status":
                assert "ongoing" in text or "permanent" in text, id
            elif name not in made and value != "other" and not (name == "label" and "." in value):
                words = "IPSS" if value == "non_profit" else value
                assert _letters(words.removesuffix("…")) in text, (id, name, value)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


@pytest.mark.parametrize(
    "text", ["1 person. ", "5 EUR. ", "5% ", "https://a.b/ ", "A and ", "funded by ", "1-", "1.1.", "a\n", "(", "A. "]
)
@pytest.mark.parametrize("label", ["Resources", "Results", "Organisation in charge", "Links"])
def test_a_long_row_takes_no_time_and_gives_no_flood(label: str, text: str) -> None:
    table = make.table([["Location", "Country: Spain"], ["Summary", "x"], [label, text * 5_000]])
    draft, calls = counted(lambda: drafted(table))
    assert calls < 2_500 * 5_000
    assert len(draft.questions) < 200


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("since about 2004", "2004~"),
        ("Start date: about 2004\nEnd date: ongoing", "2004~"),
        ("before 2008", "../2008"),
        ("early 2004", "2004"),
    ],
)
def test_a_start_that_is_not_certain_is_offered_as_such(text: str, guess: str) -> None:
    assert asked(drafted(table(duration=text)))["duration.start"] == [guess]


@pytest.mark.parametrize("heading", ["Country/NUTS", "Country / NUTS", "NUTS"])
def test_the_row_of_the_location_by_its_short_heading(heading: str) -> None:
    rows = [[heading, "Austria, AT12"], ["Short summary", "Volunteers repair."], ["Evidence of success", "450 goods"]]
    assert drafted(make.table(rows)).record["location"]["country"] == "AT"
