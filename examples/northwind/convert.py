"""Turns three tables of the Northwind sample database into a kamgraph portfolio.

    python convert.py [DEST]          # default: ./northwind-portfolio

Northwind Traders becomes the own organization, every customer an organization and an account,
every order an interaction. What the tables do not say (stances, targets, who decides in a company
that is not led by its owner) stays empty; README.md says what follows from that. Standard library
only, kamgraph itself is not needed.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

Row = dict[str, str]
Tables = dict[str, list[Row]]

DATA = Path(__file__).resolve().parent / "data"
OWN = "northwind"

COLUMNS = {
    "organizations": "id name kind parent industry country",
    "people": "id organization name title function level influence location languages email phone"
    " vacant joined left successor attrition note",
    "accounts": "id name organization manager expected_size tier note",
    "opportunities": "id account name stage value currency close_date probability note",
    "memberships": "account center person opportunity roles stance source_of_fact stated_on"
    " stated_by since until phases note",
    "contacts": "own person level target last_contact since until source note",
    "interactions": "date own person channel two_way id subject",
    "ties": "source target kind weight since until source_of_fact note",
}

# Title -> function and level (1 specialist, 2 manager, 4 director, 5 executive). Suppliers of the
# same database have an "Order Administrator" too, so that title does not say who buys: "other".
TITLES = {
    "Vice President, Sales": ("sales", "4"),
    "Sales Manager": ("sales", "2"),
    "Sales Representative": ("sales", "1"),
    "Assistant Sales Representative": ("sales", "1"),
    "Sales Agent": ("sales", "1"),
    "Assistant Sales Agent": ("sales", "1"),
    "Sales Associate": ("sales", "1"),
    "Inside Sales Coordinator": ("sales", "1"),
    "Marketing Manager": ("marketing", "2"),
    "Marketing Assistant": ("marketing", "1"),
    "Accounting Manager": ("finance", "2"),
    "Order Administrator": ("other", "1"),
    "Owner": ("executive", "5"),
    "Owner/Marketing Assistant": ("executive", "5"),
}

# Orders of a pair so far -> contact level. Level 4 (trusted) is never given: an order shows that
# two people deal with each other, not that they trust each other.
LEVELS = {1: "1", 2: "2", 4: "3"}


def read(name: str) -> list[Row]:
    """The rows of one source table."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(value: str) -> str:
    """Runs of blanks become one, as the sample data has some doubled."""
    return " ".join(value.split())


def contact_id(customer: str) -> str:
    """The id of a customer's only known person."""
    return f"{customer}-contact"


def employee_id(number: str) -> str:
    """The id of an employee of Northwind Traders."""
    return f"E{number}"


def organizations(customers: list[Row]) -> Iterator[Row]:
    """Northwind Traders and its customers."""
    yield {"id": OWN, "name": "Northwind Traders", "kind": "own", "country": "USA"}
    for row in customers:
        yield {
            "id": row["customer_id"],
            "name": text(row["company_name"]),
            "kind": "customer",
            "country": row["country"],
        }


def people(customers: list[Row], employees: list[Row]) -> Iterator[Row]:
    """Employees as own people, each customer's contact as its only stakeholder."""
    for row in employees:
        function, level = TITLES[row["title"]]
        yield {
            "id": employee_id(row["employee_id"]),
            "organization": OWN,
            "name": f"{row['first_name']} {row['last_name']}",
            "title": row["title"],
            "function": function,
            "level": level,
            "location": row["city"],
            "joined": row["hire_date"],
        }
    for row in customers:
        function, level = TITLES[row["contact_title"]]
        yield {
            "id": contact_id(row["customer_id"]),
            "organization": row["customer_id"],
            "name": text(row["contact_name"]),
            "title": row["contact_title"],
            "function": function,
            "level": level,
            "location": text(row["city"]),
            "phone": row["phone"],
        }


def pairs(orders: list[Row]) -> dict[tuple[str, str], list[str]]:
    """(customer, employee number) -> the dates of their orders, oldest first."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in orders:
        found[row["customer_id"], row["employee_id"]].append(row["order_date"])
    return {pair: sorted(found[pair]) for pair in sorted(found)}


def leads(dates: Mapping[tuple[str, str], list[str]]) -> dict[str, str]:
    """Customer -> the employee with most orders; of several the one with the latest order."""
    best: dict[str, tuple[int, str, str]] = {}
    for (customer, employee), days in dates.items():
        entry = (len(days), days[-1], employee)
        best[customer] = max(best.get(customer, entry), entry)
    return {customer: employee for customer, (_, _, employee) in best.items()}


def accounts(customers: list[Row], lead: Mapping[str, str]) -> Iterator[Row]:
    """One account a customer, with the customer's own code as its id."""
    for row in customers:
        code = row["customer_id"]
        manager = employee_id(lead[code]) if code in lead else ""
        yield {
            "id": code,
            "name": text(row["company_name"]),
            "organization": code,
            "manager": manager,
        }


