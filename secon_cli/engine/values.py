"""Values of a practice found by path, each with its own address and with the evidence it stands on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from secon_cli.practice.citations import Citation
from secon_cli.practice.fields import ITEMS


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
    found: tuple[Found, ...] = (Found("", practice, None),)
    inside_list = False
    for name, into_items in _steps(path):
        found = tuple(_field(holder, name) for holder in found)
        if not inside_list and found[0].value is None:
            return None
        if into_items:
            found = tuple(item for holder in found for item in items(holder))
            inside_list = True
    return found


def _field(holder: Found, name: str) -> Found:
    evidence = getattr(holder.value, "evidence", holder.evidence)
    return Found(f"{holder.field}.{name}" if holder.field else name, getattr(holder.value, name, None), evidence)


def items(holder: Found) -> Iterator[Found]:
    """The items of a list, each with its own evidence."""
    if isinstance(holder.value, tuple):
        for index, item in enumerate(holder.value):
            yield Found(f"{holder.field}[{index}]", item, getattr(item, "evidence", holder.evidence))
