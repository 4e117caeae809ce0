"""The words of checks."""

from secon_cli.analysis.glossary.entry import Entry, term

CHECKS: tuple[Entry, ...] = (
    term(
        "rule",
        "One thing that `secon validate` or `secon criteria --check` looks for, with its reason and examples.",
        "Whoever is told that something is wrong wants to know why that matters.",
        "`secon explain RULE` explains one; `--select` and `--ignore` choose among them.",
        "secon explain unknown-field",
        "rules",
        "more",
    ),
    term(
        "finding",
        "A rule that is broken at one place of one file: line, column, what is wrong, what to write instead.",
        "Every problem of every file is shown in one run, so nothing has to be found twice.",
        "Change the line that is shown as the help says.",
        "error[unknown-field] data/practices/example.yaml:14:1",
        "findings",
        "help",
    ),
    term(
        "error",
        "A finding that makes a file unusable: it is left out of the ranking until it is mended.",
        "A file that is read half would be scored wrongly.",
        "Mend it first; `secon validate` exits with 1 while there is one.",
        "error[bad-date]",
        "errors",
        see=("finding",),
    ),
    term(
        "warning",
        "A finding about something that can be used and is probably wrong or inconsistent.",
        "Only its author knows whether it is meant.",
        "Mend it, or say in a `note` why it is so. `--fail-on warning` makes it fail the check.",
        "warning[no-evidence]",
        "warnings",
        see=("finding",),
    ),
    term(
        "advice",
        "A finding about something that is right and could be worth more.",
        "It would raise the score.",
        "Follow it if the source allows.",
        "advice[…]",
        see=("finding", "gain"),
    ),
)
