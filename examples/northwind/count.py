"""Counts what README.md says about Northwind: the pairs, the contacts, the state of the portfolio.

    kamgraph ... portfolio --as-of 1998-05-06 --format csv | python3 count.py [FOLDER]

FOLDER is where convert.py has written the tables, default ./northwind. Standard library only.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path


def table(folder: str, name: str) -> list[dict[str, str]]:
    with (Path(folder) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(folder: str = "northwind") -> None:
    orders = table(folder, "interactions")
    days = sorted(row["date"] for row in orders)
    print(f"{len(orders)} orders from {days[0]} to {days[-1]}")

    pairs = Counter((row["own"], row["person"]) for row in orders)
    shared = Counter(min(count, 4) for count in pairs.values())
    print(
        f"{len(pairs)} pairs: {shared[1]} share one order, {shared[2] + shared[3]} two or three, "
        f"{shared[4]} four or more"
    )

    contacts = [row for row in table(folder, "memberships") if row["center"] == "buying"]
    owners = sum(row["roles"] == "decider" for row in contacts)
    print(f"{len(contacts)} contacts: {owners} owners, {len(contacts) - owners} without a role")

    accounts = list(csv.DictReader(sys.stdin))
    alone = sum(row["bus_factor"] == "1" for row in accounts)
    several = sum(float(row["redundant"]) == 1 for row in accounts)
    none = [row for row in accounts if float(row["active"]) == 0]
    never = sorted(row["account"] for row in none if row["own_people"] == "0")
    best = sorted(row["account"] for row in accounts if float(row["weighted"]) > 0.99)
    print(
        f"{len(accounts)} customers: {alone} hang on one employee, {several} have at least two "
        f"active ties, {len(none)} none ({', '.join(never)} never ordered)"
    )
    print(f"covered above 99 %: {', '.join(best)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
