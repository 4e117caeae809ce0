"""`secon validate --list-rules`: every rule of practice files, layer by layer, with its severity and meaning."""

from collections.abc import Mapping, Sequence

from secon_cli.checks.findings import Severity
from secon_cli.checks.rule import Rule
from secon_cli.output.document import Block, Column, Document, Heading, Note, Row, Table, Tone, data, line, prose, toned

LAYER_WORDS: Mapping[str, str] = {
    "file": "The file: what keeps it from being read",
    "model": "The fields: which exist, and what may be written in them",
    "record": "The practice: whether its facts agree",
    "collection": "The collection: whether its practices agree",
    "advice": "The rubric's advice: what keeps a sound practice from a better score",
}
"""What each layer of rules checks."""

_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WEAK, Severity.ADVICE: Tone.FAIR}


def rules_page(layers: Mapping[str, Sequence[Rule]]) -> Document:
    """A table for each layer; rules that `--fix` can fix are marked."""
    columns = [
        Column("Rule", flex=True, narrowest=26),
        Column("Severity"),
        Column("Fix"),
        Column("Meaning", flex=True, wrap=True),
    ]
    blocks: list[Block] = []
    for layer, rules in layers.items():
        rows = [
            Row(
                data(rule.id),
                toned(str(rule.severity), _TONES[rule.severity]),
                "+" if rule.fixable else "",
                prose(rule.summary),
            )
            for rule in rules
        ]
        blocks += [Heading(LAYER_WORDS[layer]), Table(columns, rows, header=False)]
    count = sum(map(len, layers.values()))
    blocks.append(Note(line(f"{count} rules; --fix can fix those marked +. More about a rule: secon explain RULE.")))
    return Document(blocks)
