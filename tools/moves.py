"""The page that compares the scores of rubrics 1 and 2: every move of more than ten points has a reason."""

from collections.abc import Iterator

from tools import PageError
from tools.scores import TOTAL, load_rubric, rows, scores, scores_before

_FAR = 10
"""Moves of more points need a reason."""

_INTRO = """\
# Scores under rubric 1 and rubric 2

The 18 practices under version 1.0.1 of the rubric, with the coding for it, and under the version in force (2.2.0). A
move is in points; each of more than ten has its reason below. [method.md](method.md) says what was changed in the
rubric, and why."""


def moves_page() -> str:
    """The page; PageError where a large move has no reason, or a small one has."""
    before, ranks_before = scores_before()
    now, ranks = scores()
    names = [*load_rubric().criteria, TOTAL]
    parts = [_INTRO, "\n".join(_table(before, ranks_before, now, ranks, names)), "## Reasons"]
    return "\n\n".join([*parts, "\n".join(_reasons(before, now))]) + "\n"


def _table(
    before: dict[tuple[str, str], float],
    ranks_before: dict[str, int],
    now: dict[tuple[str, str], float],
    ranks: dict[str, int],
    names: list[str],
) -> Iterator[str]:
    headings = [load_rubric().criteria[name].heading for name in names if name != TOTAL]
    yield f"| # | before | practice | {' | '.join(headings)} | total |"
    yield f"|--:|--:|:--{'|--:' * len(names)}|"
    for practice in sorted(ranks, key=lambda practice: ranks[practice]):
        cells = [f"{before[practice, name]:.0f} → {now[practice, name]:.0f}" for name in names]
        yield f"| {ranks[practice]} | {ranks_before[practice]} | {practice} | {' | '.join(cells)} |"


def _reasons(before: dict[tuple[str, str], float], now: dict[tuple[str, str], float]) -> Iterator[str]:
    yield "| practice | criterion | move | reason |"
    yield "|:--|:--|--:|:--|"
    for row in rows("rubric-2.csv"):
        key = row["practice"], row["criterion"]
        move = now[key] - before[key]
        if (abs(move) > _FAR) != bool(row["reason"]):
            wanted = "needs a reason" if abs(move) > _FAR else "needs none"
            raise PageError(f"docs/rubric-2.csv: {key[0]}, {key[1]}: a move of {move:+.1f} points {wanted}")
        if row["reason"]:
            yield f"| {key[0]} | {key[1]} | {move:+.0f} | {row['reason']} |"
