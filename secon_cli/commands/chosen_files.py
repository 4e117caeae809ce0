"""Which practice files `secon validate` looks at: those at the paths, without exclusions, or only what changed."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from secon_cli.checks.collection import Collection, check_files
from secon_cli.commands.errors import NoInput, UsageProblem
from secon_cli.commands.inputs import practice_files
from secon_cli.commands.limits import allowed_processes
from secon_cli.output.plain_text import visible
from secon_cli.output.progress import tracked
from secon_cli.reading.files import InputFile
from secon_cli.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files to tell about, and `beside` them those that are only read to see whether all fit together."""

    files: tuple[InputFile, ...]
    beside: tuple[InputFile, ...] = ()

    @property
    def paths(self) -> dict[str, Path]:
        """Where each file is, by name; standard input is nowhere."""
        return {file.name: file.path for file in self.files if file.path}


def choose_files(
    paths: Sequence[str] | None, stdin_filename: str | None, exclude: Sequence[str], revision: str | None
) -> Chosen:
    """The practice files at `paths` that no pattern excludes and, with a revision, those that changed since.

    Raises UsageProblem for a path or a revision that is not there, NoInput where no file is left by the patterns.
    """
    found, _ = practice_files(paths, stdin_filename, fall_back=False)
    kept = [file for file in found if not any(_matches(file.name, pattern) for pattern in exclude)]
    if not kept:
        raise NoInput("every practice file is excluded")
    if revision is None:
        return Chosen(tuple(kept))
    from secon_cli.reading.git import GitProblem, changed_since

    try:
        changed = changed_since(revision)
    except GitProblem as problem:
        raise UsageProblem(f"--changed-since: {problem}") from None
    wanted = {file for file in kept if file.path is None or os.path.realpath(file.path) in changed}
    return Chosen(tuple(file for file in kept if file in wanted), tuple(file for file in kept if file not in wanted))


def names(chosen: Chosen) -> str:
    """The names of the chosen files, one a line."""
    return "".join(f"{visible(file.name)}\n" for file in chosen.files)


def _matches(name: str, pattern: str) -> bool:
    """Whether a pattern with `/` fits the path or a folder on it, and one without `/` any part of it."""
    path = PurePosixPath(name)
    pattern = pattern.removeprefix("./").rstrip("/")
    if "/" in pattern:
        return any(fnmatchcase(str(part), pattern) for part in (path, *path.parents))
    return any(fnmatchcase(part, pattern) for part in path.parts)


def check(chosen: Chosen, rubric: Rubric, *, quiet: bool) -> Collection:
    """The chosen files, checked; what does not fit between files is found at the chosen one, so it comes last."""
    every = tracked((*chosen.beside, *chosen.files), "Checking practices", quiet=quiet)
    checked = check_files(every, rubric, outlined=True, processes=allowed_processes())
    names = {file.name for file in chosen.files}
    return Collection(tuple(file for file in checked.files if file.name in names))
