"""What fits together in a practice: each rule beside its examples, where it speaks up and where it keeps quiet."""

import pytest

from secon_cli.checks.checked_files import applied
from tests.checks.finding_rules import (
    EVIDENCE,
    case,
    duration,
    findings,
    metric,
    money,
    rules,
    shipped_rubric,
    told,
)
from tools.sample import patched


# Dates: the shipped rubric judges as of 31 January 2024.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (duration("start: 2025"), ["date-in-future"]),
        (duration("start: 2024-02-01"), ["date-in-future"]),
        (duration("start: 2024-01-31"), []),
        (duration("start: 2024"), []),
        (duration("start: 2020, end: 2030, end_is: expected, status: running"), []),
        ("sources: {report: {title: x, date: 2024-02}}\n", ["date-in-future"]),
        (case("where: Riga, status: extended, when: 2025"), ["date-in-future"]),
        (case("where: Riga, status: given_up, when: 2025"), ["date-in-future"]),
        (case("where: Riga, status: planned, when: 2025"), []),
        (duration("start: 2020, end: 2023, status: running"), ["status-contradicts-end"]),
        (duration("start: 2020, end: 2024, status: running"), []),
        (duration("start: 2020, end: 2023, end_is: minimum, status: running"), []),
        (duration("start: 2020, end: 2023, status: paused"), []),
        (duration("start: 2020, end: 2025, status: ended"), ["status-contradicts-end"]),
        (duration("start: 2020, end: ongoing, status: ended"), ["ends-and-goes-on"]),
        (duration("start: 2020, end: ongoing, status: planned"), ["ends-and-goes-on"]),
        (duration("start: 2020, end: ongoing, status: completed"), ["ends-and-goes-on"]),
        (duration("start: 2020, end: 2025, status: completed"), ["status-contradicts-end"]),
        (duration("start: 2020, end: 2023, status: disrupted"), ["status-contradicts-end"]),
        (duration("start: 2020, end: 2023, end_is: expected, status: unconfirmed"), []),
        (duration("start: 2012, end: 2014, end_is: stated, status: running"), ["ends-and-goes-on"]),
        (duration("start: 2012, end: 2014, end_is: stated, status: unconfirmed"), ["ends-and-goes-on"]),
        (duration("start: 2012, end: 2014, end_is: stated, status: completed"), []),
        (duration("start: 2020, end_is: minimum"), ["end-is-without-date"]),
        (duration("start: 2020, end: soon, end_is: minimum"), ["bad-date"]),
        (duration("start: 2020, edn: 2025, end_is: minimum"), ["unknown-field"]),
    ],
)
def test_dates_agree_with_each_other_and_with_the_day_of_judgement(text: str, expected: list[str]) -> None:
    found = findings(text, shipped_rubric())
    assert [finding.rule for finding in found if finding.severity != "advice"] == expected


def test_without_a_rubric_nobody_asks_what_day_it_is() -> None:
    assert rules(duration("start: 2999, status: running")) == []


@pytest.mark.parametrize(
    "text",
    [
        duration("start: ../1700"),
        duration("start: 1020, end: 1021"),
        duration("in_place: 300 years"),
        "sources: {report: {title: x, accessed: 1500}}\n",
        case("where: Riga, status: planned, when: 1700"),
        money("amount: 5, currency: EUR, year: 1799"),
    ],
)
def test_a_date_that_is_hardly_possible_is_found_in_any_block(text: str) -> None:
    assert "doubtful-date" in rules(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("summary: Running since 2015 in the old town.\n", ["year-contradicts-duration"]),
        ("summary: It was launched in early March 2019.\n", ["year-contradicts-duration"]),
        ("summary: It was launched in autumn 2021.\n", []),
        ("summary: The town, founded in 1201, has 2000 shops.\n", []),
        ("summary: It ended in 2022.\n", []),
        ("summary: Since 2015, neighbours meet.\n" + duration("start: 2021, note: The summary says 2015"), []),
        ("summary: It ended in 2022.\n" + duration("start: 2018, end: 2023"), ["year-contradicts-duration"]),
        (metric("value: 1, unit: x, period: 2015-2018"), ["year-contradicts-duration"]),
        (metric("value: 1, unit: x, period: 2021 to 2023"), []),
        (metric("value: 1, unit: x, period: 2015, note: Of the forerunner"), []),
        (
            metric("value: 1, unit: x, period: '2024'") + duration("start: 2018, end: 2020"),
            ["year-contradicts-duration"],
        ),
        (metric("value: 1, unit: x, period: 2000 hours") + duration("start: 1999"), []),
    ],
)
def test_years_in_texts_agree_with_the_duration(text: str, expected: list[str]) -> None:
    assert rules(text) == expected


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ("start: 2018, end: 2020", "`2024` is after the end, 2020"),
        ("start: 2026", "`2024` begins before the start, 2026"),
    ],
)
def test_the_message_names_the_period_that_contradicts_the_duration(dates: str, message: str) -> None:
    text = metric("value: 1, unit: x, period: '2024'") + duration(dates)
    assert message in [finding.message for finding in findings(text)]


