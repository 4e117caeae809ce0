"""Between files: titles, spellings and names, each told at the file that differs."""

import pytest

from secon_cli.checks.checked_files import check_practice
from secon_cli.checks.collection import check_collection
from secon_cli.reading.yaml_reader import read
from tools.sample import patched

PLACE = "location: {{country: {}, partner: {}, places: [{}], evidence: report}}\n"


def told(**files: str) -> list[tuple[str, str, str]]:
    """The findings of files that are called after their ids, with `_` for `-`."""
    texts = {name.replace("_", "-"): text for name, text in files.items()}
    checked = [
        check_practice(read(patched(f"id: {name}\n{text}").encode(), f"{name}.yaml")) for name, text in texts.items()
    ]
    return [(each.file.removesuffix(".yaml"), each.rule, each.field) for each in check_collection(checked).findings]


def places(*located: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    return told(**{f"p{i}": f"title: Title {i}\n{PLACE.format(*one)}" for i, one in enumerate(located)})


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Tool library", "Tool Library", True),
        ("Café Ēriks", "Cafe Eriks", True),
        ("Tool-library", "Tool library", True),
        ("Tool library", "Tool libraries", False),
        ("Хасково", "Пловдив", False),
    ],
)
def test_titles_that_differ_in_capitals_accents_and_signs_only(first: str, second: str, alike: bool) -> None:
    found = told(a=f"title: {first}\n", b=f"title: {second}\n")
    assert found == ([("b", "similar-title", "title")] if alike else [])


def test_a_copied_file_is_one_finding() -> None:
    checked = [check_practice(read(patched("id: a\n").encode(), name)) for name in ("a.yaml", "more/a.yaml")]
    assert [each.rule for each in check_collection(checked).findings] == ["duplicate-id"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Rhein-Neckar", "Rhein Neckar"], ["p1"]),
        (["Rhein Neckar", "Rhein-Neckar", "Rhein-Neckar"], ["p0"]),
        (["Peloponnese", "Peloponese"], ["p1"]),
        (["Peloponnese", "Peloponnesus"], []),
        (["Extremadura", "Extremadrua"], ["p1"]),
        (["Region 10 North", "Region 11 North"], []),
        (["Latgale", "Latgali"], []),
    ],
)
def test_a_partner_region_has_one_spelling(names: list[str], expected: list[str]) -> None:
    found = places(*[("LV", name, "Riga") for name in names])
    assert found == [(file, "spelled-two-ways", "location.partner") for file in expected]


def test_places_of_one_name_in_two_countries_are_two() -> None:
    assert places(("LV", "A", "Árva"), ("SK", "B", "Arva")) == []
    assert places(("LV", "A", "Árva"), ("LV", "A", "Arva")) == [("p1", "spelled-two-ways", "location.places[0]")]


def test_an_organisation_in_two_spellings_is_told_once_in_a_file() -> None:
    item = "{{name: {}, type: association, role: lead, evidence: report}}"
    one = f"title: One\norganisations: [{item.format('Repair Club')}]\n"
    two = f"title: Two\norganisations: [{item.format('Repair club')}, {item.format('Repair club')}]\n"
    assert told(a=one, b=two) == [("b", "spelled-two-ways", "organisations[0].name")]


def test_a_folder_of_names_by_country_has_a_manner() -> None:
    folder = {f"lv_{i}": f"title: Title {i}\n" for i in range(5)}
    assert told(**folder) == []
    assert told(**folder, workshop="title: Workshop\n") == [("workshop", "file-naming", "id")]
    assert told(**folder, de_workshop="title: Workshop\n") == [("de-workshop", "file-naming", "id")]
    assert told(**dict(list(folder.items())[:2]), workshop="title: Workshop\n") == []
    assert told(**folder, a="title: A\n", b="title: B\n", c="title: C\n") == []


def test_a_single_yml_among_yaml_files_is_told() -> None:
    names = [*(f"p{i}.yaml" for i in range(5)), "q.yml"]
    texts = [patched(f"id: {name.partition('.')[0]}\ntitle: Title {name}\n") for name in names]
    checked = [check_practice(read(text.encode(), name)) for text, name in zip(texts, names, strict=True)]
    assert [(each.file, each.rule) for each in check_collection(checked).findings] == [("q.yml", "file-naming")]
