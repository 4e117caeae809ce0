"""The form in Word: every field is in it, it reads back exactly, and edits by people are understood."""

import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

pytest.importorskip("docx", reason="needs the extra `office`")

from docx import Document
from openxml_audit import OpenXmlValidator

from secon_cli.checks.checked_files import check_practice, check_rubric
from secon_cli.commands.forms import sound_text
from secon_cli.forms.draft import Draft, NotADraft, finished
from secon_cli.forms.layout import NOTHING, Card, Layout, folded_label, layout, read_form
from secon_cli.output.new_files import draft_text
from secon_cli.output.word_form import filled_form, word_form
from secon_cli.practice.fields import plain, walk
from secon_cli.practice.model import Practice
from secon_cli.practice.template import TEMPLATE_NAMES
from secon_cli.practice.values import Quantity
from secon_cli.reading.office import Paragraph, Table
from secon_cli.reading.office.word import read_word
from secon_cli.reading.yaml_reader import read
from tests.strategies import practices

ROOT = Path(__file__).parents[2]
PRACTICES = sorted(ROOT.joinpath("data", "practices").glob("*.yaml"))


def practice_in(path: Path) -> Practice:
    practice = check_practice(read(path.read_bytes(), path.name)).practice
    assert practice is not None
    return practice


def returned(data: bytes) -> Draft:
    draft = read_form(read_word(data))
    assert draft is not None
    finished(draft, "form")
    sound_text(draft, "form.docx")
    return draft


def as_file(draft: Draft) -> Practice:
    """The practice in the file that a draft becomes, read as every file is."""
    checked = check_practice(read(draft_text(draft, "form.docx").encode(), f"{draft.record['id']}.yaml"))
    assert [finding for finding in checked.findings if finding.severity == "error"] == []
    assert checked.practice is not None
    return checked.practice


@pytest.mark.parametrize(
    ("name", "path"),
    [*(("secon", path) for path in PRACTICES), *(("interreg", path) for path in PRACTICES[:2])],
    ids=lambda value: getattr(value, "stem", value),
)
def test_a_filled_form_reads_back_to_the_same_practice(path: Path, name: str) -> None:
    practice = practice_in(path)
    draft = returned(word_form(layout(name), practice))
    assert draft.questions == []
    assert as_file(draft) == practice


