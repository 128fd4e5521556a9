"""Planning against a second, naive implementation, on random portfolios full of edge cases."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.spoc import spoc
from kamgraph.model.policy import Policy
from kamgraph.planning.departures import departures, headlines
from kamgraph.planning.introductions import introductions
from kamgraph.planning.next_contacts import next_contacts
from kamgraph.planning.results import AddedContact, Headline, Metrics
from kamgraph.planning.what_if import what_if
from tests.counts import count
from tests.oracle import naive
from tests.oracle import what_if as plain
from tests.oracle.compare import differences, weights_of
from tests.oracle.generate import as_of, random_policy, random_portfolio, write_csv, write_policy
from tests.properties.test_commands_oracle import ask
from tests.properties.test_metrics_oracle import portfolio_of

SEEDS = range(count(60, 300))


def accounts(tables: Any) -> Iterator[tuple[str, str | None]]:
    """Every account, alone and with each of its opportunities."""
    for account in tables["accounts"]:
        own = [o["id"] for o in tables["opportunities"] if o["account"] == account["id"]]
        for opportunity in [None, *own]:
            yield account["id"], opportunity


def sides(tables: Any) -> tuple[list[str], list[str]]:
    """Ids of our people, and of all others."""
    own = {o["id"] for o in tables["organizations"] if o["kind"] == "own"}
    people = tables["people"]
    ours = [p["id"] for p in people if p["organization"] in own]
    return ours, [p["id"] for p in people if p["organization"] not in own]


def supposed(
    rng: random.Random, tables: Any, account: str
) -> tuple[list[str], list[tuple[str, str, int]]]:
    """Some departures, mostly of people in the account, and some added contacts."""
    ours, others = sides(tables)
    members = [m["person"] for m in tables["memberships"] if m["account"] == account]
    near = members * 3 + ours + others
    without = [rng.choice(near) for _ in range(rng.choice([0, 1, 1, 2, 4])) if near]
    contacts: list[tuple[str, str, int]] = []
    if ours and others:
        reached = [person for person in members if person in others] * 3 + others
        for _ in range(rng.choice([0, 1, 1, 3])):
            contacts.append((rng.choice(ours), rng.choice(reached), rng.randrange(5)))
    return without, contacts


@pytest.mark.parametrize("seed", SEEDS)
def test_what_if_equals_the_naive_one(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    policy, portfolio = Policy.from_differences(constants), portfolio_of(tables)
    rng = random.Random(f"what if {seed}")
    for account, opportunity in accounts(tables):
        without, contacts = supposed(rng, tables, account)
        matrix = ContactMatrix.of_account(portfolio, account, day, policy, opportunity)
        added = [AddedContact(own=s, person=b, level=level) for s, b, level in contacts]
        found = what_if(matrix, without, added).model_dump(mode="json")
        wanted = plain.what_if(tables, account, day, constants, opportunity, without, contacts)
        weights = weights_of(naive.coverage(tables, account, day, constants, opportunity))
        assert differences(wanted, found, weights=weights) == [], (account, without, contacts)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_if_equals_editing_the_tables(seed: int) -> None:
    """Where the pair has no row yet, a new one of the day is the whole edit."""
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    policy, portfolio = Policy.from_differences(constants), portfolio_of(tables)
    rng = random.Random(f"edit {seed}")
    for account, opportunity in accounts(tables):
        without, contacts = supposed(rng, tables, account)
        rated = {(row["own"], row["person"]) for row in tables["contacts"]}
        contacts = [c for c in contacts if c[:2] not in rated][:1]
        matrix = ContactMatrix.of_account(portfolio, account, day, policy, opportunity)
        added = [AddedContact(own=s, person=b, level=level) for s, b, level in contacts]
        found = what_if(matrix, without, added).after
        later = plain.edited(tables, account, day, without, [s for s, _, _ in contacts])
        for s, b, level in contacts:
            row = dict.fromkeys(["own", "person", "level", "target", "since", "until"])
            row |= {"own": s, "person": b, "level": level, "last_contact": day}
            later["contacts"].append(row)
        scope = (later, account, day, constants, opportunity)
        weights = weights_of(naive.coverage(*scope))
        for name in ("coverage", "spoc", "alignment", "structure"):
            wanted = getattr(naive, name)(*scope)
            answer = getattr(found, name).model_dump(mode="json")
            assert differences(wanted, answer, weights=weights) == [], (name, without, contacts)


def shown_in(found: Headline, before: Metrics, after: Metrics, cut_off: tuple[str, ...]) -> None:
    """The headline is what the four metrics say."""
    covered, risk, fit = after.coverage, after.spoc, after.alignment
    numbers = {
        "weighted": covered.weighted.value,
        "indirect": covered.indirect.value,
        "active": covered.active.value,
        "thin_share": risk.thin_share,
        "orphaned_share": risk.orphaned_share,
        "single_threaded": len(risk.single_threaded),
        "orphaned": len(risk.orphaned),
        "alignment": fit.alignment.value,
        "bus_factor": risk.bus_factor,
        "counterparts_value": fit.counterparts_value,
    }
    ties = {row.id: row.active_ties for row in before.coverage.people}
    thinned = [row.person for row in risk.single_threaded if ties[row.person] > 1]
    paths = before.spoc.independent_paths
    lost = [
        row.id for row in covered.people if paths[row.id] and not risk.independent_paths[row.id]
    ]
    answer = found.model_dump(mode="json")
    wanted = {**numbers, "cut_off": list(cut_off), "thinned": thinned, "out_of_reach": lost}
    assert differences(wanted, {key: answer[key] for key in wanted}) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_each_departure_equals_its_what_if(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    policy, portfolio = Policy.from_differences(constants), portfolio_of(tables)
    rng = random.Random(f"each {seed}")
    for account, opportunity in list(accounts(tables))[:2]:
        matrix = ContactMatrix.of_account(portfolio, account, day, policy, opportunity)
        found = departures(matrix, exact=True)
        shown = {row.id for row in found.people}
        assert shown >= {*matrix.ids, *matrix.own_ids}
        today = what_if(matrix).before
        others = [person for person in sides(tables)[1] if person not in shown]
        for person in rng.sample(others, min(2, len(others))):  # who is not shown changes nothing
            shown_in(found.today, today, what_if(matrix, [person]).after, ())
        sets = [supposed(rng, tables, account)[0] for _ in range(2)]
        several = headlines(matrix, sets, exact=True)
        rows = [*zip([[row.id] for row in found.people], found.people, strict=True)]
        for without, row in [
            *rng.sample(rows, min(2, len(rows))),
            *zip(sets, several, strict=True),
        ]:
            alone = what_if(matrix, without)
            shown_in(row, alone.before, alone.after, alone.cut_off)
        shown_in(found.today, today, today, ())


@pytest.mark.parametrize("seed", SEEDS)
def test_next_contacts_equal_trying_every_pair(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    policy, portfolio = Policy.from_differences(constants), portfolio_of(tables)
    for account, opportunity in list(accounts(tables))[:3]:
        matrix = ContactMatrix.of_account(portfolio, account, day, policy, opportunity)
        scope = plain.make_scope(tables, account, day, constants, opportunity)
        k = 1 + seed % 7 if len(scope.S) * len(scope.B) < 60 else 2
        wanted = plain.next_contacts(scope, k)
        found = next_contacts(matrix, k).model_dump(mode="json")["steps"]
        assert differences(wanted, found) == [], account


@pytest.mark.parametrize("seed", SEEDS)
def test_introductions_equal_the_enumeration_of_all_paths(seed: int) -> None:
    """To everybody who is not ours, in the account or not."""
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    policy, portfolio = Policy.from_differences(constants), portfolio_of(tables)
    _, others = sides(tables)
    for account, opportunity in accounts(tables):
        matrix = ContactMatrix.of_account(portfolio, account, day, policy, opportunity)
        for number, person in enumerate(others):
            k = (1, 2, 3, 9)[number % 4]
            found = introductions(matrix, person, k).model_dump(mode="json")
            question = (tables, account, day, person, k, constants, opportunity)
            assert differences(naive.introductions(*question), found) == [], (account, person)


def best_of_all(scope: plain.Scope, k: int) -> float:
    """The largest numerator of C that k allowed steps in any order lead to."""
    best, seen = plain.weighted_cover(scope, scope.S), set()
    todo: list[tuple[tuple[tuple[str, str], float], ...]] = [()]
    while todo:
        added = todo.pop()
        key = frozenset(pair for pair, _ in added)
        if key in seen:
            continue
        seen.add(key)
        before = {pair: scope.w[pair] for pair, _ in added}
        scope.w.update(added)
        best = max(best, plain.weighted_cover(scope, scope.S))
        if len(added) < k:
            for pair in plain.allowed(scope):
                todo.append((*added, (pair, plain.reachable(scope, *pair))))
        scope.w.update(before)
    return best


@pytest.mark.parametrize("seed", SEEDS)
def test_greedy_is_within_half_of_the_best(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    policy, portfolio = Policy.from_differences(constants), portfolio_of(tables)
    for account, opportunity in accounts(tables):
        scope = plain.make_scope(tables, account, day, constants, opportunity)
        total = scope.total_weight()
        if total <= 1e-12 or not 0 < len(scope.S) * len(scope.B) <= 12:
            continue
        matrix = ContactMatrix.of_account(portfolio, account, day, policy, opportunity)
        gained = sum(step.gain for step in next_contacts(matrix, 3).steps)
        possible = (best_of_all(scope, 3) - plain.weighted_cover(scope, scope.S)) / total
        assert gained >= possible / 2 - 1e-12, account


@pytest.mark.parametrize("seed", SEEDS)
def test_expected_loss_is_what_departures_cost_on_average(seed: int) -> None:
    """Everybody leaves or stays by lot, with a fixed seed; 4.5 standard errors are allowed."""
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    policy, portfolio = Policy.from_differences(constants), portfolio_of(tables)
    lots = np.random.default_rng(seed)
    for account, opportunity in accounts(tables):
        matrix = ContactMatrix.of_account(portfolio, account, day, policy, opportunity)
        expected = spoc(matrix).expected_loss
        if expected is None:
            continue
        people, draws = matrix.columns.people, 2000
        leaves = people.attrition[matrix.own_person]
        leaves = np.where(np.isnan(leaves), policy.attrition, leaves)
        stays = lots.random((draws, len(leaves))) >= leaves
        missed = np.ones((draws, len(matrix.person)))
        for b, s, w in zip(matrix.row, matrix.own, matrix.strength, strict=True):
            missed[:, b] *= 1 - w * stays[:, s]
        covered = (1 - missed) @ matrix.weight / matrix.weight.sum()
        loss = coverage(matrix).weighted.value - covered
        margin = 4.5 * loss.std() / np.sqrt(draws) + 1e-12
        assert abs(loss.mean() - expected) <= margin, account


@pytest.mark.parametrize("seed", range(2000, 2000 + count(12, 300)))
def test_commands_answer_the_same(seed: int, tmp_path: Path) -> None:
    """Through a folder or the embedded file, people included who are new to the account."""
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    folder, policy = tmp_path / "tables", tmp_path / "policy.toml"
    write_csv(tables, folder)
    write_policy(constants, policy)
    store = str(folder)
    if seed % 2:
        store = str(tmp_path / "store.db")
        ask("--store", store, "import", str(folder))
    whole = ["--store", store, "--policy", str(policy)]
    rng = random.Random(f"commands {seed}")
    for account, opportunity in list(accounts(tables))[:2]:
        without, contacts = supposed(rng, tables, account)
        scope = ["--as-of", str(day), "--format", "json"]
        scope += ["--opportunity", opportunity] if opportunity else []
        asked = [word for person in without for word in ("--without", person)]
        for s, b, level in contacts:
            asked += ["--contact", s, b, str(level)]
        weights = weights_of(naive.coverage(tables, account, day, constants, opportunity))
        if asked:
            found = ask(*whole, "whatif", *asked, *scope, "--", account)
            wanted = plain.what_if(tables, account, day, constants, opportunity, without, contacts)
            assert differences(wanted, found, weights=weights) == [], (account, asked)
        found = ask(*whole, "next", "-k", "3", *scope, "--", account)["steps"]
        naively = plain.make_scope(tables, account, day, constants, opportunity)
        assert differences(plain.next_contacts(naively, 3), found) == [], account
