"""`secon init`: a folder, or a zip file of one, in which to start a collection of practices."""

import io
import os
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

from secon_cli.checks.checked_files import check_practice, check_rubric
from secon_cli.cli import InitOptions
from secon_cli.commands.inputs import rubric_file, usable_rubric
from secon_cli.commands.values import UsageProblem
from secon_cli.forms.layout import layout
from secon_cli.output.destination import create_all, fitted, screen_of
from secon_cli.output.new_files import TEXTS
from secon_cli.output.pages.forms import guide_page
from secon_cli.output.plain_text import shell_word, visible
from secon_cli.output.renderers.docx import render_docx
from secon_cli.output.word_form import word_form
from secon_cli.practice.suggestions import folded
from secon_cli.reading import files
from secon_cli.reading.yaml_reader import read
from secon_cli.reading.yaml_scalars import scalar

_EXAMPLE = "lv-altum-grants.yaml"
"""The shipped practice that is the example: an ordinary one, with most kinds of facts."""
_ATTRIBUTES = "# The same bytes on every machine, so that stored results can be verified.\n*.yaml text eol=lf\n"


def run(options: InitOptions) -> int:
    """Write what the folder lacks, by the rubric in it if there is one, or a zip file; nothing is overwritten."""
    folder, title = options.folder, options.title
    if title is not None and (visible(title) != title or not title.strip()):
        raise UsageProblem(f"--title: expected one line of visible text, got `{title}`")
    zipped = folder.suffix.lower() == ".zip"
    # The rubric is the shipped one as of today, so that no practice is in the future, under a name of its own.
    day = options.as_of or datetime.now().astimezone().date()
    rubric_text = files.shipped(files.CRITERIA).read_text(encoding="utf-8")
    shipped = usable_rubric(check_rubric(read(rubric_text.encode(), files.CRITERIA.name))).rubric
    names = (title or "", folder.stem if zipped else folder.resolve().name, "own-criteria")
    own = {
        "rubric": next(id for id in map(_id_of, names) if id not in ("", shipped.rubric)),
        "version": "1.0.0",
        "title": scalar(title or TEXTS["rubric_title"]),
        "as_of": day.isoformat(),
    }
    header = TEXTS["rubric"].format(rubric=f"{shipped.rubric} {shipped.version}")
    header = "".join(f"# {text}".rstrip() + "\n" for text in header.splitlines())
    rubric_text = re.sub(r"\A(#.*\n)*", lambda _: header, rubric_text)
    rubric_text = re.sub(rf"(?m)^({'|'.join(own)}):.*$", lambda key: f"{key[1]}: {own[key[1]]}", rubric_text)
    own_file = folder / files.CRITERIA
    checked = check_rubric(read(rubric_text.encode(), files.CRITERIA.name))
    rubric = usable_rubric(rubric_file(str(own_file)) if own_file.is_file() else checked).rubric
    texts = {
        files.CRITERIA.name: rubric_text,
        f"{files.shown(files.PRACTICES)}/.gitkeep": "",
        ".github/workflows/practices.yml": Path(__file__).with_name("practices.yml").read_text(encoding="utf-8"),
        ".gitattributes": _ATTRIBUTES,
    }
    example = check_practice(files.InputFile(files.shipped(files.PRACTICES) / _EXAMPLE, _EXAMPLE).read()).practice
    form = layout(options.template)
    for_partners = {
        "guide.docx": render_docx(guide_page(rubric)),
        "form.docx": word_form(form, rubric=rubric),
        "example.docx": word_form(form, example, rubric=rubric),
    }
    parts = {**for_partners, **{name: text.encode() for name, text in texts.items()}}
    kept = [name for name in parts if os.path.lexists(folder / name)]
    written = [name for name in parts if name not in kept]
    files_to_write = {folder / name: parts[name] for name in written}
    if zipped:
        # A name without what another system takes for a path or refuses.
        inside = re.sub(r"[^\w .-]", "-", folder.stem).strip(" .") or "collection"
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
            for name, part in parts.items():
                # Without the time of writing, the same parts give the same bytes.
                entry = zipfile.ZipInfo(f"{inside}/{name}")
                entry.external_attr = 0o644 << 16
                file.writestr(entry, part, zipfile.ZIP_DEFLATED)
        files_to_write = {folder: content.getvalue()}
    create_all(files_to_write)
    shown = visible(files.shown(folder))
    named = {f"Wrote {shown}": written, "Left as they are": kept}
    lines = [fitted(f"{what}: {', '.join(names)}", screen_of().width) for what, names in named.items() if names]
    if not options.quiet and written:
        where = f"unpack {shown}" if zipped else f"cd {shell_word(files.shown(folder))}" if shown != "." else ""
        lines += ["Next:", *([f"  {where}"] if where else [])]
        lines += ["  guide.docx              says how to describe a practice in form.docx"]
        lines += ["  secon import form.docx  turns it into a practice file"]
        lines += ["  secon new               starts a practice file without the form"]
        lines += ["  secon validate          checks the practices"]
        if files.CRITERIA.name in written:
            lines += ["  criteria.yaml           has SECON's weights and reasons; change them"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _id_of(name: str) -> str:
    """The id that a rubric of this name has; empty where none of its words can be in an id."""
    return "-".join(word for word in folded(name).split() if word.isascii())[:80].strip("-")
