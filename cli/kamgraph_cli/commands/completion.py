"""`kamgraph completion`."""

from __future__ import annotations

import click

from kamgraph_cli.options import example

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", epilog=example("kamgraph completion zsh"))
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Prints the script that completes commands and options in SHELL.

    \b
    bash: kamgraph completion bash > ~/.kamgraph-completion; source it in ~/.bashrc
    zsh:  kamgraph completion zsh > ~/.kamgraph-completion; source it in ~/.zshrc
    fish: kamgraph completion fish > ~/.config/fish/completions/kamgraph.fish
    """
    from click.shell_completion import get_completion_class

    from kamgraph_cli.output import to_stdout

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"click cannot complete in {shell}.", ctx)
    root = ctx.find_root().command
    to_stdout(found(root, {}, "kamgraph", "_KAMGRAPH_COMPLETE").source().strip("\n") + "\n")
