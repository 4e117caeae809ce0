"""What commands print, captured for the documentation.

`with_examples` runs a page that shows how to do something, in a copy of the project. A block `console` holds commands
after `$`; what they print is put below each. The sentence before a block of YAML says what to do with it: “find:” and
“Write instead:”, “Add at the end of `FILE`:”, “The whole of `FILE`:”. A block `yaml NAME` replaces the block NAME of
the practice file that the page started with `secon new`. A block `form FILE` holds what someone types into an empty
form, each line as “Box, Question: answer”.

`with_screens` fills the blocks between `<!-- screen: secon … -->` and `<!-- end of screen -->`. After the command,
` | from: TEXT` leaves out the lines before the first that starts with TEXT, ` | lines: N` all after the first N.
"""

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from tools import PageError

_ROOT = Path(__file__).parents[1]
_COLUMNS = "80"
_PLAIN = {"NO_COLOR": "1", "TERM": "dumb"}
_PARTS = ("data", "criteria.yaml", "docs/schema")
_STEP = re.compile(
    r"^```(?P<language>console|yaml|form)(?: (?P<block>[\w.-]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_MARKED = re.compile(
    r"(?P<start><!-- screen: (?P<command>.+?)(?: \| from: (?P<first>.+?))?(?: \| lines: (?P<count>\d+))? -->\n)"
    r".*?(?P<end><!-- end of screen -->)",
    re.DOTALL,
)


def with_examples(page: Path) -> str:
    """A page with the output of each of its commands, run one after the other."""
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        return "".join(_follow(text, copy_of_project(Path(folder, "secon"), *_PARTS)))


def copy_of_project(project: Path, *parts: str) -> Path:
    """Copy parts of this project to another folder."""
    for part in parts:
        copy = shutil.copytree if (_ROOT / part).is_dir() else shutil.copy
        (project / part).parent.mkdir(parents=True, exist_ok=True)
        copy(_ROOT / part, project / part)
    return project


def _follow(text: str, project: Path) -> Iterator[str]:
    """The text between the steps as it is, and each step once it is done."""
    end = 0
    to_replace: tuple[Path, str] | None = None
    for step in _STEP.finditer(text):
        before, body = text[end : step.start()], step["body"]
        end = step.end()
        yield before
        if step["language"] == "console":
            commands = re.findall(r"^\$ ((?:.*\\\n)*.*)\n", body, re.MULTILINE)
            printed = "".join(f"$ {command}\n{run(command, project)}" for command in commands)
            yield f"```console\n{printed}```"
            continue
        yield step[0]
        if step["language"] == "form":
            Path(project, step["block"]).write_bytes(_filled(body))
            continue
        lead = " ".join(before.strip().rpartition("\n\n")[2].split())
        if step["block"]:
            _put(_newest(project, "data/practices/*.yaml"), step["block"], body)
        elif lead.lower().endswith("find:"):
            to_replace = Path(project, _file_named_in(lead) or _newest(project, "*.yaml")), body
        elif lead.endswith("Write instead:") and to_replace:
            file, old = to_replace
            if file.read_text(encoding="utf-8").count(old) != 1:
                raise PageError(f"{file.name} does not have this exactly once:\n{old}")
            file.write_text(file.read_text(encoding="utf-8").replace(old, body), encoding="utf-8")
        elif (name := _file_named_in(lead)) and lead.startswith("Add at the end of"):
            file = Path(project, name)
            file.write_text(file.read_text(encoding="utf-8") + body, encoding="utf-8")
        elif name and "The whole of" in lead:
            Path(project, name).write_text(body, encoding="utf-8")
        else:
            raise PageError(f"the page does not say what to do with a block: {lead}")
    yield text[end:]


