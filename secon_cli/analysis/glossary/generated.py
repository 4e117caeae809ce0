"""The entries of the glossary, from the rubric, the practice format, the kinds of measure, and `terms.toml`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from pydantic import BaseModel

from secon_cli.analysis.agreement import CONFIDENCE, RELIABLE, TENTATIVE
from secon_cli.analysis.glossary.entries import Entry, EntryKind, EntryPart, Glossary, Use
from secon_cli.analysis.robustness import SAFE, TOSS
from secon_cli.practice.assessor import HIGHEST, LOWEST, STEP
from secon_cli.practice.fields import ITEMS, Field, fields_of, walk
from secon_cli.practice.model import Practice
from secon_cli.practice.template import templates
from secon_cli.practice.types import type_of, written
from secon_cli.practice.vocabularies import Row, Term, packaged_toml
from secon_cli.rubric.measures import AnyMeasure
from secon_cli.rubric.measures.base import MeasureBase, and_list, percentage, quantity
from secon_cli.rubric.model import Band, Rubric

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_MEASURES: tuple[type[MeasureBase], ...] = get_args(AnyMeasure)
_KEY = ".<key>"
_SCREEN_NAMES = {
    "details.beneficiaries": ("Serves", "Those served"),
    "links": ("Useful links",),
    "location.partner": ("Partner region",),
    "organisations": ("Organisation in charge",),
    "quality_assurance[].instrument": ("Instruments of quality assurance",),
    "relevance.aspirations[].aspiration": ("SECON's aspirations",),
    "details.challenges[].kind": ("Kinds of challenge",),
    "details.innovation[].kind": ("Kinds of innovation",),
}
"""Names of fields on screens, if different."""


def glossary(rubric: Rubric, rules: Iterable[Entry] = ()) -> Glossary:
    """Every entry, by kind; `rules` come from the checks, which this layer does not know."""
    source = _Source(rubric)
    measures = (
        Entry(
            EntryKind.MEASURE,
            _kind(measure),
            _sentence(measure),
            why=measure.purpose,
            how=measure.how_to,
            example=f"measure: {measure.example}",
            see=("measure",),
        )
        for measure in _MEASURES
    )
    entries = [
        *source.rubric_parts(),
        *measures,
        *source.terms(),
        *source.fields_and_vocabularies(),
        *rules,
    ]
    order = list(EntryKind)
    return Glossary(tuple(sorted(entries, key=lambda entry: order.index(entry.kind))))


class _Source:
    """Entries from a rubric and `terms.toml`, whose placeholders are filled in from the rubric and constants."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._texts = packaged_toml(__package__, "terms.toml")
        self._values = {
            "as_of": str(rubric.as_of),
            "bands": ", ".join(f"{band.name} from {quantity(band.at_least)}" for band in rubric.bands),
            "coin_toss": percentage(TOSS),
            "confidence": percentage(CONFIDENCE),
            "criteria": str(len(rubric.criteria)),
            "gate_years": quantity(rubric.gate_years or 0),
            "highest_rating": str(HIGHEST),
            "lowest_rating": str(LOWEST),
            "measures": and_list([_kind(measure) for measure in _MEASURES]),
            "rating_step": str(STEP),
            "reliable": quantity(RELIABLE),
            "safe": percentage(SAFE),
            "tentative": quantity(TENTATIVE),
            "unsupported": percentage(rubric.unsupported),
        }

    def _filled(self, text: str) -> str:
        return _PLACEHOLDER.sub(lambda match: self._values[match[1]], text)

    def terms(self) -> Iterator[Entry]:
        """The terms of `terms.toml`."""
        lists = {
            "bands": tuple(EntryPart(band.name, self._band_span(band)) for band in self._rubric.bands),
            "criteria": tuple(
                EntryPart(key, f"{criterion.title}, {_share(self._rubric.shares[key])} of the total")
                for key, criterion in self._rubric.criteria.items()
            ),
            "measures": tuple(EntryPart(_kind(measure), _sentence(measure, 1)) for measure in _MEASURES),
        }
        for term in self._texts["term"]:
            yield Entry(
                EntryKind.TERM,
                term["name"],
                self._filled(term["meaning"]),
                why=self._filled(term["why"]),
                how=self._filled(term["how"]),
                example=self._filled(term["example"]),
                aliases=tuple(self._filled(alias) for alias in term.get("aliases", ())),
                parts=lists[term["lists"]] if "lists" in term else (),
                see=tuple(term.get("see", ())),
            )

    def rubric_parts(self) -> Iterator[Entry]:
        """Everything that has a name in the rubric."""
        for key, criterion in self._rubric.criteria.items():
            shares = self._rubric.indicator_shares(key)
            yield Entry(
                EntryKind.CRITERION,
                key,
                criterion.asks,
                title=criterion.title,
                aliases=(criterion.heading,),
                why=criterion.why or self._texts["criterion"]["without_why"],
                how=self._texts["criterion"]["how"],
                facts=(EntryPart("Weight", f"{_share(self._rubric.shares[key])} of the total"),),
                parts=tuple(
                    EntryPart(f"{key}.{name}", f"{indicator.title}, {_share(shares[name])}. {indicator.improve}")
                    for name, indicator in criterion.indicators.items()
                ),
                see=("criterion", "weight", "score"),
            )
        for key, name, indicator in self._rubric.indicators():
            part = self._rubric.indicator_shares(key)[name]
            yield Entry(
                EntryKind.INDICATOR,
                f"{key}.{name}",
                " ".join(indicator.measure.words()),
                title=indicator.title,
                why=indicator.why,
                how=indicator.improve,
                facts=(
                    EntryPart("Criterion", f"{self._rubric.criteria[key].title} (`{key}`)"),
                    EntryPart("Weight", f"{_share(part)} of the criterion, {self._of_total(key, name)}"),
                ),
                uses=tuple(Use(field) for field in indicator.measure.fields_read()),
                see=(indicator.measure.kind, "gain"),
            )
        gate, bands = self._texts["gate"], self._texts["band"]
        gated = (key for key, _, indicator in self._rubric.indicators() if indicator.measure.required_years is not None)
        yield Entry(
            EntryKind.GATE,
            "gate",
            gate["without_gate"] if self._rubric.gate_years is None else self._filled(gate["meaning"]),
            aliases=tuple(gate["aliases"]),
            why=gate["why"],
            how=gate["how"],
            facts=tuple(EntryPart("Criterion", f"{self._rubric.criteria[key].title} (`{key}`)") for key in gated),
            example=gate["example"],
            uses=(Use("duration.start"), Use("duration.end")),
            see=("time in place", "rank"),
        )
        for band in self._rubric.bands:
            yield Entry(
                EntryKind.BAND,
                band.name,
                self._band_span(band),
                why=bands["why"],
                how=bands["how"],
                see=("band", "total"),
            )

    def _of_total(self, criterion: str, indicator: str) -> str:
        share = self._rubric.shares[criterion] * self._rubric.indicator_shares(criterion)[indicator]
        return f"{_share(share)} of the total"

    def _band_span(self, band: Band) -> str:
        higher = [other.at_least for other in self._rubric.bands if other.at_least > band.at_least]
        below = f" and below {quantity(min(higher))}" if higher else ""
        span = f"A total of at least {quantity(band.at_least)}{below}."
        return f"{span} {band.meaning}" if band.meaning else span

    def fields_and_vocabularies(self) -> Iterator[Entry]:
        """Every field, vocabulary and value, with what the rubric makes of it."""
        blocks: dict[str, type[BaseModel]] = {"": Practice}
        users: dict[type[Term], list[Field]] = {}
        for field in walk():
            above = field.path.removesuffix(field.name).removesuffix(".")
            block = blocks[above.removesuffix(_KEY).removesuffix(ITEMS)]
            if field.block is not None:
                blocks[field.path] = field.block
            if field.vocabulary is not None:
                users.setdefault(field.vocabulary, []).append(field)
            yield self._field(field, block, above)
        for vocabulary in Term.__subclasses__():
            fields = users.get(vocabulary, [])
            title = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", vocabulary.__name__).capitalize()
            where = and_list([f"`{field.path}`" for field in fields] or ["citations in `evidence`"])
            yield Entry(
                EntryKind.VOCABULARY,
                title.lower().replace(" ", "_"),
                _sentence(vocabulary),
                title=title,
                aliases=(vocabulary.__name__,),
                why=self._texts["vocabulary"]["why"],
                how=self._texts["vocabulary"]["how"],
                facts=(EntryPart("Used by", where),),
                parts=tuple(EntryPart(str(term), term.meaning) for term in vocabulary),
                example=_as_written(next(iter(vocabulary)), fields),
            )
            for term in vocabulary:
                worth = [
                    f"For {indicator.title} (`{key}.{name}`) {words}."
                    for field in fields
                    for key, name, indicator in self._rubric.indicators()
                    if (words := indicator.measure.worth(field.path, str(term)))
                ]
                if isinstance(term, Row):
                    yield _row(term, title)
                    continue
                yield Entry(
                    EntryKind.VALUE,
                    f"{title.lower().replace(' ', '_')}.{term}",
                    f"{term.meaning[:1].upper()}{term.meaning[1:]}.",
                    aliases=tuple(f"{field.name}: {term}" for field in fields),
                    synonyms=term.synonyms,
                    why=" ".join(worth) or self._texts["value"]["not_scored"],
                    how=f"Write `{_as_written(term, fields)}` if the source shows it, and cite the place.",
                    facts=(EntryPart("Vocabulary", f"{title}, for {where}"),),
                    parts=tuple(EntryPart(str(other), other.meaning) for other in vocabulary if other is not term),
                    example=_as_written(term, fields),
                    uses=tuple(Use(field.path, str(term)) for field in fields),
                )

    def _field(self, field: Field, block: type[BaseModel], above: str) -> Entry:
        """The entry of a field that is declared in `block`, at the path `above`."""
        words, example = _written(field, block)
        shared = self._texts["field"]
        readers = [
            f"{indicator.title} (`{key}.{name}`, {self._of_total(key, name)})"
            for key, name, indicator in self._rubric.indicators()
            if any(
                read == field.path or read.startswith((f"{field.path}.", f"{field.path}{ITEMS}"))
                for read in indicator.measure.fields_read()
            )
        ]
        unscored = shared["not_scored"].get(field.name, shared["not_scored"]["other"])
        if_unknown = shared["required"] if field.required else shared["list" if field.many else "single"]
        parts = [(part.name, part.description) for part in fields_of(field.block)] if field.block else []
        return Entry(
            EntryKind.FIELD,
            field.path,
            field.description,
            aliases=(field.path.replace(_KEY, ""), *_SCREEN_NAMES.get(field.path, ())),
            why=f"Read by {and_list(readers)}." if readers else self._filled(unscored),
            how=f"Write {words}. {if_unknown}",
            facts=(EntryPart("Part of", f"`{above}`: {_sentence(block)}"),) if above else (),
            parts=tuple(
                EntryPart(*part) for part in parts or [(str(term), term.meaning) for term in field.vocabulary or ()]
            ),
            example=f"{field.name}: {example}" if example else "",
            uses=(Use(field.path),),
            see=("evidence",) if field.block is not None and "evidence" in field.block.model_fields else (),
        )


