"""The record of one practice: its blocks follow the rows of the SECON template.

Absent is not empty: a field that is left out was not assessed (`None`), a written `[]` means that it was looked for and
not found; so does `not_stated` in place of a single value that may be left out. `docs/practice-format.md` is generated
from these models, so every description is written for partners.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, create_model, model_validator
from pydantic_core import PydanticCustomError, core_schema

from secon_cli.practice import vocabularies as v
from secon_cli.practice.values import (
    NOT_STATED,
    Amount,
    Country,
    Currency,
    Date,
    End,
    Evidence,
    Figure,
    FormatVersion,
    Length,
    PageRange,
    Share,
    Slug,
    SourceKey,
    Text,
    Title,
    Url,
)


class Block(BaseModel):
    """A part of the record: immutable, and without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    not_stated: ClassVar[frozenset[str]] = frozenset()
    """The single values that were looked for and are not stated: their fields are None. An instance has its own."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        # Half of all blocks have no such value; to ask each of them takes 1 % of the time of a ranking.
        schema = handler(source)
        if not any(may_be_not_stated(cls, name) for name in cls.model_fields):
            return schema
        # Where a block is used again, pydantic looks for the schema by this.
        ref = cast("dict[str, Any]", schema).pop("ref", None)
        return core_schema.no_info_before_validator_function(cls._three_states, schema, ref=ref)

    @classmethod
    def _three_states(cls, data: Any) -> Any:
        if type(data) is not dict or NOT_STATED not in data.values():
            return data
        absent = frozenset(name for name, value in data.items() if value == NOT_STATED and may_be_not_stated(cls, name))
        if not absent:
            return data
        block = cls.model_validate({name: value for name, value in data.items() if name not in absent})
        # Next to the fields, so that blocks that differ in this are not equal, and copies and processes keep it.
        block.__dict__["not_stated"] = absent
        return block


_NOTHING_SET: set[str] = set()


def forget_what_was_set(block: Block) -> None:
    """Drop pydantic's note of which fields of a block were given, which nothing asks for: 22 of 69 KB a practice."""
    object.__setattr__(block, "__pydantic_fields_set__", _NOTHING_SET)


@lru_cache(maxsize=1024)
def may_be_not_stated(block: type[BaseModel], name: str) -> bool:
    """Whether a field is a single value that may be left out, so that `not_stated` can take its place."""
    info = block.model_fields.get(name)
    if info is None or name == "note" or info.is_required() or info.default is not None:
        return False
    (kind,) = [kind for kind in get_args(info.annotation) if kind is not type(None)]
    return get_origin(kind) is not tuple and not (isinstance(kind, type) and issubclass(kind, BaseModel))


class Passage(Block):
    """A block of claims; its own evidence says where the coder looked."""

    evidence: Evidence = Field((), description="Where in the sources this block was looked for.")
    note: Text | None = Field(None, description="What is vague, contradictory or missing in the source.")


class Claim(Block):
    """A statement that counts, with the evidence for it."""

    evidence: Evidence = Field((), description="Where the claim comes from; without it, it counts only in part.")
    note: Text | None = Field(None, description="What is vague or contradictory about it, and which reading was taken.")


class Statement(Claim):
    """A plain statement."""

    what: Text = Field(description="The statement, in the project's own words.")


class Source(Block):
    """A document that claims cite."""

    title: Text = Field(description="Title of the document.")
    publisher: Text | None = Field(None, description="Who published it.")
    date: Date | None = Field(None, description="When it was published; `not_stated` for a page without a date.")
    accessed: Date | None = Field(None, description="When it was read: for a page whose `date` is `not_stated`.")
    url: Url | None = Field(None, description="Where it can be read.")
    pages: PageRange | None = Field(None, description="The pages that describe this practice, such as 17-20.")
    note: Text | None = Field(None, description="What is uncertain about the document or its pages.")


