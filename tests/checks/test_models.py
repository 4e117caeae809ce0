"""Complaints of any model become findings: unions, keys and branches are told at the place in the file."""

from collections.abc import Mapping
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from secon_cli.checks.model_errors import model_findings
from secon_cli.reading.yaml_reader import read


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Circle(Part):
    kind: Literal["circle"]
    radius: Annotated[float, Field(ge=0)]


class Square(Part):
    kind: Literal["square"]
    circle: str | None = None
    sides: Mapping[str, Literal["any"] | tuple[str, ...]] = Field(default_factory=dict)


class Drawing(Part):
    title: str
    shapes: tuple[Annotated[Circle | Square, Field(discriminator="kind")], ...] = ()
    points: tuple[tuple[float, float], ...] = ()


def findings(text: str) -> list[tuple[str, str, int]]:
    document = read(text.encode(), "drawing.yaml")
    with pytest.raises(ValidationError) as caught:
        Drawing.model_validate(document.value)
    found = model_findings(caught.value, document, Drawing)
    return [(finding.rule, finding.field, finding.span.column) for finding in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: x\nshapes: [{kind: circle, radius: -1}]\n", ("out-of-range", "shapes[0].radius", 33)),
        ("title: x\nshapes: [{kind: circle}]\n", ("missing-field", "shapes[0].radius", 11)),
        ("title: x\nshapes: [{kind: circel}]\n", ("not-in-vocabulary", "shapes[0].kind", 17)),
        ("title: x\nshapes: [{radius: 2}]\n", ("missing-field", "shapes[0].kind", 11)),
        ("title: x\nshapes: [{kind: circle, radius: 1, radios: 2}]\n", ("unknown-field", "shapes[0].radios", 36)),
        ("title: x\nshapes: [{kind: square, circle: {a: b}}]\n", ("wrong-type", "shapes[0].circle", 25)),
        ("title: x\nshapes: [{kind: square, sides: {a: {b: c}}}]\n", ("wrong-type", "shapes[0].sides.a", 33)),
        ("title: x\npoints: [[1, x]]\n", ("wrong-form", "points[0][1]", 14)),
        ("titel: x\n", ("unknown-field", "titel", 1)),
    ],
)
def test_the_place_in_the_file(text: str, expected: tuple[str, str, int]) -> None:
    assert findings(text) == [expected]


def test_a_misspelt_name_is_compared_with_the_missing_one_of_its_own_block() -> None:
    assert sorted(findings("shapes: [{kind: square, title: x}]\n")) == [
        ("missing-field", "title", 1),
        ("unknown-field", "shapes[0].title", 25),
    ]
