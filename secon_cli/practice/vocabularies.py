"""The words a practice file chooses from: every vocabulary in one place, each value with its meaning.

`secon explain` and the generated reference show the meanings; the coding guide says how to choose.
"""

import csv
import pkgutil
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self


def _codes(file: str) -> Mapping[str, str]:
    """The codes of a file next to this one, with their names."""
    content = pkgutil.get_data(__package__, file)
    assert content is not None
    return MappingProxyType({row["code"]: row["name"] for row in csv.DictReader(content.decode().splitlines())})


COUNTRIES: Final = _codes("countries.csv")
"""ISO 3166-1 alpha-2: code of each country → its English short name."""
CURRENCIES: Final = _codes("currencies.csv")
"""ISO 4217: code of each currency → its English name.

Metals, accounting units and test codes are left out, because no one is paid in them. Currencies that the euro replaced
stay: older sources state sums in them.
"""


class Term(StrEnum):
    """A value of a vocabulary: its text is written in the file, its meaning explains it."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """A term of that text and meaning."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.meaning = meaning
        return term


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
    REGIONAL = "regional", "a whole region or province"
    NATIONAL = "national", "the whole country"
    CROSS_BORDER = "cross_border", "more than one country"


class OrganisationType(Term):
    """What kind of body an organisation is, by its legal or stated nature."""

    LOCAL_AUTHORITY = "local_authority", "a municipality, city, commune or district administration"
    REGIONAL_AUTHORITY = "regional_authority", "a province, county, voivodeship or regional government"
    NATIONAL_AUTHORITY = "national_authority", "a ministry or other part of a national government"
    EU_INSTITUTION = "eu_institution", "an institution or fund of the European Union"
    PUBLIC_INSTITUTION = "public_institution", "a public agency, state company, development bank or institute"
    COOPERATIVE = "cooperative", "a cooperative, social cooperatives included"
    SOCIAL_ENTERPRISE = "social_enterprise", "an enterprise with a social purpose, whatever its legal form"
    ASSOCIATION = "association", "an association of members"
    FOUNDATION = "foundation", "a foundation"
    NON_PROFIT = "non_profit", "another private body without profit aim, e.g. a Portuguese IPSS"
    RELIGIOUS_BODY = "religious_body", "a parish or religious community"
    CHAMBER = "chamber", "a chamber of commerce or crafts"
    COMPANY = "company", "a company with profit aim"
    UNIVERSITY = "university", "a university or research institute"
    NETWORK = "network", "a partnership or consortium without legal form of its own"
    OTHER = "other", "none of these, or not stated"


class OrganisationRole(Term):
    """What an organisation does for the practice; where it does several things, the first of this list."""

    LEAD = "lead", "is responsible for the practice"
    IMPLEMENTER = "implementer", "carries out the practice together with the lead or on its behalf"
    PARTNER = "partner", "contributes its own means, people or premises"
    FOUNDER = "founder", "set up the organisation that carries the practice"
    FUNDER = "funder", "pays, but does not carry out the practice"
    EVALUATOR = "evaluator", "monitors, evaluates or advises from outside"
    SUPPORTER = "supporter", "helps with advice, contacts or publicity"


class DurationStatus(Term):
    """Whether the practice is running, according to the source."""

    RUNNING = "running", "in operation"
    PAUSED = "paused", "stopped, with a stated plan to resume"
    ENDED = "ended", "over: its stated end is before the date of the source, and no date of return is given"


class EndIs(Term):
    """How the end date is meant."""

    STATED = "stated", "given without reservation"
    MINIMUM = "minimum", "it runs at least until then"
    EXPECTED = "expected", "planned or approximate; it may change"


class FundingKind(Term):
    """In what form money or means reach the practice."""

    GRANT = "grant", "a grant for a project or a call, with an end"
    SUBSIDY = "subsidy", "a public contribution towards running it, granted or renewed from time to time"
    OWN_BUDGET = "own_budget", "the implementer's own ordinary budget"
    CONTRACT = "contract", "payment for services under contract"
    OWN_INCOME = "own_income", "sales and fees"
    MEMBER_CONTRIBUTION = "member_contribution", "shares, investments or fees of members or founders"
    SPONSORSHIP = "sponsorship", "sponsors, donations and benefactors"
    PRIZE = "prize", "money won in a competition"
    LOAN = "loan", "money to be paid back"
    IN_KIND = "in_kind", "premises, equipment, goods or work instead of money"
    RESERVE = "reserve", "capital set aside"
    OTHER = "other", "another form, or not stated"