class Location(Claim):
    """Template row: location and geographical scope."""

    country: Country = Field(description="Country code of ISO 3166-1, such as LV; XK for Kosovo.")
    partner: Text | None = Field(None, description="The partner region that submitted the practice, in a project.")
    region: Text | None = Field(None, description="The region in which the practice works, as the source names it.")
    places: tuple[Text, ...] | None = Field(None, description="Cities, municipalities and villages where it works.")
    scope: v.Scope | None = Field(None, description="How wide an area it covers.")
    sites: Amount | None = Field(None, description="The number of similar sites where it works, if several.")

    @property
    def area(self) -> str:
        """What `compare` groups by: the partner region or, where there is none, the region, or else the country."""
        return self.partner or self.region or v.COUNTRIES[self.country]


class Organisation(Claim):
    """Template row: an organisation in charge, or one that takes part."""

    name: Text = Field(description="Name of the organisation, as the source gives it.")
    type: v.OrganisationType = Field(description="What kind of body it is.")
    role: v.OrganisationRole = Field(description="What it does for the practice.")
    background: Text | None = Field(None, description="What the source says about the organisation itself.")


class Duration(Claim):
    """Template row: duration of the practice."""

    start: Date | None = Field(None, description="First day, month or year in operation.")
    end: End | None = Field(None, description="Last day, month or year, `ongoing`, or `not_stated`.")
    end_is: v.EndIs | None = Field(None, description="Whether the end is stated, expected or a minimum.")
    in_place: Length | None = Field(None, description="How long it has run, if the source gives no start.")
    status: v.DurationStatus | None = Field(None, description="Whether it is at work, as far as the sources show.")
    recurring: Text | None = Field(None, description="How often it takes place, for events and courses.")


class Money(Claim):
    """A sum of money as the source states it."""

    amount: Amount | None = Field(None, description="The sum, in the currency's main unit.")
    currency: Currency | None = Field(None, description="Currency code of ISO 4217, such as EUR.")
    qualifier: v.Qualifier | None = Field(None, description="How the sum is to be read.")
    year: Date | None = Field(None, description="The year the sum is for.")
    period: Text | None = Field(None, description="The period it is for, if not a year.")
    every: v.Frequency | None = Field(None, description="How often it is paid or needed.")

    @model_validator(mode="after")
    def _amount_has_currency(self) -> "Money":
        if (self.amount is None) != (self.currency is None):
            raise PydanticCustomError("amount_currency", "an amount and its currency belong together")
        return self


class Funding(Money):
    """Where money or means come from."""

    source: Text = Field(description="Who or what pays.")
    kind: v.FundingKind = Field(description="In what form they pay.")
    level: v.FundingLevel | None = Field(None, description="From which level.")
    share: Share | None = Field(None, description="Percentage of the whole.")
    share_of: Text | None = Field(None, description="The whole of which this is a share, if not obvious.")


class Budget(Money):
    """A stated sum of what the practice costs, needs or received."""

    what: Text = Field(description="What the sum is for.")
    covers: v.Covers = Field(description="The whole practice, or a part of it.")
    kind: v.BudgetKind | None = Field(None, description="Running cost, investment, receipts or another kind of sum.")


class Staff(Claim):
    """People who do the work."""

    who: Text = Field(description="Their job, or where they work.")
    count: Amount | None = Field(None, description="How many.")
    unit: v.StaffUnit | None = Field(None, description="How they are counted.")
    qualifier: v.Qualifier | None = Field(None, description="How the figure is to be read.")
    volunteers: v.YesNo | None = Field(None, description="Whether they work without pay.")


class Resources(Passage):
    """Template row: resources."""

    funding: tuple[Funding, ...] | None = Field(None, description="Who pays, in what form, how much.")
    budget: tuple[Budget, ...] | None = Field(None, description="Stated sums of cost, need or receipts.")
    staff: tuple[Staff, ...] | None = Field(None, description="Who works for it, paid or not.")


class Challenge(Claim):
    """A difficulty that the practice faces."""

    what: Text = Field(description="The difficulty.")
    kind: v.ChallengeKind = Field(description="What it is about.")


class Innovation(Claim):
    """What is new about the practice."""

    what: Text = Field(description="What is new, and compared with what.")
    kind: v.InnovationKind = Field(description="In what way it is new.")


