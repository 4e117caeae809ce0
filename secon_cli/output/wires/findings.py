"""The JSON of `validate` (`secon.validate/1`) and `import` (`secon.import/1`): what was found in files.

Positions count from 1, paths are relative to the project, and the order is fixed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from secon_cli.checks.findings import Finding, Severity
from secon_cli.forms.draft import ImportedFile
from secon_cli.output.wire import View, Wire, constant, of
from secon_cli.output.wires.common import THIS_TOOL, InputWire, ToolWire


class FixWire(Wire):
    """What `--fix` writes in place of the text at a place."""

    line: int = of("span.line")
    column: int = of("span.column")
    end_line: int = of("span.end_line")
    end_column: int = of("span.end_column")
    """The first column after the text that is replaced."""
    text: str


class RubricFindingWire(Wire):
    """A finding at its place in the rubric file."""

    rule: str
    severity: str
    file: str
    line: int = of("span.line")
    column: int = of("span.column")
    end_line: int = of("span.end_line")
    """Where the finding ends."""
    end_column: int = of("span.end_column")
    """The first column after it."""
    field: str
    """Path of the field, empty for the file."""
    message: str
    help: str | None
    """What to write instead."""


class FindingWire(RubricFindingWire):
    """One finding; `fix` is null unless one change is certainly what was meant."""

    fix: FixWire | None


class RubricInForceWire(Wire):
    """The rubric whose `as_of` dates are checked against, and which advises."""

    id: str = of("rubric")
    version: str
    sha256: str
    as_of: str


def severity_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """The number of findings of each severity."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


class ValidationWire(Wire):
    """The findings with what they rest on: the options given, and the path and hash of every file checked."""

    schema: str = constant("secon.validate/1")
    tool: ToolWire = constant(THIS_TOOL)
    options: Mapping[str, Any]
    rubric: RubricInForceWire | None
    inputs: tuple[InputWire, ...] = of(
        lambda report: [View(InputWire, path=file.name, sha256=file.document.content_sha256) for file in report.files]
    )
    findings: tuple[FindingWire, ...]
    summary: Mapping[str, int] = of(lambda report: {"files": len(report.files)} | severity_counts(report.findings))
    """The number of files, and of findings of each severity."""


class ImportedFieldWire(Wire):
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


class ImportedFileWire(Wire):
    """One file: its draft, or why there is none."""

    file: str
    draft: str | None = of("written")
    """The file that was written."""
    id: str | None
    form: str | None
    """The kind of form that it was read as."""
    problem: str | None
    read: int
    """Number of values in the draft."""
    asked: int
    kept: int
    fields: tuple[ImportedFieldWire, ...]


def _imported(file: ImportedFile) -> View:
    def field(state: str, path: str | None = None, value: str | None = None, **texts: str | None) -> View:
        nothing: dict[str, str | None] = {"from_": None, "question": None, "words": None}
        return View(ImportedFieldWire, state=state, field=path, value=value, **nothing | texts)

    draft = file.draft
    if draft is None:
        places = (correction.partition(": ") for correction in file.corrections)
        fields = [field("wrong", from_=place, question=text) for place, _, text in places]
        form, problem = "ratings" if file.ratings or fields else None, file.problem or None
        return View(
            ImportedFileWire,
            file,
            id=None,
            form=form,
            problem=problem,
            read=file.ratings,
            asked=0,
            kept=0,
            fields=fields,
        )
    read = [field("read", path, value) for path, value in draft.read]
    asked = [
        field(
            "asked", asked.path, asked.guess or None, from_=asked.place or None, question=asked.ask, words=asked.words
        )
        for asked in draft.asked
    ]
    kept = [field("kept", from_=text.place or None, question=text.ask, words=text.words) for text in draft.kept]
    return View(
        ImportedFileWire,
        file,
        id=draft.record["id"],
        form=draft.form,
        problem=None,
        read=len(read),
        asked=len(asked),
        kept=len(kept),
        fields=[*read, *asked, *kept],
    )


class ImportsWire(Wire):
    """The result of `secon import`."""

    schema: str = constant("secon.import/1")
    tool: ToolWire = constant(THIS_TOOL)
    files: tuple[ImportedFileWire, ...] = of(lambda result: map(_imported, result))
