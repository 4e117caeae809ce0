"""Fuzzing of the reader and the checks, guided by coverage: what reaches new lines is mutated further.

`python -m tests.fuzz.guided [FOLDER] [-max_total_time=300]` starts from the real practices and keeps what it learns in
the folder, if one is named; the other options are libFuzzer's. It stops at the first input that raises, hangs or takes
too much memory, and leaves it in a file. Needs the extra `fuzz`.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["secon_cli"]):
    # What is imported later, when a file has errors, would not be seen.
    import secon_cli.checks.registry
    import secon_cli.reading.syntax  # noqa: F401 - as the two before
    from secon_cli.checks.checked_files import check_practice, check_rubric, usable_practice
    from secon_cli.reading.yaml_reader import read
from tests.fuzz.originals import real_practices, real_rubric

_LIMITS = ("-timeout=5", "-rss_limit_mb=1024", "-max_len=20000")
"""Seconds and megabytes that no input may take; longer inputs are the matter of the campaign's floods."""

_WORDS = (
    "- ", "? ", ": ", ": |\\x0a", ": >-\\x0a", "[", "]", "{", "}", "&a ", "*a", "<<: ", "!!str ", "---\\x0a",
    "...\\x0a", "%YAML 1.1\\x0a", "# secon: ignore[no-evidence] ", "evidence: report:results p1-2", "\\xef\\xbb\\xbf",
    "\\xc2\\xa0", "\\xe2\\x80\\xae", "\\x09", "\\x0d", "\\\\u202e", "1_000", "2023-13-45", "ongoing", "null", "~",
)  # fmt: skip
"""What YAML and practices are made of: without it, chance would take long to find a tag or a suppression."""


_RUBRIC = check_rubric(read(real_rubric(), "criteria.yaml")).rubric


def try_one(data: bytes) -> None:
    """Read and check a file of these bytes; AssertionError where the two ways to check it do not agree."""
    checked = check_practice(read(data, "practice.yaml"), _RUBRIC)
    assert checked.practice is not None or checked.findings, "unusable, without a reason"
    assert usable_practice(read(data, "practice.yaml")).practice == checked.practice
    for finding in checked.findings:
        assert 1 <= finding.span.line <= finding.span.end_line <= len(checked.document.lines()), finding


def main() -> None:
    """Fuzz until libFuzzer's options say enough."""
    options = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    with tempfile.TemporaryDirectory() as work:
        seeds, words = Path(work, "seeds"), Path(work, "words")
        seeds.mkdir()
        for number, practice in enumerate(real_practices()):
            (seeds / f"{number}.yaml").write_bytes(practice)
        words.write_text("".join(f'"{word}"\n' for word in _WORDS), encoding="ascii")
        corpus = [*folders, str(seeds)]
        atheris.Setup([sys.argv[0], *_LIMITS, f"-dict={words}", *options, *corpus], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
