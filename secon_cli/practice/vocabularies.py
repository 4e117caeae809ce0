"""The words a practice file chooses from: every vocabulary in one place, each value with its meaning.

`secon explain` and the generated reference show the meanings; the coding guide says how to choose. Other words for the
values are in `synonyms.toml` next to this file.
"""

import csv
import pkgutil
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, Self


def packaged_rows(package: str, file: str) -> Iterable[dict[str, str]]:
    """The rows of a CSV file that comes with a package."""
    return csv.DictReader(_packaged(package, file).splitlines())


@cache
def packaged_toml(package: str, file: str) -> Mapping[str, Any]:
    """What a TOML file that comes with a package says."""
    # Only a few commands look up words.
    import tomllib

    return tomllib.loads(_packaged(package, file))


def _packaged(package: str, file: str) -> str:
    content = pkgutil.get_data(package, file)
    assert content is not None
    return content.decode()


def _codes(file: str) -> Mapping[str, str]:
    return MappingProxyType({row["code"]: row["name"] for row in packaged_rows(__package__, file)})


COUNTRIES: Final = _codes("countries.csv")
"""ISO 3166-1 alpha-2, and XK as the European Union writes it: code of each country → its English short name."""
CURRENCIES: Final = _codes("currencies.csv")
"""ISO 4217: code of each currency → its English name.

Metals, accounting units and test codes are left out, because no one is paid in them. Currencies that the euro replaced
stay: older sources state sums in them.
"""
LAST_YEARS: Final[Mapping[str, int]] = MappingProxyType(
    {code: int(name[-5:-1]) for code, name in CURRENCIES.items() if name.endswith(")") and "(until " in name}
)
"""The last year in which a currency that is no longer in use was paid in."""


class Term(StrEnum):
    """A value of a vocabulary: its text is written in the file, its meaning explains it."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """A term of that text and meaning."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.meaning = meaning
        return term

    @property
    def synonyms(self) -> tuple[str, ...]:
        """What people write in place of this value."""
        listed = packaged_toml(__package__, "synonyms.toml")
        return tuple(listed.get(type(self).__name__, {}).get(self.value, ()))


GRADES: Final = "ABCDE"
"""The full steps of a grade, best first."""
_BETWEEN: Final = tuple((f"{better}-{worse}", f"between {better} and {worse}") for better, worse in pairwise(GRADES))
"""The half steps of a grade."""


def grade_words(value: Term) -> str | None:
    """What a grade says, and a half step that it lies between the words of two grades; None for another value."""
    if value[0] not in GRADES:
        return None
    return " / ".join(type(value)[grade].meaning for grade in value.split("-"))


class Row(Term):
    """The row of a template that holds a claim; the templates in `templates/` name no others."""

    HEADING = "heading", "the title above the template"
    LOCATION = "location", "location and geographical scope"
    ORGANISATIONS = "organisations", "organisation in charge, implementer"
    DURATION = "duration", "duration of the practice or project"
    SUMMARY = "summary", "short summary"
    RESOURCES = "resources", "funding and people"
    DETAILS = "details", "detailed information"
    RESULTS = "results", "results achieved, with monitoring and evaluation"
    TRANSFER = "transfer", "potential for learning or transfer"
    LINKS = "links", "useful links"
    ANNEXES = "annexes", "videos, photos, documents"
    CHALLENGES = "challenges", "challenges encountered, where the template has a row for them"
    EXPERT_OPINION = "expert_opinion", "what an expert of the programme says about the practice"


class Scope(Term):
    """How wide an area the practice covers."""

    LOCAL = "local", "one municipality or part of it"
    SEVERAL_PLACES = "several_places", "several municipalities, not the whole region"
    SCATTERED_SITES = "scattered_sites", "single sites in several regions, whose surroundings it does not cover"
    REGIONAL = "regional", "a whole region or province"
    NATIONAL = "national", "the whole country"
    CROSS_BORDER = "cross_border", "more than one country"


class OrganisationType(Term):
    """What kind of body an organisation is, by its legal or stated nature."""

    LOCAL_AUTHORITY = "local_authority", "a municipality, city, commune or district administration"
    REGIONAL_AUTHORITY = "regional_authority", "a province, county, voivodeship or regional government"
    NATIONAL_AUTHORITY = "national_authority", "a ministry or other part of a national government"
    EU_INSTITUTION = "eu_institution", "an institution or fund of the European Union"
    INTERNATIONAL_BODY = "international_body", "a body of the United Nations, the World Bank, the OECD and the like"
    PUBLIC_INSTITUTION = "public_institution", "a public agency, state company, development bank or institute"
    HEALTH_AUTHORITY = "health_authority", "a health authority, health service or public hospital"
    HOSPITAL = "hospital", "a hospital or clinic that is not public"
    PRISON = "prison", "a prison or probation service"
    SCHOOL = "school", "a school or training centre"
    CULTURAL_INSTITUTION = "cultural_institution", "a museum, library, theatre or other house of culture"
    COOPERATIVE = "cooperative", "a cooperative, social cooperatives included"
    SOCIAL_ENTERPRISE = "social_enterprise", "an enterprise with a social purpose, whatever its legal form"
    ASSOCIATION = "association", "an association of members"
    FOUNDATION = "foundation", "a foundation"
    NON_PROFIT = "non_profit", "another private body without profit aim, e.g. a Portuguese IPSS"
    RELIGIOUS_BODY = "religious_body", "a parish or religious community"
    CHAMBER = "chamber", "a chamber of commerce or crafts"
    FEDERATION = "federation", "a federation or umbrella organisation of other bodies"
    TRADE_UNION = "trade_union", "a trade union or other representation of workers"
    POLITICAL_PARTY = "political_party", "a political party or its group in a parliament or council"
    PRESS = "press", "a newspaper, broadcaster or group of journalists"
    FINANCIAL_INSTITUTION = "financial_institution", "a bank, fund or other body that lends or invests"
    INVESTORS = "investors", "private people or a group of them who invest"
    GRANT_FUND = "grant_fund", "a lottery fund, dormant-accounts fund or other fund that gives grants"
    ACCREDITING_BODY = "accrediting_body", "a body that certifies, accredits or gives a label"
    CONSULTANCY = "consultancy", "a firm that advises, trains or evaluates"
    COMPANY = "company", "a company with profit aim"
    UNIVERSITY = "university", "a university or research institute"
    RESEARCH_BODY = "research_body", "a body for research or evaluation that is no university, or a think tank"
    NETWORK = "network", "a partnership or consortium without legal form of its own"
    COMMITTEE = "committee", "a committee, council or jury appointed by others"
    INFORMAL_GROUP = "informal_group", "a group of people without legal form"
    OTHER = "other", "none of these, or not stated; its name and `background` say what it is"


