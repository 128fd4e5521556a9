"""The entry point of the command `kamgraph`: its first line and its last.

What the commands are stands in `main`, what Ctrl-C does in `ctrl_c`.
"""

from __future__ import annotations

try:
    from kamgraph_cli.ctrl_c import INTERRUPTED, TYPE_CHECKING, CtrlC, say

    _ctrl_c = CtrlC()
except KeyboardInterrupt:
    # The handler does not stand yet: nothing has begun, and there is nothing to say it with.
    raise SystemExit(130) from None

if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Runs the command that this process was started for, and ends the process."""
    import sys

    try:
        from kamgraph_cli.main import cli

        _ctrl_c.loading = False
        cli.main(prog_name="kamgraph")
    except SystemExit as end:
        _ctrl_c.too_late()
        if not _ctrl_c.came:
            raise
        if end.code != INTERRUPTED:
            # It struck where Python only goes on, and the command was done before its repetition.
            say()
        sys.exit(INTERRUPTED)
    except BaseException:
        _ctrl_c.too_late()
        if not _ctrl_c.came:
            raise
        # Modules written in C turn an interruption into other errors while they are loaded.
        say()
        sys.exit(INTERRUPTED)
