"""What a panel of assessors thinks: figures of its ratings, how far they agree, and its ranking next to the rubric's."""
