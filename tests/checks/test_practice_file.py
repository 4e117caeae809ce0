"""One mistake, one finding, at its place; and every mistake of a file in one run."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secon_cli.checks.checked_files import check_practice
from secon_cli.checks.findings import Finding
from secon_cli.checks.rules.files import MOST_FINDINGS
from secon_cli.reading.yaml_reader import read
from tests.checks.finding_rules import shipped_rubric
from tests.work import counted
from tools.sample import SOUND, patched


def findings(text: str, without: tuple[str, ...] = ()) -> list[Finding]:
    return list(check_practice(read(patched(text, without).encode(), "example.yaml")).findings)


def rules(text: str, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(finding.rule, finding.field) for finding in findings(text, without)]


def test_a_sound_practice_has_no_finding() -> None:
    checked = check_practice(read(SOUND.encode(), "example.yaml"))
    assert checked.findings == ()
    assert checked.practice is not None
    assert checked.practice.id == checked.id == "example"


@pytest.mark.parametrize("cited", ["report", "report:results p2"])
def test_a_source_without_fields_is_one_finding_however_often_it_is_cited(cited: str) -> None:
    text = SOUND.replace("sources: {report:", "sources:\n  report:\n#").replace("report:duration", cited)
    found = check_practice(read(text.encode(), "example.yaml")).findings
    assert [(finding.rule, finding.field) for finding in found] == [("empty-value", "sources.report")]


def test_an_error_makes_the_practice_unusable_and_a_warning_does_not() -> None:
    warned = check_practice(read(patched("duration: {start: 2021}\n").encode(), "example.yaml"))
    assert [finding.rule for finding in warned.findings] == ["no-evidence"]
    assert warned.practice is not None
    broken = check_practice(read(patched("duration: {start: 2021, evidence: x:duration}\n").encode(), "example.yaml"))
    assert [finding.rule for finding in broken.findings] == ["unknown-source"]
    assert broken.practice is None


@pytest.mark.parametrize(
    ("text", "without", "expected", "words"),
    [
        ("titel: Repair\n", ("title",), ("unknown-field", "titel"), "did you mean `title`?"),
        ("titel: Repair\n", (), ("unknown-field", "titel"), "not a field of a practice"),
        ("start: 2021\n", (), ("unknown-field", "start"), "it belongs in `duration`"),
        ("details: {summary: x}\n", (), ("unknown-field", "details.summary"), "at the top of the file"),
        ("details: {topic: [care]}\n", (), ("unknown-field", "details.topic"), "did you mean `topics`?"),
        ("location: [LV]\n", (), ("wrong-type", "location"), "a list"),
        ("sources: report\n", (), ("wrong-type", "sources"), "names of your choice"),
        ("summary: {a: b}\n", (), ("wrong-type", "summary"), "a block"),
        ("organisations: [City]\n", (), ("wrong-type", "organisations[0]"), "an item of `organisations`"),
        ("location: {country: UK, partner: x, evidence: report}\n", (), ("unknown-code", "location.country"), "`GB`"),
        (
            "location: {country: Osterreich, partner: x, evidence: report}\n",
            (),
            ("unknown-code", "location.country"),
            "`AT`",
        ),
        ("location: {country: lv, partner: x, evidence: report}\n", (), ("unknown-code", "location.country"), "`LV`"),
        ("details: {topics: [car]}\n", (), ("not-in-vocabulary", "details.topics[0]"), "did you mean `care` (care,"),
        ("details: {topics: [Market access]}\n", (), ("not-in-vocabulary", "details.topics[0]"), "`market_access`"),
        ("format: 2\n", (), ("not-in-vocabulary", "format"), "`2`"),
        ("sources: {Report: {title: x}, report: {title: x}}\n", (), ("bad-id", "sources.Report"), "a letter a-z"),
        ("duration: {start: 2021, evidence: [report, x y]}\n", (), ("bad-citation", "duration.evidence[1]"), "cite"),
        ("duration: {start: 2021, evidence: repotr}\n", (), ("unknown-source", "duration.evidence"), "`report`"),
        ("links:\n", (), ("empty-value", "links"), "`links`"),
        ("summary: ~\n", (), ("empty-value", "summary"), "`summary`"),
        ("location: {country: , partner: x, evidence: report}\n", (), ("empty-value", "location.country"), "country"),
        (
            "location: {country: LV, partner: Riga, the capital, evidence: report}\n",
            (),
            ("syntax", "location"),
            "the comma before `the capital` ends the text",
        ),
    ],
)
def test_one_mistake_is_one_finding(text: str, without: tuple[str, ...], expected: tuple[str, str], words: str) -> None:
    (finding,) = findings(text, without)
    assert (finding.rule, finding.field) == expected
    assert words in finding.message


def test_other_notations_are_understood_where_they_can_mean_only_one_thing() -> None:
    (date,) = findings("duration: {start: 1.9.2021, evidence: report}\n")
    assert date.help == "did you mean `2021-09-01`?"
    (metric,) = findings("results: {metrics: [{what: x, value: 12 200 000, level: output, evidence: report}]}\n")
    assert metric.help == "did you mean `12200000`?"


def test_an_empty_amount_is_no_missing_amount() -> None:
    budget = "{what: x, covers: whole, amount: , currency: EUR, evidence: report}"
    assert rules(f"resources: {{budget: [{budget}]}}\n") == [("empty-value", "resources.budget[0].amount")]


def test_one_mistake_does_not_hide_the_next() -> None:
    text = """\
