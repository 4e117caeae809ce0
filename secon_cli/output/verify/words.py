"""What a verification says in sentences, for the screen and for Markdown."""

from collections.abc import Iterator

from secon_cli.analysis.verification import Aspect, Explanation, Verification
from secon_cli.output.provenance_text import provenance_words

ASPECTS = {
    Aspect.INPUTS: "Inputs",
    Aspect.RUBRIC: "Rubric",
    Aspect.DATE: "Date",
    Aspect.OPTIONS: "Options",
    Aspect.TOOL: "Tool",
    Aspect.NUMBERS: "Numbers",
}
"""The heading of each thing that is looked at, in the order shown."""


def verdict(found: Verification) -> str:
    """Whether the result holds, and if not, in which respects."""
    if found.holds:
        return "It holds: recomputed from the same inputs, every number is the same."
    failing = ", ".join(ASPECTS[aspect] for aspect in found.failing)
    return f"It does not hold. What differs: {failing.lower()}."


def about(found: Verification) -> str:
    """What the result says it was computed from."""
    provenance = found.stored.provenance
    return f"{provenance_words(provenance)} · {len(provenance.inputs)} inputs · secon {provenance.version}"


def sound(found: Verification, aspect: Aspect) -> str:
    """What is told of an aspect in which nothing differs."""
    provenance = found.stored.provenance
    match aspect:
        case Aspect.INPUTS:
            many = len(provenance.inputs)
            return "the file is unchanged" if many == 1 else f"all {many} files are unchanged"
        case Aspect.RUBRIC:
            return "the same as in force here"
        case Aspect.DATE:
            return f"judged as of {provenance.as_of}"
        case Aspect.OPTIONS:
            return "reproduce with the options shown" if provenance.options else "none"
        case Aspect.TOOL:
            return f"secon {found.version}, the same version"
        case Aspect.NUMBERS:
            many = found.practices
            return (
                "the practice has the stored numbers" if many == 1 else f"all {many} practices have the stored numbers"
            )


_REMARKS = {
    Explanation.INPUTS: "The numbers may differ because the inputs do; the old ones cannot be recomputed from them.",
    Explanation.VERSION_OR_EDIT: (
        "The inputs are the same: another version of secon calculates differently, or the result was edited."
    ),
    Explanation.EDITED: "The inputs and the version of secon are the same: the result was edited after it was written.",
    Explanation.OTHER_RUBRIC: "With the rubric that it carries, every number is the same.",
}


def remark(found: Verification) -> str | None:
    """What the differences mean for the numbers; None where that is plain."""
    return _REMARKS[found.explanation] if found.explanation else None


def aspects(found: Verification) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Of every aspect its mark, its heading, and its differences by place; what is sound has one without a place."""
    for aspect, heading in ASPECTS.items():
        differing = found.of(aspect)
        mark = "✗" if any(one.fails for one in differing) else "·" if differing else "✓"
        lines = [(one.place, one.message) for one in differing] or [("", sound(found, aspect))]
        yield mark, heading, lines
