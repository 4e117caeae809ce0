"""What git knows: which files changed, and the project as a revision holds it.

A repository comes from strangers, and so does its configuration, which can name programs to run: file system monitors,
filters, text converters, hooks, pagers, transports. So git is asked only for objects (`rev-parse`, `merge-base`,
`ls-tree`, `cat-file`), which run none of them, and never to look at the working tree; the files there are read and
compared here. On top, every setting that could start a program is closed, and time and sizes are bounded.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from threading import Timer

from secon_cli.reading.document import START, Document, Fault
from secon_cli.reading.files import CRITERIA, MOST_BYTES, MOST_FILES, PRACTICES, SUFFIXES, InputFile, bytes_of, shown
from secon_cli.reading.yaml_reader import MAX_BYTES, read, too_large, unusable

_PATIENCE = 60
"""Seconds for one question; git can be given a tree of trees that it never finishes reading."""
_MOST_LISTED = 64 * 1024 * 1024
"""Bytes of a listing that are read: more than 200,000 files."""
_MOST_PRINTED = 2 * MOST_BYTES
_MOST_SAID = 10_000
_ORDINARY = (b"100644", b"100755")
"""How git marks files that are neither links nor other repositories."""
_CLOSED = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.attributesFile": os.devnull,
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
}
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
"""Variables that only limit where git looks. A hook sets others, which would lead it to another project."""


class GitProblem(Exception):
    """Git cannot be asked, or does not know what it was asked about; the message says what to do."""


# --- Which files changed ------------------------------------------------------------------------------------------


def changed_since(revision: str, paths: Collection[Path], max_bytes: int = MAX_BYTES) -> frozenset[Path]:
    """Those of the files that are not, byte for byte, what the repository here held at `revision`.

    The comparison is with the commit where the current branch left `revision`, so later changes there do not count;
    where there is no such commit, with `revision` itself. Whatever git does not know has changed: new and ignored
    files, links, files of a submodule or of another repository. Line ends make no difference, since git may convert
    them. Raises GitProblem.
    """
    here = Path.cwd()
    top = os.path.realpath(os.fsdecode(git(here, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    commit = merge_base(revision, here)
    # The names by which git would know the files; links, and files outside the repository, have none.
    names: dict[Path, str] = {}
    for path in paths:
        name = os.path.join(os.path.realpath(path.parent), path.name)
        if not path.is_symlink() and name.startswith(os.path.join(top, "")) and "\n" not in name:
            names[path] = Path(os.path.relpath(name, top)).as_posix()
    asked = "".join(f"{commit}:{name}\n" for name in names.values()).encode("utf-8", "surrogateescape")
    answers = git(here, "cat-file", "--batch-check", given=asked).split(b"\n")[:-1] if names else []
    changed = set(paths)
    for path, answer in zip(names, answers, strict=True):
        # An object that git has is answered by its name, `blob` and its size.
        object_name, kind, *_ = (*answer.split(b" "), b"")
        if kind != b"blob":
            continue
        with suppress(OSError):
            data = InputFile(path, "", max_bytes).content()
            for content in (data, data.replace(b"\r\n", b"\n")):
                method = "sha256" if len(object_name) == 64 else "sha1"
                named = hashlib.new(method, b"blob %d\0" % len(content) + content, usedforsecurity=False)
                if named.hexdigest().encode() == object_name:
                    changed.discard(path)
    return frozenset(changed)


def merge_base(revision: str, folder: Path) -> str:
    """The commit where the current branch left a revision; the revision's own where they share none."""
    commit = _commit(folder, revision)
    try:
        return git(folder, "merge-base", commit, "HEAD").decode("ascii").strip()
    except GitProblem:
        return commit


# --- A project as a revision holds it -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RevisionFile(InputFile):
    """A file of a commit: `contents` are its bytes; `fault` says why they cannot be had where they are None."""

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


