"""The page with the example of a panel: what `secon panel --format markdown` says of three synthetic assessors."""

from pathlib import Path

from secon_cli import __version__
from secon_cli.analysis.panel import panel
from secon_cli.analysis.results import Input, Provenance, placed
from secon_cli.checks.assessor_file import Rateable, check_assessor, check_panel
from secon_cli.checks.collection import check_files
from secon_cli.engine import assess, rank
from secon_cli.output.pages.panel import panel_page
from secon_cli.output.renderers.markdown import render_markdown
from secon_cli.reading.files import find_files
from tools.scores import load_rubric

_DOCS = Path(__file__).parents[1] / "docs"
_TOP = 5

_INTRO = """\
# A panel of three synthetic assessors

**Synthetic: assessors, ratings and reasons are invented** to show what `secon panel` does; only the practices are real.
The files are in [panel-example](panel-example/); [panel.md](panel.md) explains every figure."""


def panel_example_page() -> str:
    """The example, as `secon panel --assessments docs/panel-example --format markdown --full --top 5` prints it."""
    rubric = load_rubric()
    collection = check_files(find_files([str(_DOCS.parent / "data" / "practices")], root=_DOCS.parent))
    practices = {practice.id: practice for practice in collection.practices}
    files = {file.practice.id: file.name for file in collection.files if file.practice}
    found = find_files([str(_DOCS / "panel-example")], root=_DOCS.parent)
    rateable = Rateable(practices, rubric.criteria)
    checked = check_panel(check_assessor(file.read(), rateable) for file in found)
    inputs = tuple(Input(file.name, file.document.sha256) for file in checked.files)
    ranked = placed(rank(assess(practice, rubric) for practice in practices.values()), files)
    result = panel(checked.assessors, ranked, Provenance(__version__, rubric, inputs))
    title, _, text = render_markdown(panel_page(result, top=_TOP, full=True)).partition("\n")
    return f"{_INTRO}\n\n{title.removeprefix('# ')}.\n{text}"
