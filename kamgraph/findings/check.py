"""Findings with their sentences, in the fixed order of metrics.md 8."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kamgraph.findings import rules as _rules  # noqa: F401 - registers the rules
from kamgraph.findings.accepted import NOT_ACCEPTED, Acceptances
from kamgraph.findings.rule import NOBODY, Assessment, Hits, Rule, rules_of
from kamgraph.locale import texts
from kamgraph.metrics.common import rounded
from kamgraph.metrics.results import AcceptedFinding, Finding, Findings
from kamgraph.model.columns import NEVER, AcceptanceColumns
from kamgraph.model.vocabulary import Role, Severity

if TYPE_CHECKING:
    import gettext

    from kamgraph.matrix import ContactMatrix

FORMULA = "findings/1"

_SEVERITIES = list(Severity)
_ROLES = list(Role)
_COUNTS = frozenset({"level", "load", "covered", "holders", "stage", "behind"})
"""Values that are whole numbers."""


def check(matrix: ContactMatrix, lang: str = "en") -> Findings:
    """The findings of one account, or of all, `findings/1` (metrics.md 8).

    Args:
        matrix: one account, or all accounts side by side.
        lang: the language of the sentences.
    """
    return checks(matrix, (lang,))[lang]


def checks(matrix: ContactMatrix, langs: Sequence[str]) -> dict[str, Findings]:
    """The same findings in several languages: looked for once, said in each, `findings/1`.

    Args:
        matrix: one account, or all accounts side by side.
        langs: the languages of the sentences.
    """
    assessment, acceptances = Assessment(matrix), Acceptances(matrix)
    found = []
    for rule in rules_of(matrix.policy):
        hits = rule.find(assessment)
        found.append((rule, hits, acceptances.covering(rule, hits).tolist()))
    return {lang: _said(matrix, found, texts(lang)) for lang in langs}


def _said(
    matrix: ContactMatrix,
    found: Sequence[tuple[Rule, Hits, list[int]]],
    speech: gettext.NullTranslations,
) -> Findings:
    """What was found, in the order of the result, with its sentences in a language."""
    ours = frozenset(matrix.own_person.tolist())
    rows = []
    for rule, hits, covers in found:
        for row, cover in enumerate(covers):
            order, finding = _finding(matrix, rule, hits, row, speech, ours)
            rows.append((order, finding, cover))
    rows.sort(key=lambda each: each[0])
    one = matrix.blocks == 1
    return Findings(
        formula=FORMULA,
        account=matrix.columns.accounts.ids[int(matrix.accounts[0])] if one else None,
        opportunity=matrix.opportunity,
        as_of=matrix.as_of,
        policy=matrix.policy.hash,
        findings=tuple(finding for _, finding, cover in rows if cover == NOT_ACCEPTED),
        accepted=tuple(
            _accepted(finding, matrix.columns.acceptances, cover)
            for _, finding, cover in rows
            if cover != NOT_ACCEPTED
        ),
    )


def _accepted(finding: Finding, acceptances: AcceptanceColumns, row: int) -> AcceptedFinding:
    """A finding with what was said when it was accepted."""
    since = int(acceptances.since[row])
    return AcceptedFinding(
        **finding.__dict__,
        accepted_on=None if since == NEVER else date.fromordinal(since),
        until=date.fromordinal(int(acceptances.until[row])),
        reason=acceptances.reasons[row],
    )


def _finding(
    matrix: ContactMatrix,
    rule: Rule,
    hits: Hits,
    row: int,
    speech: gettext.NullTranslations,
    own_people: frozenset[int],
) -> tuple[tuple[object, ...], Finding]:
    """A hit as a finding, with what it is ordered by."""
    known = matrix.columns.people.ids
    numbers = [number for number in hits.people[row].tolist() if number != NOBODY]
    people = tuple(known[number] for number in numbers)
    account = matrix.columns.accounts.ids[int(matrix.accounts[int(hits.block[row])])]
    role = None if hits.role[row] == NOBODY else _ROLES[int(hits.role[row])]
    rival = None if hits.organization is None else int(hits.organization[row])
    values: dict[str, float | int | str | None] = {} if role is None else {"role": role.value}
    for name, column in hits.values.items():
        values[name] = int(column[row]) if name in _COUNTS else float(column[row])
    if rival is not None:
        values["competitor"] = matrix.columns.organizations.ids[rival]
    names = [(matrix.columns.people.names[n] or known[n], n in own_people) for n in numbers]
    places = _places(names, role, values, speech)
    places["competitor"] = "" if rival is None else matrix.columns.organizations.names[rival]
    places["account"] = matrix.columns.accounts.names[int(matrix.accounts[int(hits.block[row])])]
    severity = rule.severity_in(matrix.policy)
    finding = Finding(
        rule=rule.id,
        severity=severity,
        account=account,
        people=people,
        values=values,
        threshold=rule.threshold(matrix.policy),
        message=speech.gettext(rule.message).format(**places),
        action=speech.gettext(rule.action).format(**places),
    )
    order = (
        _SEVERITIES.index(severity),
        rule.id,
        -rounded(float(hits.weight[row])),
        people,
        account,  # what is still equal stays in the order of the policy's required roles
    )
    return order, finding


def _places(
    names: list[tuple[str, bool]],
    role: Role | None,
    values: dict[str, float | int | str | None],
    speech: gettext.NullTranslations,
) -> dict[str, str]:
    """What stands in the places of a sentence: names (ours or theirs), the role, numbers."""
    ours = [name for name, own in names if own]
    theirs = [name for name, own in names if not own]
    places = {
        "person": (theirs or ours or [""])[0],
        "own": (ours or theirs or [""])[0],
        "role": speech.pgettext("role", role.value) if role else "",
    }
    point = speech.pgettext("decimal point", ".")
    for name, value in values.items():
        if not isinstance(value, str):
            places[name] = (
                str(value) if isinstance(value, int) else f"{value:.1f}".replace(".", point)
            )
    return places
