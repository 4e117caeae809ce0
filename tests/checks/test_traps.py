"""The traps of YAML 1.1, one by one: what other programs read, and the line as it should be written."""

import pytest
import yaml

from secon_cli.checks.checked_files import applied
from secon_cli.checks.rules.texts import read_as
from tests.checks.finding_rules import findings, told
from tools.sample import patched

PLACE = "location: {{country: LV, partner: {}, evidence: report}}\n"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NO", "false"),
        ("no", "false"),
        ("Off", "false"),
        ("on", "true"),
        ("yes", "true"),
        ("010", "the number 8"),
        ("0x1F", "the number 31"),
        ("1_000", "the number 1000"),
        ("1:30", "the number 90"),
        ("190:20:30", "the number 685230"),
        ("1:30.5", "the number 90"),
        ("1.10", "the number 1.1"),
        ("+5", "the number 5"),
        ("1_000.5", "the number 1000.5"),
        (".inf", "infinity"),
        ("-.INF", "infinity"),
        (".nan", "not a number"),
        ("2021-09-01 10:00:00", "a date and time"),
        ("=", "a special sign"),
    ],
)
def test_each_trap_says_what_others_read_and_how_to_write_the_line(written: str, read: str) -> None:
    text = PLACE.format(written)
    (finding,) = findings(text)
    assert (finding.rule, finding.field) == ("yaml-trap", "location.partner")
    assert f"`{written}` as {read}" in finding.message
    assert finding.help == f'write `partner: "{written}"`'
    assert finding.fix is not None
    assert applied(patched(text), [finding.fix]) == patched(PLACE.format(f'"{written}"'))
    assert told(PLACE.format(f'"{written}"')) == []


@pytest.mark.parametrize(
    "written", ["010", "1_000", "0x1F", "0b101", "1:30", "-1:30", "+12", "1.10", "6.0e+3", "1_0.5"]
)
def test_what_others_read_is_what_pyyaml_reads(written: str) -> None:
    kind = "int" if isinstance(yaml.safe_load(written), int) else "float"
    words = read_as(written, kind).removeprefix("the number ").partition(":")[0]
    assert float(words) == float(yaml.safe_load(written))


@pytest.mark.parametrize("written", ["0" + "7" * 5000, "0x" + "f" * 5000, "1" + ":30" * 3000, "1_" + "0" * 400])
def test_of_a_number_that_fills_pages_the_beginning_is_shown(written: str) -> None:
    (finding,) = findings(PLACE.format(written))
    assert finding.rule == "yaml-trap"
    assert f"`{written[:40]}…` as a number" in finding.message
    assert len(finding.message) + len(finding.help or "") < 200
    assert finding.fix is not None


def test_a_figure_with_a_leading_nought_is_two_figures() -> None:
    staff = "resources: {staff: [{who: x, count: 010, unit: fte, evidence: report}], budget: []}\n"
    (finding,) = findings(staff)
    assert finding.message.startswith("other programs read `010` as the number 8")
    assert finding.message.endswith("secon as 10")
    assert (finding.help, finding.fix) == ("write `count: 10`", None)


def test_the_name_of_a_source_is_no_trap() -> None:
    sources = "sources: {{{}: {{title: x, date: 2024-01}}, report: {{title: x, date: 2024-01}}}}\n"
    assert told(sources.format("on")) == [("yaml-trap", "sources.on")]
    assert told(sources.format("'on'")) == []
    assert told(sources.format("online")) == []


@pytest.mark.parametrize("value", ["2021", "40", "1.5", "2021-09-01", "Norway", "no one", "1:30 o'clock", "N"])
def test_what_every_program_reads_alike_is_no_trap(value: str) -> None:
    assert told(PLACE.format(value)) == []
