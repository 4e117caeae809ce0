"""The page of `import`: for each file what was read, what is asked, what was kept, and what to do next."""

from collections import Counter
from collections.abc import Iterator
from textwrap import shorten

from secon_cli.forms.draft import Draft, ImportedFile, Imports, Question
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, strong
from secon_cli.output.drafts import sentence
from secon_cli.output.numbers import count

_MOST_QUESTIONS = 5
_MOST_WORDS = 100
"""Characters that are quoted."""


def imports_page(result: Imports, *, full: bool = False) -> doc.Document:
    """Every file, then the commands that come next."""
    blocks = [block for file in result.files for block in _file(file, full=full)]
    first = next((file.written for file in result.files if file.draft and file.written), None)
    if first is not None:
        blocks.append(
            doc.Paragraph(
                line(
                    "Next: ",
                    code(f"secon validate {first} --advice"),
                    " shows what is wrong or open, ",
                    code(f"secon show {first}"),
                    " what is missing and what it is worth.",
                )
            )
        )
    if any(file.ratings and file.written for file in result.files):
        blocks.append(doc.Paragraph(line("Next: ", code("secon panel"), " shows the ratings next to the rubric.")))
    return doc.Document(blocks)


def _file(file: ImportedFile, *, full: bool) -> Iterator[doc.Block]:
    if file.written is None:
        yield doc.Paragraph(line(strong("Not imported: "), data(file.file), ": ", data(file.problem), "."))
        yield doc.Items([line(data(correction)) for correction in file.corrections])
        return
    if file.draft is None:
        rated = count(file.ratings, "rating")
        yield doc.Paragraph(line(strong("Wrote "), data(file.written), " from ", data(file.file), f" ({rated})."))
        return
    draft = file.draft
    yield doc.Paragraph(line(strong("Wrote "), data(file.written), " from ", data(file.file), f" ({draft.form})."))
    items = [doc.Item(_read(draft), "·")]
    if draft.asked:
        items.append(
            doc.Item(
                line(f"Asked: {count(len(draft.asked), 'question')}, in lines of the draft that begin with # ?"), "·"
            )
        )
    if draft.kept:
        items.append(
            doc.Item(line(f"Kept: {count(len(draft.kept), 'text')} that no field was found for, at its end"), "·")
        )
    yield doc.Items(items)
    if draft.questions:
        shown = draft.questions[: None if full else _MOST_QUESTIONS]
        more = len(draft.questions) - len(shown)
        yield doc.Items(
            [
                *(doc.Item(line(data(sentence(question)), _quoted(question)), "?") for question in shown),
                *([doc.Item(line(f"and {more} more"), " ")] if more else []),
            ]
        )


def _quoted(question: Question) -> doc.Line:
    """The beginning of the words that a question is about."""
    words = " ".join(question.words.split())
    return line(" “", data(shorten(words, _MOST_WORDS, placeholder=" …")), "”") if words else ()


def _read(draft: Draft) -> doc.Line:
    blocks = Counter(path.partition(".")[0].partition("[")[0] for path, _ in draft.read)
    return line(f"Read: {count(len(draft.read), 'value')} in ", joined(code(block) for block in blocks), ".")
