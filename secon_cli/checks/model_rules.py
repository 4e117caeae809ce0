"""Rules of the model: which fields there are, and what may stand in them."""

from secon_cli.checks.findings import Severity
from secon_cli.checks.rule import Example, Rule

_EVIDENCE = "evidence: report:details"
_ORGANISATION = "  - {name: Repair Association, type: association, role: lead, evidence: report:organisations}\n"
_COSTS = f"what: costs, covers: whole, {_EVIDENCE}"

UNKNOWN_FIELD = Rule(
    "unknown-field",
    Severity.ERROR,
    "The field is not known, or not known in this block.",
    "A field that no program reads is a fact that is lost: mostly a slip of the pen, or a fact in the wrong block.",
    bad=Example(f"organisation:\n{_ORGANISATION}", without=("organisations",)),
    good=Example(f"organisations:\n{_ORGANISATION}"),
    fixable=True,
)
MISSING_FIELD = Rule(
    "missing-field",
    Severity.ERROR,
    "A field that every practice needs is not there.",
    "Without these few fields a practice cannot be listed, compared or cited.",
    bad=Example(without=("summary",)),
    good=Example("summary: Volunteers repair what neighbours bring.\n"),
)
WRONG_TYPE = Rule(
    "wrong-type",
    Severity.ERROR,
    "A list, a block or a single value stands where something else is expected.",
    "A single practice in one place and a list of them in another could not be read by the same program.",
    bad=Example("details:\n  topics: education\n"),
    good=Example("details:\n  topics: [education]\n"),
)
EMPTY_TEXT = Rule(
    "empty-text",
    Severity.ERROR,
    "A text has no words in it.",
    "Where there is nothing to say, the field is left out. An empty text looks like an answer and is none.",
    bad=Example('summary: ""\n'),
    good=Example("summary: Volunteers repair what neighbours bring.\n"),
)
TOO_LONG = Rule(
    "too-long",
    Severity.ERROR,
    "A text is longer than its field allows.",
    "Titles and names stand in tables and lists, where a long one pushes out everything else.",
    bad=Example(f"title: {'A very long title' * 6}\n"),
    good=Example("title: A title\n"),
)
TOO_FEW = Rule(
    "too-few",
    Severity.ERROR,
    "Something is needed here, and there is nothing.",
    "A practice without a single source cannot be checked by anybody.",
    bad=Example("sources: {}\n"),
    good=Example("sources: {report: {title: SECON Best Practices Report, date: 2024-01, pages: 17-20}}\n"),
)
NOT_IN_VOCABULARY = Rule(
    "not-in-vocabulary",
    Severity.ERROR,
    "The word is not one of those that the field knows.",
    "Fields that are counted and compared use fixed words, so that the same thing has the same name in every practice.",
    bad=Example("details:\n  topics: [schooling]\n"),
    good=Example("details:\n  topics: [education]\n"),
    fixable=True,
)
UNKNOWN_CODE = Rule(
    "unknown-code",
    Severity.ERROR,
    "The country or currency is not one of the international codes.",
    "Countries and currencies have names in every language, and one code: LV, EUR.",
    bad=Example("location: {country: Latvia, partner: Latgale, evidence: report:location}\n"),
    good=Example("location: {country: LV, partner: Latgale, evidence: report:location}\n"),
    fixable=True,
)
BAD_DATE = Rule(
    "bad-date",
    Severity.ERROR,
    "This is not a date.",
    "The time in place is computed from dates, each as precise as its source: a year, a month, or a day.",
    bad=Example("duration: {start: 2021-13, status: running, evidence: report:duration}\n"),
    good=Example("duration: {start: 2021-12, status: running, evidence: report:duration}\n"),
    fixable=True,
)
BAD_NUMBER = Rule(
    "bad-number",
    Severity.ERROR,
    "This is not a number.",
    "Commas and blanks between digits mean different things in different countries, a decimal point does not.",
    bad=Example(f"resources:\n  budget: [{{{_COSTS}, amount: '1,250', currency: EUR}}]\n"),
    good=Example(f"resources:\n  budget: [{{{_COSTS}, amount: 1250, currency: EUR}}]\n"),
    fixable=True,
)
OUT_OF_RANGE = Rule(
    "out-of-range",
    Severity.ERROR,
    "The number is outside the range that the field allows.",
    "A weight below zero or a share above one would turn the order of practices around.",
    bad=None,
    good=Example(),
)
BAD_SHARE = Rule(
    "bad-share",
    Severity.ERROR,
    "This is not a percentage from 0 to 100.",
    "A share says how much of the whole one payer carries.",
    bad=Example(f"resources:\n  funding: [{{source: City, kind: subsidy, share: 120, {_EVIDENCE}}}]\n  budget: []\n"),
    good=Example(f"resources:\n  funding: [{{source: City, kind: subsidy, share: 100, {_EVIDENCE}}}]\n  budget: []\n"),
    fixable=True,
)
BAD_PAGES = Rule(
    "bad-pages",
    Severity.ERROR,
    "These are not pages.",
    "With pages, a reader finds the passage in the source: a page, or a run of pages.",
    bad=Example("sources: {report: {title: Report, date: 2024-01, pages: 20-17}}\n"),
    good=Example("sources: {report: {title: Report, date: 2024-01, pages: 17-20}}\n"),
    fixable=True,
)
BAD_CITATION = Rule(
    "bad-citation",
    Severity.ERROR,
    "The evidence does not have the form of a citation.",
    "A claim counts in full only if a reader can look it up: a web address, or a source with its row and page.",
    bad=Example("duration: {start: 2021, status: running, evidence: see the report}\n"),
    good=Example("duration: {start: 2021, status: running, evidence: report:duration p17}\n"),
    fixable=True,
)
BAD_URL = Rule(
    "bad-url",
    Severity.ERROR,
    "This is not a web address.",
    "A link that cannot be followed is no link. It begins with https:// or http:// and has no blanks.",
    bad=Example("links: [{label: Home page, url: www.example.org}]\n"),
    good=Example("links: [{label: Home page, url: https://www.example.org}]\n"),
    fixable=True,
)
BAD_ID = Rule(
    "bad-id",
    Severity.ERROR,
    "The name has characters that names of practices or sources do not have.",
    "Ids stand in file names, links and commands, on every system and in every language.",
    bad=Example("id: Café\n"),
    good=Example("id: example\n"),
    fixable=True,
)
AMOUNT_CURRENCY = Rule(
    "amount-currency",
    Severity.ERROR,
    "An amount has no currency, or a currency no amount.",
    "A sum is a number with its currency; neither means anything alone.",
    bad=Example(f"resources:\n  budget: [{{{_COSTS}, amount: 1250}}]\n"),
    good=Example(f"resources:\n  budget: [{{{_COSTS}, amount: 1250, currency: EUR}}]\n"),
)
METRIC_VALUE = Rule(
    "metric-value",
    Severity.ERROR,
    "A result has no figure and does not say so, or says so beside a figure.",
    "Measured results count more than results that are only named. So a result without a figure says that it has none.",
    bad=Example(f"results:\n  metrics: [{{what: repairs, level: output, {_EVIDENCE}}}]\n"),
    good=Example(f"results:\n  metrics: [{{what: repairs, level: output, qualifier: not_measured, {_EVIDENCE}}}]\n"),
)
WRONG_FORM = Rule(
    "wrong-form",
    Severity.ERROR,
    "The value does not have the form that its field asks for.",
    "What programs compute with has to have one form.",
    bad=None,
    good=Example(),
)

RULES = (
    UNKNOWN_FIELD,
    MISSING_FIELD,
    WRONG_TYPE,
    EMPTY_TEXT,
    TOO_LONG,
    TOO_FEW,
    NOT_IN_VOCABULARY,
    UNKNOWN_CODE,
    BAD_DATE,
    BAD_NUMBER,
    OUT_OF_RANGE,
    BAD_SHARE,
    BAD_PAGES,
    BAD_CITATION,
    BAD_URL,
    BAD_ID,
    AMOUNT_CURRENCY,
    METRIC_VALUE,
    WRONG_FORM,
)
