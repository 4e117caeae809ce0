"""Practices and rubric as a revision of git holds them, read through the git command, which changes nothing."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from secon_cli.reading.document import Document, Fault
from secon_cli.reading.files import CRITERIA, PRACTICES, SUFFIXES, InputFile, shown
from secon_cli.reading.git import GitProblem, git
from secon_cli.reading.spans import START
from secon_cli.reading.yaml_reader import MAX_BYTES, read, too_large, unusable

_ORDINARY = ("100644", "100755")
"""How git marks what is neither a link nor another repository."""


@dataclass(frozen=True, slots=True)
class RevisionFile(InputFile):
    """A file of a commit: `contents` are its bytes, None where `fault` says why they cannot be had."""

    contents: bytes | None = None
    fault: Fault | None = None

    def read(self) -> Document:
        """Read it; a file that cannot be read gives a document that says so."""
        if self.contents is not None:
            return read(self.contents, self.name, self.max_bytes)
        return unusable(self.name, *([self.fault] if self.fault else []))


@dataclass(frozen=True, slots=True)
class Revision:
    """The files of a project at a commit; `rubric` is None where it had none."""

    commit: str
    practices: tuple[RevisionFile, ...]
    rubric: RevisionFile | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of a commit: its path from the project's root, how git marks it, its contents' name and size."""

    path: str
    mode: str
    object: str
    size: int


def at_revision(revision: str, folder: Path, max_bytes: int = MAX_BYTES) -> Revision:
    """The project in `folder` as it stood at a revision; GitProblem where git is missing or knows no such commit.

    Files of more than `max_bytes` are not read.
    """
    commit = _commit(revision, folder)
    prefix = git(folder, "rev-parse", "--show-prefix").removesuffix(b"\n")
    entries = list(_entries(folder, commit, prefix))
    contents = _contents(folder, [entry for entry in entries if _is_read(entry, max_bytes)])
    found = {entry.path: _file(entry, contents, max_bytes) for entry in entries}
    rubric = found.pop(CRITERIA.as_posix(), None)
    return Revision(commit, tuple(found[path] for path in sorted(found, key=PurePosixPath)), rubric)


def _commit(revision: str, folder: Path) -> str:
    git(folder, "rev-parse", "--git-dir")
    try:
        known = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitProblem:
        raise GitProblem(f"git knows no commit `{shown(revision)}` here") from None
    return known.decode("ascii").strip()


def merge_base(revision: str, folder: Path) -> str:
    """The commit where the present branch left a revision; the revision's own where they share none."""
    commit = _commit(revision, folder)
    try:
        return git(folder, "merge-base", commit, "HEAD").decode("ascii").strip()
    except GitProblem:
        return commit


def _entries(folder: Path, commit: str, prefix: bytes) -> Iterator[_Entry]:
    """The rubric and the files below the practices' folder that a search of the folder would find."""
    wanted = [os.fsdecode(prefix) + part.as_posix() for part in (CRITERIA, PRACTICES)]
    listed = git(folder, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *wanted)
    for line in listed.split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, _, object_name, size = about.decode("ascii").split()
        path = shown(os.fsdecode(name.removeprefix(prefix)))
        if path == CRITERIA.as_posix() or _is_practice(PurePosixPath(path)):
            yield _Entry(path, mode, object_name, int(size) if size.isdigit() else 0)


def _is_practice(path: PurePosixPath) -> bool:
    below = path.relative_to(PRACTICES.as_posix())
    return path.suffix in SUFFIXES and not any(part.startswith(".") for part in below.parts)


def _is_read(entry: _Entry, max_bytes: int) -> bool:
    return entry.mode in _ORDINARY and entry.size <= max_bytes


def _contents(folder: Path, entries: list[_Entry]) -> dict[str, bytes]:
    """The contents of the files by their names in git; those that git does not have are not there."""
    names = list(dict.fromkeys(entry.object for entry in entries))
    answer = git(folder, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    contents, at = {}, 0
    for name in names:
        end = answer.index(b"\n", at)
        head = answer[at:end].split()
        at = end + 1
        if head[1] == b"blob":
            size = int(head[2])
            contents[name] = answer[at : at + size]
            at += size + 1
    return contents


def _file(entry: _Entry, contents: dict[str, bytes], max_bytes: int) -> RevisionFile:
    if entry.object in contents and entry.mode in _ORDINARY:
        return RevisionFile(None, entry.path, max_bytes, contents[entry.object])
    if entry.mode not in _ORDINARY:
        fault = Fault("unreadable", "the file cannot be read: it is a link, or part of another repository", START)
    elif entry.size > max_bytes:
        fault = too_large(max_bytes)
    else:
        fault = Fault("unreadable", "the file cannot be read: git does not have its contents here", START)
    return RevisionFile(None, entry.path, max_bytes, None, fault)
