// What a reader does: choose somebody, take somebody away, open a level, change the view.

import { isThere } from "./model.js";
import { groupOf, map } from "./places.js";
import { announce, changed, state } from "./state.js";
import { spokenOf } from "./cards.js";
import { say, words } from "./data.js";
import { bringIntoView } from "./viewport.js";
import { effects } from "./model.js";

export function select(number) {
  if (number === state.selected) return;
  state.selected = number;
  state.focused = number === null ? state.focused : map.cardOf.get(number) ?? null;
  changed("selection");
  if (number === null) announce(say("closed"));
  else {
    bringIntoView(map.cardOf.get(number));
    announce(spokenOf(number));
  }
}

export function focus(card) {
  state.focused = card;
  bringIntoView(card);
  changed("focus");
  announce(spokenOf(card));
}

function remove(number) {
  if (!isThere(number)) return;
  if (state.removed.has(number)) state.removed.delete(number);
  else state.removed.add(number);
  changed("removed");
  const { after } = effects();
  announce(words().list([spokenOf(number), say("weighted_is", { share: words().percent(after.weighted) })]));
}

export function restore() {
  state.removed.clear();
  changed("removed");
  announce(say("all_back"));
}

function toggle(group) {
  if (state.opened.has(group)) state.opened.delete(group);
  else state.opened.add(group);
  changed("opened");
  announce(spokenOf(group));
}

// A click, or Enter: in what-if people are taken away, otherwise their details open.
export function act(card) {
  state.focused = card;
  if (groupOf(card)) toggle(card);
  else if (state.view === "whatif") remove(card);
  else select(card);
}

export function show(view) {
  if (view === state.view) return;
  state.view = view;
  // In what-if the panel belongs to the question.
  if (view === "whatif" && state.selected !== null) select(null);
  changed("view");
  announce(words().list([say(`view_${view}`), say(`about_${view}`)]));
}
