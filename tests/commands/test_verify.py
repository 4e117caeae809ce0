"""`secon verify`: a stored result holds, or what differs is named: inputs, rubric, date, options, tool, numbers."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from secon_cli.analysis import stored
from secon_cli.analysis.results import Input, LeftOut
from secon_cli.commands.values import Filters
from secon_cli.output import wire
from secon_cli.output.wires import score
from tests.conftest import Secon
from tests.small_project import RUBRIC, write_project


@pytest.fixture
def result(secon: Secon) -> Path:
    """The project's ranking, stored beside it."""
    return _store(secon)


def _store(secon: Secon, *arguments: str) -> Path:
    assert secon("score", *arguments, "-f", "json", "-o", "result.json").code == 0
    return Path("result.json")


def _edit(result: Path, was: str, is_now: str) -> None:
    text = result.read_text(encoding="utf-8")
    assert was in text
    result.write_text(text.replace(was, is_now, 1), encoding="utf-8")


def _document(secon: Secon) -> dict[str, Any]:
    document: dict[str, Any] = secon("verify", "result.json", "-f", "json").json
    return document


def _verify(secon: Secon, *arguments: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and what differs and fails, by aspect and place."""
    ended = secon("verify", "result.json", "-f", "json", *arguments)
    assert ended.err == ""
    document: dict[str, Any] = json.loads(ended.out)
    assert document["schema"] == "secon.verify/1"
    assert document["holds"] is (ended.code == 0)
    return ended.code, [(one["aspect"], one["place"]) for one in document["differences"] if one["fails"]]


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--top", "2"),
        ("--region", "latgale"),
        ("--country", "LV", "--sort", "effectiveness"),
        ("-w", "relevance=60", "-w", "timescale=0.5"),
        ("--as-of", "2023-06-30"),
        ("data/practices/lv-choir.yaml",),
        ("-w", "relevance=60%", "--country", "PL", "--country", "LV"),
        ("--gate", "met", "--band", "high"),
    ],
)
def test_what_was_just_stored_holds(secon: Secon, options: tuple[str, ...]) -> None:
    _store(secon, *options)
    assert _verify(secon) == (0, [])
    assert "result.json: verified" in secon("verify", "result.json").out


def test_it_holds_in_a_folder_below_and_for_the_shipped_practices(
    secon: Secon, project: Path, result: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(project / "data")
    assert secon("verify", "../result.json").code == 0
    monkeypatch.chdir(tmp_path)
    _store(secon)
    assert secon("verify", "result.json").code == 0
    assert secon("verify", "project/result.json").code == 1, "its inputs are in another project"


def test_changed_and_missing_inputs(secon: Secon, project: Path, result: Path) -> None:
    folder = project / "data" / "practices"
    (folder / "lv-choir.yaml").unlink()
    orchard = folder / "gr-orchard.yaml"
    orchard.write_text(orchard.read_text().replace("level: output", "level: outcome"))
    code, differing = _verify(secon)
    assert code == 1
    assert differing == [
        ("inputs", "data/practices/gr-orchard.yaml"),
        ("inputs", "data/practices/lv-choir.yaml"),
        ("numbers", "practices"),
        ("numbers", "gr-orchard total"),
        ("numbers", "pl-kitchen rank"),
    ]
    screen = secon("verify", "result.json").out
    assert "inputs, numbers differ" in screen
    assert _document(secon)["explanation"] == "inputs changed"
    assert _document(secon)["failing"] == ["inputs", "numbers"]


def test_a_comment_more_is_another_input_and_the_same_numbers(secon: Secon, project: Path, result: Path) -> None:
    orchard = project / "data" / "practices" / "gr-orchard.yaml"
    orchard.write_text(orchard.read_text() + "# looked at again\n")
    assert _verify(secon) == (1, [("inputs", "data/practices/gr-orchard.yaml")])


def test_a_practice_that_was_added_later_fails_nothing(secon: Secon, project: Path, result: Path) -> None:
    (project / "data" / "practices" / "xx-new.yaml").write_text("format: 1\n")
    assert _verify(secon) == (0, [])
    assert "xx-new.yaml is in the collection now" in secon("verify", "result.json").out


def test_no_inputs_left(secon: Secon, project: Path, result: Path) -> None:
    for file in (project / "data" / "practices").iterdir():
        file.unlink()
    code, differing = _verify(secon)
    assert (code, differing[-1]) == (1, ("inputs", "practices"))


def test_another_rubric_or_date_in_force(secon: Secon, project: Path, result: Path) -> None:
    write_project(project, {}, RUBRIC.replace("full_at: 2", "full_at: 3").replace("2024-01-31", "2025-01-31"))
    code, differing = _verify(secon)
    place = "criteria.effectiveness.indicators.results.measure.full_at"
    assert (code, differing) == (1, [("date", "as_of"), ("rubric", place)])
    screen = secon("verify", "result.json").out
    assert f"{place} is 2" in screen
    assert "date, rubric differ\n" in screen or "rubric, date differ\n" in screen
    assert _document(secon)["explanation"] == "rubric changed"
    Path("kept.yaml").write_text(RUBRIC, encoding="utf-8")
    assert _verify(secon, "--criteria", "kept.yaml") == (0, [])


def test_one_thing_differs(secon: Secon, project: Path, result: Path) -> None:
    write_project(project, {}, RUBRIC.replace("2024-01-31", "2024-02-01"))
    assert "date differs\n" in secon("verify", "result.json").out


def test_an_aspect_of_several_things_differs_in_the_plural(secon: Secon, project: Path, result: Path) -> None:
    orchard = project / "data" / "practices" / "gr-orchard.yaml"
    orchard.write_text(orchard.read_text() + "# looked at again\n")
    assert "inputs differ\n" in secon("verify", "result.json").out


def test_other_words_in_the_rubric_fail_nothing(secon: Secon, project: Path, result: Path) -> None:
    write_project(project, {}, RUBRIC.replace("why: Time tells.", "why: Time will tell.").replace("1.2.0", "1.2.1"))
    assert _verify(secon) == (0, [])
    assert [(one["place"], one["fails"]) for one in _document(secon)["differences"]] == [("rubric", False)]


def test_weights_and_dates_given_as_options_are_applied_to_the_rubric_in_force(secon: Secon, project: Path) -> None:
    _store(secon, "-w", "relevance=60", "--as-of", "2023-06-30")
    write_project(project, {}, RUBRIC.replace("weight: 30\n    indicators", "weight: 10\n    indicators"))
    assert _verify(secon) == (0, [])
    write_project(project, {}, RUBRIC.replace("weight: 20\n    indicators", "weight: 10\n    indicators"))
    assert _verify(secon) == (1, [("rubric", "criteria.timescale.weight")])


@pytest.mark.parametrize(
    ("stored", "was", "is_now", "differing"),
    [
        (
            (),
            '"total": 86.875',
            '"total": 96.875',
            [("numbers", "practices[0].total"), ("numbers", "lv-repair-cafe total")],
        ),
        ((), '"rank": 4', '"rank": 3', [("numbers", "de-tool-library rank")]),
        ((), '"gate": "not met"', '"gate": "met"', [("numbers", "lv-choir gate")]),
        ((), '"coverage": 0.85', '"coverage": 1', [("numbers", "gr-orchard coverage")]),
        ((), "Orchard of the monastery", "Orchard", [("numbers", "gr-orchard title")]),
        ((), '"report:results p18"', '"report:results p19"', None),
        ((), '"band": "high",', "", [("numbers", "lv-repair-cafe band")]),
        ((), '"as_of": "2024-01-31",\n  "options"', '"as_of": "2025-01-31",\n  "options"', [("date", "as_of")]),
        ((), '"version": "1.2.0",\n    "sha', '"version": "9.2.0",\n    "sha', [("rubric", "rubric.version")]),
        ((), '"options": {}', '"options": {"top": 3}', [("options", "practices")]),
        ((), '"options": {}', '"options": {"luck": 3}', [("options", "options.luck")]),
        ((), '"options": {}', '"options": {"region": "Atlantis"}', [("options", "practices")]),
        (("--top", "2"), '"top": 2', '"top": 3', [("options", "practices")]),
        (("-w", "relevance=60"), '"relevance": 60.0', '"relevance": 70.0', [("options", "options.weight.relevance")]),
        (
            ("--as-of", "2023-06-30"),
            '"as_of": "2023-06-30"\n',
            '"as_of": "2023-06-29"\n',
            [("options", "options.as_of")],
        ),
    ],
)
def test_what_was_edited_is_found(
    secon: Secon, stored: tuple[str, ...], was: str, is_now: str, differing: list[tuple[str, str]] | None
) -> None:
    _edit(_store(secon, *stored), was, is_now)
    code, found = _verify(secon)
    assert code == 1
    if differing is None:
        assert found[0][1].startswith("lv-repair-cafe criteria.effectiveness.indicators.results.counted[0].evidence")
    else:
        assert found == differing


def test_an_edited_rubric_is_found_by_its_hash_and_by_the_rubric_in_force(secon: Secon, result: Path) -> None:
    _edit(result, '"argued": 0.2', '"argued": 0.9')
    code, found = _verify(secon)
    assert code == 1
    assert found[:2] == [
        ("rubric", "rubric.sha256"),
        ("rubric", "criteria.relevance.indicators.link.measure.scale.argued"),
    ]
    assert _document(secon)["explanation"] == "edited"


def test_another_version_of_the_tool_fails_only_with_other_numbers(secon: Secon, result: Path) -> None:
    text = result.read_text(encoding="utf-8")
    document = json.loads(text)
    document["tool"]["version"] = "0.0.1"
    del document["practices"][0]["years"]
    result.write_text(json.dumps(document), encoding="utf-8")
    assert _verify(secon) == (0, []), "a field that an older version did not write is no difference"
    assert [(one["place"], one["fails"]) for one in _document(secon)["differences"]] == [("tool.version", False)]
    indicators = [i for practice in document["practices"] for c in practice["criteria"] for i in c["indicators"]]
    reasons = [reason for indicator in indicators for reason in indicator["not_counted"]]
    assert reasons
    reasons[0]["reason"] = "said in other words"
    result.write_text(json.dumps(document), encoding="utf-8")
    assert _verify(secon) == (0, []), "another version may word a reason differently"
    document["practices"][0]["title"] = "Another"
    result.write_text(json.dumps(document), encoding="utf-8")
    assert _verify(secon) == (1, [("numbers", "lv-repair-cafe title")])
    assert _document(secon)["explanation"] == "version or edit"


@pytest.mark.parametrize(
    ("was", "is_now", "place"),
    [
        ('"shipped": false', '"shipped": false, "verdict": "best"', "verdict"),
        ('"name": "secon"', '"name": "secon", "edition": 2', "tool.edition"),
        ('"options": {}', '"note": "x", "options": {}', "note"),
        ('"path": "data/practices/de', '"size": 3, "path": "data/practices/de', "inputs[0].size"),
    ],
)
def test_fields_that_score_does_not_write_fail(secon: Secon, result: Path, was: str, is_now: str, place: str) -> None:
    _edit(result, was, is_now)
    assert _verify(secon) == (1, [("format", place)])


def test_a_field_of_another_version_is_only_reported(secon: Secon, result: Path) -> None:
    document = json.loads(result.read_text(encoding="utf-8"))
    document["tool"]["version"], document["news"] = "99.0.0", True
    result.write_text(json.dumps(document), encoding="utf-8")
    assert _verify(secon) == (0, [])
    assert ("format", "news") in [(one["aspect"], one["place"]) for one in _document(secon)["differences"]]


def test_a_result_without_left_out_is_still_read(secon: Secon, result: Path) -> None:
    document = json.loads(result.read_text(encoding="utf-8"))
    del document["left_out"]
    result.write_text(json.dumps(document), encoding="utf-8")
    assert _verify(secon) == (0, [])


def test_left_out_files_are_compared(secon: Secon, project: Path) -> None:
    broken = project / "data" / "practices" / "lv-choir.yaml"
    broken.write_text(broken.read_text(encoding="utf-8") + "more: 1\n", encoding="utf-8")
    assert secon("score", "-f", "json", "-o", "result.json").code == 1
    assert secon("verify", "result.json").code == 0
    _edit(Path("result.json"), '"errors": 1', '"errors": 2')
    assert _document(secon)["failing"] == ["numbers"]


def test_line_ends_that_git_converts_change_nothing(secon: Secon, project: Path, result: Path) -> None:
    for file in [*(project / "data" / "practices").iterdir(), project / "criteria.yaml"]:
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert _verify(secon) == (0, [])


def test_practices_outside_the_project_are_verified(secon: Secon, project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for file in (project / "data" / "practices").iterdir():
        file.rename(elsewhere / file.name)
    _store(secon, str(elsewhere))
    assert _verify(secon) == (0, [])
    choir = elsewhere / "lv-choir.yaml"
    choir.write_text(choir.read_text(encoding="utf-8").replace("Choir of all", "Secret of all"), encoding="utf-8")
    ended = secon("verify", "result.json", "--full")
    assert ended.code == 1
    assert "Secret" not in ended.out, "a file that is not the one the result names is not shown"


def test_a_result_does_not_find_out_which_files_there_are(
    secon: Secon, project: Path, result: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: open sesame\n", encoding="utf-8")
    (project / "link.yaml").symlink_to(secret)
    names = ["../secret.yaml", "../nowhere.yaml", str(secret), "link.yaml", "x\0y"]
    document = json.loads(result.read_text(encoding="utf-8"))
    found = []
    for name in names:
        edited = {**document, "inputs": [*document["inputs"], {"path": name, "sha256": "0" * 64}]}
        result.write_text(json.dumps(edited), encoding="utf-8")
        found.append([one["message"] for one in _document(secon)["differences"] if one["aspect"] == "inputs"])
    assert found == [["is outside this project, and is missing or has changed since"]] * len(names)


@pytest.mark.parametrize("name", ["a" * 5000, "a/" * 3000])
def test_a_name_that_no_disk_takes_is_missing(secon: Secon, result: Path, name: str) -> None:
    document = json.loads(result.read_text(encoding="utf-8"))
    document["inputs"].append({"path": name, "sha256": "0" * 64})
    result.write_text(json.dumps(document), encoding="utf-8")
    assert _verify(secon) == (1, [("inputs", name)])


def test_one_file_under_many_names_is_read_once(secon: Secon, result: Path) -> None:
    document = json.loads(result.read_text(encoding="utf-8"))
    choir = next(one for one in document["inputs"] if "choir" in one["path"])
    document["inputs"] += [{**choir, "path": f"{'./' * number}{choir['path']}"} for number in range(1, 30)]
    result.write_text(json.dumps(document), encoding="utf-8")
    assert _verify(secon) == (0, [])


def test_weights_beyond_all_measure_are_refused(secon: Secon, result: Path) -> None:
    document = json.loads(result.read_text(encoding="utf-8"))
    for criterion in document["rubric"]["content"]["criteria"].values():
        criterion["weight"] = 1e308
    result.write_text(json.dumps(document), encoding="utf-8")
    ended = secon("verify", "result.json")
    assert (ended.code, "rubric.content" in ended.err) == (2, True)


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ('"inputs": [', '"inputs": 3, "more": ['),
        ('"tool": {', '"tool": 1, "more": {'),
        ('"content": {', '"content": [], "more": {'),
        ('"shipped": false', '"shipped": 0'),
        ('"practices": [', '"practices": {}, "more": ['),
        ('"rank": 1', '"rank": 1.5'),
        ('"kind": "years"', '"kind": {}'),
        ('"weight": 30.0', '"weight": null'),
        ('"as_of": "2024-01-31",\n      "unsupported"', '"as_of": "soon",\n      "unsupported"'),
    ],
)
def test_messages_name_no_types_of_python(secon: Secon, result: Path, was: str, is_now: str) -> None:
    _edit(result, was, is_now)
    ended = secon("verify", "result.json")
    assert (ended.code, ended.out) == (2, "")
    assert "result.json: " in ended.err
    for word in ("dict", "tuple", "instance", "_Result", "Rubric ", "int", "str", "float", "none", "python"):
        assert word not in ended.err.replace("string", "").lower().split("; the result")[0], ended.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "result.json:1:1: is not JSON"),
        ("[]", "it has no `schema`"),
        (
            '{"schema": "secon.score/7"}',
            "schema: is `secon.score/7`",
        ),
        ('{"schema": "secon.show/1"}', "schema: is `secon.show/1`"),
        ('{"schema": "secon.score/1"}', "tool: is missing"),
    ],
)
def test_what_is_no_result(secon: Secon, text: str, says: str) -> None:
    Path("result.json").write_text(text)
    ended = secon("verify", "result.json")
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


@pytest.mark.parametrize(
    ("was", "is_now", "says"),
    [
        ('"sha256": "', '"sha": "', "rubric.sha256: is missing"),
        ('"top": 2', '"top": 0', "options.top"),
        ('"total": 86.875', '"total": 1e999', "practices[0].total"),
        ('"total": 86.875', '"total": "86.875"', "practices[0].total"),
        ('"kind": "years"', '"kind": "ages"', "rubric.content.criteria.timescale.indicators.years.measure"),
        ('"of": "results.metrics"', '"of": "results.numbers"', "is not a field"),
    ],
)
def test_a_result_whose_parts_cannot_be_read(secon: Secon, was: str, is_now: str, says: str) -> None:
    _edit(_store(secon, "--top", "2"), was, is_now)
    ended = secon("verify", "result.json")
    assert (ended.code, ended.out) == (2, "")
    assert "result.json: " in ended.err
    assert says in ended.err


def test_inputs_that_point_elsewhere_are_not_shown(secon: Secon, result: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("password: open sesame\n")
    _edit(result, '"path": "data/practices/gr-orchard.yaml"', '"path": "../secret.yaml"')
    ended = secon("verify", "result.json")
    assert ended.code == 1
    assert "sesame" not in ended.out + ended.err


def test_powerful_characters_are_shown_and_not_done(secon: Secon, result: Path) -> None:
    _edit(result, '"path": "data/practices/gr-orchard.yaml"', '"path": "data/\\u001b[31m[bold]x"')
    for format in ("text", "markdown"):
        assert "\x1b" not in secon("verify", "result.json", "-f", format).out


def test_weights_that_are_null_are_refused(secon: Secon) -> None:
    result = _store(secon, "-w", "relevance=60")
    document = json.loads(result.read_text(encoding="utf-8"))
    document["options"]["weight"] = None
    result.write_text(json.dumps(document), encoding="utf-8")
    ended = secon("verify", "result.json")
    assert (ended.code, "options.weight: " in ended.err) == (2, True)


def test_many_differences_are_cut_and_shown_in_full_when_asked(secon: Secon, result: Path) -> None:
    document = json.loads(result.read_text(encoding="utf-8"))
    assert document["schema"] == stored.SCHEMA
    document["inputs"] = [{"path": f"gone/{number}.yaml", "sha256": "0" * 64} for number in range(20)]
    result.write_text(json.dumps(document), encoding="utf-8")
    assert "and 13 more" in secon("verify", "result.json").out
    for option in ("--full", "--verbose"):
        assert "gone/19.yaml" in secon("verify", "result.json", option).out


def test_the_reader_of_stored_results_knows_what_score_writes() -> None:
    """It reads fewer fields than `score` writes, so that it can read results of other versions, but no others."""
    read = stored.READ[stored.SCHEMA]
    (practice,) = read["practices"]
    (criterion,) = practice["criteria"]
    pairs: list[tuple[Mapping[str, Any], wire.Wire]] = [
        (read, score.SCORE),
        (read["tool"], wire.TOOL),
        (read["rubric"], wire.RUBRIC),
        (read["inputs"][0], wire.own_wire(Input)),
        (read["left_out?"][0], wire.own_wire(LeftOut)),
        (practice, score.PRACTICE),
        (criterion, score.CRITERION),
        (criterion["indicators"][0], score.INDICATOR),
    ]
    for fields, written in pairs:
        assert {name.rstrip("?") for name in fields} <= {key.name for key in written.keys}
    filters = Filters(("a",), ("a",), ("a",), ("a",), ("a",), "a", 1).options()
    assert stored.OPTIONS.keys() - stored.OF_RUBRIC.keys() == {f"{name}?" for name in filters}
    assert stored.OF_RUBRIC.keys() == {"weight?", "as_of?"}