def _filled(answers: str) -> bytes:
    """A form of secon with these answers."""
    from secon_cli.forms.layout import layout
    from secon_cli.output.word_form import filled_form

    form = layout("secon")
    boxes: dict[str, list[Mapping[str, str]] | None] = {}
    for line in answers.splitlines():
        place, _, answer = line.partition(": ")
        box, _, label = place.partition(", ")
        name, _, number = box.rpartition(" ") if box[-1].isdigit() else (box, "", "1")
        card = next((card for card in form.cards.values() if card.heading == name), None)
        if card is None or not card.name_of(label):
            raise PageError(f"the form has no box for this answer: {line}")
        items = boxes.get(name) or []
        items += [{} for _ in range(int(number) - len(items))]
        items[int(number) - 1] = {**items[int(number) - 1], label: answer}
        boxes[name] = items
    return filled_form(form, boxes)


def _file_named_in(lead: str) -> str | None:
    names = re.findall(r"`([\w-]+\.yaml)`", lead)
    return names[-1] if names else None


def _newest(project: Path, pattern: str) -> Path:
    return max(project.glob(pattern), key=lambda path: path.stat().st_mtime_ns)


def _put(file: Path, block: str, text: str) -> None:
    """Put a block of the file in place of the one that is there, or of the comment that keeps its place."""
    old = re.compile(rf"^(?:# )?{block}:.*?(?=^\n|\Z)", re.MULTILINE | re.DOTALL)
    changed, replaced = old.subn(lambda _: text, file.read_text(encoding="utf-8"), count=1)
    if not replaced:
        raise PageError(f"{file.name} has no block `{block}` to replace")
    file.write_text(changed, encoding="utf-8")


def run(command: str, folder: Path, expected: tuple[int, ...] = (0, 1)) -> str:
    """What a command prints on a terminal 80 columns wide, in a shell that knows `secon`; PageError where it fails."""
    shell = f'secon() {{ "{sys.executable}" -m secon_cli "$@"; }}\n{command}'
    kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "TERM")}
    terminal, output = pty.openpty()
    with tempfile.TemporaryFile() as errors:
        shown = subprocess.Popen(
            ["sh", "-c", shell],
            cwd=folder,
            env={**kept, "PYTHONPATH": str(_ROOT), "COLUMNS": _COLUMNS, "PYTHONUTF8": "1", **_PLAIN},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )
        os.close(output)
        printed = b""
        # Where the other side is closed, Linux reports an error.
        with suppress(OSError):
            while part := os.read(terminal, 65536):
                printed += part
        os.close(terminal)
        code = shown.wait()
        errors.seek(0)
        text = (printed + errors.read()).decode().replace("\r\n", "\n")
    if code not in expected or "Traceback" in text:
        raise PageError(f"`{command}` ends with exit code {code}:\n{text}")
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def with_screens(page: Path) -> str:
    """A page with every marked block filled in."""
    return _MARKED.sub(
        lambda block: f"{block['start']}{_excerpt(block)}{block['end']}", page.read_text(encoding="utf-8")
    )


_captured = cache(partial(run, folder=_ROOT, expected=(0,)))


def _excerpt(block: re.Match[str]) -> str:
    shown = _captured(block["command"]).splitlines()
    if block["first"]:
        starts = [number for number, line in enumerate(shown) if line.lstrip().startswith(block["first"])]
        if not starts:
            raise PageError(f"`{block['command']}` prints no line that starts with `{block['first']}`")
        shown = ["…", *shown[starts[0] :]]
    if block["count"] and len(shown) > int(block["count"]):
        shown = [*shown[: int(block["count"])], "…"]
    return "\n".join(["```text", f"$ {block['command']}", *shown, "```", ""])


_LINES = 24
_ADOPTED = """\
  cases:
    - where: Alentejo
      status: done
      evidence: report:transfer"""
