"""Characters that have no place in a practice file: they command terminals, or show a text in another order."""

import re

UNWANTED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
