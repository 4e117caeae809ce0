"""Rules of the fields: which there are, and what may be written in them.

The checks are the models of `secon_cli.practice` and `secon_cli.rubric`; `secon_cli.checks.model_errors` turns what
they say into findings of these rules.
"""

from secon_cli.checks.findings import Rule, Severity

UNKNOWN_FIELD = Rule("unknown-field", Severity.ERROR, fixable=True)
MISSING_FIELD = Rule("missing-field", Severity.ERROR)
WRONG_TYPE = Rule("wrong-type", Severity.ERROR)
EMPTY_TEXT = Rule("empty-text", Severity.ERROR)
TOO_LONG = Rule("too-long", Severity.ERROR)
TOO_FEW = Rule("too-few", Severity.ERROR)
NOT_IN_VOCABULARY = Rule("not-in-vocabulary", Severity.ERROR, fixable=True)
UNKNOWN_CODE = Rule("unknown-code", Severity.ERROR, fixable=True)
BAD_DATE = Rule("bad-date", Severity.ERROR, fixable=True)
BAD_NUMBER = Rule("bad-number", Severity.ERROR, fixable=True)
OUT_OF_RANGE = Rule("out-of-range", Severity.ERROR)
BAD_SHARE = Rule("bad-share", Severity.ERROR, fixable=True)
BAD_PAGES = Rule("bad-pages", Severity.ERROR, fixable=True)
BAD_CITATION = Rule("bad-citation", Severity.ERROR, fixable=True)
BAD_URL = Rule("bad-url", Severity.ERROR, fixable=True)
BAD_ID = Rule("bad-id", Severity.ERROR)
AMOUNT_CURRENCY = Rule("amount-currency", Severity.ERROR)
METRIC_VALUE = Rule("metric-value", Severity.ERROR)
WRONG_FORM = Rule("wrong-form", Severity.ERROR)
