"""The command `kamgraph`: its commands by name, its global options, its exit codes.

Imports click alone, so that `--help` stays quick; a command's module is imported when the
command runs. What a command does stands in `commands`, one module each.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

import click

from kamgraph_cli.access import AccessOptions
from kamgraph_cli.groups import LazyGroup
from kamgraph_cli.settings import DEFAULT_STORE, LANGUAGES, Settings

SUMMARIES = {
    "demo": "Builds a fictional portfolio, runs the reports, writes the map.",
    "import": "Takes all tables of a folder, a workbook or a store.",
    "export": "Writes all tables to a folder, a workbook or a store.",
    "template": "Writes an empty workbook with drop-downs and explanations.",
    "accounts": "Lists the accounts.",
    "people": "Lists the people, those who left included.",
    "show": "Prints everything about an id or a name.",
    "add": "Adds a person, an account, a membership, a tie, ...",
    "map-people": "Walks through an account with questions, for a start.",
    "log": "Notes that one of us and somebody met, wrote or spoke.",
    "contact": "Rates how well one of us knows somebody, from a day on.",
    "leave": "Notes that somebody is no longer there.",
    "edit": "Corrects a row in place.",
    "remove": "Takes a row out.",
    "coverage": "Whom of the buying center we reach, and how surely.",
    "spoc": "What hangs on one person of ours.",
    "alignment": "Who faces whom, and who should.",
    "structure": "How wide, high and connected the buying center is.",
    "competition": "Who reaches whom: we or a competitor.",
    "influence": "Whom champions and opponents can move, and who brokers.",
    "whatif": "An account before and after departures and new contacts.",
    "next": "Whom to meet next, and who of us should.",
    "intro": "Who could introduce us to somebody.",
    "portfolio": "All accounts, worst first.",
    "check": "Findings, with an exit code for pipelines.",
    "accept": "Accepts a finding until a date, with a reason.",
    "trend": "The headline numbers, month by month.",
    "diff": "What changed between two dates, and what it moved.",
    "sensitivity": "How far the numbers move with the policy's constants.",
    "report": "An account for a review meeting: two pages to read or print.",
    "stores": "What a path or URI holds.",
    "map": "Writes the interactive page of an account.",
    "cypher": "Prints the metrics as queries for Neo4j Browser.",
    "completion": "Prints the script that completes commands in a shell.",
}
"""The commands in the order of `--help`, each with its one sentence."""

EPILOG = """\b
Examples:
  $ kamgraph demo
  $ kamgraph --store kamgraph-demo/kamgraph.db portfolio --as-of 2026-11-20
"""


def _imported(name: str) -> click.Command:
    """The command of a name, its module imported now."""
    module = f"{name}_" if iskeyword(name) else name.replace("-", "_")
    found = import_module(f"kamgraph_cli.commands.{module}").command
    assert isinstance(found, click.Command)
    return found


class Root(LazyGroup):
    """A group whose errors are sentences."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **named: Any) -> NoReturn:
        """Runs a command and ends the process with its exit code.

        Args:
            args: the arguments; those of the process where left out.
            more: as for `click.Command.main`.
            named: as for `click.Command.main`.
        """
        named["standalone_mode"] = False
        try:
            code = super().main(args, *more, **named)
        except click.ClickException as error:
            _show(_advised(error))
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            from kamgraph_cli.ctrl_c import INTERRUPTED, SAID

            _say(SAID)
            sys.exit(INTERRUPTED)
        except _errors() as error:
            _say(f"Error: {error}")
            sys.exit(error.exit_code)
        except OSError as error:
            _say(f"Error: {error.filename or 'output'}: {error.strerror or error}")
            sys.exit(5)
        sys.exit(code if isinstance(code, int) else 0)


def _errors() -> type[Any]:
    """The library's errors; imported when something is raised, to keep start-up quick."""
    from kamgraph.errors import KamGraphError

    return KamGraphError


def _say(message: str) -> None:
    """Prints to stderr, without anything that steers a terminal."""
    from kamgraph_cli.output import note

    note(message)


def _show(error: click.ClickException) -> None:
    """Shows a usage error, as long as stderr can be written to."""
    from contextlib import suppress

    with suppress(OSError):
        error.show()


def _advised(error: click.ClickException) -> click.ClickException:
    """The error; one about an option that we do not have says what may have been meant."""
    if not isinstance(error, click.NoSuchOption) or error.ctx is None:
        return error
    name = error.option_name
    if name in {option for param in cli.params for option in param.opts} - {"-h", "--help"}:
        return click.UsageError(
            f"{name} stands before the command: kamgraph {name} ... COMMAND", error.ctx
        )
    if any(isinstance(param, click.Argument) for param in error.ctx.command.params):
        return click.UsageError(
            f"{error.format_message()} An id or a name that begins with '-' comes last, after --.",
            error.ctx,
        )
    return error


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    from kamgraph_cli.version import installed_version

    click.echo(f"kamgraph {installed_version()}")
    ctx.exit()


@click.group(
    name="kamgraph",
    cls=Root,
    summaries=SUMMARIES,
    make=_imported,
    heading="Commands",
    unknown="there is no command '{name}'",
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--store",
    default=DEFAULT_STORE,
    show_default=True,
    envvar="KAMGRAPH_STORE",
    show_envvar=True,
    metavar="PATH-or-URI",
    help="The portfolio: an embedded store (.db); a Neo4j database (neo4j://[USER@]HOST[:PORT]"
    "[/DATABASE], bolt://, with +s encrypted); a folder of CSV files or a workbook (.xlsx) to read "
    "from.",
)
@click.option(
    "--password-file",
    metavar="FILE",
    help="Neo4j: the password stands in FILE (- for stdin); else KAMGRAPH_NEO4J_PASSWORD, the "
    "keyring, or you are asked.",
)
@click.option(
    "--allow-plaintext",
    is_flag=True,
    help="Neo4j: let an unencrypted connection leave this machine.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(1, 86_400),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Neo4j: wait so long for an answer.",
)
@click.option(
    "--policy",
    type=click.Path(dir_okay=False),
    metavar="FILE.toml",
    help="What differs from the default constants of the formulas.",
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    envvar="KAMGRAPH_LANG",
    show_envvar=True,
    help="Language of results, findings, reports and pages.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
@click.pass_context
def cli(
    ctx: click.Context,
    store: str,
    policy: str | None,
    lang: str,
    password_file: str | None,
    allow_plaintext: bool,
    timeout: float,
) -> None:
    """The relationship map for key accounts, computed.

    Contact coverage, single-point-of-contact risk and alignment of the people who buy and the
    people who sell. Results go to stdout, everything else to stderr.

    \b
    Exit codes: 0 done, 1 findings at or above --fail-on, 2 wrong usage or input,
    3 no store or no access, 4 store damaged, foreign or newer,
    5 busy, read-only or full, 130 interrupted.
    """
    neo4j = AccessOptions(password_file, allow_plaintext, timeout)
    ctx.obj = Settings(store, policy, lang, neo4j)
