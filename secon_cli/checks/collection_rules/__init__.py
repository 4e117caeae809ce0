"""Rules of the collection: what has to fit between files, one file for each subject.

A check takes all files and gives its findings, each at the file that differs from the others, or came later.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from secon_cli.checks.checked import Checked
from secon_cli.checks.collection_rules import ids, names, spellings, titles
from secon_cli.checks.findings import Finding

CHECKS: Final[tuple[Callable[[Sequence[Checked]], Iterable[Finding]], ...]] = (
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


def collection_findings(files: Sequence[Checked]) -> Iterator[Finding]:
    """What is wrong between files."""
    return chain.from_iterable(check(files) for check in CHECKS)
