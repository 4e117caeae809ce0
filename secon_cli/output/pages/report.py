"""The page of `report`: findings, criteria, ranking, regions, how sure, every practice, conclusions, method and inputs.

One document for Markdown, Word and the web page. Chapters are headings of level 2, regions of level 3, practices of
level 4, the rows of the template of level 5.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from secon_cli.analysis.comparison import cut, reasons
from secon_cli.analysis.profile import PracticeProfile
from secon_cli.analysis.regions import Commonality, TermUse
from secon_cli.analysis.report import STATEMENTS, CodedStatement, RegionGap, Report
from secon_cli.analysis.robustness import SAFE
from secon_cli.analysis.robustness.study import Robustness
from secon_cli.analysis.sides import PracticeScore
from secon_cli.engine.assessment import CriterionAssessment
from secon_cli.output.document import (
    Align,
    Block,
    Column,
    Divider,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Items,
    Line,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
    data,
    joined,
    line,
    muted,
    prose,
    strong,
)
from secon_cli.output.markdown_text import markdown_blocks
from secon_cli.output.numbers import count, gate_reason, listed, percent, points, share, span, total_points, whole
from secon_cli.output.pages.figures import heat_map, intervals_figure, ranking_figure, regions_figure
from secon_cli.output.pages.regions import short_names
from secon_cli.output.pages.robustness import RobustnessPage, either, ranks
from secon_cli.output.pages.shared import gate_span, left_out, provenance_text, ranked_as, region_of, score_span
from secon_cli.output.pages.template_rows import SheetRow, practice_sheet, term_words
from secon_cli.practice.time_in_place import GateState
from secon_cli.practice.vocabularies import COUNTRIES

TITLE = "Good practices of the social economy, ranked and described"
STEPS = 3
_REASONS = 2
"""Facts that are named for what counted on an indicator."""
_DISAGREEMENTS = 5
"""Disagreements of assessors that are shown."""
_NAMED = 5
"""Practices that a sentence names."""
_TERMS = 4
"""Values of a coded field that a sentence names."""
NO_VERDICT = (
    "Scores say how much of what the criteria ask for is described, and supported by evidence, in the sources that "
    "were read. They are no verdict on the people who do the work, and none on regions: each partner selected a few "
    "examples."
)


def report_page(report: Report) -> Document:
    """The whole report."""
    return Document([block for chapter in report_chapters(report).values() for block in chapter], chapters=True)


def report_chapters(report: Report) -> Mapping[str, Sequence[Block]]:
    """The chapters by name, in their order; a chapter that there is nothing to say in is empty."""
    page = _ReportPage(report)
    return {
        "cover": [*page.cover()],
        "findings": [*page.findings()],
        "criteria": [*page.criteria()],
        "ranking": [*page.ranking()],
        "regions": [*page.regions()],
        "sureness": [*page.sureness()],
        "panel": [*page.panel()],
        "practices": [*page.practices()],
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
        self.regions_by_name = short_names(report.regions)

    def _criterion(self, key: str) -> Text:
        return data(self.rubric.criteria[key].title)

    def _practice(self, id: str) -> Text:
        return data(self.titles[id], strong=True)

    def _practices(self, ids: Sequence[str]) -> Line:
        """Practices by their titles; of many, the first."""
        shown, more = cut(ids, _NAMED)
        return line(joined([self._practice(id) for id in shown]), f" and {more} more" if more else "")

    def _region(self, name: str) -> Text:
        return data(self.regions_by_name.get(name, name))

    # --- Cover and findings -------------------------------------------------------------------------------------------

    def cover(self) -> Iterator[Block]:
        """Title, what was judged by what, and what a score is not."""
        report, rubric, found = self.report, self.rubric, self.report.findings
        described = len(report.profiles)
        shown = count(found.practices)
        if described < found.practices:
            shown = f"{described} described, of {shown} that were ranked"
        yield Heading(data(report.title) if report.title else TITLE, 1)
        yield Facts(
            [
                Fact("Practices", [f"{shown}, from {count(found.regions, 'region')} of {_countries(found.countries)}"]),
                Fact(
                    "Rubric",
                    [line(data(rubric.title or rubric.rubric), f", version {rubric.version} ({rubric.sha256[:8]})")],
                ),
                Fact("Judged as of", [_day(rubric.as_of)]),
                Fact("Computed by", [f"secon {report.provenance.version}"]),
            ]
        )
        yield Note(NO_VERDICT)
        yield from left_out(replace(report.provenance, inputs=report.practice_files))
        if report.introduction:
            yield Heading("Introduction")
            yield from markdown_blocks(report.introduction)

    def findings(self) -> Iterator[Block]:
        """What the ranking says, one sentence each."""
        yield Heading("What the ranking says")
        yield Items([*self._first(), *self._groups(), *self._gate(), *self._levels(), *self._separates()])

    def _first(self) -> Iterator[Line]:
        first, robustness = self.report.findings.first, self.report.robustness
        names = self._practices(first.ids)
        if first.fails_gate:
            yield line("No practice passes the gate; among those that fail it, ", names, " has the highest total.")
            return
        if robustness is None or first.lead is None or first.draws is None:
            yield line(names, " is first." if len(first.ids) == 1 else " share the first place.")
            return
        verb = "is first" if len(first.ids) == 1 else "share the first place"
        drawn = f"{either(*first.draws)} of {robustness.sampling.draws:,} draws of other weights and of what is unknown"
        # A lead that rounds to nothing is not "0.0 points".
        lead = f"{points(first.lead) if first.lead else 'less than 0.1'} points ahead of the next"
        if first.safe and first.certain:
            yield line(names, f" {verb}, safely: {lead}, and in front in {drawn}.")
        elif first.safe:
            yield line(names, f" {verb}: {lead}, and in front in {drawn}; what is unknown could still change that.")
        else:
            yield line(names, f" {verb}, but not safely: {lead}, and in front in {drawn}.")
        threshold = robustness.conclusions.first_changes
        if threshold is None:
            yield line("No change of a single weight alters the first place.")
        else:
            side = "above" if threshold.threshold > threshold.share else "below"
            yield line(
                "Of single weights, the one that has to move least to change the first place is that of ",
                self._criterion(threshold.criterion),
                f": from {percent(threshold.share)} to {side} {percent(threshold.threshold)}, ",
                self._practice(threshold.by),
                " overtakes.",
            )

    def _groups(self) -> Iterator[Line]:
        robustness = self.report.robustness
        if robustness is None:
            return
        groups = [group for group in robustness.conclusions.groups if not group.fails_gate]
        single = [ranks((group.first, group.last)) for group in groups if len(group.ids) == 1 and group.holds]
        wide = [ranks((group.first, group.last)) for group in groups if len(group.ids) > 1]
        least = share(SAFE)
        if len(single) == 1:
            yield line(f"Rank {single[0]} can be stated: the lines around it hold in at least {least} of the draws.")
        elif single:
            yield line(
                f"Ranks {listed(single)} can be stated: the lines around them hold in at least {least} of the draws."
            )
        if wide:
            groups_of, inside = ("a group", "it") if len(wide) == 1 else ("groups", "each")
            yield line(
                f"Ranks {listed(wide)} are {groups_of}: inside {inside}, no line between two ranks holds in {least} of "
                "the draws, so single ranks should not be quoted."
            )

    def _gate(self) -> Iterator[Line]:
        found, needed = self.report.findings, self.rubric.gate_years
        if needed is None:
            return
        met = found.practices - len(found.not_met) - len(found.uncertain)
        parts: list[Text] = [f"{met} of {count(found.practices)} {_were(met)} certainly in place for {needed:g} years"]
        if found.uncertain:
            parts += ["; the dates leave it open for ", self._practices(found.uncertain)]
        if found.not_met:
            parts += ["; in place for less, and so ranked after all others: ", self._practices(found.not_met)]
        yield line(*parts, ".")

    def _levels(self) -> Iterator[Line]:
        found = self.report.findings
        if len(found.levels) < 2:
            return
        best, weakest = found.levels[0], found.levels[-1]
        stated = "" if found.highest_certain and found.lowest_certain else ", going by what is stated"
        yield line(
            "The practices meet ",
            self._criterion(best.id),
            f" best (mean {points(best.mean)} of 100) and ",
            self._criterion(weakest.id),
            f" least ({points(weakest.mean)}){stated}.",
        )

    def _separates(self) -> Iterator[Line]:
        found = self.report.findings
        if not found.gaps:
            return
        gap = found.gaps[0]
        stated = "" if found.separates_certain else "Going by what is stated, "
        words = "Regions differ most" if not stated else "regions differ most"
        yield line(stated, words, " on ", self._criterion(gap.scores.id), ": ", self._ends(gap), ".")

    def _ends(self, gap: RegionGap) -> Line:
        scores, sides = gap.scores, self.report.regions.regions
        low, high = min(scores.scores), max(scores.scores)
        best, weakest = (
            joined([self._region(sides[place].name) for place in sorted(places)])
            for places in (scores.best, scores.weakest)
        )
        worth = f"), worth {points(scores.weighted)} points of the total"
        return line(f"from {points(low)} (", weakest, f") to {points(high)} (", best, worth)

    # --- Criteria, ranking, regions -----------------------------------------------------------------------------------

    def criteria(self) -> Iterator[Block]:
        """What was asked, with which weight, and how far the practices meet it."""
        yield Heading("Criteria and weights")
        yield Paragraph(
            "A practice scores 0 to 100 on each criterion. Its total is the mean of these scores by weight. "
            "Indicators, thresholds and the reasons for them are in the rubric."
        )
        levels = {level.id: level for level in self.report.findings.levels}
        yield Table(
            [
                Column("Criterion"),
                Column("What it asks", flex=True, wrap=True),
                Column("Weight", Align.RIGHT),
                Column("Mean", Align.RIGHT, long="Mean score"),
            ],
            [
                Row(
                    data(criterion.title, strong=True),
                    data(criterion.asks),
                    percent(self.rubric.shares[key]),
                    span(levels[key].range),
                )
                for key, criterion in self.rubric.criteria.items()
            ],
            caption="What the criteria ask, how much they weigh, and how far the practices meet them",
        )
        if "weight" in self.report.provenance.options:
            yield Note("These weights differ from those of the rubric.")

    def ranking(self) -> Iterator[Block]:
        """The table, and why a practice is not certain to pass the gate."""
        ranking = self.report.ranking
        yield Heading("Ranking")
        yield replace(ranking_figure(ranking), table=self._totals())
        yield replace(heat_map(ranking, self._best_and_weakest()), table=self._criteria_table())
        open_gates = [scored for scored in ranking.practices if scored.assessment.gate is not GateState.MET]
        if open_gates:
            yield Items(
                [
                    line(
                        gate_span(scored.assessment.gate),
                        f" {scored.rank} ",
                        data(scored.assessment.practice.title),
                        f": {gate_reason(scored.assessment, self.rubric)}{ranked_as(scored)}.",
                    )
                    for scored in open_gates
                ]
            )
        yield Note(
            line(
                "The total is what is certain; `up to` is what it would be if everything vague or unknown turned out "
                "well. Bands: ",
                joined(line(data(band.name), f" from {band.at_least:g}") for band in self.rubric.bands),
                ".",
            )
        )

    def _best_and_weakest(self) -> Text:
        """Which criterion is met best, and which least; empty of a rubric with one criterion."""
        found = self.report.findings
        if len(found.levels) < 2:
            return ""
        best, weakest = found.levels[0], found.levels[-1]
        stated = "" if found.highest_certain and found.lowest_certain else "Going by what is stated, "
        return line(
            stated,
            self._criterion(best.id),
            f" is met best (mean {points(best.mean)} of 100), ",
            self._criterion(weakest.id),
            f" least ({points(weakest.mean)})",
        )

    def _totals(self) -> Table:
        """The ranking without the scores of the criteria, which the heat map shows."""
        before, rows = self.report.ranking.ranks_before, list[Row | Divider]()
        for scored in self.report.ranking.practices:
            assessment = scored.assessment
            if assessment.gate is GateState.NOT_MET and rows and not any(isinstance(row, Divider) for row in rows):
                rows.append(Divider(f"Not in place for {self.rubric.gate_years:g} years, so ranked after all others"))
            high = points(assessment.range.high)
            rows.append(
                Row(
                    str(scored.rank),
                    *([str(before[assessment.practice.id])] if before is not None else []),
                    data(assessment.practice.title),
                    region_of(assessment.practice),
                    gate_span(assessment.gate),
                    score_span(assessment.total, self.rubric, total_points(assessment.total, self.rubric), strong=True),
                    "" if high == points(assessment.total) else muted(high),
                    data(assessment.band or "–"),
                )
            )
        return Table(
            [
                Column("#", Align.RIGHT, long="Rank"),
                *([Column("was", Align.RIGHT)] if before is not None else []),
                Column("Practice", flex=True, narrowest=16),
                Column("Region", long="Partner region"),
                Column("Gate", Align.CENTER),
                Column("Total", Align.RIGHT),
                Column("up to", Align.RIGHT),
                Column("Band"),
            ],
            rows,
        )

    def _criteria_table(self) -> Table:
        return Table(
            [
                Column("#", Align.RIGHT),
                Column("Practice", flex=True, narrowest=16),
                *(
                    Column(data(criterion.heading), Align.RIGHT, long=data(criterion.title))
                    for criterion in self.rubric.criteria.values()
                ),
            ],
            [
                Row(
                    str(scored.rank),
                    data(scored.assessment.practice.title),
                    *(score_span(one.score, self.rubric, whole(one.score)) for one in scored.assessment.criteria),
                )
                for scored in self.report.ranking.practices
            ],
        )

    def regions(self) -> Iterator[Block]:
        """All regions by all criteria."""
        table = self.report.regions
        if len(table.regions) < 2:
            return
        yield Heading("Regions")
        yield Paragraph(
            "Each number is the mean of the few practices that a partner selected. The order is that of these "
            "examples, not of the regions."
        )
        yield regions_figure(table)
        if table.missing:
            yield Paragraph(line("Without a practice that passes the gate: ", data(", ".join(table.missing)), "."))

    # --- How sure -----------------------------------------------------------------------------------------------------

    def sureness(self) -> Iterator[Block]:
        """How far the ranks depend on weights and on what is unknown."""
        robustness = self.report.robustness
        if robustness is None:
            return
        page = RobustnessPage(robustness)
        sampling = robustness.sampling
        yield Heading("How sure the ranks are")
        yield Paragraph(
            f"Weights are a choice. {sampling.draws:,} other sets of weights were drawn around those in force, "
            "and what is unknown was drawn as well; the practices were ranked under each."
        )
        yield self._groups_table(robustness)
        yield Note(
            f"A line is drawn where no practice crosses it in at least {share(SAFE)} of the draws. ≈: which of the two "
            "is ahead is a coin toss."
        )
        yield Heading("Where each practice may rank", 3)
        yield replace(intervals_figure(robustness), table=_rank_table(robustness))
        yield Note(
            "Nine in ten: the ranks in nine draws of ten. Possible: best and worst rank under the weights in force, "
            "whatever is unknown. Shares of draws are exact to "
            f"±{100 * sampling.share_error:.1f} points, 19 times in 20."
        )
        yield Heading("How far a weight can move", 3)
        yield replace(page.weight_table(), caption="Shares of a weight between which ranks hold, and what it decides")
        yield Note(
            "Between these shares, with the other weights in proportion, the first place, the first "
            f"{robustness.top} or the whole order hold."
        )

    def _groups_table(self, robustness: Robustness) -> Table:
        after = {pair.ahead: pair for pair in robustness.neighbours}
        rows = []
        for group in robustness.conclusions.groups:
            names: list[Text] = []
            for place, id in enumerate(group.ids):
                if place:
                    names.append(" ≈ " if after[group.ids[place - 1]].coin_toss else " · ")
                names.append(data(self.titles[id]))
            pair = after.get(group.ids[-1])
            held = (
                "" if pair is None else "gate" if pair.by_gate else either(pair.odds.line_holds, pair.joint.line_holds)
            )
            rows.append(Row(ranks((group.first, group.last)), line(*names), held))
        return Table(
            [
                Column("Ranks", Align.RIGHT),
                Column("Practices", flex=True, wrap=True),
                Column("Line holds", Align.RIGHT),
            ],
            rows,
            caption="Groups of ranks, and how often the line below each holds",
        )

    def panel(self) -> Iterator[Block]:
        """The assessors' ratings next to the rubric's."""
        panel = self.report.panel
        if panel is None:
            return
        from secon_cli.output.pages.panel import PanelPage

        yield Heading("What the assessors say")
        page = PanelPage(panel, full=False)
        yield from _embedded([*page.head(), *page.rankings(), *page.to_discuss(_DISAGREEMENTS), *page.agreement()])

    # --- Practices ----------------------------------------------------------------------------------------------------

    def practices(self) -> Iterator[Block]:
        """Every practice by region: the rows of its template, its scores, and three steps."""
        yield Heading("The practices by region")
        yield Note(
            "In brackets: the rows of the source that say so, and the numbers of notes. Not stated: looked for, and "
            "not found there. Not assessed: no one has looked."
        )
        for row in practice_sheet(self.report.profiles[0].scored.assessment.practice).rows:
            if row.key in alike(self.report):
                lines = joined(row.facts[0].lines, "; ")
                yield Note(line(f"All {len(self.report.profiles)} were {row.heading.lower()} by: ", lines, "."))
        for region, profiles in self.report.by_region:
            countries = listed(
                list(dict.fromkeys(COUNTRIES[one.scored.assessment.practice.location.country] for one in profiles))
            )
            yield Heading(line(data(region), muted(f", {countries}")), 3)
            for profile in profiles:
                yield from self._described(profile)

    def _described(self, profile: PracticeProfile) -> Iterator[Block]:
        assessment = profile.scored.assessment
        practice = assessment.practice
        sheet = practice_sheet(practice, without=alike(self.report))
        band = line(" · ", data(assessment.band)) if assessment.band else ""
        high = "" if span(assessment.range) == points(assessment.total) else f" (up to {points(assessment.range.high)})"
        yield Heading(data(practice.title), 4)
        yield Paragraph(
            line(
                f"Rank {profile.scored.rank} of {profile.ranked} · ",
                strong(f"{total_points(assessment.total, self.rubric)} of 100"),
                high,
                band,
                " · gate ",
                gate_span(assessment.gate),
                f" {assessment.gate}",
            )
        )
        for row in sheet.rows:
            yield Heading(row.heading, 5)
            yield from row_blocks(row)
        if sheet.notes:
            yield Heading("Notes on the source", 5)
            yield Items([data(note) for note in sheet.notes], ordered=True)
        yield Heading("Scores, and what counted", 5)
        yield self._scores(profile)
        if profile.steps:
            yield Heading("What would raise the total most", 5)
            yield Items(
                [
                    Item(
                        line(
                            data(f"{step.title}: ", strong=True),
                            prose(step.improve),
                            muted(" ("),
                            self._criterion(step.criterion),
                            muted(")"),
                        ),
                        mark=strong(f"+{points(step.gain)}"),
                    )
                    for step in profile.steps[:STEPS]
                ]
            )

    def _scores(self, profile: PracticeProfile) -> Table:
        rows = []
        for criterion, printed in zip(profile.scored.assessment.criteria, profile.printed, strict=True):
            rows.append(
                Row(
                    data(self.rubric.criteria[criterion.id].title, strong=True),
                    score_span(criterion.score, self.rubric, strong=True),
                    strong(percent(criterion.weight)),
                    strong(points(printed.contribution)),
                    "",
                )
            )
            rows += self._indicators(profile, criterion, printed.indicators)
        return Table(
            [
                Column("Criterion, indicator", flex=True, wrap=True),
                Column("Score", Align.RIGHT),
                Column("Weight", Align.RIGHT),
                Column("Adds", Align.RIGHT),
                Column("What counted", flex=True, wrap=True),
            ],
            rows,
        )

    def _indicators(
        self, profile: PracticeProfile, criterion: CriterionAssessment, printed: Sequence[float]
    ) -> Iterator[Row]:
        for indicator, part in zip(criterion.indicators, printed, strict=True):
            rule = self.rubric.criteria[criterion.id].indicators[indicator.id]
            found = reasons(PracticeScore(profile.scored.assessment.practice, indicator), rule.measure)
            shown, more = cut(found, _REASONS)
            words = joined(
                [prose(reason.short) for reason in shown],
                "; ",
            )
            yield Row(
                data(rule.title),
                points(indicator.score) if indicator.assessed else "–",
                percent(indicator.weight),
                points(part),
                line(words, f"; and {more} more" if more else ""),
            )

    # --- Conclusions --------------------------------------------------------------------------------------------------

    def conclusions(self) -> Iterator[Block]:
        """What regions share, differ in and can learn, counted from coded fields; then the author's own words."""
        yield Heading("Conclusions across regions")
        several = len(self.report.regions.regions) > 1
        if several:
            regions = self.report.regions.regions
            counted = count(sum(len(side.practices) for side in regions))
            yield Paragraph(
                f"Counted from coded fields of {counted} of {count(len(regions), 'region')}. What a source does not "
                "state was not counted, which does not mean that it is not there."
            )
            yield Heading("Emphases", 3)
            yield from self._counted(
                "details.topics[]",
                "relevance.aspirations[].aspiration",
                "details.beneficiaries[].group",
                "ethics.safeguards[].kind",
            )
            yield Heading("Scale, organisations and funding", 3)
            yield from self._counted(
                "location.scope",
                "organisations[].type",
                "resources.funding[].kind",
                "resources.funding[].level",
                "sustainability.risks[].kind",
            )
            yield from self._differences()
        for path, heading in (("details.innovation", "Innovations"), ("details.challenges", "Challenges")):
            statements = self.report.conclusions.statements[path]
            if statements:
                yield Heading(heading, 3)
                if several:
                    yield from self._counted(STATEMENTS[path])
                yield replace(self._statement_table(statements), caption=f"{heading} by kind")
        if several:
            yield Heading("Quality assurance", 3)
            yield from self._counted("quality_assurance[].instrument")
        yield from self._lessons()
        if self.report.closing:
            yield Heading("The authors' conclusions", 3)
            yield from markdown_blocks(self.report.closing, 4)

    def _counted(self, *paths: str) -> Iterator[Block]:
        items = []
        for path in paths:
            field = self.report.conclusions.field(path)
            if field is None:
                continue
            regions = len(self.report.regions.regions)
            stated = "" if field.regions == regions else f" (stated by {field.regions} of {count(regions, 'region')})"
            items.append(line(strong(f"{field.title}{stated}: "), self._use(field)))
        if items:
            yield Items(items)

    def _use(self, field: Commonality) -> Line:
        """Who uses which values of a coded field, in a sentence."""
        common = field.shared or field.most_common
        parts: list[Text] = []
        if common:
            lead = "shared by most: " if field.shared else "shared by several, though not by most: "
            parts.append(line(lead, joined(_used(use) for use in common[:_TERMS]), *_and_more(common)))
        if field.rare:
            rare = [line(data(term_words(use.term)), " (", self._region(use.regions[0]), ")") for use in field.rare]
            parts.append(line("in one region only: ", joined(rare[:_TERMS]), *_and_more(field.rare)))
        return line(joined(parts, "; ") if parts else "nothing sets regions apart or is shared", ".")

    def _differences(self) -> Iterator[Block]:
        gaps = self.report.findings.gaps
        if not gaps:
            return
        yield Heading("Differences", 3)
        items = []
        for gap in gaps:
            hold = {
                (True, True): "",
                (True, False): "; unknown facts could change the lowest",
                (False, True): "; unknown facts could change the highest",
                (False, False): "; unknown facts could change both ends",
            }[gap.best_certain, gap.weakest_certain]
            items.append(
                line(data(self.rubric.criteria[gap.scores.id].title, strong=True), ": ", self._ends(gap), hold, ".")
            )
        yield Items(items)

    def _statement_table(self, statements: Sequence[CodedStatement]) -> Table:
        ranks = {scored.assessment.practice.id: scored.rank for scored in self.report.everyone}
        return Table(
            [
                Column("Kind"),
                Column("What", flex=True, wrap=True),
                Column("Region, rank"),
            ],
            [
                Row(
                    data(term_words(one.kind)),
                    data(one.what),
                    line(self._region(one.region), muted(f" {ranks[one.practice]}")),
                )
                for one in statements
            ],
        )

    def _lessons(self) -> Iterator[Block]:
        if not self.report.conclusions.lessons:
            return
        yield Heading("What regions can learn from each other", 3)
        yield Paragraph(
            "Indicators on which no practice of a region scores anything, and some of other regions score everything."
        )
        rows = []
        for found in self.report.conclusions.lessons:
            lesson = found.lesson
            teachers = [score.practice for score in lesson.full]
            shown, more = cut(teachers, 2)
            names = [line(data(practice.title), " (", self._region(practice.location.area), ")") for practice in shown]
            rows.append(
                Row(
                    self._region(found.region),
                    data(self.rubric.criteria[lesson.criterion].indicators[lesson.indicator].title),
                    points(lesson.worth),
                    line(joined(names, "; "), f"; and {more} more" if more else ""),
                )
            )
        yield Table(
            [
                Column("Region"),
                Column("Indicator", flex=True, wrap=True),
                Column("Worth", Align.RIGHT, long="Worth up to"),
                Column("Learn from", flex=True, wrap=True),
            ],
            rows,
            caption="What a region scores nothing on, and others everything",
        )

    # --- Method and inputs --------------------------------------------------------------------------------------------

    def method(self) -> Iterator[Block]:
        """How the numbers come about, and what they do not say."""
        rubric, gate = self.rubric, self.rubric.gate_years
        yield Heading("Method and limits")
        items: list[Text] = [
            "Facts were coded from the sources into one file for each practice; claims that count cite their place.",
            (
                "The rubric turns facts into values of indicators, indicators into criteria, and criteria into the "
                "total, by weighted arithmetic means. It counts what is stated, not how long or how warmly it is "
                "described."
            ),
            (
                f"A claim without evidence counts at {rubric.unsupported:g} of its worth. What was not assessed widens "
                "the range of a score upwards; it is never counted as present."
            ),
        ]
        if gate is not None:
            items.append(
                f"The gate asks for at least {gate:g} years in place as of {_day(rubric.as_of)}. Practices that "
                "fail it are scored as all others, and ranked after them."
            )
        items += [
            "Weights are a judgement, so ranks are given together with how far they hold under others.",
            (
                "A practice that is described briefly scores less than it may deserve. A low score asks for a better "
                "description before it asks for a better practice."
            ),
            (
                "The practices were chosen by their partners. They are examples, not a sample of a region, and the "
                "means of two practices say little about a region."
            ),
        ]
        yield Items(items)

    def inputs(self) -> Iterator[Block]:
        """The files that went in, and what is needed to compute the numbers again."""
        provenance = self.report.provenance
        yield Heading("Inputs")
        place = " They ship with secon." if provenance.shipped else ""
        yield Paragraph(
            line(
                provenance_text(provenance),
                f". Hash of the rubric in force: {self.rubric.sha256}. The hashes below are those of the files' "
                f"contents (SHA-256).{place}",
            )
        )
        yield Table(
            [Column("File", flex=True, wrap=True), Column("SHA-256", flex=True, wrap=True)],
            [Row(data(one.path), data(one.sha256)) for one in provenance.inputs],
            caption="Files that were read",
        )


