"""Claims rest on evidence, and evidence on the sources of the file."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from secon_cli.checks.findings import FieldPath, Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.repairs import rewritten
from secon_cli.checks.rule import Example, Rule
from secon_cli.checks.suggestions import certainly, did_you_mean, listed
from secon_cli.practice.citations import Citation
from secon_cli.practice.model import Claim, Passage

UNKNOWN_SOURCE = Rule(
    "unknown-source",
    Severity.ERROR,
    "The evidence cites a source that the file does not list.",
    "Whoever doubts a claim looks up its source. A name that stands for no document leads nowhere.",
    bad=Example("duration: {start: 2021, status: running, evidence: reprot:duration}\n"),
    good=Example("duration: {start: 2021, status: running, evidence: report:duration}\n"),
    fixable=True,
)
PAGE_OUTSIDE_SOURCE = Rule(
    "page-outside-source",
    Severity.WARNING,
    "The evidence cites a page that lies outside the pages of its source.",
    "The pages of a source are those that describe this practice; another page is mostly a slip.",
    bad=Example("duration: {start: 2021, status: running, evidence: report:duration p71}\n"),
    good=Example("duration: {start: 2021, status: running, evidence: report:duration p17}\n"),
)
NO_EVIDENCE = Rule(
    "no-evidence",
    Severity.WARNING,
    "A claim cites nothing.",
    "A claim that nobody can look up counts only in part: the rubric says how much.",
    bad=Example("duration: {start: 2021, status: running}\n"),
    good=Example("duration: {start: 2021, status: running, evidence: report:duration}\n"),
)

_CITING = (Claim, Passage)


def check_evidence(record: Record) -> Iterator[Finding]:
    """Claims without evidence, and evidence that does not lead to a source and page of the file."""
    sources = record.sources
    unknown: dict[str, list[tuple[FieldPath, Citation]]] = {}
    for path, block in record.blocks:
        if not isinstance(block, _CITING) or block.evidence is None:
            continue
        if not block.evidence and isinstance(block, Claim) and record.lacks(path, "evidence"):
            advice = f"add `evidence:` with source and row, such as `{next(iter(sources), 'report')}:details`"
            yield record.finding(NO_EVIDENCE, path, "this claim cites no evidence", advice, key=True)
        for index, citation in enumerate(block.evidence):
            if citation.source is not None:
                source = sources.get(citation.source)
                if source is None:
                    unknown.setdefault(citation.source, []).append((_place(record, path, index), citation))
                elif citation.pages and source.pages and not source.pages.holds(citation.pages):
                    message = f"page {citation.pages} lies outside pages {source.pages} of `{citation.source}`"
                    yield record.finding(PAGE_OUTSIDE_SOURCE, _place(record, path, index), message)
    if unknown and sources:
        yield from _unknown_sources(record, unknown)


def _unknown_sources(record: Record, unknown: Mapping[str, list[tuple[FieldPath, Citation]]]) -> Iterator[Finding]:
    """Citations of sources that are not listed; one that is listed and cannot be read is a finding already."""
    cited, listed_sources = _cited(record), record.document.at(("sources",))
    for key, places in unknown.items():
        if not isinstance(listed_sources, dict) or key not in listed_sources:
            yield from _unknown(record, key, places, cited)


def _unknown(record: Record, key: str, places: list[tuple[FieldPath, Citation]], cited: set[str]) -> Iterator[Finding]:
    """A source cited that is not there: each misspelt citation; else one finding, however often it is cited."""
    sure = certainly(key, record.sources)
    if sure and len(places) > 1 and sure not in cited:
        named: FieldPath = ("sources", sure)
        message = f"the evidence cites `{key}`, {len(places)} times, and never `{sure}`"
        fix = rewritten(record.document, named, key, key=True)
        yield record.finding(UNKNOWN_SOURCE, named, message, f"call the source `{key}`", key=True, fix=fix)
        return
    advice = f"the sources are {listed(record.sources)}"
    message = f"`{key}` is not in `sources`{did_you_mean(key, record.sources)}"
    for at, citation in places if sure else places[:1]:
        fix = rewritten(record.document, at, str(replace(citation, source=sure))) if sure else None
        more = f"; it is cited in {len(places)} places" if not sure and len(places) > 1 else ""
        yield record.finding(UNKNOWN_SOURCE, at, message + more, advice, fix=fix)


def _cited(record: Record) -> set[str]:
    """The sources that any claim cites."""
    blocks = (block for _, block in record.blocks if isinstance(block, _CITING))
    return {citation.source for block in blocks for citation in block.evidence or () if citation.source}


def _place(record: Record, path: FieldPath, index: int) -> FieldPath:
    """Where one citation stands: a single one may stand without a list."""
    at = (*path, "evidence")
    return (*at, index) if isinstance(record.document.at(at), list) else at