def test_a_percentage_has_a_cost_in_money() -> None:
    result = "unit: percent, period: '2023', cost: 88000, currency: EUR"
    assert rules(metric(f"value: 23.5, {result}")) == []
    assert rules(metric(f"value: 23500, {result}")) == ["implausible-number"]


def test_an_empty_block_claims_nothing() -> None:
    assert rules("duration: {}\n") == []
    assert rules("duration: {end: not_stated}\n") == ["no-evidence"]


CITY, CLUB = "source: City, kind: subsidy", "source: Club, kind: grant"
TOTAL = "what: All, covers: whole, currency: EUR, amount: "
PART = "what: Part, covers: part, currency: EUR, amount: "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (money(f"{CITY}, share: 60", f"{CLUB}, share: 30"), ["share-under-100"]),
        (money(f"{CITY}, share: 33.3", f"{CLUB}, share: 66.6"), []),
        (money(f"{CITY}, share: 60", CLUB), []),
        (money(f"{CITY}, share: 60, note: The rest is not told"), []),
        (money(f"{CITY}, share: 60", more=", note: The rest is not told"), []),
        (money(f"{TOTAL}100", f"{PART}60", f"{PART}50", name="budget"), ["parts-miss-total"]),
        (money(f"{TOTAL}100", f"{PART}60", f"{PART}30", name="budget"), ["parts-miss-total"]),
        (money(f"{TOTAL}100", f"{PART}60", f"{PART}40", name="budget"), []),
        (money(f"{TOTAL}100", f"{PART}60", f"{PART}30, note: More is not told", name="budget"), []),
        (money(f"{TOTAL}100", f"{PART}60, qualifier: about", f"{PART}30", name="budget"), []),
        (money(f"{TOTAL}90-110", f"{PART}60", f"{PART}45", name="budget"), []),
        (money(f"{TOTAL}100", f"{PART}60, year: 2021", f"{PART}50, year: 2022", name="budget"), []),
        (money(f"{TOTAL}100", f"{PART}40", name="budget"), []),
        (
            money(f"{CITY}, amount: 60, currency: EUR", f"{CLUB}, amount: 30, currency: EUR")[:-2]
            + f", budget: [{{{TOTAL}100, {EVIDENCE}}}]}}\n",
            ["parts-miss-total"],
        ),
        (
            money(f"{CITY}, amount: 60, currency: EUR", f"{CLUB}, amount: 300, currency: PLN")[:-2]
            + f", budget: [{{{TOTAL}100, {EVIDENCE}}}]}}\n",
            [],
        ),
        (
            money(f"{CITY}, share: 65, amount: 64, currency: EUR", CLUB)[:-2]
            + f", budget: [{{{TOTAL}100, {EVIDENCE}}}]}}\n",
            [],
        ),
        (
            money(f"{CITY}, share: 65, amount: 56, currency: EUR", CLUB)[:-2]
            + f", budget: [{{{TOTAL}100, {EVIDENCE}}}]}}\n",
            ["share-contradicts-amount"],
        ),
        (
            money(f"{CITY}, share: 65, share_of: wages, amount: 56, currency: EUR", CLUB)[:-2]
            + f", budget: [{{{TOTAL}100, {EVIDENCE}}}]}}\n",
            [],
        ),
        (money(f"{TOTAL}0", f"{CITY}", name="budget").replace(f", {{{CITY}, {EVIDENCE}}}", ""), []),
    ],
)
def test_money_adds_up_or_a_note_says_why_not(text: str, expected: list[str]) -> None:
    assert rules(text) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["who: x, count: 2"], [("staff-count", "resources.staff[0].count")]),
        (["who: x, count: 2, uint: fte"], [("unknown-field", "resources.staff[0].uint")]),
        (["who: x, count: 2, unit: heads"], [("not-in-vocabulary", "resources.staff[0].unit")]),
        (["who: x, count: 2.5, unit: persons"], [("staff-count", "resources.staff[0].count")]),
        (["who: x, count: 2.5, unit: fte"], []),
        (
            ["who: x, count: 5, unit: persons", "who: X, count: 6, unit: fte"],
            [("staff-count", "resources.staff[1].count")],
        ),
        (["who: x, count: 5, unit: persons", "who: x, count: 4, unit: fte"], []),
        (["who: x"], []),
    ],
)
def test_people_are_counted_in_one_unit(items: list[str], expected: list[tuple[str, str]]) -> None:
    assert told(money(*items, name="staff")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (metric("value: 3"), ["metric-without-unit"]),
        (metric("value: 3, unti: goods"), ["unknown-field"]),
        (metric("qualifier: not_measured"), []),
        (case("where: Several municipalities of the region, status: done"), ["transfer-without-place"]),
        (case("where: Other places in Europe, status: done"), ["transfer-without-place"]),
        (case("where: 3 other cities, status: done"), ["transfer-without-place"]),
        (case("where: Several municipalities around Riga, status: done"), []),
        (case("where: Other municipalities, status: requested"), []),
        (case("where: Riga, status: done, when: 2019"), ["transfer-before-start"]),
        (case("where: Riga, status: elsewhere, when: 2019"), []),
    ],
)
def test_results_and_transfers_say_what_and_where(text: str, expected: list[str]) -> None:
    assert rules(text) == expected