class OrganisationRole(Term):
    """What an organisation does for the practice; where it does several things, the first of this list."""

    LEAD = "lead", "is responsible for the practice"
    IMPLEMENTER = "implementer", "carries out the practice together with the lead or on its behalf"
    PARTNER = "partner", "contributes its own means, people or premises"
    FOUNDER = "founder", "set up the organisation that carries the practice"
    OWNER = "owner", "owns the organisation that carries the practice"
    FUNDER = "funder", "pays, but does not carry out the practice"
    INVESTOR = "investor", "lends or invests, or guarantees it, and expects the money back"
    INTERMEDIARY = "intermediary", "brings payers and those who carry it out together, or oversees their contract"
    REGULATOR = "regulator", "sets or supervises the rules under which it works"
    ACCREDITOR = "accreditor", "certifies, accredits or labels it"
    EVALUATOR = "evaluator", "monitors, evaluates or advises from outside"
    AUDITOR = "auditor", "checks its accounts or conduct, as a court of audit does"
    HOST = "host", "lends or lets the premises or land"
    CUSTOMER = "customer", "buys what it makes or does"
    SUPPLIER = "supplier", "supplies goods or services to it"
    SUPPORTER = "supporter", "helps with advice, contacts or publicity"
    CRITIC = "critic", "opposes or criticises it in public"
    OTHER = "other", "another role, which `background` or `note` names, or not stated"


class DurationStatus(Term):
    """Whether the practice is at work, as far as the sources show."""

    RUNNING = "running", "at work as described"
    UNCONFIRMED = "unconfirmed", "last seen at work years ago; no source says whether it still is"
    DISRUPTED = "disrupted", "not over, but its main work or site has stopped, or is no longer under its control"
    SET_UP = "set_up", "a body, a law or a site exists, but the work that it is for has not begun"
    PLANNED = "planned", "an idea, a proposal or a preparation: nothing of it exists yet"
    PAUSED = "paused", "stopped, with a stated plan to resume"
    COMPLETED = "completed", "over as planned: it ran its term, or was handed on as intended"
    ENDED = "ended", "over for another reason, such as closed or repealed, or it is not said why"

    @property
    def is_over(self) -> bool:
        """Whether it is no longer in place, for good or until it resumes."""
        return self in (DurationStatus.PAUSED, DurationStatus.COMPLETED, DurationStatus.ENDED)

    @property
    def is_in_place(self) -> bool:
        """Whether it is there, at work or not: its time in place goes on."""
        return not self.is_over and self is not DurationStatus.PLANNED


class EndIs(Term):
    """How the end date is meant."""

    STATED = "stated", "given without reservation"
    MINIMUM = "minimum", "it runs at least until then"
    EXPECTED = "expected", "planned or approximate; it may change"


class FundingKind(Term):
    """In what form money or means reach the practice."""

    GRANT = "grant", "a grant for a project or a call, with an end"
    SUBSIDY = "subsidy", "a public contribution towards running it, granted or renewed from time to time"
    WAGE_SUBSIDY = "wage_subsidy", "a public contribution to the wages of certain workers"
    SCHOLARSHIP = "scholarship", "a grant to a person for training or study"
    OWN_BUDGET = "own_budget", "the implementer's own ordinary budget"
    CONTRACT = "contract", "payment for services under contract"
    OUTCOME_PAYMENT = "outcome_payment", "payment that depends on results, as under a social impact bond"
    OWN_INCOME = "own_income", "sales and fees"
    MEMBER_CONTRIBUTION = "member_contribution", "shares, investments or fees of members or founders"
    SPONSORSHIP = "sponsorship", "sponsors, donations and benefactors"
    CROWDFUNDING = "crowdfunding", "small sums of many people, collected by a public call"
    PRIZE = "prize", "money won in a competition"
    LOAN = "loan", "money to be paid back"
    GUARANTEE = "guarantee", "a promise to pay if others do not"
    INVESTMENT = "investment", "money of an investor, for a share or a return"
    IN_KIND = "in_kind", "premises, equipment, goods or work instead of money"
    RESERVE = "reserve", "capital set aside"
    TAX_RELIEF = "tax_relief", "a tax or charge that is not levied"
    OTHER = "other", "another form, which `source` or `note` names"
    NOT_STATED = "not_stated", "the source does not say in what form"


