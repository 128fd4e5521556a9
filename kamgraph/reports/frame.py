"""What every report about an account begins and ends with; what stands between is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kamgraph.locale.words import Words
from kamgraph.metrics.results import Envelope
from kamgraph.reports import phrases
from kamgraph.reports.document import Block, Names, Records, Report, Sentence


def about_account(
    result: Envelope,
    subject: str,
    words: Words,
    names: Names,
    body: Callable[[], Sequence[Block]],
    main: Records,
) -> Report:
    """A report about an account; of an empty buying center it says just that.

    Args:
        result: an answer about the account.
        subject: what the report is about, in the reader's language.
        words: the reader's language.
        names: who is called what.
        body: makes what stands between title and footer, where there is anybody to assess.
        main: the main list, for csv.
    """
    title = phrases.title(result, subject, words, names)
    if result.stakeholders:
        blocks = body()
    else:
        blocks = [Sentence(phrases.nothing_to_assess(words), "warning")]
    return Report(title, blocks, phrases.footer(result, words), result, main)
