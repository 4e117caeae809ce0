"""Measures the size and the shape of `secon_cli`; `--check` exits with 1 where a figure is past its limit.

CONTRIBUTING.md states the limits. They hold against files of a few lines each and helpers that a reader has to jump
to: a file holds a subject, and a private function that is called once has to say something that its body does not.
"""

import argparse
import ast
import io
import sys
import tokenize
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "secon_cli"
LIMITS = {"files": 160, "lines": 20_000, "one_function_files": 5, "private_called_once": 119}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over the Python files of a package."""

    files: int
    lines: int
    functions: int
    private_functions: int
    private_called_once: int
    """Private functions (not methods) whose name is used once in their file: called from one place."""
    one_function_files: int
    """Files with one function and no class."""
    comments: int
    """Comments, apart from those for tools (`noqa`, `type:`, `fmt:`)."""


def figures(package: Path = PACKAGE) -> Figures:
    """The figures of the Python files below a folder."""
    total: Counter[str] = Counter()
    for path in sorted(package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        total.update(_of_file(text))
    return Figures(**{field.name: total[field.name] for field in fields(Figures)})


def _of_file(text: str) -> dict[str, int]:
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS)]
    return {
        "files": 1,
        "lines": text.count("\n"),
        "functions": len(functions),
        "private_functions": sum(_is_private(node.name) for node in functions),
        "private_called_once": len(called_once(tree)),
        "one_function_files": has_one_function(tree),
        "comments": sum(
            token.type == tokenize.COMMENT and not token.string.startswith(("# noqa", "# type:", "# fmt:"))
            for token in tokenize.generate_tokens(io.StringIO(text).readline)
        ),
    }


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def called_once(tree: ast.Module) -> list[str]:
    """Private functions of a module whose name is used once in it."""
    used = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    used.update(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    functions = [node.name for node in tree.body if isinstance(node, _FUNCTIONS)]
    return [name for name in functions if _is_private(name) and used[name] == 1]


def has_one_function(tree: ast.Module) -> bool:
    """Whether a module has one function and no class."""
    defined = [node for node in tree.body if isinstance(node, (*_FUNCTIONS, ast.ClassDef))]
    return len(defined) == 1 and isinstance(defined[0], _FUNCTIONS)


def main() -> int:
    """Print the figures next to their limits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 if a figure is past its limit")
    parser.add_argument("--list", action="store_true", help="name one-function files and functions called once")
    parser.add_argument("package", nargs="?", type=Path, default=PACKAGE, help="folder to measure")
    arguments = parser.parse_args()
    if arguments.list:
        for path in sorted(arguments.package.rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            parts = (["(one function)"] if has_one_function(tree) else []) + called_once(tree)
            if parts:
                print(path.relative_to(arguments.package), *parts)
    measured = figures(arguments.package)
    past = 0
    for field in fields(Figures):
        value, limit = getattr(measured, field.name), LIMITS.get(field.name)
        past += limit is not None and value > limit
        print(f"{field.name.replace('_', ' '):20} {value:7,}" + (f"  of at most {limit:,}" if limit else ""))
    return int(arguments.check and past > 0)


if __name__ == "__main__":
    sys.exit(main())
