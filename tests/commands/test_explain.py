"""`secon explain` as users run it: what is shown, in every format, and what is said where nothing can be."""

import re
from pathlib import Path
from typing import Any

import pytest

from secon_cli.practice.fields import walk
from tests.conftest import Secon
from tests.small_project import PRACTICES, RUBRIC, run, write_project


def _json(secon: Secon, *arguments: str) -> dict[str, Any]:
    document: dict[str, Any] = secon("explain", *arguments, "--format", "json").json
    return document


def test_an_indicator_with_meaning_reason_advice_and_an_example_at_its_place(secon: Secon) -> None:
    ended = secon("explain", "effectiveness.results", COLUMNS="100")
    rubric = _json(secon, "effectiveness.results")["rubric"]["sha256"][:8]
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "Results `effectiveness.results` (indicator)\n"
        "Counts the items of `results.metrics`. An item counts by its `level`: `outcome` 1; `output` 0.5.\n"
        "Full at 2 points; more is worth no more.\n"
        "\n"
        "Criterion   Effectiveness (`effectiveness`)\n"
        "Weight      70 % of the criterion, 35 % of the total\n"
        "Why         Results count.\n"
        "To improve  Give figures.\n"
        "Collection  5 practices score 42.5 on average; the highest is 100.0 (lv-choir).\n"
        "\n"
        "Example (data/practices/lv-choir.yaml:23, which counts 1):\n"
        "    - {what: people in work, value: 12, level: outcome, evidence: report:results}\n"
        "\n"
        "See also: `count`, `gain`\n"
        f"Rubric small 1.2.0 {rubric} as of 2024-01-31\n"
    )


def test_the_excerpt_is_what_stands_at_its_place_of_the_file(secon: Secon, project: Path) -> None:
    for word in ("duration.end", "results.metrics[].level", "outcome", "effectiveness.results", "location"):
        (entry, *_) = _json(secon, word)["entries"]
        excerpt = entry["excerpt"]
        lines = (project / excerpt["file"]).read_text(encoding="utf-8").splitlines()
        shown = [line.strip() for line in excerpt["text"].splitlines() if line != "…"]
        assert shown == [line.strip() for line in lines[excerpt["line"] - 1 :][: len(shown)]]


def test_how_the_collection_stands_to_it(secon: Secon) -> None:
    said = {word: _json(secon, word)["entries"][0]["collection"] for word in ("gate", "high", "outcome", "relevance")}
    assert said == {
        "gate": "Of 5 practices: met for 3 (gr-orchard, lv-repair-cafe, pl-kitchen); not met for 1 (lv-choir); "
        "uncertain for 1 (de-tool-library).",
        "high": "2 of 5 practices (lv-choir, lv-repair-cafe).",
        "outcome": "2 of 5 practices state it (lv-choir, lv-repair-cafe).",
        "relevance": "5 practices score 68.4 on average; the highest is 100.0 (lv-choir, lv-repair-cafe).",
    }


def test_a_changed_weight_is_the_one_that_is_explained(secon: Secon) -> None:
    assert "50 % of the total" in secon("explain", "effectiveness").out
    assert "75 % of the total" in secon("explain", "effectiveness", "--weight", "effectiveness=150").out


def test_alone_it_lists_what_there_is(secon: Secon) -> None:
    out = secon("explain", "--full", COLUMNS="80").out
    headings = [
        "Criteria",
        "Indicators",
        "Measures",
        "Gate",
        "Bands",
        "Terms",
        "Fields",
        "Vocabularies",
        "Values",
        "Rules",
    ]
    assert [line.split("  ")[0] for line in out.splitlines() if line.split("  ")[0] in headings] == headings
    for name in (
        "effectiveness.results",
        "none_of",
        "middle",
        "coverage",
        "quality_assurance",
        "safeguard_kind",
        "no-evidence",
    ):
        assert name in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("kind", "name"),
    [("bands", "middle"), ("RULES", "missing-field"), ("fields", "duration.end"), ("values", "yes_no.yes")],
)
def test_a_kind_lists_all_of_it(secon: Secon, kind: str, name: str) -> None:
    ended = secon("explain", kind)
    assert ended.code == 0
    assert name in ended.out


