"""Every format tells every finding, with place and remedy, and shows what a file says as text and nothing else."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt

from secon_cli.checks.checked_files import CheckedFile, check_practice
from secon_cli.checks.findings import Finding, Fix, Severity, Span
from secon_cli.checks.registry import RULES
from secon_cli.output.ci import MOST, MOST_BYTES, findings_summary
from secon_cli.output.destination import FINDING_FORMATS, Screen
from secon_cli.output.findings import FindingsReport, findings_text, fingerprints
from secon_cli.reading.document import Document
from secon_cli.reading.yaml_reader import read

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"
"""The schema of SARIF 2.1.0 that code scanning checks by, as the npm package @microsoft/jest-sarif ships it."""

TEN = """\
format: 1
id: xx-ten
titel: Ten mistakes
sources:
  report: {title: A report, publisher: KMOP, date: 2024-01-31, pages: 17-20}
location:
  country: Latvai
  partner: Latgale
  evidence: report:location
organisations:
  - name: An association
    type: asociation
    role: lead
    evidence: report:organisations
duration:
  start: 2021-13
  end: ongoing
  status: running
  evidence: reprot:duration
summary: Neighbours help one another.
resources:
  funding:
    - {source: City, kind: subsidy, share: 120, evidence: report:resources}
details:
  topics: education
results:
  metrics:
    - {what: goods repaired, value: "1,250", level: output, unit: goods, period: 2023, evidence: report:results p99}
links:
  - {label: Home page, url: example}
"""

MISTAKES = [
    (3, "unknown-field", "did you mean `title`?"),
    (7, "unknown-code", "did you mean `LV` (Latvia)?"),
    (12, "not-in-vocabulary", "did you mean `association`?"),
    (16, "bad-date", "there is no month 13"),
    (19, "unknown-source", "did you mean `report`?"),
    (23, "bad-share", "from 0 to 100"),
    (25, "wrong-type", "write `topics: [education]`"),
    (28, "bad-number", "write a number such as 40"),
    (28, "page-outside-source", "pages 17-20"),
    (30, "bad-url", "from `https://` on"),
]
"""Line, rule and remedy of each of the ten."""


def report_of(*files: CheckedFile, fail_on: Severity | None = Severity.ERROR) -> FindingsReport:
    findings = [finding for file in files for finding in file.findings if finding.severity is not Severity.ADVICE]
    return FindingsReport(findings, files, {}, fail_on)


def checked(text: str, name: str = "data/practices/xx-ten.yaml") -> CheckedFile:
    return check_practice(read(text.encode(), name))


def made(findings: list[Finding], text: str = "a: b\n", name: str = "a.yaml") -> FindingsReport:
    """A report of findings as given, in one file."""
    return FindingsReport(findings, [CheckedFile(Document(name, text, "0" * 64, None))], {})


def finding(line: int = 1, severity: Severity = Severity.ERROR, message: str = "wrong", **traits: Any) -> Finding:
    known = {"rule": "bad-date", "file": "a.yaml", "span": Span(line, 1, line, 2), "field": "a", "help": "do"}
    return Finding(severity=severity, message=message, **{**known, **traits})


def written(report: FindingsReport, format: str) -> str:
    return findings_text(report, format, Screen(100))


Told = list[tuple[int, str, str]]
"""Line, rule and words of each finding that a format tells."""


def _json(text: str) -> Told:
    return [(one["line"], one["rule"], f"{one['message']} {one['help']}") for one in json.loads(text)["findings"]]


def _text(text: str) -> Told:
    heads = re.findall(r"^(?:error|warning)\[(\S+)\] data/practices/xx-ten.yaml:(\d+):\d+$", text, re.MULTILINE)
    parts = re.split(r"^(?:error|warning)\[", text, flags=re.MULTILINE)[1:]
    return sorted(
        (int(line), rule, " ".join(part.replace(" | ", " ").split()))
        for (rule, line), part in zip(heads, parts, strict=True)
    )


def _concise(text: str) -> Told:
    pattern = r"^data/practices/xx-ten.yaml:(\d+):\d+: \w+\[(\S+)\]: (.*)$"
    return sorted((int(line), rule, words) for line, rule, words in re.findall(pattern, text, re.MULTILINE))


def _sarif(text: str) -> Told:
    (run,) = json.loads(text)["runs"]
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"data/practices/xx-ten.yaml"}
    return [
        (place["region"]["startLine"], one["ruleId"], one["message"]["text"])
        for one, place in zip(run["results"], places, strict=True)
    ]


def _github(text: str) -> Told:
    pattern = r"^::(?:error|warning) file=data/practices/xx-ten.yaml,line=(\d+),.*title=secon%3A (\S+?)::(.*)$"
    return sorted((int(line), rule, words) for line, rule, words in re.findall(pattern, text, re.MULTILINE))


def _gitlab(text: str) -> Told:
    return [(one["location"]["lines"]["begin"], one["check_name"], one["description"]) for one in json.loads(text)]


def _junit(text: str) -> Told:
    tests = ElementTree.fromstring(text).iter("testcase")
    return [
        (int(test.attrib["line"]), test.attrib["name"].partition(":")[0], "".join(test.itertext())) for test in tests
    ]


READERS: dict[str, Callable[[str], Told]] = {
    "text": _text,
    "concise": _concise,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
}


@pytest.mark.parametrize("format", FINDING_FORMATS)
def test_ten_mistakes_are_ten_findings_with_place_and_remedy(format: str) -> None:
    told = READERS[format](written(report_of(checked(TEN)), format))
    assert [(line, rule) for line, rule, _ in told] == [(line, rule) for line, rule, _ in MISTAKES]
    for (_, rule, remedy), (_, _, words) in zip(MISTAKES, told, strict=True):
        assert remedy in words, rule


def test_a_sound_collection_has_nothing_to_tell() -> None:
    told = {format: written(FindingsReport([], [checked(TEN)], {}), format) for format in FINDING_FORMATS}
    assert (told["text"], told["github"], told["gitlab"]) == ("", "", "[]\n")
    assert json.loads(told["json"])["findings"] == []
    assert json.loads(told["sarif"])["runs"][0]["results"] == []
    (test,) = ElementTree.fromstring(told["junit"]).iter("testcase")
    assert (test.attrib["name"], len(test)) == ("no findings", 0)


NASTY = (
    "##[add-mask]x \n::error::owned\r::set-output name=x::y %0A%25 ::stop-commands::t \x1b[31m\x9b0m \u202egnp "
    "[link](https://evil.example) {0} <b>&amp;</b> ]]> <!-- | `x` | @team [red]x[/] :smile: \ufffe \uffff \ud800 \0"
)


def nasty() -> FindingsReport:
    """Every text that a report can hold is hostile, and so are the file's name and its lines."""
    name = "da,ta:%0A/##[group]x\n::error::y.yaml"
    hostile = finding(
        message=NASTY, help=NASTY, file=name, field=f"sources.{NASTY}", fix=Fix(Span(1, 1, 1, 2), "##[x]\x1b[31m")
    )
    return made([hostile, hostile], text=f"a: {NASTY}\n##[warning]z\n::error::z\n", name=name)


