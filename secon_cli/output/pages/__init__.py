"""One page per command: what is said, in which order."""
