"""All regions beside each other, in every format."""
