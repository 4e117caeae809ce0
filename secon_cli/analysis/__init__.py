"""Questions asked of assessments: names, selections, results with their provenance. Plain values in and out."""
