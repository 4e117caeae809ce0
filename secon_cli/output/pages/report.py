"""The page of `report`: findings, criteria, ranking, regions, how sure, every practice, conclusions, method and inputs.

One document for Markdown, Word and the web page. Chapters are headings of level 2, regions of level 3, practices of
level 4, the rows of the template of level 5.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from secon_cli.analysis.comparison import cut, reasons
from secon_cli.analysis.profile import PracticeProfile
from secon_cli.analysis.report import Report
from secon_cli.analysis.robustness import SAFE
from secon_cli.analysis.robustness.study import Robustness
from secon_cli.analysis.sides import PracticeScore
from secon_cli.output import document as doc
from secon_cli.output.document import Line, Text, data, joined, line, muted, prose, strong
from secon_cli.output.numbers import count, gate_reason, listed, percent, points, share, span, total_points, whole
from secon_cli.output.pages.regions import regions_figure
from secon_cli.output.pages.report_conclusions import ReportWords, conclusions, wrapped
from secon_cli.output.pages.robustness import RobustnessPage, either, intervals_figure, ranks
from secon_cli.output.pages.score import heat_map, ranking_figure, ranking_table
from secon_cli.output.pages.shared import gate_span, left_out, provenance_text, ranked_as, right, score_span
from secon_cli.output.pages.template_rows import SheetRow, practice_sheet
from secon_cli.output.renderers.markdown import markdown_blocks
from secon_cli.practice.vocabularies import COUNTRIES

TITLE = "Good practices of the social economy, ranked and described"
STEPS = 3
_REASONS = 2
"""Facts that are named for what counted on an indicator."""
_DISAGREEMENTS = 5
"""Disagreements of assessors that are shown."""
NO_VERDICT = (
    "Scores say how much of what the criteria ask for is described, and supported by evidence, in the sources that "
    "were read. They are no verdict on the people who do the work, and none on regions: each partner selected a few "
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
        "conclusions": [*conclusions(report)],
        "method": [*page.method()],
        "inputs": [*page.inputs()],
    }


class _ReportPage(ReportWords):
    """The page of a report; its methods are its chapters, in their order."""

    # --- Cover and findings -------------------------------------------------------------------------------------------

    def cover(self) -> Iterator[doc.Block]:
        """Title, what was judged by what, and what a score is not."""
        report, rubric, found = self.report, self.rubric, self.report.findings
        described = len(report.profiles)
        shown = count(found.practices)
        countries = "1 country" if found.countries == 1 else f"{found.countries} countries"
        if described < found.practices:
            shown = f"{described} described, of {shown} that were ranked"
        yield doc.Heading(data(report.title) if report.title else TITLE, 1)
        yield doc.Facts(
            [
                doc.Fact("Practices", [f"{shown}, from {count(found.regions, 'region')} of {countries}"]),
                doc.Fact(
                    "Rubric",
                    [line(data(rubric.title or rubric.rubric), f", version {rubric.version} ({rubric.sha256[:8]})")],
                ),
                doc.Fact("Judged as of", [_day(rubric.as_of)]),
                doc.Fact("Computed by", [f"secon {report.provenance.version}"]),
            ]
        )
        yield doc.Note(NO_VERDICT)
        yield from left_out(replace(report.provenance, inputs=report.practice_files))
        if report.introduction:
            yield doc.Heading("Introduction")
            yield from markdown_blocks(report.introduction)

    def findings(self) -> Iterator[doc.Block]:
        """What the ranking says, one sentence each."""
        yield doc.Heading("What the ranking says")
        levels = self._best_and_weakest()
        sentences = [line(levels, ".")] if levels else []
        yield doc.Items([*self._first(), *self._groups(), *self._gate(), *sentences, *self._separates()])

    def _first(self) -> Iterator[Line]:
        first, robustness = self.report.findings.first, self.report.robustness
        names = self.named(first.ids)
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
                "The first place changes soonest with the weight of ",
                self.criterion(threshold.criterion),
                f": from {percent(threshold.share)} to {side} {percent(threshold.threshold)}, ",
                self.practice(threshold.by),
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
                "the draws, so do not quote single ranks."
            )

    def _gate(self) -> Iterator[Line]:
        found, needed = self.report.findings, self.rubric.gate_years
        if needed is None:
            return
        met = found.practices - len(found.not_met) - len(found.uncertain)
        parts: list[Text] = [
            f"{met} of {count(found.practices)} {'was' if met == 1 else 'were'} certainly in place for {needed:g} years"
        ]
        if found.uncertain:
            parts += ["; the dates leave it open for ", self.named(found.uncertain)]
        if found.not_met:
            parts += ["; in place for less, and so ranked after all others: ", self.named(found.not_met)]
        yield line(*parts, ".")

    def _separates(self) -> Iterator[Line]:
        found = self.report.findings
        if not found.gaps:
            return
        gap = found.gaps[0]
        stated = "" if found.separates_certain else "On stated facts, "
        words = "Regions differ most" if not stated else "regions differ most"
        yield line(stated, words, " on ", self.criterion(gap.scores.id), ": ", self.ends(gap), ".")

    # --- Criteria, ranking, regions -----------------------------------------------------------------------------------

    def criteria(self) -> Iterator[doc.Block]:
        """What was asked, with which weight, and how far the practices meet it."""
        yield doc.Heading("Criteria and weights")
        yield doc.Paragraph(
            "A practice scores 0 to 100 on each criterion. Its total is the mean of these scores by weight. "
            "Indicators, thresholds and the reasons for them are in the rubric."
        )
        levels = {level.id: level for level in self.report.findings.levels}
        yield doc.Table(
            [
                *(doc.Column("Criterion"), wrapped("What it asks"), *right("Weight")),
                doc.Column("Mean", doc.Align.RIGHT, long="Mean score"),
            ],
            [
                doc.Row(
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
            yield doc.Note("These weights differ from those of the rubric.")

    def ranking(self) -> Iterator[doc.Block]:
        """The table, and why a practice is not certain to pass the gate."""
        ranking = self.report.ranking
        yield doc.Heading("Ranking")
        yield replace(ranking_figure(ranking), table=ranking_table(ranking, criteria=False))
        yield replace(heat_map(ranking, self._best_and_weakest()), table=self._criteria_table())
        open_gates = [scored for scored in ranking.practices if scored.assessment.gate.is_doubtful]
        if open_gates:
            yield doc.Items(
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
        yield doc.Note(
            line(
                "The total counts only what is certain; `up to` assumes the best of everything vague or unknown. "
                "Bands: ",
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
        stated = "" if found.highest_certain and found.lowest_certain else "On stated facts, "
        return line(
            stated,
            self.criterion(best.id),
            f" is met best (mean {points(best.mean)} of 100), ",
            self.criterion(weakest.id),
            f" least ({points(weakest.mean)})",
        )

    def _criteria_table(self) -> doc.Table:
        practices, criteria = self.report.ranking.practices, self.rubric.criteria.values()
        scores = (doc.Column(data(one.heading), doc.Align.RIGHT, long=data(one.title)) for one in criteria)
        return doc.Table(
            [*right("#"), doc.Column("Practice", flex=True, narrowest=16), *scores],
            [
                doc.Row(
                    str(scored.rank),
                    data(scored.assessment.practice.title),
                    *(score_span(one.score, self.rubric, whole(one.score)) for one in scored.assessment.criteria),
                )
                for scored in practices
            ],
        )

    def regions(self) -> Iterator[doc.Block]:
        """All regions by all criteria."""
        table = self.report.regions
        if len(table.regions) < 2:
            return
        yield doc.Heading("Regions")
        yield doc.Paragraph(
            "Each number is the mean of the few practices that a partner selected. This ranks these examples, not the "
            "regions."
        )
        yield regions_figure(table)
        if table.missing:
            yield doc.Paragraph(line("Without a practice that passes the gate: ", data(", ".join(table.missing)), "."))

    # --- How sure -----------------------------------------------------------------------------------------------------

    def sureness(self) -> Iterator[doc.Block]:
        """How far the ranks depend on weights and on what is unknown."""
        robustness = self.report.robustness
        if robustness is None:
            return
        page = RobustnessPage(robustness)
        sampling = robustness.sampling
        yield doc.Heading("How stable the ranks are")
        yield doc.Paragraph(
            f"Weights are a choice. The practices were ranked under {sampling.draws:,} random sets of weights near "
            "those in force, with unknown facts drawn too."
        )
        yield self._groups_table(robustness)
        yield doc.Note(
            f"Line: in at least {share(SAFE)} of the draws, no practice crosses it. ≈: the order of the two is a coin "
            "toss."
        )
        yield doc.Heading("Where each practice may rank", 3)
        yield replace(intervals_figure(robustness), table=self._rank_table(robustness))
        yield doc.Note(
            "Nine in ten: the ranks in nine draws of ten. Possible: best and worst rank under the weights in force, "
            "over all unknown facts. Shares of draws are exact to "
            f"±{100 * sampling.share_error:.1f} points, 19 times in 20."
        )
        yield doc.Heading("How far a weight can move", 3)
        yield doc.Paragraph(
            "The range of each weight, others in proportion, in which the first place, the first "
            f"{robustness.top} or the whole order stay the same."
        )
        yield page.weight_table()._replace(caption="The range of each weight in which ranks hold, and what it decides")

    def _groups_table(self, robustness: Robustness) -> doc.Table:
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
            rows.append(doc.Row(ranks((group.first, group.last)), line(*names), held))
        return doc.Table(
            [*right("Ranks"), wrapped("Practices"), *right("Line holds")],
            rows,
            caption="Groups of ranks, and how often the line below each holds",
        )

    def _rank_table(self, robustness: Robustness) -> doc.Table:
        practice = doc.Column("Practice", flex=True, narrowest=20)
        usual, possible = doc.Column("Nine in ten", doc.Align.CENTER), doc.Column("Possible", doc.Align.CENTER)
        return doc.Table(
            [*right("Rank"), practice, usual, *right("First", f"First {robustness.top}"), possible],
            [
                doc.Row(
                    *(str(row.scored.rank), data(row.scored.assessment.practice.title), ranks(row.weights.interval)),
                    *(either(row.weights.first, row.joint.first), either(row.weights.top, row.joint.top)),
                    ranks(row.possible),
                )
                for row in robustness.rows
            ],
        )

    def panel(self) -> Iterator[doc.Block]:
        """The assessors' ratings next to the rubric's."""
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
        """Every practice by region: the rows of its template, its scores, and three steps."""
        yield doc.Heading("The practices by region")
        yield doc.Note(
            "In brackets: the rows of the source, and the numbers of notes. Not stated: looked for, not found. Not "
            "assessed: no one has looked."
        )
        same = alike(self.report)
        for row in practice_sheet(self.report.profiles[0].scored.assessment.practice).rows:
            if row.key in same:
                lines = joined(row.facts[0].lines, "; ")
                yield doc.Note(line(f"All {len(self.report.profiles)} were {row.heading.lower()} by: ", lines, "."))
        for region, profiles in self.report.by_region if sheets else ():
            countries = listed(
                list(dict.fromkeys(COUNTRIES[one.scored.assessment.practice.location.country] for one in profiles))
            )
            yield doc.Heading(line(data(region), muted(f", {countries}")), 3)
            for profile in profiles:
                yield from self._described(profile, same)

    def _described(self, profile: PracticeProfile, without: Collection[str]) -> Iterator[doc.Block]:
        assessment = profile.scored.assessment
        practice = assessment.practice
        sheet = practice_sheet(practice, without=without)
        band = line(" · ", data(assessment.band)) if assessment.band else ""
        high = "" if span(assessment.range) == points(assessment.total) else f" (up to {points(assessment.range.high)})"
        yield doc.Heading(data(practice.title), 4)
        yield doc.Paragraph(
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
            yield doc.Heading(row.heading, 5)
            yield from row_blocks(row)
        if sheet.notes:
            yield doc.Heading("Notes on the source", 5)
            yield doc.Items([data(note) for note in sheet.notes], ordered=True)
        yield doc.Heading("Scores, and what counted", 5)
        yield self._scores(profile)
        if profile.steps:
            yield doc.Heading("What would raise the total most", 5)
            yield doc.Items(
                [
                    doc.Item(
                        line(
                            data(f"{step.title}: ", strong=True),
                            prose(step.improve),
                            muted(" ("),
                            self.criterion(step.criterion),
                            muted(")"),
                        ),
                        mark=strong(f"+{points(step.gain)}"),
                    )
                    for step in profile.steps[:STEPS]
                ]
            )

    def _scores(self, profile: PracticeProfile) -> doc.Table:
        rows = []
        for criterion, printed in zip(profile.scored.assessment.criteria, profile.printed, strict=True):
            rows.append(
                doc.Row(
                    data(self.rubric.criteria[criterion.id].title, strong=True),
                    score_span(criterion.score, self.rubric, strong=True),
                    strong(percent(criterion.weight)),
                    strong(points(printed.contribution)),
                    "",
                )
            )
            for indicator, part in zip(criterion.indicators, printed.indicators, strict=True):
                rule = self.rubric.criteria[criterion.id].indicators[indicator.id]
                found = reasons(PracticeScore(profile.scored.assessment.practice, indicator), rule.measure)
                shown, more = cut(found, _REASONS)
                words = joined([prose(reason.short) for reason in shown], "; ")
                rows.append(
                    doc.Row(
                        data(rule.title),
                        points(indicator.score) if indicator.assessed else "–",
                        *(percent(indicator.weight), points(part)),
                        line(words, f"; and {more} more" if more else ""),
                    )
                )
        columns = [wrapped("Criterion, indicator"), *right("Score", "Weight", "Adds"), wrapped("What counted")]
        return doc.Table(columns, rows)

    # --- Method and inputs --------------------------------------------------------------------------------------------

    def method(self) -> Iterator[doc.Block]:
        """How the numbers come about, and what they do not say."""
        rubric, gate = self.rubric, self.rubric.gate_years
        yield doc.Heading("Method and limits")
        items: list[Text] = [
            "Facts were coded from the sources into one file for each practice; claims that count cite their place.",
            (
                "The rubric turns facts into values of indicators; weighted arithmetic means of these give the "
                "criteria and the total. It counts what is stated, not the length or warmth of the description."
            ),
            (
                f"A claim without evidence counts {rubric.unsupported:g} of its points. What was not assessed earns "
                "nothing and raises the upper end of the range."
            ),
        ]
        if gate is not None:
            items.append(
                f"The gate asks for at least {gate:g} years in place as of {_day(rubric.as_of)}. Practices that "
                "fail it are scored like the others, and ranked after them."
            )
        items += [
            "Weights are a judgement, so ranks are given with their stability under other weights.",
            (
                "A practice that is described briefly may score less than it deserves. If a score is low, improve the "
                "description first."
            ),
            (
                "The practices were chosen by their partners. They are examples, not a sample of a region, and the "
                "means of two practices say little about a region."
            ),
        ]
        yield doc.Items(items)

    def inputs(self) -> Iterator[doc.Block]:
        """The files that went in, and what is needed to compute the numbers again."""
        provenance = self.report.provenance
        yield doc.Heading("Inputs")
        place = " They ship with secon." if provenance.shipped else ""
        yield doc.Paragraph(
            line(
                provenance_text(provenance),
                f". Hash of the rubric in force: {self.rubric.sha256}. The hashes below are those of the files' "
                f"contents (SHA-256).{place}",
            )
        )
        yield doc.Table(
            [wrapped("File"), wrapped("SHA-256")],
            [doc.Row(data(one.path), data(one.sha256)) for one in provenance.inputs],
            caption="Files that were read",
        )


def alike(report: Report) -> frozenset[str]:
    """The rows that are the same for all practices, and so are given once: by whom and from what they were coded."""
    coded = [profile.scored.assessment.practice.coded for profile in report.profiles]
    return frozenset({"coded"} if coded[0] and len(coded) > 1 and coded.count(coded[0]) == len(coded) else ())


def row_blocks(row: SheetRow) -> Iterator[doc.Block]:
    """What a row of the template holds: what has no label of its own as text or a list, the rest in two columns."""
    labelled = [fact for fact in row.facts if fact.label]
    for fact in row.facts:
        if not fact.label:
            yield doc.Paragraph(fact.lines[0]) if len(fact.lines) == 1 else doc.Items(fact.lines)
    if labelled:
        yield doc.Facts(labelled)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
