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
    private = [node.name for node in functions if node.name.startswith("_") and not node.name.endswith("__")]
    used = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    used.update(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    top_level = [node for node in tree.body if isinstance(node, (*_FUNCTIONS, ast.ClassDef))]
    return {
        "files": 1,
        "lines": text.count("\n"),
        "functions": len(functions),
        "private_functions": len(private),
        "private_called_once": sum(
            used[node.name] == 1 for node in top_level if isinstance(node, _FUNCTIONS) and node.name in private
        ),
        "one_function_files": len(top_level) == 1 and isinstance(top_level[0], _FUNCTIONS),
        "comments": sum(
            token.type == tokenize.COMMENT and not token.string.startswith(("# noqa", "# type:", "# fmt:"))
            for token in tokenize.generate_tokens(io.StringIO(text).readline)
        ),
    }


def main() -> int:
    """Print the figures next to their limits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 if a figure is past its limit")
    parser.add_argument("package", nargs="?", type=Path, default=PACKAGE, help="folder to measure")
    arguments = parser.parse_args()
    measured = figures(arguments.package)
    past = 0
    for field in fields(Figures):
        value, limit = getattr(measured, field.name), LIMITS.get(field.name)
        past += limit is not None and value > limit
        print(f"{field.name.replace('_', ' '):20} {value:7,}" + (f"  of at most {limit:,}" if limit else ""))
    return int(arguments.check and past > 0)


if __name__ == "__main__":
    sys.exit(main())