def test_words_need_no_quotation_marks(secon: Secon) -> None:
    assert secon("explain", "partner", "region").out == secon("explain", "partner region").out


def test_a_name_of_several_things(secon: Secon) -> None:
    both = _json(secon, "relevance")["entries"]
    assert [entry["kind"] for entry in both] == ["criterion", "field"]
    many = secon("explain", "kind")
    assert many.code == 0
    assert many.out.startswith(f"kind has {sum(field.name == 'kind' for field in walk())} meanings:\n")
    assert "sustainability.bases[].kind" in many.out


def test_a_part_of_several_names_is_listed_on_stderr(secon: Secon) -> None:
    ended = secon("explain", "instrum")
    assert (ended.code, ended.out) == (2, "")
    assert "`instrum`" in ended.err.splitlines()[-1]
    assert "quality_assurance[].instrument" in ended.err


def test_a_word_that_is_none(secon: Secon) -> None:
    ended = secon("explain", "cooperatve")
    assert (ended.code, ended.out) == (2, "")
    assert "`cooperative`" in ended.err
    assert "`secon explain`" in secon("explain", "zzzz").err


@pytest.mark.parametrize("rule", ["missing-field", "unusable-rubric", "tab"])
def test_a_rule_with_its_examples(secon: Secon, rule: str) -> None:
    ended = secon("explain", rule)
    assert ended.code == 0
    assert ended.out.startswith(f"{rule} (rule)\n")
    assert "\nWrong:\n" in ended.out
    assert "\nRight:\n" in ended.out
    assert "\x1b" not in ended.out
    assert "\t" not in ended.out


def test_without_any_practice_the_words_are_explained_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "criteria.yaml").write_text(RUBRIC, encoding="utf-8")
    (tmp_path / "data" / "practices").mkdir(parents=True)
    ended = run("explain", "effectiveness.results", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert "Give figures." in ended.out


def test_markdown_sets_names_as_code_and_examples_as_blocks(secon: Secon) -> None:
    lines = secon("explain", "effectiveness.results", "--format", "markdown").out.splitlines()
    assert lines[0] == "## Results `effectiveness.results` (indicator)"
    assert "- **Why**: Results count." in lines
    assert "    - {what: people in work, value: 12, level: outcome, evidence: report:results}" in lines


def test_hostile_words_of_a_rubric_are_text(secon: Secon, project: Path) -> None:
    hostile = RUBRIC.replace("why: Results count.", 'why: "[bold]no[/bold] <script> | `x"')
    (project / "criteria.yaml").write_text(hostile, encoding="utf-8")
    shown = secon("explain", "effectiveness.results", "--color", "always", COLUMNS="200").out
    assert "[bold]no[/bold] <script> | `x" in shown
    assert (
        "\\[bold\\]no\\[/bold\\] &lt;script&gt; \\| \\`x"
        in secon("explain", "effectiveness.results", "-f", "markdown").out
    )


def test_a_practice_is_no_word(secon: Secon) -> None:
    assert secon("explain", next(iter(PRACTICES))).code == 2


def test_one_year_is_no_years(secon: Secon, project: Path) -> None:
    where = "of: results.metrics\n          where: {level: [outcome, output], value: any}"
    text = RUBRIC.replace("at_least: 2}", "at_least: 1}").replace("of: results.metrics", where)
    write_project(project, {}, text.replace("full_at: 2", "full_at: 1000"))
    for arguments in (
        ("criteria", "--full"),
        ("score", "--full"),
        ("report", "--draws", "100", "-f", "markdown"),
        ("explain", "gate"),
    ):
        said = " ".join(secon(*arguments, COLUMNS="80").out.split())
        assert re.search(r"\b1 year\b", said), arguments
        assert not re.search(r"\b1 years", said), arguments
    full = " ".join(secon("criteria", "--full").out.split())
    assert "whose `level` is one of `outcome`, `output` and whose `value` is filled" in full
    assert "Full at 1,000 points" in full
