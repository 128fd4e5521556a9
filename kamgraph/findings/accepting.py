"""Accepting a finding: which one is meant, what it is worth today, and the row that says so.

What an acceptance does to findings stands in `accepted`. Nothing is written here: the result is
a decision, which a store carries out (`Store.change`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from kamgraph.errors import InputError, shortened
from kamgraph.findings.check import check
from kamgraph.findings.rule import RULES
from kamgraph.model.editing import built, read
from kamgraph.model.edits import Added, Decision, Edit, Reader, Removed, Replaced
from kamgraph.model.entities import ACCEPTANCES, Acceptance

if TYPE_CHECKING:
    from kamgraph.matrix import ContactMatrix
    from kamgraph.metrics.results import Finding

_LISTED = 10


@dataclass(frozen=True)
class Accepting:
    """What accepting comes to.

    Args:
        findings: the findings it covers today.
        decision: the row to write.
    """

    findings: tuple[Finding, ...]
    decision: Decision


def accepting(matrix: ContactMatrix, values: dict[str, object], lang: str = "en") -> Accepting:
    """Accepts what a rule finds in an account today.

    Without a person or a role it covers whatever the rule finds in the account, with the worst of
    today's values as its bound. A row of the same rule, person, role and opportunity that still
    holds ends today, and one that began today is replaced.

    Args:
        matrix: one account, or one of its opportunities, on the day of acceptance.
        values: columns of `acceptances`: rule, until, reason and, to name one finding of
            several, person and role.
        lang: the language of the findings' sentences.

    Raises:
        InputError: no such rule, role or date, the rule is switched off, or it finds nothing.
    """
    given = read(ACCEPTANCES, values)
    rule = str(given["rule"])
    if not matrix.policy.switch(rule).enabled:
        raise InputError(
            f"{rule} is switched off in the policy; switch it on there (findings.{rule}.enabled) "
            "before you accept what it finds"
        )
    found = check(matrix, lang)
    account = matrix.columns.accounts.ids[int(matrix.accounts[0])]
    every = [f for f in (*found.findings, *found.accepted) if f.rule == rule]
    meant = [f for f in every if _speaks_of(f, given.get("person"), given.get("role"))]
    if not meant:
        raise _not_found(rule, account, matrix.as_of, given, every)
    row = built(
        ACCEPTANCES,
        {
            **values,
            "account": account,
            "opportunity": matrix.opportunity,
            "accepted_on": matrix.as_of,
            "value": _worst(rule, meant),
        },
    )
    return Accepting(tuple(meant), _written(cast("Acceptance", row), matrix.as_of))


def _speaks_of(finding: Finding, person: object, role: object) -> bool:
    return (person is None or person in finding.people) and (
        role is None or finding.values.get("role") == role
    )


def _worst(rule: str, findings: Sequence[Finding]) -> float | None:
    """The worst of the values that an acceptance keeps in mind."""
    declared = next(r for r in RULES if r.id == rule)
    if declared.value is None:
        return None
    values = [float(cast("float", finding.values[declared.value])) for finding in findings]
    return max(values) if declared.worse > 0 else min(values)


def _not_found(
    rule: str, account: str, day: date, given: dict[str, Any], every: Sequence[Finding]
) -> InputError:
    """The error for an acceptance of nothing: says what the rule does find."""
    about = [f"{name} '{given[name]}'" for name in ("person", "role") if given.get(name)]
    what = f"{rule} is not found in account '{shortened(account)}' on {day}"
    if about and every:
        lines = [f"  {finding.message}" for finding in every[:_LISTED]]
        if len(every) > _LISTED:
            lines.append(f"  … and {len(every) - _LISTED} more")
        listing = "\n".join(lines)
        return InputError(f"{what} for {' and '.join(about)}; it finds there:\n{listing}")
    return InputError(
        f"{what}, so there is nothing to accept; `kamgraph check {shortened(account)} "
        f"--as-of {day}` lists what is found"
    )


def _written(row: Acceptance, day: date) -> Decision:
    """Writes an acceptance; one of the same matter that holds ends where this one begins."""

    def decide(reader: Reader) -> Sequence[Edit]:
        rows = cast(
            "tuple[Acceptance, ...]", reader.matching("acceptances", "account", row.account)
        )
        texts = ACCEPTANCES.texts
        edits: list[Edit] = []
        for old in rows:
            same = all(getattr(old, name) == getattr(row, name) for name in ACCEPTANCES.match)
            if not same or old.until <= day or (old.accepted_on or day) > day:
                continue
            if texts(old) == texts(row):
                return []
            if old.accepted_on == day:
                edits.append(Removed("acceptances", old))
            else:
                edits.append(Replaced("acceptances", old, old.model_copy(update={"until": day})))
        return [*edits, Added("acceptances", row)]

    return decide