class Stakeholder(Claim):
    """A person or organisation with a stake in the practice."""

    who: Text = Field(description="Who they are.")


class Beneficiary(Claim):
    """People or organisations that the practice serves."""

    who: Text = Field(description="Who they are, in the words of the source.")
    group: v.BeneficiaryGroup = Field(description="The group they belong to.")


class Details(Passage):
    """Template row: detailed information."""

    topics: tuple[v.Topic, ...] | None = Field(None, description="What it is about, the most important first.")
    needs: tuple[Statement, ...] | None = Field(None, description="The needs that it meets.")
    objectives: tuple[Statement, ...] | None = Field(None, description="What it wants to achieve.")
    implementation: tuple[Statement, ...] | None = Field(None, description="How it works, step by step.")
    challenges: tuple[Challenge, ...] | None = Field(None, description="Difficulties met or expected.")
    innovation: tuple[Innovation, ...] | None = Field(None, description="What is new about it.")
    stakeholders: tuple[Stakeholder, ...] | None = Field(None, description="Who has a stake in it.")
    beneficiaries: tuple[Beneficiary, ...] | None = Field(None, description="Whom it serves.")


class Metric(Claim):
    """A result: a figure, or a result that the source names without one."""

    what: Text = Field(description="What was measured or achieved.")
    value: Figure | None = Field(None, description="The figure, or a range.")
    unit: Text | None = Field(None, description="What is counted: persons, EUR, percent.")
    qualifier: v.Qualifier = Field(v.Qualifier.EXACT, description="How the figure is to be read.")
    level: v.ResultLevel = Field(description="How far along the chain of effects it is.")
    counts: v.Counts | None = Field(None, description="What the figure counts: people, organisations, money.")
    period: Text | None = Field(None, description="The period in which it was achieved.")
    target: Text | None = Field(None, description="The value aimed for.")
    target_is: v.TargetIs | None = Field(None, description="Whether the target was met, where the source says so.")
    baseline: Text | None = Field(None, description="The value before, or elsewhere.")
    cost: Amount | None = Field(None, description="What the whole practice cost in the period of this result.")
    currency: Currency | None = Field(None, description="Currency of the cost.")

    @model_validator(mode="after")
    def _value_or_named(self) -> "Metric":
        # A required word and a field of its own keep plans apart: leaving something out never makes a result of them.
        if self.level is v.ResultLevel.PLANNED:
            if self.value is None:
                return self
            raise PydanticCustomError("metric_value", "a planned result has no `value` yet: write it as `target`")
        if self.qualifier is v.Qualifier.PLANNED:
            raise PydanticCustomError(
                "metric_value", "a planned result has `level: planned` and its figure in `target`"
            )
        if (self.value is None) != (self.qualifier is v.Qualifier.NOT_MEASURED):
            raise PydanticCustomError(
                "metric_value", "give a value, or say `qualifier: not_measured` for a result named without a figure"
            )
        return self


class Results(Passage):
    """Template row: results achieved."""

    narrative: Text | None = Field(None, description="What was achieved, in a few sentences.")
    metrics: tuple[Metric, ...] | None = Field(None, description="The results one by one.")
    aim: v.AimReached | None = Field(None, description="Overall, whether it works as intended.")
    change: v.Change | None = Field(None, description="Overall, how much it has changed.")
    checked: v.Checked | None = Field(None, description="Overall, how it is known how well it works.")
    indicators: v.IndicatorsFollowed | None = Field(None, description="How far indicators of its purpose are followed.")
    procedures: v.Procedures | None = Field(None, description="How far its work follows procedures and controls.")


class TransferCase(Claim):
    """A transfer of the practice, from done to planned."""

    where: Text = Field(description="Where, or by whom.")
    status: v.TransferStatus = Field(description="How far the transfer has progressed.")
    when: Date | None = Field(None, description="Since when.")
    how: Text | None = Field(None, description="What was adopted, and how.")


class Documentation(Claim):
    """A way for others to learn the practice."""

    what: Text = Field(description="What the material is.")
    kind: v.DocumentationKind = Field(description="Its kind.")


