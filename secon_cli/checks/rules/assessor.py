"""Rules of assessors' files: ratings that can be counted, of practices and criteria that exist.

The rules of the file and of its fields hold for them too; `secon_cli.checks.assessor_file` has the checks.
"""

from secon_cli.checks.findings import Rule, Severity

BAD_RATING = Rule("bad-rating", Severity.ERROR)
UNKNOWN_PRACTICE = Rule("unknown-practice", Severity.ERROR)
UNKNOWN_CRITERION = Rule("unknown-criterion", Severity.ERROR)
NO_RATING = Rule("no-rating", Severity.ERROR)
ASSESSOR_NOT_FILE_NAME = Rule("assessor-not-file-name", Severity.ERROR)
DUPLICATE_ASSESSOR = Rule("duplicate-assessor", Severity.ERROR)
