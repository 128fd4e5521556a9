// The keyboard: one tab stop on the map, arrows to the nearest card, Enter, Escape, / + - 0.

import { act, focus } from "./actions.js";
import { ARROWS, nearest } from "./nearest.js";
import { escape } from "./panel.js";
import { firstPerson, search } from "./people.js";
import { map } from "./places.js";
import { changed, state } from "./state.js";
import { closer, farther, fit, frame } from "./viewport.js";

function firstCard() {
  if (state.focused !== null && map.cards.has(state.focused)) return state.focused;
  return map.cardOf.get(state.selected ?? firstPerson()) ?? map.cards.keys().next().value ?? null;
}

function onMapKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const known = state.focused !== null && map.cards.has(state.focused);
  if (event.key in ARROWS) {
    const next = known ? nearest(map.cards, map.cards.get(state.focused), ARROWS[event.key]) : firstCard();
    if (next !== null) focus(next);
  } else if (event.key === "Enter" || event.key === " ") {
    if (known) act(state.focused);
  } else if (event.key === "+" || event.key === "=") closer();
  else if (event.key === "-") farther();
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
}

function onPageKey(event) {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
  if (event.key === "Escape") {
    if (escape()) event.preventDefault();
  } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    search();
    event.preventDefault();
  }
}

export function watchKeyboard() {
  frame.addEventListener("keydown", onMapKey);
  frame.addEventListener("focus", () => {
    if (!frame.matches(":focus-visible")) return;
    const card = firstCard();
    if (card !== null) focus(card);
  });
  frame.addEventListener("blur", () => {
    state.focused = state.selected === null ? null : map.cardOf.get(state.selected) ?? null;
    changed("focus");
  });
  document.addEventListener("keydown", onPageKey);
}
