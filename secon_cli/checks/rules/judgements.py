"""What sums up other fields agrees with them: the strength of a basis with the end, `found` with the concerns."""

from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Rule, Severity
from secon_cli.checks.record import Record
from secon_cli.practice.values import PartialDate
from secon_cli.practice.vocabularies import BasisStrength, ConcernsFound, ConcernStatus, DurationStatus, EndIs

STRENGTH_CONTRADICTS_END = Rule("strength-contradicts-end", Severity.WARNING)
FOUND_CONTRADICTS_CONCERNS = Rule("found-contradicts-concerns", Severity.WARNING)

_WITHIN_THE_END = (BasisStrength.LIMITED, BasisStrength.REMAINS)


def check_strengths(record: Record) -> Iterator[Finding]:
    """A basis that is stronger than the end allows, or that remains of a practice that has not ended."""
    duration = record.readable.duration
    if not duration:
        return
    # A pause has a stated resumption, and a minimum may be passed.
    open_ended = duration.end_is is EndIs.MINIMUM or duration.status is DurationStatus.PAUSED
    ends = isinstance(duration.end, PartialDate) and not open_ended
    for path, basis in record.items("sustainability", "bases"):
        at = (*path, "strength")
        if basis.strength is BasisStrength.REMAINS and duration.status is not DurationStatus.ENDED:
            message = "`remains` is for practices whose `status` is `ended`"
            yield record.finding(STRENGTH_CONTRADICTS_END, at, message, "write how well it carries the practice now")
        elif ends and basis.strength is not None and basis.strength not in _WITHIN_THE_END:
            message = f"the practice ends in {duration.end}, but this basis is `{basis.strength}`"
            advice = "write `remains` for what still carries a part of it"
            if duration.status is not DurationStatus.ENDED:
                advice = "write `limited`, or leave the end out if a continuation is decided"
            yield record.finding(STRENGTH_CONTRADICTS_END, at, message, advice)


def check_found(record: Record) -> Iterator[Finding]:
    """A summary of concerns that the list of concerns does not bear out."""
    ethics = record.readable.ethics
    if not ethics or ethics.found is None or ethics.concerns is None or None in ethics.concerns:
        return
    states = {concern.status for concern in ethics.concerns}
    listed = ConcernsFound.UNRESOLVED if ConcernStatus.UNRESOLVED in states else ConcernsFound.RESOLVED
    listed = listed if states else ConcernsFound.NONE_FOUND
    if ethics.found is not listed:
        message = f"the listed concerns make this `{listed}`"
        yield record.finding(FOUND_CONTRADICTS_CONCERNS, ("ethics", "found"), message, f"write `{listed}`")
