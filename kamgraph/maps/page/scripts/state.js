// What the reader has chosen, and who is told when it changes.

import { noFilters } from "./filters.js";

export const state = {
  view: "map",
  selected: null,       // number of the person whose details are open
  focused: null,        // the card the arrow keys stand on
  removed: new Set(),   // numbers of people taken away in what-if
  opened: new Set(),    // names of the groups that are open
  moment: 0,            // which state of the account is shown
  found: null,          // numbers that search and filters leave; null while nothing is asked
  filters: noFilters(),
  minimum: 0,           // contacts weaker than this are not drawn
  layers: new Set(["contact", "reports_to"]),
  dragged: false,
};

const listeners = new Map();

// Topics: view, selection, focus, removed, opened, moment, found, lines, language, theme.
export function on(topics, listener) {
  for (const topic of topics.split(" ")) {
    if (!listeners.has(topic)) listeners.set(topic, []);
    listeners.get(topic).push(listener);
  }
}

export const changed = (topic) => (listeners.get(topic) ?? []).forEach((listener) => listener(topic));

const spoken = document.getElementById("said");

// Read out by screen readers.
export const announce = (text) => { spoken.textContent = text; };
