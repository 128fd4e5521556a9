"""What the page uses of pyvis's inside: an upgrade that changes it is noticed here."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from pyvis.network import Network

from kamgraph.maps.network import KnownIds, vis_script


def test_it_is_the_version_that_was_looked_at() -> None:
    assert version("pyvis") == "0.3.2"


def test_its_template_environment_and_path_are_ours_to_replace() -> None:
    net = Network(directed=True, cdn_resources="in_line")
    net.options = {"physics": {"enabled": False}}
    template = "{{ nodes | length }} {{ edges | length }} {{ options }} {{ own }}"
    net.templateEnv = Environment(
        loader=DictLoader({"mine": template}), autoescape=True, undefined=StrictUndefined
    )
    net.templateEnv.globals["own"] = "<b>"
    net.path = "mine"
    net.add_node("a", label="A", shape="custom", group="g", x=1.5, y=2.0, more="kept")
    net.add_node("b", label="B", shape="custom", group="g")
    net.add_edge("a", "b", arrows="", path="M0 0")
    net.add_edge("b", "a", hidden=True)
    assert net.generate_html() == ("2 2 {&#34;physics&#34;: {&#34;enabled&#34;: false}} &lt;b&gt;")
    assert net.nodes[0] == {
        "id": "a",
        "label": "A",
        "shape": "custom",
        "group": "g",
        "x": 1.5,
        "y": 2.0,
        "more": "kept",
    }
    assert net.edges == [
        {"from": "a", "to": "b", "arrows": "", "path": "M0 0"},
        {"from": "b", "to": "a", "arrows": "to", "hidden": True},
    ]


def test_it_asks_its_ids_only_for_membership() -> None:
    net = Network(directed=True, cdn_resources="in_line")
    net.node_ids = KnownIds()
    for id_ in ("a", "b", "a"):
        net.add_node(id_, label=id_, shape="custom")
    net.add_edge("a", "b")
    assert list(net.node_ids) == ["a", "b"]
    assert len(net.nodes) == net.num_nodes() == 2
    with pytest.raises(AssertionError):
        net.add_edge("a", "nobody")


def test_it_brings_the_network_that_the_page_draws_with() -> None:
    script = vis_script()
    assert "@version 9.1.2" in script
    assert "@license" in script
    assert "</script" not in script
    assert "\r" not in script
    for used in ("ctxRenderer", "beforeDrawing", "afterDrawing", "drawNode", "DataSet", "moveTo"):
        assert used in script, used
