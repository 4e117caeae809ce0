"""What commands work on: the collection, the rubric, and the provenance of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from secon_cli import __version__
from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.collection import Collection, usable_files
from secon_cli.checks.rubric_file import CheckedRubric, check_rubric
from secon_cli.checks.suggestions import did_you_mean
from secon_cli.commands.errors import NoInput, UsageProblem
from secon_cli.commands.limits import allowed_bytes, allowed_processes
from secon_cli.output.console import Color, render
from secon_cli.output.progress import tracked
from secon_cli.practice.dates import PartialDate
from secon_cli.practice.quantities import parse_number
from secon_cli.reading import files
from secon_cli.rubric.model import Rubric

if TYPE_CHECKING:
    from secon_cli.analysis.results import Provenance


@dataclass(frozen=True, slots=True)
class Inputs:
    """A collection that was read, and whether it is the one that ships with the tool."""

    collection: Collection
    shipped: bool

    @property
    def unusable(self) -> list[CheckedFile]:
        """The files with errors, which cannot be scored."""
        return [file for file in self.collection.files if file.practice is None]

    @property
    def files(self) -> Mapping[str, str]:
        """The file of each practice, by id."""
        return {file.practice.id: file.name for file in self.collection.files if file.practice}

    def provenance(self, rubric: Rubric, options: Mapping[str, object]) -> "Provenance":
        """Where numbers computed from these files come from."""
        from secon_cli.analysis.results import Input, LeftOut, Provenance

        inputs = tuple(Input(file.name, file.document.sha256) for file in self.collection.files)
        left_out = tuple(
            LeftOut(file.name, sum(finding.severity == "error" for finding in file.findings)) for file in self.unusable
        )
        return Provenance(__version__, rubric, inputs, options, self.shipped, left_out)


def load_practices(
    paths: Sequence[str] | None, stdin_filename: str | None = None, *, fall_back: bool = True, quiet: bool = False
) -> Inputs:
    """Read the practices at `paths`, else the project's, else (with `fall_back`) those that ship with the tool.

    Raises UsageProblem for a path that does not exist, NoInput where there is no practice file at all.
    """
    found, shipped = practice_files(paths, stdin_filename, fall_back=fall_back)
    return Inputs(read_practices(found, quiet=quiet), shipped)


def read_practices(found: Sequence[files.InputFile], *, quiet: bool) -> Collection:
    """The practices in files, and what keeps some from being used; a bar shows how far it is where that takes long."""
    return usable_files(tracked(found, "Reading practices", quiet=quiet), processes=allowed_processes())


def practice_files(
    paths: Sequence[str] | None, stdin_filename: str | None = None, *, fall_back: bool
) -> tuple[list[files.InputFile], bool]:
    """The files that `load_practices` reads, and whether they are those that ship with the tool."""
    root = files.project_root()
    shipped = False
    if not paths:
        own = root / files.PRACTICES if root else None
        if own is None or not own.is_dir():
            if not fall_back:
                raise NoInput("no data/practices here or above; name the files or folders to check")
            own, shipped = files.shipped(files.PRACTICES), True
        paths, root = [str(own)], own.parent if shipped else root
    try:
        found = files.find_files(paths, root=root, stdin_name=stdin_filename, max_bytes=allowed_bytes())
    except files.InputMissing as missing:
        raise UsageProblem(str(missing)) from None
    if not found:
        raise NoInput(f"no practice files (*.yaml) in {', '.join(files.shown(path) for path in paths)}")
    return found, shipped


def load_rubric(criteria: str | None, weights: Sequence[str] | None = None, as_of: str | None = None) -> Rubric:
    """The rubric in force: the one named, else the project's, else the shipped one, with overrides applied.

    Raises UsageProblem where it does not exist or cannot be used; the problem shows every finding at its place.
    """
    root = files.project_root()
    own = root / files.CRITERIA if root else None
    path = Path(criteria) if criteria else own if own and own.is_file() else files.shipped(files.CRITERIA)
    try:
        found = files.find_files([str(path)], root=root, max_bytes=allowed_bytes())
    except files.InputMissing as missing:
        raise UsageProblem(f"the rubric {missing}") from None
    if len(found) != 1 or path.is_dir():
        raise UsageProblem(f"`{files.shown(path)}` is a folder; --criteria takes one file")
    return usable_rubric(check_rubric(found[0].read()), weights, as_of)


def usable_rubric(
    checked: CheckedRubric, weights: Sequence[str] | None = None, as_of: str | None = None, *, of: str = ""
) -> Rubric:
    """The rubric with overrides applied; UsageProblem, with its findings and `of` what it is, where it has errors."""
    if checked.rubric is None:
        from secon_cli.output.findings.as_text import FindingsText

        shown = render(FindingsText(checked.findings, {checked.document.name: checked.document}), stderr=True)
        raise UsageProblem(f"the rubric {checked.document.name}{of} cannot be used", details=shown)
    return _overridden(checked.rubric, weights or (), as_of)


def _overridden(rubric: Rubric, weights: Sequence[str], as_of: str | None) -> Rubric:
    if not weights and as_of is None:
        return rubric
    changed = rubric.changed(weights=dict(_weight(text, rubric) for text in weights), as_of=_day(as_of))
    if not any(criterion.weight for criterion in changed.criteria.values()):
        raise UsageProblem("--weight leaves no criterion with a weight above 0")
    return changed


def _weight(text: str, rubric: Rubric) -> tuple[str, float]:
    name, equals, number = (part.strip() for part in text.partition("="))
    if not equals:
        raise UsageProblem(f"--weight takes CRITERION=N, such as effectiveness=30, and not `{text}`")
    if name not in rubric.criteria:
        raise UsageProblem(f"the rubric has no criterion `{name}`{did_you_mean(name, rubric.criteria)}")
    try:
        weight = float(parse_number(number))
    except ValueError:
        weight = -1.0
    if weight < 0:
        raise UsageProblem(f"--weight {name}= takes a number from 0 upward, of at most six decimals; not `{number}`")
    return name, weight


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = PartialDate.parse(text)
    except ValueError as error:
        raise UsageProblem(f"--as-of: {error}") from None
    if day.first != day.last:
        raise UsageProblem("--as-of takes one day, such as 2025-06-30")
    return day.first


def color_choice(name: str) -> Color:
    """The choice of `--color`; UsageProblem for a word that is none."""
    try:
        return Color(name)
    except ValueError:
        raise UsageProblem(f"--color takes auto, always or never, and not `{name}`") from None


def format_choice(name: str, known: Sequence[str], option: str = "--format") -> str:
    """The choice of `--format`; UsageProblem for a format that the command does not have."""
    if name not in known:
        raise UsageProblem(f"{option} takes {', '.join(known)}, and not `{name}`{did_you_mean(name, known)}")
    return name
