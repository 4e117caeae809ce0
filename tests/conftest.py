"""What tests of commands and screens share: a small project to work in, and secon run inside the test's own process."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import HealthCheck, settings
from typer import Context
from typer.main import get_command
from typer.testing import CliRunner

from secon_cli.app import app
from tests.small_project import Ended, write_project

if TYPE_CHECKING:
    from secon_cli.analysis.report import Report
    from secon_cli.analysis.results import Ranking
    from secon_cli.commands.inputs import Inputs, RubricInForce

Secon: TypeAlias = Callable[..., Ended]
ROOT = Path(__file__).parents[1]

COMMAND_NAMES: list[str] = get_command(app).list_commands(Context(get_command(app)))  # type: ignore[attr-defined]  # a group
"""Every command of the program."""


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that runs the tests in the background has every process that they start ignore Ctrl-C, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No deadline: properties are about results, not speed, so they hold on slow machines too.
settings.register_profile("full", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("full"), max_examples=20)
settings.load_profile("quick")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """No workers for named files and tests: starting workers takes longer than most files do."""
    return None if config.args == config.getini("testpaths") else 0


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of five practices, as the working directory, in an environment that says nothing of colour or width."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "SECON_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    root = write_project(tmp_path / "project")
    monkeypatch.chdir(root)
    return root


def in_process(*arguments: str, stdin: str | None = None, **variables: str) -> Ended:
    """`secon` inside this process: faster than a process of its own, with its streams and codes."""
    ended = CliRunner().invoke(app, list(arguments), prog_name="secon", input=stdin, env=variables)
    return Ended(ended.exit_code, ended.stdout_bytes.decode(), ended.stderr_bytes.decode())


@pytest.fixture
def secon(project: Path) -> Secon:
    """`secon` in the project, inside this process."""
    assert project
    return in_process


# What ships with secon, computed once in a process.


@pytest.fixture(scope="session")
def inputs() -> "Inputs":
    """The 18 practices."""
    from secon_cli.commands.inputs import load_practices

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return load_practices(None)


@pytest.fixture(scope="session")
def in_force() -> "RubricInForce":
    """The rubric of the project."""
    from secon_cli.commands.inputs import load_rubric
    from secon_cli.commands.values import RubricChoice

    return load_rubric(RubricChoice(str(ROOT / "criteria.yaml")))


@pytest.fixture(scope="session")
def shown(inputs: "Inputs", in_force: "RubricInForce") -> "Ranking":
    """The ranking of all."""
    from secon_cli.commands.score import Basis, ranking
    from secon_cli.commands.values import Filters

    return ranking(Basis(inputs, in_force), Filters())


@pytest.fixture(scope="session")
def shipped(inputs: "Inputs", in_force: "RubricInForce") -> "Report":
    """The report on all."""
    from secon_cli.commands.report import report_of
    from secon_cli.commands.score import Basis
    from secon_cli.commands.values import ReportContents

    return report_of(Basis(inputs, in_force), ReportContents(draws=500))


@pytest.fixture(scope="session")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the report on all."""
    file = tmp_path_factory.mktemp("page") / "report.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert in_process("report", "--draws", "200", "-o", str(file)).code == 0
    return file
