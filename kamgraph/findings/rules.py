"""The finding rules of metrics.md 8, each a small function.

With an empty buying center only K12, K15 and K16 are raised: every other rule starts from
stakeholders.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kamgraph import segments
from kamgraph.findings.rule import NOBODY, Assessment, Hits, joined, role_number, rule
from kamgraph.locale import marked
from kamgraph.matrix import EPSILON, ContactMatrix, Flags, Floats, Ints, reaches
from kamgraph.metrics.common import heaviest_first
from kamgraph.metrics.gatekeepers import gate_weights
from kamgraph.metrics.spoc import bus_factor
from kamgraph.model.columns import MISSING
from kamgraph.model.policy import Policy
from kamgraph.model.vocabulary import Center, Function, Role, Severity, Stance

_PURCHASING = list(Function).index(Function.PURCHASING)
_OPPONENT = list(Stance).index(Stance.OPPONENT)


def _where(flags: Flags) -> Ints:
    return np.flatnonzero(flags)


@rule(
    "K01",
    Severity.CRITICAL,
    marked("{person} ({role}) has no active contact with us."),
    marked("Decide who of us approaches {person}, and when."),
    value="weight",
)
def deciders_without_contact(assessment: Assessment) -> Hits:
    """K01: decider or approver without an active tie."""
    matrix = assessment.matrix
    decides = matrix.holds(Role.DECIDER)
    _, ties = assessment.ties_of_at_least(assessment.bound("K01"))
    rows = _where((decides | matrix.holds(Role.APPROVER)) & (ties == 0))
    hits = assessment.stakeholders(rows)
    role = np.where(decides[rows], role_number(Role.DECIDER), role_number(Role.APPROVER))
    return Hits(hits.block, hits.people, hits.weight, role, hits.values)


@rule(
    "K02",
    Severity.WARNING,
    marked("Our contact to {person} hangs on {own} alone."),
    marked("Introduce a second one of us to {person} while {own} is there to do it."),
    value="weight",
)
def heavy_on_one_head(assessment: Assessment) -> Hits:
    """K02: a heavy stakeholder that is single-threaded."""
    matrix = assessment.matrix
    heavy = reaches(matrix.weight, assessment.bound("K02"))
    alone = heavy & (matrix.active_ties == 1)
    return assessment.ties(_where(matrix.active & alone[matrix.row]))


@rule(
    "K03",
    Severity.CRITICAL,
    marked("If {own} leaves, more than the tolerable part of the covered weight is lost."),
    marked("Spread the contacts that {own} alone holds over several of us."),
    value="lost_share",
)
def one_departure_too_many(assessment: Assessment) -> Hits:
    """K03: bus factor 1 with enough stakeholders actively covered."""
    matrix = assessment.matrix
    covered = segments.counts(matrix.active_ties > 0, matrix.stakeholder_start)
    enough = covered >= assessment.bound("K03")
    factors = assessment.bus_factors
    blocks = _where(np.array([f == 1 for f in factors], np.bool_) & enough)
    witness = np.array([(bus_factor(matrix, b) or (0,))[0] for b in blocks.tolist()], np.int64)
    hits = assessment.accounts(
        blocks, covered=covered[blocks].astype(float), lost_share=_lost_shares(matrix, witness)
    )
    who = matrix.own_person[witness].reshape(-1, 1)
    return Hits(hits.block, who, hits.weight, hits.role, hits.values)


@rule(
    "K04",
    Severity.WARNING,
    marked("{person} alone leads us to others; stakeholders behind: {behind}."),
    marked("Build a second way to those behind {person}."),
    value="gate_weight",
)
def gatekeepers(assessment: Assessment) -> Hits:
    """K04: a person, ours included, who stands before a large part of the reachable weight."""
    graph, matrix = assessment.ways, assessment.matrix
    share, behind = gate_weights(graph)
    gates = _where(reaches(share, assessment.bound("K04")) & (behind > 0))
    weight = np.zeros(len(share))
    inside = graph.stakeholder != MISSING
    weight[graph.stakeholder[inside]] = matrix.weight[inside]
    return Hits(
        block=graph.block[gates],
        people=graph.person[gates][:, None],
        weight=weight[gates],
        role=np.full(len(gates), NOBODY),
        values={"gate_weight": share[gates], "behind": behind[gates].astype(float)},
    )


def _lost_shares(matrix: ContactMatrix, own: Ints) -> Floats:
    """The part of their account's covered weight that nobody covers without some own people."""
    size = len(matrix.own_person)
    sole = matrix.active & (matrix.active_ties[matrix.row] == 1)
    weight = matrix.weight[matrix.row]
    lost = segments.totals(weight * sole, matrix.own, size)
    covered = segments.sums(matrix.weight * (matrix.active_ties > 0), matrix.stakeholder_start)
    return segments.ratios(lost[own], covered[matrix.own_block[own]], EPSILON)


