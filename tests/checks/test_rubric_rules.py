"""Every rule for rubrics fires on its bad example and keeps quiet on its good one; the shipped rubric breaks none."""

from pathlib import Path

import pytest

from secon_cli.checks.checked_files import check_practice, check_rubric, problem_findings
from secon_cli.checks.collection import check_files
from secon_cli.checks.findings import Example, Finding, Rule
from secon_cli.checks.registry import ALL_LAYERS
from secon_cli.checks.rules.files import MOST_FINDINGS
from secon_cli.practice.model import Practice
from secon_cli.reading.document import Document
from secon_cli.reading.files import find_files
from secon_cli.reading.yaml_reader import read
from secon_cli.rubric.model import warnings, warnings_in_use
from tools.sample import patched

ROOT = Path(__file__).parents[2]

_HEAD = """\
rubric: example
version: 1.0.0
as_of: 2024-01-31
unsupported: 0.5
bands: [{name: high, at_least: 50}, {name: low, at_least: 0}]
"""

_REST = {
    4: ("title: Carried by many", "asks: Do many carry it?", "why: What many carry lasts."),
    8: ("title: Who takes part", "weight: 100", "improve: Name who takes part.", "why: Few hands do not carry far."),
}
"""What `…` means in an example, by its column: the rest of a criterion, or of an indicator."""

_ALONE = patched("""\
organisations:
  - {name: Repair Association, type: association, role: lead, evidence: report:organisations}
results:
  metrics: []
  evidence: report:results
""")
"""A practice with one organisation."""

_TOGETHER = patched("""\
id: together
location: {country: LV, partner: Latgale, region: Latgale, evidence: report:location}
organisations:
  - {name: Repair Association, type: association, role: lead, evidence: report:organisations}
  - {name: City Library, type: public_institution, role: partner, evidence: report:organisations}
results:
  metrics: []
  evidence: report:results
""")
"""A practice with two organisations and a region."""


def _complete(example: Example) -> bytes:
    """The whole rubric of an example."""
    lines: list[str] = []
    for line in example.text.splitlines():
        indent = len(line) - len(line.lstrip())
        lines += [f"{' ' * indent}{rest}" for rest in _missing(indent, lines)] if line.strip() == "…" else [line]
    return "\n".join([*_HEAD.splitlines(), *lines, ""]).encode()


def _missing(indent: int, lines: list[str]) -> list[str]:
    """The rest of a block, without what the example has written of it itself."""
    margin = " " * indent
    above = lines[max((i for i, line in enumerate(lines) if line[:indent].strip()), default=-1) + 1 :]
    written = {line.strip().partition(":")[0] for line in above if line.startswith(margin) and line[indent] != " "}
    return [rest for rest in _REST[indent] if rest.partition(":")[0] not in written]


def _practices() -> list[Practice]:
    checked = [
        check_practice(read(text.encode(), name))
        for name, text in (("example.yaml", _ALONE), ("together.yaml", _TOGETHER))
    ]
    assert all(one.practice for one in checked)
    return [one.practice for one in checked if one.practice]


def _findings(document: Document, practices: list[Practice]) -> list[Finding]:
    checked = check_rubric(document)
    if checked.rubric is None:
        return list(checked.findings)
    return problem_findings([*warnings(checked.rubric), *warnings_in_use(checked.rubric, practices)], document)


def _of_example(example: Example | None) -> list[Finding]:
    assert example is not None
    return _findings(read(_complete(example), "criteria.yaml"), _practices())


@pytest.mark.parametrize("rule", ALL_LAYERS["rubric"], ids=lambda rule: rule.id)
def test_the_bad_example_breaks_this_rule_and_no_other(rule: Rule) -> None:
    (finding,) = _of_example(rule.bad)
    assert (finding.rule, finding.severity) == (rule.id, rule.severity)


@pytest.mark.parametrize("rule", ALL_LAYERS["rubric"], ids=lambda rule: rule.id)
def test_the_good_example_breaks_no_rule(rule: Rule) -> None:
    assert _of_example(rule.good) == []


@pytest.mark.parametrize("rule", ALL_LAYERS["rubric"], ids=lambda rule: rule.id)
def test_a_rule_is_told_in_whole_sentences(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.why.endswith(".")


def test_the_shipped_rubric_breaks_no_rule_on_the_shipped_practices() -> None:
    (criteria,) = find_files([str(ROOT / "criteria.yaml")], root=ROOT)
    practices = check_files(find_files([str(ROOT / "data" / "practices")], root=ROOT)).practices
    assert len(practices) == 18
    assert [(finding.rule, finding.message) for finding in _findings(criteria.read(), practices)] == []


def test_what_a_measure_asks_for_in_vain_shows_beside_errors_of_form() -> None:
    text = (ROOT / "criteria.yaml").read_text(encoding="utf-8")
    for sound, broken in (
        ("\nversion: ", "\nversion: v"),
        ("of: relevance.aspirations", "of: relevance.aspiration"),
        ("full_at: 3", "full_at: three"),
    ):
        assert sound in text
        text = text.replace(sound, broken, 1)
    found = check_rubric(read(text.encode(), "criteria.yaml")).findings
    assert [finding.rule for finding in found] == ["wrong-form", "unusable-rubric", "bad-number"]


def test_of_a_flood_of_mistakes_the_first_are_told() -> None:
    text = (ROOT / "criteria.yaml").read_text(encoding="utf-8")
    text += "".join(f"  c{number}: {{title: x}}\n" for number in range(1000))
    found = check_rubric(read(text.encode(), "criteria.yaml")).findings
    assert len(found) == MOST_FINDINGS + 1
    assert found[0].rule == "too-many"


def test_a_point_of_a_curve_out_of_range_is_one_mistake() -> None:
    text = ROOT.joinpath("criteria.yaml").read_text(encoding="utf-8")
    before = "curve: [[0, 0], "
    assert text.count(before) >= 1
    start = text.index(before)
    end = text.index("]]", start)
    changed = text[:start] + "curve: [[0, 0], [10, 100" + text[end:]
    found = check_rubric(read(changed.encode(), "criteria.yaml")).findings
    assert [finding.rule for finding in found] == ["out-of-range"]