@pytest.mark.parametrize("format", FINDING_FORMATS)
def test_data_is_no_command_for_a_terminal_or_a_job(format: str) -> None:
    text = written(nasty(), format)
    assert re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufffe\uffff\ud800-\udfff]", text) is None
    assert "##[" not in text
    commands = [line for line in text.split("\n") if line.lstrip().startswith("::")]
    assert [line.split(" ")[0] for line in commands] == ["::error"] * (2 if format == "github" else 0)


def test_a_command_holds_its_data_where_it_belongs() -> None:
    (line, _, _) = written(nasty(), "github").split("\n")
    properties, message = line.removeprefix("::error ").split("::", 1)
    names = dict(part.split("=", 1) for part in properties.split(","))
    assert list(names) == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert names["file"] == "da%2Cta%3A%250A/##\\x5bgroup]x\\x0a%3A%3Aerror%3A%3Ay.yaml"
    assert "%250A%2525" in message
    assert message.count("%0A") == 1, "between what is wrong and what to write"


def test_data_is_no_markup_in_xml() -> None:
    root = ElementTree.fromstring(written(nasty(), "junit"))
    assert {each.tag for each in root.iter()} == {"testsuites", "testsuite", "testcase", "failure"}
    for failure in root.iter("failure"):
        assert "<b>&amp;</b> ]]> <!-- | `x` |" in failure.attrib["message"]


def test_data_is_no_link_and_no_placeholder_in_sarif() -> None:
    sarif = json.loads(written(nasty(), "sarif"))
    Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(sarif)
    message = sarif["runs"][0]["results"][0]["message"]["text"]
    assert "\\[link\\](https://evil.example) {{0}} <b>" in message
    assert "\n" not in message


def test_data_is_no_markup_in_the_summary_of_a_job() -> None:
    summary = findings_summary(nasty())
    tokens = MarkdownIt("commonmark").enable("table").parse(summary)
    children = [child for token in tokens for child in token.children or ()]
    marked = {child.content for child in children if child.type not in {"text", "text_special", "code_inline"}}
    assert marked <= {"<!-- -->"}, "what breaks mentions"
    assert {child.content for child in children if child.type == "code_inline"} == {"bad-date"}
    assert sum(token.type == "tr_open" for token in tokens) == 3
    assert sum(token.type == "td_open" for token in tokens) == 10
    assert not [token for token in tokens if token.type == "html_block"]


def test_sarif_is_valid_and_names_every_rule_file_and_fix() -> None:
    unreadable = checked("[" * 100)
    report = report_of(checked(TEN), unreadable)
    sarif = json.loads(written(report, "sarif"))
    Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(sarif)
    (run,) = sarif["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for rule in rules:
        known = RULES[rule["id"]]
        assert rule["shortDescription"]["text"] == known.summary
        assert known.why in rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] == {"error": "error", "warning": "warning"}.get(
            known.severity, "note"
        )
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert run["artifacts"][result["locations"][0]["physicalLocation"]["artifactLocation"]["index"]]
    first = run["results"][0]
    assert first["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "titel", "kind": "member"}]
    (replacement,) = first["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {
        "deletedRegion": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 6},
        "insertedContent": {"text": "title"},
    }
    assert run["artifacts"][0]["hashes"] == {"sha-256": report.files[0].document.sha256}


