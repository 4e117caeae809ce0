"""Draws pages of the Word report for the documentation: `python -m tools.word_pages`, by hand after a visible change.

Not one of the generated pages that `tools.generate --check` compares: what LibreOffice draws depends on its release and
on fonts. It needs `soffice` and `pdftoppm`, and the font Carlito, which has the widths of Calibri.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

PAGES = {"cover": "", "ranking": "Figure 1", "heat-map": "Figure 2", "practice": "The practices by region"}
"""The pages that are shown, each by a text on it: the last of the first pages, since the contents have it too."""
_FIRST = 20
_WIDTH = 560


def main() -> int:
    """Write `docs/pictures/word-*.png`."""
    pictures = Path(__file__).parents[1] / "docs" / "pictures"
    with tempfile.TemporaryDirectory() as folder:

        def run(*command: str) -> str:
            return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout

        report = Path(folder, "report.docx")
        subprocess.run([sys.executable, "-m", "secon_cli", "report", "-q", "-o", str(report)], check=True)
        profile = f"-env:UserInstallation=file://{folder}/office"
        run("soffice", "--headless", profile, "--convert-to", "pdf", report.name)
        pages = run("pdftotext", "-layout", "report.pdf", "-").split("\f")[:_FIRST]
        for name, text in PAGES.items():
            number = max(place for place, page in enumerate(pages, 1) if text in page) if text else 1
            size = ("-scale-to-x", str(_WIDTH), "-scale-to-y", "-1")
            run("pdftoppm", "-png", "-singlefile", "-f", str(number), *size, "report.pdf", name)
            (pictures / f"word-{name}.png").write_bytes(Path(folder, f"{name}.png").read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