def at_revision(revision: str, folder: Path, max_bytes: int = MAX_BYTES) -> Revision:
    """The project in `folder` as it was at a revision.

    Files of more than `max_bytes` are not read. Raises GitProblem where git is missing, knows no such commit, or the
    commit holds more practices than any collection does.
    """
    git(folder, "rev-parse", "--git-dir")
    commit = _commit(folder, revision)
    prefix = git(folder, "rev-parse", "--show-prefix").removesuffix(b"\n")
    wanted = [os.fsdecode(prefix) + part.as_posix() for part in (CRITERIA, PRACTICES)]
    listing = git(folder, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *wanted, most=_MOST_LISTED)
    # The rubric, and the files that a search of the folder of practices would find: each with its object in git, empty
    # for a link or a part of another repository, and its size.
    entries: dict[str, tuple[bytes, int]] = {}
    for line in listing.split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, _, object_name, length = about.split()
        path = PurePosixPath(shown(os.fsdecode(name.removeprefix(prefix))))
        # A folder may have the name of the rubric.
        sought = str(path) == CRITERIA.as_posix() or path.is_relative_to(PRACTICES.as_posix())
        if sought and path.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in path.parts):
            # Git does not know the length of what it does not have here.
            entries[str(path)] = object_name if mode in _ORDINARY else b"", int(length) if length.isdigit() else 0
    readable = [(name, size) for name, size in entries.values() if name and size <= max_bytes]
    if len(entries) > MOST_FILES or sum(size for _, size in readable) > MOST_BYTES:
        raise GitProblem(f"it holds more than {MOST_FILES:,} practice files, or {MOST_BYTES:,} bytes of them")
    contents = _contents(folder, list(dict.fromkeys(name for name, _ in readable)))
    files: dict[str, RevisionFile] = {}
    for path_name, (object_name, size) in entries.items():
        why = "git does not have its contents here" if object_name else "it is a link, or part of another repository"
        fault = Fault("unreadable", f"the file cannot be read: {why}", START)
        fault = too_large(max_bytes) if size > max_bytes else fault
        files[path_name] = RevisionFile(None, path_name, max_bytes, contents=contents.get(object_name), fault=fault)
    rubric = files.pop(CRITERIA.as_posix(), None)
    return Revision(commit, tuple(files[path] for path in sorted(files, key=PurePosixPath)), rubric)


def _contents(folder: Path, names: Sequence[bytes]) -> dict[bytes, bytes]:
    """What is in the objects of these names, but for those that git does not have."""
    answer, contents, at = git(folder, "cat-file", "--batch", given=b"".join(b"%s\n" % name for name in names)), {}, 0
    for name in names:
        end = answer.index(b"\n", at)
        head, at = answer[at:end].split(), end + 1
        if head[1] == b"blob":
            contents[name] = answer[at : at + int(head[2])]
            at += int(head[2]) + 1
    return contents


def _commit(folder: Path, revision: str) -> str:
    try:
        commit = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitProblem:
        is_shallow = git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
        advice = "; this clone is shallow, so fetch it first (on GitHub: `fetch-depth: 0`)" if is_shallow else ""
        raise GitProblem(f"there is no commit `{shown(revision)}` here{advice}") from None
    return commit.decode("ascii").strip()


# --- Asking git ---------------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str, given: bytes = b"", most: int = _MOST_PRINTED) -> bytes:
    """What git prints, `given` on its standard input; GitProblem, with its own words, where it fails.

    A small repository can list without end: GitProblem where git prints `most` bytes, or takes a minute.
    """
    code, printed, words = _ask(folder, (), arguments, given, most)
    if code and "dubious ownership" in words:
        # Whose repositories the user trusts, from their own settings; nothing else is taken from there.
        answer = subprocess.run(
            [_program(), "config", "-z", "--get-all", "safe.directory"],
            cwd=os.path.abspath(os.sep),
            env={**os.environ, "GIT_DIR": os.devnull},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        trusted = [f"safe.directory={os.fsdecode(path)}" for path in answer.stdout.split(b"\0")[:-1]]
        code, printed, words = _ask(folder, trusted, arguments, given, most)
    if code < 0 or len(printed) == most:
        raise GitProblem("git takes too long, or lists too much; secon reads collections of some thousand files")
    if code:
        words = words.strip().removeprefix("fatal: ")
        here = "this folder is in no git repository"
        raise GitProblem(here if "not a git repository" in words else words or "git gave no answer")
    return printed


def _ask(
    folder: Path, settings: Iterable[str], arguments: Iterable[str], given: bytes, most: int
) -> tuple[int, bytes, str]:
    """The exit code, negative where git was ended; what it prints, and what it complains of."""
    settings = [*(f"{name}={value}" for name, value in _CLOSED.items()), *settings]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    with TemporaryFile() as asked, TemporaryFile() as complaint:
        asked.write(given)
        asked.seek(0)
        with subprocess.Popen(
            [_program(), "--no-pager", *(word for setting in settings for word in ("-c", setting)), *arguments],
            cwd=folder,
            env=kept | _ENVIRONMENT,
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=complaint,
        ) as process:
            timer = Timer(_PATIENCE, process.kill)
            timer.start()
            try:
                assert process.stdout is not None
                printed = bytes_of(process.stdout, most)
                if len(printed) == most:
                    process.kill()
                code = process.wait()
            finally:
                timer.cancel()
                timer.join()
        complaint.seek(0)
        return code, printed, complaint.read(_MOST_SAID).decode(errors="replace")


def _program() -> str:
    """The path of git; never a program in the working directory, which may be a stranger's."""
    folders = os.pathsep.join(part for part in os.get_exec_path() if os.path.isabs(part))
    program = shutil.which("git", path=folders)
    if program is None or not os.path.isabs(program):
        raise GitProblem("git is not installed, and only git knows what changed")
    return program
