"""What is wrong with files, and what to write instead.

A file's bytes become text, nodes and values in `secon_cli.reading`, with faults where they cannot. `checked_files`
makes a model of the values, for which `model_errors` explains what pydantic refuses, and asks `rules/` about it;
`collection` does so for many files, and asks the rules between files. `registry` lists the rules, and leaves out what
a user or a file suppresses.
"""
