"""A missing field is reported where it has to be written."""

import pytest

from secon_cli.checks.checked_files import check_practice
from secon_cli.reading.yaml_reader import read
from tools.sample import SOUND


@pytest.mark.parametrize(
    ("sound", "changed", "field", "place"),
    [
        ("summary: V", "# summary: V", "summary", "summary: V"),
        ("summary: Volunteers repair what neighbours bring.\n", "", "summary", "duration:"),
        ("    role: lead\n", "    # role: lead\n", "organisations[0].role", "role: lead"),
        ("    role: lead\n", "", "organisations[0].role", "name: Repair Association"),
        ("country: LV, ", "", "location.country", "location:"),
        ("format: 1\n", "", "format", "id: example"),
    ],
)
def test_the_place_of_a_missing_field(sound: str, changed: str, field: str, place: str) -> None:
    text = SOUND.replace(sound, changed)
    (finding,) = check_practice(read(text.encode(), "example.yaml")).findings
    assert (finding.rule, finding.field) == ("missing-field", field)
    before = text[: text.index(place)]
    assert (finding.span.line, finding.span.column) == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
