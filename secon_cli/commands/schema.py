"""`secon schema`: the JSON Schema of a kind of file."""

from pathlib import Path

from secon_cli import __version__
from secon_cli.commands.values import UsageProblem
from secon_cli.output.destination import tell, write
from secon_cli.output.file_schema import MODELS, schema_json
from secon_cli.practice.suggestions import did_you_mean


def run(name: str, output: Path | None, *, format: str, quiet: bool, verbose: bool, color: str) -> int:
    """Write the schema."""
    if name not in MODELS:
        raise UsageProblem(
            f"there is a schema of a practice and of a rubric, not of `{name}`{did_you_mean(name, MODELS)}"
        )
    write(schema_json(name), output)
    if verbose and not quiet:
        tell(f"schema of a {name} as secon {__version__} reads it")
    return 0