class FundingLevel(Term):
    """Where money comes from."""

    EU = "eu", "European Union"
    INTERNATIONAL = "international", "international bodies and states outside the European Union"
    NATIONAL = "national", "national budget or agency"
    REGIONAL = "regional", "region, province, county"
    LOCAL = "local", "municipality or district"
    PRIVATE = "private", "private foundations, companies, donors"
    OWN = "own", "the practice itself, its organisation or its members"
    MIXED = "mixed", "several levels in one sum"


class Covers(Term):
    """How much of the practice a stated sum is for."""

    WHOLE = "whole", "the practice as a whole, in all or for the stated period"
    PART = "part", "one item or activity"


class BudgetKind(Term):
    """What kind of sum is stated."""

    RUNNING_COST = "running_cost", "what it costs to run, for a period"
    INVESTMENT = "investment", "what it cost to set up, build or equip"
    PROJECT_COST = "project_cost", "what a project with an end costs, running cost and investment together"
    GIVEN = "given", "money that it passes on: grants, loans and prizes to others"
    RECEIPTS = "receipts", "money that it earned, received or raised: not a cost"
    DEBT = "debt", "debts or a deficit: not a cost"
    RESULT = "result", "a yearly surplus or loss: not a cost"
    OTHER = "other", "another sum, which `what` names"


class Qualifier(Term):
    """How a figure is to be read."""

    EXACT = "exact", "as stated"
    ABOUT = "about", "stated as approximate"
    MORE_THAN = "more_than", "stated as a lower limit"
    LESS_THAN = "less_than", "stated as an upper limit"
    PLANNED = "planned", "stated as a plan or forecast; a planned result has the level `planned`"
    NOT_MEASURED = "not_measured", "a result that the source names without a figure"


class StaffUnit(Term):
    """How people are counted."""

    FTE = "fte", "full-time equivalents or full-time positions"
    PERSONS = "persons", "heads, or positions whose extent is not stated"
    PERSON_YEARS = "person_years", "years of work of one person, over the whole period"
    HOURS = "hours", "hours of work, over the stated period"


class Topic(Term):
    """What the practice is about."""

    WORK_INTEGRATION = "work_integration", "jobs for people whom the labour market leaves out"
    DISABILITY = "disability", "people with disabilities"
    AGEING = "ageing", "older people"
    YOUTH = "youth", "children and young people"
    POVERTY_EXCLUSION = "poverty_exclusion", "poverty and social exclusion"
    CARE = "care", "care, therapy, rehabilitation"
    EDUCATION = "education", "training and education"
    ENTREPRENEURSHIP = "entrepreneurship", "advice and support for enterprises and founders"
    FINANCE = "finance", "grants, loans and investment for the social economy"
    MARKET_ACCESS = "market_access", "selling what social enterprises and small producers make"
    AWARENESS = "awareness", "making the social economy visible"
    NETWORKS = "networks", "clusters, partnerships and joint planning"
    PARTICIPATION = "participation", "citizens taking part in decisions"
    VOLUNTEERING = "volunteering", "voluntary work"
    CIRCULAR_ECONOMY = "circular_economy", "waste, recycling, repair, reuse"
    ENVIRONMENT = "environment", "environmental protection and sustainable farming"
    AGRICULTURE_FOOD = "agriculture_food", "farming and food"
    RURAL_DEVELOPMENT = "rural_development", "life and work in rural areas, depopulation"
    DIGITALISATION = "digitalisation", "digital tools and services"
    PLACES = "places", "buildings, public spaces, meeting places"
    TOURISM = "tourism", "tourism"
    CULTURE_CRAFTS = "culture_crafts", "culture, tradition, crafts"
    COMMUNITY_SERVICES = "community_services", "services for a municipality and its residents"
    ENERGY = "energy", "saving and producing energy"
    GASTRONOMY = "gastronomy", "cooking, catering, restaurants"
    HEALTH = "health", "health and prevention"
    MIGRATION = "migration", "refugees, migration and integration"
    GENDER = "gender", "equality of women and men"
    HOUSING = "housing", "housing and homelessness"
    MOBILITY = "mobility", "transport and mobility"
    PROCUREMENT = "procurement", "public orders for the social economy"
    LEGAL_FRAMEWORK = "legal_framework", "law, status and rules of the social economy"
    JUSTICE = "justice", "courts, prison and life after it"
    TECHNOLOGY = "technology", "technical tools and networks, other than digital ones"
    MONEY = "money", "local currencies, time credits and other means of exchange"
    OWNERSHIP = "ownership", "ownership and democracy at work or of an enterprise"
    OTHER = "other", "another topic, which `note` names"


