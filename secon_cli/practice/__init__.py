"""What a practice is: the record of one good practice, its vocabularies, dates, amounts and citations."""
