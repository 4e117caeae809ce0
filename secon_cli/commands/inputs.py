"""What commands work on: the collection, the rubric, the provenance of both, and how much may be read."""

import os
from collections.abc import Collection as Several
from collections.abc import Mapping, Sequence
from contextlib import suppress
from math import fsum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from secon_cli import __version__
from secon_cli.checks.checked_files import CheckedFile, CheckedRubric, check_practice, check_rubric
from secon_cli.checks.collection import Collection, usable_files
from secon_cli.commands.values import NoInput, Options, RubricChoice, UsageProblem, WeightChange
from secon_cli.output.destination import create, screen_of, tell, tracked, write
from secon_cli.output.plain_text import shell_word, visible
from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import did_you_mean
from secon_cli.reading import files
from secon_cli.reading.yaml_reader import MAX_BYTES, read
from secon_cli.rubric.model import Rubric

if TYPE_CHECKING:
    from secon_cli.analysis.names import NameKind
    from secon_cli.analysis.results import LeftOut, Provenance


class Inputs(NamedTuple):
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

    def with_file(self, file: CheckedFile, *instead_of: str | None) -> "Inputs":
        """The collection with this file too, or in the place of the practices of these ids."""
        kept = (other for other in self.collection.files if other.practice is None or other.id not in instead_of)
        return Inputs(Collection((*kept, file)), self.shipped)

    @property
    def left_out(self) -> "tuple[LeftOut, ...]":
        """These files by name, each with the number of its errors."""
        from secon_cli.analysis.results import LeftOut

        return tuple(
            LeftOut(file.name, sum(finding.severity == "error" for finding in file.findings)) for file in self.unusable
        )

    def provenance(self, rubric: Rubric, options: Mapping[str, object]) -> "Provenance":
        """Where numbers computed from these files come from."""
        from secon_cli.analysis.results import Input, Provenance

        inputs = tuple(Input(file.name, file.document.content_sha256) for file in self.collection.files)
        return Provenance(__version__, rubric, inputs, options, self.shipped, self.left_out)

    def tell_left_out(self, of: str = "") -> None:
        """Name each of them; `of` says what it belongs to."""
        for file in self.left_out:
            tell(f"secon: {visible(file.path)}{of} is left out: {file.errors} error{'s' if file.errors != 1 else ''}")


def load_practices(
    paths: str | Sequence[str] | None,
    stdin_filename: str | None = None,
    *,
    quiet: bool = False,
    texts: bool = True,
    rubric: Rubric | None = None,
) -> Inputs:
    """Read the practices at `paths`, else the project's, else those that ship with the tool.

    Without `texts`, no place in a sound file can be shown afterwards. With `rubric`, only a ranking by it can be made.
    Raises UsageProblem for a path that does not exist, NoInput where there is no practice file at all.
    """
    if isinstance(paths, str):
        paths = [paths] if paths else None
    found, shipped = practice_files(paths, stdin_filename, fall_back=True)
    return Inputs(read_practices(found, quiet=quiet, texts=texts, rubric=rubric), shipped)


def some_practices(path: str | None = None, *, quiet: bool) -> Inputs:
    """The collection to take examples from, or an empty one if there is none."""
    try:
        return load_practices(path, quiet=quiet)
    except NoInput:
        return Inputs(Collection(()), shipped=False)


def read_practices(
    found: Sequence[files.InputFile], *, quiet: bool, texts: bool = True, rubric: Rubric | None = None
) -> Collection:
    """The practices in files, and what keeps some from being used; a progress bar is shown where that takes long."""
    following = tracked(found, "Reading practices", quiet=quiet)
    return usable_files(following, processes=allowed_processes(), texts=texts, rubric=rubric)


def checked_text(text: str, name: str) -> CheckedFile:
    """A text checked as the practice file of that name."""
    return check_practice(read(text.encode(), name))


def practice_files(
    paths: Sequence[str] | None, stdin_filename: str | None = None, *, fall_back: bool
) -> tuple[list[files.InputFile], bool]:
    """The files at `paths`, or else the project's, and whether they are those that ship with the tool.

    With `fall_back`, these are read where there is no project; otherwise NoInput is raised.
    """
    root = files.project_root()
    shipped = False
    if not paths:
        own = root / files.PRACTICES if root else None
        if own is None or not own.is_dir():
            if not fall_back:
                raise NoInput("no data/practices here or above; name the files or folders to check")
            own, shipped = files.shipped(files.PRACTICES), True
        paths, root = [str(own)], own.parent if shipped else root
    found = found_files(paths, root, stdin_filename)
    if not found:
        where = ", ".join(files.shown(path) for path in paths)
        raise NoInput(f"no practice files (*.yaml) in {where}; make one with `secon new` or `secon import`")
    return found, shipped


