"""The glossary: every word that screens, files and rubrics use, with what it means, why it is there, how to meet it."""