def memberships(
    customers: list[Row], dates: Mapping[tuple[str, str], list[str]], lead: Mapping[str, str]
) -> Iterator[Row]:
    """The contact in the buying center; in the selling center everybody who took an order."""
    for row in customers:
        code = row["customer_id"]
        yield {
            "account": code,
            "center": "buying",
            "person": contact_id(code),
            "roles": "decider" if "Owner" in row["contact_title"] else "",
            "source_of_fact": "title",
        }
    for (code, employee), days in dates.items():
        yield {
            "account": code,
            "center": "selling",
            "person": employee_id(employee),
            "roles": "lead" if employee == lead[code] else "member",
            "source_of_fact": "orders",
            "since": days[0],
        }


def contacts(dates: Mapping[tuple[str, str], list[str]]) -> Iterator[Row]:
    """Rows that follow each other: the level rises on the day of the order that earns it.

    `last_contact` stays empty, since the orders themselves are interactions and date the tie.
    """
    for (code, employee), days in dates.items():
        steps = {days[n - 1]: level for n, level in LEVELS.items() if n <= len(days)}
        for since, until in pairwise([*steps, ""]):
            yield {
                "own": employee_id(employee),
                "person": contact_id(code),
                "level": steps[since],
                "since": since,
                "until": until,
                "source": "orders",
            }


def interactions(orders: list[Row]) -> Iterator[Row]:
    """Every order, by date and number."""
    for row in sorted(orders, key=lambda order: (order["order_date"], order["order_id"])):
        yield {
            "date": row["order_date"],
            "own": employee_id(row["employee_id"]),
            "person": contact_id(row["customer_id"]),
            "channel": "order",
            "two_way": "true",
            "id": row["order_id"],
        }


def ties(employees: list[Row]) -> Iterator[Row]:
    """Who reports to whom at Northwind Traders."""
    for row in employees:
        if row["reports_to"]:
            yield {
                "source": employee_id(row["employee_id"]),
                "target": employee_id(row["reports_to"]),
                "kind": "reports_to",
            }


def convert() -> Tables:
    """The eight tables."""
    customers, employees, orders = read("customers"), read("employees"), read("orders")
    dates = pairs(orders)
    lead = leads(dates)
    return {
        "organizations": list(organizations(customers)),
        "people": list(people(customers, employees)),
        "accounts": list(accounts(customers, lead)),
        "opportunities": [],
        "memberships": list(memberships(customers, dates, lead)),
        "contacts": list(contacts(dates)),
        "interactions": list(interactions(orders)),
        "ties": list(ties(employees)),
    }


def protected(value: str) -> str:
    """A text a spreadsheet would run as a formula gets an apostrophe, which import removes."""
    return f"'{value}" if re.match(r"'*[=+\-@\t\r\n＝＋－＠]", value) else value


def refusal(folder: Path) -> str | None:
    """Why this place is not ours to write to; None if it is."""
    if folder.exists() and not folder.is_dir():
        return f"{folder} is a file; name a new or empty folder"
    entries = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if not entries:
        return None
    foreign = sorted(entries - {f"{table}.csv" for table in COLUMNS})
    if foreign:
        return f"{folder} holds other things ({foreign[0]}); name a new or empty folder"
    first = folder / "organizations.csv"
    lines = first.read_text("utf-8", "replace").splitlines() if first.is_file() else []
    if not any(line.startswith(f"{OWN},Northwind Traders,own") for line in lines):
        return f"{folder} holds another portfolio; name a new or empty folder"
    return None


def write(tables: Tables, folder: Path) -> None:
    """One CSV file a table, UTF-8, lines ending in LF."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, columns in COLUMNS.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns.split(), restval="", lineterminator="\n")
            writer.writeheader()
            for row in tables[table]:
                writer.writerow({key: protected(value) for key, value in row.items()})


def main() -> int:
    """Command line; 0 when written, 2 when the folder is not ours to write to."""
    parser = argparse.ArgumentParser(description="Northwind as a kamgraph portfolio.")
    parser.add_argument("dest", nargs="?", type=Path, default=Path("northwind-portfolio"))
    folder: Path = parser.parse_args().dest
    reason = refusal(folder)
    if reason:
        print(f"convert.py: {reason}", file=sys.stderr)
        return 2
    tables = convert()
    write(tables, folder)
    print(f"{folder}: " + ", ".join(f"{table} {len(rows)}" for table, rows in tables.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
