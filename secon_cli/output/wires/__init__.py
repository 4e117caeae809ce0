"""What each command writes as JSON, declared as types: one file per command."""
