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
    thin = t.gettext("{share} of the weight: one or none").format(
        share=texts.percent(headline.thin_share)
    )
    none = not headline.stakeholders
    # Nobody with a single contact is good news only where everybody has several.
    single_tone = "warn" if headline.single_threaded else "plain" if headline.orphaned else "good"
    return (
        KeyFigure(
            "deciders",
            deciders,
            t.gettext("Deciders covered"),
            t.gettext("by an active contact") if headline.deciders else t.gettext("none is known"),
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
            thin if headline.thin_share is not None else t.gettext("nothing to assess"),
            "plain" if none else single_tone,
        ),
    )


def _shares(headline: Headline, texts: Texts) -> tuple[KeyFigure, ...]:
    """Coverage with its bounds, alignment, bus factor."""
    t = texts.t
    lower, upper = texts.percent(headline.lower), texts.percent(headline.upper)
    if headline.lower is None:
        bounds = t.gettext("nothing to assess")
    elif lower == upper:
        bounds = t.gettext("of the weight, without a range")
    else:
        bounds = t.gettext("between {lower} and {upper}").format(lower=lower, upper=upper)
    factor = headline.bus_factor
    if factor is None:
        covered = headline.orphaned < headline.stakeholders
        departures = t.gettext("not known") if covered else t.gettext("nobody is covered")
    else:
        departures = t.ngettext(
            "departure breaks the coverage", "departures break the coverage", factor
        )
    return (
        KeyFigure(
            "weighted",
            texts.percent(headline.weighted),
            t.gettext("Weighted coverage"),
            bounds,
            "plain",
        ),
        KeyFigure(
            "alignment",
            texts.percent(headline.alignment),
            t.gettext("Alignment"),
            t.gettext("of the possible fit")
            if headline.alignment is not None
            else t.gettext("nothing to assess"),
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
