"""Options that several commands share, each with one spelling and one help text."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Paths: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Practice files or folders; `-` reads standard input. Default: the project's data/practices.",
        show_default=False,
    ),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of standard output."),
]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the result.")]
Verbose: TypeAlias = Annotated[bool, typer.Option("--verbose", "-v", help="Say more about what is done.")]
ColorName: TypeAlias = Annotated[
    str, typer.Option("--color", metavar="auto|always|never", help="When to use colour.", show_default=True)
]
StdinFilename: TypeAlias = Annotated[
    str | None, typer.Option("--stdin-filename", metavar="NAME", help="The name that `-` goes by.")
]
CriteriaFile: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--criteria", metavar="FILE", help="The rubric. Default: the project's criteria.yaml, else the shipped one."
    ),
]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Judge as of this day, such as 2025-06-30, instead of the rubric's."),
]
Weights: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--weight", "-w", metavar="CRITERION=N", help="Another weight for a criterion; can be repeated."),
]
