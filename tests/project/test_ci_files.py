"""What other repositories use of this one does what docs/ci.md says: the action, the hooks, the examples."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from secon_cli.output.destination import FINDING_FORMATS
from tests.conftest import Secon
from tests.git_repository import commit, start
from tests.small_project import Ended, environment, head

ROOT = Path(__file__).parents[2]
PAGE = ROOT.joinpath("docs", "ci.md").read_text(encoding="utf-8")
ACTION: dict[str, Any] = yaml.safe_load(ROOT.joinpath("action.yml").read_text(encoding="utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load(ROOT.joinpath(".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
EXAMPLES = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]


def use_action(project: Path, step: str = "Check the practices", path: str = "", **inputs: str) -> Ended:
    """Run a step of the action as a runner does: its script in bash, its inputs and the event as variables."""
    temporary = project.parent / "runner"
    program = temporary / "secon" / "bin" / "python"
    program.parent.mkdir(parents=True, exist_ok=True)
    # Isolated (-I), this Python would find secon only if it were installed for it.
    program.write_text(f'#!/bin/sh\n[ "$1" = -I ] && shift && exec "{sys.executable}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (found,) = (each for each in ACTION["runs"]["steps"] if each["name"] == step)
    given = {name: inputs.get(name.replace("-", "_"), one["default"]) for name, one in ACTION["inputs"].items()}
    variables = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], text)
        for name, text in found["env"].items()
    }
    variables |= {name: inputs[name] for name in ("BASE", "PULL_REQUEST") if name in inputs}
    variables |= {"PATH": f"{path}:{os.environ['PATH']}"} if path else {}
    variables |= {"RUNNER_TEMP": str(temporary), "GITHUB_STEP_SUMMARY": str(temporary / "summary.md")}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
        cwd=project,
        env=environment(**variables),
        capture_output=True,
        text=True,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def slip(project: Path) -> Path:
    path = project / "data" / "practices" / "xx-slip.yaml"
    path.write_text(head("xx-slip").replace("summary:", "sumary:"), encoding="utf-8")
    return path


def test_the_action_never_runs_modules_of_the_checkout() -> None:
    """A `venv.py` or `subprocess.py` there would be imported instead of Python's own."""
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    starts = re.findall(r'(?m)^\s*"[^"\n]*(?:PYTHON|/bin/\w+)"(.*)', "\n".join(scripts))
    assert len(starts) == 4
    assert all(start.startswith(" -I -m ") for start in starts)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_action_annotates_summarises_and_fails(project: Path, slip: Path) -> None:
    done = use_action(project, sarif="out.sarif")
    assert (done.code, done.err.splitlines()[0][:7]) == (1, "6 files")
    assert "::error file=data/practices/xx-slip.yaml,line=20," in done.out
    assert "\x1b[1;31merror[unknown-field]" in done.out
    summary = project.parent / "runner" / "summary.md"
    assert "data/practices/xx-slip.yaml:20:1" in summary.read_text(encoding="utf-8")
    assert project.joinpath("out.sarif").stat().st_size > 0
    assert use_action(project, fail_on="never").code == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.usefixtures("slip")
def test_inputs_of_the_action_are_words_and_never_run(project: Path) -> None:
    done = use_action(project, paths="data/practices/lv-choir.yaml\ndata/practices/pl-kitchen.yaml\n")
    assert (done.code, done.err.splitlines()[0][:7]) == (0, "2 files")
    assert use_action(project, options="--select\nunknown-field\n--exclude\nxx-*\n").code == 0
    for hostile in ("$(touch owned)`touch owned`; touch owned", "--output=owned"):
        assert use_action(project, paths=hostile).code == 2
        assert not project.joinpath("owned").exists()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_action_says_what_a_pull_request_changes(project: Path, tmp_path: Path) -> None:
    start(project)
    commit(project, "base")
    choir = project / "data" / "practices" / "lv-choir.yaml"
    choir.write_text(choir.read_text(encoding="utf-8").replace("Choir of all ages", "Choir of the town"), "utf-8")
    commit(project, "work")
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text('#!/bin/sh\necho "gh $*"\nexit 1\n', encoding="utf-8")
    gh.chmod(0o755)
    event = {"BASE": "base", "PULL_REQUEST": "https://github.com/o/r/pull/1"}
    summary = project.parent / "runner" / "summary.md"
    for comment in ("false", "true"):
        done = use_action(project, "Summarise the change", str(gh.parent), comment=comment, **event)
        assert done.code == 0
        assert ("gh pr comment https://github.com/o/r/pull/1 --body-file" in done.out) is (comment == "true")
    text = summary.read_text(encoding="utf-8")
    assert text.count("# Changes since base") == 2
    assert "1 practice touched" in text
    assert "Choir of all ages → Choir of the town" in text
    unknown = use_action(project, "Summarise the change", **{**event, "BASE": "nowhere"})
    assert (unknown.code, "no summary" in unknown.out) == (0, True)


def test_the_page_names_every_input_and_format() -> None:
    for name in ACTION["inputs"]:
        assert f"| `{name}` |" in PAGE
    for name in FINDING_FORMATS:
        assert f"| `{name}` |" in PAGE


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_each_hook_finds_what_is_wrong(secon: Secon, slip: Path, hook: dict[str, Any]) -> None:
    assert f"| `{hook['id']}` |" in PAGE
    assert re.search(hook["files"], "data/practices/deeper/a.yml")
    assert not re.search(hook["files"], "other/data/practices/a.yaml")
    program, *words = shlex.split(hook["entry"])
    assert program == "secon"
    files = [os.path.relpath(slip)] if hook.get("pass_filenames", True) else []
    done = secon(*words, *files)
    mends = "--fix" in words
    assert done.code == (0 if mends else 1)
    assert ("sumary:" in slip.read_text(encoding="utf-8")) is not mends


def test_examples_use_what_there_is(secon: Secon) -> None:
    names = {hook["id"] for hook in HOOKS}
    used = [hook for example in EXAMPLES for repo in example.get("repos", ()) for hook in repo["hooks"]]
    assert used
    assert {hook["id"] for hook in used} <= names
    steps = [step for text in EXAMPLES for job in text.get("jobs", {}).values() for step in job["steps"]]
    steps += [step for text in EXAMPLES for step in text.get("steps", ())]
    inputs = [step.get("with", {}) for step in steps if "/secon@" in step["uses"]]
    assert len(inputs) == 3
    assert {name for each in inputs for name in each} <= set(ACTION["inputs"])
    known = "".join(secon(command, "--help", COLUMNS="200").out for command in ("validate", "diff"))
    foreign = {"--help", "--fail", "--header", "--data-urlencode"}
    for option in set(re.findall(r"--[a-z][a-z-]+", PAGE)) - foreign:
        assert option in known, option