_SHOWN = (
    "secon --help",
    "secon score",
    "secon score --weight effectiveness=30 --top 5",
    "secon show sigulda",
    "secon why 3 4",
    "secon compare riga mazowieckie",
    "secon compare",
    "secon robustness",
    "secon validate",
    "secon validate my-draft.yaml",
    "secon explain gate",
    "secon explain relevance",
    "secon criteria",
    "secon criteria --check criteria.yaml",
    "secon panel --assessments docs/panel-example",
    "secon diff data/practices after",
    "secon verify ranking.json",
    "secon show ejesec --what-if edited.yaml",
    "secon report -o report.html",
    "secon template -o form.docx",
    "secon schema --help",
    # One after the other from here on, since they write what the others would read.
    "secon init my-project",
    "cd my-project && secon import example.docx",
    (
        "secon new --title 'Repair café' --country AT --region 'Upper Valley' --type association \\\n"
        "    --organisation 'Repairers' --summary 'Volunteers repair.' --source Report --date 2023-11"
    ),
)
"""The commands of `docs/screens.md`."""
_LAST = 3
"""Commands that run last, one after the other."""


def screens_page() -> str:
    """The first screen of every command, 80 columns wide and 24 lines high."""
    size = f"{_COLUMNS} columns and {_LINES} lines"
    parts = [f"# Screens\n\nWhat every command shows first on a terminal of {size}. What is longer opens in the pager."]
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of_project(Path(folder, "secon"), *_PARTS, "docs/panel-example")
        run("secon score --format json --output ranking.json && cp -r data/practices after", project)
        practices = project / "data" / "practices"
        _edit(practices / "es-ejesec.yaml", project / "edited.yaml", "  cases: []", _ADOPTED)
        _edit(practices / "lv-altum-grants.yaml", project / "my-draft.yaml", "summary:", "sumary:")
        _edit(project / "edited.yaml", project / "after" / "es-ejesec.yaml", "value: 337", "value: 400")
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            printed = [*threads.map(lambda command: run(command, project), _SHOWN[:-_LAST])]
        printed += [run(command, project) for command in _SHOWN[-_LAST:]]
        for command, text in zip(_SHOWN, printed, strict=True):
            lines = [*f"$ {command}".splitlines(), *text.splitlines()]
            if len(lines) > _LINES:
                lines[_LINES - 1 :] = [f"… {len(lines) - _LINES + 1} more lines"]
            parts += [f"## `{command.partition(' --title')[0]}`", "\n".join(["```text", *lines, "```"])]
    return "\n\n".join(parts) + "\n"


def _edit(source: Path, target: Path, old: str, new: str) -> None:
    """Write a copy of a practice file in which a text is another."""
    text = source.read_text(encoding="utf-8")
    if old not in text:
        raise PageError(f"{source.name} has no `{old}` to change")
    target.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- Pages, pictures and the report that commands write ---

_PANEL = """\
# A panel of three synthetic assessors

**Synthetic: assessors, ratings and reasons are invented** to show what `secon panel` does; only the practices are real.
The files are in [panel-example](panel-example/); [panel.md](panel.md) explains every figure."""


def panel_example_page() -> str:
    """What `secon panel` says of three synthetic assessors."""
    written = _written("panel --assessments docs/panel-example --full --top 5", "markdown")
    title, _, text = written.partition("\n")
    return f"{_PANEL}\n\n{title.removeprefix('# ')}.\n{text}"


def _written(command: str, format: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of_project(Path(folder, "secon"), "data", "criteria.yaml", "docs/panel-example")
        program = [sys.executable, "-m", "secon_cli", *command.split(), "--quiet", "--format", format]
        environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
        done = subprocess.run(program, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


WRITTEN: dict[str, Callable[[], str]] = {
    "docs/panel-example.md": panel_example_page,
    "docs/pictures/ranking.svg": partial(_written, "score", "svg"),
    "docs/pictures/regions.svg": partial(_written, "compare", "svg"),
    "docs/pictures/two-regions.svg": partial(_written, "compare riga mazowieckie", "svg"),
    "docs/pictures/rank-intervals.svg": partial(_written, "robustness", "svg"),
    "docs/sample-report.html": partial(_written, "report", "html"),
}
"""The page of a panel, the figures and the report, by path."""