def _row(row: Row, vocabulary: str) -> Entry:
    """The entry of a row of the templates, under the headings that it has in them."""
    found = [(template, own) for template in templates() if (own := template.row(row))]
    fills = list(dict.fromkeys(path for _, own in found for path in own.fills))
    hints = list(dict.fromkeys(path for _, own in found for path in own.hints))
    also = f", and often also for {and_list([f'`{path}`' for path in hints])}" if hints else ""
    return Entry(
        EntryKind.VALUE,
        f"{vocabulary.lower()}.{row}",
        f"{row.meaning[:1].upper()}{row.meaning[1:]}.",
        aliases=tuple(dict.fromkeys(heading for _, own in found for heading in (own.heading, *own.synonyms))),
        why=f"It is there for {and_list([f'`{path}`' for path in fills])}{also}."
        if fills
        else "No field asks for it; keep it in a `note`.",
        how=f"{found[0][1].guidance} Cite it as `report:{row}`, with the key of your source.",
        facts=tuple(EntryPart(template.title, own.heading) for template, own in found),
        parts=tuple(EntryPart(str(other), other.meaning) for other in Row if other is not row),
        example=_as_written(row, ()),
        see=("evidence", *(path for path in fills)),
    )


def _kind(measure: type[MeasureBase]) -> str:
    return str(get_args(measure.model_fields["kind"].annotation)[0])


