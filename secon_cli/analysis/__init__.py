"""Questions asked of assessments: every number that is printed.

How a practice comes to its place in a ranking, and where to read it, in this order:

- `practice.model`: a practice, as its file states it; `practice.fields.find` gives its facts with their evidence.
- `rubric.model`: criteria and indicators; `rubric.base` and `rubric.measures`: facts to a value from 0 to 1.
- `engine`: values to indicators, criteria, total and range, and totals to a ranking; rounding that adds up.
- `results`: the ranking as commands hand it on. `profile`: one practice. `sides`, `comparison`, `why`: several.
- `robustness`: `arrays` (the ranking and what is unknown as numbers), `draws` (other weights at random), `changes`
  (weights and rubrics that turn the ranking), `importance` (what really decides), `study` (all of it).
- `differences`, `diff`, `stored`: two states of a collection. `agreement`, `panel`: people who rate.
"""