class BeneficiaryGroup(Term):
    """Whom the practice serves."""

    DISABLED_PEOPLE = "disabled_people", "people with disabilities"
    HARD_TO_EMPLOY = "hard_to_employ", "people far from the regular labour market, the long-term unemployed included"
    OLDER_PEOPLE = "older_people", "older people"
    YOUNG_PEOPLE = "young_people", "young people"
    CHILDREN = "children", "children below school-leaving age"
    STUDENTS = "students", "pupils, students and apprentices"
    CARE_LEAVERS = "care_leavers", "children and young people in or leaving residential care"
    FAMILIES = "families", "families and carers"
    EXCLUDED_PEOPLE = "excluded_people", "homeless, addicted, formerly imprisoned, very poor and others excluded"
    PRISONERS = "prisoners", "people in prison or detention"
    DISASTER_VICTIMS = "disaster_victims", "people hit by a disaster or war"
    MIGRANTS = "migrants", "refugees, asylum seekers and other migrants"
    WOMEN = "women", "women and girls"
    ETHNIC_MINORITIES = "ethnic_minorities", "Roma and other ethnic or language minorities"
    PATIENTS = "patients", "people who are ill, in body or mind"
    MENTAL_ILLNESS = "mental_illness", "people with, or after, a mental illness"
    PEOPLE_IN_CARE = "people_in_care", "people who need care, of any age"
    WORKERS = "workers", "employees, of this or of other organisations"
    SOCIAL_ENTERPRISES = "social_enterprises", "social enterprises and organisations"
    SOCIAL_ENTREPRENEURS = "social_entrepreneurs", "founders of social enterprises"
    FOUNDERS = "founders", "founders and small businesses of any kind"
    SMALL_PRODUCERS = "small_producers", "farmers, artisans and other small producers"
    SELF_EMPLOYED = "self_employed", "self-employed, coworkers and commuters"
    BUSINESSES = "businesses", "other businesses"
    ASSOCIATIONS = "associations", "associations, clubs and voluntary groups"
    PUBLIC_BODIES = "public_bodies", "public authorities"
    RESIDENTS = "residents", "the population of the place"
    CONSUMERS = "consumers", "customers and visitors"
    OTHER = "other", "another group, which `who` names"


class ChallengeKind(Term):
    """What a difficulty is about."""

    FUNDING = "funding", "money"
    LEGAL_FRAMEWORK = "legal_framework", "law, tax, state aid, permits"
    VISIBILITY = "visibility", "being known and understood"
    CAPACITY = "capacity", "time, staff and skills of the people who carry it out"
    MARKET = "market", "customers, orders, competition"
    TECHNOLOGY = "technology", "technical tools and their quality"
    PREMISES = "premises", "buildings and sites"
    POLITICS = "politics", "political will and changing majorities"
    COOPERATION = "cooperation", "partners who must act together"
    SCALE = "scale", "reaching more people or places"
    PIONEERING = "pioneering", "no example to follow"
    RECRUITMENT = "recruitment", "finding participants or successors"
    QUALITY = "quality", "keeping or raising standards"
    CONTROL = "control", "misuse, poor accounts or weak supervision"
    COSTS = "costs", "rising costs, such as energy, rent or wages"
    EVIDENCE = "evidence", "measuring effects"
    WAY_ON = "way_on", "no way from the practice to a job or a life without it"
    LOCATION = "location", "remoteness, weather or terrain"
    PUBLIC_ACCEPTANCE = "public_acceptance", "prejudice, distrust or protest among the public"
    TERRITORIAL_IMBALANCE = "territorial_imbalance", "places that it does not reach as well as others"
    OTHER = "other", "another difficulty, which `what` names"


class InnovationKind(Term):
    """In what respect the practice is new."""

    SERVICE = "service", "a new service or product"
    PROCESS = "process", "a new way of working"
    GOVERNANCE = "governance", "new ways to decide or to work together across sectors"
    BUSINESS_MODEL = "business_model", "a new way to earn or finance"
    DIGITAL = "digital", "a new use of digital tools"
    TECHNICAL = "technical", "a new technique or plant, other than digital"
    ENVIRONMENTAL = "environmental", "new in materials, circularity or farming"
    SOCIAL = "social", "new roles or relations between groups of people"
    OTHER = "other", "new in another respect, which `what` names"


class ResultLevel(Term):
    """How far along the chain of effects a result is."""

    OUTPUT = "output", "what was done, delivered, built, or who took part"
    OUTCOME = "outcome", "what changed for the people served: a job, a qualification, a sale, independence"
    IMPACT = "impact", "what changed in the place or system beyond them"
    CLAIMED = (
        "claimed",
        "the source itself calls it a claim, unchecked or disputed, or it is a gain computed without its method",
    )
    NO_CHANGE = "no_change", "looked for and not found, or a change for the worse"
    PLANNED = "planned", "a target or forecast, with its figure in `target`: no result yet"


class TargetIs(Term):
    """How a result compares with the target that was set for it."""

    MET = "met", "the target was reached or surpassed"
    MISSED = "missed", "the target was not reached in its time"
    OPEN = "open", "its time is not over yet"


class Counts(Term):
    """What the figure of a result counts."""

    PEOPLE = "people", "persons, each once: served, trained, employed, placed"
    PARTICIPATIONS = "participations", "visits, attendances or contacts, in which one person may count several times"
    ORGANISATIONS = "organisations", "enterprises, associations, schools, municipalities"
    EVENTS = "events", "courses, meetings, campaigns, projects"
    PLACES = "places", "sites, beds, seats, buildings"
    GOODS = "goods", "things made, sold, repaired or saved, and their weight"
    MONEY = "money", "sums of money"
    SHARE = "share", "a percentage or rate"
    TIME = "time", "hours, days or years"
    HOUSEHOLDS = "households", "households, homes or accounts"
    CONTRACTS = "contracts", "contracts, orders, loans or grants"
    OTHER = "other", "something else, which `unit` names"


class AimReached(Term):
    """Whether a practice works as intended. A grade."""

    A = "A", "it does, and has for years"
    B = "B", "it does with limits, or has for a short time"
    C = "C", "it does in part"
    D = "D", "it does poorly, or no figure or finding shows that it does"
    E = "E", "it failed, or has not begun"
    A_B, B_C, C_D, D_E = _BETWEEN


