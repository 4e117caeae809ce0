"""The rubric in Markdown: the table of weights, each criterion with its indicators; what differs from another."""

from collections.abc import Iterator

from secon_cli.analysis.results import Provenance
from secon_cli.output.criteria.as_table import bands, terms
from secon_cli.output.criteria.diff import named, share_words, value_words
from secon_cli.output.markdown import escaped, prose, row
from secon_cli.output.numbers import percent
from secon_cli.output.provenance_text import provenance_words
from secon_cli.rubric.differences import Differences
from secon_cli.rubric.measures.base import quantity
from secon_cli.rubric.model import Rubric


def criteria_markdown(provenance: Provenance) -> str:
    """The whole rubric as one document."""
    rubric = provenance.rubric
    lines = [f"# {escaped(rubric.title or rubric.rubric)}", "", escaped(terms(rubric)), "", escaped(bands(rubric)), ""]
    lines += [row("Criterion", "Name", "Weight", "Share", "Indicators"), row(":--", ":--", "--:", "--:", "--:")]
    for key, criterion in rubric.criteria.items():
        number, share = quantity(criterion.weight), percent(rubric.shares[key])
        lines.append(row(escaped(criterion.title), f"`{key}`", number, share, str(len(criterion.indicators))))
    for key in rubric.criteria:
        lines += _criterion(rubric, key)
    return "\n".join([*lines, "", f"{escaped(provenance_words(provenance))}.", ""])


def _criterion(rubric: Rubric, key: str) -> Iterator[str]:
    criterion = rubric.criteria[key]
    yield from ("", f"## {escaped(criterion.title)}, {percent(rubric.shares[key])}", "", escaped(criterion.asks))
    if criterion.why:
        yield from ("", escaped(criterion.why))
    yield from ("", row("Indicator", "Weight", "Measure", "Why", "To raise it"), row(":--", "--:", *[":--"] * 3))
    for name, share in rubric.indicator_shares(key).items():
        indicator = criterion.indicators[name]
        yield row(
            f"{escaped(indicator.title)} `{name}`",
            percent(share),
            prose(" ".join(indicator.measure.words())),
            prose(indicator.why),
            prose(indicator.improve),
        )


def diff_markdown(found: Differences) -> str:
    """Two rubrics beside each other: the weights in force, then every part that is not the same."""
    lines = [
        "# Two rubrics",
        "",
        f"- Before: {escaped(named(found.before))}",
        f"- After: {escaped(named(found.after))}",
        "",
    ]
    lines += [row("Criterion", "Before", "After"), row(":--", "--:", "--:")]
    for shift in found.shifts:
        lines.append(row(escaped(shift.title), share_words(shift.before), share_words(shift.after)))
    if not found.changes:
        return "\n".join([*lines, "", "Nothing differs: both judge alike.", ""])
    lines += ["", row("Change", "Part", "Before", "After"), row(*[":--"] * 4)]
    for change in found.changes:
        before, after = (escaped(value_words(value)) for value in (change.before, change.after))
        lines.append(row(change.kind.value, f"`{change.path}`", before, after))
    return "\n".join([*lines, ""])
