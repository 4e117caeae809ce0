"""The words of comparisons."""

from secon_cli.analysis.glossary.entry import Entry, term

COMPARISONS: tuple[Entry, ...] = (
    term(
        "partner region",
        "The SECON partner region that put a practice forward.",
        "It is what `secon compare` lines up. The region in which a practice works may be another.",
        "Spell it in every file alike; any case, with or without accents, will do in commands.",
        'secon compare peloponnese "rhein neckar"',
        "region",
        "regions",
        see=("location.partner", "side"),
    ),
    term(
        "practice",
        "One good practice of the social economy, described in one file.",
        "It is what is scored: a region or a country has only the mean of its practices.",
        "`secon new` starts a file with every block explained.",
        "secon show mannheim",
        "practices",
        "n",
    ),
    term(
        "side",
        "One of the two that are compared: a region, a country, a practice, `rest` (all but the other side) or `all`. "
        "Its score is the mean of its practices.",
        "Means can be taken apart again, into criteria, indicators and practices, without a remainder.",
        "Name both: `secon compare A B`. `--eligible-only` leaves out the practices that fail the gate.",
        "secon compare LV rest",
        "A",
        "B",
        "rest",
        "all",
        "mean",
        see=("difference",),
    ),
    term(
        "difference",
        "The score of the first side minus that of the second: positive where the first is ahead.",
        "Sides are read from left to right; swapped, every difference changes its sign and nothing else.",
        "Read it with the ranges: where these overlap, the two cannot be told apart on this evidence.",
        "A 12.5, B 70.0: the difference is -57.5.",
        "A − B",
        "A - B",
        see=("weighted difference", "range"),
    ),
    term(
        "weighted difference",
        "A criterion's share of the weight × the difference: what it adds to the difference of the totals. Screens "
        "show it as points.",
        "A large difference on a light criterion decides less than a small one on a heavy criterion.",
        "The first lines, sorted by size, say what the difference of the totals comes from.",
        "A difference of -57.5 at a weight of 20 % is worth -11.5 points of the total.",
        "weighted",
        "level",
        see=("difference", "weight"),
    ),
    term(
        "best and weakest",
        "The best region of a column, marked ▲, and the weakest, marked ▼; in Markdown the one in bold, the other in "
        "italics.",
        "The eye finds at once who could teach whom.",
        "`secon compare A B` shows the facts behind.",
        "84▲ is the highest score of its column, 0▼ the lowest.",
        "▲",
        "▼",
        "best",
        "weakest",
    ),
)
