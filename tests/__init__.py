"""What users rely on, by kind: the record, the rubric, the engine, the checks, the commands, the project itself."""