@pytest.mark.parametrize(
    "value",
    [
        "tbd",
        "TBD.",
        "n/a",
        "N/A",
        "todo",
        "To be confirmed",
        "'?'",
        "'-'",
        "…",
        "Lorem ipsum dolor",
        "Costs: TODO",
        "xxx",
        "'???'",
    ],
)
def test_placeholders_are_no_answers(value: str) -> None:
    value = f'"{value}"' if ":" in value else value
    text = f"location: {{country: LV, partner: x, region: {value}, evidence: report}}\n"
    assert told(text) == [("placeholder", "location.region")]


@pytest.mark.parametrize(
    "value", ["Not known before 2020", "None of the above", "The tests", "TBDS cooperative", "A-Z", "why?"]
)
def test_texts_that_only_resemble_placeholders_are_texts(value: str) -> None:
    assert rules(f"location: {{country: LV, partner: x, region: {value}, evidence: report}}\n") == []


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("summary: not_stated\n", "summary"),
        ("location: {country: LV, partner: x, places: [Riga, not_stated], evidence: report}\n", "location.places[1]"),
        ("location: {country: LV, partner: x, note: not_stated, evidence: report}\n", "location.note"),
        ("sources: {report: {title: not_stated, date: 2024-01}}\n", "sources.report.title"),
    ],
)
def test_not_stated_is_no_text(text: str, field: str) -> None:
    assert told(text) == [("placeholder", field)]


def test_not_stated_in_place_of_what_may_be_left_out_is_an_answer() -> None:
    assert rules("location: {country: LV, partner: x, region: not_stated, scope: not_stated, evidence: report}\n") == []
    assert rules("location: {country: not_stated, partner: x, evidence: report}\n") == ["unknown-code"]


LONG = "Neighbours bring what is broken, and mend it with volunteers."


def test_a_claim_pasted_twice_is_told_once_with_the_line_of_the_first() -> None:
    items = f"[{{what: '{LONG}', {EVIDENCE}}}, {{what: Another step, {EVIDENCE}}}, {{what: '{LONG}', {EVIDENCE}}}]"
    (finding,) = findings(f"details: {{implementation: {items}}}\n")
    assert (finding.rule, finding.field) == ("text-twice", "details.implementation[2].what")
    assert "line 14" in finding.message


