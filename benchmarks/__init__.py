"""How fast secon is, compared with the libraries that it cannot beat. Measured, never asserted in a test."""
