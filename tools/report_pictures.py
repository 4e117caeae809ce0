"""Draws report and workbook for the documentation: `python -m tools.report_pictures`, by hand after a visible change.

Not one of the generated pages that `tools.generate --check` compares: what Chromium and LibreOffice draw depends on
their releases and on fonts. It needs `chromium` and the extra `browser`; `soffice`, the font Carlito, which has the
widths of Calibri, and `pdftoppm`; and Pillow, since with 64 colours a picture has a third of its bytes.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
_DESKTOP, _TELEPHONE = (1280, 820), (390, 780)
WORD = {"cover": "", "ranking": "Figure 1", "heat-map": "Figure 2", "practice": "Location/ Geographical Scope"}
"""The pages of the Word report that are shown, each by a text on it: the first that has it."""
_FIRST = 20
_WIDTH = {"word": 560, "workbook": 1700}
_TABLE = ("-x", "95", "-y", "95", "-W", "1500", "-H", "345")
"""Where the table is on the page of the workbook, in pixels."""


def main() -> int:
    """Write the pictures of the page, of the Word report and of the workbook."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for command, file in (("report", "report.html"), ("report", "report.docx"), ("score", "ranking.xlsx")):
            _run(folder, sys.executable, "-m", "secon_cli", command, "-q", "-o", str(folder / file), here=True)
        _draw_page(folder / "report.html", folder)
        for file in ("report.docx", "ranking.xlsx"):
            _run(
                folder,
                "soffice",
                "--headless",
                f"-env:UserInstallation={folder.as_uri()}/office",
                "--convert-to",
                "pdf",
                file,
            )
        pages = _run(folder, "pdftotext", "-layout", "report.pdf", "-").split("\f")[:_FIRST]
        for name, text in WORD.items():
            number = next(place for place, page in enumerate(pages, 1) if text in page)
            _draw_pdf(folder, "report.pdf", number, "word", f"word-{name}")
        _draw_pdf(folder, "ranking.pdf", 2, "workbook", "workbook")
        for drawn in folder.glob("*.png"):
            Image.open(drawn).convert("RGB").quantize(64).save(PICTURES / drawn.name, optimize=True)
    return 0


def _run(folder: Path, *command: str, here: bool = False) -> str:
    place = None if here else folder
    return subprocess.run(command, cwd=place, check=True, capture_output=True, encoding="utf-8").stdout


def _draw_pdf(folder: Path, pdf: str, page: int, kind: str, name: str) -> None:
    size = ["-scale-to-x", str(_WIDTH[kind]), "-scale-to-y", "-1"]
    if kind == "workbook":
        size += _TABLE
    _run(folder, "pdftoppm", "-png", "-singlefile", "-f", str(page), *size, pdf, name)


def _draw_page(report: Path, folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, size, section in (
            ("ranking", _DESKTOP, "ranking"),
            ("dark", _DESKTOP, "heat"),
            ("telephone", _TELEPHONE, "regions"),
        ):
            page = browser.new_page(
                viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if name == "dark" else "light"
            )
            page.goto(report.as_uri())
            if name == "ranking":
                page.fill("#n-6", "40")
                page.fill("#n-1", "0")
                page.evaluate("document.activeElement.blur()")
            page.evaluate(f"document.getElementById('{section}').scrollIntoView()")
            page.screenshot(path=folder / f"page-{name}.png")
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