def alike(report: Report) -> frozenset[str]:
    """The rows that are the same for all practices, and so are given once: by whom and from what they were coded."""
    coded = [profile.scored.assessment.practice.coded for profile in report.profiles]
    return frozenset({"coded"} if coded[0] and len(coded) > 1 and coded.count(coded[0]) == len(coded) else ())


def row_blocks(row: SheetRow) -> Iterator[Block]:
    """What a row of the template holds: what has no label of its own as text or a list, the rest in two columns."""
    labelled = [fact for fact in row.facts if fact.label]
    for fact in row.facts:
        if not fact.label:
            yield Paragraph(fact.lines[0]) if len(fact.lines) == 1 else Items(fact.lines)
    if labelled:
        yield Facts(labelled)


def _embedded(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of another page below a chapter, its title as a sentence."""
    for block in blocks:
        if isinstance(block, Heading):
            yield Paragraph(_strong(block.text)) if block.level == 1 else Heading(block.text, block.level + 1)
        else:
            yield block


def _strong(text: Text) -> Line:
    """The text, emphasised."""
    return tuple(strong(span.text) if not span.is_data else data(span.text, strong=True) for span in line(text))


def _rank_table(robustness: Robustness) -> Table:
    return Table(
        [
            Column("Rank", Align.RIGHT),
            Column("Practice", flex=True, narrowest=20),
            Column("Nine in ten", Align.CENTER),
            Column("First", Align.RIGHT),
            Column(f"First {robustness.top}", Align.RIGHT),
            Column("Possible", Align.CENTER),
        ],
        [
            Row(
                str(row.scored.rank),
                data(row.scored.assessment.practice.title),
                ranks(row.weights.interval),
                either(row.weights.first, row.joint.first),
                either(row.weights.top, row.joint.top),
                ranks(row.possible),
            )
            for row in robustness.rows
        ],
    )


def _used(use: TermUse) -> Line:
    return line(data(term_words(use.term)), f" ({count(len(use.regions), 'region')})")


def _and_more(uses: Sequence[TermUse]) -> Iterator[str]:
    if len(uses) > _TERMS:
        yield f" and {len(uses) - _TERMS} more"


def _countries(number: int) -> str:
    return "1 country" if number == 1 else f"{number} countries"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
