"""`kamgraph accept`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example, opportunity_option
from kamgraph_cli.writing import Wish, writing_options

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "accept",
    epilog=example(
        "kamgraph accept K02 nordlicht-werke --person karin-albers --until 2027-06-30 "
        "--reason 'Her second contact starts in June.' --on 2026-11-20",
        "kamgraph accept K08 nordlicht-werke --until 2027-01-31 "
        "--reason 'We ask for the dates at the year-end visits.' --on 2026-11-20 --dry-run",
    ),
)
@click.argument("rule")
@click.argument("account")
@opportunity_option
@click.option("--person", metavar="PERSON", help="Somebody the finding concerns.")
@click.option("--role", metavar="ROLE", help="The role it is about: decider, buyer, ...")
@click.option("--until", required=True, metavar="DATE", help="First day on which it counts again.")
@click.option("--reason", required=True, metavar="TEXT", help="Why we can live with it.")
@writing_options
@click.pass_obj
def command(
    settings: Settings,
    /,
    rule: str,
    account: str,
    opportunity: str | None,
    person: str | None,
    wish: Wish,
    **columns: str | None,
) -> None:
    """Accepts what RULE (K01 to K17) finds in ACCOUNT, until a day and with a reason.

    It still shows in `kamgraph check`, as accepted, and no longer counts: neither for --fail-on
    nor in `kamgraph portfolio`. It counts again on the day of --until, or as soon as it is worse
    than it is now. Without --person and --role whatever the rule finds in the account is
    accepted. `kamgraph remove acceptance RULE ACCOUNT` takes it back.
    """
    from kamgraph.findings.accepting import accepting
    from kamgraph.matrix import ContactMatrix
    from kamgraph.reports.edits import accepted
    from kamgraph_cli.lookup import the_one
    from kamgraph_cli.metric import the_opportunity
    from kamgraph_cli.output import to_stdout
    from kamgraph_cli.writing import carry_out

    policy, words = settings.policy(), settings.words()
    with settings.writing(create=False) as store:
        key = the_one(store, account, ["accounts"], wish.on).id
        values: dict[str, object] = {"rule": rule.strip().upper(), **columns}
        if person is not None:
            values["person"] = the_one(store, person, ["people"], wish.on).id
        portfolio = store.account_slice(key)
        deal = None if opportunity is None else the_opportunity(portfolio, key, opportunity)
        matrix = ContactMatrix.of_account(portfolio, key, wish.on, policy, deal)
        meant = accepting(matrix, values, settings.lang)
        carry_out(settings, store, meant.decision, (), wish)
        to_stdout("".join(f"{line}\n" for line in accepted(meant.findings, words)))