def _roles_where(assessment: Assessment, *, identified: bool) -> Hits:
    """Required roles that nobody holds, or that only people without an active tie hold."""
    matrix = assessment.matrix
    found: list[Hits] = []
    _, ties = assessment.ties_of_at_least(assessment.bound("K06"))
    for role in matrix.policy.required_roles:
        held = matrix.holds(role)
        holders = segments.counts(held, matrix.stakeholder_start)
        covered = segments.counts(held & (ties > 0), matrix.stakeholder_start)
        missing = (holders > 0) & (covered == 0) if identified else holders == 0
        blocks = _where(missing & (matrix.stakeholders > 0))
        hits = assessment.accounts(blocks, holders=holders[blocks].astype(float))
        people, weight = _holders(assessment, blocks, held)
        role_of = np.full(len(blocks), role_number(role))
        found.append(Hits(hits.block, people, weight, role_of, hits.values))
    return joined(found)


def _holders(assessment: Assessment, blocks: Ints, held: Flags) -> tuple[Ints, Floats]:
    """The holders of a role in some accounts, and the weight of the heaviest."""
    matrix = assessment.matrix
    lists, weights = [], np.zeros(len(blocks))
    for position, block in enumerate(blocks.tolist()):
        first, end = matrix.stakeholder_start[block : block + 2].tolist()
        rows = np.array(heaviest_first(matrix, (first + _where(held[first:end])).tolist()), int)
        lists.append(matrix.person[rows].tolist())
        weights[position] = matrix.weight[rows].max(initial=0.0)
    width = max((len(people) for people in lists), default=0)
    filled = [people + [NOBODY] * (width - len(people)) for people in lists]
    return np.array(filled, np.int64).reshape(len(blocks), width), weights


@rule(
    "K05",
    Severity.WARNING,
    marked("Nobody is known in the role {role}."),
    marked("Ask who takes the role {role} in this buying center."),
)
def roles_not_identified(assessment: Assessment) -> Hits:
    """K05: a required role that nobody in the buying center holds."""
    return _roles_where(assessment, identified=False)


@rule(
    "K06",
    Severity.WARNING,
    marked("We have no active contact to anybody in the role {role}."),
    marked("Build a contact to one of those in the role {role}."),
    value="holders",
)
def roles_not_covered(assessment: Assessment) -> Hits:
    """K06: a required role that is identified but not covered."""
    return _roles_where(assessment, identified=True)


def lapsed_from(policy: Policy) -> float:
    """From which silence ratio on a tie has lapsed: not before K07 strikes at all.

    Args:
        policy: the constants.
    """
    own = policy.switch("K07").own_threshold
    return policy.rhythm.lapsed if own is None else max(policy.rhythm.lapsed, own)


