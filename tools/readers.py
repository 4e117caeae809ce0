"""The page that compares the scores with those of independent readers, under rubrics 1 and 2."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import fmean

from secon_cli.analysis.agreement import kendall_tau
from tools.scores import TOTAL, ScoreKey, load_rubric, outside_before, outside_scores, rows, scores, scores_before

_INTRO = """\
# The scores and independent readers

Readers (language models) who knew the criteria in words, but neither rubric nor coding nor scores, rated practices from
0 to 100 on each criterion, two readers each; [independent-readers.csv](independent-readers.csv) has their reasons.
[method.md](method.md) says how this was used.

*Bias* is the mean of score minus readers' mean, *MAD* the mean absolute difference, *tau* Kendall's rank correlation
(tau-b) of the scores with the readers' means. *Readers* is what the two have between themselves. *Before* is rubric
1.0.1 with its coding where nothing else is said, the other figures are of the rubric in force. No set is held out from
it; [method.md](method.md) has the figures of rubric 2.0.0 on those held out from that version."""

_SETS = {
    "fresh": (
        "From outside, held out from rubric 2.1.0",
        """\
Ten practices of nine countries that were found, rated and coded by people who did not work on the rubric. No rating was
opened before rubric and guide were final. *Before* is rubric 2.0.0 on the same coding.""",
    ),
    "fresh_18": (
        "The 18, readers held out from rubric 2.1.0",
        "Two further readers of the report. The practices had been used, these ratings had not.",
    ),
    "outside_held_out": (
        "From outside, held out from rubric 2.0.0",
        """\
Twelve practices from public sources outside SECON, coded once by the guide (`docs/validation`), and two further readers
who saw only the facts. The readers judged the time in place as of the last date in each text, the rubric as of the day
on which the sources were read.""",
    ),
    "held_out": (
        "Held out from rubric 2.0.0",
        "Nine of the 18, and two readers who were not those of version 1.",
    ),
    "outside_used": (
        "From outside, used for rubric 2",
        "Twelve further ones with the same two readers.",
    ),
    "developed": (
        "Used for rubric 2",
        "The other nine of the 18, with the same two readers.",
    ),
    "first": (
        "Used for rubric 1",
        "Two other readers, of version 1. The rubric was corrected after their ratings; they saw the same report.",
    ),
}

_Ratings = dict[ScoreKey, tuple[float, ...]]


def readers_page() -> str:
    """The page: for each set of ratings a line for each criterion, then every practice and criterion."""
    parts = [_INTRO]
    for name, (title, text) in _SETS.items():
        ratings = _ratings(name)
        if ratings:
            parts += [f"## {title}", text, "\n".join(_summary(ratings))]
    for name, (title, _) in _SETS.items():
        ratings = _ratings(name)
        if ratings:
            parts += [f"## One by one: {title.lower()}", "\n".join(_details(ratings))]
    return "\n\n".join(parts) + "\n"


def _ratings(name: str) -> _Ratings:
    """What the readers of a set gave, and the totals that follow with the weights of the rubric."""
    given: dict[ScoreKey, list[float]] = defaultdict(list)
    for row in rows("independent-readers.csv"):
        if row["set"] == name:
            given[row["practice"], row["criterion"]].append(float(row["score"]))
    shares = load_rubric().shares
    for practice in dict.fromkeys(practice for practice, _ in given):
        each = zip(*(given[practice, key] for key in shares), strict=True)
        totals = (sum(share * score for share, score in zip(shares.values(), one, strict=True)) for one in each)
        given[practice, TOTAL] = list(totals)
    return {key: tuple(values) for key, values in given.items()}


def _summary(ratings: _Ratings) -> Iterator[str]:
    before, now = _scores()
    yield "| criterion | tau before | tau | bias before | bias | MAD before | MAD | readers: tau | readers: MAD |"
    yield f"|:--{'|--:' * 8}|"
    for name in (*load_rubric().criteria, TOTAL):
        keys = [key for key in ratings if key[1] == name]
        means = [fmean(ratings[key]) for key in keys]
        old, new = ([scored[key] for key in keys] for scored in (before, now))
        one, two = zip(*(ratings[key] for key in keys), strict=True)
        cells = [_tau(old, means), _tau(new, means)]
        cells += [f"{_bias(old, means):+.1f}", f"{_bias(new, means):+.1f}"]
        cells += [f"{_mad(old, means):.1f}", f"{_mad(new, means):.1f}", _tau(one, two), f"{_mad(one, two):.1f}"]
        yield f"| {f'**{name}**' if name == TOTAL else name} | {' | '.join(cells)} |"


def _scores() -> tuple[dict[ScoreKey, float], dict[ScoreKey, float]]:
    """The scores before and now, of the practices of the collection and of those from outside."""
    return {**scores_before()[0], **outside_before()}, {**scores()[0], **outside_scores()}


def _tau(first: Sequence[float], second: Sequence[float]) -> str:
    tau = kendall_tau(first, second)
    return "-" if tau is None else f"{tau:.2f}"


def _bias(first: Sequence[float], second: Sequence[float]) -> float:
    return fmean(one - other for one, other in zip(first, second, strict=True))


def _mad(first: Sequence[float], second: Sequence[float]) -> float:
    return fmean(abs(one - other) for one, other in zip(first, second, strict=True))


def _details(ratings: _Ratings) -> Iterator[str]:
    before, now = _scores()
    yield "| practice | criterion | before | score | readers | difference |"
    yield "|:--|:--|--:|--:|--:|--:|"
    for key, given in ratings.items():
        both = ", ".join(f"{score:.0f}" for score in given)
        yield f"| {key[0]} | {key[1]} | {before[key]:.1f} | {now[key]:.1f} | {both} | {now[key] - fmean(given):+.1f} |"
