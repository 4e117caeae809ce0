"""Screens kept as files, to compare with what a command prints.

After a wanted change, `SECON_WRITE_SCREENS=1 pytest tests/output` writes them again: read the difference.
"""

import os
import re
from pathlib import Path

from secon_cli import __version__

_SCREENS = Path(__file__).parent / "output" / "screens"


def assert_looks_like(name: str, text: str) -> None:
    """Compare with the screen kept under that name; version and hashes, which change by themselves, are left out."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text)
    # Where a line is broken depends on the length of the version.
    text = re.sub(rf"secon\s{re.escape(__version__)}", "secon <version>", text)
    text = re.sub(r"\b[0-9a-f]{8}\b(?=,? as of|\))", "########", text)
    kept = _SCREENS / name
    if os.environ.get("SECON_WRITE_SCREENS"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(text.encode())
    assert text == kept.read_bytes().decode()
