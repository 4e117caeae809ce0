"""The page of `import`: for each file what was read, what is asked, what was kept, and what to do next."""

from collections.abc import Iterator, Sequence
from textwrap import shorten

from secon_cli.forms.draft import ImportedFile
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, strong
from secon_cli.output.drafts import sentence
from secon_cli.output.numbers import count

_MOST_QUESTIONS = 5
_MOST_WORDS = 100
"""Characters that are quoted."""


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
