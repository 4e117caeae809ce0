"""A difference in Markdown: who rose and fell, by what, and what changed behind the largest movements."""

from collections.abc import Iterator

from secon_cli.analysis.movement.causes import Cause
from secon_cli.analysis.movement.diff import Diff, PracticeMove
from secon_cli.output.diff.words import (
    CAUSES,
    MARKS,
    MEANING,
    field_words,
    gates,
    ranks,
    remarks,
    rule_words,
    rules_of,
    side_words,
    state_words,
    summary,
    title,
    totals,
)
from secon_cli.output.markdown import escaped, row
from secon_cli.output.numbers import signed


def diff_markdown(diff: Diff, *, top: int) -> str:
    """The whole difference as one document; `top` movements are looked behind."""
    parts = [*_head(diff), *_moves(diff), *_behind(diff, top), *_rubric(diff), *_others(diff)]
    return "\n".join([*parts, "", MEANING, ""])


def _head(diff: Diff) -> Iterator[str]:
    yield f"# From {escaped(diff.old.name)} to {escaped(diff.new.name)}"
    for label, side in (("Old", diff.old), ("New", diff.new)):
        yield from ("", f"**{label}**: {escaped(side_words(side))}")
    yield from ("", summary(diff))
    for remark in remarks(diff):
        yield from ("", escaped(remark))


def _moves(diff: Diff) -> Iterator[str]:
    shown = [move for move in diff.moves if move.moved]
    if not shown:
        return
    headings = ("Practice", "Rank", "Total", "Moved", *CAUSES.values())
    yield from ("", row(*headings), row(":--", *["--:"] * (len(headings) - 1)))
    for move in shown:
        printed = move.printed_parts
        causes = (signed(printed[cause]) if cause in printed else "?" for cause in Cause)
        yield row(escaped(move.after.title), ranks(move), totals(move), f"**{signed(move.printed_movement)}**", *causes)


def _behind(diff: Diff, top: int) -> Iterator[str]:
    chosen = diff.by_size[:top]
    if chosen:
        yield from ("", "## Behind the largest movements")
    for move in chosen:
        yield from ("", f"### {escaped(move.after.title)}: {signed(move.printed_movement)}", "")
        yield from behind_lines(diff, move)


def behind_lines(diff: Diff, move: PracticeMove) -> Iterator[str]:
    """One movement by cause, indicator and changed field, as a list."""
    told = ", ".join(one for one in (f"rank {ranks(move)}", gates(move)) if one)
    yield f"{escaped(move.id)}: {totals(move)}, {told}."
    yield ""
    for figures in move.by_cause:
        yield f"- **{CAUSES[figures.cause]} {signed(figures.points)}**"
        for indicator, printed in figures.indicators:
            yield f"  - {escaped(title(diff, indicator))} {signed(printed)}"
            if figures.cause is Cause.FACTS:
                lines = [f"{MARKS[one.kind]} {field_words(one)}" for one in indicator.fields]
            else:
                lines = list(rules_of(indicator)) if figures.cause is Cause.RUBRIC else []
            yield from (f"    - {_change(line)}" for line in lines)
    rest = move.without_effect
    if rest:
        yield "- Changed, without effect on the score"
        yield from (f"  - {_change(f'{MARKS[one.kind]} {field_words(one)}')}" for one in rest)


def _rubric(diff: Diff) -> Iterator[str]:
    if diff.judging:
        yield from ("", "## What changed in the rubric", "")
        yield from (f"- {_change(f'{MARKS[one.kind]} {rule_words(one)}')}" for one in diff.judging)


def _others(diff: Diff) -> Iterator[str]:
    for heading, ones in (("Added", diff.added), ("Removed", diff.removed)):
        if ones:
            yield from ("", f"## {heading}", "")
            yield from (f"- {state_words(one)}: {escaped(one.title)} ({escaped(one.id)})" for one in ones)


def _change(line: str) -> str:
    """A change with its mark in words, since `+`, `-` and `~` mean something else in Markdown."""
    mark, _, text = line.partition(" ")
    return f"{ {'+': 'added', '-': 'removed'}.get(mark, 'changed') } {escaped(text)}"
