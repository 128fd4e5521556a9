// The power grid: influence against stance; who is not reached stands out.

import { select } from "./actions.js";
import { button, element, people, say, stanceSign, words } from "./data.js";
import { activeOf, isRemoved, now, stanceOf } from "./model.js";
import { on, state } from "./state.js";

const place = document.getElementById("grid");

const STANCES = ["opponent", "sceptic", "unknown", "neutral", "supporter", "champion"];
// From which influence on, 0 to 10; the last row is for those of whom it is not known.
const ROWS = [["high", 8], ["medium", 5], ["low", 0], ["unknown_influence", null]];
const MOST = 60;

function rowOf(number) {
  const { influence } = people[number];
  return influence === undefined ? "unknown_influence" : ROWS.find(([, from]) => influence >= from)[0];
}

function chip(number) {
  const count = activeOf(number);
  const made = button(`chip ${["none", "one"][count] ?? "several"}`, "", () => select(number));
  if (state.selected === number) made.setAttribute("aria-current", "true");
  made.append(element("span", "", people[number].name), element("span", `badge ${["none", "one"][count] ?? "several"}`, String(count)));
  made.append(element("span", "hidden", ` ${words().count("active_contacts", count)}`));
  return made;
}

function cell(members) {
  const made = element("td", "", ...members.slice(0, MOST).map(chip));
  if (members.length > MOST) made.append(element("span", "line", say("and_more", { count: members.length - MOST })));
  return made;
}

function fill() {
  if (state.view !== "grid") return;
  const there = Object.keys(now().side).map(Number).filter((number) => now().side[number] === "buying" && !isRemoved(number)
    && (!state.found || state.found.has(number))).sort((one, other) => now().weight[other] - now().weight[one] || one - other);
  const heads = STANCES.map((stance) => {
    const made = element("th", "", stanceSign(stance), element("span", "", words().word("stances", stance)));
    made.scope = "col";
    return made;
  });
  const rows = ROWS.map(([name]) => {
    const label = element("th", "", say(`influence_${name}`));
    label.scope = "row";
    return element("tr", "", label, ...STANCES.map((stance) => cell(there.filter((number) => stanceOf(number) === stance && rowOf(number) === name))));
  });
  const corner = element("th", "corner", say("influence"));
  corner.scope = "col";
  place.replaceChildren(element("table", "", element("caption", "", say("about_grid")), element("thead", "", element("tr", "", corner, ...heads)),
    element("tbody", "", ...rows)));
}

export function watchGrid() {
  on("view moment language found removed selection", fill);
}
