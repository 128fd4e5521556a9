"""From a portfolio and its results to what the page of an account shows.

Collects; computes nothing that the results already say. Words of a language, positions and
HTML live elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kamgraph.maps.shown import (
    ContactLine,
    Figure,
    Headline,
    MapView,
    Numbers,
    Side,
    TieLine,
)
from kamgraph.maps.what_if import what_if_constants
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.matching import closed_pairs
from kamgraph.metrics.results import (
    AcceptedFinding,
    Alignment,
    Competition,
    Coverage,
    Finding,
    Findings,
    Spoc,
)
from kamgraph.model.entities import Interaction, Membership, Person, Tie
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.vocabulary import (
    STANCE_LEAST_FAVOURABLE_FIRST,
    Center,
    OrganizationKind,
    Role,
    Severity,
    Stance,
    TieKind,
)

__all__ = ["MapView", "Results", "map_view"]


_CENTER_OF = {
    Side.OWN: Center.SELLING,
    Side.BUYING: Center.BUYING,
    Side.ECOSYSTEM: Center.ECOSYSTEM,
}


@dataclass(frozen=True)
class Results:
    """What the library says of an account.

    Args:
        matrix: the account's.
        coverage: of the account at the date.
        spoc: likewise.
        alignment: likewise.
        competition: likewise.
        findings: likewise, by the language of their sentences.
        said: whether the findings' sentences are wanted.
    """

    matrix: ContactMatrix
    coverage: Coverage
    spoc: Spoc
    alignment: Alignment
    competition: Competition
    findings: Mapping[str, Findings]
    said: bool = True


def map_view(portfolio: Portfolio, results: Results) -> MapView:
    """Collects what the page shows of an account.

    Args:
        portfolio: the account's slice, or more.
        results: of the account.
    """
    coverage, spoc, as_of = results.coverage, results.spoc, results.coverage.as_of
    account = next(row for row in portfolio.accounts if row.id == coverage.account)
    organizations = {row.id: row for row in portfolio.organizations}
    figures = _Figures(portfolio, coverage, spoc, as_of).all()
    ties = _ties(portfolio.ties, {figure.id for figure in figures}, organizations.keys(), as_of)
    findings = next(iter(results.findings.values())).findings
    deals = {row.id: row.name for row in portfolio.opportunities}
    customer = organizations.get(account.organization)
    return MapView(
        account=(account.id, account.name),
        opportunity=(coverage.opportunity, deals.get(coverage.opportunity, coverage.opportunity))
        if coverage.opportunity
        else None,
        organization=customer.name if customer else account.name,
        own_organization=_own_organization(figures),
        as_of=as_of,
        formulas=_formulas(results),
        policy=coverage.policy,
        figures=figures,
        contacts=_contacts(portfolio, results.matrix),
        ties=ties,
        names=_names(portfolio, figures, ties, results.competition),
        opportunities=_opportunities(figures, deals),
        headline=_headline(coverage, spoc, results.alignment, findings),
        findings=findings,
        sentences=_sentences(results) if results.said else (),
        counterparts=results.alignment.counterparts,
        teeth=closed_pairs(results.matrix),
        gatekeepers=spoc.gatekeepers or (),
        rivals=results.competition.people,
        contested=frozenset(results.competition.contested),
        lost_ground=frozenset(results.competition.lost_ground),
        accepted=_accepted(results) if results.said else (),
        constants=what_if_constants(results.matrix.policy),
    )


def _formulas(results: Results) -> tuple[str, ...]:
    findings = next(iter(results.findings.values()))
    answers = (results.coverage, results.spoc, results.alignment, results.competition, findings)
    return tuple(answer.formula for answer in answers)


def _sentences(results: Results) -> tuple[dict[str, tuple[str, str]], ...]:
    """Message and proposal of each finding in each language."""
    said = {lang: found.findings for lang, found in results.findings.items()}
    count = len(next(iter(said.values())))
    return tuple(
        {lang: (rows[n].message, rows[n].action) for lang, rows in said.items()}
        for n in range(count)
    )


def _accepted(
    results: Results,
) -> tuple[tuple[AcceptedFinding, dict[str, tuple[str, str]]], ...]:
    """Accepted findings with message and proposal in each language."""
    said = {lang: found.accepted for lang, found in results.findings.items()}
    first = next(iter(said.values()))
    return tuple(
        (row, {lang: (rows[n].message, rows[n].action) for lang, rows in said.items()})
        for n, row in enumerate(first)
    )


def _names(
    portfolio: Portfolio,
    figures: Sequence[Figure],
    ties: Sequence[TieLine],
    competition: Competition,
) -> tuple[tuple[str, str], ...]:
    """Names of whom a tie leads to, a stance comes from, or who competes, by id."""
    known = {row.id: row.name for row in portfolio.organizations}
    known |= {row.id: row.name or row.id for row in portfolio.people}
    wanted = {end for tie in ties for end in (tie.source, tie.target)}
    wanted |= {row.competitor for row in competition.people if row.competitor}
    wanted |= {row.stated_by for f in figures for row in f.memberships if row.stated_by}
    return tuple(sorted((id_, known.get(id_, id_)) for id_ in wanted))


def _opportunities(
    figures: Sequence[Figure], deals: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Those that somebody on the map is a member for."""
    wanted = {row.opportunity for f in figures for row in f.memberships if row.opportunity}
    return tuple(sorted((id_, deals.get(id_, id_)) for id_ in wanted))