class Change(Term):
    """How much is different because of a practice, for those whom it is for."""

    LARGE = "large", "for most of those concerned in its area, for tens of thousands, or in a whole field or country"
    CLEAR = "clear", "for a good part of them, for hundreds or more, or several times as much as when it began"
    MODEST = "modest", "some people or organisations got what was meant for them"
    SLIGHT = "slight", "a handful, steps only, little for the cost, or most of it lost again"
    NOTHING = "nothing", "nothing is shown, or nothing was found, or it has not begun"


class IndicatorsFollowed(Term):
    """How far indicators of what a practice is for are followed, not only activities and money. A grade."""

    A = "A", "regularly, with baselines, targets, a comparison or an evaluation from outside"
    B = "B", "regularly, by itself"
    C = "C", "once, or for a part"
    D = "D", "only activities or money are counted"
    E = "E", "nothing is"
    A_B, B_C, C_D, D_E = _BETWEEN


class Procedures(Term):
    """How far a practice follows procedures, standards or controls for the quality of its work. A grade."""

    A = "A", "defined, applied throughout, and someone outside checks it"
    B = "B", "defined and applied"
    C = "C", "for parts of its work"
    D = "D", "only a board, statutes, assemblies or accounts"
    E = "E", "none, or they failed or were ignored"
    A_B, B_C, C_D, D_E = _BETWEEN


class Checked(Term):
    """How it is known how well a practice works, all in all."""

    FAILED = (
        "failed",
        "its own control did not work: reports were refused, warnings passed over, or figures found false",
    )
    COMPARED = "compared", "people from outside set its effects against those of a control group or of other schemes"
    STUDIED = "studied", "people from outside studied its work or effects, by named data or questions"
    SUPERVISED = (
        "supervised",
        "people from outside examine it at stated intervals or stages, go along with it, or certify its system",
    )
    OWN = "own", "it uses named measures, questions or stages of its own, or reports on its work to others"
    PARTIAL = "partial", "a described step looks at a part of it, or others studied it of their own accord"
    MENTIONED = "mentioned", "only figures, or the name of an instrument"
    PLANNED = "planned", "it has not begun, and a check is decided"
    NOTHING = "nothing", "neither"


class TransferStatus(Term):
    """How far a transfer of the practice has come."""

    DONE = "done", "another organisation adopted the practice and uses it"
    SPREAD = (
        "spread",
        "in use at ten places or more, or in several countries, by itself, its followers or its programme",
    )
    EXTENDED = "extended", "the practice itself opened at another site"
    ELSEWHERE = "elsewhere", "the same model is in use elsewhere, but was not adopted from here"
    REQUESTED = "requested", "another organisation or place asked for it"
    VISITED = "visited", "others came to learn from it: study visits, delegations, guest lectures"
    IN_PREPARATION = "in_preparation", "steps towards another place or organisation have been taken"
    PLANNED = "planned", "the practice has decided or dated plans to extend it"
    GIVEN_UP = "given_up", "it had been adopted or extended, and was given up"


class TransferStage(Term):
    """How far a practice has gone beyond the organisation or place where it began. A grade."""

    A = "A", "others adopted it on their own in several countries, or very many did"
    B = "B", "some others adopted it"
    C = "C", "it has units elsewhere, or inspired others"
    D = "D", "interest, visits or talks"
    E = "E", "nothing is stated"
    A_B, B_C, C_D, D_E = _BETWEEN


class Repeatable(Term):
    """Whether another region could repeat a practice from what is published or offered. A grade."""

    A = "A", "yes: there are results, and a guide, training or help"
    B = "B", "it is well described"
    C = "C", "it is described in part"
    D = "D", "only the idea is known"
    E = "E", "no, or it should not"
    A_B, B_C, C_D, D_E = _BETWEEN


class Worth(Term):
    """How much makers of policy for the social economy would gain from a practice as an example. A grade."""

    A = "A", "exemplary"
    B = "B", "much"
    C = "C", "something"
    D = "D", "little"
    E = "E", "nothing, or it is a warning"
    A_B, B_C, C_D, D_E = _BETWEEN


class DocumentationKind(Term):
    """How others can learn the practice."""

    MODEL = "model", "a described, structured model or method: phases, pillars, steps, roles"
    DOCUMENT = "document", "a manual, leaflet, evaluation or other written material"
    CASE_STUDY = (
        "case_study",
        "a description by an outside body from which others can learn: a database, compendium or study",
    )
    TRAINING = "training", "courses, visits or advice that pass the practice on"
    FRANCHISE = "franchise", "a franchise, licence or trademark under which others work"
    NETWORK = "network", "a network in which its experience is shared"
    MEDIA = "media", "films and recordings that show how it works"
    OTHER = "other", "another way, which `what` names"


class TransferReason(Term):
    """Why a practice would work elsewhere, shown by a fact; praise is no reason."""

    SHARED_PROBLEM = "shared_problem", "other places have the problem that it answers, by a fact or figure"
    INDEPENDENT_OF_PLACE = "independent_of_place", "it is online, modular or mobile, so it needs no particular place"
    SIMPLE_AND_CHEAP = (
        "simple_and_cheap",
        "few people, little money or common means are enough, and the source names them",
    )
    SHARED_IN_NETWORKS = "shared_in_networks", "its experience is already passed on in networks that are named"
    RUNS_IN_MANY_PLACES = "runs_in_many_places", "the same model runs in many places, under a programme, law or brand"
    EXTENDED = "extended", "it was extended to a second unit, group or place of its own"
    OTHER = "other", "another reason, shown by the fact in `what`"


class ConditionKind(Term):
    """How common a condition of transfer is."""

    COMMON = "common", "most regions meet it or can create it"
    PECULIAR = "peculiar", "few regions have it"


