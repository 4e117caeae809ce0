"""Texts counted, wrapped and made safe: what commands a terminal or a job, or turns text, is shown, not done."""

import os
import re
from collections.abc import Callable

_CONTROLS = "\x7f-\x9f\ufffe\uffff\ud800-\udfff"
_DIRECTIONS = "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_WITHOUT_SHAPE = "\ufeff\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e001f"
"""Invisible characters that no script and no emoji needs; those that some need, such as joiners, stay."""
POWERFUL_CHARACTERS = f"[{_CONTROLS}{_DIRECTIONS}{_WITHOUT_SHAPE}]"
POWERFUL = f"{POWERFUL_CHARACTERS[:-1]}\\[](?:(?<!\\[)|(?<=##\\[)|(?<=##vso\\[))"
"""A pattern for what commands a terminal, changes the direction of a line, or has no shape.

The control characters of ASCII come on top. `##[` and `##vso[` begin a command for the runners of CI jobs, which look
for it in all that is printed.
"""


def surely_harmless(text: str) -> bool:
    """Whether a text certainly holds nothing of that; looking for it letter by letter takes fifteen times as long."""
    return text.isprintable() and "##" not in text


_SPACES = re.compile(r"\s+")
_UNSAFE = f"[\0-\x1f]|{POWERFUL}"
"""What is rare is compiled when it is needed, here and in other modules: 1 % of a start."""


def visible(text: str) -> str:
    """The text on one line, with every character that has no shape of its own, or power over others, as its code."""
    if surely_harmless(text):
        return text

    def code(match: re.Match[str]) -> str:
        number = ord(match[0])
        return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"

    return re.sub(_UNSAFE, code, text)


def spaced(text: str) -> str:
    """The text on one line, with runs of white space as one space, the rest visible."""
    return visible(_SPACES.sub(" ", text))


def one_line(text: str) -> str:
    """The text on one line that prints as it reads: spaces and line ends as one space, the rest visible."""
    return visible(" ".join(text.split()))


def shell_word(name: str) -> str:
    """A name as one word of a command, in double quotes where it needs any: those work in every shell.

    Single quotes, as `shlex` writes them, mean nothing to the Command Prompt of Windows.
    """
    shown = visible(name)
    if set(shown) & set('"$`!') or ("\\" in shown and os.name != "nt"):
        from shlex import quote

        return quote(shown)
    # A shell reads `~` at the beginning as a folder of its own.
    return shown if re.fullmatch(r"(?!~)[\w@+=:,./\\~-]+", shown) else f'"{shown}"'


def among(path: str | None) -> str:
    """The option that names a collection in a command, with a space before it; empty for the default one."""
    return f" --practices {shell_word(path)}" if path else ""


def count(number: int, noun: str = "practice") -> str:
    """A number of things: `1 practice`, `2 practices`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def wrapped(text: str, room: float, size: Callable[[str], float]) -> list[str]:
    """The text in lines of at most that size, broken at spaces; a longer word has a line of its own."""
    if size(text) <= room:
        return [text]
    lines: list[str] = []
    for word in text.split(" "):
        if lines and size(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