class _Period(Protocol):
    """A row that holds from a day until a day."""

    @property
    def since(self) -> date | None: ...

    @property
    def until(self) -> date | None: ...


def _valid(row: _Period, day: date) -> bool:
    """Whether a row holds at a day (metrics.md 0)."""
    return (row.since is None or row.since <= day) and (row.until is None or row.until > day)


class _Figures:
    """Collects the people of the three sides."""

    def __init__(self, portfolio: Portfolio, coverage: Coverage, spoc: Spoc, as_of: date) -> None:
        self.people = {row.id: row for row in portfolio.people}
        self.organizations = {row.id: row for row in portfolio.organizations}
        self.coverage = coverage
        self.spoc = spoc
        self.as_of = as_of
        self.rows = [
            row
            for row in portfolio.memberships
            if row.account == coverage.account and _valid(row, as_of) and self._in_scope(row)
        ]
        self.rows_of: dict[tuple[str, Center], list[Membership]] = {}
        for row in self.rows:
            self.rows_of.setdefault((row.person, row.center), []).append(row)

    def _in_scope(self, row: Membership) -> bool:
        """Whether a membership counts for the opportunity asked for (metrics.md 0)."""
        wanted = self.coverage.opportunity
        if wanted is None or row.opportunity == wanted:
            return True
        return row.opportunity is None and row.center is not Center.BUYING

    def all(self) -> tuple[Figure, ...]:
        """Own people by level and name, stakeholders by weight, ecosystem by organization."""
        numbers = {
            row.id: Numbers(row.weight, row.coverage, row.active_ties)
            for row in self.coverage.people
        }
        loads = {row.id: row.load for row in self.spoc.own}
        own = [self._figure(id_, Side.OWN, load=load) for id_, load in loads.items()]
        own.sort(key=lambda figure: (-(figure.person.level or 0), figure.name, figure.id))
        buying = [
            self._figure(row.id, Side.BUYING, numbers=numbers[row.id])
            for row in self.coverage.people
        ]
        around = [
            self._figure(id_, Side.ECOSYSTEM)
            for id_ in sorted({row.person for row in self.rows if row.center is Center.ECOSYSTEM})
            if id_ not in loads and id_ not in numbers and self._there(self.people[id_])
        ]
        kinds = list(OrganizationKind)
        around.sort(
            key=lambda figure: (
                kinds.index(figure.organization.kind) if figure.organization else len(kinds),
                figure.organization.id if figure.organization else "",
                -(figure.person.level or 0),
                figure.id,
            )
        )
        return (*own, *buying, *around)

    def _there(self, person: Person) -> bool:
        """Whether somebody is neither vacant nor left nor still to come."""
        if person.vacant or (person.left is not None and person.left <= self.as_of):
            return False
        return person.joined is None or person.joined <= self.as_of

    def _figure(
        self, id_: str, side: Side, numbers: Numbers | None = None, load: int | None = None
    ) -> Figure:
        person = self.people[id_]
        rows = tuple(self.rows_of.get((id_, _CENTER_OF[side]), ()))
        roles = {role for row in rows for role in row.roles}
        return Figure(
            person=person,
            organization=self.organizations.get(person.organization),
            side=side,
            memberships=rows,
            roles=tuple(role for role in Role if role in roles),
            stance=_stance(rows) if side is Side.BUYING else None,
            numbers=numbers,
            load=load,
        )