class Standing(Term):
    """The place of a practice in policies of the social economy or of social innovation."""

    CENTRAL = (
        "central",
        "a law, programme, strategy or fund of this policy, or authorities or experts treat it as a model",
    )
    NAMED = "named", "called a social enterprise, a cooperative, social economy or social innovation"
    IMPLIED = "implied", "its aims fit, without these words; or it failed or has not begun"
    ABSENT = "absent", "none of these; or it failed with harm to those it served"


class Contribution(Term):
    """How far a practice works on the aims of policy for the social economy. A grade."""

    A = "A", "an aim is its purpose and it serves it far beyond itself, or it works well on several"
    B = "B", "clearly on one or two, by its main activity"
    C = "C", "on one in part, or in a small way"
    D = "D", "hardly, or no longer"
    E = "E", "on none, or it did harm"
    A_B, B_C, C_D, D_E = _BETWEEN


class SocialEconomyLink(Term):
    """How a practice is linked to the social economy."""

    FOR = (
        "for",
        "its purpose is the social economy: it funds, trains, advises, sells for or promotes such organisations",
    )
    OF = (
        "of",
        "run by a social enterprise or cooperative with a social aim, or by another body that works or trades for one",
    )
    INCLUSION = (
        "inclusion",
        "brings people whom the labour market leaves out into work or training, run by other bodies",
    )
    SOCIAL_NEED = "social_need", "answers a social need such as care, poverty or isolation, without the social economy"
    FORM = "form", "a cooperative or association works for the business of its members, with no other aim"
    ARGUED = "argued", "linked to it only by an argument: the source shows none of these"


class Aspiration(Term):
    """The five aspirations of SECON."""

    AWARENESS = (
        "awareness",
        "awareness and visibility of the social economy among consumers who want to buy responsibly",
    )
    PROCUREMENT_FINANCE = (
        "procurement_finance",
        "access of social enterprises to responsible public procurement and to funding",
    )
    BUSINESS_SUPPORT = "business_support", "business support and capacity building for social enterprises"
    GREEN_DIGITAL = "green_digital", "contribution of the social economy to the green and digital transitions"
    SOCIAL_INNOVATION = "social_innovation", "regional social innovation"


class Focus(Term):
    """How central an aspiration is to a practice."""

    MAIN = "main", "one of the main purposes of the practice"
    PART = "part", "something it also does"


class PolicyKind(Term):
    """What kind of policy is named."""

    LAW = "law", "an act, decree or regulation"
    STRATEGY = "strategy", "a strategy, agenda or plan"
    PROGRAMME = "programme", "a funding or action programme"
    DECLARATION = "declaration", "a declaration or set of goals"
    INQUIRY = "inquiry", "an inquiry or report of a parliament or commission"
    OTHER = "other", "another kind of policy, which `name` shows"


class PolicyRelation(Term):
    """What the practice has to do with a named policy."""

    CHANGED = "changed", "the policy was made or changed because of the practice"
    IS_POLICY = "is_policy", "the practice is this policy: a law, programme or public scheme"
    CARRIES_OUT = "carries_out", "the practice carries out the policy or is based on it"
    FUNDED_UNDER = "funded_under", "the practice was paid for under it"
    ADVISED = "advised", "it gave evidence or advice for it"
    REFERS_TO = "refers_to", "the practice says that it contributes to it"


class InstrumentKind(Term):
    """How quality is assured."""

    INDICATORS = "indicators", "figures about the work are recorded and reviewed"
    EVALUATION = "evaluation", "the practice or its services are evaluated"
    AUDIT = "audit", "accounts or conduct are checked by an authorised body"
    INSPECTION = "inspection", "visits on site, check-ups"
    SURVEY = "survey", "the people served are asked in a structured way"
    FOLLOW_UP = "follow_up", "people are contacted again after the service"
    INDIVIDUAL_ASSESSMENT = "individual_assessment", "the progress of each participant is assessed"
    CERTIFIED_SYSTEM = "certified_system", "a quality or environmental management system, certified or traceable"
    ACCREDITATION = "accreditation", "a body of the field has accredited it or given it a quality label"
    REVIEW = "review", "peers or experts visit or read, and give their view"
    LESSONS = "lessons", "those who carry it out look back: a round table, a workshop, a paper on lessons"
    REGISTER = "register", "a register or list with conditions, from which one can be struck off"
    STANDARDS = "standards", "written rules or protocols by which the work is done, or tracing of what is made"
    RESEARCH = "research", "a study that others made of their own accord: no procedure of the practice"
    MONITORING = "monitoring", "monitoring that is only mentioned, without method, figures or findings"
    PROGRESS_REPORT = "progress_report", "reports on the work to a funder or authority"
    FINANCIAL_REPORT = "financial_report", "reports on the use of money"
    SELECTION = "selection", "applications, participants or products are admitted by stated standards"
    OTHER = "other", "another instrument, which `what` names"
    WEB_STATISTICS = "web_statistics", "visitors, clicks, popularity: attention, not quality"
    NOT_RECORDED = "not_recorded", "the source says that something is not recorded"


class Actor(Term):
    """Who does or receives something in quality assurance."""

    IMPLEMENTER = "implementer", "the organisations that carry out the practice"
    FUNDER = "funder", "the organisations that pay for it"
    AUTHORITY = "authority", "a public authority that supervises or contracts it"
    INDEPENDENT = "independent", "a body that neither pays nor carries out"
    COMMITTEE = "committee", "a committee of several parties, some of them from outside"
    BOARD = "board", "a board or owner of the implementing organisation"
    PARTICIPANTS = "participants", "the people served"
    PEERS = "peers", "organisations or people who do the same work"
    PUBLIC = "public", "everyone: it is published"
    OTHER = "other", "others, whom `what` names"


