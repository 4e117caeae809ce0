"""What is wrong with the comments of a file that hold findings back."""

from collections.abc import Iterator, Mapping, Sequence

from secon_cli.checks import suppression_rules
from secon_cli.checks.advice_rules.every import RULES as ADVICE
from secon_cli.checks.catalogue import RULES
from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.collection_rules.every import RULES as OF_COLLECTION
from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.rule import Rule
from secon_cli.checks.suggestions import did_you_mean
from secon_cli.checks.suppressions import Suppression
from secon_cli.reading.document import Document

_OF_COLLECTION: Mapping[str, Rule] = {rule.id: rule for rule in OF_COLLECTION}
_OF_RUBRIC: Mapping[str, Rule] = {rule.id: rule for rule in ADVICE}


def bad_suppressions(document: Document, suppressions: Sequence[Suppression]) -> Iterator[Finding]:
    """Comments without effect: without a rule or a reason, or with a rule that cannot be held back."""
    for each in suppressions:
        if trouble := _trouble(each):
            advice = "write `# secon: ignore[rule] reason`, with the rule that is printed before the finding"
            yield suppression_rules.BAD_SUPPRESSION.finding(document.name, each.span, (), trouble, advice)


def _trouble(suppression: Suppression) -> str | None:
    if suppression.word != "ignore":
        return f"`secon: {suppression.word}` means nothing{did_you_mean(suppression.word, ['ignore'])}"
    if not suppression.rules:
        return "this does not say which rule is to be ignored"
    for name in suppression.rules:
        if name not in RULES:
            return f"no rule is called `{name}`{did_you_mean(name, RULES)}"
        if RULES[name].severity is Severity.ERROR:
            return f"`{name}` is an error, which is mended and not ignored"
    return None if suppression.valid else "this gives no reason"


def unused_suppressions(file: CheckedFile, *, judged: bool) -> Iterator[Finding]:
    """Comments that have held nothing back; where something was not looked at, nobody knows.

    Rules of the collection see only the files that were given, and the rubric's advice asks for a rubric (`judged`).
    """
    if any(finding.severity is Severity.ERROR for finding in file.findings):
        return
    for each in file.suppressions:
        unknown = _OF_COLLECTION if judged else {**_OF_COLLECTION, **_OF_RUBRIC}
        idle = [name for name in each.rules if name not in each.used and name not in unknown]
        if idle and _trouble(each) is None:
            message = f"no finding of `{idle[0]}` stands here"
            place = file.document.name
            yield suppression_rules.UNUSED_SUPPRESSION.finding(place, each.span, (), message, "remove the comment")