def _stance(rows: Iterable[Membership]) -> Stance:
    """The least favourable stance of several rows (metrics.md 0)."""
    given = {row.stance for row in rows}
    return next((s for s in STANCE_LEAST_FAVOURABLE_FIRST if s in given), Stance.UNKNOWN)


def _own_organization(figures: Iterable[Figure]) -> str | None:
    """The organization most of the own people work for."""
    count: dict[str, int] = {}
    for figure in figures:
        if figure.side is Side.OWN and figure.organization is not None:
            count[figure.organization.name] = count.get(figure.organization.name, 0) + 1
    return min(count, key=lambda name: (-count[name], name), default=None)


def _contacts(portfolio: Portfolio, matrix: ContactMatrix) -> tuple[ContactLine, ...]:
    """The pairs on record, with their rating and the day they last met."""
    as_of = matrix.as_of
    rated = {(row.own, row.person): row for row in portfolio.contacts if _valid(row, as_of)}
    met = _met(portfolio.interactions, as_of)
    own_ids, ids = matrix.own_ids, matrix.ids
    rows = zip(
        matrix.own.tolist(),
        matrix.row.tolist(),
        matrix.strength.tolist(),
        matrix.active.tolist(),
        strict=True,
    )
    lines = []
    for own, person, strength, active in ((own_ids[s], ids[b], w, a) for s, b, w, a in rows):
        row = rated.get((own, person))
        days = [met.get((own, person)), row.last_contact if row else None]
        past = [day for day in days if day is not None and day <= as_of]
        lines.append(
            ContactLine(
                own=own,
                person=person,
                strength=strength,
                active=active,
                level=row.level if row else None,
                target=row.target if row else None,
                last=max(past, default=None),
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.own, line.person)))


def _met(rows: Iterable[Interaction], as_of: date) -> dict[tuple[str, str], date]:
    """The latest two-way interaction of each pair up to the date."""
    latest: dict[tuple[str, str], date] = {}
    for row in rows:
        if row.date <= as_of and row.two_way is not False:
            pair = (row.own, row.person)
            latest[pair] = max(latest.get(pair, row.date), row.date)
    return latest


def _ties(
    rows: Iterable[Tie], shown: set[str], organizations: Collection[str], as_of: date
) -> tuple[TieLine, ...]:
    """The valid ties among people on the map, and between them and organizations, each once.

    People of other accounts stay out: pages are passed on.
    """
    found = {
        (row.source, row.target, row.kind, row.weight)
        for row in rows
        if _valid(row, as_of)
        and row.source != row.target
        and {row.source, row.target} & shown
        and all(end in shown or end in organizations for end in (row.source, row.target))
    }
    kinds = list(TieKind)
    ordered = sorted(
        found,
        key=lambda tie: (kinds.index(tie[2]), tie[0], tie[1], -1 if tie[3] is None else tie[3]),
    )
    return tuple(TieLine(*tie) for tie in ordered)


def _headline(
    coverage: Coverage, spoc: Spoc, alignment: Alignment, findings: Sequence[Finding]
) -> Headline:
    """The strip's numbers, taken over from the results."""
    deciders = next((row for row in coverage.by.role if row.key == Role.DECIDER), None)
    return Headline(
        stakeholders=coverage.stakeholders,
        own_people=coverage.own_people,
        deciders=deciders.count if deciders else 0,
        # The result gives the share of a whole number of people; this takes the number back.
        deciders_active=round((deciders.active or 0) * deciders.count) if deciders else 0,
        orphaned=len(spoc.orphaned),
        single_threaded=len(spoc.single_threaded),
        thin_share=spoc.thin_share,
        weighted=coverage.weighted.value,
        lower=coverage.bounds.lower,
        upper=coverage.bounds.upper,
        alignment=alignment.alignment.value,
        bus_factor=spoc.bus_factor,
        findings=tuple(
            (severity, sum(finding.severity is severity for finding in findings))
            for severity in Severity
        ),
    )
