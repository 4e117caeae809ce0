"""What rules read from a form that people wrote in sentences: facts behind labels, questions about everything else.

A fact is what follows its label, such as a country, a date or an address, and is written as a value. All else that a
rule takes for something is a question with the words of the source: rules cannot tell a result from a remark, or whose
money a sum is. Where the format needs a value that the form does not state, the draft has the one that claims least,
with a question: `other` for the type and role of an organisation, the name of the file for a title, the title for a
summary. Only a country has no such value: without a label it is the one that the row of the location names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from secon_cli.checks.guesses import meant_country, meant_date, meant_ongoing
from secon_cli.forms import answers as texts
from secon_cli.forms.answers import MONTHS, PHRASES, FoundRows, country_in, meant_term, sentence_at
from secon_cli.forms.draft import SOURCE_KEY, Draft, Question
from secon_cli.practice.values import PartialDate
from secon_cli.practice.vocabularies import COUNTRIES, EndIs, OrganisationRole, OrganisationType, Row, Scope
from secon_cli.reading.office import Paragraph

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+")
_HOST = re.compile(r"(?<![\w@./(-])(?:[a-z0-9-]+\.)+(?:eu|org|com|net|info|[a-z]{2})(?:/[^\s<>\"]*)?(?![\w.-])")
_DATE = re.compile(
    rf"\d{{1,2}}\s*[./]\s*\d{{1,2}}\s*[./]\s*\d{{4}}|\d{{4}}-\d{{2}}(?:-\d{{2}})?"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{MONTHS})\.?,?\s+\d{{4}}"
    rf"|(?:{MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\s*[./]\s*\d{{4}}|(?<!\d)(?:1[89]|20)\d{{2}}(?!\d)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"\W*(?:(?:since|from|in|year)\b\W*)?(?:{_DATE.pattern})\W*(?:(?:to|till|until)\b\W*)?"
    rf"(?:(?:{_DATE.pattern})|{PHRASES['goes_on'].pattern})?\W*",
    re.IGNORECASE,
)
"""A duration that says nothing but a start and an end."""
_COMMA = re.compile(r"\s*,\s*(?![^()]*\))")
_SHARE = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
_LONGEST_NAME, _MOST_BODIES = 120, 12
_WHERE = "where does this belong?"
_MOST_SENTENCES = 3
_MOST_QUESTIONS = 40
"""About one field; the longest form of the report has nine."""


def read_rows(found: FoundRows, as_of: date) -> Draft:
    """The draft of a form in sentences; `as_of` is the day as of which it is judged."""
    return _Rules(found, as_of).draft()


class _Rules:
    """Reads row by row into one draft."""

    def __init__(self, found: FoundRows, as_of: date) -> None:
        self._draft = Draft("form in sentences")
        for row in found.unknown:
            self._draft.questions.append(
                Question("", _WHERE, words=row.text or row.heading, place=row.heading if row.text else "")
            )
        self._found = found
        self._as_of = as_of
        self._row = Row.HEADING
        """The row that is read, which questions name."""
        self._read: set[Row] = set()
        self._asked: set[str] = set()
        """Sentences that a question quotes already."""
        self._quoted: set[str] = set()
        """Lines that a question quotes."""
        self._counts = Counter[str]()

    def draft(self) -> Draft:
        """All that the rows say."""
        title = self._text(Row.HEADING).split("\n")[0] or self._found.title
        if len(title) > 100:
            self._ask("title", "what is its title, in at most 100 characters?", title)
            title = title[:99] + "…"
        if title:
            self._draft.record["title"] = title
        self._draft.questions.append(Question(f"sources.{SOURCE_KEY}.date", "when was this form written?"))
        self._location()
        self._organisations()
        self._duration()
        if summary := " ".join(self._text(Row.SUMMARY).split()):
            self._draft.record["summary"] = summary
            self._ask("summary", "these are the form's words; use your own", "")
        self._resources()
        self._sentences(Row.DETAILS)
        how = "how does it work, step by step? Put it in your own words"
        self._whole(Row.DETAILS, "details.implementation[]", how)
        self._results()
        self._sentences(Row.TRANSFER, "transfer")
        learn = "has anyone adopted it or asked for it; what can others learn it from; what does it need elsewhere?"
        self._whole(Row.TRANSFER, "transfer", learn)
        for line in filter(str.strip, self._text(Row.CHALLENGES).split("\n")):
            self._ask("details.challenges[]", "is this a difficulty, and of what kind?", line)
        if opinion := self._text(Row.EXPERT_OPINION):
            self._ask("recognition[]", "what is the opinion, in a sentence, and whose is it?", opinion)
        self._links("links", Row.LINKS)
        self._links("annexes", Row.ANNEXES)
        for row, found in self._found.rows.items():
            known, self._row = row in self._read, row
            if len(found.text) > texts.MOST_TEXT:
                self._ask("", "is any of this missing above?", found.text[texts.MOST_TEXT :])
            if not known and found.text:
                self._ask("", _WHERE, found.text)
        return self._draft

    def _text(self, row: Row) -> str:
        self._row = row
        self._read.add(row)
        return self._found.text(row)

    def _answers(self, row: Row) -> tuple[str, dict[str, str]]:
        """The text of a row, and the answers in it by path; several for one path one after the other."""
        text = self._text(row)
        found: dict[str, str] = {}
        for path, answer in texts.answers_in(text, row):
            if answer:
                found[path] = f"{found[path]}\n{answer}" if path in found else answer
        return text, found

    def _ask(self, path: str, question: str, words: str, guess: str | None = None) -> None:
        self._counts[path] += 1
        # Beyond that, the words stay in the question about the whole row.
        if self._counts[path] <= _MOST_QUESTIONS:
            self._quoted.update(words.split("\n"))
            heading = self._found.rows[self._row].heading if self._row in self._found.rows else ""
            self._draft.questions.append(Question(path, question, words=words, guess=guess or "", place=heading))

    def _state(self, block: str, values: dict[str, object]) -> None:
        """Put what the row says into the record."""
        if values:
            self._draft.record[block] = {**values, "evidence": f"{SOURCE_KEY}:{self._row}"}

    # --- Where, who, when ---

    def _location(self) -> None:
        """Country, region, places and scope, each behind its label."""
        text = self._text(Row.LOCATION)
        answers: defaultdict[str, list[str]] = defaultdict(list)
        for path, answer in texts.answers_in(text, Row.LOCATION):
            # A label is for its line, and for the next one where a list goes on.
            lines = re.split(r"(?<![,;\s])\s*\n", answer, maxsplit=1) if path else ["", answer]
            answers[path].append(lines[0])
            answers[""] += lines[1:]
        label = " ".join(answers["location.country"])
        stated = meant_country(label) or country_in(label)
        country = stated or country_in(text)
        location: dict[str, object] = {"country": country} if country else {}
        named = [line for line in answers["location.region"] if line and meant_country(line) is None]
        # A colon within a name is that of another label.
        answers[""] += [line for line in named if ":" in line]
        region = " ".join(", ".join(dict.fromkeys(line for line in named if ":" not in line)).split())
        if region:
            within = rf"\s+in {re.escape(COUNTRIES[country])}$" if country else "$^"
            location["region"] = re.sub(within, "", region.removeprefix("Region of "))
        # The names in a list of places, without what kind of place they are.
        listed = "\n".join(answers["location.places"])
        names = re.split(r"\s*[,;\n]\s*|\s+and\s+", listed.rpartition(":")[2])
        bare = (PHRASES["kind_of_place"].sub("", name.strip(" .")) for name in names)
        places = [place for place in bare if 0 < len(place) < 60]
        if places:
            location["places"] = places
        scope = " ".join(answers["location.scope"])
        term = meant_term(Scope, scope) if scope else None
        if term is not None:
            location["scope"] = term.value
        elif text:
            guess = Scope.SEVERAL_PLACES if len(places) > 1 else Scope.LOCAL if places else None
            self._ask("location.scope", "how large an area does it cover?", scope or text, guess)
        if text and stated is None:
            self._ask("location.country", "in which country?", text, country)
        elif rest := "\n".join(filter(None, answers[""])):
            self._ask("location.region", "which region or places are these?", rest)
        self._state("location", location)

    def _organisations(self) -> None:
        """The bodies that the row names; what is not stated of their types and roles is `other`, and asked."""
        _, answers = self._answers(Row.ORGANISATIONS)
        names, rest = answers.get("organisations[].name", ""), answers.get("", "")
        if not names:
            names, _, rest = rest.partition("\n")
        # Without line ends, a type runs on into the description of the body.
        kinds, _, more = answers.get("organisations[].type", "").partition("\n")
        background = "\n".join(filter(None, [answers.get("organisations[].background"), more, rest]))
        if len(kinds) > 120:
            first, _, after = kinds.partition(". ")
            background, kinds = f"{first}. {after}\n{background}", first[:120]
        kinds = re.split(r"(?<=[a-z])(?=[A-Z][a-z])", kinds)[0]
        bodies, unsure = _bodies(names)
        types = [kind for part in _COMMA.split(kinds) for kind in re.split(r"\s+and\s+", part.strip()) if kind]
        alone = len(bodies) == 1
        listed = []
        for number, name in enumerate(bodies):
            given = types[number] if len(types) == len(bodies) else types[0] if len(types) == 1 else ""
            guess = _type_of(name, given)
            # Which type or role is whose is stated only where there is one of each: the row is for who is in charge.
            stated = alone and guess is not None and guess is meant_term(OrganisationType, given)
            type = guess if stated and guess else OrganisationType.OTHER
            role = OrganisationRole.LEAD if alone else OrganisationRole.OTHER
            cited = f"{SOURCE_KEY}:{Row.ORGANISATIONS}"
            listed.append({"name": name, "type": type.value, "role": role.value, "evidence": cited})
            at = f"organisations[{number}]"
            if not stated:
                self._ask(f"{at}.type", "what kind of body is it?", f"{name}: {kinds or 'not stated'}", guess)
            if not alone:
                ask = "what does it do for the practice: lead, implementer, partner, funder or another role?"
                self._ask(f"{at}.role", ask, name, "implementer" if number else "lead")
        for words in unsure:
            self._ask("organisations", "is this a separate organisation, and which?", words)
        if background.strip():
            ask = "what does the text say about the organisation itself, in your own words?"
            self._ask("organisations[0].background" if listed else "organisations", ask, background)
        if listed:
            self._draft.record["organisations"] = listed

    def _duration(self) -> None:
        """Start and end where the row says nothing else; a doubtful date, and the status that follows, are asked."""
        text, answers = self._answers(Row.DURATION)
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
        if start and (not certain or PHRASES["about"].search(start_text) or len(_DATE.findall(start_text)) > 1):
            self._ask(
                "duration.start", "when did it start?", start_text if certain else text, _about(start_text) or start
            )
        elif start:
            duration["start"] = start
            self._more_precise(start)
        self._row = Row.DURATION
        remark = re.sub(r"^\W+|\W+$", "", f"{start_rest} {rest}")
        duration |= self._end(text, end_text, f"{start_rest} {rest}", certain=certain, started=start is not None)
        if PHRASES["recurs"].search(remark):
            self._ask("duration.recurring", "how often does it take place?", remark)
        elif remark and not _goes_on(remark):
            self._ask("duration.note", "does this change how the dates are to be read?", remark)
        self._state("duration", duration)

    def _end(self, text: str, end_text: str, remarks: str, *, certain: bool, started: bool) -> dict[str, object]:
        """The end, and the status where the row says it: a date does not, since the form may be older or newer."""
        end = _first_date(end_text)
        if end is None:
            if _goes_on(end_text.split("\n", maxsplit=1)[0]) or _goes_on(remarks):
                return {"end": "ongoing", "status": "running"}
            if started or PHRASES["goes_on"].search(f"{end_text} {remarks}"):
                self._ask("duration.end", "is it still going on?", text, "ongoing")
                self._ask("duration.status", "is it still running?", text, "running")
            return {}
        meant = {EndIs.MINIMUM: "at_least", EndIs.EXPECTED: "expected"}
        kind = next((kind for kind, words in meant.items() if PHRASES[words].search(end_text)), None)
        if kind is not None or not certain:
            middle = PHRASES["middle"].search(end_text)
            ask = "is this about June?" if middle else "when does or did it end?"
            self._ask("duration.end", ask, end_text, f"{middle[1]}-06" if middle else _about(end_text) or end)
        if kind is not None:
            self._ask("duration.end_is", "is the end stated, expected or a minimum?", end_text, kind)
        words = " ".join(f"{end_text} {remarks}".split())
        over = PartialDate.parse(end).last < self._as_of
        status = "running" if not over else "paused" if PHRASES["resumes"].search(words) else "completed"
        self._ask("duration.status", "is it running, paused, completed or ended early?", words, status)
        return {"end": end} if kind is None and certain else {}

    def _more_precise(self, start: str) -> None:
        """Another row may know the month of a year."""
        for row in (Row.SUMMARY, Row.DETAILS, Row.RESULTS, Row.TRANSFER, Row.ORGANISATIONS) if len(start) == 4 else ():
            text = self._text(row)
            for match in _DATE.finditer(text):
                found = meant_date(match[0]) or ""
                sentence = sentence_at(text, match.start(), match.end())
                if found.startswith(f"{start}-") and PHRASES["began"].search(sentence):
                    self._ask("duration.start", "is this the exact start?", sentence, found)
                    return

    # --- Money, people, results ---

    def _resources(self) -> None:
        """Sums, shares, payers and people, all as questions: whose they are, rules cannot tell."""
        text, answers = self._answers(Row.RESOURCES)
        for payer, words in _payers(text, answers.get("resources.funding[].source", "")):
            ask = "does this pay for the practice; in what form, from which level, how much?"
            self._ask("resources.funding[].source", ask, words, payer)
        ask = "what is this sum for: the whole practice or a part, and for which time?"
        known: set[str] = set()
        for row in (Row.RESOURCES, Row.SUMMARY, Row.DETAILS, Row.RESULTS):
            stated = list(islice(texts.sums(self._text(row), bare=row is Row.RESOURCES), _MOST_QUESTIONS))
            # A sum may come twice in the row of resources; in another row it is the same again.
            self._ask_about("resources.budget[].amount", ask, [sum for sum in stated if sum.text not in known])
            known.update(sum.text for sum in stated)
        self._row = Row.RESOURCES
        needed = answers.get("resources.budget[].amount", "")
        if needed and not any(texts.sums(needed, bare=True)) and (bare := texts.bare_sum(needed)):
            self._ask("resources.budget[].amount", "in which currency, and what is this sum for?", needed, bare)
        for match in islice(_SHARE.finditer(text), _MOST_QUESTIONS):
            sentence = sentence_at(text, match.start(), match.end())
            share = match[1].replace(",", ".")
            self._ask("resources.funding[].share", "whose share is this, and of what?", sentence, share)
        for counted in islice(texts.staff(text), _MOST_QUESTIONS):
            ask = f"who are these ({counted.what}), and how are they counted?"
            sentence = sentence_at(text, counted.start, counted.end)
            self._ask("resources.staff[].count", ask, sentence, counted.number)
        people = answers.get("resources.staff[].who", "")
        if people and not any(texts.staff(people)):
            number = re.match(r"\D{0,20}?(\d{1,4})\b", people)
            ask = "who works for it, and how many?"
            self._ask("resources.staff[].count", ask, people, number and number[1])
        self._whole(Row.RESOURCES, "resources.note", "what else does the text say about money and people?")

    def _results(self) -> None:
        """Figures, each a question of whether it is a result and how far along the chain of effects."""
        known: set[tuple[str, str]] = set()
        for row in (Row.RESULTS, Row.SUMMARY, Row.DETAILS):
            new = []
            for figure in islice(texts.figures(self._text(row), things=row is not Row.RESULTS), _MOST_QUESTIONS):
                key = figure.number, figure.what.split(" ")[-1]
                new += [] if key in known else [figure]
                known.add(key)
            ask = "is this a result (output, outcome or impact), and in which period?"
            self._ask_about("results.metrics[].value", ask, new)
        self._sentences(Row.RESULTS, "quality_assurance")
        self._whole(Row.RESULTS, "results.narrative", "what was achieved, in your own words?")

    def _ask_about(self, path: str, ask: str, found: Iterable[texts.Figure]) -> None:
        """Ask about figures in the row that is read, each with its sentence."""
        for figure in found:
            sentence = sentence_at(self._found.text(self._row), figure.start, figure.end)
            self._asked.add(sentence)
            self._ask(path, ask, sentence, figure.text)

    def _sentences(self, row: Row, only: str = "") -> None:
        """Ask about the sentences with a word that matters; `only` about lists whose path begins so."""
        counts = Counter[str]()
        for sentence in texts.sentences(self._text(row)):
            if sentence in self._asked:
                continue
            for about in texts.WORDS["sentences"]:
                path = about["path"]
                wanted = path.startswith(only) and counts[path] < _MOST_SENTENCES
                if wanted and re.search(rf"\b(?:{about['words']})", sentence, re.IGNORECASE):
                    self._ask(path, about["ask"], sentence)
                    self._asked.add(sentence)
                    counts[path] += 1
                    break

    def _whole(self, row: Row, path: str, ask: str) -> None:
        """The sentences of a row that no question quotes, so that nothing is lost."""
        rest = [sentence for sentence in texts.sentences(self._text(row)) if sentence not in self._quoted]
        if rest:
            self._ask(path, ask, "\n".join(rest))

    def _links(self, block: str, row: Row) -> None:
        """Every address with the words before it; words without an address are asked about."""
        self._text(row)
        items: dict[str, str] = {}
        paragraphs = self._found.rows[row].paragraphs if row in self._found.rows else ()
        for label, url in (link for paragraph in paragraphs for link in _links(paragraph)):
            if url is None:
                self._ask(f"{block}[].label", "which address does this lead to?", label)
            else:
                # Where nothing says what it is, it is named by its site.
                site = re.sub(r"^https?://(?:www\.)?", "", url).split("/")[0]
                items.setdefault(url, label or site or url)
        if items:
            self._draft.record[block] = [{"label": label, "url": url} for url, label in items.items()]


def _bodies(names: str) -> tuple[list[str], list[str]]:
    """The bodies in a list of names, and parts that may belong to the one before."""
    bodies: list[str] = []
    unsure: list[str] = []
    if _COMMA.search(names):
        # What separates names is a comma, so a line only ends for want of room.
        names = " ".join(names.split())
    for part in PHRASES["together"].split(names.strip()):
        for name in _COMMA.split(part.strip(" .")):
            plain = name.strip()
            if not plain or PHRASES["other_bodies"].match(plain):
                continue
            if len(plain) > _LONGEST_NAME or plain[0].islower() or ":" in plain or len(bodies) >= _MOST_BODIES:
                unsure.append(plain)
                continue
            if bodies and PHRASES["part_of_a_body"].search(plain):
                unsure.append(f"{bodies[-1]}, {plain}")
                bodies[-1] = f"{bodies[-1]}, {plain}"
            else:
                bodies.append(plain)
    return bodies, unsure


def _type_of(name: str, stated: str) -> OrganisationType | None:
    """The type by what is stated, if that means one, else by the name; a public body by its name first."""
    found = (
        kind for kind, words in texts.WORDS["bodies"].items() if re.search(rf"(?<!\w)(?:{words})", name, re.IGNORECASE)
    )
    by_name = next(found, None)
    if by_name is not None or not stated or PHRASES["public"].search(stated):
        # "Public body" and "NGO" say less than a name such as City of Leuven; without one they say too little.
        return next((term for term in OrganisationType if term.value == by_name), None)
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


def _about(text: str) -> str | None:
    """The first date in a text with the words that make it less certain: `2004~` for *since about 2004*."""
    about, date = PHRASES["about"].search(text), _DATE.search(text)
    return meant_date(text[about.start() : date.end()].strip()) if about and date else None


def _goes_on(text: str) -> bool:
    """Whether an answer says that the practice goes on, and nothing else."""
    words = [re.sub(r"^\W+|\W+$", "", part) for part in text.split("/")]
    return all(meant_ongoing(part) or PHRASES["goes_on"].fullmatch(part) is not None for part in words)


def _payers(text: str, stated: str) -> Iterator[tuple[str, str]]:
    """Who is said to pay, with the words that say it."""
    seen = set()
    for name in re.split(r"\s*[;\n]\s*|\s+and\s+|,\s+(?=[A-Z])", stated.split("\n", maxsplit=1)[0]) if stated else ():
        if name and name not in seen:
            seen.add(name)
            yield name, stated
    for match in PHRASES["funded"].finditer(text):
        sentence = sentence_at(text, match.start(), match.end())
        for part in re.split(r",\s+(?=[A-Z])|\s+and\s+(?=[A-Z])", match["who"].strip()):
            name = PHRASES["name_ends"].split(part.strip(" ,"))[0].removesuffix(" and")
            if len(name) > 3 and name not in seen:
                seen.add(name)
                yield name, sentence


def _links(paragraph: Paragraph) -> Iterator[tuple[str, str | None]]:
    """The addresses that are seen, each with its label; words without one, with None; then addresses behind words."""
    at, known = 0, set[str]()
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
        url = address if address.startswith("http") else f"https://{address}"
        yield label, url
        known.add(url.rstrip("/"))
        at = end
    rest = text[at:].strip(" .,;:()-")
    words = {link.text for link in paragraph.links}
    if re.search(r"[^\W\d_]{3}", rest) and rest not in words and not (at and len(rest) < 12):
        yield rest, None
    hidden = {link.url: link.text for link in paragraph.links if re.match(r"https?://", link.url)}
    for url, label in hidden.items():
        if url.rstrip("/") not in known and not _URL.search(label):
            yield label, url
