"""In which form a field is written, in words: what new files and schemas say beside what a field means."""

import re
from typing import get_args, get_origin

from pydantic import BaseModel

from secon_cli.practice.type_words import TYPE_WORDS, type_of


def form_of(block: type[BaseModel], name: str) -> str:
    """The form of a plain field, or of the items of a list of plain values; nothing for blocks and vocabularies."""
    hint = type_of(block, name)
    if get_origin(hint) is tuple:
        words = next((TYPE_WORDS[known] for known in TYPE_WORDS if known == get_args(hint)[0]), "")
        return f"list of: {words}" if words else ""
    # Types of the rubric have metadata that no mapping can look up.
    return next((words for known, words in TYPE_WORDS.items() if known == hint), "")


def example_form(block: type[BaseModel], name: str) -> str:
    """The form of a field where it gives examples that the field's description does not give; else nothing."""
    form, meaning = form_of(block, name), block.model_fields[name].description or ""
    return "" if all(example in meaning for example in re.findall("`([^`]+)`", form)) else form