def _sentence(described: type, paragraphs: int | None = None) -> str:
    """The description of a block, a vocabulary or a measure, as declared; all of it, or the first `paragraphs`."""
    return " ".join(" ".join((described.__doc__ or "").split("\n\n")[:paragraphs]).split())


def _share(weight: float) -> str:
    """A share of the total or of a criterion, to a tenth of a percent."""
    return percentage(round(weight, 4)) if weight else "0 %"


def _written(field: Field, block: type[BaseModel]) -> tuple[str, str]:
    """How a field is written, in words and as an example."""
    if field.block is not None:
        if any(path.path.startswith(f"{field.path}{_KEY}") for path in walk()):
            return "a block for each document, under a short name of your own", ""
        return ("a list of blocks" if field.many else "a block"), ""
    if field.vocabulary is not None:
        term = next(iter(field.vocabulary))
        words = f"{'some' if field.many else 'one'} of the values below"
        return words, f"[{term}]" if field.many else str(term)
    hint = type_of(block, field.name)
    form = written(hint)
    if form is not None:
        return form.words, form.example
    inner = written(get_args(hint)[0])
    assert inner is not None
    return f"a list of: {inner.words}", f"[{inner.example}]"


def _as_written(term: Term, fields: Sequence[Field]) -> str:
    if not fields:
        return f"evidence: report:{term}" if isinstance(term, Row) else str(term)
    return f"{fields[0].name}: [{term}]" if fields[0].many else f"{fields[0].name}: {term}"
