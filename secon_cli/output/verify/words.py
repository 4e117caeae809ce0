"""What a verification says in sentences, for the screen and for Markdown."""

from collections.abc import Iterator

from secon_cli.analysis.verification import Aspect, Verification
from secon_cli.output.provenance_text import provenance_words

ASPECTS = {
    Aspect.INPUTS: "Inputs",
    Aspect.RUBRIC: "Rubric",
    Aspect.DATE: "Date",
    Aspect.OPTIONS: "Options",
    Aspect.TOOL: "Tool",
    Aspect.NUMBERS: "Numbers",
}
"""The heading of each thing that is looked at, in the order in which it is told."""


def verdict(found: Verification) -> str:
    """Whether the result holds, and if not, in which respects."""
    if found.holds:
        return "It holds: computed again from the same inputs, every number is the same."
    failing = [heading for aspect, heading in ASPECTS.items() if any(one.fails for one in found.of(aspect))]
    return f"It does not hold. What differs: {', '.join(failing).lower()}."


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
            return "the one file is as it was" if many == 1 else f"all {many} files are as they were"
        case Aspect.RUBRIC:
            return "as in force here"
        case Aspect.DATE:
            return f"judged as of {provenance.as_of}"
        case Aspect.OPTIONS:
            return "give what is shown" if provenance.options else "none"
        case Aspect.TOOL:
            return f"secon {found.version}, as then"
        case Aspect.NUMBERS:
            many = found.practices
            return "the one practice comes out as stored" if many == 1 else f"all {many} practices come out as stored"


def remark(found: Verification) -> str | None:
    """What differences of inputs, rubric or version mean for the numbers; None where that is plain."""
    numbers = any(one.fails for one in found.of(Aspect.NUMBERS))
    inputs = any(one.fails for one in found.of(Aspect.INPUTS))
    if numbers and inputs:
        return (
            "The numbers may differ because the inputs do; what was computed then cannot be computed again from them."
        )
    if numbers and found.of(Aspect.TOOL):
        return "The inputs are the same: another version of secon counts otherwise, or the result was edited."
    if numbers:
        return "The inputs are the same, and so is secon: the result was edited after it was written."
    if not found.holds and not inputs and not found.of(Aspect.OPTIONS):
        return "With the rubric that it carries, every number comes out again."
    return None


def aspects(found: Verification) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Of every aspect its mark, its heading, and its differences by place; what is sound has one without a place."""
    for aspect, heading in ASPECTS.items():
        differing = found.of(aspect)
        mark = "✗" if any(one.fails for one in differing) else "·" if differing else "✓"
        lines = [(one.place, one.message) for one in differing] or [("", sound(found, aspect))]
        yield mark, heading, lines
