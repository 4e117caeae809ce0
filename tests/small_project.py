"""A project of five practices and a rubric of three criteria, small enough to work every number out by hand.

Who stands where, and why: `lv-repair-cafe` leads; `gr-orchard` and `pl-kitchen` are equal in all that counts;
`de-tool-library` may or may not have been in place for two years; `lv-choir` scores high and has not.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import secon_cli

RUBRIC = """\
rubric: small
version: 1.2.0
as_of: 2024-01-31
unsupported: 0.5
bands:
  - {name: high, at_least: 60}
  - {name: middle, at_least: 30}
  - {name: low, at_least: 0}
criteria:
  relevance:
    title: Relevance
    short: Rel
    asks: Does it belong to the social economy?
    weight: 30
    indicators:
      link:
        title: Link to the social economy
        weight: 60
        measure: {kind: ordinal, of: relevance.social_economy.link, scale: {of: 1, for: 1, argued: 0.2}}
        why: It comes first.
        improve: Say who runs it.
      policies:
        title: Named policies
        weight: 40
        measure:
          kind: count
          of: relevance.policies
          points: {relation: {carries_out: 1, refers_to: 0.25}}
          full_at: 1
        why: Policy counts.
        improve: Name a policy.
  timescale:
    title: Timescale
    short: Tim
    asks: Since when?
    weight: 20
    indicators:
      years:
        title: Years in place
        weight: 100
        measure: {kind: years, curve: [[0, 0], [2, 0.5], [10, 1]], gate: {at_least: 2}}
        why: Time tells.
        improve: Wait.
  effectiveness:
    title: Effectiveness
    short: Eff
    asks: What came of it?
    weight: 50
    indicators:
      results:
        title: Results
        weight: 70
        measure:
          kind: count
          of: results.metrics
          points: {level: {outcome: 1, output: 0.5}}
          full_at: 2
        why: Results count.
        improve: Give figures.
      concerns:
        title: No unresolved concern
        weight: 30
        measure: {kind: none_of, of: ethics.concerns, where: {status: unresolved}}
        why: Doubts count.
        improve: Deal with the concern.
"""

_HEAD = """\
format: 1
id: {id}
title: {title}
sources:
  report: {{title: A report, publisher: KMOP, date: 2024-01-31, pages: 17-20}}
location:
  country: {country}
  partner: {partner}
  evidence: report:location
organisations:
  - name: An association
    type: association
    role: lead
    evidence: report:organisations
duration:
  start: {start}
  end: ongoing
  status: running
  evidence: report:duration
summary: Neighbours help one another.
"""

_RELEVANCE = """\
relevance:
  social_economy:
    link: {link}
    how: By who runs it.
    evidence: report:details
  policies:{policies}
"""

_POLICY = """
    - name: A strategy
      kind: strategy
      relation: {relation}
      evidence: report:details"""

_CARRIES_OUT = _POLICY.format(relation="carries_out")

_MODEST = """\
results:
  metrics:
    - what: people reached
      value: 40
      unit: persons
      level: output
      evidence: report:results
"""


def head(
    id: str = "xx-draft",
    title: str = "A draft",
    country: str = "LV",
    partner: str = "Latgale",
    start: str = "2022-02-01",
) -> str:
    """The blocks that every practice has, as they stand in a file."""
    return _HEAD.format(id=id, title=title, country=country, partner=partner, start=start)


def relevance(link: str, policies: str = " []") -> str:
    """The block on relevance; `policies` is the list as it stands in the file."""
    return _RELEVANCE.format(link=link, policies=policies)


PRACTICES = {
    # relevance 100, timescale 100 (ten years), effectiveness 70 × (1 + 0.5 × 0.5) / 2 + 30 = 73.75
    "lv-repair-cafe": head("lv-repair-cafe", "Repair café of the old town", "LV", "Latgale", "2014-02-01")
    + """\
results:
  metrics:
    # The one that counts most.
    - what: people in work
      value: 12
      unit: persons
      level: outcome
      evidence: [report:results p18, "https://example.org/study"]
    - what: goods repaired
      value: 400
      level: output
"""
    + relevance("of", _CARRIES_OUT)
    + """\
ethics:
  concerns: []
  evidence: report:details
""",
    # relevance 60, timescale 50 (two years), effectiveness 70 × 0.5 / 2 + 0, at most + 30
    "gr-orchard": head("gr-orchard", "Orchard of the monastery", "GR", "Region of Peloponnese", "2022-02-01")
    + _MODEST
    + relevance("for"),
    "pl-kitchen": head("pl-kitchen", "Kuchnia społeczna w Łodzi", "PL", "Małopolska", "2022-02-01")
    + _MODEST
    + relevance("of"),
    # relevance 0.2 × 60 + 0.25 × 40 = 22, timescale between 1.09 and 2.08 years, effectiveness 0
    "de-tool-library": head("de-tool-library", "Library of tools", "DE", "Rhein-Neckar", "2022")
    + """\
results:
  metrics: []
  evidence: report:results
"""
    + relevance("argued", _POLICY.format(relation="refers_to"))
    + """\
ethics:
  concerns:
    - what: Who lends is not insured
      status: unresolved
      evidence: report:details
""",
    # relevance 100, timescale 25 (one year), effectiveness 100
    "lv-choir": head("lv-choir", "Choir of all ages", "LV", "Latgale", "2023-02-01")
    + """\
results:
  metrics:
    - {what: people in work, value: 12, level: outcome, evidence: report:results}
    - {what: people trained, value: 20, level: outcome, evidence: report:results}
"""
    + relevance("of", _CARRIES_OUT)
    + """\
ethics:
  concerns: []
  evidence: report:details
""",
}
"""The files of the collection by id."""

TOTALS = {
    "lv-repair-cafe": 86.875,
    "gr-orchard": 36.75,
    "pl-kitchen": 36.75,
    "de-tool-library": 12.037158,
    "lv-choir": 85.0,
}
"""Totals worked out by hand: 30 % relevance, 20 % timescale, 50 % effectiveness."""

RANKS = [("lv-repair-cafe", 1), ("gr-orchard", 2), ("pl-kitchen", 2), ("de-tool-library", 4), ("lv-choir", 5)]
"""Who stands where: equal totals share a rank, who fails the gate comes last."""


def write_project(root: Path, practices: Mapping[str, str] = PRACTICES, rubric: str = RUBRIC) -> Path:
    """Write the rubric and the practices below `root`, and give it back."""
    folder = root / "data" / "practices"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "criteria.yaml").write_text(rubric, encoding="utf-8")
    for id, text in practices.items():
        (folder / f"{id}.yaml").write_text(text, encoding="utf-8")
    return root


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code and its streams as text."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


def environment(**changes: str) -> dict[str, str]:
    """The environment of a process, without what this run's terminal says of width and colour."""
    settings = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "SECON_TRACEBACK", "PYTHONIOENCODING")
    kept = {name: value for name, value in os.environ.items() if name not in settings}
    return {**kept, "PYTHONPATH": str(Path(secon_cli.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1", **changes}


def command(*arguments: str) -> list[str]:
    """The command line that runs secon as a process."""
    return [sys.executable, "-m", "secon_cli", *arguments]


def run(*arguments: str, cwd: Path, stdin: bytes = b"", **variables: str) -> Ended:
    """Run secon as a process in a folder; line ends are kept as they were written."""
    ended = subprocess.run(
        command(*arguments), cwd=cwd, input=stdin, capture_output=True, env=environment(**variables), check=False
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
