"""Whether a stored result holds, in every format."""
