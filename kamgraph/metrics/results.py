"""What the metrics answer: frozen values with the keys of results.md, in its fixed orders.

Each result's `model_dump(mode="json")` is the JSON the command line prints. No arithmetic
lives here; `None` means unknown or not defined.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from kamgraph.model.vocabulary import CounterpartStatus, Role, Severity, Shape

Count = int
Value = float | None


class Result(BaseModel):
    """Something computed: frozen, finite, nothing undeclared."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Share(Result):
    """A ratio with its parts; the value is null where the denominator is 0."""

    value: Value
    numerator: int | float
    denominator: int | float


class Envelope(Result):
    """What stands on every metric's answer, so that it can be recomputed."""

    formula: str
    account: str
    opportunity: str | None
    as_of: date
    policy: str
    stakeholders: int
    own_people: int


class Strongest(Result):
    """The own person with the strongest tie."""

    own: str
    strength: float


class StakeholderCoverage(Result):
    """How one stakeholder is covered."""

    id: str
    name: str | None
    weight: float
    coverage: float
    active_ties: int
    indirect: float
    strongest: Strongest | None


class Group(Result):
    """Stakeholders that share a role, level, function or organization."""

    key: str | int | None
    count: int
    active: Value
    redundant: Value
    weighted: Value


class Breakdown(Result):
    """The groups a buying center falls into."""

    role: tuple[Group, ...]
    level: tuple[Group, ...]
    function: tuple[Group, ...]
    organization: tuple[Group, ...]


class Bounds(Result):
    """Between which values weighted coverage lies, given what is undated or unknown."""

    lower: Value
    upper: Value


class Coverage(Envelope):
    """Contact coverage, `coverage/1` (metrics.md 2)."""

    reach: Share
    active: Share
    redundant: Share
    weighted: Share
    roles: Share
    roles_identified: Share
    target: Share
    indirect: Share
    bounds: Bounds
    density: Value
    authority: Value
    quality: Value
    by: Breakdown
    people: tuple[StakeholderCoverage, ...]
    uncovered: tuple[str, ...]


class SingleThread(Result):
    """A stakeholder with exactly one active tie, and whose it is."""

    person: str
    own: str
    weight: float


class OwnRisk(Result):
    """What hangs on one of us."""

    id: str
    name: str | None
    loss: Value
    loss_share: Value
    load: int
    share: Value
    sole: tuple[str, ...]


class Robustness(Result):
    """Coverage while the then most costly own person is lost, one at a time."""

    curve: tuple[float, ...]
    order: tuple[str, ...]
    value: Value


class RoleHolder(Result):
    """A required role that one person alone holds."""

    role: Role
    person: str


class Gatekeeper(Result):
    """Somebody whose removal cuts us off from others."""

    person: str
    gate_weight: Value
    dominates: tuple[str, ...]


class Spoc(Envelope):
    """Single-point-of-contact risk, `spoc/1` (metrics.md 3)."""

    single_threaded: tuple[SingleThread, ...]
    orphaned: tuple[str, ...]
    thin_share: Value
    orphaned_share: Value
    spoc_share: Value
    own: tuple[OwnRisk, ...]
    hhi: Value
    effective_carriers: Value
    bus_factor: int | None
    bus_factor_set: tuple[str, ...]
    robustness: Robustness
    expected_loss: Value
    roles_on_one_head: tuple[RoleHolder, ...]
    customer_hhi: Value
    gatekeepers: tuple[Gatekeeper, ...]
    independent_paths: dict[str, int]


class Zipper(Result):
    """How many peers face each other and do meet."""

    value: Value
    closed: int
    possible: int
    share: Value


class LevelGap(Result):
    """By how many levels we look down (or up) along active ties."""

    mean: Value
    distribution: dict[str, int]


class Counterpart(Result):
    """Who of us should face a stakeholder."""

    person: str
    own: str | None
    fit: Value
    strength: Value
    status: CounterpartStatus


class Face(Result):
    """How strongly two functions meet."""

    own_function: str | None
    function: str | None
    strength: float


class Alignment(Envelope):
    """Selling-center to buying-center alignment, `alignment/1` (metrics.md 4)."""

    alignment: Share
    fit_covered: Value
    zipper: Zipper
    level_gap: LevelGap
    counterparts: tuple[Counterpart, ...]
    counterparts_value: Value
    faces: tuple[Face, ...]
    width: int
    shape: Shape


class Structure(Envelope):
    """Structure of the buying center, `structure/1` (metrics.md 5)."""

    vertical_involvement: int
    lateral_involvement: int
    extensivity: int
    connectedness: Value
    purchasing_centrality: Value


class Contested(Result):
    """A stakeholder whom a competitor has a tie to, too or alone."""

    id: str
    ours: float
    best: float
    competitor: str
    lead: float


class RoleLead(Result):
    """How far we are ahead among those with a role, on average; below 0 behind."""

    role: Role
    lead: float
    count: Count


class Competition(Envelope):
    """Competitors, `competition/1` (metrics.md 7)."""

    people: tuple[Contested, ...]
    by_role: tuple[RoleLead, ...]
    contested: tuple[str, ...]
    lost_ground: tuple[str, ...]


class Finding(Result):
    """One thing that wants doing, with the numbers behind it and a proposal."""

    rule: str
    severity: Severity
    account: str
    people: tuple[str, ...]
    values: dict[str, float | int | str | None]
    threshold: float | int | None
    message: str
    action: str


class AcceptedFinding(Finding):
    """A finding that is accepted until a day, and so does not count."""

    accepted_on: date | None
    until: date
    reason: str


class Findings(Result):
    """The findings of one account or of all, `findings/1`; accepted ones stand apart."""

    formula: str
    account: str | None
    opportunity: str | None
    as_of: date
    policy: str
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...] = ()


class HeadlineNumbers(Result):
    """The numbers an account is judged by at a glance."""

    stakeholders: int
    own_people: int
    weighted: Value
    lower: Value
    upper: Value
    active: Value
    redundant: Value
    thin_share: Value
    orphaned_share: Value
    bus_factor: int | None
    alignment: Value
    zipper: Value
    critical: int
    warning: int
    notice: int


class Named(Result):
    """An account and what it is called."""

    account: str
    name: str


class PortfolioRow(HeadlineNumbers, Named):
    """The headline numbers of one account."""


class PortfolioResult(Result):
    """A row an account, worst first, `portfolio/1`."""

    formula: str
    as_of: date
    policy: str
    accounts: tuple[PortfolioRow, ...]