@rule(
    "K07",
    Severity.NOTICE,
    marked("It has been quiet between {own} and {person}: {silence} times their usual gap."),
    marked("{own} should get in touch with {person}."),
    value="stage",
)
def quiet_ties(assessment: Assessment) -> Hits:
    """K07, quiet: silent for long, not yet lapsed."""
    silence = assessment.silence
    lapsed = reaches(silence, lapsed_from(assessment.matrix.policy))
    rows = _where(reaches(silence, assessment.bound("K07")) & ~lapsed)
    return assessment.ties(rows, silence=silence[rows], stage=np.full(len(rows), 1.0))


@rule(
    "K07",
    Severity.WARNING,
    marked("The tie of {own} to {person} has lapsed: silent for {silence} times their usual gap."),
    marked("{own} should revive the tie to {person}, or somebody else should take over."),
    lapsed_from,
    value="stage",
)
def lapsed_ties(assessment: Assessment) -> Hits:
    """K07, lapsed: silent for very long."""
    silence = assessment.silence
    rows = _where(reaches(silence, lapsed_from(assessment.matrix.policy)))
    return assessment.ties(rows, silence=silence[rows], stage=np.full(len(rows), 2.0))


@rule(
    "K08",
    Severity.NOTICE,
    marked("Nobody knows when {own} and {person} last met; the rated level {level} is a guess."),
    marked("Ask {own} for the date of the last contact and record it."),
    value="level",
)
def undated_ties(assessment: Assessment) -> Hits:
    """K08: a tie rated from level 1, undated."""
    matrix = assessment.matrix
    rows = _where(matrix.undated & (matrix.level >= 1))
    return assessment.ties(rows, level=matrix.level[rows].astype(float))


@rule(
    "K09",
    Severity.CRITICAL,
    marked("{person} is against us, and nobody of us has an active contact."),
    marked("Find out what {person} objects to, and who of us can talk about it."),
    value="weight",
)
def opponents_without_contact(assessment: Assessment) -> Hits:
    """K09: a heavy opponent without an active tie."""
    matrix = assessment.matrix
    heavy = reaches(matrix.weight, assessment.bound("K09"))
    alone = heavy & (matrix.active_ties == 0)
    return assessment.stakeholders(_where(alone & (matrix.stance == _OPPONENT)))


@rule(
    "K10",
    Severity.NOTICE,
    marked("Whoever of us fits {person} best has no active contact to them."),
    marked("Bring together {person} and a counterpart of the same level and function."),
    value="weight",
)
def without_best_counterpart(assessment: Assessment) -> Hits:
    """K10: a heavy stakeholder without an active tie from an own person of the largest fit."""
    matrix, best = assessment.matrix, assessment.best_fits
    fitting = matrix.active & (assessment.tie_fits >= best[matrix.row] - EPSILON)
    met = segments.counts(fitting, matrix.start) > 0
    heavy = reaches(matrix.weight, assessment.bound("K10"))
    rows = _where(heavy & ~met)
    return assessment.stakeholders(rows, best_fit=best[rows])


@rule(
    "K11",
    Severity.WARNING,
    marked("{own} holds {load} active ties in this account, more than one person can keep."),
    marked("Hand over some of the stakeholders of {own} to others."),
    value="load",
)
def overloaded(assessment: Assessment) -> Hits:
    """K11: an own person's load above capacity."""
    rows = _where(assessment.loads > assessment.bound("K11"))
    return assessment.own(rows, load=assessment.loads[rows])