class FundingLevel(Term):
    """Where money comes from."""

    EU = "eu", "European Union"
    NATIONAL = "national", "national budget or agency"
    REGIONAL = "regional", "region, province, county"
    LOCAL = "local", "municipality or district"
    PRIVATE = "private", "private foundations, companies, donors"
    OWN = "own", "the practice itself, its organisation or its members"


class Covers(Term):
    """How much of the practice a stated sum is for."""

    WHOLE = "whole", "the practice as a whole, in all or for the stated period"
    PART = "part", "one item or activity"


class Qualifier(Term):
    """How a figure is to be read."""

    EXACT = "exact", "as stated"
    ABOUT = "about", "stated as approximate"
    MORE_THAN = "more_than", "stated as a lower limit"
    LESS_THAN = "less_than", "stated as an upper limit"
    NOT_MEASURED = "not_measured", "a result that the source names without a figure"


class StaffUnit(Term):
    """How people are counted."""

    FTE = "fte", "full-time equivalents or full-time positions"
    PERSONS = "persons", "heads, or positions whose extent is not stated"


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


class BeneficiaryGroup(Term):
    """Whom the practice serves."""

    DISABLED_PEOPLE = "disabled_people", "people with disabilities"
    HARD_TO_EMPLOY = "hard_to_employ", "people far from the regular labour market, the long-term unemployed included"
    OLDER_PEOPLE = "older_people", "older people"
    YOUNG_PEOPLE = "young_people", "young people"
    CARE_LEAVERS = "care_leavers", "children and young people in or leaving residential care"
    FAMILIES = "families", "families and carers"
    EXCLUDED_PEOPLE = "excluded_people", "homeless, addicted, formerly imprisoned, refugees and others excluded"
    SOCIAL_ENTERPRISES = "social_enterprises", "social enterprises and organisations"
    SOCIAL_ENTREPRENEURS = "social_entrepreneurs", "founders of social enterprises"
    SMALL_PRODUCERS = "small_producers", "farmers, artisans and other small producers"
    SELF_EMPLOYED = "self_employed", "self-employed, coworkers and commuters"
    BUSINESSES = "businesses", "other businesses"
    ASSOCIATIONS = "associations", "associations, clubs and voluntary groups"
    PUBLIC_BODIES = "public_bodies", "public authorities"
    RESIDENTS = "residents", "the population of the place"
    CONSUMERS = "consumers", "customers and visitors"


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
    OTHER = "other", "another difficulty"


class InnovationKind(Term):
    """In what respect the practice is new."""

    SERVICE = "service", "a new service or product"
    PROCESS = "process", "a new way of working"
    GOVERNANCE = "governance", "new ways to decide or to work together across sectors"
    BUSINESS_MODEL = "business_model", "a new way to earn or finance"
    DIGITAL = "digital", "a new use of digital tools"
    ENVIRONMENTAL = "environmental", "new in materials, circularity or farming"
    SOCIAL = "social", "new roles or relations between groups of people"


class ResultLevel(Term):
    """How far along the chain of effects a result is."""

    OUTPUT = "output", "what was done, delivered, built, or who took part"
    OUTCOME = "outcome", "what changed for the people served: a job, a qualification, a sale, independence"
    IMPACT = "impact", "what changed in the place or system beyond them"


class TransferStatus(Term):
    """How far a transfer of the practice has come."""

    DONE = "done", "another organisation adopted the practice and uses it"
    EXTENDED = "extended", "the practice itself opened at another site"
    ELSEWHERE = "elsewhere", "the same model is in use elsewhere, but was not adopted from here"
    REQUESTED = "requested", "another organisation or place asked for it"
    PLANNED = "planned", "the practice has decided or dated plans to extend it"


class DocumentationKind(Term):
    """How others can learn the practice."""

    MODEL = "model", "a described, structured model or method: phases, pillars, steps, roles"
    DOCUMENT = "document", "a manual, leaflet, evaluation or other written material"
    TRAINING = "training", "courses, visits or advice that pass the practice on"
    NETWORK = "network", "a network in which its experience is shared"
    MEDIA = "media", "films and recordings that show how it works"


class ConditionKind(Term):
    """How common a condition of transfer is."""

    COMMON = "common", "most regions meet it or can create it"
    PECULIAR = "peculiar", "few regions have it"


