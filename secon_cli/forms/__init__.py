"""Forms for people: the practice format as a form in Word, and what can be read from forms that come back."""
