"""What users see: a folder for each thing that is shown, in it a file for each format. Nothing is computed here."""
