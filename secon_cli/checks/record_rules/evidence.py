"""Claims rest on evidence, and evidence on the sources of the file."""

from collections.abc import Iterator

from secon_cli.checks.findings import FieldPath, Finding, Severity
from secon_cli.checks.likeness import did_you_mean, listed
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.practice.citations import Citation
from secon_cli.practice.model import Claim, Passage

UNKNOWN_SOURCE = Rule(
    "unknown-source",
    Severity.ERROR,
    "The evidence cites a source that the file does not list.",
    "Whoever doubts a claim looks up its source. A name that stands for no document leads nowhere.",
    bad=Example("duration: {start: 2021, evidence: reprot:duration}\n"),
    good=Example("duration: {start: 2021, evidence: report:duration}\n"),
)
PAGE_OUTSIDE_SOURCE = Rule(
    "page-outside-source",
    Severity.WARNING,
    "The evidence cites a page that lies outside the pages of its source.",
    "The pages of a source are those that describe this practice; another page is mostly a slip.",
    bad=Example("duration: {start: 2021, evidence: report:duration p71}\n"),
    good=Example("duration: {start: 2021, evidence: report:duration p17}\n"),
)
NO_EVIDENCE = Rule(
    "no-evidence",
    Severity.WARNING,
    "A claim cites nothing.",
    "A claim that nobody can look up counts only in part: the rubric says how much.",
    bad=Example("duration: {start: 2021}\n"),
    good=Example("duration: {start: 2021, evidence: report:duration}\n"),
)


def check_evidence(record: Record) -> Iterator[Finding]:
    """Claims without evidence, and evidence that does not lead to a source and page of the file."""
    for path, block in record.blocks:
        if not isinstance(block, Claim | Passage) or block.evidence is None:
            continue
        if not block.evidence and isinstance(block, Claim):
            advice = f"add `evidence:` with source and row, such as `{next(iter(record.sources), 'report')}:details`"
            yield record.finding(NO_EVIDENCE, path, "this claim cites no evidence", advice, key=True)
        for index, citation in enumerate(block.evidence):
            if citation.source is not None:
                yield from _resolve(record, path, index, citation)


def _resolve(record: Record, path: FieldPath, index: int, citation: Citation) -> Iterator[Finding]:
    key = citation.source or ""
    source = record.sources.get(key)
    if source is None:
        if record.sources and record.document.at(("sources", key)) is None:
            message = f"`{key}` is not in `sources`{did_you_mean(key, record.sources)}"
            at = _place(record, path, index)
            yield record.finding(UNKNOWN_SOURCE, at, message, f"the sources are {listed(record.sources)}")
    elif citation.pages and source.pages and not source.pages.holds(citation.pages):
        message = f"page {citation.pages} lies outside pages {source.pages} of `{key}`"
        yield record.finding(PAGE_OUTSIDE_SOURCE, _place(record, path, index), message)


def _place(record: Record, path: FieldPath, index: int) -> FieldPath:
    """Where one citation stands: a single one may stand without a list."""
    at = (*path, "evidence")
    return (*at, index) if isinstance(record.document.at(at), list) else at
