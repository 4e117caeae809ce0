"""What a rubric is: criteria, indicators and measures as data, and what makes them unusable."""
