"""What JSON documents share: where the numbers come from, and what counted for an indicator."""

from collections.abc import Mapping
from typing import Any

from secon_cli import __version__
from secon_cli.analysis.results import LeftOut
from secon_cli.output.wire import View, Wire, constant, of


class ToolWire(Wire):
    """The program that wrote the document."""

    name: str = constant("secon")
    version: str


THIS_TOOL = View(ToolWire, version=__version__)


class RubricWire(Wire):
    """The rubric that practices were judged by, with overrides applied."""

    id: str = of("rubric")
    version: str
    sha256: str
    """Hash of the content in force."""
    content: Mapping[str, Any]


class InputWire(Wire):
    """A file that was read."""

    path: str
    sha256: str


class ProvenanceWire(Wire):
    """Where a result comes from: enough to compute it again."""

    tool: ToolWire = of("provenance")
    as_of: str = of("provenance.as_of")
    """The day as of which practices are judged."""
    options: Mapping[str, Any] = of("provenance.options")
    """The options that change what is computed or shown."""
    rubric: RubricWire = of("provenance.rubric")
    inputs: tuple[InputWire, ...] = of("provenance.inputs")
    """Every file that was read, also those with errors."""
    shipped: bool = of("provenance.shipped")
    """Whether the practices are those that ship with the tool."""
    left_out: tuple[LeftOut, ...] = of("provenance.left_out")
    """Files with errors, which are in no ranking."""


class DocumentWire(Wire):
    """What every document begins with: the name of its schema."""

    schema: str


class ResultWire(ProvenanceWire, DocumentWire):
    """What every result begins with; as in any dataclass, the fields of the last base come first."""


class CountedWire(Wire):
    """An item that counted."""

    field: str
    points: float
    """What it counts, after the reduction for a claim without evidence."""
    evidence: tuple[str, ...]
    reason: str | None = None
    """Why it counted as much as it did, where that needs a reason."""
