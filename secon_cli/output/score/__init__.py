"""The ranking, in every format."""
