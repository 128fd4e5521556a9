"""Writes a fictional portfolio of any size as a folder of eight CSV files.

d1k is ``generate.py DEST --accounts 1000 --seed 1``: 1,000 accounts, 45,000 people, 321,000 rows;
d10k is the same with ``--accounts 10000``. Everything grows linearly: a region of 50 accounts with
its own people is made, written and forgotten before the next, so memory does not grow with the
size, and a smaller portfolio is the beginning of a larger one made with the same seed.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import fiction
from acquaintance import write_contact, write_contacts, write_interactions
from output import Tables, iso, number
from region import FIRST_DAY, LAST_DAY, Outsider, Person, Region

REGION = 50  # accounts that share one own organization and its people
ROWS_PER_ACCOUNT = 321  # all tables together; interactions fill up what the others leave
CUSTOMER_PEOPLE = 42  # mean of an account
OWN_PEOPLE = 2  # of each account; twice REGION share the accounts of a region
OUTSIDERS = 1  # of each account: partners, consultants, competitors, ...


def company(number: int, rng: random.Random) -> str:
    """An invented company name."""
    name = fiction.FIRST_PARTS[number % len(fiction.FIRST_PARTS)] + rng.choice(fiction.LAST_PARTS)
    return f"{name} {number} {rng.choice(fiction.LEGAL_FORMS)}"


def write_organization(
    tables: Tables, region: Region, key: str, number: int, kind: str, parent: str = ""
) -> str:
    """One row of organizations under an invented name, which is returned."""
    rng = region.rng
    name = company(number, rng)
    tables.add(
        "organizations",
        key,
        name,
        kind,
        parent,
        rng.choice(fiction.INDUSTRIES),
        rng.choice(fiction.COUNTRIES),
    )
    return name


def write_person(
    tables: Tables, region: Region, person: Person, organization: str, successor: str = ""
) -> None:
    """One row of people; facts that are often unknown in practice are often empty here."""
    rng = region.rng
    first, last = rng.choice(fiction.FIRST_NAMES), rng.choice(fiction.LAST_NAMES)
    email = f"{first}.{last}@{organization}.example".lower().translate(fiction.ASCII)
    mail = email if region.chance(0.7) and not person.vacant else ""
    joined = rng.randrange(FIRST_DAY - 4000, FIRST_DAY - 800) if region.chance(0.2) else 0
    tables.add(
        "people",
        person.id,
        organization,
        "" if person.vacant else f"{first} {last}",
        f"{person.function or 'staff'} {person.level or ''}".strip().replace("_", " "),
        person.function,
        person.level or "",
        number(rng.randrange(0, 21) / 2) if region.chance(0.8) else "",
        rng.choice(fiction.CITIES),
        rng.choice(("de", "de|en", "en", "de|en|fr", "")),
        mail,
        f"0049 000 {rng.randrange(10**6, 10**7)}" if region.chance(0.3) else "",
        "true" if person.vacant else "false",
        iso(joined),
        iso(person.left),
        successor if person.left else "",
        rng.choice((0.05, 0.1, 0.2, 0.35)) if region.chance(0.1) else "",
        "",
    )


def departure(region: Region, share: float) -> int:
    """The day somebody left, 0 for those who did not."""
    return region.rng.randrange(FIRST_DAY - 200, LAST_DAY + 1) if region.chance(share) else 0


def write_own_people(tables: Tables, region: Region, key: str, number: int, count: int) -> None:
    """An own organization and the people who work the region's accounts."""
    write_organization(tables, region, key, number, "own", "own")
    for i in range(count):
        level = (
            0 if region.chance(0.05) else region.rng.choices(range(1, 6), (35, 30, 20, 11, 4))[0]
        )
        person = Person(f"{key}-{i + 1:03}", region.pick(fiction.OWN_FUNCTIONS), level)
        person.left = departure(region, 0.05)
        successor = region.own[-1].id if i and region.chance(0.6) else ""
        write_person(tables, region, person, key, successor)
        region.own.append(person)
        if i:  # a tree below the first: the superior always comes earlier, so no cycle can arise
            tables.add(
                "ties", person.id, f"{key}-{(i - 1) // 7 + 1:03}", "reports_to", 1, *[""] * 4
            )


def write_outsiders(tables: Tables, region: Region, number: int, count: int) -> None:
    """Partners, consultants, competitors and the like, and their people."""
    keys = []
    for i, kind in enumerate(fiction.OUTSIDE_KINDS):
        keys.append((f"x{number:04}-{i + 1:02}", kind))
        write_organization(tables, region, keys[-1][0], number * 20 + i, kind)
    for i, (key, kind) in zip(range(count), itertools.cycle(keys), strict=False):
        person = Person(f"e{number:04}-{i + 1:03}", "", region.rng.randrange(0, 6))
        person.left = departure(region, 0.03)
        write_person(tables, region, person, key)
        region.outside.append(Outsider(person, key, kind))