@pytest.mark.parametrize(
    ("name", "location"),
    [
        ("data/practices/a b#c.yaml", {"uri": "data/practices/a%20b%23c.yaml", "uriBaseId": "%SRCROOT%"}),
        ("<stdin>", {"uri": "%3Cstdin%3E", "uriBaseId": "%SRCROOT%"}),
        ("/elsewhere/a.yaml", {"uri": "file:///elsewhere/a.yaml"}),
    ],
)
def test_sarif_says_where_a_file_is(name: str, location: dict[str, str]) -> None:
    sarif = json.loads(written(made([finding(file=name)], name=name), "sarif"))
    assert sarif["runs"][0]["artifacts"][0]["location"] == location


def prints(text: str) -> list[str]:
    report = report_of(checked(text))
    return fingerprints(report.findings, report.lines())


def test_a_fingerprint_survives_changes_elsewhere() -> None:
    before = prints(TEN)
    assert len(set(before)) == len(MISTAKES)
    assert prints(TEN.replace("location:", "# A remark.\n\nlocation:")) == before
    assert prints(TEN.replace("links:", "links:\n  - {label: Sound, url: https://example.org}")) == before
    mended = prints(TEN.replace("titel", "title"))
    assert mended == before[1:]
    other = prints(TEN.replace("asociation", "asociashun"))
    assert [old == new for old, new in zip(before, other, strict=True)] == [i != 2 for i in range(10)]


def test_equal_findings_have_different_fingerprints() -> None:
    twice = made([finding(1), finding(2), finding(1, rule="bad-url")], text="a\na\n")
    assert len(set(fingerprints(twice.findings, twice.lines()))) == 3


@pytest.mark.parametrize(("count", "shown", "listed"), [(MOST, MOST, 0), (MOST + 1, MOST - 1, 2), (300, MOST - 1, 291)])
def test_no_more_annotations_than_github_shows(count: int, shown: int, listed: int) -> None:
    findings = [finding(number + 1, severity) for severity in Severity for number in range(count)]
    lines = written(made(findings), "github").splitlines()
    for kind, severity in (("error", "error"), ("warning", "warning"), ("notice", "advice")):
        annotations = [line for line in lines if line.startswith(f"::{kind} ")]
        assert len(annotations) <= MOST
        assert sum("file=a.yaml" in line for line in annotations) == shown
        assert sum(line.startswith(f"{severity}[bad-date] a.yaml:") for line in lines) == listed
        if listed:
            assert f"::{listed} more of this kind" in annotations[-1]


def test_a_summary_is_no_larger_than_github_takes() -> None:
    findings = [finding(message="é" * 500) for _ in range(3000)]
    summary = findings_summary(made(findings))
    assert MOST_BYTES * 0.9 < len(summary.encode()) < 1024 * 1024
    told = summary.count("bad-date")
    assert f"\n{3000 - told} more are left out;" in summary


def test_a_summary_says_whether_the_check_passed() -> None:
    assert findings_summary(made([])) == "### secon validate: passed\n\n1 file, 0 errors, 0 warnings\n\n"
    mild = FindingsReport([finding(severity=Severity.WARNING)], made([]).files, {})
    assert "passed\n\n1 file, 0 errors, 1 warning\n" in findings_summary(mild)
    assert "### secon validate: failed\n" in findings_summary(made([finding()]))


def test_in_junit_only_what_fails_the_check_is_a_failure() -> None:
    clean = CheckedFile(Document("b.yaml", "", "", None))
    findings = [finding(), finding(severity=Severity.WARNING, rule="bad-url")]
    files = [*made([]).files, clean]
    for fail_on, failures in ((Severity.ERROR, 1), (Severity.WARNING, 2), (None, 0)):
        root = ElementTree.fromstring(written(FindingsReport(findings, files, {}, fail_on), "junit"))
        assert (root.attrib["tests"], root.attrib["failures"]) == ("3", str(failures))
        assert len(list(root.iter("failure"))) == failures
        assert len(list(root.iter("system-out"))) == 2 - failures
        suites = {suite.attrib["name"]: suite.attrib["tests"] for suite in root}
        assert suites == {"a.yaml": "2", "b.yaml": "1"}


def test_tests_of_one_file_have_different_names() -> None:
    root = ElementTree.fromstring(written(made([finding(1), finding(2)]), "junit"))
    assert [test.attrib["name"] for test in root.iter("testcase")] == ["bad-date: a", "bad-date: a (2)"]


def test_gitlab_is_told_how_bad_a_finding_is() -> None:
    issues = json.loads(written(made([finding(severity=severity) for severity in Severity]), "gitlab"))
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info"]
    assert len({issue["fingerprint"] for issue in issues}) == 3
    assert issues[0]["location"] == {"path": "a.yaml", "lines": {"begin": 1, "end": 1}}
