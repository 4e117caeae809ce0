"""The rubric's advice: what of a sound practice keeps it from a better score, one file for each subject."""
