"""Whole processes, timed: seconds and peak memory of a command, alternating between several."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# ru_maxrss counts kilobytes on Linux and bytes on macOS
_UNIT = 1 if sys.platform == "darwin" else 1024


class MeasurementError(Exception):
    """A measured command ended with an error, so there is nothing to report."""


@dataclass(frozen=True)
class Sample:
    """One run of one process."""

    seconds: float
    megabytes: float
    cpu: float = 0.0


@dataclass(frozen=True)
class Series:
    """The runs of one command."""

    samples: tuple[Sample, ...]

    @property
    def cpu(self) -> float:
        """Median of the processor's seconds: what a machine that others use does not change."""
        return statistics.median(sample.cpu for sample in self.samples)

    @property
    def seconds(self) -> float:
        """The median time."""
        return statistics.median(sample.seconds for sample in self.samples)

    @property
    def megabytes(self) -> float:
        """The largest memory any run held."""
        return max(sample.megabytes for sample in self.samples)

    @property
    def spread(self) -> str:
        """Median, smallest and largest time."""
        times = [sample.seconds for sample in self.samples]
        if len(times) == 1:
            return f"{times[0]:.2f}"
        return f"{self.seconds:.2f} ({min(times):.2f}–{max(times):.2f})"


def run(command: Sequence[str]) -> Sample:
    """Run a command to its end in a fresh process.

    Args:
        command: program and arguments; its output is thrown away.

    Raises:
        MeasurementError: it did not exit with 0.
    """
    # what the caller has set for their own work must not steer what is measured
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KAMGRAPH_")}
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=environment,
        )
        # wait4 reports this child alone; getrusage would mix in all children before it
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            lines = errors.read().decode(errors="replace").strip().splitlines()
            raise MeasurementError(
                f"exit {process.returncode}: {lines[-1] if lines else 'no message'}"
            )
    return Sample(seconds, usage.ru_maxrss * _UNIT / 1e6, usage.ru_utime + usage.ru_stime)


def alternate(
    runs: int, *commands: Sequence[str], before: Callable[[], None] | None = None
) -> list[Series]:
    """Run commands in turn (A B A B …), so that a busy machine troubles all of them alike.

    Args:
        runs: measured runs of each command.
        commands: what to run; each once more beforehand, unmeasured, for warm file caches.
        before: called ahead of every round, to clear what the commands write.

    Raises:
        MeasurementError: one of them did not exit with 0.
    """
    samples: list[list[Sample]] = [[] for _ in commands]
    for turn in range(runs + 1):
        if before:
            before()
        for command, kept in zip(commands, samples, strict=True):
            sample = run(command)
            if turn:
                kept.append(sample)
    return [Series(tuple(kept)) for kept in samples]
