"""A new practice file on its way to the disk: never over another, with what is said about it."""

from dataclasses import dataclass
from pathlib import Path

from secon_cli import __version__
from secon_cli.commands.errors import UsageProblem
from secon_cli.output.destination import create, tell
from secon_cli.output.file_schema import schema_json
from secon_cli.output.wire import to_json
from secon_cli.reading import files


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write, with what `validate` finds in it, and the schema to write beside it, if asked for."""

    path: Path
    text: str
    warnings: str
    schema: Path | None
    named: str | None
    """The schema that the first line names, as it is named there."""

    @property
    def name(self) -> str:
        """The path as it is printed."""
        return files.shown(self.path)

    @property
    def remarks(self) -> str:
        """What is told beside the path: warnings, and what to do next."""
        steps = {
            "Fill it in with an editor, then": "",
            f"  secon validate {self.name}": "says what is wrong",
            f"  secon show {self.name}": "says what is missing, and what it is worth",
        }
        width = max(len(step) for step in steps)
        return self.warnings + "\n".join(f"{step:<{width}}  {why}".rstrip() for step, why in steps.items())

    @property
    def details(self) -> str:
        """What else may be asked: the schema that editors find."""
        return f"editors find the schema {self.named}" if self.named else "the file names no schema: there is none here"


def new_json(file: NewFile) -> str:
    """What was written, as `secon.new/1`."""
    written = {"file": file.name, "id": file.path.stem, "names_schema": file.named}
    return to_json({"schema": "secon.new/1", "tool": {"name": "secon", "version": __version__}, **written})


def write_new(file: NewFile) -> None:
    """Write the file, and the schema if asked for; UsageProblem where something stands at its path by now."""
    file.path.parent.mkdir(parents=True, exist_ok=True)
    try:
        create(file.text, file.path)
    except FileExistsError:
        raise already_there(file.path) from None
    if file.schema is not None:
        text = schema_json("practice")
        if not file.schema.exists():
            create(text, file.schema)
        elif file.schema.read_text(encoding="utf-8") != text:
            shown = files.shown(file.schema)
            tell(f"secon: {shown} is another schema, and stays; `secon schema practice -o {shown}` renews it")


def already_there(path: Path) -> UsageProblem:
    """Why nothing was written: something stands at the path."""
    return UsageProblem(f"`{files.shown(path)}` is there already; new never writes over a file")
