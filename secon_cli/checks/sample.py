"""A small sound practice, which examples of rules change in one or two blocks."""

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
resources: {budget: [], evidence: report:resources}
results: {metrics: [{what: repairs, value: 90, unit: goods, level: output, period: 1 year, evidence: report:results}]}
transfer: {cases: [], documentation: [{what: Leaflet, kind: document, evidence: report}], conditions: [], barriers: []}
relevance: {social_economy: {link: of, how: By statute, evidence: report}, aspirations: [], policies: []}
quality_assurance: [{instrument: survey, evidence: report:results}]
sustainability: {bases: [{kind: members, what: Fees, evidence: report}], adaptations: [], risks: []}
ethics: {safeguards: [{kind: open_access, how: Free of charge, evidence: report:details}], concerns: []}
"""
"""The smallest practice that breaks no rule, and of which the shipped rubric leaves nothing unassessed."""

_BLOCK = re.compile(r"^(\w+):.*\n(?:[ \-#].*\n|\n)*", re.MULTILINE)


def complete(example: Example) -> bytes:
    """The whole file that an example stands for."""
    if isinstance(example.text, bytes):
        return example.text
    return (example.text if example.whole else patched(example.text, example.without)).encode()


def patched(text: str, without: tuple[str, ...] = ()) -> str:
    """The sound practice with the blocks of `text` in place of its own, and what is new at the end."""
    changed = _blocks(text)
    kept = {name: changed.pop(name, block) for name, block in _blocks(SOUND).items() if name not in without}
    return "".join([*kept.values(), *changed.values()])


def _blocks(text: str) -> dict[str, str]:
    """The text of each top-level block by name."""
    return {match[1]: match[0] for match in _BLOCK.finditer(text)}
