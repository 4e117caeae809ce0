"""What rules read from a form that people wrote in sentences: facts behind labels, questions about everything else.

A fact is what follows its label, such as a country, a date or an address, and is written as a value. All else that a
rule takes for something is a question with the words of the source: rules cannot tell a result from a remark, or whose
money a sum is. Where the format needs a value that the form does not state, the draft has the one that claims least,
with a question: `other` for the type and role of an organisation, the name of the file for a title, the title for a
summary. Only a country has no such value: without a label it is the one that the row of the location names.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from secon_cli.checks.guesses import meant_date, meant_ongoing
from secon_cli.forms.answers import meant_country, meant_term
from secon_cli.forms.draft import SOURCE_KEY, Draft, Question
from secon_cli.forms.figures import bare_sum, figures, sentence_at, sentences, staff, sums
from secon_cli.forms.rows import MOST_TEXT, FoundRow, FoundRows, answers_in
from secon_cli.practice.values import PartialDate
from secon_cli.practice.vocabularies import COUNTRIES, EndIs, OrganisationRole, OrganisationType, Row, Scope
from secon_cli.reading.office.content import Paragraph

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+")
_HOST = re.compile(r"(?<![\w@./(-])(?:[a-z0-9-]+\.)+(?:eu|org|com|net|info|[a-z]{2})(?:/[^\s<>\"]*)?(?![\w.-])")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\d{{1,2}}\s*[./]\s*\d{{1,2}}\s*[./]\s*\d{{4}}|\d{{4}}-\d{{2}}(?:-\d{{2}})?"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{_MONTHS})\.?,?\s+\d{{4}}"
    rf"|(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\s*[./]\s*\d{{4}}|(?<!\d)(?:1[89]|20)\d{{2}}(?!\d)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:on-?going|permanent\w*|continu\w+|still running|until now|open[- ]ended)\b", re.IGNORECASE)
_SPAN = re.compile(
    rf"\W*(?:(?:since|from|in|year)\b\W*)?(?:{_DATE.pattern})\W*(?:(?:to|till|until)\b\W*)?"
    rf"(?:(?:{_DATE.pattern})|{_GOES_ON.pattern})?\W*",
    re.IGNORECASE,
)
"""A duration that says nothing but a start and an end."""
_RESUMES = re.compile(r"\b(?:resume\w*|re-?start\w*|re-?open\w*|to be continued)\b", re.IGNORECASE)
_AT_LEAST = re.compile(r"\b(?:minimum|at least)\b", re.IGNORECASE)
_EXPECTED = re.compile(r"\b(?:expected|planned|middle of|mid-|extension|foreseen|about|around)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:before|after|about|around|circa|ca\.|no later|not later|early|late)\b", re.IGNORECASE)
_MIDDLE = re.compile(r"\b(?:middle of|mid)[ -]+(\d{4})\b", re.IGNORECASE)
_BEGAN = re.compile(r"\b(?:start\w*|since|launch\w*|began|open\w*|establish\w*|found\w*|set up)\b", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:the\s+)?(?:city|town|village|municipality|commune|district|region)\s+of\s+", re.IGNORECASE)
_TOGETHER = re.compile(r"\s+(?:in (?:collaboration|cooperation|partnership) with|together with|and)\s+|\s*[;\n]\s*")
_COMMA = re.compile(r"\s*,\s*(?![^()]*\))")
_PART = re.compile(r"\b(?:office|department|unit|division)\b", re.IGNORECASE)
_LONGEST_NAME, _MOST_BODIES = 120, 12
_OTHERS = re.compile(r"^(?:and )?(?:other|others|various|several)\b", re.IGNORECASE)
_FUNDED = re.compile(
    r"\b(?:(?:is|was|are|were|been|currently)\s+)?(?:co-?)?(?:funded|financed|sponsored|supported)\s+(?:by|through|from)\s+"
    r"(?:the\s+)?(?P<who>[^.;:()\n\d]{3,90})",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(r"\s+(?:with|from|for|through|which|of which|as|in order|under)\s+")
_SHARE = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
_BY_NAME = (
    (OrganisationType.NATIONAL_AUTHORITY, r"ministry|national government"),
    (OrganisationType.UNIVERSITY, r"university|universität|research institute"),
    (OrganisationType.COOPERATIVE, r"co-?operative|co-?op\b|cooperativa"),
    (OrganisationType.FOUNDATION, r"foundation|fundaci[oó]n|fundaç[aã]o|stiftung|stichting"),
    (OrganisationType.CHAMBER, r"chamber"),
    (OrganisationType.LOCAL_AUTHORITY, r"municipality|city of|city council|commune|gmina|town of|district office"),
    (OrganisationType.REGIONAL_AUTHORITY, r"province|regional government|voivodeship|regional council|county council"),
    (OrganisationType.ASSOCIATION, r"association|verein|asociaci[oó]n"),
    (OrganisationType.EU_INSTITUTION, r"european (?:social fund|commission|union)"),
)
"""Words in a name that say what kind of body it is, the most certain first."""
_PUBLIC = re.compile(r"public|authorit|administration|government", re.IGNORECASE)

_CHECKS = (
    r"monitor\w*|evaluat\w*|audit\w*|survey|inspect\w*|quality (?:assurance|management)|check-?up|annual reports?"
    r"|reports? (?:to|annually)|progress report|follow-up|indicators?"
)
_SENTENCES: Sequence[tuple[str, str, str]] = (
    ("details.challenges[]", r"challenge|difficult|barrier|obstacle|problem", "is this a difficulty, of what kind?"),
    ("details.innovation[]", r"innovat\w+|pioneer\w*|first of its kind", "is this new, and in what respect?"),
    ("details.beneficiaries[]", r"beneficiar\w+|target group", "whom does it serve, and of which group are they?"),
    ("details.stakeholders[]", r"stakeholder", "who has a stake in it?"),
    ("details.needs[]", r"needs? addressed|need for|lack of", "is this a need that it answers?"),
    ("details.objectives[]", r"objective|aims? |goal|purpose", "is this what it wants to achieve?"),
    ("quality_assurance[]", _CHECKS, "which instrument is this, who uses it, for whom, how often?"),
    (
        "transfer.cases[]",
        r"replicat\w*|adopted|transferred|other (?:municipalities|regions)|extended to",
        "is this a transfer, and how far has it come?",
    ),
)
"""Words that make a sentence worth a question about a list; each sentence is asked about once."""
_MOST_SENTENCES = 3
_MOST_QUESTIONS = 40
"""About one field; the longest form of the report has nine."""


def read_rows(found: FoundRows, name: str, as_of: date) -> Draft:
    """The draft of a form in sentences; `name` is that of the file, `as_of` the day as of which it is judged."""
    reader = _Rules(found, as_of)
    title = reader.text(Row.HEADING).split("\n")[0] or found.title or name
    if len(title) > 100:
        reader.ask("title", "which title of at most 100 characters does it have?", title, row=Row.HEADING)
        title = title[:99] + "…"
    record = reader.draft.record
    record["title"] = title
    record["sources"] = {SOURCE_KEY: {"title": f"Form: {title}"}}
    reader.ask(f"sources.{SOURCE_KEY}.date", "when was this form written?", "")
    reader.location()
    reader.organisations()
    reader.duration()
    reader.summary()
    reader.resources()
    reader.details()
    reader.results()
    reader.transfer()
    reader.links("links", Row.LINKS)
    reader.links("annexes", Row.ANNEXES)
    reader.rest()
    return reader.draft


class _Rules:
    """Reads row by row into one draft."""

    def __init__(self, found: FoundRows, as_of: date) -> None:
        self.draft = Draft("form in sentences", questions=list(found.unknown))
        self._found = found
        self._as_of = as_of
        self._asked: set[str] = set()
        """Sentences that a question quotes already."""
        self._quoted: set[str] = set()
        """Lines that a question quotes."""
        self._counts: dict[str, int] = {}
        self._figured: set[tuple[str, str]] = set()
        self._read = {Row.HEADING}

    def text(self, row: Row) -> str:
        self._read.add(row)
        return self._found.text(row)

    def ask(self, path: str, question: str, words: str, guess: str = "", *, row: Row | None = None) -> None:
        self._counts[path] = self._counts.get(path, 0) + 1
        if self._counts[path] > _MOST_QUESTIONS:
            # The words stay in the question about the whole row.
            return
        self._quoted.update(words.split("\n"))
        heading = self._found.rows[row].heading if row in self._found.rows else ""
        self.draft.questions.append(Question(path, question, words=words, guess=guess, place=heading))

    def _cited(self, row: Row) -> str:
        return f"{SOURCE_KEY}:{row}"

    # --- Where, who, when ---

    def location(self) -> None:
        """Country, region, places and scope, each behind its label."""
        text = self.text(Row.LOCATION)
        answers = _joined(answers_in(text, Row.LOCATION))
        location: dict[str, object] = {}
        stated = meant_country(answers.get("location.country", ""))
        named = [code for code, name in COUNTRIES.items() if re.search(rf"\b{re.escape(name)}\b", text)]
        country = stated or (named[0] if len(named) == 1 else None)
        if country is not None:
            location["country"] = country
        named = [line for line in answers.get("location.region", "").split("\n") if meant_country(line) is None]
        region = ", ".join(dict.fromkeys(filter(None, named)))
        if region:
            within = rf"\s+in {re.escape(COUNTRIES[country])}$" if country else "$^"
            location["region"] = re.sub(within, "", re.sub(r"^Region of ", "", " ".join(region.split())))
        places = _places(answers.get("location.places", ""))
        if places:
            location["places"] = places
        scope = answers.get("location.scope", "")
        term = meant_term(Scope, scope) if scope else None
        if term is not None:
            location["scope"] = term.value
        elif scope or text:
            guess = Scope.SEVERAL_PLACES if len(places) > 1 else Scope.LOCAL if places else None
            self.ask("location.scope", "how wide an area does it cover?", scope or text, guess or "", row=Row.LOCATION)
        rest = answers.get("", "")
        if text and stated is None:
            self.ask("location.country", "in which country?", text, country or "", row=Row.LOCATION)
        elif rest and not region:
            self.ask("location.region", "which region or places are these?", rest, row=Row.LOCATION)
        if location:
            self.draft.record["location"] = {**location, "evidence": self._cited(Row.LOCATION)}

    def organisations(self) -> None:
        """The bodies that the row names; what is not stated of their types and roles is `other`, and asked."""
        text = self.text(Row.ORGANISATIONS)
        answers = _joined(answers_in(text, Row.ORGANISATIONS))
        names = answers.get("organisations[].name", "")
        kinds_text, background = answers.get("organisations[].type", ""), answers.get("organisations[].background", "")
        if not names:
            names, _, rest = (answers.get("", "")).partition("\n")
            background = background or rest
        # Without line ends, a type runs on into the description of the body.
        kinds, _, more = kinds_text.partition("\n")
        background = "\n".join(
            filter(None, [background, more, answers.get("", "") if answers.get("organisations[].name") else ""])
        )
        if len(kinds) > 120:
            first, _, after = kinds.partition(". ")
            background, kinds = f"{first}. {after}\n{background}", first[:120]
        kinds = re.split(r"(?<=[a-z])(?=[A-Z][a-z])", kinds)[0]
        bodies, unsure = _bodies(names)
        types = [kind for part in _COMMA.split(kinds) for kind in re.split(r"\s+and\s+", part.strip()) if kind]
        listed = []
        for number, name in enumerate(bodies):
            at, alone = f"organisations[{number}]", len(bodies) == 1
            given = types[number] if len(types) == len(bodies) else types[0] if len(types) == 1 else ""
            guess = _type_of(name, given)
            # Which type or role is whose is stated only where there is one of each: the row is for who is in charge.
            # "Public body" and "NGO" say less than a name such as City of Leuven.
            stated = meant_term(OrganisationType, given) if alone else None
            type = guess if guess is not None and guess is stated else OrganisationType.OTHER
            role = OrganisationRole.LEAD if alone else OrganisationRole.OTHER
            cited = self._cited(Row.ORGANISATIONS)
            listed.append({"name": name, "type": type.value, "role": role.value, "evidence": cited})
            if type is OrganisationType.OTHER:
                words = f"{name}: {kinds or 'not stated'}"
                self.ask(f"{at}.type", "what kind of body is it?", words, guess or "", row=Row.ORGANISATIONS)
            if not alone:
                ask = "what does it do for the practice: lead, implementer, partner, funder or another role?"
                likely = OrganisationRole.IMPLEMENTER if number else OrganisationRole.LEAD
                self.ask(f"{at}.role", ask, name, likely, row=Row.ORGANISATIONS)
        for words in unsure:
            self.ask("organisations", "is this a body of its own, and which?", words, row=Row.ORGANISATIONS)
        if background.strip():
            ask = "what does the text say about the organisation itself, in your own words?"
            self.ask(
                "organisations[0].background" if listed else "organisations", ask, background, row=Row.ORGANISATIONS
            )
        if listed:
            self.draft.record["organisations"] = listed

    def duration(self) -> None:
        """Start and end where the row says nothing else; a doubtful date, and the status that follows, are asked."""
        text = self.text(Row.DURATION)
        answers = _joined(answers_in(text, Row.DURATION))
        start_text, end_text = answers.get("duration.start", ""), answers.get("duration.end", "")
        rest = answers.get("", "")
        certain = True
        if not start_text and not end_text:
            certain = _SPAN.fullmatch(rest) is not None
            first = _DATE.search(rest)
            start_text, end_text = (rest[: first.end()], rest[first.end() :]) if first else ("", rest)
            rest = ""
        # What follows on lines of their own is a remark: the label is for the first line.
        start_text, _, start_rest = start_text.partition("\n")
        duration: dict[str, object] = {}
        start = _first_date(start_text)
        if start and (not certain or _ABOUT.search(start_text) or len(_DATE.findall(start_text)) > 1):
            self.ask("duration.start", "when did it start?", start_text if certain else text, start, row=Row.DURATION)
        elif start:
            duration["start"] = start
            self._more_precise(start)
        remark = re.sub(r"^\W+|\W+$", "", f"{start_rest} {rest}")
        duration |= self._end(text, end_text, f"{start_rest} {rest}", certain=certain, started=start is not None)
        if re.search(r"\b(?:regularly|every|times a|annual|each year|monthly|weekly)\b", remark, re.IGNORECASE):
            self.ask("duration.recurring", "how often does it take place?", remark, row=Row.DURATION)
        elif remark and not _goes_on(remark):
            self.ask("duration.note", "does this change how the dates are to be read?", remark, row=Row.DURATION)
        if duration:
            self.draft.record["duration"] = {**duration, "evidence": self._cited(Row.DURATION)}

    def _end(self, text: str, end_text: str, remarks: str, *, certain: bool, started: bool) -> dict[str, object]:
        """The end, and the status where the row says it: a date does not, since the form may be older or newer."""
        end = _first_date(end_text)
        if end is None:
            if _goes_on(end_text.split("\n", maxsplit=1)[0]) or _goes_on(remarks):
                return {"end": "ongoing", "status": "running"}
            if started or _GOES_ON.search(f"{end_text} {remarks}"):
                self.ask("duration.end", "does it go on?", text, "ongoing", row=Row.DURATION)
                self.ask("duration.status", "is it running?", text, "running", row=Row.DURATION)
            return {}
        kind = EndIs.MINIMUM if _AT_LEAST.search(end_text) else EndIs.EXPECTED if _EXPECTED.search(end_text) else None
        if kind is not None or not certain:
            middle = _MIDDLE.search(end_text)
            ask = "is this about June?" if middle else "when does or did it end?"
            self.ask("duration.end", ask, end_text, f"{middle[1]}-06" if middle else end, row=Row.DURATION)
        if kind is not None:
            self.ask("duration.end_is", "how is the end meant?", end_text, kind.value, row=Row.DURATION)
        words = " ".join(f"{end_text} {remarks}".split())
        status = _status(end, words, self._as_of)
        self.ask("duration.status", "is it running, paused or ended?", words, status, row=Row.DURATION)
        return {"end": end} if kind is None and certain else {}

    def _more_precise(self, start: str) -> None:
        """Another row may know the month of a year."""
        if len(start) != 4:
            return
        for row in (Row.SUMMARY, Row.DETAILS, Row.RESULTS, Row.TRANSFER, Row.ORGANISATIONS):
            text = self._found.text(row)
            for match in _DATE.finditer(text):
                found = meant_date(match[0]) or ""
                sentence = sentence_at(text, match.start(), match.end())
                if found.startswith(f"{start}-") and _BEGAN.search(sentence):
                    self.ask("duration.start", "is this the start, more precisely?", sentence, found, row=row)
                    return

    def summary(self) -> None:
        """The summary as it is; it is to be put in one's own words."""
        text = " ".join(self.text(Row.SUMMARY).split())
        if text:
            self.draft.record["summary"] = text
            self.ask("summary", "these are the words of the form; say it in your own", "", row=Row.SUMMARY)

    # --- Money, people, results ---

    def resources(self) -> None:
        """Sums, shares, payers and people, all as questions: whose they are, rules cannot tell."""
        text = self.text(Row.RESOURCES)
        answers = _joined(answers_in(text, Row.RESOURCES))
        for who in _payers(text, answers.get("resources.funding[].source", "")):
            ask = "does this pay for the practice; in what form, from which level, how much?"
            self.ask("resources.funding[].source", ask, who[1], who[0], row=Row.RESOURCES)
        known: set[tuple[str, str | None]] = set()
        for row in (Row.RESOURCES, Row.SUMMARY, Row.DETAILS, Row.RESULTS):
            self._sums(row, known)
        needed = answers.get("resources.budget[].amount", "")
        if needed and not any(sums(needed, bare=True)) and (found := bare_sum(needed)):
            self.ask(
                "resources.budget[].amount",
                "in which currency, and what is this sum for?",
                needed,
                found.amount,
                row=Row.RESOURCES,
            )
        for match in islice(_SHARE.finditer(text), _MOST_QUESTIONS):
            sentence = sentence_at(text, match.start(), match.end())
            ask = "whose share is this, and of what?"
            self.ask("resources.funding[].share", ask, sentence, match[1].replace(",", "."), row=Row.RESOURCES)
        people = answers.get("resources.staff[].who", "")
        for counted in islice(staff(text), _MOST_QUESTIONS):
            sentence = sentence_at(text, counted.start, counted.end)
            ask = f"who are these ({counted.what}), and how are they counted?"
            self.ask("resources.staff[].count", ask, sentence, counted.number, row=Row.RESOURCES)
        if people and not any(staff(people)):
            number = re.match(r"\D{0,20}?(\d{1,4})\b", people)
            self.ask(
                "resources.staff[].count",
                "who works for it, and how many are they?",
                people,
                number[1] if number else "",
                row=Row.RESOURCES,
            )
        self._whole(Row.RESOURCES, "resources.note", "what else does the text say about money and people?")

    def _sums(self, row: Row, known: set[tuple[str, str | None]]) -> None:
        """The sums in a row that no other row has named."""
        text = self._found.text(row)
        here: list[tuple[str, str | None]] = []
        for found in islice(sums(text, bare=row is Row.RESOURCES), _MOST_QUESTIONS):
            key = (found.amount, found.currency)
            # A sum may come twice in the row of resources; in another row it is the same again.
            if key in known:
                continue
            here.append(key)
            sentence = sentence_at(text, found.start, found.end)
            self._asked.add(sentence)
            unit = found.currency or "(currency?)"
            ask = "what is this sum for: the whole practice or a part, and for which time?"
            self.ask("resources.budget[].amount", ask, sentence, f"{found.amount} {unit}", row=row)
        known.update(here)

    def details(self) -> None:
        """Sentences that a word makes worth a question, and the rest as the story of how it works."""
        text = self.text(Row.DETAILS)
        self._sentences(Row.DETAILS)
        if text:
            self._whole(
                Row.DETAILS, "details.implementation[]", "how does it work, step by step? Put it in your own words"
            )

    def results(self) -> None:
        """Figures, each a question of whether it is a result and how far along the chain of effects."""
        self.text(Row.RESULTS)
        self._figures(Row.RESULTS)
        self._figures(Row.SUMMARY, things=True)
        self._figures(Row.DETAILS, things=True)
        self._sentences(Row.RESULTS, "quality_assurance")
        self._whole(Row.RESULTS, "results.narrative", "what was achieved, in your own words?")

    def _figures(self, row: Row, *, things: bool = False) -> None:
        """The figures in a row that no other row has named."""
        text = self._found.text(row)
        for found in islice(figures(text, things=things), _MOST_QUESTIONS):
            key = found.number, found.what.split(" ")[-1]
            if key in self._figured:
                continue
            self._figured.add(key)
            sentence = sentence_at(text, found.start, found.end)
            self._asked.add(sentence)
            what = "percent" if found.percent else found.what
            ask = "is this a result: an output, outcome or impact, and in which period?"
            self.ask("results.metrics[].value", ask, sentence, f"{found.number} {what}".strip(), row=row)

    def transfer(self) -> None:
        """Who adopted it, and what others need: only questions."""
        self.text(Row.TRANSFER)
        self._sentences(Row.TRANSFER, "transfer")
        ask = "has anyone adopted it or asked for it; what can others learn it from; what does it need elsewhere?"
        self._whole(Row.TRANSFER, "transfer", ask)
        challenges = self.text(Row.CHALLENGES)
        for line in challenges.split("\n"):
            if line.strip():
                self.ask("details.challenges[]", "is this a difficulty, and of what kind?", line, row=Row.CHALLENGES)
        if opinion := self.text(Row.EXPERT_OPINION):
            self.ask(
                "recognition[]", "what is the opinion, in a sentence, and whose is it?", opinion, row=Row.EXPERT_OPINION
            )

    def _sentences(self, row: Row, only: str = "") -> None:
        """Ask about the sentences with a word that matters; `only` about lists whose path begins so."""
        counts: dict[str, int] = {}
        for sentence in sentences(self._found.text(row)):
            if sentence in self._asked:
                continue
            for path, words, ask in _SENTENCES:
                wanted = path.startswith(only) and counts.get(path, 0) < _MOST_SENTENCES
                if wanted and re.search(rf"\b(?:{words})", sentence, re.IGNORECASE):
                    self.ask(path, ask, sentence, row=row)
                    self._asked.add(sentence)
                    counts[path] = counts.get(path, 0) + 1
                    break

    def _whole(self, row: Row, path: str, ask: str) -> None:
        """The sentences of a row that no question quotes, so that nothing is lost."""
        rest = [sentence for sentence in sentences(self._found.text(row)) if sentence not in self._quoted]
        if rest:
            self.ask(path, ask, "\n".join(rest), row=row)

    # --- Links ---

    def links(self, block: str, row: Row) -> None:
        """Every address with the words before it; words without an address are asked about."""
        found = self._found.rows.get(row)
        self._read.add(row)
        if found is None:
            return
        items: list[dict[str, str]] = []
        for label, url in _links(found):
            if url is None:
                self.ask(f"{block}[].label", "which address does this lead to?", label, row=row)
            elif url not in [item["url"] for item in items]:
                items.append({"label": label or _site(url), "url": url})
        if items:
            self.draft.record[block] = items

    def rest(self) -> None:
        """Rows that no rule has read, and what is too long to be read."""
        for row, found in self._found.rows.items():
            if len(found.text) > MOST_TEXT:
                self.ask("", "what of this is still missing above?", found.text[MOST_TEXT:], row=row)
            if row not in self._read and found.text:
                self.ask("", "where does this belong?", found.text, row=row)


