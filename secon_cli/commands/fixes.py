"""Safe repairs of practice files: shown as a diff, or written to the files."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.fixes import FixedText, apply_fixes
from secon_cli.checks.practice_file import check_practice
from secon_cli.checks.registry import Selection
from secon_cli.commands.errors import UsageProblem
from secon_cli.output.destination import ChangedMeanwhile, overwrite, tell
from secon_cli.output.findings.fixes_as_diff import diff, readable
from secon_cli.output.plain_text import visible
from secon_cli.reading.yaml_reader import read


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was written: how many findings are mended, in which files, and which had changed meanwhile."""

    repairs: int
    files: tuple[str, ...]
    left: tuple[str, ...]


def shown(files: Sequence[CheckedFile], selection: Selection, *, to_file: bool) -> str:
    """What the repairs of all files would change, as a diff for where it goes."""
    parts = [
        line for file, mended in _mended(files, selection) for line in diff(file.name, file.document.text, mended.text)
    ]
    return readable("".join(parts), to_file=to_file)


def write_all(files: Sequence[CheckedFile], selection: Selection, paths: Mapping[str, Path]) -> Fixed:
    """Write the repairs of all files, each at its path; UsageProblem for one that has none."""
    repairs = 0
    written: list[str] = []
    left: list[str] = []
    for file, mended in _mended(files, selection):
        if file.name not in paths:
            raise UsageProblem("--fix cannot write to standard input; --diff shows what it would change")
        if _write(paths[file.name], file, mended):
            repairs += mended.fixes
            written.append(file.name)
        else:
            left.append(file.name)
    return Fixed(repairs, tuple(written), tuple(left))


def _mended(files: Sequence[CheckedFile], selection: Selection) -> Iterator[tuple[CheckedFile, FixedText]]:
    """The files that repairs change."""
    for file in files:
        if any(finding.fix and selection.has(finding) for finding in file.findings):
            mended = apply_fixes(file, partial(_check, file.name), selection.has)
            if mended.text != file.document.text:
                yield file, mended


def _check(name: str, text: str) -> CheckedFile:
    return check_practice(read(text.encode(), name))


def _write(path: Path, file: CheckedFile, mended: FixedText) -> bool:
    """Write a file that still is what was checked; False where it is not, and so is left as it is."""
    try:
        before = path.read_bytes()
        if hashlib.sha256(before).hexdigest() != file.document.sha256:
            return False
        # What stands before the text is a byte-order mark, or nothing.
        mark = before.removesuffix(file.document.text.encode())
        overwrite(path, before, mark + mended.text.encode())
    except (FileNotFoundError, ChangedMeanwhile):
        return False
    return True


def tell_fixed(fixed: Fixed, *, quiet: bool) -> None:
    """Say what was mended, and which files were left because somebody wrote to them meanwhile."""
    for name in fixed.left:
        tell(f"secon: {visible(name)} has changed meanwhile and is left as it is; check again")
    if fixed.files and not quiet:
        tell(f"mended {_many(fixed.repairs, 'finding')} in {_many(len(fixed.files), 'file')}")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
