"""Robustness: how far a ranking depends on the weights, on what is unknown, and on the rubric itself.

The only part of the program that imports numpy; its results are plain values.
"""

SAFE = 0.95
"""Share of draws from which on something is called safe."""
TOSS = 0.6
"""Share of draws up to which the order of two neighbours is called a coin toss."""
