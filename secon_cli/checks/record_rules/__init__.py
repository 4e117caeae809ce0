"""Rules of the record: what fits together in a practice, one file for each subject."""
