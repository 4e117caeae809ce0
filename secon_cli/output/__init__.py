"""What users see: one file per screen or format. Nothing is computed here."""
