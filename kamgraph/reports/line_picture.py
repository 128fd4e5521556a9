"""A share over time as a picture: one inline SVG, to stand in a report as it is.

No script, no style sheet and no fixed colour: everything is drawn in the colour of the text
around it, so that it reads in light and dark and on paper. What it shows stands in its title
and description too, for whoever cannot see it. Which numbers it draws comes from the results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from kamgraph.locale.words import Words
from kamgraph.metrics.results_over_time import Trend
from kamgraph.reports import phrases

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 60, 14, 30
_MARKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Point:
    """A value at a date, with what it may be instead.

    Args:
        day: the date.
        value: a share 0..1, or None where not defined: the line breaks.
        lower: the lower bound, or None.
        upper: the upper bound, or None.
    """

    day: date
    value: float | None
    lower: float | None = None
    upper: float | None = None


def coverage_picture(result: Trend, words: Words) -> str:
    """The weighted coverage of a trend, its bounds as a band.

    Args:
        result: a trend.
        words: the reader's language.

    Returns:
        An `svg` element; empty where the coverage is not defined at any of the dates.
    """
    points = [Point(row.as_of, row.weighted, row.lower, row.upper) for row in result.rows]
    return line_picture(points, words.texts.gettext("Weighted coverage over time"), words)


def line_picture(points: Sequence[Point], title: str, words: Words) -> str:
    """A share over time as an inline SVG.

    Args:
        points: what to draw, oldest first.
        title: what it shows.
        words: the reader's language.

    Returns:
        An `svg` element; empty where there is nothing to draw.
    """
    known = [point for point in points if point.value is not None]
    if not known:
        return ""
    said = _described(known, words)
    parts = [
        f'<svg class="line-picture" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'aria-label="{escape(f"{title}. {said}")}" font-size="12" fill="currentColor">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(said)}</desc>",
        *_scale(words),
        *_days(points, words),
        *_band(points),
        *_line(points),
        _last(points, known[-1], words),
        "</svg>",
    ]
    return "\n".join(parts)


def _described(known: Sequence[Point], words: Words) -> str:
    """What the picture shows, in a sentence."""
    first, last = known[0], known[-1]
    said = words.texts.gettext("{first} on {begin}, {last} on {end}.")
    return said.format(
        first=phrases.with_bounds(first.value, first.lower, first.upper, words),
        begin=words.date(first.day),
        last=phrases.with_bounds(last.value, last.lower, last.upper, words),
        end=words.date(last.day),
    )


def _scale(words: Words) -> Iterator[str]:
    """Lines across at every quarter, with their percent."""
    for mark in _MARKS:
        y = _y(mark)
        yield (
            f'<line x1="{_LEFT}" y1="{y}" x2="{WIDTH - _RIGHT}" y2="{y}" stroke="currentColor" '
            f'stroke-opacity="{0.5 if mark == 0 else 0.18}"/>'
        )
        yield (
            f'<text x="{_LEFT - 6}" y="{_number(float(y) + 4)}" text-anchor="end">'
            f"{escape(words.percent(mark))}</text>"
        )


def _days(points: Sequence[Point], words: Words) -> Iterator[str]:
    """The first and the last date, and the turn of every year in between."""
    first, last = points[0].day, points[-1].day
    y = HEIGHT - _BOTTOM + 18
    yield f'<text x="{_LEFT}" y="{y}">{escape(words.date(first))}</text>'
    if last > first:
        end = WIDTH - _RIGHT
        yield f'<text x="{end}" y="{y}" text-anchor="end">{escape(words.date(last))}</text>'
    for year in range(first.year + 1, last.year + 1):
        x = _x(date(year, 1, 1), points)
        yield (
            f'<line x1="{x}" y1="{_y(1.0)}" x2="{x}" y2="{_y(0.0)}" stroke="currentColor" '
            'stroke-opacity="0.18" stroke-dasharray="2 4"/>'
        )
        if _LEFT + 90 < float(x) < WIDTH - _RIGHT - 90:
            yield f'<text x="{x}" y="{y}" text-anchor="middle">{year}</text>'


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """The points in stretches without a gap."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _band(points: Sequence[Point]) -> Iterator[str]:
    """The bounds, as an area behind the line."""
    for run in _runs(points):
        upper = [(p.day, p.upper) for p in run if p.upper is not None]
        lower = [(p.day, p.lower) for p in reversed(run) if p.lower is not None]
        if len(upper) > 1:
            corners = " ".join(f"{_x(day, points)},{_y(value)}" for day, value in upper + lower)
            yield f'<polygon points="{corners}" fill-opacity="0.14"/>'


def _line(points: Sequence[Point]) -> Iterator[str]:
    """The line; a value between two gaps is a dot."""
    for run in _runs(points):
        places = [f"{_x(p.day, points)},{_y(p.value)}" for p in run if p.value is not None]
        if len(places) > 1:
            yield (
                f'<polyline points="{" ".join(places)}" fill="none" stroke="currentColor" '
                'stroke-width="2" stroke-linejoin="round"/>'
            )
        else:
            x, y = places[0].split(",")
            yield f'<circle cx="{x}" cy="{y}" r="2"/>'


def _last(points: Sequence[Point], last: Point, words: Words) -> str:
    """The last value, as a dot and a number."""
    x, y = _x(last.day, points), _y(last.value or 0.0)
    return (
        f'<circle cx="{x}" cy="{y}" r="3.5"/>'
        f'<text x="{_number(float(x) + 8)}" y="{_number(float(y) + 4)}" font-weight="bold">'
        f"{escape(words.percent(last.value))}</text>"
    )


def _x(day: date, points: Sequence[Point]) -> str:
    first, last = points[0].day, points[-1].day
    share = (day - first).days / max((last - first).days, 1)
    return _number(_LEFT + share * (WIDTH - _LEFT - _RIGHT))


def _y(value: float) -> str:
    return _number(_TOP + (1.0 - value) * (HEIGHT - _TOP - _BOTTOM))


def _number(value: float) -> str:
    """A coordinate, the same on every machine."""
    return f"{value:.1f}"
