"""Robustness: how far a ranking depends on the weights, on what is unknown, and on the rubric itself.

The only part of the program that imports numpy; its results are plain values.
"""
