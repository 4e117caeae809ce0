"""The words of `secon diff`."""

from secon_cli.analysis.glossary.entry import Entry, term

MOVEMENTS: tuple[Entry, ...] = (
    term(
        "moved",
        "By how many points a total rose or fell from the old state to the new one.",
        "A movement that cannot be explained is no news about a practice.",
        "Look at its parts: the practice's facts, the rubric, the date. They add up to it without remainder.",
        "63.0→60.8 moved −2.2: facts 0.0, rubric −2.2, date 0.0.",
        see=("facts",),
    ),
    term(
        "facts",
        "The part of a movement that comes from what the practice's file says.",
        "Only this part is news about the practice; the others come from those who judge it.",
        "`secon diff` names the fields that changed, with the indicators that they moved.",
        "Facts +4.5: a transfer was added.",
        see=("moved",),
    ),
)
