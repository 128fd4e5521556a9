"""`kamgraph cypher`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kamgraph_cli.options import Asked, example, reading_options

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "cypher",
    epilog=example(
        "kamgraph cypher",
        "kamgraph cypher coverage --account nordlicht-werke --as-of 2026-11-20",
    ),
)
@click.argument("query", required=False)
@click.option("--account", metavar="ID", help="The account's id; all but `portfolio` need one.")
@click.option(
    "--opportunity", metavar="ID", help="Only the buying center of this opportunity, by id."
)
@reading_options
@click.pass_obj
def command(
    settings: Settings,
    query: str | None,
    account: str | None,
    opportunity: str | None,
    asked: Asked,
) -> None:
    """Lists the metrics as queries, or prints QUERY ready to paste into Neo4j Browser.

    The parameters come first, as `:param` lines with the policy's values, then the statement.
    No store is opened: ids are taken as they are written.
    """
    from kamgraph.errors import InputError, nearest, shortened
    from kamgraph_cli.output import answer
    from kamgraph_cypher import heading, names

    known = [name.removeprefix("metrics/") for name in names("metrics")]
    if query is None:
        from kamgraph.reports.queries import describe

        answers = {name: heading(f"metrics/{name}") for name in known}
        answer(describe(answers, settings.words()), asked)
        return
    if query not in known:
        raise InputError(f"there is no query '{shortened(query)}'; {nearest(query, known)}")
    if query != "portfolio" and account is None:
        raise InputError(f"the query '{query}' is of one account; name it with --account")
    _print(settings, query, account if query != "portfolio" else None, opportunity, asked)


def _print(
    settings: Settings, query: str, account: str | None, opportunity: str | None, asked: Asked
) -> None:
    """Prints a query: as text to paste, or as JSON for programs."""
    from kamgraph.engines.browser import pasted, taken
    from kamgraph.engines.parameters import parameters
    from kamgraph_cli.output import to_stdout
    from kamgraph_cypher import load

    name = f"metrics/{query}"
    values = parameters(settings.policy(), asked.as_of, account, opportunity)
    text = pasted(name, values)
    if asked.format == "json":
        import json

        plain: dict[str, Any] = {**taken(name, values), "as_of": str(asked.as_of)}
        found = {"query": query, "parameters": plain, "statement": load(name)}
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    elif asked.format == "md":
        text = f"```cypher\n{text}```\n"
    elif asked.format == "csv":
        raise click.UsageError("a query is no list; leave out --format csv")
    if asked.output is None or asked.output == "-":
        to_stdout(text)
        return
    from kamgraph_cli.files import write_text

    write_text(asked.output, text, asked.format)
