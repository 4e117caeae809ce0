"""Values of a practice found by path, each with its own address and with the evidence it stands on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from secon_cli.practice.citations import Citation
from secon_cli.practice.fields import ITEMS
from secon_cli.practice.model import Block


@dataclass(frozen=True, slots=True)
class Found:
    """A value at `field`, with the evidence of the innermost claim or passage that holds it.

    `evidence` is None where the format has no place to cite, as for the summary or a link.
    """

    field: str
    value: object
    evidence: tuple[Citation, ...] | None

    @property
    def filled(self) -> bool:
        """Whether something stands there: an empty list is written, but not filled."""
        return self.value is not None and self.value != ()


@lru_cache(maxsize=512)
def _steps(path: str) -> tuple[tuple[str, bool], ...]:
    return tuple((part.removesuffix(ITEMS), part.endswith(ITEMS)) for part in path.split("."))


def find(practice: object, path: str) -> tuple[Found, ...] | None:
    """The values at `path`; None where it was not assessed, because the field or a block above it is left out.

    A path that reaches into a list gives one value an item, and none for an empty list.
    """
    found = [Found("", practice, None)]
    inside_list = False
    for name, into_items in _steps(path):
        found = [_field(holder, name) for holder in found]
        if not inside_list and found[0].value is None:
            return None
        if into_items:
            found = [item for holder in found for item in items(holder)]
            inside_list = True
    return tuple(found)


def _field(holder: Found, name: str) -> Found:
    field, block = f"{holder.field}.{name}" if holder.field else name, holder.value
    if not isinstance(block, Block):
        return Found(field, None, holder.evidence)
    # A block keeps its fields in its dictionary; to ask it for one that its kind does not have takes long.
    return Found(field, block.__dict__.get(name), block.__dict__.get("evidence", holder.evidence))


def items(holder: Found) -> Iterator[Found]:
    """The items of a list, each with its own evidence."""
    if isinstance(holder.value, tuple):
        for index, item in enumerate(holder.value):
            evidence = item.__dict__.get("evidence", holder.evidence) if isinstance(item, Block) else holder.evidence
            yield Found(f"{holder.field}[{index}]", item, evidence)
