"""The pages around forms: the guide that a start folder gives a partner, and what `import` made of a form."""

from collections.abc import Iterator, Sequence
from textwrap import shorten

from secon_cli.forms.draft import ImportedFile
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, strong
from secon_cli.output.new_files import sentence
from secon_cli.output.numbers import count, percent
from secon_cli.output.pages.shared import wrapped
from secon_cli.rubric.model import Rubric

_MOST_QUESTIONS = 5
_MOST_WORDS = 100
"""Characters that are quoted."""


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
                [doc.Column("Criterion", wrap=True), wrapped("Question"), doc.Column("Share")],
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


# --- import ---


def imports_page(result: Sequence[ImportedFile], *, full: bool = False) -> doc.Document:
    """Every file, then the commands that come next."""
    blocks = [block for file in result for block in _file(file, full=full)]
    first = next((file.written for file in result if file.draft and file.written), None)
    if first is not None:
        validate, show = code(f"secon validate {first} --advice"), code(f"secon show {first}")
        worth = " shows what is missing and how many points it could add."
        blocks.append(doc.Paragraph(line("Next: ", validate, " shows what is wrong or open; ", show, worth)))
    if any(file.ratings and file.written for file in result):
        blocks.append(doc.Paragraph(line("Next: ", code("secon panel"), " shows the ratings next to the rubric.")))
    return doc.Document(blocks)


def _file(file: ImportedFile, *, full: bool) -> Iterator[doc.Block]:
    draft = file.draft
    if file.written is None:
        yield doc.Paragraph(line(strong("Not imported: "), data(file.file), ": ", data(file.problem), "."))
        yield doc.Items([line(data(correction)) for correction in file.corrections])
        return
    what = draft.form if draft else count(file.ratings, "rating")
    yield doc.Paragraph(line(strong("Wrote "), data(file.written), " from ", data(file.file), f" ({what})."))
    if draft is None:
        return
    blocks = dict.fromkeys(path.partition(".")[0].partition("[")[0] for path, _ in draft.read)
    items: list[doc.Text] = [line(f"Read: {count(len(draft.read), 'value')} in ", joined(map(code, blocks)), ".")]
    if draft.asked:
        items.append(f"Asked: {count(len(draft.asked), 'question')}, in lines of the draft that begin with # ?")
    if draft.kept:
        items.append(f"Kept: {count(len(draft.kept), 'text')} that fit no field, at the end of the draft")
    yield doc.Items([doc.Item(item, "·") for item in items])
    if draft.questions:
        shown = draft.questions[: None if full else _MOST_QUESTIONS]
        questions = []
        for question in shown:
            words = shorten(" ".join(question.words.split()), _MOST_WORDS, placeholder=" …")
            quoted = line(" “", data(words), "”") if words else ()
            questions.append(doc.Item(line(data(sentence(question)), quoted), "?"))
        if len(shown) < len(draft.questions):
            questions.append(doc.Item(f"and {len(draft.questions) - len(shown)} more", " "))
        yield doc.Items(questions)
