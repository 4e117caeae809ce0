"""Every rule that secon knows, in the order of the layers: file, model, record, collection."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from secon_cli.checks import collection_rules, file_rules, model_rules, record_rules
from secon_cli.checks.rule import Rule

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {rule.id: rule for rule in (*file_rules.RULES, *model_rules.RULES, *record_rules.RULES, *collection_rules.RULES)}
)
"""All rules by id."""
