"""secon: score social-economy practices against the selection criteria of SECON.

The functions of `secon_cli.api` are the Python interface: `read`, `check`, `score` and `compare`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secon_cli.api import Comparison, Finding, Practices, Ranking, SeconError, check, compare, read, score

__version__ = "0.2.0.dev0"
__all__ = [
    "Comparison",
    "Finding",
    "Practices",
    "Ranking",
    "SeconError",
    "__version__",
    "check",
    "compare",
    "read",
    "score",
]


def __getattr__(name: str) -> Any:
    # Loaded on first use: `secon --version` is not to wait for the models.
    if name in __all__:
        from secon_cli import api

        return getattr(api, name)
    raise AttributeError(f"module 'secon_cli' has no attribute '{name}'")
