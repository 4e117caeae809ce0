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
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "secon_cli"
LIMITS = {"files": 160, "lines": 20_000, "one-function files": 5, "private functions called once": 119}


def called_once(tree: ast.Module) -> list[str]:
    """Private functions (not methods) of a module whose name is used once in it: called from one place."""
    used = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    used.update(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [name for name in names if name.startswith("_") and not name.endswith("__") and used[name] == 1]


def has_one_function(tree: ast.Module) -> bool:
    """Whether a module has one function and no class."""
    defined = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return len(defined) == 1 and isinstance(defined[0], ast.FunctionDef)


def main() -> int:
    """Print the figures next to their limits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 if a figure is past its limit")
    parser.add_argument("--list", action="store_true", help="name one-function files and functions called once")
    parser.add_argument("package", nargs="?", type=Path, default=PACKAGE, help="folder to measure")
    arguments = parser.parse_args()
    measured: Counter[str] = Counter()
    for path in sorted(arguments.package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        once, alone = called_once(tree), has_one_function(tree)
        measured["files"] += 1
        measured["lines"] += text.count("\n")
        measured["functions"] += sum(isinstance(node, ast.FunctionDef) for node in ast.walk(tree))
        measured["private functions called once"] += len(once)
        measured["one-function files"] += alone
        measured["comments"] += sum(
            token.type == tokenize.COMMENT and not token.string.startswith(("# noqa", "# type:", "# fmt:"))
            for token in tokenize.generate_tokens(io.StringIO(text).readline)
        )
        if arguments.list and (once or alone):
            print(path.relative_to(arguments.package), *(["(one function)"] if alone else []), *once)
    for name, value in measured.items():
        print(f"{name:30} {value:7,}" + (f"  of at most {LIMITS[name]:,}" if name in LIMITS else ""))
    return int(arguments.check and any(measured[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
