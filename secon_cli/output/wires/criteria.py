"""The JSON of files that were checked or read (`validate`, `import`), of rubrics (`criteria`) and of words (`explain`).

Positions count from 1, paths are relative to the project, and the order is fixed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from secon_cli.analysis.differences import Change, Differences, WeightShift
from secon_cli.analysis.glossary import Entry, Excerpt, Explained
from secon_cli.analysis.results import Input, Provenance
from secon_cli.checks.findings import Finding, Fix, Severity
from secon_cli.forms.draft import ImportedFile
from secon_cli.output.findings import FindingsReport
from secon_cli.output.wire import PROVENANCE, THIS_TOOL, TOOL, Made, View, Wire, document
from secon_cli.rubric.model import Criterion, Indicator, Rubric

_THIS_TOOL = Made(View, lambda _: THIS_TOOL, wire=TOOL)


# --- validate ---

_PLACE = "line=span.line column=span.column end_line=span.end_line end_column=span.end_column"
FIX = Wire(Fix, _PLACE, "text", about="What `--fix` writes in place of the text at a place.")
RUBRIC_FINDING = Wire(
    Finding, "rule severity file", _PLACE, "field message help", about="A finding at its place in a file."
)
FINDING = Wire(Finding, RUBRIC_FINDING.keys, "fix", about=RUBRIC_FINDING.about, fix=FIX)
RUBRIC = Wire(Rubric, "id=rubric version sha256 as_of")


def severity_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """The number of findings of each severity."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


VALIDATION = Wire(
    FindingsReport,
    "tool=. options rubric inputs=files findings summary=.",
    schema="secon.validate/1",
    about="The findings with what they rest on: the options, and the path and hash of every file checked.",
    tool=_THIS_TOOL,
    rubric=RUBRIC,
    inputs=Made(list[Input], lambda files: [Input(file.name, file.document.content_sha256) for file in files]),
    findings=FINDING,
    summary=Made(
        dict[str, int],
        lambda report: {"files": len(report.files)} | severity_counts(report.findings),
        "The number of files, and of findings of each severity.",
    ),
)

# --- import ---


@dataclass(frozen=True, slots=True)
class ImportedField:
    """A value that was read, a question about a field, words that have no place yet, or a cell to correct (`wrong`)."""

    state: Literal["read", "asked", "kept", "wrong"]
    field: str | None
    """Path of the field; null for words without a place."""
    value: str | None
    """What is in the draft, or what a rule takes the words for; null where it takes them for nothing."""
    from_: str | None
    """Where in the file it is, such as `Ratings!E5`, for what is asked, kept or wrong."""
    question: str | None
    """What is asked, or what is wrong."""
    words: str | None
    """The words of the source, for what is asked or kept."""


IMPORTED = Wire(
    ImportedFile,
    "file draft=written id form problem read asked kept fields",
    id=str | None,
    form=Made(str | None, meaning="The kind of form that it was read as."),
    problem=str | None,
    read=Made(int, meaning="Number of values in the draft, or of ratings."),
    asked=int,
    kept=int,
    fields=tuple[ImportedField, ...],
)


def _imported(file: ImportedFile) -> View:
    draft = file.draft
    fields: list[ImportedField] = []
    if draft is None:
        places = (correction.partition(": ") for correction in file.corrections)
        fields += [ImportedField("wrong", None, None, place, text, None) for place, _, text in places]
    else:
        fields += [ImportedField("read", path, value, None, None, None) for path, value in draft.read]
        for on in (*draft.asked, *draft.kept):
            known = on.path or None, on.guess or None, on.place or None
            fields.append(ImportedField("asked" if on.path else "kept", *known, on.ask, on.words))
    counts = Counter(field.state for field in fields)
    return IMPORTED.view(
        file,
        id=draft and draft.record["id"],
        form=draft.form if draft else "ratings" if file.ratings or fields else None,
        problem=file.problem or None,
        read=counts["read"] or file.ratings,
        asked=counts["asked"],
        kept=counts["kept"],
        fields=fields,
    )