def write_customer_people(
    tables: Tables, region: Region, key: str, divisions: Sequence[str], count: int
) -> list[Person]:
    """An account's people, the head first, levels falling with the depth of the tree."""
    people: list[Person] = []
    for i in range(count):
        depth = 5 if i == 0 else 4 if i < 5 else 3 if i < 14 else region.rng.choice((1, 2, 2))
        function = "executive" if i == 0 else region.pick(fiction.CUSTOMER_FUNCTIONS)
        person = Person(f"p{key}-{i + 1:02}", function, 0 if region.chance(0.09) else depth)
        person.vacant = i > 0 and region.chance(0.015)
        person.left = 0 if person.vacant else departure(region, 0.04)
        organization = region.rng.choice(divisions) if i else divisions[0]
        successor = people[-1].id if i and region.chance(0.3) else ""
        write_person(tables, region, person, organization, successor)
        people.append(person)
    return people


def write_customer_ties(
    tables: Tables, region: Region, people: Sequence[Person], organization: str
) -> None:
    """Who reports to, influences and knows whom, as far as such things are known."""
    rng = region.rng
    ids = [person.id for person in people]
    for i in range(1, len(ids)):
        if i >= 15 and not region.chance(0.1):
            continue
        superior, since = ids[(i - 1) // 4], 0
        if region.chance(0.03):  # somebody else before: ends the day the present one begins
            since = rng.randrange(FIRST_DAY, LAST_DAY)
            tables.add("ties", ids[i], ids[0], "reports_to", 1, "", iso(since), "", "")
        tables.add("ties", ids[i], superior, "reports_to", 1, iso(since), "", "", "")
    kinds = {"influences": 42, "knows": 46, "assists": 7, "conflicts": 5}
    for _ in range(rng.randrange(4, 11)):
        a, b = rng.sample(ids, 2)
        weight = number(rng.randrange(2, 11) / 10)
        source = rng.choice(("interview", "sales visit", "", ""))
        tables.add("ties", a, b, region.pick(kinds), weight, "", "", source, "")
    if region.chance(0.35):
        write_outside_ties(tables, region, rng.choice(ids[:20]), organization)


def write_outside_ties(tables: Tables, region: Region, person: str, organization: str) -> None:
    """A competitor's contact to somebody at the customer, and what an outsider is to it."""
    rng = region.rng
    competitors = [other for other in region.outside if other.kind == "competitor"]
    if competitors:
        other = rng.choice(competitors)
        source = other.organization if region.chance(0.4) else other.person.id
        since = iso(rng.randrange(FIRST_DAY, LAST_DAY)) if region.chance(0.3) else ""
        weight = rng.randrange(1, 10) / 10
        tables.add("ties", source, person, "contact", weight, since, "", "trade fair", "")
    others = {"supplier": "supplies", "consultant": "advises", "partner": "partners"}
    firms = [other for other in region.outside if other.kind in others]
    if firms and region.chance(0.5):
        firm = rng.choice(firms)
        tables.add("ties", firm.organization, organization, others[firm.kind], 1, *[""] * 4)


def write_account(
    tables: Tables,
    region: Region,
    key: str,
    name: str,
    people: Sequence[Person],
    team: Sequence[Person],
) -> list[str]:
    """The account's own row and its opportunities, whose ids are returned."""
    rng = region.rng
    size = len(people) + rng.randrange(0, 15) if region.chance(0.3) else ""
    tier = rng.choice(("A", "B", "B", "C", "C", "C", ""))
    tables.add("accounts", f"a{key}", name, f"c{key}", team[0].id, size, tier, "")
    opportunities = [f"q{key}-{i + 1}" for i in range(rng.choice((1, 1, 2, 2, 2, 3, 3)))]
    for i, opportunity in enumerate(opportunities):
        valued = region.chance(0.8)
        tables.add(
            "opportunities",
            opportunity,
            f"a{key}",
            f"Project {i + 1}",
            rng.choice(("lead", "qualified", "offer", "negotiation", "won", "")),
            rng.randrange(20, 4000) * 1000 if valued else "",
            rng.choice(("EUR", "EUR", "EUR", "CHF", "USD")) if valued else "",
            iso(LAST_DAY + rng.randrange(-200, 400)) if region.chance(0.8) else "",
            rng.randrange(1, 20) / 20 if region.chance(0.7) else "",
            "",
        )
    return opportunities


def buying_roles(region: Region, place: int, person: Person) -> str:
    """The roles of the person at this place of the buying center, the head being place 0."""
    if place == 0:
        return "decider" if region.chance(0.9) else "decider|approver"
    if place < 5 and region.chance(0.25):
        return "approver"
    if person.function == "purchasing":
        return "buyer" if region.chance(0.7) else "buyer|gatekeeper"
    return region.pick(fiction.BUYING_ROLES)


def write_buying_center(
    tables: Tables,
    region: Region,
    account: str,
    people: Sequence[Person],
    opportunities: Sequence[str],
) -> None:
    """Nearly all of the customer's people, some of them in several opportunities."""
    rng = region.rng
    for place, person in enumerate(people):
        if place and region.chance(0.05):
            continue
        for row in range(2 if region.chance(0.13) else 1):
            since = rng.randrange(FIRST_DAY - 300, LAST_DAY) if region.chance(0.3) else 0
            until = since + rng.randrange(30, 600) if since and region.chance(0.12) else 0
            stated = rng.randrange(FIRST_DAY, LAST_DAY) if region.chance(0.4) else 0
            tables.add(
                "memberships",
                account,
                "buying",
                person.id,
                rng.choice(opportunities) if row or region.chance(0.35) else "",
                buying_roles(region, place, person),
                region.pick(fiction.STANCES),
                "account review" if stated else "",
                iso(stated),
                rng.choice(region.own).id if stated and region.chance(0.3) else "",
                iso(since),
                iso(until),
                rng.choice(("", "", "", "need", "need|specification", "selection")),
                "",
            )


def write_other_centers(
    tables: Tables,
    region: Region,
    account: str,
    team: Sequence[Person],
    opportunities: Sequence[str],
) -> None:
    """The selling center and a few people of the ecosystem."""
    rng = region.rng
    for place, person in enumerate(team):
        role = (
            "lead"
            if place == 0
            else "sponsor"
            if place == 1
            else region.pick(fiction.SELLING_ROLES)
        )
        opportunity = rng.choice(opportunities) if place > 3 and region.chance(0.2) else ""
        cells = (account, "selling", person.id, opportunity, role)
        tables.add("memberships", *cells, *[""] * 8)
    for other in rng.sample(region.outside, min(rng.randrange(0, 7), len(region.outside))):
        role = fiction.ECOSYSTEM_ROLES.get(other.kind, "referrer")
        stance = region.pick(fiction.STANCES)
        key = other.person.id
        tables.add("memberships", account, "ecosystem", key, "", role, stance, *[""] * 7)


def write_one_account(tables: Tables, region: Region, number: int, count: int) -> None:
    """Everything of one account but its interactions."""
    rng = region.rng
    key, root = f"{number:05}", f"c{number:05}"
    # now and then two accounts are divisions of one customer and share people
    shared = number % 25 == 0 and bool(region.neighbours)
    parent = f"c{number - 1:05}" if shared else ""
    name = write_organization(tables, region, root, number, "customer", parent)
    divisions = [root]
    if number % 5 in (1, 3, 4):
        divisions.append(f"{root}-1")
        write_organization(tables, region, divisions[1], number, "customer", root)
    people = write_customer_people(tables, region, key, divisions, count)
    team = rng.sample(region.own, min(rng.randrange(9, 16), len(region.own)))
    opportunities = write_account(tables, region, key, name, people, team)
    kind = "single" if region.chance(0.14) else "many" if region.chance(0.07) else "normal"
    if not region.chance(0.01):  # else its buying center is not known yet
        borrowed = region.neighbours[2:8] if shared else []
        write_buying_center(tables, region, f"a{key}", [*people, *borrowed], opportunities)
    write_other_centers(tables, region, f"a{key}", team, opportunities)
    write_customer_ties(tables, region, people, root)
    write_contacts(tables, region, kind, people, team)
    region.neighbours = people


def sizes(region: Region, count: int) -> Iterator[int]:
    """How many people the customers of a region have: in pairs around the mean, so sums hold."""
    while count > 0:
        spread = region.rng.randrange(0, 13) if count > 1 else 0
        yield CUSTOMER_PEOPLE + spread
        if count > 1:
            yield CUSTOMER_PEOPLE - spread
        count -= 2


def write_region(tables: Tables, number: int, first: int, count: int, seed: int) -> None:
    """A region: own people, outsiders, ``count`` accounts from number ``first`` on."""
    before = tables.total
    # a stream of its own for each region: a smaller portfolio is the beginning of a larger one
    region = Region(random.Random(f"{seed}/{number}"))
    write_own_people(tables, region, f"s{number:04}", number, OWN_PEOPLE * count)
    write_outsiders(tables, region, number, OUTSIDERS * count)
    for i, size in enumerate(sizes(region, count)):
        write_one_account(tables, region, first + i, size)
    for other in region.outside:
        if other.kind == "competitor":
            continue
        for own in region.rng.sample(region.own, min(2, len(region.own))):
            write_contact(tables, region, own, other.person)
    written = tables.total - before
    write_interactions(tables, region, number, ROWS_PER_ACCOUNT * count - written)


def write_portfolio(folder: Path, accounts: int, seed: int) -> dict[str, int]:
    """Write the eight files and return the number of rows of each."""
    with ExitStack() as stack:
        tables = Tables(folder, stack)
        tables.add("organizations", "own", "Kamerton Holding", "own", "", "machinery", "DE")
        for first in range(1, accounts + 1, REGION):
            count = min(REGION, accounts - first + 1)
            write_region(tables, (first - 1) // REGION + 1, first, count, seed)
    return tables.counts


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Write a fictional portfolio as CSV files.")
    parser.add_argument("dest", type=Path, help="folder to write to; files in it are overwritten")
    parser.add_argument("--accounts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.accounts < 1:
        parser.error("--accounts must be at least 1")
    counts = write_portfolio(options.dest, options.accounts, options.seed)
    for table, count in counts.items():
        print(f"{table:14}{count:>10,}")
    print(f"{'total':14}{sum(counts.values()):>10,}")


if __name__ == "__main__":
    main()
