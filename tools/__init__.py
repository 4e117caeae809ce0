"""Scripts for maintainers: they generate pages of the documentation, and measure the code."""


class PageError(Exception):
    """A page cannot be made; the message names the rule, field or command to look at."""
