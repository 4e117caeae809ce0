"""Every rule that secon knows for practices, by layer: file, model, record, collection, advice."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from secon_cli.checks import file_rules, model_rules, suppression_rules
from secon_cli.checks.advice_rules import every as advice_rules
from secon_cli.checks.collection_rules import every as collection_rules
from secon_cli.checks.record_rules import every as record_rules
from secon_cli.checks.rule import Rule

LAYERS: Final[Mapping[str, tuple[Rule, ...]]] = MappingProxyType(
    {
        "file": (*file_rules.RULES, *suppression_rules.RULES),
        "model": model_rules.RULES,
        "record": record_rules.RULES,
        "collection": collection_rules.RULES,
        "advice": advice_rules.RULES,
    }
)
"""The rules of each layer: what a file has to be, what may stand in its fields, what fits together in a practice, what
fits between practices, and what would raise the score under the rubric in force."""

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.id: rule for rules in LAYERS.values() for rule in rules})
"""All rules by id."""