IMPORTS = Wire(
    tuple[ImportedFile, ...],
    "tool=. files=.",
    schema="secon.import/1",
    about="What became of each file.",
    tool=_THIS_TOOL,
    files=Made(list[View], lambda files: map(_imported, files), wire=IMPORTED),
)

# --- criteria ---


INDICATOR = Wire(
    Indicator,
    "id title weight weight_of_total measure fields=measure why improve",
    id=str,
    weight=float,
    weight_of_total=Made(float, meaning="Share of the total."),
    measure=Made(tuple[str, ...], lambda measure: measure.words(), "What the measure does, in sentences."),
    fields=Made(tuple[str, ...], lambda measure: measure.fields_read(), "The fields of a practice that it reads."),
)
CRITERION = Wire(
    Criterion,
    "id title asks weight why indicators",
    id=str,
    weight=float,
    indicators=Made(list[View], wire=INDICATOR),
)
CRITERIA = Wire(
    Provenance,
    PROVENANCE.keys,
    "gate=rubric.gate_years criteria",
    schema="secon.criteria/1",
    about="The rubric in force, with shares and every measure in words.",
    criteria=Made(list[View], wire=CRITERION),
)


def criteria_view(provenance: Provenance) -> View:
    """The rubric in force, with shares and every measure in words."""
    rubric = provenance.rubric
    criteria = []
    for key, criterion in rubric.criteria.items():
        of_total = rubric.shares[key]
        indicators = [
            INDICATOR.view(criterion.indicators[name], id=name, weight=share, weight_of_total=of_total * share)
            for name, share in rubric.indicator_shares(key).items()
        ]
        criteria.append(CRITERION.view(criterion, id=key, weight=of_total, indicators=indicators))
    return CRITERIA.view(provenance, criteria=criteria)


COMPARED_RUBRIC = Wire(Rubric, RUBRIC.keys, "content")
CRITERIA_DIFF = Wire(
    Differences,
    "tool=. before after weights=shifts changes",
    schema="secon.criteria-diff/1",
    tool=_THIS_TOOL,
    before=COMPARED_RUBRIC,
    after=COMPARED_RUBRIC,
    weights=Wire(WeightShift, "criterion before after difference"),
    changes=Wire(Change, "path change=kind before after judges"),
)
CRITERIA_CHECK = Wire(
    None,
    "tool=. inputs practices findings summary",
    schema="secon.criteria-check/1",
    about="The findings of a rubric file, and the number of practices on which it was tried.",
    tool=_THIS_TOOL,
    inputs=tuple[Input, ...],
    practices=int,
    findings=Made(tuple[Finding, ...], wire=RUBRIC_FINDING),
    summary=Mapping[str, int],
)


def check_view(findings: Sequence[Finding], path: str, sha256: str, practices: int) -> View:
    """The findings of one rubric file, and the number of practices on which it was tried."""
    return CRITERIA_CHECK.view(
        None, inputs=[Input(path, sha256)], practices=practices, findings=findings, summary=severity_counts(findings)
    )


# --- explain ---


_OR_NULL = Made(str | None, lambda text: text or None)
_NAME = "kind name meaning"
EXPLAIN = document(
    "secon.explain/1",
    Explained,
    "name=word entries also",
    entries=Wire(
        Entry,
        _NAME,
        "title aliases why how facts parts example counterexample collection excerpt see",
        title=_OR_NULL,
        why=_OR_NULL,
        how=_OR_NULL,
        example=_OR_NULL,
        counterexample=_OR_NULL,
        collection=_OR_NULL._replace(meaning="What the collection shows about it, in a sentence."),
        excerpt=Wire(Excerpt, "file line field text"),
    ),
    also=Wire(Entry, _NAME, about="An entry that has the word as a part of its name."),
)
