"""The conclusions of a report: what regions share, differ in and can learn, counted from coded fields.

Also how a report names criteria, practices and regions, on all its pages.
"""

from collections.abc import Iterator, Sequence

from secon_cli.analysis.comparison import cut
from secon_cli.analysis.report import STATEMENTS, RegionGap, Report
from secon_cli.analysis.sides import Commonality, TermUse
from secon_cli.output import document as doc
from secon_cli.output.document import Line, Text, data, joined, line, muted, strong
from secon_cli.output.numbers import count, points
from secon_cli.output.pages.regions import short_names
from secon_cli.output.pages.template_rows import term_words
from secon_cli.output.renderers.markdown import markdown_blocks

_NAMED = 5
"""Practices that a sentence names."""
_TERMS = 4
"""Values of a coded field that a sentence names."""


def conclusions(report: Report) -> Iterator[doc.Block]:
    """The chapter: what is counted, then the author's own words."""
    return _Conclusions(report).blocks()


def wrapped(title: str) -> doc.Column:
    """A column of sentences."""
    return doc.Column(title, flex=True, wrap=True)


class ReportWords:
    """How a report names what it is about."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.rubric = report.rubric
        self.titles = report.titles
        self.regions_by_name = short_names(report.regions)

    def criterion(self, key: str) -> Text:
        """A criterion by its title."""
        return data(self.rubric.criteria[key].title)

    def practice(self, id: str) -> Text:
        """A practice by its title."""
        return data(self.titles[id], strong=True)

    def named(self, ids: Sequence[str]) -> Line:
        """Practices by their titles; of many, the first."""
        shown, more = cut(ids, _NAMED)
        return line(joined([self.practice(id) for id in shown]), f" and {more} more" if more else "")

    def region(self, name: str) -> Text:
        """A region by its short name."""
        return data(self.regions_by_name.get(name, name))

    def ends(self, gap: RegionGap) -> Line:
        """The lowest and the highest score of regions on a criterion, and what that is worth."""
        scores, sides = gap.scores, self.report.regions.regions
        low, high = min(scores.scores), max(scores.scores)
        best, weakest = (
            joined([self.region(sides[place].name) for place in sorted(places)])
            for places in (scores.best, scores.weakest)
        )
        worth = f"), worth {points(scores.weighted)} points of the total"
        return line(f"from {points(low)} (", weakest, f") to {points(high)} (", best, worth)


class _Conclusions(ReportWords):
    """The chapter, part by part."""

    def blocks(self) -> Iterator[doc.Block]:
        """What regions share, differ in and can learn, counted from coded fields; then the author's own words."""
        yield doc.Heading("Conclusions across regions")
        several = len(self.report.regions.regions) > 1
        if several:
            regions = self.report.regions.regions
            counted = count(sum(len(side.practices) for side in regions))
            yield doc.Paragraph(
                f"Counted from coded fields of {counted} of {count(len(regions), 'region')}. What a source does not "
                "state is not counted, though it may exist."
            )
            yield doc.Heading("Emphases", 3)
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
            yield from self._differences()
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
        items = []
        for path in paths:
            field = self.report.conclusions.field(path)
            if field is None:
                continue
            regions = len(self.report.regions.regions)
            stated = "" if field.regions == regions else f" (stated by {field.regions} of {count(regions, 'region')})"
            items.append(line(strong(f"{field.title}{stated}: "), self._use(field)))
        if items:
            yield doc.Items(items)

    def _use(self, field: Commonality) -> Line:
        """Who uses which values of a coded field, in a sentence."""
        common = field.shared or field.most_common
        parts: list[Text] = []
        if common:
            names = [line(data(term_words(use.term)), f" ({count(len(use.regions), 'region')})") for use in common]
            lead = "shared by most: " if field.shared else "shared by several, though not by most: "
            parts.append(line(lead, joined(names[:_TERMS]), *_and_more(common)))
        if field.rare:
            rare = [line(data(term_words(use.term)), " (", self.region(use.regions[0]), ")") for use in field.rare]
            parts.append(line("in one region only: ", joined(rare[:_TERMS]), *_and_more(field.rare)))
        return line(joined(parts, "; ") if parts else "no value is shared or sets a region apart", ".")

    def _differences(self) -> Iterator[doc.Block]:
        gaps = self.report.findings.gaps
        if not gaps:
            return
        yield doc.Heading("Differences", 3)
        items = []
        for gap in gaps:
            open = [
                end for end, certain in (("highest", gap.best_certain), ("lowest", gap.weakest_certain)) if not certain
            ]
            hold = f"; unknown facts could change the {' and the '.join(open)}" if open else ""
            items.append(
                line(data(self.rubric.criteria[gap.scores.id].title, strong=True), ": ", self.ends(gap), hold, ".")
            )
        yield doc.Items(items)

    def _lessons(self) -> Iterator[doc.Block]:
        if not self.report.conclusions.lessons:
            return
        yield doc.Heading("What regions can learn from each other", 3)
        yield doc.Paragraph(
            "Indicators on which no practice of a region scores, but a practice of another region has full points."
        )
        rows = []
        for region_lesson in self.report.conclusions.lessons:
            lesson = region_lesson.lesson
            teachers = [score.practice for score in lesson.full]
            shown, more = cut(teachers, 2)
            names = [line(data(practice.title), " (", self.region(practice.location.area), ")") for practice in shown]
            rows.append(
                doc.Row(
                    self.region(region_lesson.region),
                    data(self.rubric.criteria[lesson.criterion].indicators[lesson.indicator].title),
                    points(lesson.worth),
                    line(joined(names, "; "), f"; and {more} more" if more else ""),
                )
            )
        worth = doc.Column("Worth", doc.Align.RIGHT, long="Worth up to")
        yield doc.Table(
            [doc.Column("Region"), wrapped("Indicator"), worth, wrapped("Learn from")],
            rows,
            caption="Indicators with 0 points in a region and full points in others",
        )


def _and_more(uses: Sequence[TermUse]) -> Iterator[str]:
    if len(uses) > _TERMS:
        yield f" and {len(uses) - _TERMS} more"