def found_files(
    paths: Sequence[str], root: Path | None, stdin_filename: str | None = None, *, what: str = ""
) -> list[files.InputFile]:
    """The files at these paths; UsageProblem, which starts with `what`, if they cannot be read."""
    try:
        return files.find_files(paths, root=root, stdin_name=stdin_filename, max_bytes=allowed_bytes())
    except files.InputProblem as problem:
        raise UsageProblem(f"{what}{problem}") from None


def ids_of(
    name: str,
    practices: Several[Practice],
    kind: "NameKind | None" = None,
    *,
    ranks: Mapping[str, int] | None = None,
    option: str = "",
) -> tuple[str, ...]:
    """The ids of the practices that a name refers to; UsageProblem, with `option`, where it refers to no one thing."""
    from secon_cli.analysis.names import NameKind, NameProblem, look_up

    try:
        return look_up(name, practices, [kind or NameKind.PRACTICE], ranks=ranks).ids
    except NameProblem as problem:
        raise UsageProblem(f"{option}{problem}") from None


def practice_named(name: str, practices: Sequence[Practice], *, wanted_for: str) -> Practice:
    """The practice that `--from` names, or the one in the file of that name; NoInput where there is none to name."""
    # A practice with exactly this id goes before a file of that name.
    if os.path.isfile(name) and not any(practice.id == name for practice in practices):
        (file,) = load_practices([name], quiet=True).collection.files
        if file.practice is None:
            raise UsageProblem(f"--from: `{name}` has errors; `secon validate {shell_word(name)}` shows them")
        return file.practice
    if not practices:
        raise NoInput(f"there is no collection here to {wanted_for}")
    (id,) = ids_of(name, practices, option="--from: ")
    return next(practice for practice in practices if practice.id == id)


def own_folder(own: Path) -> Path:
    """A folder of the project here, to write a file in; where there is no project, this folder."""
    root = files.project_root()
    folder = root / own if root else Path()
    if root and not files.is_within(os.path.realpath(folder), os.path.realpath(root)):
        raise UsageProblem(f"{files.shown(own)} is a link that leads out of the project; name a folder with --output")
    return Path(os.path.relpath(folder))


def create_form(content: bytes, to: Path, *, quiet: bool) -> None:
    """Write a new file that people fill in, and say what reads it; FileExistsError rather than their answers lost."""
    create(content, to)
    if not quiet:
        name = files.shown(to)
        write(f"Wrote {visible(name)}\nWhen it comes back: secon import {shell_word(name)}\n", None)


def report_unusable(inputs: Inputs, options: Options) -> int:
    """Name the files that were left out and say where the practices come from; 1 if any was left out."""
    if inputs.shipped and not options.quiet:
        tell("secon: no project here, so these are the practices that ship with secon")
    inputs.tell_left_out()
    if inputs.unusable:
        named = options.paths or ((options.practices,) if options.practices else ())
        validate = " ".join(["secon validate", *map(shell_word, named)])
        tell(f"secon: `{validate}` shows every error at its place")
    if options.verbose:
        for file in inputs.collection.files:
            tell(f"read {visible(file.name)} {file.document.content_sha256}")
    return int(bool(inputs.unusable))


class RubricInForce(NamedTuple):
    """A rubric with overrides applied; `own` is the one in the file, `options` the overrides as they are in force."""

    rubric: Rubric
    own: Rubric
    options: Mapping[str, object]


def load_rubric(choice: RubricChoice = RubricChoice()) -> RubricInForce:
    """The rubric in force: the one named, else the project's, else the shipped one, with overrides applied.

    Raises UsageProblem where it does not exist or cannot be used; the problem shows every finding at its place.
    """
    root = files.project_root()
    own = root / files.CRITERIA if root else None
    path = choice.file or str(own if own and own.is_file() else files.shipped(files.CRITERIA))
    return usable_rubric(rubric_file(path, hint="--criteria expects one file"), choice)


def rubric_file(path: str, stdin_filename: str | None = None, *, hint: str = "name one rubric file") -> CheckedRubric:
    """A rubric file with its errors; UsageProblem, with the hint, if there is no such file."""
    found = found_files([path], files.project_root(), stdin_filename, what="the rubric ")
    if len(found) != 1 or os.path.isdir(path):
        raise UsageProblem(f"`{files.shown(path)}` is a folder; {hint}")
    return check_rubric(found[0].read())


