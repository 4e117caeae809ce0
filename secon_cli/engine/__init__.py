"""The engine: from a practice and a rubric to an assessment. Pure functions, no judgement of its own."""
