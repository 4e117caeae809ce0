"""A small sound practice, which the examples of rules change or complete."""

import re

from secon_cli.checks.findings import Example

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
  aim: not_stated
  checked: partial
  change: not_stated
  indicators: not_stated
  procedures: not_stated
  evidence: report:results
transfer:
  stage: not_stated
  repeatable: not_stated
  worth: C
  documentation: [{what: Leaflet, kind: document, evidence: report}]
  cases: []
  reasons: []
  conditions: []
  barriers: []
relevance:
  social_economy: {link: of, how: By statute, evidence: report}
  standing: named
  contribution: B
  aspirations: []
  policies: []
quality_assurance: [{instrument: survey, evidence: report:results}]
sustainability:
  outlook: renewed
  future: B
  trend: not_stated
  bases: [{kind: members, what: Fees, evidence: report}]
  adaptations: []
  risks: []
ethics:
  safeguards: [{kind: open_access, how: Free of charge, evidence: report:details}]
  concerns: []
  found: none_found
  respect: B
"""
"""The smallest practice that breaks no rule, and of which the shipped rubric leaves nothing unassessed."""

_BESIDES = {
    "resources": ("budget: []", "staff: []"),
    "details": ("implementation: []", "beneficiaries: []"),
    "results": tuple(f"{name}: not_stated" for name in ("aim", "change", "checked", "indicators", "procedures")),
    "transfer": ("stage: not_stated", "repeatable: not_stated", "worth: not_stated"),
    "relevance": ("standing: not_stated",),
    "sustainability": ("outlook: not_stated", "future: not_stated", "trend: not_stated"),
    "ethics": ("found: none_found", "respect: not_stated"),
}
"""What the shipped rubric asks for in a block, besides what an example of a rule shows of it."""

_BLOCK = re.compile(r"^(\w+):.*\n(?:[ \-#].*\n|\n)*", re.MULTILINE)


def complete(example: Example) -> bytes:
    """The whole file of an example."""
    text = example.text
    if not example.whole:
        filled = "".join(_filled(name, block) for name, block in _blocks(text).items())
        text = patched(filled, example.without)
    return text.encode(example.encoding)


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
