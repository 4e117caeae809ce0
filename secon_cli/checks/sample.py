"""A small sound practice, a small rubric and two practices for it, which the examples of rules change or complete."""

import re

from secon_cli.checks.rule import Example

SOUND = """\
format: 1
id: example
title: Repair café of the old town
sources: {report: {title: SECON Best Practices Report, publisher: KMOP, date: 2024-01, pages: 17-20}}
location: {country: LV, partner: Latgale, evidence: report:location}
organisations:
  - name: Repair Association
    type: association
    role: lead
    evidence: report:organisations
duration: {start: 2021, end: ongoing, status: running, evidence: report:duration}
summary: Volunteers repair what neighbours bring.
resources: {budget: [], staff: [], evidence: report:resources}
details: {implementation: [], beneficiaries: [{who: Neighbours, group: residents, evidence: report:details}]}
results:
  metrics: [{what: repairs, value: 90, unit: goods, level: output, period: 1 year, evidence: report:results}]
  reach: not_stated
transfer:
  documentation: [{what: Leaflet, kind: document, evidence: report}]
  cases: []
  reasons: []
  conditions: []
  barriers: []
relevance: {social_economy: {link: of, how: By statute, evidence: report}, aspirations: [], policies: []}
quality_assurance: [{instrument: survey, evidence: report:results}]
sustainability: {bases: [{kind: members, what: Fees, evidence: report}], adaptations: [], risks: []}
ethics:
  safeguards: [{kind: open_access, how: Free of charge, evidence: report:details}]
  concerns: []
  found: none_found
"""
"""The smallest practice that breaks no rule, and of which the shipped rubric leaves nothing unassessed."""

_BESIDES = {
    "resources": ("budget: []", "staff: []"),
    "details": ("implementation: []", "beneficiaries: []"),
    "results": ("reach: not_stated",),
    "transfer": ("reasons: []",),
    "ethics": ("found: none_found",),
}
"""What the shipped rubric asks for in a block, besides what an example of a rule shows of it."""

_BLOCK = re.compile(r"^(\w+):.*\n(?:[ \-#].*\n|\n)*", re.MULTILINE)


def complete(example: Example) -> bytes:
    """The whole file of an example."""
    if isinstance(example.text, bytes):
        return example.text
    if example.whole:
        return example.text.encode()
    return patched(
        "".join(_filled(name, text) for name, text in _blocks(example.text).items()), example.without
    ).encode()


def _filled(name: str, text: str) -> str:
    """A block with what it does not show, in the style in which it is written."""
    missing = [field for field in _BESIDES.get(name, ()) if f"{field.partition(':')[0]}:" not in text]
    if not missing:
        return text
    if text.startswith(f"{name}: {{"):
        return f"{text.rstrip().removesuffix('}')}, {', '.join(missing)}}}\n"
    return text + "".join(f"  {field}\n" for field in missing)


def patched(text: str, without: tuple[str, ...] = ()) -> str:
    """The sound practice with the blocks of `text` in place of its own, and what is new at the end."""
    changed = _blocks(text)
    kept = {name: changed.pop(name, block) for name, block in _blocks(SOUND).items() if name not in without}
    return "".join([*kept.values(), *changed.values()])


def _blocks(text: str) -> dict[str, str]:
    """The text of each top-level block by name."""
    return {match[1]: match[0] for match in _BLOCK.finditer(text)}


# Rubrics

_HEAD = """\
rubric: example
version: 1.0.0
as_of: 2024-01-31
unsupported: 0.5
bands: [{name: high, at_least: 50}, {name: low, at_least: 0}]
"""

_REST = {
    4: ("title: Carried by many", "asks: Do many carry it?", "why: What many carry lasts."),
    8: ("title: Who takes part", "weight: 100", "improve: Name who takes part.", "why: Few hands do not carry far."),
}
"""What `…` means in an example, by its column: the rest of a criterion, or of an indicator."""

ALONE = patched("""\
organisations:
  - {name: Repair Association, type: association, role: lead, evidence: report:organisations}
results:
  metrics: []
  evidence: report:results
""")
"""A practice with one organisation."""

TOGETHER = patched("""\
id: together
location: {country: LV, partner: Latgale, region: Latgale, evidence: report:location}
organisations:
  - {name: Repair Association, type: association, role: lead, evidence: report:organisations}
  - {name: City Library, type: public_institution, role: partner, evidence: report:organisations}
results:
  metrics: []
  evidence: report:results
""")
"""A practice with two organisations and a region."""


def complete_rubric(example: Example) -> bytes:
    """The whole rubric of an example."""
    assert isinstance(example.text, str)
    lines: list[str] = []
    for line in example.text.splitlines():
        indent = len(line) - len(line.lstrip())
        lines += [f"{' ' * indent}{rest}" for rest in _missing(indent, lines)] if line.strip() == "…" else [line]
    return "\n".join([*_HEAD.splitlines(), *lines, ""]).encode()


def _missing(indent: int, lines: list[str]) -> list[str]:
    """The rest of a block, without what the example has written of it itself."""
    margin = " " * indent
    above = lines[max((i for i, line in enumerate(lines) if line[:indent].strip()), default=-1) + 1 :]
    written = {line.strip().partition(":")[0] for line in above if line.startswith(margin) and line[indent] != " "}
    return [rest for rest in _REST[indent] if rest.partition(":")[0] not in written]
