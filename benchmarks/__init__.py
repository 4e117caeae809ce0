"""How fast secon is, beside the libraries that it cannot be faster than. Measured, never asserted in a test."""
