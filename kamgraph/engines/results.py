"""What metrics in the store answer: the keys of `kamgraph.metrics.results`, null where unreached.

Frozen, in the same orders. A key that is null in all of them is one the query does not compute;
which those are stands above its text.
"""

from __future__ import annotations

from datetime import date

from kamgraph.metrics.results import (
    Bounds,
    Breakdown,
    Envelope,
    Face,
    LevelGap,
    OwnRisk,
    Result,
    RoleHolder,
    Share,
    SingleThread,
    Strongest,
    Value,
)


class StoredStakeholder(Result):
    """How one stakeholder is covered; `indirect` is not computed."""

    id: str
    name: str | None
    weight: float
    coverage: float
    active_ties: int
    indirect: None = None
    strongest: Strongest | None


class StoredCoverage(Envelope):
    """Contact coverage, `coverage/1`, without `indirect`."""

    reach: Share
    active: Share
    redundant: Share
    weighted: Share
    roles: Share
    roles_identified: Share
    target: Share
    indirect: None = None
    bounds: Bounds
    density: Value
    authority: Value
    quality: Value
    by: Breakdown
    people: tuple[StoredStakeholder, ...]
    uncovered: tuple[str, ...]


class StoredSpoc(Envelope):
    """Single-point-of-contact risk, `spoc/1`, without what needs optimisation or paths."""

    single_threaded: tuple[SingleThread, ...]
    orphaned: tuple[str, ...]
    thin_share: Value
    orphaned_share: Value
    spoc_share: Value
    own: tuple[OwnRisk, ...]
    hhi: Value
    effective_carriers: Value
    bus_factor: None = None
    bus_factor_set: None = None
    robustness: None = None
    expected_loss: Value
    roles_on_one_head: tuple[RoleHolder, ...]
    customer_hhi: None = None
    gatekeepers: None = None
    independent_paths: None = None


class StoredAlignment(Envelope):
    """Alignment, `alignment/1`, without what needs matchings and assignments."""

    alignment: Share
    fit_covered: Value
    zipper: None = None
    level_gap: LevelGap
    counterparts: None = None
    counterparts_value: None = None
    faces: tuple[Face, ...]
    width: None = None
    shape: None = None


class StoredPortfolioRow(Result):
    """An account in `portfolio/1`, without bus factor, zipper and findings."""

    account: str
    name: str
    stakeholders: int
    own_people: int
    weighted: Value
    lower: Value
    upper: Value
    active: Value
    redundant: Value
    thin_share: Value
    orphaned_share: Value
    bus_factor: None = None
    alignment: Value
    zipper: None = None
    critical: None = None
    warning: None = None
    notice: None = None


class StoredPortfolio(Result):
    """A row an account, the least covered first, `portfolio/1`."""

    formula: str
    as_of: date
    policy: str
    accounts: tuple[StoredPortfolioRow, ...]
