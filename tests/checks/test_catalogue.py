"""Every rule fires on its bad example and keeps quiet on its good one."""

import pytest

from secon_cli.checks.catalogue import RULES
from secon_cli.checks.collection import check_collection
from secon_cli.checks.findings import Finding
from secon_cli.checks.practice_file import check_practice
from secon_cli.checks.rule import Example, Rule
from secon_cli.checks.sample import complete, patched
from secon_cli.reading.yaml_reader import read

SHOWN = [rule for rule in RULES.values() if rule.bad is not None]


def findings(example: Example) -> list[Finding]:
    files = {example.name: complete(example)} | {name: patched(text).encode() for name, text in example.beside.items()}
    return check_collection([check_practice(read(data, name)) for name, data in files.items()]).findings


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_the_bad_example_breaks_this_rule_and_no_other(rule: Rule) -> None:
    assert rule.bad is not None
    (finding,) = findings(rule.bad)
    assert (finding.rule, finding.severity) == (rule.id, rule.severity)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_the_good_example_breaks_no_rule(rule: Rule) -> None:
    assert findings(rule.good) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_told_in_whole_sentences(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.why.endswith(".")
    assert rule.id == rule.id.lower().replace("_", "-")


def test_few_rules_have_no_example() -> None:
    assert {rule.id for rule in RULES.values() if rule.bad is None} <= {
        "unreadable",
        "too-large",
        "too-many",
        "out-of-range",
        "wrong-form",
        "unusable-rubric",
    }
