"""Office files, read as what they are: files from strangers. Standard library only, behind bounds."""
