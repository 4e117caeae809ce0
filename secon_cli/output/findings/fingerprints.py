"""Names by which a program recognises a finding from run to run, also after lines were added above it."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from secon_cli.checks.findings import Finding

_POSITION = re.compile(r"\[\d+\]")


def fingerprints(findings: Sequence[Finding], lines: Mapping[str, Sequence[str]]) -> list[str]:
    """One for each finding, all different: from rule, file, field and the words of the line, not from its number.

    Positions in lists and the wording of the message play no part. Equal findings are told apart by their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    # A line is read once, however many findings stand on it: one line may be the whole of a hostile file.
    words: dict[tuple[str, int], str] = {}
    found = []
    for finding in findings:
        line = (finding.file, finding.span.line)
        if line not in words:
            words[line] = hashlib.sha256(_words(finding, lines).encode("utf-8", "surrogatepass")).hexdigest()
        traits = (finding.rule, finding.file, _POSITION.sub("[]", finding.field), words[line])
        seen[traits] += 1
        written = "\0".join([*traits, str(seen[traits])])
        found.append(hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest())
    return found


def _words(finding: Finding, lines: Mapping[str, Sequence[str]]) -> str:
    """The words of the line that the finding begins on."""
    written = lines.get(finding.file, ())
    number = finding.span.line
    return " ".join(written[number - 1].split()) if number <= len(written) else ""
