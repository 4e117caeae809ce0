"""`secon verify report.html`: the numbers of a page are recomputed, and its text is compared letter by letter."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Secon

FAST = ("--draws", "100")
PAGE = Path("report.html")


@pytest.fixture
def written(secon: Secon) -> Callable[..., None]:
    """Writes a report of the project."""

    def write(*options: str) -> None:
        assert secon("report", *FAST, "-o", str(PAGE), *options).code == 0

    return write


def failing(secon: Secon) -> list[str]:
    ended = secon("verify", str(PAGE), "-f", "json")
    found: dict[str, Any] = json.loads(ended.out)
    assert ended.code == int(not found["holds"]), ended.err
    return list(found["failing"])


def edit(pattern: str, replacement: str) -> None:
    before = PAGE.read_text(encoding="utf-8")
    after = re.sub(pattern, replacement, before, count=1)
    assert after != before
    PAGE.write_text(after, encoding="utf-8")


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--weight", "relevance=40%", "--as-of", "2025-01-31", "--seed", "3"),
        ("--region", "latgale", "--eligible-only", "--title", "A <title>"),
        ("--introduction", "preface.md", "--conclusions", "end.md"),
    ],
)
def test_a_page_holds_however_it_was_asked_for(
    secon: Secon, written: Callable[..., None], options: tuple[str, ...]
) -> None:
    Path("preface.md").write_text("# Why\n\nBecause.\n", encoding="utf-8")
    Path("end.md").write_text("So be it.\n", encoding="utf-8")
    written(*options)
    rubric = ("--weight", "relevance=40%", "--as-of", "2025-01-31") if "--seed" in options else ()
    assert [aspect for aspect in failing(secon) if aspect not in ("rubric", "date") or not rubric] == []
    assert "as `report` writes it" in secon("verify", str(PAGE)).out


def test_an_edited_number_of_the_data_is_found(secon: Secon, written: Callable[..., None]) -> None:
    written()
    edit(r'"total":[0-9.]+', '"total":99.5')
    assert "numbers" in failing(secon)


def test_an_edited_word_of_the_page_is_found(secon: Secon, written: Callable[..., None]) -> None:
    written()
    edit("What the ranking says", "What I wish it said")
    assert failing(secon) == ["format"]
    assert secon("verify", str(PAGE), "-f", "json").json["explanation"] == "edited"


def test_a_changed_practice_is_found(secon: Secon, written: Callable[..., None]) -> None:
    written()
    file = Path("data/practices/gr-orchard.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("2020", "2001") + "# later\n", encoding="utf-8")
    assert "inputs" in failing(secon)


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (r'id="data">.*?</script>', 'id="data">{"schema": "secon.report/1"}</script>'),
        (r'id="data">.*?</script>', 'id="data">[1, 2</script>'),
        (r'id="data"', 'id="other"'),
        (r'"indicators":\[\[', '"indicators":[[0,'),
        (r'"own":\[', '"own":[1,'),
        (r'"draws":100,"seed"', '"draws":1e99,"seed"'),
    ],
)
def test_a_page_whose_data_is_no_data_is_refused(
    secon: Secon, written: Callable[..., None], pattern: str, replacement: str
) -> None:
    written()
    before = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(pattern, replacement, before, count=1, flags=re.DOTALL), encoding="utf-8")
    ended = secon("verify", str(PAGE))
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)


def test_texts_outside_the_project_are_not_opened(secon: Secon, written: Callable[..., None], tmp_path: Path) -> None:
    written()
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    edit(r'"made":\{', f'"made":{{"introduction":{json.dumps(str(tmp_path / "secret.md"))},')
    ended = secon("verify", str(PAGE), "-f", "json")
    (difference,) = (one for one in json.loads(ended.out)["differences"] if one["place"] == "page")
    assert "outside this project" in difference["message"]


def test_two_pages_can_be_compared(secon: Secon, written: Callable[..., None]) -> None:
    written()
    file = Path("data/practices/gr-orchard.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("2020", "2001"), encoding="utf-8")
    ended = secon("diff", str(PAGE), ".")
    assert ended.code == 0, ended.err


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "\udcff\0", "loop/x"])
def test_names_of_texts_that_are_no_paths(secon: Secon, written: Callable[..., None], name: str) -> None:
    Path("loop").symlink_to("loop")
    written()
    page = PAGE.read_text(encoding="utf-8")
    for option in ("introduction", "conclusions", "assessments"):
        PAGE.write_text(page.replace('"made":{', f'"made":{{"{option}":{json.dumps(name)},'), encoding="utf-8")
        assert failing(secon) in (["options"], []), option


@pytest.mark.parametrize("weights", ["1e308,1e308,1e308", "-1,1,1", "1e400,0,0"])
def test_weights_of_a_page_that_no_rubric_has(secon: Secon, written: Callable[..., None], weights: str) -> None:
    written()
    edit(r'"own":\[[^\]]*\]', f'"own":[{weights}]')
    ended = secon("verify", str(PAGE))
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
