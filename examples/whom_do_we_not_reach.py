"""Whom do we not reach, and on whom of us does the rest hang? The library in twenty lines.

Run it with `python examples/whom_do_we_not_reach.py [STORE] [ACCOUNT]`; without arguments it
reads the bundled fictional portfolio.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import kamgraph
from kamgraph import ContactMatrix, coverage, open_store, spoc

DEMO = str(Path(kamgraph.__file__).parent / "demo")


def main(location: str = DEMO, account: str = "nordlicht-werke") -> None:
    with open_store(location) as store:
        slice_of_account = store.account_slice(account)
    matrix = ContactMatrix.of_account(slice_of_account, account, date(2026, 11, 20))
    reached, risk = coverage(matrix), spoc(matrix)

    names = {person.id: person.name for person in slice_of_account.people}
    print(f"{account}: weighted coverage {reached.weighted.value or 0:.0%}")
    print("not reached:", ", ".join(str(names[person]) for person in reached.uncovered))
    for thread in risk.single_threaded:
        print(f"{names[thread.person]} hangs on {names[thread.own]} alone")


if __name__ == "__main__":
    main(*sys.argv[1:])
