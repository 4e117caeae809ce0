"""One mistake in a real file is one finding, at its line: every name misspelt, every value broken, one at a time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from secon_cli.checks.checked_files import applied, check_practice
from secon_cli.checks.findings import Finding
from secon_cli.reading.yaml_reader import read
from tests.checks.finding_rules import shipped_rubric

FILES = sorted((Path(__file__).parents[2] / "data" / "practices").glob("*.yaml"))
SHOWN = FILES[::6]


def nodes(node: yaml.Node | None) -> Iterator[tuple[yaml.Node, bool]]:
    """Every name (True) and every single value (False)."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield name, True
            yield from nodes(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from nodes(value)
    elif node is not None:
        yield node, False


def found(text: str, file: Path) -> list[Finding]:
    return list(check_practice(read(text.encode(), file.name), shipped_rubric()).findings)


def places(file: Path, *, names: bool) -> Iterator[tuple[str, yaml.Node]]:
    text = file.read_text(encoding="utf-8")
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    yield from ((text, node) for node, is_name in nodes(root) if is_name is names)


def changed(text: str, node: yaml.Node, instead: str) -> str:
    """The text with another name or value; a folded text keeps the line break behind it."""
    end = "\n" if text[: node.end_mark.index].endswith("\n") else ""
    return text[: node.start_mark.index] + instead + end + text[node.end_mark.index :]


@pytest.mark.parametrize("file", SHOWN, ids=lambda file: file.stem)
def test_a_misspelt_name(file: Path) -> None:
    """Of names that are there again and again, such as `evidence`, the first at each depth."""
    every = reversed([*places(file, names=True)])
    different = {(node.value, node.start_mark.column): (text, node) for text, node in every}
    for text, node in different.values():
        name = node.value
        misspelt = name[:-2] + name[-1] + name[-2] if len(name) > 3 and name[-1] != name[-2] else f"{name}x"
        errors = [each for each in found(changed(text, node, misspelt), file) if each.severity != "advice"]
        assert [each.span.line for each in errors] == [node.start_mark.line + 1], (misspelt, errors)
        (error,) = errors
        assert f"`{name}`" in error.message
        if error.fix is not None:
            assert applied(changed(text, node, misspelt), [error.fix]) == text


@pytest.mark.parametrize("instead", ['""', "{a: b}", "~", "TBD", "2023-13-45", "[[]]"])
def test_a_broken_value(instead: str) -> None:
    for file in SHOWN:
        sound = {(each.rule, each.message) for each in found(file.read_text(encoding="utf-8"), file)}
        for text, node in list(places(file, names=False))[::4]:
            broken = found(changed(text, node, instead), file)
            new = [each for each in broken if (each.rule, each.message) not in sound]
            assert len(new) <= 1, (node, new)
            assert all(each.span.line == node.start_mark.line + 1 for each in new)
