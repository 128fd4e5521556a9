"""Questions in a terminal and their answers: one line each, asked again until it is right.

Questions go to stderr, so that stdout holds what was changed and nothing else. Answers may come
from a pipe; then they are shown behind their questions, and a transcript reads like a talk.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from kamgraph_cli.lookup import folded, spellings, whole
from kamgraph_cli.output import note, on_terminal

if TYPE_CHECKING:
    from kamgraph.locale.words import Words

_WIDTH = 78


class Ended(Exception):  # noqa: N818 - no error: whoever answers may end at any time
    """There are no more answers."""


@dataclass(frozen=True)
class Choice:
    """One of several answers.

    Args:
        key: what it stands for.
        label: how it is shown.
        sign: what may be typed for it; its place in the list where empty.
    """

    key: str
    label: str
    sign: str = ""


class Dialogue:
    """Asks, and reads the answers.

    Args:
        words: the reader's language.
    """

    def __init__(self, words: Words) -> None:
        self._texts = words.texts
        self._shown = sys.stdin is not None and on_terminal(sys.stdin)

    def say(self, text: str) -> None:
        """Says something.

        Args:
            text: a line or several.
        """
        lines = (wrap(line, _WIDTH, drop_whitespace=False) or [""] for line in text.split("\n"))
        note("\n".join(part.rstrip() for line in lines for part in line))

    def line(self, question: str) -> str:
        """One answer, without spaces around it; possibly empty.

        Args:
            question: what is asked, in a line.

        Raises:
            Ended: there are no more answers.
        """
        click.echo(f"{question} ", nl=False, err=True)
        answer = "" if sys.stdin is None else sys.stdin.readline()
        if not answer:
            click.echo(err=True)
            raise Ended
        found = whole(answer).strip()
        if not self._shown:
            note(found)
        return found

    def right(self, question: str, take: Callable[[str], str | None]) -> None:
        """Asks until an answer is taken.

        Args:
            question: what is asked.
            take: does something with the answer; what was wrong with it, or None.

        Raises:
            Ended: there are no more answers.
        """
        while (wrong := take(self.line(question))) is not None:
            self.say(wrong)

    def yes(self, question: str, *, default: bool) -> bool:
        """Whether something is so.

        Args:
            question: what is asked.
            default: what no answer means.

        Raises:
            Ended: there are no more answers.
        """
        t = self._texts
        yes, no = t.pgettext("answer", "yes"), t.pgettext("answer", "no")
        marks = (yes[0].upper(), no[0]) if default else (yes[0], no[0].upper())
        while True:
            answer = folded(self.line(f"{question} [{marks[0]}/{marks[1]}]"))
            if not answer:
                return default
            if yes.startswith(answer) or "yes".startswith(answer):
                return True
            if no.startswith(answer):
                return False
            self.say(t.gettext("Please answer {yes} or {no}.").format(yes=yes, no=no))

    def show(self, choices: Sequence[Choice]) -> None:
        """Shows several answers with the signs that stand for them.

        Args:
            choices: the answers.
        """
        listed = "   ".join(
            f"{sign(choices, choice)}\N{NO-BREAK SPACE}{_joined(choice.label)}"
            for choice in choices
        )
        lines = wrap(listed, _WIDTH, break_long_words=False, break_on_hyphens=False)
        self.say("\n".join(f"  {line}" for line in lines))


def sign(choices: Sequence[Choice], choice: Choice) -> str:
    """What may be typed for an answer besides its words.

    Args:
        choices: all answers.
        choice: one of them.
    """
    return choice.sign or str(choices.index(choice) + 1)


def _joined(label: str) -> str:
    return label.replace(" ", "\N{NO-BREAK SPACE}")


def chosen(answer: str, choices: Sequence[Choice]) -> list[Choice]:
    """The answers that may be meant: by sign, by word, by how a word begins.

    Args:
        answer: what was typed.
        choices: all answers.
    """
    plain = spellings(answer)
    exact = [c for c in choices if answer == sign(choices, c)] or [
        c for c in choices if plain & (spellings(c.label) | spellings(c.key))
    ]
    if exact:
        return exact
    return [
        c
        for c in choices
        if any(word.startswith(p) for p in plain for word in spellings(c.label) | spellings(c.key))
    ]