class Rigour(Term):
    """How well founded an instrument of quality assurance is, by what the source says of it."""

    COMPARISON = "comparison", "set against similar people or places without the practice, or against other schemes"
    MEASURED = "measured", "the source says what is measured or asked, by which indicators or of whom"
    PROCEDURE = "procedure", "steps, forms, visits, criteria or reports are described, not what is measured"
    NAMED = "named", "only its name is given"
    FAULTY = "faulty", "the source says that it came late, was ignored or found lacking"


class Frequency(Term):
    """How often something happens."""

    ONCE = "once", "one time"
    DAY = "day", "every day"
    WEEK = "week", "every week"
    MONTH = "month", "every month"
    QUARTER = "quarter", "every three months"
    HALF_YEAR = "half_year", "twice a year"
    YEAR = "year", "every year"
    FEW_YEARS = "few_years", "every few years"
    STAGE = "stage", "at each stage, instalment, course or case"
    THROUGHOUT = "throughout", "all along: planned from the start, or over the whole time"
    REGULAR = "regular", "regularly, without a stated interval"
    IRREGULAR = "irregular", "now and then"


class BasisKind(Term):
    """What funds or supports a practice."""

    CONTRACT = "contract", "contracts for its services, with one or more clients"
    RECURRENT_PUBLIC_BUDGET = "recurrent_public_budget", "a place in the ordinary budget of a public body"
    OWN_INCOME = "own_income", "sales and fees"
    REVOLVING_FUND = "revolving_fund", "money lent or granted that comes back and is used again"
    LEGAL_ANCHOR = "legal_anchor", "a law, status or council decision that keeps it in place"
    MEMBERS = "members", "shares, fees and work of members or founders"
    RESERVE = "reserve", "capital set aside, or an asset of lasting use"
    PREMISES = "premises", "premises or land on lasting terms"
    NETWORK = "network", "a network, franchise or trademark that keeps it going"
    WAGE_SUBSIDY = "wage_subsidy", "public contributions to wages, by right or renewed"
    FUNDING_PROGRAMME = "funding_programme", "a public programme that has funded it more than once or for several years"
    VOLUNTEERS = "volunteers", "voluntary work that the practice depends on"
    PROJECT_GRANT = "project_grant", "one project grant with an end"
    SPONSORS = "sponsors", "sponsors, donors, prizes"
    INVESTMENT = "investment", "money of investors, for a share or a return"
    IN_KIND = "in_kind", "goods, services or staff that partners give"
    OTHER = "other", "another source, which `what` names"


class BasisStrength(Term):
    """How well a basis carries the practice."""

    PROVEN = "proven", "a main basis that has carried it for ten years or more, and goes on"
    LASTING = "lasting", "renews itself or has no end: sales, an ordinary budget, a law, contracts that are renewed"
    RENEWED = "renewed", "has to be won or decided again and again, or carries a small part"
    LIMITED = "limited", "ends with a project or on a date, and nothing decided goes beyond"
    REMAINS = "remains", "of a practice that has ended: what still carries a part of it"


class Outlook(Term):
    """What carries a practice on, all in all."""

    ENDED = "ended", "it has ended or its end is decided, and nothing carries it on"
    COMPLETED = "completed", "it was set up for a time, ran as planned, and is not continued"
    REMAINS = "remains", "it has ended, and a part of it goes on with means of its own"
    ERODING = "eroding", "its main means are being cut, lost or claimed back, or it cannot pay what it owes"
    LIMITED = (
        "limited",
        "its main means end with a project or on a date, and nothing decided goes beyond; or it is paused",
    )
    WON_AGAIN = (
        "won_again",
        "its main means have to be won or given again and again, and have carried it for ten years or more",
    )
    UNCERTAIN = "uncertain", "its main means are not known, are unpaid work, or do not cover the costs"
    RENEWED = "renewed", "its main means have to be won or given again and again, by payers who are named"
    EXPOSED = "exposed", "its main means renew themselves, and the source shows what could end them or has ended a part"
    LASTING = "lasting", "its main means renew themselves, and the source shows no such threat"
    PROVEN = "proven", "lasting, and they have carried it for ten years or more"


class Future(Term):
    """How likely it is that a practice does its work, as described, in five years. A grade."""

    A = "A", "almost certain"
    B = "B", "likely"
    C = "C", "open"
    D = "D", "unlikely"
    E = "E", "practically excluded"
    A_B, B_C, C_D, D_E = _BETWEEN


class Trend(Term):
    """How a practice has developed up to recent years. A grade."""

    A = "A", "it grows steadily"
    B = "B", "it is stable, or has grown with recent limits"
    C = "C", "not known, or up and down"
    D = "D", "it shrinks"
    E = "E", "it is closing, has stopped or is over"
    A_B, B_C, C_D, D_E = _BETWEEN


class AdaptationKind(Term):
    """How the practice has adapted to its surroundings."""

    GREW = "grew", "more people, places or volume"
    DIVERSIFIED = "diversified", "new services, products or sources of income"
    ADJUSTED = "adjusted", "changed how it works in answer to needs or findings"
    OTHER = "other", "another adaptation, which `what` names"


