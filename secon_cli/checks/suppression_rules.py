"""Rules of the comments that hold findings back: each gives a reason, and each is needed."""

from secon_cli.checks.findings import Severity
from secon_cli.checks.rule import Example, Rule

BAD_SUPPRESSION = Rule(
    "bad-suppression",
    Severity.WARNING,
    "A comment that is to hold a finding back does not do so.",
    "Whoever reads the file next wants to know why a finding was right to ignore: without a reason it is not ignored. "
    "An error cannot be: a file with an error is not used.",
    bad=Example(
        "duration: {start: 2021, status: running, evidence: report}  # secon: ignore[no-evidnce] By telephone.\n"
    ),
    good=Example("duration: {start: 2021, status: running}  # secon: ignore[no-evidence] Told by telephone.\n"),
)
UNUSED_SUPPRESSION = Rule(
    "unused-suppression",
    Severity.WARNING,
    "A comment holds back a finding that is not there.",
    "It was mended, or stands elsewhere by now. If the comment stays, it will hide the next mistake in its line.",
    bad=Example(
        "duration: {start: 2021, status: running, evidence: report}  # secon: ignore[no-evidence] Told by telephone.\n"
    ),
    good=Example("duration: {start: 2021, status: running}  # secon: ignore[no-evidence] Told by telephone.\n"),
)

RULES = (BAD_SUPPRESSION, UNUSED_SUPPRESSION)