@rule(
    "K12",
    Severity.WARNING,
    marked("{person} has left but is still listed in this account."),
    marked("End the membership of {person}, and name a successor."),
)
def left_but_listed(assessment: Assessment) -> Hits:
    """K12: a valid membership of a person who has left."""
    matrix = assessment.matrix
    people, rows = matrix.columns.people, matrix.columns.memberships
    size = max(len(people.ids), 1)
    keys = []
    for center in Center:
        found, block = matrix.memberships(center)
        person = rows.person[found]
        gone = people.left[person] <= matrix.day
        keys.append(block[gone] * size + person[gone])
    key = segments.distinct(np.concatenate(keys))
    hits = assessment.accounts(key // size)
    return Hits(hits.block, (key % size)[:, None], hits.weight, hits.role, hits.values)


@rule(
    "K13",
    Severity.NOTICE,
    marked("{own} works this account without being listed in the selling center."),
    marked("List {own} in the selling center, or hand the contacts over to somebody who is."),
)
def unlisted(assessment: Assessment) -> Hits:
    """K13: an own person counted in S without a selling membership.

    Who is counted has a tie of at least `trace_threshold`; a bound of the rule's own asks for a
    stronger one.
    """
    matrix, own = assessment.matrix, assessment.matrix.policy.switch("K13").own_threshold
    rows = _where(~matrix.listed)
    if own is not None:
        strongest = np.zeros(len(matrix.own_person))
        np.maximum.at(strongest, matrix.own, matrix.strength)
        rows = rows[reaches(strongest[rows], own)]
    return assessment.own(rows)


@rule(
    "K14",
    Severity.CRITICAL,
    marked("{competitor} is ahead of us with {person}, who decides."),
    marked("Decide how we win {person} back: who of us meets them, and with what."),
    value="best",
)
def behind_a_competitor(assessment: Assessment) -> Hits:
    """K14: a decider whom a competitor reaches more surely than we do."""
    found = assessment.rivals
    behind = found.met & (found.lead < assessment.bound("K14") - EPSILON)
    rows = _where(behind & assessment.matrix.holds(Role.DECIDER))
    hits = assessment.stakeholders(rows, best=found.best[rows], lead=found.lead[rows])
    role = np.full(len(rows), role_number(Role.DECIDER))
    return replace(hits, role=role, organization=found.organization[rows])


@rule(
    "K15",
    Severity.WARNING,
    marked("The buying center of {account} is empty: there is nothing to assess."),
    marked("Map the people who decide, buy, influence and use."),
)
def nothing_to_assess(assessment: Assessment) -> Hits:
    """K15: an empty buying center."""
    return assessment.accounts(_where(assessment.matrix.stakeholders == 0))


@rule(
    "K16",
    Severity.WARNING,
    marked("The vacant position {person} holds the role {role}."),
    marked("Find out who acts in the role {role} until the position is filled."),
)
def vacant_roles(assessment: Assessment) -> Hits:
    """K16: a vacant position that holds a required role, one finding a position and role."""
    matrix = assessment.matrix
    people, memberships = matrix.columns.people, matrix.columns.memberships
    rows, block = matrix.memberships(Center.BUYING)
    vacant = people.vacant[memberships.person[rows]]
    rows, block = rows[vacant], block[vacant]
    found = []
    size = max(len(people.ids), 1)
    for role in matrix.policy.required_roles:
        held = (memberships.roles[rows] >> role_number(role) & 1) != 0
        key = segments.distinct(block[held] * size + memberships.person[rows][held])
        hits = assessment.accounts(key // size)
        roles = np.full(len(key), role_number(role))
        found.append(Hits(hits.block, (key % size)[:, None], hits.weight, roles, {}))
    return joined(found)


@rule(
    "K17",
    Severity.WARNING,
    marked("We have active contacts to purchasing alone."),
    marked("Build contacts to those who use, decide and influence, beside purchasing."),
    value="covered",
    lower_is_worse=True,
)
def purchasing_alone(assessment: Assessment) -> Hits:
    """K17: only people of function purchasing actively covered, with others in B."""
    matrix = assessment.matrix
    buys = matrix.columns.people.function[matrix.person] == _PURCHASING
    covered = matrix.active_ties > 0
    start = matrix.stakeholder_start
    some = segments.counts(covered, start) > 0
    others = segments.counts(~buys, start) > 0
    others_covered = segments.counts(covered & ~buys, start) > 0
    blocks = _where(some & others & ~others_covered)
    count = segments.counts(covered, start)[blocks].astype(float)
    return assessment.accounts(blocks, covered=count)
