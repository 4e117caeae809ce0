"""The page of `report`: findings, criteria, ranking, regions, stability, every practice, conclusions, method, inputs.

One document for Markdown, Word and the web page. Chapters are headings of level 2, regions of level 3, practices of
level 4, the rows of the template of level 5. What another page says of a ranking, a region or a practice, too, is
asked of that page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files

from secon_cli.analysis.comparison import reasons
from secon_cli.analysis.report import STATEMENTS, Report
from secon_cli.analysis.robustness import SAFE
from secon_cli.output import document as doc
from secon_cli.output.document import Line, Text, data, joined, line, muted, prose, strong
from secon_cli.output.numbers import percent, points, share, span
from secon_cli.output.pages import regions, score
from secon_cli.output.pages.robustness import RobustnessPage, either, intervals_figure, ranks
from secon_cli.output.pages.shared import bands, left_out, provenance_text, right, score_span, some, term_words, wrapped
from secon_cli.output.pages.show import ShowPage
from secon_cli.output.pages.template_rows import practice_sheet
from secon_cli.output.plain_text import count
from secon_cli.output.renderers.markdown import markdown_blocks
from secon_cli.practice.vocabularies import COUNTRIES
from secon_cli.rubric.base import and_list, in_years

TITLE = "Good practices of the social economy, ranked and described"
_REASONS = 2
"""Facts that are named for what counted on an indicator."""
_DISAGREEMENTS = 5
"""Disagreements of assessors that are shown."""
_NAMED = 5
"""Practices that a sentence names."""
_TERMS = 4
"""Values of a coded field that a sentence names."""
_TEACHERS = 2
"""Practices to learn from that are named for an indicator."""
NO_VERDICT = (
    "Scores say how much of what the criteria ask for is described, and supported by evidence, in the sources that "
    "were read. They are not a verdict on the people who do the work, nor on regions: each partner selected a few "
    "examples."
)


def report_page(report: Report) -> doc.Document:
    """The whole report."""
    return doc.Document([block for chapter in report_chapters(report).values() for block in chapter], chapters=True)


def report_chapters(report: Report, *, sheets: bool = True) -> Mapping[str, Sequence[doc.Block]]:
    """The chapters by name, in their order, with or without the sheets of practices; empty where nothing is to say."""
    page = _ReportPage(report)
    return {
        "cover": [*page.cover()],
        "findings": [*page.findings()],
        "criteria": [*page.criteria()],
        "ranking": [*page.ranking()],
        "regions": [*page.regions()],
        "sureness": [*page.sureness()],
        "panel": [*page.panel()],
        "practices": [*page.practices(sheets=sheets)],
        "conclusions": [*page.conclusions()],
        "method": [*page.method()],
        "inputs": [*page.inputs()],
    }


class _ReportPage:
    """The page of a report; its methods are its chapters, in their order."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.rubric = report.rubric
        self.titles = report.titles
        self._short_names = regions.short_names(report.regions)

    # --- What a report is about, by name ------------------------------------------------------------------------------

    def criterion(self, key: str, *, strong: bool = False) -> Text:
        return data(self.rubric.criteria[key].title, strong=strong)

    def named(self, ids: Sequence[str]) -> Line:
        """Practices by their titles; of many, the first."""
        return some([data(self.titles[id], strong=True) for id in ids], _NAMED)

    def region(self, name: str) -> Text:
        return data(self._short_names.get(name, name))

    # --- Cover and findings -------------------------------------------------------------------------------------------

    def cover(self) -> Iterator[doc.Block]:
        report, rubric, findings = self.report, self.rubric, self.report.findings
        described = len(report.profiles)
        shown = count(findings.practices)
        countries = "1 country" if findings.countries == 1 else f"{findings.countries} countries"
        if described < findings.practices:
            shown = f"{described} described, of {shown} that were ranked"
        version = f", version {rubric.version} ({rubric.sha256[:8]})"
        yield doc.Heading(data(report.title) if report.title else TITLE, 1)
        yield doc.Facts(
            [
                doc.Fact("Practices", [f"{shown}, from {count(findings.regions, 'region')} of {countries}"]),
                doc.Fact("Rubric", [line(data(rubric.title or rubric.rubric), version)]),
                doc.Fact("Judged as of", [_day(rubric.as_of)]),
                doc.Fact("Computed by", [f"secon {report.provenance.version}"]),
            ]
        )
        yield doc.Note(NO_VERDICT)
        yield from left_out(replace(report.provenance, inputs=report.practice_files))
        if report.introduction:
            yield doc.Heading("Introduction", new_page=True)
            yield from markdown_blocks(report.introduction)

    def findings(self) -> Iterator[doc.Block]:
        yield doc.Heading("What the ranking says", new_page=not self.report.introduction)
        items = [*self._first(), *self._groups(), *self._gate()]
        if levels := self._best_and_weakest():
            items.append(line(levels, "."))
        findings = self.report.findings
        if findings.gaps:
            scores = findings.gaps[0]
            differ = (
                "Regions differ most on " if findings.separates_certain else "On stated facts, regions differ most on "
            )
            ends = regions.range_words(self.report.regions, scores)
            items.append(line(differ, self.criterion(scores.id), ": ", *ends, "."))
        yield doc.Items(items)

    def _first(self) -> Iterator[Line]:
        first, robustness = self.report.findings.first, self.report.robustness
        names = self.named(first.ids)
        if first.fails_gate:
            yield line("No practice passes the gate; among those that fail it, ", names, " has the highest total.")
            return
        verb = "is first" if len(first.ids) == 1 else "share the first place"
        if robustness is None or first.lead is None or first.draws is None:
            yield line(names, f" {verb}.")
            return
        safely = "" if first.safe else ", but not safely"
        still = ""
        if first.safe and first.certain:
            safely = ", safely"
        elif first.safe:
            still = "; unknown facts could still change that"
        # A lead that rounds to nothing is not "0.0 points".
        lead = f"{points(first.lead) if first.lead else 'less than 0.1'} points ahead of the next"
        drawn = f"{either(*first.draws)} of {robustness.sampling.draws:,} draws of other weights and of unknown facts"
        yield line(names, f" {verb}{safely}: {lead}, and still first in {drawn}{still}.")
        threshold = robustness.conclusions.first_changes
        if threshold is None:
            yield line("No change of a single weight alters the first place.")
            return
        side = "above" if threshold.threshold > threshold.share else "below"
        yield line(
            "The smallest change of one weight that alters the first place: ",
            self.criterion(threshold.criterion),
            f" from {percent(threshold.share)} to {side} {percent(threshold.threshold)}; then ",
            self.named([threshold.by]),
            " overtakes.",
        )

    def _groups(self) -> Iterator[Line]:
        robustness = self.report.robustness
        if robustness is None:
            return
        groups = [group for group in robustness.conclusions.groups if not group.fails_gate]
        single = [ranks((group.first, group.last)) for group in groups if len(group.ids) == 1 and group.holds]
        wide = [ranks((group.first, group.last)) for group in groups if len(group.ids) > 1]
        if single:
            stated, them = (f"Rank {single[0]}", "it") if len(single) == 1 else (f"Ranks {and_list(single)}", "them")
            held = f"the lines around {them} hold in at least {share(SAFE)} of the draws"
            yield line(f"{stated} can be stated: {held}.")
        if wide:
            groups_of, inside = ("a group", "it") if len(wide) == 1 else ("groups", "each")
            yield line(
                f"Ranks {and_list(wide)} are {groups_of}: inside {inside}, no line between two ranks holds in "
                f"{share(SAFE)} of the draws, so do not quote single ranks."
            )

    def _gate(self) -> Iterator[Line]:
        findings, needed = self.report.findings, self.rubric.gate_years
        if needed is None:
            return
        met = findings.practices - len(findings.not_met) - len(findings.uncertain)
        were = "was" if met == 1 else "were"
        parts: list[Text] = [f"{met} of {count(findings.practices)} {were} certainly in place for {in_years(needed)}"]
        if findings.uncertain:
            parts += ["; it is uncertain for ", self.named(findings.uncertain)]
        if findings.not_met:
            parts += ["; in place for less, and so ranked after all others: ", self.named(findings.not_met)]
        yield line(*parts, ".")

    # --- Criteria, ranking, regions -----------------------------------------------------------------------------------

    def criteria(self) -> Iterator[doc.Block]:
        yield doc.Heading("Criteria and weights")
        yield doc.Paragraph(
            "A practice scores 0 to 100 on each criterion. Its total is the mean of these scores by weight. "
            "Indicators, thresholds and the reasons for them are in the rubric."
        )
        levels = self.report.findings.levels
        mean = doc.Column("Mean", doc.Align.RIGHT, long="Mean score")
        yield doc.Table(
            [doc.Column("Criterion"), wrapped("What it asks"), *right("Weight"), mean],
            [
                doc.Row(
                    *(self.criterion(key, strong=True), data(criterion.asks)),
                    *(percent(self.rubric.shares[key]), span(levels[key])),
                )
                for key, criterion in self.rubric.criteria.items()
            ],
            caption="What the criteria ask, how much they weigh, and how far the practices meet them",
        )
        if "weight" in self.report.provenance.options:
            yield doc.Note("These weights differ from those of the rubric.")

    def ranking(self) -> Iterator[doc.Block]:
        ranking = self.report.ranking
        yield doc.Heading("Ranking")
        yield score.ranking_figure(ranking)
        yield score.heat_map(ranking, self._best_and_weakest())
        yield from score.open_gates(ranking)
        meaning = "The total counts only what is certain; `up to` assumes the best of everything vague or unknown. "
        yield doc.Note(line(meaning, bands(self.rubric), "."))

    def _best_and_weakest(self) -> Text:
        """Which criterion is met best, and which least; empty of a rubric with one criterion."""
        findings = self.report.findings
        if len(findings.levels) < 2:
            return ""
        (best, high), *_, (weakest, low) = findings.levels.items()
        return line(
            "" if findings.highest_certain and findings.lowest_certain else "On stated facts, ",
            self.criterion(best),
            f" is met best (mean {points(high.low)} of 100), ",
            self.criterion(weakest),
            f" least ({points(low.low)})",
        )

    def regions(self) -> Iterator[doc.Block]:
        table = self.report.regions
        if len(table.regions) < 2:
            return
        yield doc.Heading("Regions")
        yield doc.Paragraph(
            "Each number is the mean of the few practices that a partner selected. This ranks these examples, not the "
            "regions."
        )
        yield regions.regions_figure(table)
        yield from regions.without_practice(table)

    # --- How stable the ranks are -------------------------------------------------------------------------------------

    def sureness(self) -> Iterator[doc.Block]:
        robustness = self.report.robustness
        if robustness is None:
            return
        page, sampling = RobustnessPage(robustness), robustness.sampling
        yield doc.Heading("How stable the ranks are")
        yield doc.Paragraph(
            f"Weights are a choice. The practices were ranked under {sampling.draws:,} random sets of weights near "
            "those in force, with unknown facts drawn too."
        )
        groups = page.groups(clipped=False)
        yield groups._replace(caption="Groups of ranks, and how often the line below each holds")
        yield doc.Note(
            f"Line: in at least {share(SAFE)} of the draws, no practice crosses it. ≈: the order of the two is a coin "
            "toss."
        )
        yield doc.Heading("Where each practice may rank", 3)
        caption = intervals_figure(robustness).caption
        drawn = "The darker, the more draws give that rank; ≈: the order with the next is a coin toss"
        yield doc.Figure(caption._replace(subtitle=drawn), page.picture())
        yield doc.Note(
            "90 %: the ranks in nine draws of ten. Possible: best and worst rank under the weights in force, over all "
            f"unknown facts. Shares of draws are exact to ±{100 * sampling.share_error:.1f} points, 19 times in 20."
        )
        yield doc.Heading("How far a weight can move", 3)
        yield doc.Paragraph(
            "The range of each weight, others in proportion, in which the first place, the first "
            f"{robustness.top} or the whole order stay the same."
        )
        yield page.weight_table()._replace(caption="The range of each weight in which ranks hold, and what it decides")

    def panel(self) -> Iterator[doc.Block]:
        panel = self.report.panel
        if panel is None:
            return
        from secon_cli.output.pages.panel import PanelPage

        yield doc.Heading("What the assessors say")
        page = PanelPage(panel, full=False)
        for block in (*page.head(), *page.rankings(), *page.to_discuss(_DISAGREEMENTS), *page.agreement()):
            # Below a chapter, the title of the page is a sentence, and every other heading is one level deeper.
            if not isinstance(block, doc.Heading):
                yield block
            elif block.level == 1:
                yield doc.Paragraph([replace(span, strong=True) for span in line(block.text)])
            else:
                yield doc.Heading(block.text, block.level + 1)

    # --- Practices ----------------------------------------------------------------------------------------------------

    def practices(self, *, sheets: bool) -> Iterator[doc.Block]:
        yield doc.Heading("The practices by region", new_page=True)
        yield doc.Note(
            "In brackets: the rows of the source, and the numbers of notes. Not stated: looked for, not found. Not "
            "assessed: no one has looked."
        )
        same = alike(self.report)
        for row in practice_sheet(self.report.profiles[0].scored.assessment.practice).rows:
            if row.key in same:
                lines = joined(row.facts[0].lines, "; ")
                yield doc.Note(line(f"All {len(self.report.profiles)} were {row.heading.lower()} by: ", lines, "."))
        for place, (region, profiles) in enumerate(self.report.by_region if sheets else ()):
            places = (profile.scored.assessment.practice.location for profile in profiles)
            countries = and_list(list(dict.fromkeys(COUNTRIES[place.country] for place in places)))
            yield doc.Heading(line(data(region), muted(f", {countries}")), 3, new_page=place > 0)
            for number, profile in enumerate(profiles):
                page = ShowPage(profile, same)
                yield doc.Heading(data(page.practice.title), 4, new_page=number > 0)
                yield from self._described(page)

    def _described(self, page: ShowPage) -> Iterator[doc.Block]:
        yield doc.Paragraph(page.total())
        yield doc.Paragraph(page.gate())
        yield from page.record(5)
        yield doc.Heading("Scores, and what counted", 5)
        rows = []
        for criterion, printed in zip(page.assessment.criteria, page.profile.printed, strict=True):
            number = score_span(criterion.score, self.rubric, strong=True)
            adds = strong(percent(criterion.weight)), strong(points(printed.contribution))
            rows.append(doc.Row(self.criterion(criterion.id, strong=True), number, *adds, ""))
            for indicator, part in zip(criterion.indicators, printed.indicators, strict=True):
                rule = self.rubric.criteria[criterion.id].indicators[indicator.id]
                counted = reasons(indicator)
                words = some([prose(reason.short) for reason in counted], _REASONS, "; ")
                value = points(indicator.score) if indicator.assessed else "–"
                rows.append(doc.Row(data(rule.title), value, percent(indicator.weight), points(part), words))
        heads = right("Score", "Weight", "Adds")
        yield doc.Table([wrapped("Criterion, indicator"), *heads, wrapped("What counted")], rows)
        yield from page.steps(level=5)

    # --- Conclusions --------------------------------------------------------------------------------------------------

    def conclusions(self) -> Iterator[doc.Block]:
        yield doc.Heading("Conclusions across regions", new_page=True)
        sides = self.report.regions.regions
        several = len(sides) > 1
        if several:
            counted = count(sum(len(side.practices) for side in sides))
            yield doc.Paragraph(
                f"Counted from coded fields of {counted} of {count(len(sides), 'region')}. What a source does not "
                "state is not counted, though it may exist."
            )
            yield doc.Heading("Topics, aspirations and groups served", 3)
            yield from self._counted(
                "details.topics[]",
                "relevance.aspirations[].aspiration",
                "details.beneficiaries[].group",
                "ethics.safeguards[].kind",
            )
            yield doc.Heading("Scale, organisations and funding", 3)
            yield from self._counted(
                "location.scope",
                "organisations[].type",
                "resources.funding[].kind",
                "resources.funding[].level",
                "sustainability.risks[].kind",
            )
            if items := regions.differences(self.report.regions):
                yield from (doc.Heading("Differences", 3), doc.Items(items))
        ranks = {scored.assessment.practice.id: scored.rank for scored in self.report.everyone}
        for path, heading in (("details.innovation", "Innovations"), ("details.challenges", "Challenges")):
            statements = self.report.conclusions.statements[path]
            if statements:
                yield doc.Heading(heading, 3)
                if several:
                    yield from self._counted(STATEMENTS[path])
                rows = [
                    doc.Row(
                        data(term_words(statement.kind)),
                        data(statement.what),
                        line(self.region(statement.region), muted(f" {ranks[statement.practice]}")),
                    )
                    for statement in statements
                ]
                columns = [doc.Column("Kind"), wrapped("What"), doc.Column("Region, rank")]
                yield doc.Table(columns, rows, caption=f"{heading} by kind")
        if several:
            yield doc.Heading("Quality assurance", 3)
            yield from self._counted("quality_assurance[].instrument")
        yield from self._lessons()
        if self.report.closing:
            yield doc.Heading("The authors' conclusions", 3)
            yield from markdown_blocks(self.report.closing, 4)

    def _counted(self, *paths: str) -> Iterator[doc.Block]:
        """Which values of coded fields regions share, and which only one has."""
        fields = filter(None, map(self.report.conclusions.field, paths))
        if items := regions.uses(self.report.regions, fields, _TERMS):
            yield doc.Items(items)

    def _lessons(self) -> Iterator[doc.Block]:
        rows = []
        for region, lesson in self.report.conclusions.lessons:
            teachers = [
                line(data(score.practice.title), " (", self.region(score.practice.location.area), ")")
                for score in lesson.full
            ]
            indicator = data(self.rubric.criteria[lesson.criterion].indicators[lesson.indicator].title)
            named = some(teachers, _TEACHERS, "; ")
            rows.append(doc.Row(self.region(region), indicator, points(lesson.worth), named))
        if not rows:
            return
        yield doc.Heading("What regions can learn from each other", 3)
        yield doc.Paragraph(
            "Indicators on which no practice of a region scores, but a practice of another region has full points."
        )
        worth = doc.Column("Worth", doc.Align.RIGHT, long="Worth up to")
        yield doc.Table(
            [doc.Column("Region"), wrapped("Indicator"), worth, wrapped("Learn from")],
            rows,
            caption="Indicators with 0 points in a region and full points in others",
        )

    # --- Method and inputs --------------------------------------------------------------------------------------------

    def method(self) -> Iterator[doc.Block]:
        rubric = self.rubric
        yield doc.Heading("Method and limits")
        text = files("secon_cli.output.pages").joinpath("method.md").read_text(encoding="utf-8")
        if rubric.gate_years is None:
            # What a rubric does not have is not explained.
            text = "\n- ".join(item for item in text.split("\n- ") if not item.startswith("The gate"))
        years, as_of = in_years(rubric.gate_years or 0), _day(rubric.as_of)
        yield from markdown_blocks(text.format(unsupported=rubric.unsupported, years=years, as_of=as_of))

    def inputs(self) -> Iterator[doc.Block]:
        provenance = self.report.provenance
        yield doc.Heading("Inputs")
        place = " They ship with secon." if provenance.shipped else ""
        hashes = (
            f". Hash of the rubric in force: {self.rubric.sha256}. The hashes below are those of the files' contents "
            f"(SHA-256).{place}"
        )
        yield doc.Paragraph(line(provenance_text(provenance), hashes))
        rows = [doc.Row(data(source.path), data(source.sha256)) for source in provenance.inputs]
        yield doc.Table([wrapped("File"), wrapped("SHA-256")], rows, caption="Files that were read")


def alike(report: Report) -> frozenset[str]:
    """The rows that are the same for all practices, and so are given once: by whom and from what they were coded."""
    coded = [profile.scored.assessment.practice.coded for profile in report.profiles]
    return frozenset({"coded"} if coded[0] and len(coded) > 1 and coded.count(coded[0]) == len(coded) else ())


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
