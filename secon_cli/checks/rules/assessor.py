"""Rules of assessors' files: ratings that can be counted, of practices and criteria that exist.

The rules of the file and of its fields hold for them too; `secon_cli.checks.assessor_file` has the checks.
"""

from secon_cli.checks.findings import Severity
from secon_cli.checks.rule import Example, Rule

_HEAD = "format: 1\nassessor: example\n"
_REASON = "reason: It passes on what it has learned."


def _rated(practice: str = "example", criterion: str = "relevance", rating: str = "7.5") -> str:
    return f"ratings:\n  {practice}:\n    {criterion}: {{rating: {rating}, {_REASON}}}\n"


_SOUND = Example(f"{_HEAD}{_rated()}", whole=True)

BAD_RATING = Rule(
    "bad-rating",
    Severity.ERROR,
    "This is not a rating from 0 to 10 in half points.",
    "Ratings are compared between assessors, so all use one scale. Finer steps than half points promise too much.",
    bad=Example(f"{_HEAD}{_rated(rating='7.3')}", whole=True),
    good=_SOUND,
)
UNKNOWN_PRACTICE = Rule(
    "unknown-practice",
    Severity.ERROR,
    "The collection has no practice with this id.",
    "A rating of a practice that does not exist would be silently lost.",
    bad=Example(f"{_HEAD}{_rated(practice='exemple')}", whole=True),
    good=_SOUND,
)
UNKNOWN_CRITERION = Rule(
    "unknown-criterion",
    Severity.ERROR,
    "The rubric has no criterion with this name.",
    "A rating on a criterion that does not exist would be silently lost.",
    bad=Example(f"{_HEAD}{_rated(criterion='relevanz')}", whole=True),
    good=_SOUND,
)
NO_RATING = Rule(
    "no-rating",
    Severity.ERROR,
    "The file has no rating that counts.",
    "An assessor without ratings would count as a member of the panel without having rated anything.",
    bad=Example(f"{_HEAD}ratings:\n  example:\n    relevance:\n      rating:\n      reason:\n", whole=True),
    good=_SOUND,
)
ASSESSOR_NOT_FILE_NAME = Rule(
    "assessor-not-file-name",
    Severity.ERROR,
    "The assessor differs from the name of the file.",
    "An assessor is named by the file. Two names would make two assessors.",
    bad=Example(f"format: 1\nassessor: other\n{_rated()}", whole=True),
    good=_SOUND,
)
DUPLICATE_ASSESSOR = Rule(
    "duplicate-assessor",
    Severity.ERROR,
    "Two files name the same assessor.",
    "Counted twice, one assessor would outvote the others.",
    bad=Example(_SOUND.text, whole=True, others={"more/example.yaml": f"{_HEAD}{_rated(rating='3')}"}),
    good=Example(_SOUND.text, whole=True, others={"other.yaml": f"format: 1\nassessor: other\n{_rated(rating='3')}"}),
)
