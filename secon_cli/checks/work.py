"""What is done with each file, wherever it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from secon_cli.checks.checked import CheckedFile
from secon_cli.reading.files import InputFile


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with a file: `here` by this process, or `away` by another and then `back` here with what it sent."""

    here: Callable[[InputFile], CheckedFile]
    away: Callable[[InputFile], Any]
    back: Callable[[Any], CheckedFile]
