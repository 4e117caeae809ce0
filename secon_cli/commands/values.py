"""Options as values, parsed once, where the command line is read; and the problems that stop a command."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any, NamedTuple

from secon_cli.output.destination import Destination


class CommandProblem(Exception):
    """A command cannot do what it was asked; the message says in one line why, and what to do next.

    `details` is shown before that line, for instance the findings that make a rubric unusable.
    """

    exit_code = 70

    def __init__(self, message: str, *, details: str = "") -> None:
        super().__init__(message)
        self.details = details


class CheckFailed(CommandProblem):
    """The check that was asked for has failed, and there is nothing to show for it."""

    exit_code = 1


class UsageProblem(CommandProblem):
    """Wrong usage: a path that does not exist, an unknown name, a rubric that cannot be used."""

    exit_code = 2


class NoInput(CommandProblem):
    """Nothing to work on: a folder or a filter without practices. Nothing checked is never green."""

    exit_code = 3


# --- Options ------------------------------------------------------------------------------------------------------


class WeightChange(NamedTuple):
    """Another weight for a criterion: in the rubric's own units, or (`is_share`) as a share of all weights."""

    criterion: str
    value: float
    is_share: bool = False

    @classmethod
    def parse(cls, text: str) -> "WeightChange":
        """`effectiveness=30` or `effectiveness=40%`; UsageProblem for anything else."""
        from secon_cli.practice.values import parse_number

        name, equals, number = (part.strip() for part in text.partition("="))
        if not equals or not name:
            raise UsageProblem(
                f"--weight: expected CRITERION=N or CRITERION=N%, such as effectiveness=40%, got `{text}`"
            )
        is_share = number.endswith("%")
        try:
            value = float(parse_number(number.removesuffix("%").rstrip()))
        except ValueError:
            value = -1.0
        if value < 0:
            raise UsageProblem(
                f"--weight {name}=: expected a number of 0 or more with at most six decimals, got `{number}`"
            )
        if is_share and value > 100:
            raise UsageProblem(f"--weight {name}={number}: a share is at most 100%")
        return cls(name, value / 100 if is_share else value, is_share)


class RubricChoice(NamedTuple):
    """Which rubric is in force, and what replaces its weights and its date."""

    file: str | None = None
    weights: tuple[WeightChange, ...] = ()
    as_of: date | None = None


class Options:
    """The options of a command as values; `cli.py` declares those of each in a subclass. These are what many have."""

    paths: Sequence[str] | None = None
    practices: str | None = None
    """Where the practices are, for commands whose arguments are names."""
    stdin_filename: str | None = None
    quiet: bool
    verbose: bool
    to: Destination
    formats: Sequence[str] = ()
    """The formats of its result, the usual one first."""
    without: Collection[str] = ()
    """Options of a base class that the command does not have."""

    def __init__(self, **values: Any) -> None:
        vars(self).update(values)
        self.choice = RubricChoice(values.get("criteria"), tuple(values.get("weight") or ()), values.get("as_of"))


class ReportContents(NamedTuple):
    """What a report is about, and how it is made."""

    regions: tuple[str, ...] = ()
    eligible_only: bool = False
    assessments: str | None = None
    draws: int = 10_000
    seed: int = 1
    title: str | None = None
    introduction: str | None = None
    conclusions: str | None = None

    def plain(self) -> dict[str, object]:
        """What was asked for, by name, for `secon verify`."""
        return {name: value for name, value in self._asdict().items() if value not in (None, ())}

    def options(self) -> dict[str, object]:
        """What changes what is computed or shown, other than the defaults, by the name of its option."""
        usual = ReportContents()
        changed = {name: getattr(self, name) for name in ("eligible_only", "draws", "seed")}
        changed = {name: value for name, value in changed.items() if value != getattr(usual, name)}
        return {**Filters(region=self.regions).options(), **changed}


class Filters(NamedTuple):
    """Which practices of a ranking are shown, in which order; several values of one filter add up."""

    region: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    gate: tuple[str, ...] = ()
    band: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    sort: str | None = None
    top: int | None = None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Filters":
        """The filters of a stored result."""
        several = {
            name: tuple([value] if isinstance(value, str) else value)
            for name in ("region", "country", "gate", "band", "topic")
            if (value := options.get(name)) is not None
        }
        return cls(**several, sort=options.get("sort"), top=options.get("top"))

    def options(self) -> dict[str, object]:
        """The filters that were given, by the name of their option; a single value is not a list."""
        plain = {
            name: value if not isinstance(value, tuple) else value[0] if len(value) == 1 else list(value)
            for name, value in self._asdict().items()
        }
        return {name: value for name, value in plain.items() if value not in (None, [])}


def day(text: str) -> date:
    """The day of `--as-of`; UsageProblem for anything but one day."""
    from secon_cli.practice.values import PartialDate

    try:
        partial = PartialDate.parse(text)
    except ValueError as error:
        raise UsageProblem(f"--as-of: {error}") from None
    if partial.first != partial.last:
        raise UsageProblem("--as-of: expected one day, such as 2025-06-30")
    return partial.first


def threshold(text: str) -> float:
    """The points of `--fail-under`; UsageProblem for anything but a number."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise UsageProblem(f"--fail-under: expected a number of points, got `{text}`")
    return value