class SocialEconomyLink(Term):
    """How a practice is linked to the social economy."""

    OF = "of", "run by a cooperative or social enterprise, or as its own service by another body with a social aim"
    FOR = "for", "serves such organisations, or people whom the labour market leaves out"
    ARGUED = "argued", "linked to it only by an argument: the source shows neither of the two"


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


class PolicyRelation(Term):
    """What the practice has to do with a named policy."""

    CHANGED = "changed", "the policy was made or changed because of the practice"
    CARRIES_OUT = "carries_out", "the practice carries out the policy or is based on it"
    FUNDED_UNDER = "funded_under", "the practice was paid for under it"
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
    PROGRESS_REPORT = "progress_report", "reports on the work to a funder or authority"
    FINANCIAL_REPORT = "financial_report", "reports on the use of money"
    SELECTION = "selection", "applications, participants or products are admitted by stated standards"
    WEB_STATISTICS = "web_statistics", "visitors, clicks, popularity: attention, not quality"
    NOT_RECORDED = "not_recorded", "the source says that something is not recorded"


class Actor(Term):
    """Who does or receives something in quality assurance."""

    IMPLEMENTER = "implementer", "the organisations that carry out the practice"
    FUNDER = "funder", "the organisations that pay for it"
    AUTHORITY = "authority", "a public authority that supervises or contracts it"
    INDEPENDENT = "independent", "a body that neither pays nor carries out"
    BOARD = "board", "a board or owner of the implementing organisation"
    PARTICIPANTS = "participants", "the people served"


class Frequency(Term):
    """How often something happens."""

    ONCE = "once", "one time"
    DAY = "day", "every day"
    WEEK = "week", "every week"
    MONTH = "month", "every month"
    QUARTER = "quarter", "every three months"
    HALF_YEAR = "half_year", "twice a year"
    YEAR = "year", "every year"
    STAGE = "stage", "at each stage, instalment, course or case"
    REGULAR = "regular", "regularly, without a stated interval"
    IRREGULAR = "irregular", "now and then"


class BasisKind(Term):
    """What funds or supports a practice."""

    CONTRACT = "contract", "contracts for its services, with one or more clients"
    RECURRENT_PUBLIC_BUDGET = "recurrent_public_budget", "a place in the ordinary budget of a public body"
    OWN_INCOME = "own_income", "sales and fees"
    LEGAL_ANCHOR = "legal_anchor", "a law, status or council decision that keeps it in place"
    MEMBERS = "members", "shares, fees and work of members or founders"
    RESERVE = "reserve", "capital set aside, or an asset of lasting use"
    FUNDING_PROGRAMME = "funding_programme", "a public programme that has funded it more than once or for several years"
    VOLUNTEERS = "volunteers", "voluntary work that the practice depends on"
    PROJECT_GRANT = "project_grant", "one project grant with an end"
    SPONSORS = "sponsors", "sponsors, donors, prizes"


class AdaptationKind(Term):
    """How the practice has adapted to its surroundings."""

    GREW = "grew", "more people, places or volume"
    DIVERSIFIED = "diversified", "new services, products or sources of income"
    ADJUSTED = "adjusted", "changed how it works in answer to needs or findings"


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


class SafeguardKind(Term):
    """How ethical values are built in."""

    INCLUSION = "inclusion", "the practice is there for people at risk of exclusion, and names how it includes them"
    INDIRECT_INCLUSION = "indirect_inclusion", "it works for people at risk through organisations that include them"
    PARTICIPATION = "participation", "the people affected take part in decisions"
    OWNERSHIP = "ownership", "the people affected, or their families, founded or co-own the organisation"
    INDIVIDUAL_PLAN = "individual_plan", "each person has a plan or pace of their own"
    INDEPENDENCE = "independence", "people are enabled to live or work independently"
    SURPLUS_TO_PURPOSE = "surplus_to_purpose", "profits go back to the social purpose"
    TRANSPARENCY = "transparency", "open selection, accounts or decisions"
    HEALTH_SAFETY = "health_safety", "health, hygiene, safety, animal welfare"
    ENVIRONMENT = "environment", "care for the environment is a rule of the work"
    OPEN_ACCESS = "open_access", "free of charge or open to all without barriers"


class ConcernStatus(Term):
    """Whether an ethical concern was dealt with."""

    RESOLVED = "resolved", "the source says how it was dealt with"
    UNRESOLVED = "unresolved", "the source shows it and names no remedy"


class YesNo(Term):
    """Yes or no."""

    YES = "yes", "it applies"
    NO = "no", "it does not apply"
