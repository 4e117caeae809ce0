"""The guide in a start folder: two pages for a partner who describes a practice and has never seen a terminal."""

from secon_cli.output import document as doc
from secon_cli.output.document import code, data, line, strong
from secon_cli.output.numbers import percent
from secon_cli.rubric.model import Rubric


def guide_page(rubric: Rubric) -> doc.Document:
    """How to describe a practice in the form, and what the criteria ask for."""
    criteria = [
        doc.Row(data(criterion.title, strong=True), data(criterion.asks), percent(rubric.shares[key]))
        for key, criterion in rubric.criteria.items()
    ]
    return doc.Document(
        [
            doc.Heading("How to describe a practice", level=1),
            doc.Paragraph(
                "Describe what your practice does, since when, who pays for it, and what it has achieved. The program "
                "reads your facts, shows what is missing, and gives the points for each fact. It never judges how "
                "well a text is written."
            ),
            doc.Heading("What to do"),
            doc.Items(_STEPS, ordered=True),
            doc.Heading("What makes a good description"),
            doc.Items([line(strong(f"{label}. "), text) for label, text in _ADVICE.items()]),
            doc.Heading("What the criteria ask"),
            doc.Table(
                [doc.Column("Criterion", wrap=True), doc.Column("Question", flex=True, wrap=True), doc.Column("Share")],
                criteria,
            ),
            doc.Paragraph(
                "A score rates a description, not the people behind a practice. Every number can be traced to a fact, "
                "its source and a rule. What is not described yet earns no points, but widens the range of the score."
            ),
            doc.Heading("For the person who collects the forms"),
            doc.Items(_INSTALL, ordered=True),
            doc.Items([line(code(command), text) for command, text in _COMMANDS]),
            doc.Paragraph(_RUBRIC),
        ]
    )


_STEPS: list[doc.Text] = [
    line("Open ", code("example.docx"), " to see a finished description."),
    line("Fill in ", code("form.docx"), " in Word or LibreOffice, starting with what you know for certain."),
    "Save it under the name of your practice, and send it to the person who keeps the collection.",
    "You get back a list of what is missing and how many points it could add. Correct the form, and send it again.",
]
_ADVICE = {
    "Facts, not praise": "“450 repairs in 2022” counts, “a great success” does not.",
    "Dates as you know them": "“2019”, “May 2019” or “2 May 2019”.",
    "Sources": "List the documents that say so; the form itself counts as one.",
    "What you did not find": "“No evaluation” is an answer. An empty field says that no one has looked yet.",
    "Risks and setbacks": "Leaving them out never earns more than naming them.",
    "Your own words": "Name organisations and roles, not private persons.",
}
_INSTALL: list[doc.Text] = [
    "Install Python 3.11 or newer, from python.org or the Microsoft Store.",
    [
        "Open a terminal: on Windows, press the Windows key, type PowerShell and press Enter. Type ",
        *(
            code("py -m pip install --user pipx"),
            ", then ",
            code("py -m pipx install FILE-OR-ADDRESS"),
            " with the file ",
        ),
        *("(.whl) or the address of secon, then ", code("py -m pipx ensurepath"), "."),
    ],
    "Close the terminal. In the Explorer, right-click this folder and choose Open in Terminal. Then type:",
]
_COMMANDS: list[tuple[str, doc.Text]] = [
    ("secon import form.docx", " turns the form into a practice file."),
    ("secon validate", [" checks the files in ", code("data/practices"), "."]),
    ("secon show NAME", " shows a practice, and what would raise its score."),
    ("secon score", " ranks all practices."),
    ("secon report -o report.html", " writes the report."),
]
_RUBRIC: doc.Text = [
    *(code("criteria.yaml"), " holds every weight, threshold and reason. Practices are judged as of the day in "),
    *(code("as_of"), "; change it for each new ranking. On GitHub, ", code(".github/workflows/practices.yml")),
    " checks every change, once its first lines name the source of secon.",
]
