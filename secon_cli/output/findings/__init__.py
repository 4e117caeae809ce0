"""What is wrong with files, in every format that people and platforms read."""
