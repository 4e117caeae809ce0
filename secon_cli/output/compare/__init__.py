"""Two sides beside each other, in every format."""
