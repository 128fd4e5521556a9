"""The map as a pyvis network, and pyvis's rendering with a template of our own.

pyvis writes names into scripts and links to other servers in its own template; its documented
seams (template environment, path, options) let us keep its data and replace its page. What we
use of its inside is watched by a contract test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kamgraph.maps.lines import Line
from kamgraph.maps.places import Layout
from kamgraph.maps.shown import Figure

if TYPE_CHECKING:
    from pyvis.network import Network

PAGE_FOLDER = Path(__file__).parent / "page"
TEMPLATE = "page.html.j2"
MANY_LINES = 1000
"""More lines than this are hidden while the map is dragged."""

_VIS = Path("templates") / "lib" / "vis-9.1.2" / "vis-network.min.js"


class KnownIds:
    """Ids that pyvis has seen: its own list is searched from the start for each of them."""

    def __init__(self) -> None:
        self._ids: dict[str, None] = {}

    def append(self, id_: str) -> None:
        """Adds an id.

        Args:
            id_: the node's id.
        """
        self._ids[id_] = None

    def __contains__(self, id_: object) -> bool:
        """Whether an id is known, in constant time."""
        return id_ in self._ids

    def __iter__(self) -> Iterator[str]:
        """The ids in the order in which they came."""
        return iter(self._ids)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ids)


def network(everybody: Sequence[Figure], layout: Layout, lines: Sequence[Line]) -> Network:
    """The map as pyvis's network: a node for each card.

    Args:
        everybody: who is on the map, in the order of their numbers.
        layout: where.
        lines: what is drawn between the cards.
    """
    from pyvis.network import Network  # imports IPython: half a second

    net = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    net.node_ids = KnownIds()
    net.options = _options(len(lines))
    # Ids are anybody's text, and vis keeps nodes by their names: numbers are safe.
    names = {id_: f"ng{place}" for place, id_ in enumerate(layout.groups)}
    names |= {figure.id: f"n{number}" for number, figure in enumerate(everybody)}
    for place in layout.places.values():
        net.add_node(
            names[place.id],
            # pyvis would write the id where there is no label; the scripts know the names.
            label=" ",
            shape="custom",
            x=round(place.x, 1),
            y=round(place.y, 1),
            # vis culls custom shapes by this size; half the width is enough for the whole card.
            size=place.width / 2,
        )
    return net


def _options(lines: int) -> dict[str, Any]:
    """vis-network's options: nothing moves, and the page's scripts steer the view.

    Lines are drawn by the page: vis aims at the middle of a card and knows neither brackets nor
    gaps between cards.
    """
    return {
        "autoResize": False,
        "clickToUse": False,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"fixed": True, "chosen": False},
        "edges": {"smooth": False, "chosen": False},
        "interaction": {
            "dragNodes": False,
            "dragView": False,
            "zoomView": False,
            "hover": False,
            "selectable": False,
            "hideEdgesOnDrag": lines > MANY_LINES,
            "keyboard": {"enabled": False},
        },
    }


def vis_script() -> str:
    """The text of vis-network as pyvis brings it, fit for a script element.

    Raises:
        FileNotFoundError: pyvis is installed without it, or in another version.
    """
    import pyvis

    text = (Path(pyvis.__file__).parent / _VIS).read_text(encoding="utf-8")
    # The map of its sources lies on no reader's disk: a debugger would ask for it in vain.
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL")).strip()


def render(net: Network, values: Mapping[str, object]) -> str:
    """The page, rendered by pyvis with our template.

    Args:
        net: the network.
        values: what the template needs besides pyvis's own.
    """
    environment = Environment(
        loader=FileSystemLoader(PAGE_FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(values)
    net.templateEnv = environment
    net.path = TEMPLATE
    return str(net.generate_html())