def test_names_notes_and_addresses_may_stand_twice() -> None:
    link = "https://example.org/a-page-with-a-long-address-that-is-cited"
    needs = f"needs: [{{what: x, evidence: {link}, note: '{LONG}'}}, {{what: y, evidence: {link}, note: '{LONG}'}}]"
    assert rules(f"details: {{{needs}}}\n") == []


@pytest.mark.parametrize(
    ("url", "straight"),
    [
        ("https://example.org/a?utm_source=x&utm_medium=y", "https://example.org/a"),
        ("https://example.org/a?id=7&fbclid=IwAR0&page=2#top", "https://example.org/a?id=7&page=2#top"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=AT0", "https://example.org/a"),
        ("https://www.google.com/url?sa=t&q=https://example.org/a%3Futm_source%3Dx", "https://example.org/a"),
        (
            "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=05",
            "https://example.org/a",
        ),
        ("https://example.org/a?id=7", None),
        ("https://www.youtube.com/watch?v=onHRrJz6If4&t=8s", None),
        ("https://www.google.com/maps?q=Riga", None),
        ("https://example.org/utm_source", None),
    ],
)
def test_tracking_is_taken_out_of_addresses_wherever_they_stand(url: str, straight: str | None) -> None:
    for text in (f"links: [{{label: x, url: '{url}'}}]\n", f"duration: {{start: 2021, evidence: '{url}'}}\n"):
        found = findings(text)
        assert [finding.rule for finding in found] == (["tracking-link"] if straight else [])
        for finding in found:
            assert finding.help == f"write `{straight}`"
            assert finding.fix is not None
            assert applied(patched(text), [finding.fix]) == patched(text.replace(url, str(straight)))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://localhost/a", "`localhost`"),
        ("https://https://example.org", "begins twice"),
        ("https://example.org/a.", "ends in `.`"),
        ("https://me@example.org:8080/a", None),
        ("https://example.org/днес-стартира", None),
    ],
)
def test_addresses_that_lead_nowhere(url: str, words: str | None) -> None:
    found = findings(f"annexes: [{{label: x, url: '{url}'}}]\n")
    assert [finding.rule for finding in found] == (["doubtful-link"] if words else [])
    assert all(words in finding.message for finding in found if words)


@pytest.mark.parametrize(
    ("text", "column", "length"),
    [
        ("Write to anna.ozola@example.org.", 19, 22),
        ("Call +371 29 123 456 for a place.", 16, 14),
        ("Call 0049 (621) 293-0 for a place.", 15, 16),
        ("Tel. 030 1234567", 15, 11),
        ("phone (030) 123 45 67", 17, 14),
    ],
)
def test_personal_data_is_found_in_texts(text: str, column: int, length: int) -> None:
    (finding,) = findings(f"summary: '{text}'\n")
    assert (finding.rule, finding.field) == ("personal-data", "summary")
    start = patched(f"summary: '{text}'\n").splitlines()[finding.span.line - 1]
    assert start[finding.span.column - 1 : finding.span.end_column - 1] in text
    assert abs(finding.span.end_column - finding.span.column - length) <= 2
    assert abs(finding.span.column - column) <= 2


@pytest.mark.parametrize(
    "text",
    [
        "See https://www.youtube.com/@channel for films.",
        "EUR 12 200 000 for 2014-2020, +20 % a year",
        "ESF+ 2021-2027 paid 1234567 EUR",
        "The hotel 1234567 and pages 17-20",
        "about @home",
    ],
)
def test_figures_and_handles_are_no_personal_data(text: str) -> None:
    assert rules(f"summary: '{text}'\n") == []


