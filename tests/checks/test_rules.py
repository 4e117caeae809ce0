"""Every rule fires on its bad example and keeps quiet on its good one."""

import tomllib
from pathlib import Path

import pytest

from secon_cli.checks import findings as findings_module
from secon_cli.checks.checked_files import ERROR_CHECKS, applied, check_practice, usable_practice
from secon_cli.checks.collection import check_collection
from secon_cli.checks.findings import ALL_RULES, Example, Finding, Rule, Severity
from secon_cli.checks.registry import LAYERS, RECORD_CHECKS, RULES
from secon_cli.reading.yaml_reader import read
from secon_cli.rubric.model import Rubric
from tests.checks.finding_rules import shipped_rubric
from tools.sample import complete, patched

SHOWN = [rule for rule in RULES.values() if rule.bad is not None]


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return shipped_rubric()


def findings(example: Example, rubric: Rubric) -> list[Finding]:
    files = {name: patched(text).encode() for name, text in example.others.items()} | {example.name: complete(example)}
    return check_collection(
        [check_practice(read(data, name), rubric) for name, data in files.items()], judged=True
    ).findings


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_the_bad_example_breaks_this_rule_and_no_other(rule: Rule, rubric: Rubric) -> None:
    assert rule.bad is not None
    (finding,) = findings(rule.bad, rubric)
    assert (finding.rule, finding.severity) == (rule.id, rule.severity)
    assert finding.file == rule.bad.name


@pytest.mark.parametrize(
    "rule", [rule for rule in SHOWN if rule.bad and rule.bad.text and not rule.bad.without], ids=lambda rule: rule.id
)
def test_the_finding_stands_in_the_lines_of_the_example(rule: Rule, rubric: Rubric) -> None:
    assert rule.bad is not None
    (finding,) = findings(rule.bad, rubric)
    written = complete(rule.bad).decode("utf-8", "backslashreplace").splitlines()
    assert written[finding.span.line - 1] in rule.bad.shown.splitlines()


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_the_bad_example_of_a_fixable_rule_is_fixed_completely_and_no_other(rule: Rule, rubric: Rubric) -> None:
    assert rule.bad is not None
    (finding,) = findings(rule.bad, rubric)
    assert rule.fixable == (finding.fix is not None)
    if finding.fix is not None:
        fixed = applied(complete(rule.bad).decode(), [finding.fix])
        assert findings(Example(fixed, whole=True, name=rule.bad.name, others=rule.bad.others), rubric) == []


def test_fixable_rules_have_an_example() -> None:
    assert all(rule.bad for rule in ALL_RULES.values() if rule.fixable)


def test_the_fast_path_runs_every_check_that_finds_errors() -> None:
    modules = {check.__module__ for check in ERROR_CHECKS}
    declared = {check for check in RECORD_CHECKS if check.__module__ in modules}
    assert declared.issuperset(ERROR_CHECKS)
    errors = {rule.id for rule in LAYERS["record"] if rule.severity is Severity.ERROR}
    assert errors == {
        *("id-not-file-name", "unknown-source", "end-before-start", "ends-and-goes-on", "length-contradicts-start"),
        *("doubtful-date", "share-over-100", "negative-count"),
    }


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_whoever_asks_for_errors_alone_gets_each_of_them(rule: Rule, rubric: Rubric) -> None:
    assert rule.bad is not None
    data, name = complete(rule.bad), rule.bad.name
    whole, errors = check_practice(read(data, name), rubric), usable_practice(read(data, name))
    assert list(errors.findings) == [each for each in whole.findings if each.severity is Severity.ERROR]
    assert errors.practice == whole.practice


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_the_good_example_breaks_no_rule(rule: Rule, rubric: Rubric) -> None:
    assert findings(rule.good, rubric) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_told_in_whole_sentences(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.why.endswith(".")
    assert rule.id == rule.id.lower().replace("_", "-")


def test_every_rule_has_words_and_no_words_are_left_over() -> None:
    words = tomllib.loads((Path(findings_module.__file__).parent / "rules.toml").read_text(encoding="utf-8"))
    assert set(words) == set(ALL_RULES)


def test_layers_and_severities_fit() -> None:
    assert list(LAYERS) == ["file", "model", "record", "collection", "advice"]
    assert {rule.severity for rule in LAYERS["advice"]} == {Severity.ADVICE}
    assert sum(map(len, LAYERS.values())) == len(RULES)


def test_few_rules_have_no_example() -> None:
    assert {rule.id for rule in RULES.values() if rule.bad is None} <= {
        "unreadable",
        "too-large",
        "too-many",
        "out-of-range",
        "wrong-form",
        "unusable-rubric",
    }
