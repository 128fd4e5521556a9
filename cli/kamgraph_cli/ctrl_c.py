"""What Ctrl-C does to the command `kamgraph`.

While modules are loaded there is nothing to lose, and the process ends at once. While a command
runs, Ctrl-C is a KeyboardInterrupt, so that what was begun is taken back or put away; a second
one ends the process at once, which the store and the outputs survive as well. This is loaded
before anything else of ours, and loads nothing that takes time.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # loading `typing` takes longer than this module
if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""

SAID = "Interrupted; everything is as it was before or as it is after, nothing between."
"""What is said after Ctrl-C."""

_SOON = 0.01  # seconds


class CtrlC:
    """What the next Ctrl-C does.

    A process that was started to ignore it (`nohup`, `&` in a script) goes on to.
    """

    def __init__(self) -> None:
        self.loading = True
        """Whether nothing has begun yet."""
        self.came = False
        """Whether it was pressed while a command ran."""
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._pressed)
            sys.unraisablehook = self._lost

    def _pressed(self, number: int, frame: FrameType | None) -> None:
        """Answers the signal."""
        del number, frame
        if self.loading or self.came:
            say()
            os._exit(INTERRUPTED)
        self.came = True
        raise KeyboardInterrupt

    def _again(self, number: int, frame: FrameType | None) -> None:
        """Interrupts once more."""
        del number, frame
        raise KeyboardInterrupt

    def _lost(self, what: UnraisableHookArgs) -> None:
        """Repeats an interruption that struck where Python can only print it and go on.

        That is in a destructor or a callback, as the ones that imports make.
        """
        if not issubclass(what.exc_type, KeyboardInterrupt):
            sys.__unraisablehook__(what)
        elif hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, self._again)
            signal.setitimer(signal.ITIMER_REAL, _SOON)

    def too_late(self) -> None:
        """From here on everything is done, and is not ended in the middle of ending."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def say() -> None:
    """Says that we were interrupted, past everything that could be in an unknown state."""
    try:  # noqa: SIM105 - nothing may be loaded for it
        os.write(2, f"\n{SAID}\n".encode())
    except OSError:
        pass  # where stderr leads nowhere there is nobody to tell
