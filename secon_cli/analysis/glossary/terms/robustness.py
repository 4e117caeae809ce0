"""The words of `secon robustness`."""

from secon_cli.analysis.glossary.entry import Entry, term

ROBUSTNESS: tuple[Entry, ...] = (
    term(
        "rank acceptability",
        "The share of the drawn weights under which a practice takes a rank.",
        "Nobody knows the right weights; a rank that holds under nearly all of them needs no belief in the rubric's.",
        "`secon robustness --details` lists every rank with its share; the strip on the screen shows them as shades.",
        "90 %: 3–5 says that in nine draws of ten the practice is third to fifth.",
        "90 %",
        "ranks",
        "top k",
        "top 3",
        see=("coin toss",),
    ),
    term(
        "coin toss",
        "Two neighbours of which the first is ahead in 60 % of the draws or less. The screen marks the first with ≈.",
        "Which of the two stands above the other says more about the weights than about the practices.",
        "Do not tell them apart in public; name them together.",
        "4 | 5: 55 %; swaps if 0.7 % moves from Sustainability to Ethical aspects.",
        "swaps",
        see=("rank acceptability",),
    ),
    term(
        "weight stability interval",
        "The weights of one criterion, the others in proportion, between which nobody is overtaken: not the first, "
        "not one of the first k, or nobody at all.",
        "It says how wrong a weight may be before it matters.",
        "Try the end of an interval with `secon score --weight`, and see who changes places.",
        "Relevance 15 %, 1st holds 0–53.5 %: beyond that the second overtakes the first.",
        "1st holds",
        "top 3 holds",
        "all holds",
        "now",
        see=("effective importance",),
    ),
    term(
        "effective importance",
        "The part of the differences between totals that goes with a criterion. Screens say that it decides so much.",
        "A criterion on which all are alike decides nothing, whatever its weight.",
        "Hold it against the weight; where it is far off, look at the spread of the scores.",
        "Quality assurance weighs 15 % and decides 23 %.",
        "decides",
        see=("weight stability interval",),
    ),
    term(
        "central weights",
        "The mean of the weights under which a practice is first, with its confidence: the share of draws of what is "
        "unknown in which it is first under them.",
        "They say what somebody has to find important to put this practice first.",
        "`secon robustness --free --details` lists them.",
        "Rel 27 %, Sus 25 %, the others less: whoever weighs like this prefers the second practice.",
        "confidence",
    ),
    term(
        "Kendall's tau",
        "How far two rankings agree: 1 for the same order, 0 for none, -1 for the reverse.",
        "It makes rankings under different rubrics comparable.",
        "Look below 0.8 for who moves; above 0.9 only neighbours have changed places.",
        "Without quality assurance: 0.75; one practice falls from 10 to 16.",
        "tau",
    ),
)
