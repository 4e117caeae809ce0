"""The page of `verify`: whether a stored result holds, then each aspect with what differs."""

from secon_cli.analysis.comparison import cut
from secon_cli.analysis.stored import Aspect
from secon_cli.analysis.verification import Diagnosis, Verification
from secon_cli.output import document as doc
from secon_cli.output.document import data, joined, line, muted, toned
from secon_cli.output.numbers import count
from secon_cli.output.pages.shared import provenance_text

_MOST = 8
"""Differences that are listed of one aspect, unless all are asked for."""
_REMARKS = {
    Diagnosis.INPUTS: "The numbers may differ because the inputs do; the old numbers cannot be recomputed from them.",
    Diagnosis.VERSION_OR_EDIT: (
        "The inputs are the same: another version of secon calculates differently, or the result was edited."
    ),
    Diagnosis.EDITED: (
        "The inputs and the version of secon are the same: the result was edited after it was written, or comes from "
        "another build of this version."
    ),
    Diagnosis.OTHER_RUBRIC: "With the stored rubric, every number is the same.",
}


def verify_page(verification: Verification, *, full: bool = False) -> doc.Document:
    """The verdict, what the result was computed from, and what differs; `full` lists every difference."""
    provenance = verification.stored.provenance
    inputs = f" · {count(len(provenance.inputs), 'input')} · secon "
    if verification.holds:
        verdict = toned("verified", doc.Tone.GOOD)
    else:
        verdict = toned(f"not reproduced: {', '.join(verification.failing)} differ", doc.Tone.BAD)
    many, practices = len(provenance.inputs), verification.practices
    numbers = "the practice has" if practices == 1 else f"all {practices} practices have"
    # What is said of an aspect in which nothing differs.
    unchanged = {
        Aspect.INPUTS: "the file is unchanged" if many == 1 else f"all {many} files are unchanged",
        Aspect.FORMAT: "as `score` writes it",
        Aspect.RUBRIC: "same as in force here",
        Aspect.DATE: f"assessed as of {provenance.as_of}",
        Aspect.OPTIONS: "reproduce with the options shown" if provenance.options else "none",
        Aspect.TOOL: "same version",
        Aspect.NUMBERS: f"{numbers} the stored numbers" if practices else "no practice could be recomputed",
    }
    facts = []
    for aspect in Aspect:
        differing = verification.of(aspect)
        if any(difference.fails for difference in differing):
            mark = toned("✗", doc.Tone.BAD)
        elif differing or (aspect is Aspect.NUMBERS and not verification.practices):
            mark = toned("·", doc.Tone.WEAK)
        else:
            mark = toned("✓", doc.Tone.GOOD)
        shown, more = (differing, 0) if full else cut(differing, _MOST)
        lines: list[doc.Text] = [
            joined([data(difference.place, strong=True), data(difference.message)], " ") for difference in shown
        ]
        if more:
            lines.append(muted(f"and {more} more; `--full` shows all"))
        label = line(mark, f" {aspect.value.capitalize()}")
        facts.append(doc.Fact(label, lines or [unchanged[aspect]]))
    blocks: list[doc.Block] = [
        doc.Heading(line(data(verification.name), ": ", verdict), 1),
        doc.Note(line(provenance_text(provenance), inputs, data(provenance.version))),
        doc.Facts(facts),
    ]
    if verification.explanation is not None:
        blocks.append(doc.Paragraph(_REMARKS[verification.explanation], tight=False))
    return doc.Document(blocks)
