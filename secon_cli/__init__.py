"""secon: score social-economy practices against the selection criteria of SECON."""

__version__ = "0.1.0"
