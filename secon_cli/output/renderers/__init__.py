"""What draws a document or records in one medium each."""
