// Where the cards are: Python's places at first, arranged anew when a level is opened or closed.

import { arranged } from "./arrange.js";
import { nodes, page, people } from "./data.js";
import { on, state } from "./state.js";

const { layout } = page;

const sizes = layout.sizes;

// The name of a node is not the person's id: vis keeps nodes by name, and ids are any text.
export const nodeOf = (card) => `n${card}`;
export const cardOfNode = (id) => (/^ng/.test(id) ? id.slice(1) : Number(id.slice(1)));

const boxed = (id, place) => ({
  id,
  ...place,
  left: place.x - place.width / 2,
  right: place.x + place.width / 2,
  top: place.y - sizes.card / 2,
  bottom: place.y + sizes.card / 2,
});

export const map = { width: layout.width, height: layout.height, bands: [], captions: [], cards: new Map(), cardOf: new Map() };

function arrange() {
  const found = arranged(layout, state.opened, (number) => people[number].organization);
  map.height = found.height;
  map.bands = found.bands;
  map.captions = found.captions;
  map.cards = new Map([...found.places].map(([id, place]) => [id, boxed(id, place)]));
  map.cardOf = new Map();
  for (const id of map.cards.keys()) {
    if (layout.groups[id]) {
      if (!state.opened.has(id)) for (const member of layout.groups[id].members) map.cardOf.set(member, id);
    } else map.cardOf.set(id, id);
  }
}

arrange();
// What Python placed stands where Python placed it.
for (const node of nodes) {
  const id = cardOfNode(node.id);
  map.cards.set(id, boxed(id, { ...map.cards.get(id), x: node.x, y: node.y }));
}

on("opened", arrange);

export const groupOf = (id) => layout.groups[id] ?? null;
