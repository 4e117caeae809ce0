"""Prose on a screen: as wide as the terminal, and no wider than reads well."""

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

_READABLE = 110
"""Columns that prose fills at most."""


class Page:
    """Content no wider than reads well, however wide the destination is."""

    def __init__(self, content: RenderableType) -> None:
        self._content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from console.render(self._content, options.update(max_width=min(options.max_width, _READABLE)))