def usable_rubric(checked: CheckedRubric, choice: RubricChoice = RubricChoice(), *, of: str = "") -> RubricInForce:
    """The rubric with overrides applied; UsageProblem, with its findings, if it has errors; `of` says whose it is."""
    if checked.rubric is None:
        from secon_cli.output.findings import findings_screen

        shown = findings_screen(checked.findings, {checked.document.name: checked.document}, screen_of(stderr=True))
        raise UsageProblem(f"the rubric {checked.document.name}{of} cannot be used", details=shown)
    own = checked.rubric
    if not choice.weights and choice.as_of is None:
        return RubricInForce(own, own, {})
    changed = own.changed(weights=_weights(choice.weights, own), as_of=choice.as_of)
    if not any(criterion.weight for criterion in changed.criteria.values()):
        raise UsageProblem("--weight leaves no criterion with a weight above 0")
    names = sorted({criterion_named(change.criterion, own) for change in choice.weights})
    weight = {"weight": {name: changed.criteria[name].weight for name in names}} if names else {}
    as_of = {"as_of": changed.as_of.isoformat()} if choice.as_of else {}
    return RubricInForce(changed, own, {**weight, **as_of})


def _weights(changes: Sequence[WeightChange], rubric: Rubric) -> dict[str, float]:
    """The new weights by criterion, in the rubric's units.

    Where some are given as shares, the other criteria keep their proportions to each other; a share of `s`, with other
    weights that add up to `w` is the weight `s / (1 - all shares) * w`.
    """
    given = {criterion_named(change.criterion, rubric): change for change in changes}
    weights = {name: change.value for name, change in given.items() if not change.is_share}
    shares = {name: change.value for name, change in given.items() if change.is_share}
    if not shares:
        return weights
    together = fsum(shares.values())
    rest = [weights.get(name, criterion.weight) for name, criterion in rubric.criteria.items() if name not in shares]
    left = fsum(rest)
    percent = f"{100 * together:g}%"
    if together > 1 + 1e-9 or (left and together > 1 - 1e-9):
        room = "the other criteria would have none; give less than 100%, or set their weights to 0"
        raise UsageProblem(f"the shares of --weight add up to {percent}: {room}")
    if not left:
        if abs(together - 1) > 1e-9:
            raise UsageProblem(f"the shares of --weight add up to {percent}, and no other criterion has a weight")
        return {**weights, **{name: 100 * share for name, share in shares.items()}}
    # Six decimals, as JSON has them: the hash of the rubric is that of what a stored result holds.
    return {**weights, **{name: round(share / (1 - together) * left, 6) for name, share in shares.items()}}


def criterion_named(name: str, rubric: Rubric, *others: str) -> str:
    """The criterion of that id, title or column heading; UsageProblem, with a suggestion, where there is none.

    `others` are further names that the caller understands.
    """
    wanted = name.casefold().strip()
    for key, criterion in rubric.criteria.items():
        if wanted in {key.casefold(), criterion.title.casefold(), criterion.heading.casefold()}:
            return key
    hint = did_you_mean(name, [*others, *rubric.criteria], "expected one of")
    raise UsageProblem(f"the rubric has no criterion `{name}`{hint}")


# --- Limits -----------------------------------------------------------------------------------------------------------

_PROCESSES, _BYTES = "SECON_PROCESSES", "SECON_MAX_BYTES"
_CONTROL = Path("/sys/fs/cgroup")
"""Where Linux says what a container may use; there are two versions of it."""


def allowed_processes() -> int:
    """One for each core that may be used, or as many as SECON_PROCESSES says; UsageProblem if it is not a number.

    That is the cores that this process may run on, and no more than its container is given time for: eight processes on
    one core take half as long again as one. Outside Linux, and without a quota, nothing limits a container.
    """
    if (wanted := _number(_PROCESSES)) is not None:
        return wanted
    cores: float = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    for quota, period in (("cpu.max", ""), ("cpu/cpu.cfs_quota_us", "cpu/cpu.cfs_period_us")):
        with suppress(OSError, ValueError, IndexError, ZeroDivisionError):
            words = " ".join(_CONTROL.joinpath(name).read_text() for name in (quota, period) if name).split()
            if int(words[0]) > 0:
                cores = min(cores, int(words[0]) / int(words[1]))
            break
    return max(int(cores), 1)


def allowed_bytes() -> int:
    """The largest file that is read: more than any practice needs, or SECON_MAX_BYTES; UsageProblem as above."""
    return _number(_BYTES) or MAX_BYTES


def _number(variable: str) -> int | None:
    wanted = os.environ.get(variable, "")
    if not wanted:
        return None
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 12 and int(wanted)):
        raise UsageProblem(f"{variable}: expected a number of 1 or more, got `{wanted}`")
    return int(wanted)
