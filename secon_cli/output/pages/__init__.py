"""What a page of output says, with its figures and its tables: one module for each command or two."""
