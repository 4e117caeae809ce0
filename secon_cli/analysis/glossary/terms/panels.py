"""The words of `secon panel`."""

from secon_cli.analysis.glossary.entry import Entry, term

PANELS: tuple[Entry, ...] = (
    term(
        "panel",
        "The mean of several assessors' ratings of a practice, by the weights of the rubric.",
        "Facts scored by a rubric are one view, the judgement of people is another; neither corrects the other.",
        "`secon panel --blank NAME` writes a file to rate in; the ratings that differ most are what to talk about.",
        "Panel 7.2, rubric 61.9: two views of one practice, shown side by side and never added up.",
        see=("assessor", "moves"),
    ),
    term(
        "assessor",
        "Somebody who rates practices, by a pseudonym or a role.",
        "Ratings need a voice that can be asked for reasons, and nobody's real name.",
        "Give each rating a reason, and name conflicts of interest: they leave that rating out.",
        "reviewer-north rated 15 of 18 practices.",
        "assessors",
        see=("panel", "lenient"),
    ),
    term(
        "ratings",
        "The marks from 0 to 10, in half points, that assessors gave.",
        "A mean of two ratings says less than a mean of six, so their number stands beside it.",
        "Rate what you can judge, and leave out the rest: a missing rating lowers coverage, and is never taken for 0.",
        "Ratings 2/3: two of three assessors rated this.",
        see=("coverage",),
    ),
    term(
        "alpha",
        "Krippendorff's alpha: how far assessors agree, ordinal by the order of their ratings, interval by distances.",
        "1 is perfect agreement, 0 what chance would give; ratings that do not agree cannot carry a ranking.",
        "Talk about the ratings that differ most, with both reasons at hand.",
        "Alpha 0.45: the panel does not agree well enough to rely on its numbers.",
        "ordinal",
        "interval",
        see=("tau",),
    ),
    term(
        "pairs",
        "How many pairs of assessors a mean of Kendall's tau was taken over.",
        "A mean over one pair is the agreement of two people, not of a panel.",
        "Ask more assessors to rate the same practices.",
        "Three assessors make three pairs.",
        see=("tau",),
    ),
    term(
        "lenient",
        "By how much an assessor rates above (+) or below (−) the others, where they rated the same.",
        "Strict and mild assessors can agree on the order and differ in all numbers.",
        "Look at tau beside it: only where the order differs too is there something to discuss.",
        "+0.8: this assessor gives most of a point more than the others.",
        "leniency",
        see=("steps",),
    ),
    term(
        "steps",
        "How many different ratings an assessor used.",
        "Who gives 7 to everything says nothing about the practices.",
        "Use the whole scale: 0 where nothing is shown, 10 where no more could be asked.",
        "Steps 4: all ratings were one of four values.",
        see=("lenient",),
    ),
    term(
        "moves",
        "By how many ranks the panel puts a practice above (+) or below (−) its rank by the rubric.",
        "Where the two views part, one of them has seen something that the other has not.",
        "Read the reasons of the ratings beside `secon show`.",
        "+5: fifth by the panel, tenth by the rubric.",
        see=("panel", "rank"),
    ),
)
