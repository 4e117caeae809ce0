"""`secon new`: a valid practice file with every field explained, from answers or from options."""

from pathlib import Path
from typing import Annotated

import typer

from secon_cli.commands.options import ColorName, Quiet, Verbose

_FORMATS = ("text", "json")


def new(
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of the practice.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE|NAME", help="Country, such as LV or Latvia.")] = None,
    region: Annotated[str | None, typer.Option(metavar="NAME", help="Partner region that puts it forward.")] = None,
    place: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Where it works; can be repeated.", show_default=False)
    ] = None,
    organisation: Annotated[str | None, typer.Option(metavar="NAME", help="Organisation in charge.")] = None,
    type: Annotated[str | None, typer.Option(metavar="TYPE", help="What kind of body it is.")] = None,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="Since when it works.")] = None,
    end: Annotated[str | None, typer.Option(metavar="DATE|ongoing", help="Until when.")] = None,
    status: Annotated[str | None, typer.Option(metavar="running|paused|ended", help="Whether it works.")] = None,
    summary: Annotated[str | None, typer.Option(metavar="TEXT", help="The practice in a sentence or two.")] = None,
    source: Annotated[
        str | None, typer.Option(metavar="TITLE", help="Title of the document that describes it.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published the document.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When the document was published.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where the document can be read.")] = None,
    id: Annotated[
        str | None, typer.Option(metavar="ID", help="Id and file name. Default: made of country and title.")
    ] = None,
    lender: Annotated[
        str | None,
        typer.Option("--from", metavar="ID", help="Take organisations and location from this practice."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here. Default: the project's data/practices."),
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Write the JSON Schema for editors beside the file.")
    ] = False,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to say what was written.")
    ] = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Start a practice file: valid from the beginning, with every field explained.

    On a terminal it asks for what the options do not say. It never writes over a file. What nobody has looked for yet
    waits in the file as a comment.

    For example:

    - `secon new` asks.
    - `secon new --from de-mannheim-cluster` asks only for what differs.
    - `secon new --title "Repair café" --country AT --region "Upper Valley" --organisation "Repair Association"
      --type association --summary "Volunteers repair what neighbours bring." --source "Practices of the Upper Valley"`
    """
    from secon_cli.commands.beginnings import new_file
    from secon_cli.commands.inputs import color_choice, format_choice
    from secon_cli.commands.new_files import new_json, write_new
    from secon_cli.output.destination import tell, write

    options = {
        "title": title,
        "country": country,
        "region": region,
        "organisation": organisation,
        "type": type,
        "start": start,
        "end": end,
        "status": status,
        "summary": summary,
        "source": source,
        "publisher": publisher,
        "date": date,
        "url": url,
        "id": id,
        "place": place[0] if place else None,
    }
    format_choice(format, _FORMATS)
    colors = color_choice(color)
    file = new_file(options, place or (), lender, output, schema=schema, color=colors)
    write_new(file)
    if not quiet:
        tell(file.remarks)
    if verbose:
        tell(file.details)
    write(new_json(file) if format == "json" else f"{file.name}\n", None)
