"""What an edited copy and its original are told in, on the screen and in Markdown."""

from collections.abc import Iterator

from secon_cli.analysis.movement.diff import WhatIf
from secon_cli.analysis.results import Scored
from secon_cli.output.numbers import percent, points, span

HEADINGS = ("", "As it is", "The copy")


def figures(found: WhatIf) -> Iterator[tuple[str, str, str]]:
    """What the two have in all: total, range, rank, gate, band, and how much is known."""
    before, after = found.original, found.copy
    yield "Total", points(before.assessment.total), points(after.assessment.total)
    yield "Range", span(before.assessment.range), span(after.assessment.range)
    yield f"Rank of {found.ranked}", str(before.rank), str(after.rank)
    yield "Gate", before.assessment.gate.value, after.assessment.gate.value
    yield "Band", before.assessment.band or "none", after.assessment.band or "none"
    yield "Known", *_known(before, after)


def _known(*both: Scored) -> tuple[str, str]:
    before, after = (percent(round(one.assessment.coverage, 2)) for one in both)
    return before, after


def criteria(found: WhatIf) -> Iterator[tuple[str, str, str]]:
    """The points of the total that each criterion adds in both."""
    for change in found.criteria:
        title = found.provenance.rubric.criteria[change.criterion].title
        yield title, points(change.before), points(change.after)


def verdict(found: WhatIf) -> str:
    """Whether the copy states other facts, and whether these count."""
    if not found.move.fields:
        return "The copy states the same facts."
    if not found.move.indicators:
        return "The copy states other facts, and none of them moves the total."
    return "Why the copy scores differently:"
