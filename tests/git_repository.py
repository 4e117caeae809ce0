"""A git repository for tests, with a name of its own and none of the settings of whoever runs them."""

import os
import subprocess
from pathlib import Path

_SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A writer",
    "GIT_AUTHOR_EMAIL": "writer@example.org",
    "GIT_COMMITTER_NAME": "A writer",
    "GIT_COMMITTER_EMAIL": "writer@example.org",
    "GIT_AUTHOR_DATE": "2024-01-31T12:00:00Z",
    "GIT_COMMITTER_DATE": "2024-01-31T12:00:00Z",
}


def git(folder: Path, *arguments: str) -> str:
    """What git prints, run in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=kept | _SETTINGS, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def start(folder: Path) -> None:
    """Make the folder a repository."""
    git(folder, "init", "--quiet", "--initial-branch=main", ".")


def commit(folder: Path, tag: str) -> str:
    """Commit all that is in the folder, tag it, and give the commit's name."""
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", tag)
    git(folder, "tag", tag)
    return git(folder, "rev-parse", "HEAD")
