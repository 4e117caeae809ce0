"""What a change of facts would do to a score, in every format."""
