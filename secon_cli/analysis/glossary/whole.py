"""The whole glossary: what the rubric, the format of practices and the rules give, joined with the words of screens."""

from collections.abc import Iterable

from secon_cli.analysis.glossary.entry import Entry, Kind
from secon_cli.analysis.glossary.looking_up import Glossary
from secon_cli.analysis.glossary.of_practices import of_practices
from secon_cli.analysis.glossary.of_rubric import of_rubric
from secon_cli.analysis.glossary.terms.every import TERMS
from secon_cli.rubric.model import Rubric


def glossary(rubric: Rubric, rules: Iterable[Entry] = ()) -> Glossary:
    """Every entry, by kind; `rules` come from whoever knows the checks."""
    entries = [*of_rubric(rubric), *TERMS, *of_practices(rubric), *rules]
    order = list(Kind)
    return Glossary(tuple(sorted(entries, key=lambda entry: order.index(entry.kind))))
