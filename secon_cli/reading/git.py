"""What git knows of the files in a folder: which of them changed."""

import os
import subprocess
from pathlib import Path


class GitProblem(Exception):
    """Git cannot be asked, or does not know what it was asked about; the message says what to do."""


def changed_since(revision: str, folder: Path | None = None) -> frozenset[str]:
    """The files, by absolute path without links, that differ from `revision`, and those that git does not know yet.

    Compared is with the commit where the present branch left `revision`, so what others changed there meanwhile does
    not count; where there is no such commit, with `revision` itself. Raises GitProblem.
    """
    here = folder or Path.cwd()
    top = Path(os.fsdecode(git(here, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    commit = _commit(here, revision)
    changed = git(top, "diff", "--name-only", "--no-renames", "--diff-filter=d", "-z", commit, "--")
    new = git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(os.path.realpath(top / os.fsdecode(name)) for name in (changed + new).split(b"\0") if name)


def _commit(folder: Path, revision: str) -> str:
    """The commit to compare with."""
    try:
        known = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitProblem:
        advice = "a shallow clone has to fetch it first (in GitHub's checkout: `fetch-depth: 0`)"
        raise GitProblem(f"git knows no commit `{revision}` here; {advice}") from None
    named = known.decode("ascii").strip()
    try:
        return git(folder, "merge-base", named, "HEAD").decode("ascii").strip()
    except GitProblem:
        return named


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints, `given` on its standard input; GitProblem, with its own words, where it fails."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=environment, input=given, capture_output=True, check=True
        )
    except FileNotFoundError:
        raise GitProblem("git is not installed, and only git knows what changed") from None
    except subprocess.CalledProcessError as failed:
        said = failed.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        if "not a git repository" in said:
            said = "this folder is in no git repository"
        raise GitProblem(said or "git gave no answer") from None
    return done.stdout
