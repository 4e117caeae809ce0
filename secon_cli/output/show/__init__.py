"""One practice with its scores, in every format; and what its writer could still add."""