class RiskKind(Term):
    """What threatens continuity, in the source's own words or by its own facts."""

    ENDED = "ended", "it has ended, and the source shows nothing that continues it"
    FIXED_END = "fixed_end", "an end is set, and a continuation is at most possible, not decided"
    SHORT_GRANT = "short_grant", "it depends on project money that ends"
    YEARLY_SUBSIDY = "yearly_subsidy", "it depends on money that is decided again each year"
    FALLING_SUPPORT = "falling_support", "support has fallen, by the source's own figures"
    NOT_SELF_SUSTAINING = "not_self_sustaining", "the source says that it does not cover its costs"
    INTERRUPTED = "interrupted", "support is interrupted at present"
    POLITICAL_CHANGE = "political_change", "it depends on political will or elections"
    FEW_PEOPLE = "few_people", "it depends on few people or scarce capacity"
    MARKET = "market", "it depends on winning orders or customers"
    ONE_PAYER = "one_payer", "one client, donor or payer carries most of it"
    CUTS = "cuts", "its budget was cut, or a cut is announced"
    LOSS = "loss", "it makes losses or has debts"
    LOST = "lost", "a contract, site or part of it was lost or closed, while the rest goes on"
    RULES = "rules", "law or rules are changing, or forbid a part of it"
    CONTROL = "control", "money was refused, stopped or claimed back after a check"
    OTHER = "other", "another threat, which `what` names"


class SafeguardKind(Term):
    """How ethical values are built in."""

    INCLUSION = "inclusion", "the practice is there for people at risk of exclusion, and names how it includes them"
    INDIRECT_INCLUSION = "indirect_inclusion", "it works for people at risk through organisations that include them"
    PARTICIPATION = "participation", "the people affected take part: they propose, design or advise"
    CO_DECISION = "co_decision", "the people affected vote, or have seats where it is decided"
    OWNERSHIP = "ownership", "the people affected, or their families, founded or co-own the organisation"
    INDIVIDUAL_PLAN = "individual_plan", "each person has a plan or pace of their own"
    INDEPENDENCE = "independence", "people are enabled to live or work independently"
    DECENT_WORK = "decent_work", "decent work: fair pay, contracts, hours and conditions"
    FAIR_TO_PRODUCERS = "fair_to_producers", "fair prices and terms for producers and suppliers"
    DIGNITY = (
        "dignity",
        "its stated aim is respect for those it serves - their dignity, self-determination, freedom from prejudice",
    )
    NO_ONE_REFUSED = "no_one_refused", "no one of the group is refused, whatever they can do or pay"
    EQUAL_TREATMENT = "equal_treatment", "the same rule, share or access for all, in every place"
    VOLUNTARY = "voluntary", "people choose freely whether and how to take part, without a sanction"
    FAIR_DRAW = "fair_draw", "a lottery gives the places, so that everyone has the same chance"
    USERS_PROTECTED = "users_protected", "the money or goods of users are covered, refunded or insured"
    RECIPROCITY = "reciprocity", "those who are helped also give, teach or lead"
    PERSONAL_SUPPORT = (
        "personal_support",
        "counselling, health or social support for the person, next to work or training",
    )
    FAIR_CONDUCT = "fair_conduct", "conduct is looked at: of producers, partners, helpers or requests"
    SURPLUS_TO_PURPOSE = "surplus_to_purpose", "profits go back to the social purpose"
    SURPLUS_GIVEN = "surplus_given", "goods or food that are left over are given away"
    TRANSPARENCY = "transparency", "open selection, accounts or decisions"
    HEALTH_SAFETY = "health_safety", "rules of health, hygiene and safety"
    ENVIRONMENT = "environment", "care for the environment is a rule of the work"
    ANIMAL_WELFARE = "animal_welfare", "animals are kept and used by a stated standard"
    PRIVACY = "privacy", "personal data and the names of those concerned are protected"
    OPEN_ACCESS = "open_access", "free of charge or open to all without barriers"
    OTHER = "other", "another rule, which `how` states"


class ConcernStatus(Term):
    """Whether an ethical concern was dealt with."""

    RESOLVED = "resolved", "the source says how it was dealt with"
    MINOR = "minor", "a limit or a detail: no one is harmed, deceived or shut out by the practice"
    UNRESOLVED = "unresolved", "the source shows it and names no remedy"


class ConcernsFound(Term):
    """What a search for ethical concerns found."""

    NONE_FOUND = "none_found", "the source was searched, and gives no reason for concern"
    RESOLVED = "resolved", "there are concerns, and all are resolved"
    MINOR = "minor", "what is left is a limit or a detail: no one is harmed, deceived or shut out by the practice"
    UNRESOLVED = "unresolved", "at least one concern is unresolved"


class Respect(Term):
    """How people are treated, by the purpose of a practice and as the facts show. A grade."""

    A = "A", "dignity, inclusion, democracy or fairness is what it is about, and rules at work show it"
    B = "B", "people are treated well, by its rules or its way of working"
    C = "C", "nothing of this stands out, or it is not known"
    D = "D", "some were treated badly, or money was misused, and this was not put right"
    E = "E", "many were harmed or deceived"
    A_B, B_C, C_D, D_E = _BETWEEN


class RecognitionKind(Term):
    """Who has recognised the practice, in what form."""

    AWARD = "award", "a prize or award, or a place among its finalists"
    LABEL = "label", "a label, certificate or title that it may carry"
    EXPERT_OPINION = "expert_opinion", "the stated opinion of an expert who assessed it"
    SELECTED = "selected", "chosen as a good practice by a programme, database or network"
    OTHER = "other", "another recognition, which `what` names"


class YesNo(Term):
    """Yes or no."""

    YES = "yes", "it applies"
    NO = "no", "it does not apply"
