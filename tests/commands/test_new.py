"""`secon new` and `secon schema`: what is written is valid, exact and complete, and nothing is ever written over."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.checks.checked_files import CheckedFile, check_practice
from secon_cli.checks.findings import Severity
from secon_cli.forms.draft import id_for, scaffold
from secon_cli.output.destination import create
from secon_cli.output.new_files import new_practice
from secon_cli.practice.fields import plain, walk
from secon_cli.practice.model import Practice
from secon_cli.reading.yaml_reader import UNWANTED, read
from tests.conftest import Secon
from tests.small_project import run
from tests.terminal import needs_terminal, on_terminal

REAL = sorted(Path(__file__).parents[2].glob("data/practices/*.yaml"))
NEEDED = {
    "--title": "Repair café: the beginning",
    "--country": "Austria",
    "--region": "Upper Valley",
    "--organisation": "Repair Association",
    "--type": "association",
    "--summary": "Volunteers repair what neighbours bring.",
    "--source": "Practices of the Upper Valley",
}
ID = "at-repair-cafe-the-beginning"
FILE = f"data/practices/{ID}.yaml"


def _options(**changes: str | None) -> list[str]:
    given = NEEDED | {f"--{name}": value for name, value in changes.items()}
    return [part for name, value in given.items() if value is not None for part in (name, value)]


def _record(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return record


def _loud(checked: CheckedFile) -> list[str]:
    return [f"{one.rule}: {one.message}" for one in checked.findings if one.severity is not Severity.ADVICE]


def test_options_make_a_file_that_validates(secon: Secon, project: Path) -> None:
    ended = secon("new", *_options(start="2019-05", place="Oberdorf, Unterdorf", status="running"))
    assert (ended.code, ended.out.splitlines()[0]) == (0, f"Wrote {FILE}")
    assert f"secon validate {FILE}" in ended.out
    checked = secon("validate", FILE, "--fail-on", "warning")
    assert (checked.code, set(re.findall(r"^[a-z]+(?=\[)", checked.out, re.MULTILINE)) - {"advice"}) == (0, set())
    record = _record(project / FILE)
    assert (record["id"], record["title"]) == (ID, "Repair café: the beginning")
    assert record["location"] == {
        "country": "AT",
        "partner": "Upper Valley",
        "places": ["Oberdorf", "Unterdorf"],
        "evidence": "report",
    }
    assert record["duration"] == {"start": "2019-05", "status": "running", "evidence": "report"}
    assert record["sources"] == {"report": {"title": "Practices of the Upper Valley"}}


def test_quiet_says_only_the_path(secon: Secon) -> None:
    ended = secon("new", *_options(), "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, f"{FILE}\n", "")


def test_json_says_what_was_written(secon: Secon) -> None:
    said = secon("new", *_options(), "--format", "json", "--schema").json
    assert {name: said[name] for name in ("schema", "file", "id", "names_schema")} == {
        "schema": "secon.new/1",
        "file": FILE,
        "id": ID,
        "names_schema": "practice.schema.json",
    }


def test_every_block_and_every_field_is_there_and_explained(secon: Secon, project: Path) -> None:
    secon("new", "--full", *_options())
    text = (project / FILE).read_text(encoding="utf-8")
    explained = " ".join(re.sub(r"^[ #]*", "", line) for line in text.splitlines())
    for field in walk():
        assert re.search(rf"^[ #-]*{field.name}:", text, re.MULTILINE), field.path
        assert " ".join(field.description.split()) in explained, field.path
        if field.vocabulary:
            assert ", ".join(field.vocabulary) in explained
    record = _record(project / FILE)
    waiting = {"links", "annexes", "quality_assurance", "recognition", "coded"}
    assert set(Practice.model_fields) - set(record) == waiting, "a list of its own is either there or not looked for"
    assert record["results"] == {"evidence": []}, "nobody has looked yet, and the file does not say otherwise"


def test_the_short_file_names_every_block_and_is_short(secon: Secon, project: Path) -> None:
    secon("new", *_options(start="2019-05"))
    text = (project / FILE).read_text(encoding="utf-8")
    assert len(text.splitlines()) < 115
    assert max(map(len, text.splitlines())) <= 100
    for name in Practice.model_fields:
        assert re.search(rf"^(# )?{name}:", text, re.MULTILINE), name
    filled = {"format", "id", "title", "sources", "location", "organisations", "duration", "summary"}
    assert set(_record(project / FILE)) == filled
    bare = re.sub(r"^( *)# (?!yaml-language)", r"\1", text, flags=re.MULTILINE)
    assert {fault.kind for fault in read(bare.encode(), FILE).faults} == {"empty-value"}


@pytest.mark.parametrize(
    ("written", "date"),
    [("May 2021", "2021-05"), ("31.05.2021", "2021-05-31"), ("2021-05", "2021-05"), ("1 September 2021", "2021-09-01")],
)
def test_natural_dates_are_accepted(secon: Secon, project: Path, written: str, date: str) -> None:
    assert secon("new", *_options(start=written, end="still running", date=written)).code == 0
    record = _record(project / FILE)
    assert (record["duration"]["start"], record["duration"]["end"]) == (date, "ongoing")
    assert record["sources"]["report"]["date"] == date


@pytest.mark.parametrize("written", ["not stated", "not_stated", "Not stated"])
def test_what_the_source_does_not_state_is_an_answer(secon: Secon, project: Path, written: str) -> None:
    names = ("start", "end", "status", "publisher", "date", "url")
    assert secon("new", *_options(**dict.fromkeys(names, written))).code == 0
    record = _record(project / FILE)
    asked = record["duration"] | record["sources"]["report"]
    assert [asked[name] for name in names] == ["not_stated"] * len(names)


def test_words_that_forms_understand_are_accepted(secon: Secon, project: Path) -> None:
    given = _options(country="Österreich", type="NGO", url="www.example.org/a")
    secon("new", *given, "--output", "made.yaml", "--id", "made")
    record = _record(project / "made.yaml")
    assert (record["location"]["country"], record["organisations"][0]["type"]) == ("AT", "non_profit")
    assert record["sources"]["report"]["url"] == "https://www.example.org/a"


@pytest.mark.parametrize(
    ("written", "meant"),
    # Spelling alone made them Thailand and Estonia.
    [("Deutchland", "; did you mean `Germany`?"), ("Lettonie", ""), ("Österreih", "; did you mean `Austria`?")],
)
def test_a_country_is_looked_for_among_names_in_its_own_language(secon: Secon, written: str, meant: str) -> None:
    ended = secon("new", *_options(country=written))
    assert (ended.code, ended.err) == (
        2,
        f"secon: --country: `{written}` is not a country, by code or name{meant}\n",
    )


@pytest.mark.parametrize(("written", "code"), [("cote d ivoire", "CI"), ("czechia", "CZ"), ("UK", "GB"), ("el", "GR")])
def test_a_country_in_any_spelling(secon: Secon, project: Path, written: str, code: str) -> None:
    secon("new", *_options(country=written), "--output", "made.yaml", "--id", "made")
    assert _record(project / "made.yaml")["location"]["country"] == code


def test_without_its_signs_the_file_holds_the_fields_of_the_format(secon: Secon, project: Path) -> None:
    secon("new", "--full", *_options())
    text = (project / FILE).read_text(encoding="utf-8")
    bare = re.sub(r"^( *)# (?!yaml-language)", r"\1", text, flags=re.MULTILINE)
    document = read(bare.encode(), f"{ID}.yaml")
    assert {fault.kind for fault in document.faults} == {"empty-value"}, "each of these waits for its value"
    lists = {f"{field.path}[]" for field in walk() if field.many and field.name != "evidence"}
    known = lists | {field.path for field in walk()}
    assert known <= set(_paths(yaml.load(bare, yaml.CBaseLoader)))


def _paths(value: Any, path: str = "") -> set[str]:
    if isinstance(value, list):
        return {f"{path}[]", *(one for item in value for one in _paths(item, f"{path}[]"))}
    if not isinstance(value, dict):
        return set()
    names = {key: f"{path}.{'<key>' if path == 'sources' else key}".removeprefix(".") for key in value}
    return {*names.values(), *(one for key, name in names.items() for one in _paths(value[key], name))}


def test_a_file_is_never_written_over(secon: Secon, project: Path) -> None:
    (project / FILE).write_text("mine", encoding="utf-8")
    for extra in ([], ["--output", FILE], ["--output", "data/practices"]):
        ended = secon("new", *_options(), *extra)
        assert (ended.code, ended.out) == (2, "")
        assert f"`{FILE}`" in ended.err
    assert (project / FILE).read_text(encoding="utf-8") == "mine"
    (project / FILE).unlink()
    (project / FILE).mkdir()
    assert secon("new", *_options()).code == 2, "nor in place of a folder"
    (project / "link.yaml").symlink_to("nowhere.yaml")
    assert secon("new", *_options(), "--output", "link.yaml").code == 2
    assert not (project / "nowhere.yaml").exists()


def test_a_file_that_came_meanwhile_is_not_written_over(project: Path) -> None:
    (project / "new.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        create("theirs", project / "new.yaml")
    assert (project / "new.yaml").read_text(encoding="utf-8") == "mine"


def test_an_id_of_the_collection_is_not_given_twice(secon: Secon, project: Path) -> None:
    (project / "drafts").mkdir()
    ended = secon("new", *_options(id="lv-repair-cafe"), "--output", "drafts")
    assert (ended.code, "`lv-repair-cafe`" in ended.err) == (2, True)
    assert not list((project / "drafts").iterdir())
    title = "Repair café of the old town"
    again = (
        secon("new", *_options(country="LV", title=title), "--quiet"),
        secon("new", *_options(country="LV", title=title), "--quiet"),
    )
    assert [Path(ended.out.strip()).stem for ended in again] == [
        "lv-repair-cafe-of-the-old-town",
        "lv-repair-cafe-of-the-old-town-2",
    ]
    assert "similar-title" in secon("new", *_options(country="LV", title=title)).err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "`secon new` needs --title, --country, --region, --organisation, --type, --summary, --source;"),
        (["--from", "lv-choir"], "`secon new` needs --title, --summary;"),
        (
            _options(country="Latvai"),
            "--country: `Latvai` is not a country, by code or name; did you mean `Latvia`?",
        ),
        (_options(type="asociation"), "did you mean `association`?"),
        (_options(start="05/06/2019"), "got `05/06/2019`"),
        (_options(title="x" * 101), "--title: expected text of at most 100 characters"),
        (_options(title="Θεσσαλία"), "the title has no letters from a to z to make an id of; give one with --id"),
        (_options(id="Not An Id"), "--id: expected lower-case letters, digits and single hyphens"),
        ([*_options(), "--output", "nowhere/x.yaml"], "the folder `nowhere` does not exist"),
        ([*_options(), "--output", "Größe 1.yaml"], "such as `grosse-1.yaml`, got `Größe 1.yaml`"),
        ([*_options(), "--output", "x.txt"], "a practice file ends in .yaml, and `x.txt` does not"),
        ([*_options(id="a"), "--output", "b.yaml"], "a file is named after its id: expected `a.yaml`, got `b.yaml`"),
        (["--from", "nobody"], "--from: no practice is called `nobody`"),
        (_options(summary="a\x07b"), "nothing was written"),
    ],
)
def test_what_is_missing_or_wrong_is_named(secon: Secon, project: Path, options: list[str], says: str) -> None:
    before = set(project.rglob("*"))
    ended = secon("new", *options)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    assert set(project.rglob("*")) == before


def test_spellings_of_the_collection_are_taken(secon: Secon, project: Path) -> None:
    secon("new", *_options(country="greece", region="REGION of peloponnese"))
    location = _record(project / FILE.replace("at-", "gr-"))["location"]
    assert (location["country"], location["partner"]) == ("GR", "Region of Peloponnese")


def test_output_may_name_a_file_or_a_folder(secon: Secon, project: Path) -> None:
    (project / "drafts").mkdir()
    assert secon("new", *_options(), "--output", "drafts/my-draft.yaml", "-q").out == "drafts/my-draft.yaml\n"
    assert _record(project / "drafts/my-draft.yaml")["id"] == "my-draft"
    assert secon("new", *_options(), "--output", "drafts", "-q").out == f"drafts/{ID}.yaml\n"


def test_a_hostile_folder_is_shown_and_its_name_is_one_word_for_the_shell(secon: Secon, project: Path) -> None:
    folder = project / "a\x1b[31m\n::error::b $(touch x)"
    folder.mkdir()
    for extra in (["--schema", "-v"], ["--schema", "-v", "--id", "other"]):
        ended = secon("new", *_options(), "--output", str(folder), *extra)
        (folder / "practice.schema.json").write_text("{}")
        said = ended.out + ended.err
        assert ended.code == 0
        assert "\x1b" not in said
        assert not [line for line in said.splitlines() if line.lstrip().startswith("::")]
        assert re.search(r"secon validate '.*\$\(touch x\)/", said)


def test_nothing_is_written_through_a_link_out_of_the_project(tmp_path: Path) -> None:
    outside, project = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    (project / "data").mkdir(parents=True)
    (project / "data" / "practices").symlink_to(outside)
    (project / "criteria.yaml").write_text("")
    ended = run("new", *_options(), cwd=project)
    assert (ended.code, "--output" in ended.err) == (2, True)
    assert list(outside.iterdir()) == []


def test_outside_a_project_the_file_is_written_here(tmp_path: Path) -> None:
    ended = run("new", "-q", *_options(), cwd=tmp_path)
    assert (ended.code, ended.out) == (0, f"{ID}.yaml\n")
    assert run("validate", f"{ID}.yaml", "--fail-on", "warning", cwd=tmp_path).code == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"{ID}.yaml"]
    assert "$schema" not in (tmp_path / f"{ID}.yaml").read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("data/practices", "practice.schema.json"),
        (".", "../../practice.schema.json"),
        ("schema", "../../schema/practice.schema.json"),
        ("docs/schema", "../../docs/schema/practice.schema.json"),
    ],
)
def test_the_first_line_names_a_schema_that_is_there(secon: Secon, project: Path, place: str, named: str) -> None:
    (project / place).mkdir(parents=True, exist_ok=True)
    secon("schema", "practice", "--output", f"{place}/practice.schema.json")
    secon("new", *_options())
    assert (project / FILE).read_text(encoding="utf-8").splitlines()[0] == f"# yaml-language-server: $schema={named}"
    assert (project / FILE).parent.joinpath(named).is_file()


def test_the_schema_is_written_beside_on_request_and_not_over_another(secon: Secon, project: Path) -> None:
    assert secon("new", *_options(), "--schema").code == 0
    beside = project / "data/practices/practice.schema.json"
    assert beside.read_text(encoding="utf-8") == secon("schema", "practice").out
    assert (
        (project / FILE)
        .read_text(encoding="utf-8")
        .startswith("# yaml-language-server: $schema=practice.schema.json\n")
    )
    beside.write_text("{}", encoding="utf-8")
    ended = secon("new", *_options(id="other"), "--schema")
    assert (ended.code, "is kept" in ended.err) == (0, True)
    assert beside.read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_organisations_and_location_of_every_practice_carry_over_exactly(path: Path) -> None:
    template = check_practice(read(path.read_bytes(), path.name)).practice
    assert template is not None
    text = new_practice(scaffold({"id": "new", "title": "New", "summary": "New."}, template), None)
    checked = check_practice(read(text.encode(), "new.yaml"))
    assert checked.practice is not None
    assert checked.practice.organisations == template.organisations
    assert checked.practice.location == template.location
    assert _loud(checked) == []


def test_from_another_practice_by_a_part_of_its_name(secon: Secon, project: Path) -> None:
    ended = secon(
        "new", "--from", "łodzi", "--title", "Second kitchen", "--summary", "A second one.", "--source", "Else", "-q"
    )
    assert (ended.code, ended.out) == (0, "data/practices/pl-second-kitchen.yaml\n")
    record = _record(project / "data/practices/pl-second-kitchen.yaml")
    other = _record(project / "data/practices/pl-kitchen.yaml")
    assert record["organisations"] == other["organisations"]
    assert record["location"] == other["location"]
    assert record["sources"]["template"] == {"title": "Else"}, "the key `report` is the other practice's"
    assert record["sources"]["report"]["note"] == "Organisations and location are taken from pl-kitchen, pages 17-20."
    assert "pages" not in record["sources"]["report"], "these pages describe the other practice"
    assert record["duration"] == {"evidence": "template"}
    assert secon("validate", "--fail-on", "warning", "data/practices/pl-second-kitchen.yaml").code == 0


_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100).filter(
    lambda text: text.strip() and not re.search(f"{UNWANTED}|[\x00-\x1f\x85\u2028\u2029\ufeff]", text)
)


@given(_words, _words, _words)
def test_whatever_is_answered_stands_in_the_file_as_it_was(title: str, name: str, source: str) -> None:
    answers = {
        "id": "new",
        "title": title,
        "summary": name,
        "source": source,
        "places": [name, title],
        "country": "NO",
        "region": name,
        "organisation": name,
        "type": "other",
    }
    text = new_practice(scaffold(answers), None)
    checked = check_practice(read(text.encode(), "new.yaml"))
    written = [one for one in checked.findings if one.severity is Severity.ERROR or one.rule == "yaml-trap"]
    assert written == [], "rules may doubt what was answered; how it is written is sound"
    assert checked.practice is not None
    location = checked.practice.location
    assert (checked.practice.title, checked.practice.summary) == (title.strip(), name.strip())
    assert (location.country, location.partner, location.places) == ("NO", name.strip(), (name.strip(), title.strip()))
    assert plain(checked.practice.sources["report"]) == {"title": source.strip()}


@pytest.mark.parametrize(
    ("country", "title", "id"),
    [
        ("LV", "Grants for Social Entrepreneurs", "lv-grants-for-social-entrepreneurs"),
        ("PL", "Kuchnia społeczna w Łodzi", "pl-kuchnia-spoleczna-w-lodzi"),
        ("DE", "A title that goes on and on without any end in sight", "de-a-title-that-goes-on-and-on-without"),
        ("GR", "Ελιά", None),
    ],
)
def test_ids(country: str, title: str, id: str | None) -> None:
    assert id_for(country, title) == id


@needs_terminal
def test_on_a_terminal_it_asks(project: Path) -> None:
    answers = [
        "Night kitchen",
        "?",
        "atlantis",
        "lv",
        "",
        "Rēzekne, Ludza",
        "Kitchen Association",
        "xyzzy",
        "?",
        "association",
        "2021-13",
        "May 2021",
        "",
        "running",
    ]
    answers += ["Neighbours cook.", "", "Our own notes", "", "", "", ""]
    code, screen = on_terminal("new", cwd=project, answers=answers, TERM="dumb")
    assert code == 0, screen
    record = _record(project / "data/practices/lv-night-kitchen.yaml")
    location = {"country": "LV", "partner": "Latgale", "places": ["Rēzekne", "Ludza"], "evidence": "report"}
    assert record["location"] == location
    assert [(one["name"], one["type"]) for one in record["organisations"]] == [("Kitchen Association", "association")]
    assert record["duration"] == {"start": "2021-05", "status": "running", "evidence": "report"}
    assert "`atlantis` is not a country" in screen
    assert "needs an answer" in screen
    assert "`xyzzy` is not a type; ? lists all" in screen
    assert screen.startswith("15 questions; ")
    assert "15/15 Id and file name" in screen
    # Of many choices the names first, and their meanings when asked for.
    assert re.search(r"\d association \d+ foundation.*an association of members", screen, re.DOTALL)
    assert re.search(r"^ +NO +Norway", screen, re.MULTILINE), "every country is offered"
    assert "Partner region that puts it forward [Latgale]" in screen, "the one region of the country"


@needs_terminal
def test_the_end_of_input_leaves_without_a_file(project: Path) -> None:
    before = set(project.rglob("*"))
    code, screen = on_terminal("new", cwd=project, answers=["Night kitchen", "\x04"], TERM="dumb")
    assert code == 130, screen
    assert "interrupted" in screen
    assert set(project.rglob("*")) == before


def test_schema_prints_and_writes(secon: Secon, project: Path) -> None:
    for name in ("practice", "rubric"):
        printed = secon("schema", name)
        assert printed.code == 0
        assert json.loads(printed.out)["$schema"].endswith("2020-12/schema")
        assert secon("schema", name, "--output", "out.json").out == ""
        assert (project / "out.json").read_text(encoding="utf-8") == printed.out
    ended = secon("schema", "practise")
    assert (ended.code, "did you mean `practice`?" in ended.err) == (2, True)
