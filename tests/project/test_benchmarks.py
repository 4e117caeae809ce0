"""The collection on which speed is measured is like the real one: sound files of the same shape."""

import re
from pathlib import Path

import yaml

from benchmarks.generate import COLLECTION, write
from benchmarks.run import collections
from secon_cli.checks.collection import check_files
from secon_cli.reading.files import find_files


def test_copies_are_sound_and_differ_only_in_their_words(tmp_path: Path) -> None:
    originals = sorted(COLLECTION.glob("*.yaml"))
    write(tmp_path, len(originals))
    checked = check_files(find_files([str(tmp_path)]))
    assert [finding for finding in checked.findings if finding.severity != "advice"] == []
    for original in originals:
        shape = _shape(original)
        copies = sorted(tmp_path.glob(f"{original.stem}-[0-9]*.yaml"))
        assert [_shape(copy) for copy in copies if copy.stem.rpartition("-")[0] == original.stem] == [shape]


def test_files_without_evidence_are_of_every_kind_and_cite_nothing(tmp_path: Path) -> None:
    originals = list(COLLECTION.glob("*.yaml"))
    files = list(collections(tmp_path, 60, 1)["uncited"].iterdir())
    assert len({file.stem.rpartition("-")[0] for file in files}) == len(originals) == len(files)
    assert not [file.name for file in files if "evidence" in str(yaml.safe_load(file.read_text(encoding="utf-8")))]


def _shape(file: Path) -> str:
    """The file with one letter for all, and without the number in its id and title."""
    text = file.read_text(encoding="utf-8")
    head = re.sub(r"^(id|title):.*$", "", text, count=2, flags=re.MULTILINE)
    assert isinstance(yaml.safe_load(text), dict)
    return re.sub(r"[a-z]", "x", head)
