"""The documentation, and what generates the pages of it that follow from the code."""
