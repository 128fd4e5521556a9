"""Who knows whom in the fictional portfolio: contacts, and the interactions behind them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import fiction
from output import Tables, iso
from region import FIRST_DAY, LAST_DAY, Person, Region


def carriers(region: Region, kind: str, team: Sequence[Person]) -> tuple[list[Person], list[float]]:
    """Own people who know somebody at the account, and how much of the work each does."""
    rng = region.rng
    if kind == "many":
        chosen = rng.sample(region.own, min(rng.randrange(24, 45), len(region.own)))
        return chosen, [1.0] * len(chosen)
    if kind == "single":
        return list(team[:3]), [30.0, 1.0, 1.0]
    count = rng.randrange(4, 15)
    strangers = rng.sample(region.own, min(2, len(region.own)))  # they do the work unlisted
    chosen = list(dict.fromkeys([*team[: count - 2], *strangers]))
    return chosen, [(rank + 1) ** -0.7 for rank in range(len(chosen))]


def write_contacts(
    tables: Tables, region: Region, kind: str, people: Sequence[Person], team: Sequence[Person]
) -> None:
    """Who of us knows whom at the account."""
    known, work = carriers(region, kind, team)
    shares = fiction.TIES_OF_A_STAKEHOLDER[kind]
    for person in people:
        if person.vacant:
            continue
        wanted = region.rng.choices(list(shares), list(shares.values()))[0]
        # a set would lose the order and with it the same output for the same seed
        for own in dict.fromkeys(region.rng.choices(known, work, k=wanted) if wanted else ()):
            write_contact(tables, region, own, person)


def write_contact(tables: Tables, region: Region, own: Person, person: Person) -> None:
    """One pair: its contact rows, and whether and how often it is to be given interactions."""
    rng = region.rng
    end = min(own.left or LAST_DAY, person.left or LAST_DAY)
    if region.chance(0.25):  # a relation that has gone quiet
        end = min(end, rng.randrange(FIRST_DAY, LAST_DAY))
    level = rng.choices(range(5), (4, 19, 31, 30, 16))[0]
    dated = region.chance(0.85) and end > FIRST_DAY
    logged = dated and region.chance(0.75)
    if logged:
        region.pairs.append((own.id, person.id, end, rng.expovariate(1.0) + level / 4))
        if region.chance(0.08):  # evidence alone, nobody rated it
            return
    last = end - rng.randrange(0, min(120, end - FIRST_DAY)) if dated else 0
    last = 0 if logged and region.chance(0.3) else last
    target = rng.randrange(max(level, 1), 5) if region.chance(0.25) else ""
    since = rng.randrange(FIRST_DAY - 500, FIRST_DAY + 600) if region.chance(0.45) else 0
    if since and region.chance(0.4):  # history: each row ends the day the next begins
        earlier = since - rng.randrange(60, 500) if region.chance(0.5) else 0
        was = max(level - 1, 0)
        tables.add("contacts", own.id, person.id, was, target, "", iso(earlier), iso(since), "", "")
    until = since + rng.randrange(100, 700) if since and region.chance(0.04) else 0
    source = rng.choice(("", "", "crm", "key account manager"))
    cells = (own.id, person.id, level, target, iso(last), iso(since), iso(until), source, "")
    tables.add("contacts", *cells)


def write_interactions(tables: Tables, region: Region, number: int, quota: int) -> None:
    """As many interactions as the region's quota leaves, spread over its pairs by their rates."""
    rng, chance = region.rng, region.rng.random
    if not region.pairs or quota <= 0:
        return
    rates = list(itertools.accumulate(pair[3] for pair in region.pairs))
    channels, weights = (
        list(fiction.CHANNELS),
        list(itertools.accumulate(fiction.CHANNELS.values())),
    )
    pairs = rng.choices(region.pairs, cum_weights=rates, k=quota)
    add = tables.add
    for i, channel in enumerate(rng.choices(channels, cum_weights=weights, k=quota)):
        own, person, end, _ = pairs[i]
        day = FIRST_DAY + int(chance() * (end - FIRST_DAY + 1))
        mail = channel in ("email", "message")
        two_way = "false" if mail and chance() < 0.35 else "true"
        identity = f"i{number:04}-{i:06}" if chance() < 0.15 else ""
        subject = f"Topic {i % 97}, {channel}" if chance() < 0.2 else ""
        add("interactions", iso(day), own, person, channel, two_way, identity, subject)
