"""What moved between two times, in every format."""
