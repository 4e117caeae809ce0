"""The page about the rules of `secon validate`: each with its reason, and an example that breaks it."""

from collections.abc import Mapping

from secon_cli.checks.checked_files import check_practice
from secon_cli.checks.collection import check_collection
from secon_cli.checks.findings import Example, Finding, Rule
from secon_cli.checks.registry import LAYERS, RULES
from secon_cli.commands.explain import written
from secon_cli.reading.yaml_reader import read
from secon_cli.rubric.model import Rubric
from tools import PageError
from tools.sample import complete, patched
from tools.scores import load_rubric

_INTRO = """\
`secon validate` checks practice files by these rules; `secon explain RULE` shows one.

| severity | means | exit code 1 |
|---|---|---|
| error | The file cannot be used; `score` leaves it out. | always |
| warning | The file can be used, but something is probably wrong. | with `--fail-on warning` |
| advice | The file is sound; this would improve it. Shown with `--advice`. | with `--fail-on advice` |

Rules go by `as_of` of the rubric in force (`--criteria`, `--as-of`), never by today's date.

## Suppressing a finding

If a finding is right as it is, say why in a comment on its line or on a line of its own above:

```yaml
organisations:
  # secon: ignore[spelled-two-ways] The two reports write the name in different ways.
  - name: Repair association
```

`ignore[one, other]` names several rules. Errors cannot be suppressed, a reason is required, and an unneeded comment is
a finding itself. `--ignore RULE` leaves out a rule everywhere, `--select RULE` all others; both also accept a severity.
`--fix` fixes only what is selected, and so advice only with `--advice`.

## What `--fix` changes

Rules marked + can have findings with one certain fix, such as a typo that is one letter away from only one word.
`secon validate --diff` shows the fixes, `--fix` applies them.
"""

_LAYERS: Mapping[str, tuple[str, str]] = {
    "file": ("The file", "Problems with the file as a whole, before its fields."),
    "model": ("The fields", "Which fields there are, and which values they accept."),
    "record": ("The practice", "Contradictions within one practice."),
    "collection": ("The collection", "Contradictions between practices."),
    "advice": ("The rubric's advice", "What would raise the score of a sound practice under the rubric in force."),
}


def rules_page() -> str:
    """The reference of the rules, layer by layer."""
    rubric = load_rubric()
    index = ["| rule | severity | `--fix` | finds |", "|---|---|---|---|"]
    index += [
        f"| [`{rule.id}`](#{rule.id}) | {rule.severity} | {'+' if rule.fixable else ''} | {rule.summary} |"
        for rule in RULES.values()
    ]
    parts = ["# The rules of `secon validate`", _INTRO.strip(), "## All rules", "\n".join(index)]
    for layer, rules in LAYERS.items():
        if layer not in _LAYERS:
            raise PageError(f"layer `{layer}` of the rules has no title and description in tools/rules.py")
        title, about = _LAYERS[layer]
        parts += [f"## {title}", about]
        for rule in rules:
            parts += [
                f"### `{rule.id}`",
                f"*{rule.severity}{', fixable' if rule.fixable else ''}.* {rule.summary}",
                rule.why,
            ]
            if rule.bad is None:
                continue
            finding = _only_finding(rule, rule.bad, rubric)
            said = [finding.message, *([f"help: {finding.help}"] if finding.help else [])]
            parts += [f"Wrong:\n\n{_shown(rule.bad)}", "\n>\n".join(f"> {line}" for line in said)]
            if rule.good != Example():
                parts.append(f"Right:\n\n{_shown(rule.good)}")
    return "\n\n".join(parts) + "\n"


def _only_finding(rule: Rule, bad: Example, rubric: Rubric) -> Finding:
    """The finding in a bad example; PageError where it breaks anything but its rule, or breaks it twice."""
    files = {name: patched(text).encode() for name, text in bad.others.items()} | {bad.name: complete(bad)}
    findings = check_collection(
        [check_practice(read(data, name), rubric) for name, data in files.items()], judged=True
    ).findings
    if [finding.rule for finding in findings] != [rule.id]:
        found = ", ".join(f"{finding.rule} ({finding.message})" for finding in findings) or "nothing"
        raise PageError(f"rule `{rule.id}`: its bad example must break this rule alone, once; it breaks {found}")
    return findings[0]


def _shown(example: Example) -> str:
    """An example, with invisible characters as their codes."""
    text = "".join(
        character if character.isprintable() or character in "\t\n" else f"\\u{ord(character):04x}"
        for character in written(example)
    )
    return f"```yaml\n{text or '# a sound practice'}\n```"
