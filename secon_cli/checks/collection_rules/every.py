"""All rules of the collection.

A check takes all files and gives its findings, each at the file that differs from the others, or came later.
"""

from typing import Final

from secon_cli.checks.checked import CollectionCheck
from secon_cli.checks.collection_rules import ids, names, spellings, titles

CHECKS: Final[tuple[CollectionCheck, ...]] = (
    ids.check_ids,
    titles.check_titles,
    spellings.check_spellings,
    names.check_names,
)

RULES: Final = (
    ids.DUPLICATE_ID,
    titles.SIMILAR_TITLE,
    spellings.SPELLED_TWO_WAYS,
    names.FILE_NAMING,
)
