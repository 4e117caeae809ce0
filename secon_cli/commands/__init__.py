"""The commands: options in, one call, output, exit code. No logic lives here."""
