"""The headline numbers over time as a report: a line a month end, the last date last."""

from __future__ import annotations

from kamgraph.locale.words import Words
from kamgraph.metrics.results import HeadlineNumbers
from kamgraph.metrics.results_over_time import PortfolioTrendRow, Trend, TrendRow
from kamgraph.reports import phrases
from kamgraph.reports.document import (
    Block,
    Cell,
    Column,
    Grid,
    Names,
    Records,
    Report,
    Sentence,
    Tone,
)

Row = TrendRow | PortfolioTrendRow


def describe(result: Trend, words: Words, names: Names) -> Report:
    """The report of a trend.

    Args:
        result: a row a month end.
        words: the reader's language.
        names: what the account is called; not needed for the portfolio.
    """
    t = words.texts
    if result.account is None:
        title = t.gettext("Trend of the portfolio")
    else:
        title = phrases.title(result, t.gettext("Trend"), words, names)
    blocks: list[Block] = [headline(result, words)]
    if any(row.stakeholders for row in result.rows):
        blocks += [
            Grid("", _columns(words), [_row(row, words) for row in result.rows], tight=True),
            Sentence(_legend(result, words), "faint"),
        ]
    footer = f"{phrases.footer(result, words)}. {phrases.undated_facts(words)}"
    return Report(title, blocks, footer, result, _main(result))


def headline(result: Trend, words: Words) -> Sentence:
    """Where the coverage began, where it stands, and between what it moved.

    Args:
        result: a row a month end.
        words: the reader's language.
    """
    t = words.texts
    known = [row for row in result.rows if row.weighted is not None]
    if not known:
        return Sentence(phrases.nothing_to_assess(words), "warning")
    first, last = known[0], known[-1]
    lowest = min(known, key=lambda row: row.weighted or 0.0)
    highest = max(known, key=lambda row: row.weighted or 0.0)
    sentence = t.gettext(
        "Weighted coverage: {first} on {begin}, {last} on {end}; lowest {low} on {low_day}, "
        "highest {high} on {high_day}."
    )
    return Sentence(
        sentence.format(
            first=_covered(first, words),
            begin=words.date(first.as_of),
            last=_covered(last, words),
            end=words.date(last.as_of),
            low=words.percent(lowest.weighted),
            low_day=words.date(lowest.as_of),
            high=words.percent(highest.weighted),
            high_day=words.date(highest.as_of),
        )
    )


def _covered(row: HeadlineNumbers, words: Words) -> str:
    return phrases.with_bounds(row.weighted, row.lower, row.upper, words)


def _columns(words: Words) -> list[Column]:
    t = words.texts
    return [
        Column(t.gettext("As of"), whole=True),
        Column(t.gettext("Coverage"), whole=True),
        Column(t.pgettext("trend", "Bounds"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Active"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Twice"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Thin"), right=True, whole=True),
        Column(t.pgettext("portfolio", "None"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Bus"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Fit"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Zip"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Find."), right=True, whole=True),
        Column(t.pgettext("portfolio", "Size"), right=True, whole=True),
    ]


def _row(row: Row, words: Words) -> list[Cell]:
    return [
        Cell(words.date(row.as_of)),
        phrases.bar(row.weighted, words),
        Cell(phrases.spread(row.lower, row.upper, words)),
        phrases.percent(row.active, words),
        phrases.percent(row.redundant, words),
        phrases.percent(row.thin_share, words),
        phrases.percent(row.orphaned_share, words),
        Cell(words.number(row.bus_factor), "bad" if row.bus_factor == 1 else "plain"),
        phrases.percent(row.alignment, words),
        phrases.percent(row.zipper, words),
        Cell(f"{row.critical}/{row.warning}/{row.notice}", _tone(row)),
        Cell(f"{row.stakeholders}/{row.own_people}"),
    ]


def _tone(row: HeadlineNumbers) -> Tone:
    if row.critical:
        return "bad"
    return "warning" if row.warning else "plain"


def _legend(result: Trend, words: Words) -> str:
    t = words.texts
    legend = t.gettext(
        "Coverage: weighted, with its bounds. Active, Twice: stakeholders with one, with two or "
        "more active ties. Thin: weight that hangs on one of us or on nobody. None: weight without "
        "an active tie. Bus: how few of us carry it. Fit: alignment. Zip: peers that meet. "
        "Find.: critical/warning/notice findings. Size: stakeholders/own people."
    )
    if result.account is not None:
        return legend
    pooled = t.gettext(
        "All accounts together: sums over sums, so that large accounts count more; Bus is that of "
        "the middle account; somebody in two accounts counts in both."
    )
    return f"{legend} {pooled}"


def _main(result: Trend) -> Records:
    model = TrendRow if result.account is not None else PortfolioTrendRow
    columns = tuple(model.model_fields)
    dated = [row.model_dump(mode="json") for row in result.rows]
    return Records(columns, [tuple(row[name] for name in columns) for row in dated])
