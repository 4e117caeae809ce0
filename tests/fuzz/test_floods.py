"""Files made to keep a format busy for minutes: each is checked and written in all formats within one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_project import environment, head

SCRIPT = """
import sys
from pathlib import Path
from tests.fuzz.claims import hold_for_practice
print(hold_for_practice(Path(sys.argv[1]), None, lambda what, seconds: None))
"""

FLOODS = {
    "one-line": "{" + ", ".join(f"漢字{number}: 漢" for number in range(11_000)) + "}\n",
    "one-text": head("flood").replace("Neighbours", "раyраl " * 7_000),
    "suppressions": head("flood") + "# secon: ignore[trap] because of it\n" * 25_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS)
def test_a_flood_is_dammed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "flood.yaml"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)],
        cwd=Path(__file__).parents[2],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert 500 <= int(done.stdout) <= 510
