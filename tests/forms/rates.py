"""How much of the report's own tables rules read rightly, held against the practices coded by hand.

python -m tests.forms.rates
python -m tests.forms.rates --at-least country=1 status=1 end=1 links=0.95
"""

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from secon_cli.checks.checked_files import check_practice
from secon_cli.forms.answers import found_rows
from secon_cli.forms.draft import Draft, finished
from secon_cli.forms.rules import read_rows
from secon_cli.output.new_files import draft_text
from secon_cli.practice.model import Practice
from secon_cli.reading.office.word import read_word
from secon_cli.reading.yaml_reader import read
from tests.forms.report import report_forms, report_text

_PRACTICES = Path(__file__).parents[2] / "data" / "practices"
_AS_OF = date(2024, 1, 31)


@dataclass(slots=True)
class Rate:
    """How many of the values that people coded are read, and how many of those that rules give are right."""

    right: int = 0
    coded: int = 0
    given: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of coded values that are read."""
        return self.right / self.coded if self.coded else 1

    @property
    def precision(self) -> float:
        """The share of values given that are right."""
        return self.right / self.given if self.given else 1

    def add(self, id: str, coded: Counter[str], given: Counter[str]) -> None:
        """Count the values of one practice."""
        self.right += (coded & given).total()
        self.coded += coded.total()
        self.given += given.total()
        self.missed += [f"missed {id}: {value}" for value in (coded - given).elements()]
        self.wrong += [f"wrong {id}: {value}" for value in (given - coded).elements()]


def drafts(path: Path) -> dict[str, tuple[Draft, str]]:
    """The draft of each practice of the report, and its file."""
    made = {}
    for id, data in report_forms(path).items():
        rows = found_rows(read_word(data))
        assert rows is not None, id
        draft = finished(read_rows(rows, _AS_OF), id)
        made[id] = draft, draft_text(draft, f"{id}.docx")
    return made


def rates(path: Path) -> dict[str, Rate]:
    """The rates of every kind of value."""
    found = {name: Rate() for name in ("country", "status", "start", "end", "region", "places", "scope")}
    found |= {name: Rate() for name in ("organisations", "types", "links", "annexes", "amounts", "staff", "figures")}
    for id, (draft, _) in drafts(path).items():
        coded = check_practice(read(_PRACTICES.joinpath(f"{id}.yaml").read_bytes(), f"{id}.yaml")).practice
        assert coded is not None
        record = draft.record
        location, duration = record.get("location", {}), record.get("duration", {})
        place = coded.location
        single = {
            "country": (place.country, location.get("country")),
            "status": (coded.duration.status, _guess(draft, "duration.status") or duration.get("status")),
            "start": (coded.duration.start, _guess(draft, "duration.start") or duration.get("start")),
            "end": (coded.duration.end, _guess(draft, "duration.end") or duration.get("end")),
            "region": (place.region, location.get("region")),
        }
        if "scope" in location:
            single["scope"] = (place.scope, location.get("scope"))
        for name, (known, read_value) in single.items():
            found[name].add(id, _some(known), _some(read_value))
        found["places"].add(id, Counter(place.places or ()), Counter(location.get("places", ())))
        for name, url_holders in (("links", coded.links), ("annexes", coded.annexes)):
            urls = [link.url for link in url_holders or () if link.url]
            found[name].add(id, Counter(map(_url, urls)), Counter(_url(link["url"]) for link in record.get(name, ())))
        found["amounts"].add(id, _amounts(coded), _guesses(draft, "resources.budget[].amount"))
        staff = coded.resources.staff if coded.resources else None
        counts = Counter(str(each.count) for each in staff or () if each.count is not None)
        found["staff"].add(id, counts, _guesses(draft, "resources.staff[].count"))
        metrics = coded.results.metrics if coded.results else None
        values = Counter(str(metric.value) for metric in metrics or () if metric.value is not None)
        given = Counter(guess.split(" ")[0] for guess in _guesses(draft, "results.metrics[].value").elements())
        found["figures"].add(id, values, given)
        types = {
            _name(body["name"]): _guess(draft, f"organisations[{number}].type") or body["type"]
            for number, body in enumerate(record.get("organisations", ()))
        }
        for body in coded.organisations:
            known_name = next((name for name in types if name in _name(body.name) or _name(body.name) in name), None)
            found["organisations"].add(id, Counter([body.name]), Counter([body.name] if known_name else []))
            if known_name:
                found["types"].add(id, Counter([body.type.value]), Counter([types[known_name]]))
    return found


def _guess(draft: Draft, path: str) -> str | None:
    return next((question.guess for question in draft.questions if question.path == path and question.guess), None)


def _some(value: object) -> Counter[str]:
    # "About" a date is the date that the source gives.
    return Counter() if value is None else Counter([str(value).rstrip("~")])


def _url(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")


def _name(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold()).strip()


def _amounts(practice: Practice) -> Counter[str]:
    money = [*(practice.resources.funding or ()), *(practice.resources.budget or ())] if practice.resources else []
    return Counter(f"{each.amount}" for each in money if each.amount is not None)


def _guesses(draft: Draft, path: str) -> Counter[str]:
    guesses = (question.guess for question in draft.questions if question.path == path and question.guess)
    return Counter(guess.split(" ")[0] if path.endswith("amount") else guess for guess in guesses)


def main() -> int:
    """Print the rates; 1 where one is below what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--at-least", nargs="*", default=[], metavar="NAME=SHARE")
    parser.add_argument("--misses", action="store_true", help="list what is missed or wrong")
    options = parser.parse_args()
    path = report_text()
    if path is None:
        print("the text of the report is not here; SECON_REPORT=FILE says where it is")
        return 2
    found = rates(path)
    print(f"{'':14}{'read':>9}{'share':>8}{'given':>7}{'right':>8}")
    for name, rate in found.items():
        print(f"{name:14}{f'{rate.right}/{rate.coded}':>9}{rate.recall:>8.0%}{rate.given:>7}{rate.precision:>8.0%}")
        if options.misses:
            print("".join(f"    {each}\n" for each in rate.missed + rate.wrong), end="")
    made = drafts(path)
    asked = sum(len(draft.questions) for draft, _ in made.values())
    errors = 0
    for draft, text in made.values():
        checked = check_practice(read(text.encode(), f"{draft.record['id']}.yaml"))
        errors += sum(finding.severity == "error" for finding in checked.findings)
    print(f"{len(made)} drafts, {errors} errors, {asked / len(made):.1f} questions each")
    asked_for = [(name, float(share)) for name, _, share in (each.partition("=") for each in options.at_least)]
    return int(errors > 0 or any(found[name].recall < share for name, share in asked_for))


if __name__ == "__main__":
    sys.exit(main())
