// The keyboard: one tab stop on the map, arrows to the nearest card, Enter, Escape, / + - 0.

const ARROWS = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

// The nearest card in a direction: what lies straight ahead counts more than what lies aside.
function nearest(from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const card of cards.values()) {
    const ahead = (card.x - from.x) * dx + (card.y - from.y) * dy;
    const aside = Math.abs((card.x - from.x) * dy) + Math.abs((card.y - from.y) * dx);
    if (card.id === from.id || ahead < 1) continue;
    // Up and down stay in the column as long as there is somebody.
    const cost = dy ? ahead + 6 * aside : ahead + 2 * aside;
    if (cost < least) {
      least = cost;
      best = card.id;
    }
  }
  return best;
}

function focusCard(id) {
  state.focused = id;
  bringIntoView(id);
  redraw();
  say(people.get(id).spoken);
}

const firstCard = () => state.selected ?? state.focused ?? [...rows.keys()].find((id) => cards.has(id)) ?? null;

function onMapKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in ARROWS) {
    const next = state.focused === null ? firstCard() : nearest(cards.get(state.focused), ARROWS[event.key]);
    if (next !== null) focusCard(next);
  } else if (event.key === "Enter" || event.key === " ") {
    if (state.focused !== null) open(state.focused);
  } else if (event.key === "+" || event.key === "=") zoom(ZOOM.step);
  else if (event.key === "-") zoom(1 / ZOOM.step);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
}

function onPageKey(event) {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
  if (event.key === "Escape" && !panel.hidden) {
    shut();
    event.preventDefault();
  } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    box.focus();
    box.select();
    event.preventDefault();
  }
}

function watchKeyboard() {
  frame.addEventListener("keydown", onMapKey);
  frame.addEventListener("focus", () => {
    if (!frame.matches(":focus-visible")) return;
    const card = firstCard();
    if (card !== null) focusCard(card);
  });
  frame.addEventListener("blur", () => {
    state.focused = state.selected;
    redraw();
  });
  document.addEventListener("keydown", onPageKey);
}
