"""What commands write as JSON follows the schemas in docs/schema/results."""

import json
import shlex
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import Secon
from tools.generate import DOCUMENTS, ROOT
from tools.screens import copy_of_project

COMMANDS = {
    "score": "score",
    "show": "show ejesec",
    "why": "why 3 4",
    "compare": "compare riga mazowieckie",
    "compare-matrix": "compare",
    "robustness": "robustness --draws 200",
    "panel": "panel --assessments docs/panel-example",
    "diff": "diff data/practices .",
    "what-if": "show ejesec --what-if edited.yaml",
    "verify": "verify ranking.json",
    "validate": "validate edited.yaml",
    "explain": "explain gate",
    "criteria": "criteria",
    "criteria-check": "criteria --check criteria.yaml",
    "criteria-diff": "criteria --diff criteria.yaml",
    "import": "import form.docx --output drafts",
}


def test_every_document_has_a_command() -> None:
    assert COMMANDS.keys() == DOCUMENTS.keys()


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secon: Secon) -> None:
    project = copy_of_project(tmp_path / "clone", "data", "criteria.yaml", "docs/panel-example")
    monkeypatch.chdir(project)
    practice = Path("data/practices/es-ejesec.yaml").read_text(encoding="utf-8")
    Path("edited.yaml").write_text(practice.replace("value: 337", "value: x"), encoding="utf-8")
    secon("template", "--from", "es-ejesec", "--output", "form.docx")
    Path("ranking.json").write_text(secon("score", "--format", "json").out, encoding="utf-8")


@pytest.mark.usefixtures("clone")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_follows_its_schema(secon: Secon, name: str) -> None:
    if name == "what-if":
        edited = Path("edited.yaml")
        edited.write_text(edited.read_text(encoding="utf-8").replace("value: x", "value: 400"), encoding="utf-8")
    document = json.loads(secon(*shlex.split(COMMANDS[name]), "--format", "json").out)
    assert document["schema"].startswith(f"secon.{name}/")
    assert f"| `{document['schema']}` |" in ROOT.joinpath("docs/json.md").read_text(encoding="utf-8")
    schema = json.loads(ROOT.joinpath(f"docs/schema/results/{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