class Condition(Claim):
    """Something that the practice needs to work elsewhere."""

    what: Text = Field(description="The condition.")
    kind: v.ConditionKind = Field(description="How common it is.")


class Reason(Claim):
    """A reason, shown by a fact, why the practice would work elsewhere."""

    kind: v.TransferReason = Field(description="Its kind.")
    what: Text = Field(description="The fact that shows it.")


class Transfer(Passage):
    """Template row: potential for learning or transfer."""

    stage: v.TransferStage | None = Field(None, description="Overall, how far it has gone beyond where it began.")
    repeatable: v.Repeatable | None = Field(None, description="Overall, whether another region could repeat it.")
    worth: v.Worth | None = Field(None, description="How much policy makers would gain from it as an example.")
    cases: tuple[TransferCase, ...] | None = Field(
        None, description="Who adopted it, who asked for it, what is planned."
    )
    documentation: tuple[Documentation, ...] | None = Field(
        None, description="The material from which others can learn it."
    )
    reasons: tuple[Reason, ...] | None = Field(None, description="Facts that show why it would work elsewhere.")
    conditions: tuple[Condition, ...] | None = Field(None, description="What it needs to work elsewhere.")
    barriers: tuple[Statement, ...] | None = Field(None, description="What hinders a transfer.")
    expected: Text | None = Field(None, description="Why the source expects it to be useful elsewhere; not scored.")


class Link(Block):
    """A link or annex."""

    label: Text = Field(description="What it leads to.")
    url: Url | None = Field(None, description="The address; left out where the source lost it.")
    note: Text | None = Field(None, description="What is wrong with the address in the source.")


class SocialEconomy(Claim):
    """How the practice is linked to the social economy."""

    link: v.SocialEconomyLink = Field(description="Part of it, serving it, or only by argument.")
    how: Text = Field(description="The fact that shows it.")


class AspirationServed(Claim):
    """One of SECON's five aspirations that the practice works on."""

    aspiration: v.Aspiration = Field(description="Which one.")
    focus: v.Focus = Field(description="How central it is to the practice.")
    how: Text = Field(description="What the practice does for it.")


class Policy(Claim):
    """A policy, law or strategy that the source names."""

    name: Text = Field(description="Its name.")
    kind: v.PolicyKind = Field(description="What kind of policy it is.")
    relation: v.PolicyRelation = Field(description="What the practice has to do with it.")


class Relevance(Passage):
    """For the criterion: relevance to the social economy and its policies."""

    social_economy: SocialEconomy | None = Field(None, description="How it is linked to the social economy.")
    standing: v.Standing | None = Field(None, description="Overall, its place in social-economy policies.")
    contribution: v.Contribution | None = Field(None, description="Overall, how far it works on the aims of policy.")
    aspirations: tuple[AspirationServed, ...] | None = Field(
        None, description="Which of SECON's aspirations it serves."
    )
    policies: tuple[Policy, ...] | None = Field(None, description="Policies, laws and strategies named.")


class Instrument(Claim):
    """An instrument of quality assurance that is in use."""

    instrument: v.InstrumentKind = Field(description="Its kind.")
    what: Text | None = Field(None, description="What is looked at, in a few words.")
    by: v.Actor | None = Field(None, description="Who does it.")
    to: v.Actor | None = Field(None, description="Who receives it.")
    discussed_with: v.Actor | None = Field(None, description="Who looks at the findings together with them.")
    every: v.Frequency | None = Field(None, description="How often.")
    used_for: Text | None = Field(None, description="What was changed or decided because of what it showed.")
    rigour: v.Rigour | None = Field(None, description="How thorough it is, according to the source.")


class Basis(Claim):
    """A source of funding or support that lets the practice continue."""

    kind: v.BasisKind = Field(description="Its kind.")
    what: Text = Field(description="What it is.")
    strength: v.BasisStrength | None = Field(None, description="How well it carries the practice.")
    until: Date | None = Field(None, description="The date until which it is secured, if stated.")


class Adaptation(Claim):
    """A change in response to the surroundings."""

    kind: v.AdaptationKind = Field(description="Its kind.")
    what: Text = Field(description="What changed.")


