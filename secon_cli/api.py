"""The Python interface: read and check practices, score them, compare them.

    import secon_cli

    collection = secon_cli.read("data/practices")
    for finding in secon_cli.check(collection):
        print(finding.file, finding.span.line, finding.severity, finding.rule, finding.message)
    ranking = secon_cli.score(collection, weights={"effectiveness": "40%"})
    for scored in ranking.practices:
        print(scored.rank, scored.assessment.practice.title, scored.assessment.total)
    comparison = secon_cli.compare(collection, "riga", "mazowieckie")

Results are immutable; every output format is made from them. Nothing is printed or written. What cannot be
done raises `SeconError`, whose message says what to do instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike, fspath

from secon_cli.analysis.comparison import Comparison
from secon_cli.analysis.results import Ranking
from secon_cli.checks.collection import check_files
from secon_cli.checks.findings import Finding
from secon_cli.commands.compare import compared
from secon_cli.commands.inputs import Inputs, allowed_processes, load_practices, load_rubric, practice_files
from secon_cli.commands.score import Basis, ranking
from secon_cli.commands.values import CommandProblem as SeconError
from secon_cli.commands.values import Filters, RubricChoice, WeightChange
from secon_cli.practice.model import Practice

__all__ = ["Comparison", "Finding", "Practices", "Ranking", "SeconError", "check", "compare", "read", "score"]

PathName = str | PathLike[str]


@dataclass(frozen=True, slots=True)
class Practices:
    """Practice files that were read; those with errors are in `left_out` and in no result."""

    paths: tuple[str, ...]
    inputs: Inputs

    @property
    def practices(self) -> Sequence[Practice]:
        """The practices without errors, in the order of their files."""
        return self.inputs.collection.practices

    @property
    def left_out(self) -> Sequence[str]:
        """The files with errors."""
        return [file.name for file in self.inputs.unusable]


def read(*paths: PathName) -> Practices:
    """Read practice files or folders; without `paths`, the project's `data/practices`, else the shipped practices.

    Raises SeconError for a path that does not exist, and where there is no practice file.
    """
    names = tuple(fspath(path) for path in paths)
    return Practices(names, load_practices(names or None, quiet=True))


def check(practices: Practices, *, rubric: PathName | None = None) -> Sequence[Finding]:
    """Every finding of every file, by file and place: what `secon validate` reports.

    `rubric` is a rubric file, by which some rules judge; without it, the project's or the shipped one.
    """
    found, _ = practice_files(practices.paths or None, fall_back=True)
    in_force = load_rubric(_choice(rubric, None, None)).rubric
    return check_files(found, in_force, processes=allowed_processes()).findings


def score(
    practices: Practices,
    *,
    rubric: PathName | None = None,
    weights: Mapping[str, float | str] | None = None,
    as_of: date | None = None,
) -> Ranking:
    """Rank practices: scores from 0 to 100 by criterion and in total, with what counted and why.

    `weights` replace those of the rubric: numbers in the rubric's own units, or shares as text (`"40%"`), with which
    the other criteria keep their proportions. `as_of` is the day as of which practices are assessed.
    """
    return ranking(Basis(practices.inputs, load_rubric(_choice(rubric, weights, as_of))), Filters())


def compare(
    practices: Practices,
    first: str,
    second: str,
    *,
    rubric: PathName | None = None,
    weights: Mapping[str, float | str] | None = None,
    as_of: date | None = None,
) -> Comparison:
    """Compare two regions, countries, practices, or `all` and `rest`: differences by criterion, in points of the total.

    Names are those of `secon compare`; SeconError for one that is unknown or has several meanings.
    """
    return compared(Basis(practices.inputs, load_rubric(_choice(rubric, weights, as_of))), (first, second))


def _choice(rubric: PathName | None, weights: Mapping[str, float | str] | None, as_of: date | None) -> RubricChoice:
    changes = tuple(WeightChange.parse(f"{name}={value}") for name, value in (weights or {}).items())
    return RubricChoice(None if rubric is None else fspath(rubric), changes, as_of)
