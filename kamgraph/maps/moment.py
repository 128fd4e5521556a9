"""A state of the account, at a date or for an opportunity, as tables by number of the person.

Numbers of people and pairs ("own person:stakeholder") are keys; values are the results'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kamgraph.maps.facts import Facts, Numbering
from kamgraph.maps.shown import MapView, Side
from kamgraph.metrics.results import Finding

_DIGITS = 6
"""Of numbers that are only shown; what-if computes with weights and strengths, as they are."""


def moment(view: MapView, numbering: Numbering, facts: Facts) -> dict[str, Any]:
    """A state in full; `percent` is the coverage, as it is shown.

    Args:
        view: what it shows.
        numbering: everybody's number.
        facts: what the page knows of people, with the rows it refers to.
    """
    number = numbering.number
    figures = view.figures
    numbers = [(f, f.numbers) for f in figures if f.numbers is not None]
    return {
        "asOf": view.as_of.isoformat(),
        "opportunity": view.opportunity[1] if view.opportunity else None,
        "headline": _headline(view),
        "side": {str(number[f.id]): f.side.value for f in figures},
        "stance": {str(number[f.id]): f.stance.value for f in figures if f.stance},
        "roles": {str(number[f.id]): list(f.roles) for f in figures if f.roles},
        "rows": {
            str(number[f.id]): [facts.membership(row) for row in f.memberships]
            for f in figures
            if f.memberships
        },
        "weight": {str(number[f.id]): n.weight for f, n in numbers},
        "percent": {str(number[f.id]): round(100 * n.coverage) for f, n in numbers},
        "active": {str(number[f.id]): n.active_ties for f, n in numbers},
        "load": {str(number[f.id]): f.load for f in figures if f.load is not None},
        **_pairs(view, number),
        "ties": {str(facts.tie(tie)): 1 for tie in view.ties},
        **_assessment(view, number),
        "rivals": _rivals(view, number, facts),
    }


def _headline(view: MapView) -> dict[str, Any]:
    """The strip's numbers, by the scripts' names."""
    found = asdict(view.headline)
    found["findings"] = {severity.value: count for severity, count in view.headline.findings}
    return found


def _pairs(view: MapView, number: dict[str, int]) -> dict[str, Any]:
    """Strengths, which change every day, apart from ratings, which rarely do."""
    key = {(c.own, c.person): f"{number[c.own]}:{number[c.person]}" for c in view.contacts}
    return {
        "strength": {key[c.own, c.person]: c.strength for c in view.contacts},
        "rated": {
            key[c.own, c.person]: [c.level, c.target, c.last and c.last.isoformat()]
            for c in view.contacts
        },
    }


def _assessment(view: MapView, number: dict[str, int]) -> dict[str, Any]:
    """What the metrics say of single people and pairs."""
    own_side = {f.id for f in view.side(Side.OWN)}
    return {
        "counterparts": {
            str(number[row.person]): [
                None if row.own is None else number[row.own],
                row.fit,
                row.strength,
                row.status.value,
            ]
            for row in view.counterparts
        },
        "teeth": {f"{number[own]}:{number[person]}": 1 for own, person in view.teeth},
        "gates": {
            str(number[gate.person]): [number[p] for p in gate.dominates]
            for gate in view.gatekeepers
            if gate.person in number
        },
        "listed": {
            str(number[f.id]): 1 for f in view.side(Side.OWN) if f.id in own_side and f.memberships
        },
        "findings": [_finding(view, place, number) for place in range(len(view.sentences))],
        "accepted": [
            {
                **_row(finding, said, number),
                "until": finding.until.isoformat(),
                "reason": finding.reason,
            }
            for finding, said in view.accepted
        ],
    }


def _rivals(view: MapView, number: dict[str, int], facts: Facts) -> dict[str, Any]:
    """Of stakeholders whom a competitor reaches: ours, theirs, who they are, lead, verdict."""
    return {
        str(number[row.id]): [
            round(row.ours, _DIGITS),
            round(row.best, _DIGITS),
            facts.organization(row.competitor),
            round(row.lead, _DIGITS),
            _verdict(view, row.id),
        ]
        for row in view.rivals
        if row.id in number
    }


def _verdict(view: MapView, person: str) -> str:
    if person in view.lost_ground:
        return "lost"
    return "contested" if person in view.contested else ""


def _finding(view: MapView, place: int, number: dict[str, int]) -> dict[str, Any]:
    """A finding with its sentences in every language."""
    return _row(view.findings[place], view.sentences[place], number)


def _row(
    finding: Finding, said: Mapping[str, tuple[str, str]], number: dict[str, int]
) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "people": [number[p] for p in dict.fromkeys(finding.people) if p in number],
        "said": dict(said),
    }
