"""The page `report.html`: one self-contained file, interactive where scripts run and complete where they do not."""
