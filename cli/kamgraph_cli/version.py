"""Which kamgraph this is."""

from importlib.metadata import PackageNotFoundError, version


def installed_version() -> str:
    """The installed version; says so where kamgraph runs from a checkout."""
    try:
        return version("kamgraph")
    except PackageNotFoundError:
        return "(not installed)"
