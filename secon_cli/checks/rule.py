"""What a rule is: its id, severity, reason and examples, for findings, explanations and the reference page."""

from dataclasses import dataclass, field

from secon_cli.checks.findings import FieldPath, Finding, Fix, Severity, Span, field_name


@dataclass(frozen=True, slots=True)
class Example:
    """A practice file that breaks or keeps a rule.

    `text` holds the blocks that differ from a small sound practice (see `secon_cli.checks.sample`), and `without` names
    blocks of it that are left out; with `whole`, `text` is all there is. `others` are other files of the collection.
    """

    text: str | bytes = ""
    without: tuple[str, ...] = ()
    whole: bool = False
    name: str = "example.yaml"
    others: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its reason and its examples; its `id` is what users select, ignore and look up.

    `bad` is None where no text can show it, such as a file that cannot be opened. Of a `fixable` rule, findings with
    one certain repair carry it.
    """

    id: str
    severity: Severity
    summary: str
    why: str
    bad: Example | None
    good: Example
    fixable: bool = False

    def finding(
        self, file: str, span: Span, path: FieldPath, message: str, help: str | None = None, fix: Fix | None = None
    ) -> Finding:
        """This rule, broken at a place of a file."""
        return Finding(self.id, self.severity, file, span, field_name(path), message, help, fix)
