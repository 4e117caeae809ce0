"""What a panel of assessors thinks: ratings, how far they agree, and their ranking next to the rubric's."""
