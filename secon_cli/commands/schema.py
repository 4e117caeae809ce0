"""`secon schema`: the JSON Schema of a practice or a rubric, for editors."""

from typing import Annotated

import typer

from secon_cli import __version__
from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.options import ColorName, Output, Quiet, Verbose


def schema(
    name: Annotated[str, typer.Argument(metavar="practice|rubric", help="Of which kind of file.", show_default=False)],
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="json", help="A JSON Schema is JSON; for use as everywhere.")
    ] = "json",
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Print the JSON Schema of a practice file or of a rubric: editors complete and check by it while you type.

    An editor finds it by the first line of a file:

        # yaml-language-server: $schema=practice.schema.json

    `secon new` writes this line where the schema is there. The schema says what a field may hold; `secon validate`
    says more, such as whether evidence leads to a source.

    For example:

    - `secon schema practice`
    - `secon schema practice --output practice.schema.json`
    - `secon schema rubric --output rubric.schema.json`
    """
    from secon_cli.checks.suggestions import did_you_mean
    from secon_cli.commands.inputs import color_choice, format_choice
    from secon_cli.output.destination import tell, write
    from secon_cli.output.schema.as_json import MODELS, schema_json

    if name not in MODELS:
        raise UsageProblem(
            f"there is a schema of a practice and of a rubric, and not of `{name}`{did_you_mean(name, MODELS)}"
        )
    format_choice(format, ("json",))
    color_choice(color)
    write(schema_json(name), output)
    if verbose and not quiet:
        tell(f"the schema of a {name}, as secon {__version__} reads it")
