"""How far a ranking can be trusted, in every format."""
