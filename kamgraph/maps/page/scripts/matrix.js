// The Kontaktmatrix: own people against stakeholders, the current level and the one aimed at.

import { select } from "./actions.js";
import { button, element, people, say, secondLine, stanceSign, words, page } from "./data.js";
import { activeOf, contactsNear, isRemoved, now, rolesOf, stanceOf } from "./model.js";
import { on, state } from "./state.js";

const MOST_ROWS = 200;
const MOST_COLUMNS = 60;

const place = document.getElementById("matrix");

const order = { by: "weight", down: true };

const onSide = (side) => Object.keys(now().side).map(Number).filter((number) => now().side[number] === side && !isRemoved(number));

const levelBetween = (own, person) => contactsNear(person).find((contact) => contact.own === own)?.level ?? -1;

const KEYS = {
  name: (number) => people[number].name,
  weight: (number) => now().weight[number],
  active: (number) => activeOf(number),
};

function stakeholders() {
  const key = KEYS[order.by] ?? ((number) => levelBetween(order.by, number));
  const sign = order.down ? -1 : 1;
  return onSide("buying").filter((number) => !state.found || state.found.has(number)).sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    const difference = typeof a === "string" ? a.localeCompare(b, words().lang) : a - b;
    return sign * difference || one - other;
  });
}

function sortBy(by) {
  order.down = order.by === by ? !order.down : by !== "name";
  order.by = by;
  fill();
  place.querySelector('[aria-sort="ascending"] button, [aria-sort="descending"] button')?.focus();
}

function head(by, className, text) {
  const cell = element("th", className, button("sort", text, () => sortBy(by)));
  cell.scope = "col";
  if (order.by === by) cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
  return cell;
}

function cell(own, person) {
  const contact = contactsNear(person).find((known) => known.own === own);
  const made = element("td", "level");
  if (!contact || (contact.level === null && contact.strength <= 0)) return made;
  const { level, target, active, strength } = contact;
  const name = (value) => page.languages[words().lang].contactLevels[value];
  made.classList.add(active ? "active" : "weak", `l${level ?? 0}`);
  made.append(element("b", "", level === null ? "•" : String(level)));
  if (target !== null && target !== level) {
    made.classList.add(target > (level ?? 0) ? "behind" : "ahead");
    made.append(element("span", "goal", `→${target}`));
  }
  const said = [level === null ? "" : name(level), target !== null && target !== level ? say("goal", { level: name(target) }) : "",
    words().percent(strength), active ? "" : say("inactive")];
  made.append(element("span", "hidden", words().list(said)));
  return made;
}

function row(person, team) {
  const name = element("th", "", stanceSign(stanceOf(person), true), button("name", people[person].name, () => select(person)),
    element("span", "line", secondLine(people[person], rolesOf(person))));
  name.scope = "row";
  const count = activeOf(person);
  const badge = element("span", `badge ${["none", "one"][count] ?? "several"}`, String(count));
  return element("tr", state.selected === person ? "chosen" : "", name, element("td", "numeric", words().weight(now().weight[person])),
    element("td", "numeric", badge), ...team.map((own) => cell(own, person)));
}

function fill() {
  if (state.view !== "matrix") return;
  const everybody = stakeholders();
  const team = onSide("own").sort((one, other) => (now().load[other] ?? 0) - (now().load[one] ?? 0) || one - other);
  const shown = everybody.slice(0, MOST_ROWS);
  const columns = team.slice(0, MOST_COLUMNS);
  const heads = columns.map((own) => head(own, "own", people[own].name));
  const table = element("table", "", element("caption", "", say("about_matrix")),
    element("thead", "", element("tr", "", head("name", "corner", say("name")), head("weight", "numeric", say("weight")),
      head("active", "numeric", say("contacts")), ...heads)),
    element("tbody", "", ...shown.map((person) => row(person, columns))));
  const scrolled = [place.scrollLeft, place.scrollTop];
  place.replaceChildren(table);
  if (shown.length < everybody.length || columns.length < team.length) {
    place.append(element("p", "line", say("matrix_cut", { rows: shown.length, all: everybody.length, columns: columns.length, team: team.length })));
  }
  [place.scrollLeft, place.scrollTop] = scrolled;
}

export function watchMatrix() {
  on("view moment language found removed selection", fill);
}
