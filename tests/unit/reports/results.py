"""Results made by hand, hostile names among them."""

from __future__ import annotations

from datetime import date

from kamgraph.metrics.results import (
    Bounds,
    Breakdown,
    Coverage,
    Finding,
    Findings,
    Gatekeeper,
    Group,
    OwnRisk,
    PortfolioResult,
    PortfolioRow,
    Robustness,
    Share,
    SingleThread,
    Spoc,
    StakeholderCoverage,
    Strongest,
)
from kamgraph.model.vocabulary import Severity
from kamgraph.reports.document import Names

DAY = date(2026, 11, 20)
ENVELOPE = {"account": "acme", "opportunity": None, "as_of": DAY, "policy": "0123456789ab"}
HOSTILE = "=cmd|'x'\x1b[31m\u202e|<b>\nline"
NAMES = Names({"ann": "Ann", "bob": HOSTILE, "nn": None, "us": "Us One"}, account="Acme | Co")


def share(numerator: float, denominator: float) -> Share:
    if not denominator:
        return Share(value=None, numerator=0, denominator=0)
    return Share(value=numerator / denominator, numerator=numerator, denominator=denominator)


def coverage(stakeholders: int = 2) -> Coverage:
    people = (
        StakeholderCoverage(
            id="ann",
            name="Ann",
            weight=0.9,
            coverage=1 / 3,
            active_ties=1,
            indirect=1 / 3,
            strongest=Strongest(own="us", strength=1 / 3),
        ),
        StakeholderCoverage(
            id="bob",
            name=HOSTILE,
            weight=0.3,
            coverage=0.0,
            active_ties=0,
            indirect=0.125,
            strongest=None,
        ),
    )
    half = share(1, 2)
    group = Group(key=None, count=2, active=0.5, redundant=0.0, weighted=0.25)
    return Coverage(
        **ENVELOPE,
        formula="coverage/1",
        stakeholders=stakeholders,
        own_people=1,
        reach=half,
        active=half,
        redundant=share(0, 2),
        weighted=share(0.3, 1.2) if stakeholders else share(0, 0),
        roles=half,
        roles_identified=half,
        target=share(0, 0),
        indirect=share(0.3375, 1.2) if stakeholders else share(0, 0),
        bounds=Bounds(lower=0.2, upper=0.304),
        density=0.5,
        authority=5.0,
        quality=1 / 3,
        by=Breakdown(
            role=(group,),
            level=(group,),
            function=(group,),
            organization=(Group(key="acme", count=2, active=None, redundant=None, weighted=None),),
        ),
        people=people if stakeholders else (),
        uncovered=("bob",) if stakeholders else (),
    )


def spoc() -> Spoc:
    return Spoc(
        **ENVELOPE,
        formula="spoc/1",
        stakeholders=2,
        own_people=1,
        single_threaded=(SingleThread(person="ann", own="us", weight=0.9),),
        orphaned=("bob",),
        thin_share=1.0,
        orphaned_share=0.25,
        spoc_share=1.0,
        own=(
            OwnRisk(
                id="us", name="Us One", loss=0.25, loss_share=1.0, load=1, share=1.0, sole=("ann",)
            ),
        ),
        hhi=1.0,
        effective_carriers=1.0,
        bus_factor=1,
        bus_factor_set=("us",),
        robustness=Robustness(curve=(0.25, 0.0), order=("us",), value=0.0),
        expected_loss=0.025,
        roles_on_one_head=(),
        customer_hhi=1.0,
        gatekeepers=(Gatekeeper(person="us", gate_weight=1.0, dominates=("ann", "bob")),),
        independent_paths={"ann": 1, "bob": 0},
    )


def findings() -> Findings:
    finding = Finding(
        rule="K01",
        severity=Severity.CRITICAL,
        account="acme",
        people=("bob",),
        values={"weight": 0.9},
        threshold=None,
        message=f"{HOSTILE} has no active contact.",
        action="Decide who approaches.",
    )
    return Findings(
        formula="findings/1",
        account=None,
        opportunity=None,
        as_of=DAY,
        policy="0123456789ab",
        findings=(finding,),
    )


def portfolio(count: int) -> PortfolioResult:
    rows = tuple(
        PortfolioRow(
            account=f"a{n}",
            name=f"Account number {n} of a long name",
            stakeholders=17,
            own_people=10,
            weighted=0.614,
            lower=0.51,
            upper=0.63,
            active=1.0,
            redundant=0.35,
            thin_share=1.0,
            orphaned_share=None,
            bus_factor=None,
            alignment=0.5,
            zipper=1.0,
            critical=2,
            warning=7,
            notice=8,
        )
        for n in range(count)
    )
    return PortfolioResult(formula="portfolio/1", as_of=DAY, policy="0123456789ab", accounts=rows)
