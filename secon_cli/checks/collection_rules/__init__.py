"""Rules of the collection: what has to fit between files, one file for each subject."""
