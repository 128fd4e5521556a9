// Puts everything together. Until the canvas has been painted once, the static drawing stands.

import { act, select, show } from "./actions.js";
import { parsed, written } from "./address.js";
import { isBright } from "./bright.js";
import { drawCard } from "./cards.js";
import { languages, nodes, numberOf, options, page, people, words } from "./data.js";
import { drawBelow } from "./draw.js";
import { watchFilters } from "./filterbox.js";
import { watchFindings } from "./findings.js";
import { watchGrid } from "./grid.js";
import { watchKeyboard } from "./keyboard.js";
import { setLanguage, watchLanguage } from "./language.js";
import { watchLegend } from "./legend.js";
import { watchMatrix } from "./matrix.js";
import { activeOf, effects, isThere, measured } from "./model.js";
import { nearest } from "./nearest.js";
import { watchPanel } from "./panel.js";
import { watchPaper } from "./paper.js";
import { matching, watchPeople } from "./people.js";
import { cardOfNode, map, nodeOf } from "./places.js";
import { changed, on, state } from "./state.js";
import { watchStrip } from "./strip.js";
import { watchTheme } from "./theme.js";
import { watchTime } from "./time.js";
import { canvas, cardAt, frame, prepare, redraw, refit, scaleNow, toFrame, toMap, watchViewport } from "./viewport.js";
import { watchViews } from "./views.js";

const root = document.documentElement;

// vis calls this once for each node in sight.
const renderer = ({ ctx, id }) => ({
  drawNode() {
    const card = map.cards.get(cardOfNode(id));
    if (card) drawCard(ctx, card);
  },
});

const nodeAt = (card) => ({
  id: nodeOf(card.id), x: card.x, y: card.y, size: card.width / 2, shape: "custom", label: "", ctxRenderer: renderer,
});

function makeNetwork() {
  const shown = new vis.DataSet(nodes.map((node) => ({ ...node, ctxRenderer: renderer })));
  const network = new vis.Network(canvas, { nodes: shown, edges: new vis.DataSet() }, options);
  network.on("beforeDrawing", drawBelow);
  network.on("click", ({ pointer }) => {
    if (state.dragged) return;
    const card = cardAt(pointer.canvas);
    if (card !== null) act(card);
    else if (state.view !== "whatif") select(null);
  });
  on("opened", () => {
    const wanted = [...map.cards.values()].map(nodeAt);
    const kept = new Set(wanted.map((node) => node.id));
    shown.remove(shown.getIds().filter((id) => !kept.has(id)));
    shown.update(wanted);
    refit();
  });
  return network;
}

function watchPointer() {
  canvas.addEventListener("mousemove", (event) => {
    const sides = frame.getBoundingClientRect();
    const point = toMap({ x: event.clientX - sides.left, y: event.clientY - sides.top });
    canvas.style.cursor = cardAt(point) === null ? "" : "pointer";
  });
}

function keepAddress() {
  const text = written({
    view: state.view,
    person: state.selected === null ? null : people[state.selected].id,
    without: state.view === "whatif" ? [...state.removed].map((number) => people[number].id) : [],
    lang: words().lang === page.lang ? null : words().lang,
  });
  if (text !== location.hash) history.replaceState(null, "", text || location.pathname + location.search);
}

function followAddress() {
  const given = parsed(location.hash, languages);
  if (given.lang) setLanguage(given.lang);
  const view = given.view ?? page.view;
  if (view !== state.view) show(view);
  const without = (given.without ?? []).map((id) => numberOf.get(id)).filter((number) => number !== undefined);
  if (state.view === "whatif" && without.length) {
    state.removed = new Set(without);
    changed("removed");
  }
  const person = numberOf.get(given.person);
  if (person !== undefined && state.view !== "whatif") select(person);
}

function watchAll() {
  const parts = [watchFindings, watchFilters, watchPanel, watchStrip, watchMatrix, watchGrid, watchLegend, watchTime,
    watchLanguage, watchViews, watchKeyboard, watchPointer, watchPaper];
  for (const watch of parts) watch();
  on("selection focus removed found lines view moment theme language", redraw);
  on("selection view removed language", keepAddress);
  addEventListener("hashchange", followAddress);
  document.getElementById("print").addEventListener("click", () => window.print());
}

function start() {
  root.classList.add("scripted");
  // First who is in the list: all of a crowd laid out would take seconds.
  watchPeople();
  frame.hidden = false;
  root.classList.add("ready");
  watchTheme();
  prepare();
  const network = makeNetwork();
  watchViewport(network);
  watchAll();
  followAddress();
  refit();
  const ready = () => { root.dataset.ready = "true"; };
  if (frame.hidden) ready();
  else network.once("afterDrawing", ready);
  network.redraw();
  // For tests and for the console; nothing on the page reads it.
  frame.kamgraph = {
    network, state, people, numberOf, map, isBright, isThere, scale: scaleNow, toFrame, nearest, activeOf, effects, measured,
    matching, act, select, rearrange: () => changed("opened"),
  };
}

start();
