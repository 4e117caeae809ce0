"""The form of a template as a Word document, empty or filled from a practice.

What is seen is the data: LibreOffice keeps a drop-down and drops its tag, so titles of drop-downs only help people.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Final

from secon_cli.forms import layout
from secon_cli.output.plain_text import POWERFUL_CHARACTERS
from secon_cli.output.renderers import word
from secon_cli.practice.fields import ITEMS
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric

_LABEL = 3400
"""Width of the column of questions, in twentieths of a point."""
_SHADE = "DCE6F0"
_SMALL = f'<w:color w:val="{word.MUTED}"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
_BOLD = "<w:b/><w:bCs/>"
_UNSEEN = re.compile(f"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|{POWERFUL_CHARACTERS}")
_SPARE: Final[Mapping[str, int]] = {"organisations": 3, "results.metrics": 4, "sources": 2}
_MOST_COLUMNS = 5
"""Questions up to which the items of a list are rows of a table; with more, each item has a box of its own."""
_SPARE_CARDS, _SPARE_ROWS = 2, 3
"""How many places for items an empty form has, where `_SPARE` does not say; a filled one has one more than it needs."""


def word_form(
    form: layout.Layout, practice: Practice | None = None, *, rubric: Rubric | None = None, full: bool = False
) -> bytes:
    """The document; with a practice, its answers are filled in. Only if `full` it has every field of the format.

    With `rubric`, it leaves out empty parts that only other criteria read.
    """
    answers = {card.heading: layout.answers_of(practice, card) for card in form.cards.values()} if practice else {}
    if rubric is not None and not full:
        read = {path.replace(ITEMS, "") for _, _, part in rubric.indicators() for path in part.measure.fields_read()}
        answered = {heading for heading, given in answers.items() if given is not None}
        sections = []
        for section in form.sections:
            asked = [card for card in section.cards if card.heading in answered or card.is_asked(read)]
            sections += [replace(section, cards=tuple(asked))] if asked else []
        form = replace(form, sections=tuple(sections))
    return filled_form(form, answers, full=full)


def filled_form(
    form: layout.Layout, answers: Mapping[str, list[layout.Answers] | None], *, full: bool = False
) -> bytes:
    """The document with answers in its cards: of each card, by its heading, those of every item."""
    title, *more = layout.FORM_LINES
    parts = [word.paragraph(word.run(title), "Heading1"), *(word.paragraph(word.run(line)) for line in more)]
    ids = count(1)
    for section in form.sections:
        parts += [
            word.paragraph(word.run(section.heading), "Heading2"),
            word.paragraph(word.run(section.guidance), properties="<w:keepNext/>"),
        ]
        for card in section.cards:
            given = answers.get(card.heading)
            fields = [
                field
                for field in card.fields
                if full or not field.full_only or any(item.get(field.label) for item in given or [])
            ]
            if fields:
                parts.append(_table(card, fields, given, ids))
    return word.word_file("".join(parts), title=f"{title}: {form.template.title}")


# --- Tables -------------------------------------------------------------------------------------------------------


def _table(
    card: layout.Card, fields: Sequence[layout.FormField], answers: list[layout.Answers] | None, ids: Iterator[int]
) -> str:
    """A box: a question a row; or, for a list with few questions, a column each and an item a row."""
    in_columns = card.listed and len(fields) + card.keyed <= _MOST_COLUMNS
    spare = 1 if answers else _SPARE.get(card.path, _SPARE_ROWS if in_columns else _SPARE_CARDS)
    filled = [*(answers or []), *([{}] * spare if card.listed else [] if answers else [{}])]
    columns: list[int] = []
    if in_columns:
        # Words to choose from, sources and notes need less room than sentences.
        parts = [2.0] if card.keyed else []
        parts += [2 if field.words else 1.5 if field.name in ("evidence", "note") else 3 for field in fields]
        columns = [int(word.TEXT_WIDTH * part / sum(parts)) for part in parts]
        columns[0] = word.TEXT_WIDTH - sum(columns[1:])
    widths = columns if len(columns) > 1 else [_LABEL, word.TEXT_WIDTH - _LABEL]
    heading = _text(card.heading, _BOLD, keep=True) + _text(card.guidance, _SMALL, keep=True)
    rows = [word.row([word.cell(word.TEXT_WIDTH, heading, span=len(widths), fill=_SHADE)])]
    if card.listed and not answers:
        nothing = _choice([layout.NOTHING], layout.NOTHING if answers == [] else "", layout.NOTHING_LABEL, next(ids))
        label = word.cell(widths[0], _question(layout.NOTHING_LABEL, "", keep=in_columns))
        rows.append(word.row([label, word.cell(sum(widths[1:]), nothing, span=len(widths) - 1)]))
    questions = [(layout.SHORT_NAME, layout.SHORT_NAME_GUIDANCE)] if card.keyed else []
    questions += [(field.label, field.guidance) for field in fields]
    # A single column is as wide as both of the row above.
    span = len(widths) - len(columns) + 1
    if in_columns:
        labels = zip(questions, columns, strict=True)
        rows.append(
            word.row(
                [
                    word.cell(width, _question(*question, keep=True), span=span, fill=word.WASH)
                    for question, width in labels
                ]
            )
        )
    for number, item in enumerate(filled, start=1):
        boxes = [_text(item.get(layout.SHORT_NAME, ""))] if card.keyed else []
        boxes += [_answer(field, item.get(field.label, ""), ids) for field in fields]
        if in_columns:
            rows.append(word.row([word.cell(width, box, span=span) for box, width in zip(boxes, columns, strict=True)]))
            continue
        if card.listed:
            heading = _text(f"{card.heading} {number}", _BOLD, keep=True)
            rows.append(word.row([word.cell(word.TEXT_WIDTH, heading, span=2, fill=word.WASH)]))
        # What is asked for is explained once: a form with ten results would be twice as long.
        rows += [
            word.row(
                [word.cell(widths[0], _question(label, guidance if number == 1 else "")), word.cell(widths[1], box)]
            )
            for (label, guidance), box in zip(questions, boxes, strict=True)
        ]
    return word.table(rows, widths, "SeconForm", header=False)


# --- Texts --------------------------------------------------------------------------------------------------------


def _question(label: str, guidance: str, *, keep: bool = False) -> str:
    return _text(label, keep=keep) + (_text(guidance, _SMALL, keep=keep) if guidance else "")


def _answer(field: layout.FormField, answer: str, ids: Iterator[int]) -> str:
    """A text, or a drop-down; for a list of words, several of them."""
    if field.words is None:
        return _text(answer)
    lines = answer.split("\n") if answer else []
    words = list(field.words.values())
    if field.field.many:
        words.append(layout.NOTHING)
        lines += [""] * (1 if lines else 3)
    return "".join(_choice(words, line, field.label, next(ids)) for line in lines or [""])


def _choice(words: Sequence[str], chosen: str, label: str, id: int) -> str:
    listed = "".join(
        f'<w:listItem w:displayText="{text}" w:value="{text}"/>' for text in map(word.attribute, map(_clean, words))
    )
    waiting = "" if chosen else "<w:showingPlcHdr/>"
    shown = _runs(chosen) if chosen else _runs(layout.CHOOSE, _SMALL)
    return word.paragraph(
        f'<w:sdt><w:sdtPr><w:alias w:val="{word.attribute(label)}"/><w:id w:val="{id}"/>{waiting}'
        f"<w:dropDownList>{listed}</w:dropDownList></w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>",
        "TableText",
    )


def _text(text: str, properties: str = "", *, keep: bool = False) -> str:
    """A paragraph a line."""
    kept = "<w:keepNext/>" if keep else ""
    return "".join(word.paragraph(_runs(line, properties), "TableText", kept) for line in text.split("\n"))


def _runs(text: str, properties: str = "") -> str:
    return "<w:r><w:tab/></w:r>".join(word.run(part, properties) for part in _clean(text).split("\t"))


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold, that turn a line around, or that no one sees."""
    return _UNSEEN.sub("\ufffd", text)
