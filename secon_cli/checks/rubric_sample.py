"""A small rubric, and two practices, on which the examples of rules about rubrics are shown."""

from secon_cli.checks.rule import Example
from secon_cli.checks.sample import patched

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
"""What `…` stands for in an example, by its column: the rest of a criterion, or of an indicator."""

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
    """The whole rubric that an example stands for."""
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
