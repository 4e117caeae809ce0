"""The ranking as a Markdown table, for reports and pull requests."""

from secon_cli.analysis.results import Ranking
from secon_cli.output.markdown import escaped, row
from secon_cli.output.numbers import gate_reason, percent, points, span
from secon_cli.output.provenance_text import provenance_words
from secon_cli.practice.time_in_place import GateState


def score_markdown(ranking: Ranking) -> str:
    """A table, the reasons of gates that are not met, and the provenance."""
    rubric = ranking.provenance.rubric
    headings = ["Practice", "Partner region", *(escaped(c.title) for c in rubric.criteria.values())]
    columns = ["#", *headings, "Total", "Range", "Known", "Gate", "Band"]
    align = ["--:", ":--", ":--", *("--:" for _ in rubric.criteria), "--:", "--:", "--:", ":--", ":--"]
    lines = [row(*columns), row(*align)]
    for scored in ranking.practices:
        assessment = scored.assessment
        place = assessment.practice.location
        lines.append(
            row(
                str(scored.rank),
                escaped(assessment.practice.title),
                f"{place.country} {escaped(place.partner)}",
                *(points(criterion.score) for criterion in assessment.criteria),
                f"**{points(assessment.total)}**",
                span(assessment.range),
                percent(round(assessment.coverage, 2)),
                assessment.gate.value,
                escaped(assessment.band or ""),
            )
        )
    lines.append("")
    for scored in ranking.practices:
        if scored.assessment.gate is not GateState.MET:
            title = escaped(scored.assessment.practice.title)
            lines.append(f"- {title}: gate {scored.assessment.gate}, {gate_reason(scored.assessment, rubric)}.")
    shares = ", ".join(f"{escaped(c.title)} {percent(rubric.shares[k])}" for k, c in rubric.criteria.items())
    lines += ["", f"Weights: {shares}.", "", f"{escaped(provenance_words(ranking.provenance))}.", ""]
    return "\n".join(lines)
