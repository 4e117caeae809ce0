"""Every practice has an id of its own."""

from collections.abc import Iterator, Sequence

from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.rule import Example, Rule

DUPLICATE_ID = Rule(
    "duplicate-id",
    Severity.ERROR,
    "Two files have the same id.",
    "Scores, links and comparisons name a practice by its id, so no two may share one.",
    bad=Example(beside={"more/example.yaml": "title: Tool library\n"}),
    good=Example(beside={"other.yaml": "id: other\ntitle: Tool library\n"}),
)


def check_ids(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """The later file of two has the finding."""
    first: dict[str, str] = {}
    for file in files:
        other = first.setdefault(file.id, file.name) if file.id else file.name
        if other != file.name:
            span = file.document.span(("id",))
            message = f"`{file.id}` is the id of {other} too"
            yield DUPLICATE_ID.finding(file.name, span, ("id",), message, "give each practice its own id")
