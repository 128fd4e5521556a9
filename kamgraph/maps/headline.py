"""The strip of key figures as texts: each with its value and a line that explains it."""

from __future__ import annotations

from dataclasses import dataclass

from kamgraph.locale.words import UNKNOWN
from kamgraph.maps.shown import Headline
from kamgraph.maps.texts import Texts
from kamgraph.model.vocabulary import Severity


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the strip.

    Args:
        id: what it is, for style and scripts.
        value: as shown.
        label: what it is called.
        note: what it says.
        tone: bad, warn, good or plain; the value says the same without colour.
    """

    id: str
    value: str
    label: str
    note: str
    tone: str


def key_figures(headline: Headline, texts: Texts) -> tuple[KeyFigure, ...]:
    """The figures in the strip's order.

    Args:
        headline: the numbers.
        texts: the language.
    """
    return (
        *_people(headline, texts),
        *_shares(headline, texts),
        _findings(headline, texts),
    )


def _people(headline: Headline, texts: Texts) -> tuple[KeyFigure, ...]:
    """Deciders, orphaned and single-threaded stakeholders."""
    t = texts.t
    missing = headline.deciders_active < headline.deciders
    deciders = f"{headline.deciders_active}/{headline.deciders}" if headline.deciders else UNKNOWN
    of_all = t.ngettext(
        "of {count} stakeholder", "of {count} stakeholders", headline.stakeholders
    ).format(count=headline.stakeholders)
    thin = t.gettext("thin share {share}: one or none").format(
        share=texts.percent(headline.thin_share)
    )
    none = not headline.stakeholders
    return (
        KeyFigure(
            "deciders",
            deciders,
            t.gettext("Deciders covered"),
            t.gettext("by an active contact"),
            "plain" if not headline.deciders else "bad" if missing else "good",
        ),
        KeyFigure(
            "orphaned",
            str(headline.orphaned),
            t.gettext("Without contact"),
            of_all,
            "plain" if none else "bad" if headline.orphaned else "good",
        ),
        KeyFigure(
            "single",
            str(headline.single_threaded),
            t.gettext("Single-threaded"),
            thin,
            "plain" if none else "warn" if headline.single_threaded else "good",
        ),
    )


def _shares(headline: Headline, texts: Texts) -> tuple[KeyFigure, ...]:
    """Coverage with its bounds, alignment, bus factor."""
    t = texts.t
    bounds = t.gettext("between {lower} and {upper}").format(
        lower=texts.percent(headline.lower), upper=texts.percent(headline.upper)
    )
    factor = headline.bus_factor
    if factor is None:
        departures = t.gettext("nobody is covered")
    else:
        departures = t.ngettext(
            "departure breaks the coverage", "departures break the coverage", factor
        )
    return (
        KeyFigure(
            "weighted",
            texts.percent(headline.weighted),
            t.gettext("Weighted coverage"),
            bounds if headline.lower is not None else t.gettext("nothing to assess"),
            "plain",
        ),
        KeyFigure(
            "alignment",
            texts.percent(headline.alignment),
            t.gettext("Alignment"),
            t.gettext("of the possible fit"),
            "plain",
        ),
        KeyFigure(
            "bus",
            UNKNOWN if factor is None else str(factor),
            t.gettext("Bus factor"),
            departures,
            "bad" if factor == 1 else "plain",
        ),
    )


def _findings(headline: Headline, texts: Texts) -> KeyFigure:
    """All findings, and how many of each severity."""
    t = texts.t
    count = dict(headline.findings)
    parts = (
        t.ngettext("{count} critical", "{count} critical", count[Severity.CRITICAL]).format(
            count=count[Severity.CRITICAL]
        ),
        t.ngettext("{count} warning", "{count} warnings", count[Severity.WARNING]).format(
            count=count[Severity.WARNING]
        ),
        t.ngettext("{count} notice", "{count} notices", count[Severity.NOTICE]).format(
            count=count[Severity.NOTICE]
        ),
    )
    tone = "bad" if count[Severity.CRITICAL] else "warn" if count[Severity.WARNING] else "good"
    return KeyFigure(
        "findings", str(sum(count.values())), t.gettext("Findings"), " · ".join(parts), tone
    )
