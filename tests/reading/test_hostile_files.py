"""Files made to crash, hang or flood: each is read in a process of its own, within seconds, into a short fault."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from secon_cli.reading.yaml_reader import read
document = read(eval(sys.argv[1]).encode(), "hostile.yaml")
print(*sorted({fault.kind for fault in document.faults}), len(document.faults))
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'[' * 100_000", "too-deep 1"),
        ("'{a: ' * 100_000", "too-deep 1"),
        ("'- ' * 100_000", "too-deep 1"),
        ("'? ' * 100_000", "too-deep 1"),
        ("'-\\t' * 100_000", "tab 1"),
        ("'- ? ' * 100_000", "too-deep 1"),
        ("'a: ' + '[' * 65 + ']' * 65", "too-deep 1"),
        ("''.join(' ' * n + 'a:\\n' for n in range(1_000))", "too-deep 1"),
        ("''.join(' ' * n + '-\\n' + ' ' * n + ' a:\\n' for n in range(1_000))", "too-deep 1"),
        ("'a: [' + '[],' * 200_000 + ']'", "too-large 1"),
        ("'a: \\x1b' * 100_000", "control-character 10"),
        ("'a: 1\\n' * 20_000", "duplicate-key 19999"),
        ("'a: &a [b]\\n' + ''.join(f'b{n}: &b{n} [*a, *a]\\n' for n in range(1_000))", "alias 1"),
        ("'[a, ' * 60 + ']' * 60", "not-a-mapping 1"),
        ("': ' * 100_000", "syntax 1"),
        ("'\"' * 100_001", "syntax 1"),
        ("'a' * 900_000", "too-large 1"),
        ("'a: ' + 'b' * 50_001", "too-large 1"),
        ("'a: |\\n' + '  b\\n' * 30_000", "too-large 1"),
        ("'b' * 50_001 + ': a'", "too-large 1"),
        ("'a' * 50_000", "not-a-mapping 1"),
        ("'#' * 900_000", "empty-file 1"),
    ],
)
def test_hostile_text_ends_in_a_fault(text: str, expected: str) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT, text], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, expected, "")