@pytest.mark.office
@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_a_form_survives_libreoffice(tmp_path: Path, name: str) -> None:
    paths = PRACTICES if name == "secon" else PRACTICES[:3]
    for path in paths:
        tmp_path.joinpath(f"{path.stem}.docx").write_bytes(word_form(layout(name), practice_in(path)))
    options: list[str | Path] = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path / "saved"]
    command: list[str | Path] = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        *options,
        *tmp_path.glob("*.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    for path in paths:
        draft = returned(tmp_path.joinpath("saved", f"{path.stem}.docx").read_bytes())
        assert draft.questions == []
        assert as_file(draft) == practice_in(path)


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_every_field_has_one_place(name: str) -> None:
    places = [f"{card.path}.{field.name}".lstrip(".") for card in _cards(layout(name)) for field in card.fields]
    assert len(places) == len(set(places))
    asked = {
        path.replace("[]", "").replace(".<key>", "") for path in (field.path for field in walk() if field.block is None)
    }
    assert set(places) == asked - {"format"}


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_headings_and_labels_are_found_again(name: str) -> None:
    form = layout(name)
    assert len({card.heading for card in _cards(form)}) == len(_cards(form))
    for card in _cards(form):
        assert form.cards[folded_label(card.heading)] == card
        for field in card.fields:
            assert card.name_of(field.label) == field.name
            assert field.guidance
            if field.words:
                assert len(set(field.words.values())) == len(field.words)


@pytest.mark.parametrize("practice", [None, practice_in(PRACTICES[0])], ids=["empty", "filled"])
def test_word_can_open_it(tmp_path: Path, practice: Practice | None) -> None:
    """By the rules of the Open XML SDK."""
    path = tmp_path / "form.docx"
    path.write_bytes(word_form(layout("secon"), practice))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_the_same_form_has_the_same_bytes() -> None:
    assert word_form(layout("secon")) == word_form(layout("secon"))


def test_no_relation_leads_out_of_the_form() -> None:
    with zipfile.ZipFile(io.BytesIO(word_form(layout("secon")))) as archive:
        for name in archive.namelist():
            assert b'TargetMode="External"' not in archive.read(name)


# --- What people do -----------------------------------------------------------------------------------------------

ANSWERS = {
    ("Title", "Title"): "Repair café",
    ("Location", "Country"): "Austria",
    ("Location", "Partner"): "Upper Valley",
    ("Location", "Places"): "Oberdorf\nUnterdorf; Tal",
    ("Duration", "Start"): "1.5.2019",
    ("Duration", "End"): "still running",
    ("Summary", "Summary"): "Volunteers repair household goods.",
    ("Organisations 1", "Name"): "Repair Association",
    ("Organisations 1", "Type"): "association",
    ("Organisations 1", "Role"): "lead – is responsible for the practice",
    ("Single results 1", "What"): "goods repaired",
    ("Single results 1", "Value"): "about 1 200 items",
    ("Single results 1", "Level"): "Output",
    ("Single results 2", "What"): "people feel at home",
    ("Single results 2", "Level"): "outcome",
    ("Risks", "Nothing to list?"): NOTHING,
}


def filled(answers: dict[tuple[str, str], str], *, full: bool = False) -> bytes:
    """An empty form into which answers were typed: by the heading of a box or the number of a row, and the label."""
    document = Document(io.BytesIO(word_form(layout("secon"), full=full)))
    done = set()
    for table in document.tables:
        heading, number = "", 0
        labels: list[str] = []
        for row in table.rows:
            cells = list(dict.fromkeys(row.cells))
            first = [cell.paragraphs[0].text for cell in cells]
            if labels:
                number += 1
                places = {(f"{heading} {number}", label): cell for label, cell in zip(labels, cells, strict=True)}
            elif len(cells) > 1 and all(len(cell.paragraphs) == 2 and cell.paragraphs[1].text for cell in cells):
                labels, places = first, {}
            elif len(cells) == 1:
                heading, places = first[0], {}
            else:
                places = {(heading, first[0]): cells[1]}
            for place in places.keys() & answers.keys():
                places[place].text = answers[place]
                done.add(place)
    assert done == set(answers)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("full", [False, True], ids=["short", "full"])
def test_answers_in_the_words_of_people(*, full: bool) -> None:
    draft = returned(filled(ANSWERS, full=full))
    assert [question.path for question in draft.questions] == ["sources.form.date"]
    practice = as_file(draft)
    assert practice.id == "at-repair-cafe"
    assert (practice.location.country, practice.location.places) == ("AT", ("Oberdorf", "Unterdorf", "Tal"))
    assert (str(practice.duration.start), str(practice.duration.end)) == ("2019-05-01", "ongoing")
    assert practice.results is not None
    assert practice.results.metrics is not None
    first, second = practice.results.metrics
    assert (str(first.value), first.unit, first.qualifier) == ("1200", "items", "about")
    assert (second.value, second.qualifier) == (None, "not_measured")
    assert practice.sustainability is not None
    assert (practice.sustainability.risks, practice.sustainability.bases) == ((), None)
    assert practice.details is None
    assert {str(citation) for citation in practice.results.metrics[0].evidence} == {"form:results"}
    assert practice.sources["form"].title == "Form: Repair café"
    assert {str(citation) for citation in practice.sustainability.evidence} == {"form"}


def test_a_list_of_statements_may_hold_the_word_of_a_heading() -> None:
    document = Document(io.BytesIO(filled(ANSWERS)))
    needs = next(table for table in document.tables if table.rows[0].cells[0].paragraphs[0].text == "Needs")
    for row, need in zip(needs.rows[3:], ["Funding", "What", "Work"], strict=True):
        row.cells[0].text = need
    file = io.BytesIO()
    document.save(file)
    details = as_file(returned(file.getvalue())).details
    assert details is not None
    assert details.needs is not None
    assert [need.what for need in details.needs] == ["Funding", "What", "Work"]
    assert {str(citation) for citation in details.evidence} == {"form:details"}


def test_an_empty_form_is_short_but_can_have_every_field() -> None:
    def questions(data: bytes) -> int:
        return sum(len(row.cells) for table in Document(io.BytesIO(data)).tables for row in table.rows)

    form = layout("secon")
    assert questions(word_form(form)) < questions(word_form(form, full=True)) * 0.6
    shown = " ".join(paragraph for block in read_word(word_form(form)) for paragraph in _words(block))
    for code in ("2004~", "ISO", "never negative", "the source"):
        assert code not in shown
    hidden = {field.name for card in _cards(form) for field in card.fields if field.full_only}
    assert {"id", "evidence", "note", "sites"} <= hidden
    # The id is made from country and title.
    assert [
        field.name for card in _cards(form) for field in card.fields if field.full_only and field.field.required
    ] == ["id"]


def test_what_is_scored_is_asked_for() -> None:
    """But for what the importer reads from the answer to another question, such as `about 450 persons`."""
    rubric = check_rubric(read(ROOT.joinpath("criteria.yaml").read_bytes(), "criteria.yaml")).rubric
    assert rubric is not None
    scored = {path.replace("[]", "") for _, _, part in rubric.indicators() for path in part.measure.fields_read()}
    hidden = {
        f"{card.path}.{field.name}" for card in _cards(layout("secon")) for field in card.fields if field.full_only
    }
    assert {"results.metrics.level", "sustainability.bases.kind"} <= scored
    assert {path for path in scored & hidden if path.rpartition(".")[2] != "evidence"} == READ_FROM_ANSWERS


def _boxes(data: bytes) -> set[str]:
    return {table.rows[0].cells[0].paragraphs[0].text for table in Document(io.BytesIO(data)).tables}


def test_a_form_asks_what_the_criteria_in_force_read() -> None:
    rubric = check_rubric(read(ROOT.joinpath("criteria.yaml").read_bytes(), "criteria.yaml")).rubric
    assert rubric is not None
    form = layout("secon")
    assert word_form(form, rubric=rubric) == word_form(form), "the criteria of SECON read something of every part"
    ethics = rubric.model_copy(update={"criteria": {"ethics": rubric.criteria["ethics"]}})
    others = _boxes(word_form(form, rubric=ethics))
    assert {"Concerns", "Single results", "Documents", "Recognition"} <= others
    gone = {"Aims of SECON", "Link to the social economy", "Policies", "Instruments of quality", "Risks"}
    assert gone <= _boxes(word_form(form)) - others
    assert _boxes(word_form(form, rubric=ethics, full=True)) == _boxes(word_form(form, full=True))
    practice = practice_in(PRACTICES[0])
    filled = word_form(form, practice, rubric=ethics)
    assert as_file(returned(filled)) == as_file(returned(word_form(form, practice))), "no answer is left out"


READ_FROM_ANSWERS = {"results.metrics.qualifier", "results.metrics.currency"}


def _words(block: Paragraph | Table) -> list[str]:
    return [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]


def test_what_turns_a_line_around_or_has_no_shape_is_not_in_a_form() -> None:
    practice = practice_in(PRACTICES[0])
    hostile = practice.model_copy(update={"title": "a\u202eb\u2066c\u200fd\x07e\ufefff"})
    with zipfile.ZipFile(io.BytesIO(word_form(layout("secon"), hostile))) as archive:
        text = archive.read("word/document.xml").decode()
    assert not set("\u202e\u2066\u200f\x07\ufeff") & set(text)
    assert "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf" in text


def test_what_cannot_be_read_is_asked() -> None:
    draft = returned(filled({**ANSWERS, ("Duration", "Start"): "long ago", ("Single results 1", "Level"): "big"}))
    asked = {question.path: question.words for question in draft.asked}
    assert asked["duration.start"] == "long ago"
    assert asked["results.metrics[]"].startswith("level: big\n"), "first what could not be read"
    (lost,) = [question.ask for question in draft.asked if question.path == "results.metrics[]"]
    assert "output, outcome" in lost
    assert "goods repaired" in asked["results.metrics[]"], "an item without what it needs is kept whole"
    assert [metric["what"] for metric in draft.record["results"]["metrics"]] == ["people feel at home"]
    assert as_file(draft).duration.start is None


def test_a_question_names_the_item_that_it_is_about() -> None:
    document = {("Documents 1", "Short name"): "report", ("Documents 1", "Title"): "One"}
    draft = returned(filled({**ANSWERS, **document, ("Documents 1", "Date"): "12/03/2026"}))
    assert "12/03/2026" in {question.path: question.words for question in draft.asked}["sources.report.date"]


@pytest.mark.parametrize(
    ("answer", "value", "unit"),
    [
        ("1 200 items", "1200", "items"),
        ("1.200.000", "1200000", None),
        ("1.25 %", "1.25", "percent"),
        ("0.125", "0.125", None),
        ("1.200,50 €", "1200.50", "EUR"),
    ],
)
def test_a_number_with_one_reading_is_read(answer: str, value: str, unit: str | None) -> None:
    draft = returned(filled({**ANSWERS, ("Single results 1", "Value"): answer}))
    metric = draft.record["results"]["metrics"][0]
    assert (metric["value"], metric.get("unit")) == (value, unit)


@pytest.mark.parametrize("answer", ["1.200", "1.200 items", "about 1.200 items", "1.200-1.500"])
def test_a_number_with_two_readings_is_asked_about(answer: str) -> None:
    draft = returned(filled({**ANSWERS, ("Single results 1", "Value"): answer}))
    (question,) = [each for each in draft.questions if each.path == "results.metrics[]"]
    assert "is this 1200 or 1.2?" in question.ask
    assert answer in question.words
    draft = returned(filled({**ANSWERS, ("Single results 1", "Value"): "3.000"}))
    assert "is this 3000 or 3?" in next(each.ask for each in draft.questions if each.path == "results.metrics[]")


@pytest.mark.parametrize("answer", ["12k visitors", "2 billion EUR", "3 Tsd. people", "5 dozen"])
def test_a_number_with_a_multiple_is_not_read_without_it(answer: str) -> None:
    draft = returned(filled({**ANSWERS, ("Single results 1", "Value"): answer}))
    assert [metric["what"] for metric in draft.record["results"]["metrics"]] == ["people feel at home"]
    assert answer in next(each.words for each in draft.questions if each.path == "results.metrics[]")


def test_a_decimal_with_three_places_survives_its_form() -> None:
    practice = practice_in(PRACTICES[0])
    assert practice.results is not None
    assert practice.results.metrics is not None
    metric = practice.results.metrics[0].model_copy(update={"value": Quantity.parse("1.234"), "qualifier": None})
    results = practice.results.model_copy(update={"metrics": (metric, *practice.results.metrics[1:])})
    draft = returned(word_form(layout("secon"), practice.model_copy(update={"results": results})))
    back = as_file(draft)
    assert back.results is not None
    assert back.results.metrics is not None
    assert str(back.results.metrics[0].value).rstrip("0") == "1.234"


@pytest.mark.parametrize("country", ["Austria (Tyrol)", "AUT", "in Austria", "Österreich", "osterreich"])
def test_a_country_with_more_words(country: str) -> None:
    assert returned(filled({**ANSWERS, ("Location", "Country"): country})).record["location"]["country"] == "AT"


def test_a_country_that_cannot_be_read_is_named() -> None:
    with pytest.raises(NotADraft, match="from `Atlantis`"):
        returned(filled({**ANSWERS, ("Location", "Country"): "Atlantis"}))


def test_what_was_taken_out_does_not_say_that_there_is_nothing() -> None:
    alone = {place: answer for place, answer in ANSWERS.items() if place[0] != "Single results 2"}
    draft = returned(filled({**alone, ("Single results 1", "Level"): "big"}))
    assert "metrics" not in draft.record.get("results", {})
    assert "goods repaired" in next(each.words for each in draft.asked if each.path == "results.metrics[]")


def test_many_answers_that_do_not_fit_are_refused_at_once() -> None:
    boxes: dict[str, list[Mapping[str, str]] | None] = {
        "Location": [{"Country": "Spain"}],
        "Challenges": [{"What": f"{number}"} for number in range(1000)],
    }
    draft = read_form(read_word(filled_form(layout("secon"), boxes)))
    assert draft is not None
    with pytest.raises(NotADraft, match="more than 500"):
        sound_text(finished(draft, "form"), "form.docx")


def test_a_text_outside_the_cards_is_kept() -> None:
    document = Document(io.BytesIO(filled(ANSWERS)))
    document.add_paragraph("We would also like to say this.")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Own label", "Own words"
    file = io.BytesIO()
    document.save(file)
    assert [question.words for question in returned(file.getvalue()).kept] == [
        "We would also like to say this.",
        "Own label: Own words",
    ]


def test_what_is_typed_next_to_a_label_or_below_its_guidance_is_an_answer() -> None:
    document = Document(io.BytesIO(filled(ANSWERS)))
    labels = {row.cells[0].paragraphs[0].text: row.cells[0] for table in document.tables for row in table.rows}
    labels["Scope"].add_paragraph("regional")
    labels["Status"].paragraphs[0].add_run(": running")
    labels["Title"].add_paragraph("A second title")
    labels["Narrative"].paragraphs[0].runs[0].text = "My own line"
    labels["Narrative"].paragraphs[1].runs[0].text = ""
    file = io.BytesIO()
    document.save(file)
    draft = returned(file.getvalue())
    assert (draft.record["location"]["scope"], draft.record["duration"]["status"]) == ("regional", "running")
    assert [question.words for question in draft.kept] == ["Title: A second title", "My own line"]


def test_what_is_typed_into_headings_is_kept() -> None:
    document = Document(io.BytesIO(filled(ANSWERS)))
    (needs,) = (table for table in document.tables if table.rows[0].cells[0].paragraphs[0].text == "Needs")
    needs.rows[2].cells[0].add_paragraph("Advice for families")
    needs.rows[3].cells[0].text = "A place to meet"
    needs.rows[0].cells[0].add_paragraph("See the annex")
    file = io.BytesIO()
    document.save(file)
    draft = returned(file.getvalue())
    assert [need["what"] for need in draft.record["details"]["needs"]] == ["Advice for families", "A place to meet"]
    assert [question.words for question in draft.kept] == ["See the annex"]


def test_other_words_do_not_mean_that_there_is_nothing() -> None:
    draft = returned(filled({**ANSWERS, ("Risks", "Nothing to list?"): "There are some, see the annex."}))
    assert "risks" not in draft.record.get("sustainability", {})
    assert [question.words for question in draft.kept] == ["There are some, see the annex."]


def test_documents_with_the_same_short_name_or_none_are_all_kept() -> None:
    names = {("Documents 1", "Title"): "One", ("Documents 2", "Title"): "Two"}
    assert [source["title"] for source in returned(filled({**ANSWERS, **names})).record["sources"].values()] == [
        "One",
        "Two",
    ]
    names |= {("Documents 1", "Short name"): "Our Report 2023", ("Documents 2", "Short name"): "Our Report 2023"}
    sources = returned(filled({**ANSWERS, **names})).record["sources"]
    assert {key: source["title"] for key, source in sources.items() if key != "form"} == {
        "our_report_2023": "One",
        "our_report_2023_2": "Two",
    }


def test_places_on_one_line_are_as_many_as_their_commas_and_semicolons_say() -> None:
    answer = "Fisterra, Muxía; Camariñas (old port, new port)\nCorcubión"
    places = returned(filled({**ANSWERS, ("Location", "Places"): answer})).record["location"]["places"]
    assert places == ["Fisterra", "Muxía", "Camariñas (old port, new port)", "Corcubión"]


def test_another_document_is_no_form() -> None:
    document = Document()
    document.add_table(2, 2).rows[0].cells[0].text = "Location"
    file = io.BytesIO()
    document.save(file)
    assert read_form(read_word(file.getvalue())) is None


def _cards(form: Layout) -> list[Card]:
    return [card for section in form.sections for card in section.cards]


# A form is long, so that to look for the smallest practice that fails would take minutes.
@settings(phases=[Phase.generate], max_examples=15)
@given(practices)
def test_every_practice_survives_its_form(practice: Practice) -> None:
    # A comma in a list of places begins another one.
    places = tuple(place.replace(",", "") for place in practice.location.places or ()) or practice.location.places
    location = practice.location.model_copy(update={"places": places})
    practice = practice.model_copy(update={"location": location})
    draft = read_form(read_word(word_form(layout("secon"), practice)))
    assert draft is not None
    assert draft.questions == []
    needed = {"format": practice.format, "organisations": [], "duration": {}}
    back = Practice.model_validate({**needed, **draft.record})
    # A block without anything in it is not in the form.
    assert _filled(plain(back)) == _filled(plain(practice))


def _filled(record: object) -> object:
    assert isinstance(record, dict)
    return {name: value for name, value in record.items() if value != {}}
