"""Draws the page of a report for the documentation: `python -m tools.page_pictures`, by hand after a visible change.

Not one of the generated pages that `tools.generate --check` compares: what Chromium draws depends on its release and on
fonts. It needs `chromium` and the extra `browser`.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_DESKTOP, _TELEPHONE = (1280, 820), (390, 780)


def main() -> int:
    """Write `docs/pictures/page-*.png`."""
    pictures = Path(__file__).parents[1] / "docs" / "pictures"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = Path(folder, "report.html")
        subprocess.run([sys.executable, "-m", "secon_cli", "report", "-q", "-o", str(report)], check=True)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])

        def draw(name: str, size: tuple[int, int], section: str, *, dark: bool = False, moved: bool = False) -> None:
            page: Page = browser.new_page(
                viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light"
            )
            page.goto(report.as_uri())
            if moved:
                page.fill("#n-6", "40")
                page.fill("#n-1", "0")
                page.evaluate("document.activeElement.blur()")
            page.evaluate(f"document.querySelector('{section}').scrollIntoView()")
            page.screenshot(path=str(pictures / f"page-{name}.png"))
            page.close()

        draw("ranking", _DESKTOP, "#ranking", moved=True)
        draw("dark", _DESKTOP, "#heat", dark=True)
        draw("telephone", _TELEPHONE, "#regions")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
