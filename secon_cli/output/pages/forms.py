"""The pages around forms: the guide that a start folder gives a partner, and what `import` made of a form."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from textwrap import shorten

from secon_cli.forms.draft import Draft, ImportedFile
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, strong
from secon_cli.output.new_files import sentence
from secon_cli.output.numbers import percent
from secon_cli.output.pages.shared import wrapped
from secon_cli.output.plain_text import count, shell_word
from secon_cli.output.renderers.markdown import markdown_blocks
from secon_cli.rubric.model import Rubric

_MOST_QUESTIONS = 5
_MOST_WORDS = 100
"""Characters that are quoted."""


def guide_page(rubric: Rubric) -> doc.Document:
    """Two pages for a partner who has never seen a terminal: how to describe a practice, and what the criteria ask."""
    text = files("secon_cli.output.pages").joinpath("guide.md").read_text(encoding="utf-8")
    before, _, after = text.partition("<!-- The criteria of the rubric in force. -->")
    columns = [doc.Column("Criterion", wrap=True), wrapped("Question"), doc.Column("Share")]
    rows = [
        doc.Row(data(criterion.title, strong=True), data(criterion.asks), percent(rubric.shares[key]))
        for key, criterion in rubric.criteria.items()
    ]
    return doc.Document([*markdown_blocks(before, 1), doc.Table(columns, rows), *markdown_blocks(after, 2)])


# --- import ---


def imports_page(result: Sequence[ImportedFile], *, full: bool = False) -> doc.Document:
    """For each file what was read, what is asked and what was kept; then the commands that come next."""
    blocks: list[doc.Block] = []
    for file in result:
        if file.written is None:
            blocks.append(doc.Paragraph(line(strong("Not imported: "), data(file.file), ": ", data(file.problem), ".")))
            blocks.append(doc.Items([data(correction) for correction in file.corrections]))
            continue
        what = file.draft.form if file.draft else count(file.ratings, "rating")
        blocks.append(
            doc.Paragraph(line(strong("Wrote "), data(file.written), " from ", data(file.file), f" ({what})."))
        )
        if file.draft:
            blocks += _draft(file.draft, full=full)
    drafts = [shell_word(file.written) for file in result if file.draft and file.written]
    if drafts:
        validate, show = code(f"secon validate {' '.join(drafts)} --advice"), code(f"secon show {drafts[0]}")
        of = " from the first" if len(drafts) > 1 else ""
        worth = f" shows what is missing{of} and how many points it could add."
        blocks.append(doc.Paragraph(line("Next: ", validate, " shows what is wrong or open; ", show, worth)))
    if any(file.ratings and file.written for file in result):
        blocks.append(doc.Paragraph(line("Next: ", code("secon panel"), " shows the ratings next to the rubric.")))
    return doc.Document(blocks)


def _draft(draft: Draft, *, full: bool) -> Iterator[doc.Block]:
    blocks = dict.fromkeys(path.partition(".")[0].partition("[")[0] for path, _ in draft.read)
    items: list[doc.Text] = [line(f"Read: {count(len(draft.read), 'value')} in ", joined(map(code, blocks)), ".")]
    if draft.asked:
        items.append(f"Asked: {count(len(draft.asked), 'question')}, in lines of the draft that begin with # ?")
    if draft.kept:
        items.append(f"Kept: {count(len(draft.kept), 'text')} that fit no field, at the end of the draft")
    yield doc.Items([doc.Item(item, "·") for item in items])
    questions = []
    for question in draft.questions[: None if full else _MOST_QUESTIONS]:
        words = shorten(" ".join(question.words.split()), _MOST_WORDS, placeholder=" …")
        quoted = line(" “", data(words), "”") if words else ()
        questions.append(doc.Item(line(data(sentence(question)), quoted), "?"))
    more = len(draft.questions) - len(questions)
    if questions:
        yield doc.Items([*questions, *([doc.Item(f"and {more} more", " ")] if more else [])])
