"""What changed between two times of scoring, and what each total owes to facts, rubric and date."""
