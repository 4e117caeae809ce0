"""What a word means, in every format."""
