"""Titles tell practices apart."""

from collections.abc import Iterator, Sequence

from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.rule import Example, Rule
from secon_cli.checks.suggestions import bare

SIMILAR_TITLE = Rule(
    "similar-title",
    Severity.WARNING,
    "Two practices have the same title, or titles that differ in capitals, accents or signs only.",
    "In a ranking nobody could tell the two apart; often the same practice was entered twice.",
    bad=Example(beside={"other.yaml": "id: other\ntitle: Repair Cafe of the Old Town\n"}),
    good=Example(beside={"other.yaml": "id: other\ntitle: Repair café of the new town\n"}),
)


def check_titles(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """The later file of two has the finding; two files of one id are one mistake, and that is told already."""
    first: dict[str, CheckedFile] = {}
    for file in files:
        if file.outline is None:
            continue
        other = first.setdefault(bare(file.outline.title), file)
        if other is not file and other.id != file.id:
            message = f"{other.name} is called `{other.outline.title if other.outline else ''}`"
            advice = "if it is the same practice, keep one file; else say in the title what is different"
            yield SIMILAR_TITLE.finding(file.name, file.document.span(("title",)), ("title",), message, advice)
