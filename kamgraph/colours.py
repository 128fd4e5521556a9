"""Colours by meaning, light and dark, once: the style sheets of page and report begin with them.

Text keeps a contrast of 4.5:1 and signs and lines 3:1 against what they lie on; a test says so.
"""

from __future__ import annotations

LIGHT = {
    "page": "#f5f7fa",
    "panel": "#ffffff",
    "band": "#e9eef5",
    "ink": "#17202c",
    "muted": "#525d6c",
    "edge": "#cfd7e1",
    "control": "#727e8f",
    "accent": "#0b5cad",
    "accent-soft": "#e3eefb",
    "card": "#ffffff",
    "card-edge": "#76839a",
    "own": "#e4eefb",
    "own-strip": "#0b5cad",
    "around": "#f4f1ea",
    "around-strip": "#7d6a3a",
    "contact": "#3f6c9f",
    "weak": "#6b8099",
    "reports": "#7a8696",
    "influence": "#7a3fa0",
    "other": "#85600f",
    "bad": "#b3261e",
    "warn": "#9a5400",
    "good": "#14743f",
    "on-sign": "#ffffff",
    "champion": "#0b5cad",
    "supporter": "#14743f",
    "neutral": "#5b6675",
    "sceptic": "#9a5400",
    "opponent": "#b3261e",
    "unknown": "#6b7585",
}
"""On a screen in light mode, and on paper."""

DARK = {
    "page": "#11161d",
    "panel": "#1a212b",
    "band": "#1b2430",
    "ink": "#e8edf4",
    "muted": "#a5b1c0",
    "edge": "#354152",
    "control": "#7d8a9c",
    "accent": "#74b3ff",
    "accent-soft": "#1d3452",
    "card": "#222b37",
    "card-edge": "#738299",
    "own": "#1d2f47",
    "own-strip": "#74b3ff",
    "around": "#2b2820",
    "around-strip": "#cdb36a",
    "contact": "#86b3e8",
    "weak": "#7590b2",
    "reports": "#7a889b",
    "influence": "#cf9bf0",
    "other": "#dfbb62",
    "bad": "#ff7d73",
    "warn": "#f2a541",
    "good": "#4cc98a",
    "on-sign": "#0f151c",
    "champion": "#6cb6ff",
    "supporter": "#4cc98a",
    "neutral": "#a2aebd",
    "sceptic": "#f2a541",
    "opponent": "#ff7d73",
    "unknown": "#8b97a7",
}
"""On a screen in dark mode."""

_FORCED = {
    **dict.fromkeys(("page", "panel", "band", "card", "own", "around", "on-sign"), "Canvas"),
    **dict.fromkeys(("accent", "own-strip"), "Highlight"),
    "accent-soft": "Canvas",
}
"""Where the reader's system chooses all colours, what is not listed is CanvasText."""


def style_sheet() -> str:
    """The colours as custom properties: light, dark by preference or choice, forced, paper."""
    forced = {name: _FORCED.get(name, "CanvasText") for name in LIGHT}
    dark = _properties("dark", DARK)
    # As specific as the rules it must win against, and always true.
    chosen = ':root:not([data-theme=""])'
    return "\n".join(
        (
            f":root {{ {_properties('light', LIGHT)} }}",
            "@media (prefers-color-scheme: dark) {",
            f':root:not([data-theme="light"]) {{ {dark} }}',
            "}",
            f':root[data-theme="dark"] {{ {dark} }}',
            f"@media (forced-colors: active) {{ {chosen} {{ {_properties('', forced)} }} }}",
            f"@media print {{ {chosen} {{ {_properties('light', LIGHT)} }} }}",
        )
    )


def _properties(scheme: str, colours: dict[str, str]) -> str:
    first = f"color-scheme: {scheme}; " if scheme else ""
    return first + properties(colours)


def properties(colours: dict[str, str]) -> str:
    """The colours as declarations of custom properties.

    Args:
        colours: by meaning.
    """
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())
