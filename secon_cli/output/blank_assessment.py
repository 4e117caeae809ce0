"""An empty file for an assessor: every practice and criterion with its question, waiting for ratings."""

import textwrap
from collections.abc import Iterable, Iterator

from secon_cli.output.new_practice import WIDTH
from secon_cli.output.plain_text import one_line
from secon_cli.practice.model import Practice
from secon_cli.reading.yaml_scalars import scalar
from secon_cli.rubric.model import Rubric

_HEADER = """\
Ratings of one assessor, for `secon panel`. Lines that begin with # only explain.

Rate what you can judge: a number from 0 to 10 in half points, such as 7 or 7.5, and a reason in a sentence.
0 means that nothing of what the criterion asks for is there, 5 that half of it is, 10 that nothing is left to wish for.
What you cannot judge, leave empty: an empty line counts neither as zero nor as anything else.
Evidence is for those who want to cite: a web address, or a source of the practice's file, such as report:results p18.
A reason with `: ` or ` #` in it needs quotation marks.

The assessor bears a pseudonym or a role here, never a name."""

_CONFLICTS = """\
Where you have an interest in a practice, say so: your ratings of it are then left out. For instance:
  a-practice:
    why: The assessor's office pays for it.
    criteria: [sustainability]    (only these; leave the line out where it touches all)"""


def blank_assessment(assessor: str, practices: Iterable[Practice], rubric: Rubric) -> str:
    """The file as text; what it says of practices and criteria is in comments."""
    lines = [
        *_comment(_HEADER, 0),
        "",
        "format: 1",
        f"assessor: {scalar(assessor)}",
        *_comment("In what capacity you rate, such as: adviser on social enterprises.", 0),
        "role:",
        "",
        *_comment(_CONFLICTS, 0),
        "conflicts:",
        "",
        "ratings:",
    ]
    for practice in sorted(practices, key=lambda one: one.id):
        lines += ["", *_practice(practice, rubric)]
    return "\n".join(lines) + "\n"


def _practice(practice: Practice, rubric: Rubric) -> Iterator[str]:
    place = f"{practice.location.country} {practice.location.partner}"
    yield from _comment(f"--- {one_line(practice.title)} ({one_line(place)})", 2)
    yield f"  {scalar(practice.id)}:"
    for key, criterion in rubric.criteria.items():
        yield from _comment(f"{one_line(criterion.title)}: {one_line(criterion.asks)}", 4)
        yield f"    {scalar(key)}:"
        yield from ("      rating:", "      reason:", "      evidence:")


def _comment(text: str, indent: int) -> Iterator[str]:
    margin = " " * indent
    for line in text.splitlines():
        inside = " " * (len(line) - len(line.lstrip()))
        folded = textwrap.wrap(line, WIDTH - indent - 2, subsequent_indent=inside, break_long_words=False)
        yield from (f"{margin}# {part}".rstrip() for part in folded or [""])
