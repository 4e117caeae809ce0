"""The generated pages say what the code says, their links lead somewhere, and their example is a valid file."""

import re
from pathlib import Path

import pytest
import yaml

from secon_cli.checks.findings import Rule
from secon_cli.checks.registry import RULES
from secon_cli.practice.model import Practice
from tools import PageError, generate


def _page(name: str) -> str:
    return generate.ROOT.joinpath(name).read_text(encoding="utf-8")


@pytest.mark.slow  # it runs every example of the pages; `.ci/run` has a gate of its own for this
def test_no_page_is_out_of_date() -> None:
    assert generate.stale_pages() == [], "run python -m tools.generate"


def test_a_changed_and_a_missing_page_are_stale(tmp_path: Path) -> None:
    names = ["docs/practice-format.md", "docs/schema/practice.schema.json"]
    assert generate.stale_pages(names=names) == [], "run python -m tools.generate"
    assert generate.stale_pages(tmp_path, names) == names
    for name in names:
        tmp_path.joinpath(name).parent.mkdir(exist_ok=True, parents=True)
        tmp_path.joinpath(name).write_text(_page(name), encoding="utf-8")
    assert generate.stale_pages(tmp_path, names) == []
    tmp_path.joinpath(names[0]).write_text("", encoding="utf-8")
    assert generate.stale_pages(tmp_path, names) == names[:1]


def test_a_rule_whose_example_breaks_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = next(iter(RULES.values()))
    monkeypatch.setattr(Rule, "bad", rule.good)
    with pytest.raises(PageError, match=f"`{rule.id}`"):
        generate.PAGES["docs/rules.md"]()


_MARKDOWN = sorted(
    str(path.relative_to(generate.ROOT))
    for folder in (".", "docs", "docs/codings", "benchmarks")
    for path in generate.ROOT.joinpath(folder).glob("*.md")
)


def _anchors(text: str) -> list[str]:
    headings = [line.lstrip("#").strip().lower() for line in text.splitlines() if line.startswith("#")]
    return [re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("name", _MARKDOWN)
def test_every_link_leads_to_one_heading_or_file(name: str) -> None:
    for target in set(re.findall(r"\]\(([^)]+)\)", _page(name))):
        if re.match("https?:", target):
            continue
        file, _, anchor = target.partition("#")
        path = generate.ROOT.joinpath(name).parent / file if file else generate.ROOT / name
        assert path.exists(), target
        assert not anchor or _anchors(path.read_text(encoding="utf-8")).count(anchor) == 1, target


def test_the_example_of_the_format_is_a_practice() -> None:
    assert generate.EXAMPLE in _page("docs/practice-format.md")
    Practice.model_validate(yaml.load(generate.EXAMPLE, yaml.BaseLoader))