def test_personal_data_in_a_comment_has_a_place_too() -> None:
    (finding,) = findings("summary: x y z  # ask anna@example.org\n")
    assert (finding.rule, finding.field, finding.span.line) == ("personal-data", "", 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Repair\u00a0café", [("invisible-character", " ")]),
        ("Re\u00adpair café", [("invisible-character", "")]),
        ("Re\u200b\u200bpair", [("invisible-character", "")]),
        ("Rep\u0430ir café", [("mixed-scripts", None)]),
        ("Κent", [("mixed-scripts", None)]),
        ("Хасково, Haskovo, Ελλάδα, Rēzekne, Śląsk, 漢字", []),
        ("5 μm – “quoted” …", []),
    ],
)
def test_letters_are_what_they_look_like(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = findings(f"title: {text}\n")
    assert [(finding.rule, finding.fix and finding.fix.text) for finding in found] == expected


def test_a_source_that_is_misnamed_is_one_finding_however_often_it_is_cited() -> None:
    text = "sources: {repotr: {title: x, date: 2024-01}}\n"
    (finding,) = findings(text)
    assert (finding.rule, finding.field) == ("unknown-source", "sources.repotr")
    assert finding.fix is not None
    assert applied(patched(text), [finding.fix]) == patched(text.replace("repotr", "report"))


def test_a_source_that_is_missing_is_one_finding_however_often_it_is_cited() -> None:
    needs = ", ".join("{what: x, evidence: evaluation:results}" for _ in range(3))
    (finding,) = findings(f"details: {{needs: [{needs}]}}\n")
    assert finding.field == "details.needs[0].evidence"
    assert finding.message == "`evaluation` is not in `sources`; it is cited in 3 places"


def test_an_address_of_thousands_of_detours_ends() -> None:
    detour = "https://www.google.com/url?q="
    (finding,) = findings(f"links: [{{label: x, url: '{detour * 1_500}https://example.org'}}]\n")
    assert finding.rule == "tracking-link"


def _bases(duration: str, strength: str) -> str:
    basis = f"{{kind: own_income, what: Fees, strength: {strength}, evidence: report}}"
    return f"duration: {{start: 2018, {duration}, {EVIDENCE}}}\nsustainability: {{bases: [{basis}], {EVIDENCE}}}\n"


@pytest.mark.parametrize(
    ("duration", "strength", "wrong"),
    [
        ("end: ongoing, status: running", "proven", False),
        ("end: ongoing, status: running", "remains", True),
        ("end: 2031, end_is: stated, status: running", "lasting", True),
        ("end: 2031, end_is: minimum, status: running", "lasting", False),
        ("end: 2023, status: paused", "renewed", False),
        ("end: 2023, status: ended", "renewed", True),
        ("end: 2023, status: ended", "remains", False),
        ("end: 2023, status: ended", "limited", False),
    ],
)
def test_no_basis_is_stronger_than_the_end_allows(duration: str, strength: str, wrong: bool) -> None:
    assert rules(_bases(duration, strength)) == (["strength-contradicts-end"] if wrong else [])


@pytest.mark.parametrize(
    ("concerns", "found", "wrong"),
    [
        ([], "none_found", False),
        ([], "resolved", True),
        (["resolved"], "resolved", False),
        (["resolved"], "none_found", True),
        (["resolved", "minor"], "resolved", True),
        (["resolved", "minor"], "minor", False),
        (["minor", "unresolved"], "minor", True),
        (["resolved", "unresolved"], "resolved", True),
        (["resolved", "unresolved"], "unresolved", False),
    ],
)
def test_what_was_found_is_what_the_concerns_say(concerns: list[str], found: str, wrong: bool) -> None:
    listed = ", ".join(
        f"{{what: A doubt {place}, status: {status}, {EVIDENCE}}}" for place, status in enumerate(concerns)
    )
    text = f"ethics: {{concerns: [{listed}], found: {found}, {EVIDENCE}}}\n"
    assert rules(text) == (["found-contradicts-concerns"] if wrong else [])


@pytest.mark.parametrize(
    "text",
    [
        f"duration: {{start: 2018, end: ongoing, {EVIDENCE}}}\nsustainability: {{bases: [[]], {EVIDENCE}}}\n",
        f"ethics: {{found: none_found, concerns: [[]], {EVIDENCE}}}\n",
    ],
)
def test_an_item_that_cannot_be_read_has_its_own_finding_alone(text: str) -> None:
    assert len(rules(text)) == 1
