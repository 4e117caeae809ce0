"""`secon validate` as users and their CI run it: exit codes, streams, and bytes."""

import contextlib
import json
import os
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from secon_cli.app import app
from tools.sample import SOUND, patched

ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM")
}


def secon(
    folder: Path, *arguments: str, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    unset: dict[str, str | None] = dict.fromkeys(os.environ.keys() - ENVIRONMENT.keys())
    with contextlib.chdir(folder):
        ended = CliRunner().invoke(
            app, ["validate", *arguments], prog_name="secon", input=stdin, env={**unset, **environment}
        )
    return subprocess.CompletedProcess(arguments, ended.exit_code, ended.stdout, ended.stderr)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data" / "practices").mkdir(parents=True)
    (tmp_path / "data" / "practices" / "example.yaml").write_text(SOUND, encoding="utf-8")
    return tmp_path


def write(project: Path, text: str, name: str = "data/practices/example.yaml") -> None:
    (project / name).write_text(text, encoding="utf-8")


def test_a_sound_collection(project: Path) -> None:
    done = secon(project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 file, 0 errors, 0 warnings\n")


def test_the_screen_of_a_finding(project: Path) -> None:
    text = patched("organisation: []\n", without=("organisations",))
    number = text.splitlines().index("organisation: []") + 1
    write(project, text)
    done = secon(project / "data")
    assert done.returncode == 1
    summary, about, fixable = done.stderr.splitlines()
    assert summary == "1 file, 1 error, 0 warnings"
    assert ("secon explain" in about, "--fix can fix 1" in fixable) == (True, True)
    assert done.stdout == (
        f"error[unknown-field] data/practices/example.yaml:{number}:1\n"
        "   |\n"
        f"{number} | organisation: []\n"
        "   | ^^^^^^^^^^^^ not a field of a practice; did you mean `organisations`?\n"
    )


def test_carets_stand_under_wide_and_combining_characters(project: Path) -> None:
    write(project, patched("location: {region: 漢字 e\u0301, country: XX, partner: x, evidence: report}\n"))
    line, carets = secon(project).stdout.splitlines()[2:4]
    assert line.index("XX") + 2 - 1 == carets.index("^^")


def test_data_cannot_command_the_terminal(project: Path) -> None:
    write(project, patched("title: \x1b[34m\n"))
    for color in ("always", "never"):
        shown = secon(project, "--color", color).stdout
        assert "\\x1b[34m" in shown
        assert "\x1b[34m" not in shown


def test_markup_in_data_is_text(project: Path) -> None:
    write(project, patched("details: {topics: ['[red]x[/red] :smile:']}\n"))
    for color in ("always", "never"):
        assert "'[red]x[/red] :smile:'" in secon(project, "--color", color).stdout


def test_long_lines_are_whole_where_there_is_no_terminal(project: Path) -> None:
    write(project, patched(f"status: {'word ' * 400}end\n"))
    assert f"status: {'word ' * 400}end\n" in secon(project).stdout


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (patched("duration: {start: 2021}\n"), (), 0),
        (patched("duration: {start: 2021}\n"), ("--fail-on", "warning"), 1),
        (patched("duration: {start: 2021}\n"), ("--fail-on", "advice"), 1),
        (patched("duration: {start: 2021}\n"), ("--fail-on", "warning", "--ignore", "no-evidence"), 0),
        (patched("duration: {start: 2021}\n"), ("--fail-on", "warning", "--select", "unknown-field"), 0),
        (patched("duration: {start: 2021}\n"), ("--fail-on", "warning", "--ignore", "placeholder, no-evidence"), 0),
        (patched("duration: {start: 2021}\n"), ("--fail-on", "warning", "--select", "placeholder,no-evidence"), 1),
        (SOUND, ("--select", "placeholder,no-evidnce"), 2),
        (SOUND, ("--select", ""), 2),
        (patched("x: y\n"), (), 1),
        (patched("x: y\n"), ("--fail-on", "never"), 0),
        (patched("x: y\n"), ("--format", "json"), 1),
        ("", (), 1),
        ("", ("--ignore", "empty-file"), 1),
        (SOUND, ("nowhere.yaml",), 2),
        (SOUND, ("--select", "no-evidnce"), 2),
        (SOUND, ("--format", "xml"), 2),
        (SOUND, ("--fail-on", "always"), 2),
        (SOUND, ("--color", "sometimes"), 2),
        (SOUND, ("--output", "nowhere/findings.txt"), 74),
    ],
)
def test_exit_codes(project: Path, text: str, arguments: tuple[str, ...], code: int) -> None:
    write(project, text)
    done = secon(project, *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_is_one_line_with_a_suggestion(project: Path) -> None:
    done = secon(project, "--select", "no-evidnce")
    assert done.stderr == "secon: no rule is called `no-evidnce`; did you mean `no-evidence`?\n"


def test_nothing_to_check_is_not_green(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert secon(tmp_path, "empty").returncode == 3
    outside = secon(tmp_path)
    assert (outside.returncode, outside.stdout) == (3, "")


def test_json_holds_everything_a_program_needs(project: Path) -> None:
    text = patched("organisation: []\n", without=("organisations",))
    number = text.splitlines().index("organisation: []") + 1
    write(project, text)
    done = secon(project, "-f", "json", "--ignore", "yaml-trap")
    report = json.loads(done.stdout)
    assert list(report) == ["schema", "tool", "options", "rubric", "inputs", "findings", "summary"]
    assert report["schema"] == "secon.validate/1"
    assert report["options"] == {
        "fail_on": "error",
        "changed_since": None,
        "select": [],
        "ignore": ["yaml-trap"],
        "exclude": [],
        "advice": False,
    }
    (entry,) = report["inputs"]
    assert entry["path"] == "data/practices/example.yaml"
    assert len(entry["sha256"]) == 64
    assert report["findings"] == [
        {
            "rule": "unknown-field",
            "severity": "error",
            "file": "data/practices/example.yaml",
            "line": number,
            "column": 1,
            "end_line": number,
            "end_column": 13,
            "field": "organisation",
            "message": "not a field of a practice; did you mean `organisations`?",
            "help": None,
            "fix": {"line": number, "column": 1, "end_line": number, "end_column": 13, "text": "organisations"},
        }
    ]
    assert report["summary"] == {"files": 1, "error": 1, "warning": 0, "advice": 0}


def test_findings_come_in_the_order_of_names(project: Path) -> None:
    for name in ("a", "b", "c"):
        write(project, patched(f"id: {name}\nx: y\n"), f"data/practices/{name}.yaml")
    given = secon(project, "-f", "json", "data/practices/c.yaml", "data/practices/a.yaml", "data/practices/b.yaml")
    files = [finding["file"] for finding in json.loads(given.stdout)["findings"]]
    assert files == [f"data/practices/{name}.yaml" for name in ("a", "b", "c")]


def test_standard_input(project: Path) -> None:
    done = secon(project, "-", "--stdin-filename", "draft.yaml", stdin=patched("x: y\n"))
    assert f"draft.yaml:{len(patched('').splitlines()) + 1}:1" in done.stdout
    assert "id-not-file-name" in done.stdout
    nameless = secon(project, "-", stdin=patched("x: y\n"))
    assert f"<stdin>:{len(patched('').splitlines()) + 1}:1" in nameless.stdout
    assert "id-not-file-name" not in nameless.stdout


def test_output_goes_to_a_file_without_colour(project: Path) -> None:
    write(project, patched("x: y\n"))
    done = secon(project, "--output", "findings.txt", FORCE_COLOR="")
    assert (done.returncode, done.stdout) == (1, "")
    assert (project / "findings.txt").read_text(encoding="utf-8").startswith("error[unknown-field]")


def test_quiet_and_verbose(project: Path) -> None:
    assert secon(project, "--quiet").stderr == ""
    assert "checked data/practices/example.yaml\n" in secon(project, "--verbose").stderr


@pytest.mark.parametrize(
    ("environment", "colored"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colour_follows_the_environment(project: Path, environment: dict[str, str], colored: bool) -> None:
    write(project, patched("x: y\n"))
    assert ("\x1b[" in secon(project, **environment).stdout) is colored


def test_a_monstrous_line_is_clipped_even_in_a_pipe(project: Path) -> None:
    write(project, "[" * 100_000)
    assert len(secon(project).stdout) < 10_000
