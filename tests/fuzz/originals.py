"""The files that mutations begin with: the real ones, and practices drawn from the models."""

import warnings
from pathlib import Path

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.samples import Record
from tests.strategies import records

ROOT = Path(__file__).parents[2]


def real_practices() -> list[bytes]:
    """The practices of the collection."""
    return [path.read_bytes() for path in sorted(ROOT.joinpath("data", "practices").glob("*.yaml"))]


def real_rubric() -> bytes:
    """The rubric of the project."""
    return ROOT.joinpath("criteria.yaml").read_bytes()


def drawn_practices(number: int, count: int) -> list[bytes]:
    """So many valid practices, the same for the same number."""
    drawn: list[bytes] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(records())
    def draw(values: Record) -> None:
        drawn.append(yaml.safe_dump(values, allow_unicode=True, sort_keys=False).encode())

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        draw()
    return drawn[:count]
