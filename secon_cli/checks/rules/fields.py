"""Rules of the fields: which there are, and what may be written in them.

The checks are the models of `secon_cli.practice` and `secon_cli.rubric`; `secon_cli.checks.model_errors` turns what
they say into findings of these rules.
"""

from secon_cli.checks.findings import Severity
from secon_cli.checks.rule import Example, Rule

_EVIDENCE = "evidence: report:details"
_ORGANISATION = "  - {name: Repair Association, type: association, role: lead, evidence: report:organisations}\n"
_COSTS = f"what: costs, covers: whole, {_EVIDENCE}"
_FUNDING = (
    f"resources:\n  funding: [{{{{source: City, kind: subsidy, share: {{}}, {_EVIDENCE}}}}}]\n"
    "  budget: []\n  note: The rest is not stated.\n"
)

UNKNOWN_FIELD = Rule(
    "unknown-field",
    Severity.ERROR,
    "The field does not exist, or not in this block.",
    "No program reads an unknown field, so its fact is lost. Usually it is a typing error, or in the wrong block.",
    bad=Example(f"organisation:\n{_ORGANISATION}", without=("organisations",)),
    good=Example(f"organisations:\n{_ORGANISATION}"),
    fixable=True,
)
MISSING_FIELD = Rule(
    "missing-field",
    Severity.ERROR,
    "A required field is missing.",
    "Without these few fields a practice cannot be listed, compared or cited.",
    bad=Example(without=("summary",)),
    good=Example("summary: Volunteers repair what neighbours bring.\n"),
)
WRONG_TYPE = Rule(
    "wrong-type",
    Severity.ERROR,
    "The field expects a list, a block or a single value, and has something else.",
    "A field has the same form in every file. A single value in one file and a list in another need two programs.",
    bad=Example("details:\n  topics: education\n"),
    good=Example("details:\n  topics: [education]\n"),
)
EMPTY_TEXT = Rule(
    "empty-text",
    Severity.ERROR,
    "A text is empty.",
    "Leave the field out if there is nothing to say. An empty text looks like an answer.",
    bad=Example('summary: ""\n'),
    good=Example("summary: Volunteers repair what neighbours bring.\n"),
)
TOO_LONG = Rule(
    "too-long",
    Severity.ERROR,
    "A text is longer than its field allows.",
    "Titles and names appear in tables and lists, where a long one leaves no room for anything else.",
    bad=Example(f"title: {'A very long title' * 6}\n"),
    good=Example("title: A title\n"),
)
TOO_FEW = Rule(
    "too-few",
    Severity.ERROR,
    "A required value is missing.",
    "A practice without a single source cannot be checked.",
    bad=Example("sources: {}\n"),
    good=Example("sources: {report: {title: SECON Best Practices Report, date: 2024-01, pages: 17-20}}\n"),
)
NOT_IN_VOCABULARY = Rule(
    "not-in-vocabulary",
    Severity.ERROR,
    "The word is not one of the words that the field allows.",
    "Fields that are counted and compared use fixed words, so that the same thing has the same name in every practice.",
    bad=Example("details:\n  topics: [eduction]\n"),
    good=Example("details:\n  topics: [education]\n"),
    fixable=True,
)
UNKNOWN_CODE = Rule(
    "unknown-code",
    Severity.ERROR,
    "The country or currency is not an international code.",
    "Countries and currencies have a name in every language, but only one code: LV, EUR.",
    bad=Example("location: {country: Latvia, partner: Latgale, evidence: report:location}\n"),
    good=Example("location: {country: LV, partner: Latgale, evidence: report:location}\n"),
    fixable=True,
)
BAD_DATE = Rule(
    "bad-date",
    Severity.ERROR,
    "This is not a valid date.",
    "The time in place is computed from dates, each as precise as its source: a year, a month, or a day.",
    bad=Example("duration: {start: December 2021, status: running, evidence: report:duration}\n"),
    good=Example("duration: {start: 2021-12, status: running, evidence: report:duration}\n"),
    fixable=True,
)
BAD_NUMBER = Rule(
    "bad-number",
    Severity.ERROR,
    "This is not a valid number.",
    "Numbers are added and compared. A number has digits and at most one point, before its decimals.",
    bad=Example(f'resources:\n  budget: [{{{_COSTS}, amount: "12 000", currency: EUR}}]\n'),
    good=Example(f"resources:\n  budget: [{{{_COSTS}, amount: 12000, currency: EUR}}]\n"),
    fixable=True,
)
OUT_OF_RANGE = Rule(
    "out-of-range",
    Severity.ERROR,
    "The number is outside the range that the field allows.",
    "No one is paid less than nothing, and a weight below zero would reverse the order of practices.",
    bad=Example(f"resources:\n  budget: [{{{_COSTS}, amount: -1250, currency: EUR}}]\n"),
    good=Example(f"resources:\n  budget: [{{{_COSTS}, amount: 1250, currency: EUR}}]\n"),
)
BAD_SHARE = Rule(
    "bad-share",
    Severity.ERROR,
    "This is not a percentage from 0 to 100.",
    "A share says how much of the whole one funding source contributes.",
    bad=Example(_FUNDING.format('"62,5"')),
    good=Example(_FUNDING.format("62.5")),
    fixable=True,
)
BAD_PAGES = Rule(
    "bad-pages",
    Severity.ERROR,
    "These are not valid page numbers.",
    "With pages, a reader finds the passage in the source: one page, or a range of pages.",
    bad=Example("sources: {report: {title: Report, date: 2024-01, pages: pp. 17-20}}\n"),
    good=Example("sources: {report: {title: Report, date: 2024-01, pages: 17-20}}\n"),
    fixable=True,
)
BAD_CITATION = Rule(
    "bad-citation",
    Severity.ERROR,
    "The evidence is not a valid citation.",
    "A claim counts in full only if a reader can look it up: a web address, or a source with its row and page.",
    bad=Example("duration: {start: 2021, status: running, evidence: 'report, p. 17'}\n"),
    good=Example("duration: {start: 2021, status: running, evidence: report p17}\n"),
    fixable=True,
)
BAD_URL = Rule(
    "bad-url",
    Severity.ERROR,
    "This is not a web address.",
    "A reader must be able to follow a link. It begins with https:// or http:// and contains no spaces.",
    bad=Example("links: [{label: Home page, url: www.example.org}]\n"),
    good=Example("links: [{label: Home page, url: https://www.example.org}]\n"),
    fixable=True,
)
BAD_ID = Rule(
    "bad-id",
    Severity.ERROR,
    "The name has characters that ids and source names cannot have.",
    "Ids appear in file names, links and commands, on every system and in every language.",
    bad=Example("id: Café\n"),
    good=Example("id: example\n"),
)
AMOUNT_CURRENCY = Rule(
    "amount-currency",
    Severity.ERROR,
    "An amount has no currency, or a currency no amount.",
    "A sum is a number with its currency. Neither means anything alone.",
    bad=Example(f"resources:\n  budget: [{{{_COSTS}, amount: 1250}}]\n"),
    good=Example(f"resources:\n  budget: [{{{_COSTS}, amount: 1250, currency: EUR}}]\n"),
)
METRIC_VALUE = Rule(
    "metric-value",
    Severity.ERROR,
    "A result has neither a figure nor `not_measured`, or both.",
    "Measured results count more than results that are only named. A result without a figure says that it has none.",
    bad=Example(f"results:\n  metrics: [{{what: repairs, level: output, {_EVIDENCE}}}]\n"),
    good=Example(f"results:\n  metrics: [{{what: repairs, level: output, qualifier: not_measured, {_EVIDENCE}}}]\n"),
)
WRONG_FORM = Rule(
    "wrong-form",
    Severity.ERROR,
    "The value does not have the form that its field expects.",
    "Programs can only compute with values of one form.",
    bad=None,
    good=Example(),
)