class Risk(Claim):
    """A threat to continuity."""

    kind: v.RiskKind = Field(description="Its kind.")
    what: Text = Field(description="What the source shows.")


class Sustainability(Passage):
    """For the criterion: what lets the practice continue, and what threatens it."""

    bases: tuple[Basis, ...] | None = Field(None, description="Sources of funding and support.")
    adaptations: tuple[Adaptation, ...] | None = Field(None, description="How it grew or adapted.")
    risks: tuple[Risk, ...] | None = Field(None, description="What threatens it.")
    outlook: v.Outlook | None = Field(None, description="Overall, what keeps it going.")
    future: v.Future | None = Field(None, description="How likely it is to do its work in five years.")
    trend: v.Trend | None = Field(None, description="How it has developed up to recent years.")


class Safeguard(Claim):
    """A way in which ethical values are built in."""

    kind: v.SafeguardKind = Field(description="Its kind.")
    how: Text = Field(description="The rule or practice.")


class Concern(Claim):
    """An ethical doubt that the source raises."""

    what: Text = Field(description="The doubt.")
    status: v.ConcernStatus = Field(description="Whether it was resolved.")


class Ethics(Passage):
    """For the criterion: dignity and ethical values."""

    safeguards: tuple[Safeguard, ...] | None = Field(None, description="How dignity is protected.")
    concerns: tuple[Concern, ...] | None = Field(None, description="Doubts, resolved or not.")
    found: v.ConcernsFound | None = Field(None, description="Overall, what the search for concerns found.")
    respect: v.Respect | None = Field(None, description="Overall, how people are treated.")


class Recognition(Claim):
    """A recognition by others: an award, a label, an expert's opinion."""

    kind: v.RecognitionKind = Field(description="Its kind.")
    what: Text = Field(description="What was awarded, or what the opinion is.")
    by: Text | None = Field(None, description="By whom.")
    date: Date | None = Field(None, description="When.")


class _Coding(Block):
    """Who turned the sources into this record."""

    by: Text = Field(description="A role or pseudonym of the coder.")
    date: Date | None = Field(None, description="When.")


if TYPE_CHECKING:
    Coding: TypeAlias = _Coding
else:
    # A class body cannot have a field that is called `from`.
    Coding = create_model(
        "Coding",
        __base__=_Coding,
        __module__=__name__,
        __doc__=_Coding.__doc__,
        **{"from": (Text | None, Field(None, description="From what, such as the report alone."))},
    )


class Practice(Block):
    """One good practice of the social economy."""

    format: FormatVersion = Field(description="Version of the file format.")
    id: Slug = Field(description="The file's name without `.yaml`.")
    title: Title = Field(description="Title of the practice.")
    sources: dict[SourceKey, Source] = Field(description="The documents that claims cite, by key.", min_length=1)
    location: Location = Field(description="Where it works.")
    organisations: tuple[Organisation, ...] = Field(description="Who is in charge and who takes part.")
    duration: Duration = Field(description="Since when, until when.")
    summary: Text = Field(description="The practice in a paragraph.")
    resources: Resources | None = Field(None, description="Money and people.")
    details: Details | None = Field(None, description="What it does, for whom, and how.")
    results: Results | None = Field(None, description="What it achieved.")
    transfer: Transfer | None = Field(None, description="Who adopted it, and what others need.")
    links: tuple[Link, ...] | None = Field(None, description="Useful links.")
    annexes: tuple[Link, ...] | None = Field(None, description="Videos, photos, documents.")
    relevance: Relevance | None = Field(None, description="How it serves the social economy.")
    quality_assurance: tuple[Instrument, ...] | None = Field(None, description="Instruments in use.")
    sustainability: Sustainability | None = Field(None, description="What lets it continue.")
    ethics: Ethics | None = Field(None, description="How dignity is safeguarded.")
    recognition: tuple[Recognition, ...] | None = Field(None, description="Awards, labels and expert opinions.")
    coded: tuple[Coding, ...] | None = Field(None, description="Who coded or revised this file, when, from what.")
