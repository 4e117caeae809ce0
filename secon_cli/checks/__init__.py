"""Rules that practice files, collections and rubrics keep, and the findings where they do not."""
