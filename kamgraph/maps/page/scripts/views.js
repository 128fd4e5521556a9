// Which view is seen: the map in one of its forms, the matrix, or the power grid.

import { show } from "./actions.js";
import { VIEWS } from "./address.js";
import { button, element, say } from "./data.js";
import { on, state } from "./state.js";
import { frame, refit } from "./viewport.js";

const tabs = document.getElementById("views");
const zoom = document.getElementById("zoom");
const tables = { matrix: document.getElementById("matrix"), grid: document.getElementById("grid") };

function fill() {
  tabs.replaceChildren(...VIEWS.map((view) => {
    const tab = button("", say(`view_${view}`), () => show(view));
    tab.dataset.view = view;
    tab.title = say(`about_${view}`);
    tab.setAttribute("aria-pressed", String(state.view === view));
    return tab;
  }));
}

function switchTo() {
  for (const tab of tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.view === state.view));
  for (const [view, table] of Object.entries(tables)) table.hidden = state.view !== view;
  const isTable = state.view in tables;
  frame.hidden = isTable;
  zoom.hidden = isTable;
  document.documentElement.dataset.view = state.view;
  document.getElementById("about").replaceChildren(element("span", "", say(`about_${state.view}`)));
  if (!isTable) refit();
}

export function watchViews() {
  on("language", () => {
    fill();
    switchTo();
  });
  on("view", () => {
    switchTo();
    // What the view is about stands outside right, and may lie out of sight.
    if (state.view === "ecosystem") frame.scrollLeft = frame.scrollWidth;
  });
  fill();
  switchTo();
}
