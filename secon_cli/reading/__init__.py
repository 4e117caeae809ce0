"""Finding the input files, guarding against hostile ones, and reading YAML with positions."""
