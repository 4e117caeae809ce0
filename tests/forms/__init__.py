"""Forms in Word: what is written, what is read, and how much of it rules get right."""