location: {country: XX, partner: Latgale}
duration: {start: 2023, end: 2021, status: runing, evidence: reprot}
results:
  metrics:
    - {what: jobs, value: many, level: outcome}
"""
    assert rules(text) == [
        ("no-evidence", "location"),
        ("unknown-code", "location.country"),
        ("end-before-start", "duration.end"),
        ("not-in-vocabulary", "duration.status"),
        ("unknown-source", "duration.evidence"),
        ("no-evidence", "results.metrics[0]"),
        ("bad-number", "results.metrics[0].value"),
    ]


def test_evidence_that_cannot_be_read_is_not_evidence_that_is_missing() -> None:
    assert rules("duration: {start: 2021, evidence: the report}\n") == [("bad-citation", "duration.evidence")]


def test_sources_that_cannot_be_read_make_no_unknown_source() -> None:
    assert rules("sources: {report: {title: x, pages: all}}\n") == [("bad-pages", "sources.report.pages")]
    assert rules("sources: [report]\n") == [("wrong-type", "sources")]


def test_a_start_and_an_end_in_the_same_vague_year_are_in_order() -> None:
    assert rules("duration: {start: 2021-09, end: 2021, evidence: report}\n") == []


def test_shares_of_different_wholes_are_not_added() -> None:
    items = (
        "{source: a, kind: grant, share: 100, evidence: report}, {source: b, kind: grant, share: 99%, evidence: report"
    )
    assert rules(f"resources: {{funding: [{items}}}]}}\n") == [("share-over-100", "resources.funding[1].share")]
    assert rules(f"resources: {{funding: [{items}, share_of: wages}}]}}\n") == []


@pytest.mark.parametrize("value", ["NO", "1:30", "1.10", "0x1F", "1_000", "yes"])
def test_a_text_that_others_read_differently_is_a_trap(value: str) -> None:
    assert rules(f"title: {value}\n") == [("yaml-trap", "title")]
    assert rules(f"title: '{value}'\n") == []


def test_figures_dates_and_yes_in_their_own_fields_are_no_traps() -> None:
    staff = "{who: x, count: 1.50, unit: fte, volunteers: yes, evidence: report}"
    assert rules(f"resources: {{staff: [{staff}]}}\nduration: {{start: 2021-09-01, evidence: report}}\n") == []
    assert rules("title: 2021\n") == []


def test_text_from_standard_input_has_no_file_name() -> None:
    text = patched("id: other\n").encode()
    assert check_practice(read(text, "<stdin>")).findings == ()
    assert [finding.rule for finding in check_practice(read(text, "example.yml")).findings] == ["id-not-file-name"]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"word{n}: x\n" for n in range(20_000)),
        "details: {topics: [" + "car, " * 20_000 + "]}\n",
        "".join(f"word{n}: x\nword{n}: y\n" for n in range(10_000)),
        "details: {needs: [" + "{what: x}, " * 10_000 + "]}\n",
        "sources: {" + "".join(f"s{n}: {{title: x}}, " for n in range(5_000)) + "}\n"
        "details: {needs: [" + "".join(f"{{what: x, evidence: t{n}}}, " for n in range(5_000)) + "]}\n",
    ],
    ids=["fields", "words", "repeated", "claims", "sources"],
)
def test_thousands_of_mistakes_are_told_within_bounds(text: str) -> None:
    found, calls = counted(lambda: findings(text))
    assert calls < 30_000 * MOST_FINDINGS
    assert len(found) == MOST_FINDINGS + 1
    assert found[0].rule == "too-many"


NESTED = st.recursive(
    st.sampled_from(["x", "2021", "care", "report:details", "", "NO", "~", "40"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(
            st.sampled_from(
                [
                    "what",
                    "kind",
                    "evidence",
                    "title",
                    "pages",
                    "metrics",
                    "funding",
                    "share",
                    "start",
                    "end",
                    "topics",
                    "zzz",
                ]
            ),
            inner,
        ).map(lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"),
    ),
    max_leaves=8,
)
BLOCKS = ["sources", "location", "organisations", "duration", "resources", "details", "results", "links", "id", "title"]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(BLOCKS), NESTED, min_size=1, max_size=4))
def test_whatever_stands_in_the_blocks_gives_findings_in_the_order_of_the_file(blocks: dict[str, str]) -> None:
    text = "".join(f"{name}: {value}\n" for name, value in blocks.items())
    checked = check_practice(read(patched(text).encode(), "example.yaml"), shipped_rubric())
    spans = [finding.span for finding in checked.findings]
    assert spans == sorted(spans)
    assert len(checked.document.lines()) >= max((span.end_line for span in spans), default=1)
    places = [(finding.rule, finding.span, finding.field) for finding in checked.findings]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("text", "help_text"),
    [
        ("title:\n", "write its value"),
        (
            "location:\n  country: LV\n  partner: x\n  scope:\n  evidence: report\n",
            "write its value after the colon, or remove",
        ),
        ("links:\n", "write `[]` if you looked and found nothing, or remove the line"),
        ("sources:\n", "write its fields below, indented"),
        ("details:\n", "write its fields below, indented, or remove the line"),
        ("links: [~]\n", "write the item, or remove the line"),
    ],
)
def test_how_to_fill_what_is_empty(text: str, help_text: str) -> None:
    found = [finding for finding in findings(text) if finding.rule == "empty-value"]
    assert [finding.help or "" for finding in found] == [found[0].help]
    assert (found[0].help or "").startswith(help_text)
    assert ("remove" in (found[0].help or "")) == ("remove" in help_text)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("note", "indent it if it belongs to `location` above"),
        ("scope", "indent it if it belongs to `location` above"),
        ("country", "it belongs in `location`"),
        ("start", "it belongs in `duration`"),
    ],
)
def test_a_field_that_lost_its_indentation_is_told_its_block(name: str, words: str) -> None:
    above = "evidence: report:location}\n"
    text = SOUND.replace(above, f"{above}{name}: x\n", 1)
    (finding,) = check_practice(read(text.encode(), "example.yaml")).findings
    assert (finding.rule, finding.field) == ("unknown-field", name)
    assert words in finding.message


@pytest.mark.parametrize(
    ("value", "items"),
    [
        ("Riga", "Riga"),
        ("Riga, Cēsis; Old Town", "Riga, Cēsis, Old Town"),
        ("- Riga - Cēsis", "Riga, Cēsis"),
        ("'Riga: a town, and its \"centre\"'", "..."),
    ],
)
def test_a_list_that_was_written_as_one_value(value: str, items: str) -> None:
    text = f"location:\n  country: LV\n  partner: x\n  places:\n    {value}\n  evidence: report\n"
    text = text.replace("    - Riga", "    -Riga")
    (finding,) = findings(text)
    assert (finding.rule, finding.field) == ("wrong-type", "location.places")
    assert (finding.help or "").startswith(f"write `places: [{items}]`")


@pytest.mark.parametrize(
    ("name", "written", "rule", "advised"),
    [
        ("example.yaml", "Repair Café", "bad-id", "write `id: example`"),
        ("Repair_Cafe.yaml", "Repair_Cafe", "bad-id", "write `id: repair-cafe`"),
        ("Kawiarnia_Łódź.yaml", "Kawiarnia_Łódź", "bad-id", "write `id: kawiarnia-lodz`"),
        ("EXAMPLE.YAML", "repair-cafe", "id-not-file-name", "name the file `repair-cafe.YAML`"),
        ("Repair_Cafe.yaml", "repair-cafe", "id-not-file-name", "name the file `repair-cafe.yaml`"),
        ("example.yaml", "repair-cafe", "id-not-file-name", "write `id: example`"),
    ],
)
def test_no_id_is_advised_that_would_be_refused_and_none_is_fixed(
    name: str, written: str, rule: str, advised: str
) -> None:
    (finding,) = check_practice(read(patched(f"id: {written}\n").encode(), name)).findings
    assert (finding.rule, finding.fix) == (rule, None)
    assert (finding.help or "").startswith(advised)


def test_a_rubric_is_named_as_one() -> None:
    rubric = Path(__file__).parents[2].joinpath("criteria.yaml").read_bytes()
    (finding,) = check_practice(read(rubric, "criteria.yaml")).findings
    assert (finding.rule, finding.field) == ("unknown-field", "criteria")
    assert "secon criteria --check" in (finding.help or "")


@pytest.mark.parametrize(
    ("written", "meant", "fixed"),
    [("Latvja", "LV", True), ("Deutchland", "DE", True), ("CHN", "CN", False), ("LTV", None, False)],
)
def test_countries_are_suggested_by_their_names_not_by_codes_that_look_alike(
    written: str, meant: str | None, *, fixed: bool
) -> None:
    (finding,) = check_practice(
        read(patched(f"location: {{country: {written}, partner: x, evidence: report}}\n").encode(), "example.yaml")
    ).findings
    assert ("did you mean" in finding.message) is (meant is not None)
    assert f"`{meant or written}`" in finding.message
    assert (finding.fix.text if finding.fix else None) == (meant if fixed else None)
