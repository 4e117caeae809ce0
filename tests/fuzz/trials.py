"""Single trials: a mutated file, everything that must hold for it, and what was found where something does not."""

import re
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from secon_cli.checks.checked_files import check_rubric
from secon_cli.output.destination import FINDING_FORMATS
from secon_cli.reading.yaml_reader import read
from secon_cli.rubric.model import Rubric
from tests.fuzz.claims import hold_for_command, hold_for_office, hold_for_practice, hold_for_rubric
from tests.fuzz.mutations import mutated, mutated_office
from tests.fuzz.originals import drawn_practices, office_files, real_practices, real_rubric

SLOW = 5.0
"""Seconds that no single step may take."""

_OFFICE = 0.1
"""The share of trials that are of an Office file."""
_EVERY_COMMAND = 15
"""How often a trial is of a whole command, which takes longer than the functions that it calls."""


@dataclass(frozen=True, slots=True)
class Bug:
    """What a trial found: in a few words, the same for the same bug, and the bytes that show it."""

    what: str
    data: bytes
    mutations: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What was tried, and what came of it; `slowest` is the longest time in seconds by step."""

    trials: int = 0
    bytes: int = 0
    findings: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)


class Trials:
    """Trials one after the other, each by its number: the same seed and number are the same trial.

    The file of a trial stands in `folder` while it runs, and stays there if the process dies of it.
    """

    def __init__(self, seed: int, folder: Path, *, floods: float = 0.02, drawn: int = 100) -> None:
        self._seed, self._folder, self._floods = seed, folder, floods
        self._practices = real_practices() + drawn_practices(seed, drawn)
        self._rubric_bytes = real_rubric()
        self._offices = office_files()
        rubric = check_rubric(read(self._rubric_bytes, "criteria.yaml")).rubric
        assert rubric is not None
        self._rubric: Rubric = rubric
        self.tally = Tally()

    def run(self, number: int) -> list[Bug]:
        """One trial; what it found."""
        random = Random(f"{self._seed}/{number}")
        if random.random() < _OFFICE:
            return self._office(random)
        of_rubric = random.random() < 0.2
        original = self._rubric_bytes if of_rubric else random.choice(self._practices)
        data, names = mutated(random, original, self._floods)
        path = self._folder / _file_name(original)
        path.write_bytes(data)
        tally = self.tally
        tally.trials += 1
        tally.bytes += len(data)
        slow: dict[str, float] = {}

        def told(what: str, seconds: float) -> None:
            tally.slowest[what] = max(seconds, tally.slowest.get(what, 0.0))
            if seconds > SLOW:
                slow[what] = seconds

        bugs: list[str] = []
        try:
            if random.randrange(_EVERY_COMMAND) == 0:
                tally.kinds["command"] += 1
                tally.codes[hold_for_command(_command(random, str(path), of_rubric=of_rubric), told)] += 1
            elif of_rubric:
                tally.kinds["rubric"] += 1
                tally.findings += hold_for_rubric(data, told)
            else:
                tally.kinds["practice"] += 1
                tally.findings += hold_for_practice(path, self._rubric, told)
        except Exception as error:  # noqa: BLE001 - whatever is raised is what the campaign looks for
            bugs.append(_words(error))
        finally:
            path.unlink()
        bugs += [f"slow: {what}" for what in slow]
        return [Bug(what, data, tuple(names)) for what in bugs]

    def _office(self, random: Random) -> list[Bug]:
        """A trial of an Office file."""
        data, names = mutated_office(random, random.choice(self._offices))
        tally = self.tally
        tally.trials += 1
        tally.bytes += len(data)
        tally.kinds["office"] += 1
        slow: list[str] = []

        def told(what: str, seconds: float) -> None:
            tally.slowest[what] = max(seconds, tally.slowest.get(what, 0.0))
            if seconds > SLOW:
                slow.append(what)

        bugs: list[str] = []
        try:
            tally.findings += hold_for_office(data, self._rubric.as_of, told)
        except Exception as error:  # noqa: BLE001 - whatever is raised is what the campaign looks for
            bugs.append(_words(error))
        return [Bug(what, data, tuple(names)) for what in [*bugs, *(f"slow: {what}" for what in slow)]]


def _file_name(practice: bytes) -> str:
    """What the file of a practice has to be called, so that a mutation may leave it without an error."""
    found = re.search(rb"^id: ([a-z0-9-]+)$", practice, re.MULTILINE)
    return f"{found[1].decode()}.yaml" if found else "criteria.yaml"


def _command(random: Random, path: str, *, of_rubric: bool) -> list[str]:
    """A command that reads the file."""
    if of_rubric:
        rubric_commands = [
            ["criteria", "--criteria", path],
            ["criteria", "--check", path],
            ["criteria", "--diff", path],
            ["score", "--criteria", path, "-f", random.choice(["table", "json", "csv", "markdown"])],
        ]
        return random.choice(rubric_commands)
    return random.choice(
        [
            ["validate", path, "-f", random.choice(FINDING_FORMATS)],
            ["validate", path, "--diff"],
            ["validate", path, "--fix"],
            ["score", path, "-f", random.choice(["table", "json", "csv", "markdown"])],
            ["show", path, "-f", random.choice(["table", "json", "markdown"])],
            ["show", Path(path).stem, "--what-if", path],
            ["robustness", path],
        ]
    )


def _words(error: Exception) -> str:
    """The exception, and where in secon it was raised."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "secon_cli" in frame.filename]
    at = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {str(error)[:160]}{at}"
