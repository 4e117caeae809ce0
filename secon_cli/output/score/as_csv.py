"""The ranking as CSV: a line a practice, the criteria as columns, for spreadsheets."""

import csv
from io import StringIO

from secon_cli.analysis.results import Ranking
from secon_cli.output.machine import number, safe_cell


def score_csv(ranking: Ranking) -> str:
    """CSV with a header, after RFC 4180; text that a spreadsheet would run is made harmless."""
    rubric = ranking.provenance.rubric
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = ["rank", "id", "title", "country", "partner"]
    verdict = ["total", "low", "high", "coverage", "gate", "band", "rubric", "rubric_sha256", "as_of"]
    writer.writerow([*names, *rubric.criteria, *verdict])
    for scored in ranking.practices:
        assessment = scored.assessment
        practice = assessment.practice
        scores = [*(criterion.score for criterion in assessment.criteria), assessment.total]
        bounds = [assessment.range.low, assessment.range.high, assessment.coverage]
        cells = [practice.id, practice.title, practice.location.country, practice.location.partner]
        source = [f"{rubric.rubric} {rubric.version}", rubric.sha256, rubric.as_of.isoformat()]
        texts = [assessment.gate.value, assessment.band or "", *source]
        writer.writerow([scored.rank, *map(safe_cell, cells), *map(number, scores + bounds), *map(safe_cell, texts)])
    return out.getvalue()
