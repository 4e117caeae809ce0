"""A verification in Markdown."""

from secon_cli.analysis.verification import Verification
from secon_cli.output.markdown import escaped, row
from secon_cli.output.verify.words import about, aspects, remark, verdict


def verify_markdown(found: Verification) -> str:
    """The whole verification as one document."""
    lines = [f"# {escaped(found.name)}", "", f"**{verdict(found)}**", "", escaped(about(found)), ""]
    lines += [row("", "Looked at", "Found"), row(":--", ":--", ":--")]
    for mark, heading, differing in aspects(found):
        told = (f"{escaped(place)} {escaped(message)}".strip() for place, message in differing)
        lines.append(row(mark, heading, "<br>".join(told)))
    said = remark(found)
    return "\n".join([*lines, *(["", said] if said else []), ""])
