"""The headline numbers over time as a small line picture: SVG without colours of its own.

The style sheet of the page names the colours; each line has its dashes too, for paper without
colours. Positions on the drawing are the only arithmetic here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import escape

from kamgraph.locale.words import Words
from kamgraph.metrics.results_over_time import PortfolioTrendRow, Trend, TrendRow
from kamgraph.reports.document import Picture

Row = TrendRow | PortfolioTrendRow

_WIDTH, _HEIGHT = 720.0, 172.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 42.0, 560.0, 10.0, 148.0
_LINE = 14.0
"""Height of a line of text beside the drawing."""
_TICKS = 6
"""About how many months are named below."""


@dataclass(frozen=True)
class _Curve:
    """A number over time: its class in the style sheet, its label, its values."""

    kind: str
    label: str
    values: Sequence[float | None]


def trend_picture(result: Trend, words: Words) -> Picture | None:
    """Coverage with its bounds, thin share and alignment over time.

    Args:
        result: a row a month end.
        words: the reader's language.

    Returns:
        The drawing; None where there is nothing to draw a line between.
    """
    rows = result.rows
    if sum(row.weighted is not None for row in rows) < 2:
        return None
    t = words.texts
    curves = [
        _Curve("weighted", t.gettext("Coverage"), [row.weighted for row in rows]),
        _Curve("thin", t.gettext("Thin share"), [row.thin_share for row in rows]),
        _Curve("fit", t.gettext("Alignment"), [row.alignment for row in rows]),
    ]
    days = [row.as_of for row in rows]
    alt = t.gettext("Coverage, thin share and alignment from {begin} to {end}").format(
        begin=words.month(days[0]), end=words.month(days[-1])
    )
    parts = [
        f'<svg class="trend" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img"'
        f' aria-label="{escape(alt)}">',
        *_frame(days, words),
        *_bounds(rows),
        *(part for curve in curves for part in _line(curve, days)),
        *_labels(curves, words),
        "</svg>",
    ]
    return Picture(alt, "".join(parts))


def _x(day: date, days: Sequence[date]) -> float:
    span = max((days[-1] - days[0]).days, 1)
    return _LEFT + (_RIGHT - _LEFT) * (day - days[0]).days / span


def _y(value: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * min(max(value, 0.0), 1.0)


def _point(day: date, value: float, days: Sequence[date]) -> str:
    return f"{_x(day, days):.1f} {_y(value):.1f}"


def _frame(days: Sequence[date], words: Words) -> Iterator[str]:
    """Lines at 0, 50 and 100 percent, and months below."""
    for share in (0.0, 0.5, 1.0):
        y = _y(share)
        yield f'<path class="rule" d="M{_LEFT:g} {y:.1f}H{_RIGHT:g}"/>'
        text = escape(words.percent(share))
        yield f'<text class="tick end" x="{_LEFT - 6:g}" y="{y + 4:.1f}">{text}</text>'
    step = max(1, round((len(days) - 1) / _TICKS))
    for day in days[:-1:step]:
        x, text = _x(day, days), escape(words.month(day))
        yield f'<path class="rule" d="M{x:.1f} {_BOTTOM:g}v4"/>'
        yield f'<text class="tick middle" x="{x:.1f}" y="{_BOTTOM + 17:g}">{text}</text>'


def _bounds(rows: Sequence[Row]) -> Iterator[str]:
    """The room that coverage has, as a band behind its line."""
    days = [row.as_of for row in rows]
    known = [row for row in rows if row.lower is not None and row.upper is not None]
    if len(known) < 2:
        return
    upper = [_point(row.as_of, row.upper or 0.0, days) for row in known]
    lower = [_point(row.as_of, row.lower or 0.0, days) for row in reversed(known)]
    yield f'<path class="band" d="M{"L".join([*upper, *lower])}Z"/>'


def _line(curve: _Curve, days: Sequence[date]) -> Iterator[str]:
    """A line, broken where there is no value, with a dot at its end."""
    steps: list[str] = []
    drawing = False
    for day, value in zip(days, curve.values, strict=True):
        if value is not None:
            steps.append(f"{'L' if drawing else 'M'}{_point(day, value, days)}")
        drawing = value is not None
    yield f'<path class="line {curve.kind}" d="{"".join(steps)}"/>'
    last = curve.values[-1]
    if last is not None:
        x, y = _x(days[-1], days), _y(last)
        yield f'<circle class="dot {curve.kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'


def _labels(curves: Sequence[_Curve], words: Words) -> Iterator[str]:
    """What each line is and where it ends, beside its end and never over another."""
    ending = sorted(
        ((_y(c.values[-1]), c, c.values[-1]) for c in curves if c.values[-1] is not None),
        key=lambda end: end[0],
    )
    free = _TOP
    room = _BOTTOM - _LINE * (len(ending) - 1)
    for y, curve, value in ending:
        free = max(free, min(y, room)) if room >= free else free
        text = escape(f"{curve.label} {words.percent(value)}")
        yield (
            f'<text class="label {curve.kind}" x="{_RIGHT + 12:g}" y="{free + 4:.1f}">{text}</text>'
        )
        free, room = free + _LINE, room + _LINE