def _joined(answers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The answers by path; several for one path one after the other."""
    found: dict[str, str] = {}
    for path, text in answers:
        if text:
            found[path] = f"{found[path]}\n{text}" if path in found else text
    return found


def _places(text: str) -> list[str]:
    """The names in a list of places, without what kind of place they are."""
    _, colon, after = text.rpartition(":")
    names = re.split(r"\s*[,;\n]\s*|\s+and\s+", after if colon else text)
    return [place for name in names if (place := _PREFIX.sub("", name.strip(" ."))) and len(place) < 60]


def _bodies(names: str) -> tuple[list[str], list[str]]:
    """The bodies in a list of names, and parts that may belong to the one before."""
    bodies: list[str] = []
    unsure: list[str] = []
    if _COMMA.search(names):
        # What separates names is a comma, so a line only ends for want of room.
        names = " ".join(names.split())
    for part in _TOGETHER.split(names.strip()):
        for name in _COMMA.split(part.strip(" .")):
            plain = name.strip()
            if not plain or _OTHERS.match(plain):
                continue
            if len(plain) > _LONGEST_NAME or plain[0].islower() or len(bodies) >= _MOST_BODIES:
                unsure.append(plain)
                continue
            if bodies and _PART.search(plain):
                unsure.append(f"{bodies[-1]}, {plain}")
                bodies[-1] = f"{bodies[-1]}, {plain}"
            else:
                bodies.append(plain)
    return bodies, unsure


def _type_of(name: str, stated: str) -> OrganisationType | None:
    """The type by what is stated, if that means one, else by the name; a public body by its name first."""
    by_name = next((term for term, words in _BY_NAME if re.search(rf"(?<!\w)(?:{words})", name, re.IGNORECASE)), None)
    if by_name is not None or not stated or _PUBLIC.search(stated):
        # "Public body" and "NGO" say less than a name such as City of Leuven; without one they say too little.
        return by_name
    words = stated.split()
    for length in range(min(len(words), 4), 0, -1):
        term = meant_term(OrganisationType, " ".join(words[:length]).strip(" .,"))
        if isinstance(term, OrganisationType):
            return term
    return None


def _first_date(text: str) -> str | None:
    """The first date in a text as it is written in a file."""
    for match in _DATE.finditer(text):
        if found := meant_date(match[0]) or (match[0] if match[0].isdigit() else None):
            return found
    return None


def _goes_on(text: str) -> bool:
    """Whether an answer says that the practice goes on, and nothing else."""
    words = [re.sub(r"^\W+|\W+$", "", part) for part in text.split("/")]
    return all(meant_ongoing(part) or _GOES_ON.fullmatch(part) is not None for part in words)


def _status(end: str, remarks: str, as_of: date) -> str:
    if PartialDate.parse(end).last >= as_of:
        return "running"
    return "paused" if _RESUMES.search(remarks) else "ended"


def _payers(text: str, stated: str) -> Iterator[tuple[str, str]]:
    """Who is said to pay, with the words that say it."""
    seen = set()
    for name in re.split(r"\s*[;\n]\s*|\s+and\s+|,\s+(?=[A-Z])", stated.split("\n", maxsplit=1)[0]) if stated else ():
        if name and name not in seen:
            seen.add(name)
            yield name, stated
    for match in _FUNDED.finditer(text):
        sentence = sentence_at(text, match.start(), match.end())
        for part in re.split(r",\s+(?=[A-Z])|\s+and\s+(?=[A-Z])", match["who"].strip()):
            name = _NAME_ENDS.split(part.strip(" ,"))[0].removesuffix(" and")
            if len(name) > 3 and name not in seen:
                seen.add(name)
                yield name, sentence


def _links(row: FoundRow) -> Iterator[tuple[str, str | None]]:
    """The addresses in a row, seen or behind words, each with its label; labels without one at the end of each line."""
    for paragraph in row.paragraphs:
        hidden = {link.url: link.text for link in paragraph.links if re.match(r"https?://", link.url)}
        shown = list(_addresses(paragraph))
        for label, url in shown:
            yield label, url
        for url, words in hidden.items():
            if not any(url.rstrip("/") == (other or "").rstrip("/") for _, other in shown) and not _URL.search(words):
                yield words, url


def _addresses(paragraph: Paragraph) -> Iterator[tuple[str, str | None]]:
    at = 0
    text = re.sub(r"\s+", " ", paragraph.text)
    pattern = re.compile(f"{_URL.pattern}|{_HOST.pattern}") if not _URL.search(text) else _URL
    for match in pattern.finditer(text):
        if match.start() < at:
            continue
        address, end = match[0].rstrip(".,;)"), match.end()
        # Where a line was broken behind a hyphen, the address goes on with what looks like a part of one.
        while address.endswith("-") and (more := re.match(r"\s+([\w./?=&%#-]*[./-][\w./?=&%#-]*)", text[end:])):
            address, end = address + more[1].rstrip(".,;)"), end + more.end()
        before = re.sub(r"^\W*(?:(?:and|see|at)\b)?\W*", "", text[at : match.start()]).rstrip(" :-–,(")
        label = before.removesuffix("available at").rstrip(" :-–,")
        yield label, address if address.startswith("http") else f"https://{address}"
        at = end
    rest = text[at:].strip(" .,;:()-")
    words = {link.text for link in paragraph.links}
    if re.search(r"[^\W\d_]{3}", rest) and rest not in words and not (at and len(rest) < 12):
        yield rest, None


def _site(url: str) -> str:
    """What an address leads to, where nothing says so: its site."""
    return re.sub(r"^https?://(?:www\.)?", "", url).split("/")[0] or url
