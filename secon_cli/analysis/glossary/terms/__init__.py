"""The words of the screens and of a rubric file: what they mean, why they are there, what to do about them."""
