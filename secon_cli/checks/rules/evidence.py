"""The id of a practice is the name of its file; claims cite evidence, and evidence names sources of the file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from secon_cli.checks.findings import FieldPath, Finding, Record, rewritten
from secon_cli.practice.model import Claim
from secon_cli.practice.suggestions import certainly, did_you_mean, listed
from secon_cli.practice.values import Citation
from secon_cli.reading.files import SUFFIXES

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def id_of_file(name: str) -> str | None:
    """The id of a practice whose file has this name; None if the name cannot be an id."""
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return stem if dot and f".{ending.lower()}" in SUFFIXES and _SLUG.fullmatch(stem) else None


def check_id(record: Record) -> Iterator[Finding]:
    """The id is the name of the file; standard input has none."""
    practice_id, file = record.readable.id, record.document.name.rpartition("/")[2]
    stem, dot, ending = file.rpartition(".")
    if f"{dot}{ending.lower()}" in SUFFIXES and practice_id not in (None, stem):
        message = f"the file is called `{file}`"
        advice = f"name the file `{practice_id}.{ending}`"
        if id_of_file(file):
            advice = f"write `id: {stem}`, or {advice}"
        yield record.finding("id-not-file-name", ("id",), message, advice)


def check_evidence(record: Record) -> Iterator[Finding]:
    """Claims without evidence, and evidence that does not lead to a source and page of the file."""
    sources = record.sources
    unknown: dict[str, list[tuple[FieldPath, Citation]]] = {}
    for path, block in record.blocks:
        # To ask pydantic whether a block is of a kind takes longer than all that is asked of most blocks.
        evidence = block.__dict__.get("evidence")
        if evidence is None:
            continue
        # An empty block claims nothing.
        if (
            not evidence
            and isinstance(block, Claim)
            and record.document.at(path)
            and record.lacks(path, type(block), "evidence")
        ):
            advice = f"add `evidence:` with source and row, such as `{next(iter(sources), 'report')}:details`"
            yield record.finding("no-evidence", path, "this claim cites no evidence", advice, key=True)
        for index, citation in enumerate(evidence):
            if citation.source is None:
                continue
            source = sources.get(citation.source)
            if source is None:
                unknown.setdefault(citation.source, []).append((_place(record, path, index), citation))
            elif citation.pages and source.pages and not source.pages.holds(citation.pages):
                message = f"page {citation.pages} is outside pages {source.pages} of `{citation.source}`"
                advice = f"check the page, and `pages` of `{citation.source}`"
                yield record.finding("page-outside-source", _place(record, path, index), message, advice)
    if unknown and sources:
        yield from _unknown_sources(record, unknown)


def _unknown_sources(record: Record, unknown: Mapping[str, list[tuple[FieldPath, Citation]]]) -> Iterator[Finding]:
    """For each source that is missing, a finding at each misspelt citation, or one finding for all citations of it.

    A source that is listed and cannot be read is a finding already.
    """
    cites = (block.__dict__.get("evidence") or () for _, block in record.blocks)
    cited = {citation.source for evidence in cites for citation in evidence if citation.source}
    written = record.document.at(("sources",))
    for key, places in unknown.items():
        if isinstance(written, dict) and key in written:
            continue
        sure = certainly(key, record.sources)
        if sure and len(places) > 1 and sure not in cited:
            named: FieldPath = ("sources", sure)
            message = f"the evidence cites `{key}` {len(places)} times, and never `{sure}`"
            fix = rewritten(record.document, named, key, key=True)
            yield record.finding("unknown-source", named, message, f"call the source `{key}`", key=True, fix=fix)
            continue
        # The only source is in the suggestion already.
        advice = "" if sure and len(record.sources) == 1 else f"`sources` lists {listed(record.sources)}"
        message = f"`{key}` is not in `sources`{did_you_mean(key, record.sources)}"
        for at, citation in places if sure else places[:1]:
            correction = rewritten(record.document, at, str(replace(citation, source=sure))) if sure else None
            more = f"; it is cited in {len(places)} places" if not sure and len(places) > 1 else ""
            yield record.finding("unknown-source", at, message + more, advice, fix=correction)


def _place(record: Record, path: FieldPath, index: int) -> FieldPath:
    """The path of one citation: a single one need not be in a list."""
    at = (*path, "evidence")
    return (*at, index) if isinstance(record.document.at(at), list) else at
