// The table of people: always in the page, the accessible form and the phone form. Search and
// filters leave rows out; the map dims whom they leave out.

import { select } from "./actions.js";
import { element, numberOf, page, people, say, secondLine, stanceSign, words } from "./data.js";
import { contains, facetsOf, isFiltering, passes } from "./filters.js";
import { activeOf, isThere, isWhatIf, now, rolesOf, sideOf, stanceOf } from "./model.js";
import { changed, on, state } from "./state.js";
import { UNKNOWN, plain } from "./text.js";

const box = document.getElementById("search");
const found = document.getElementById("found");

const rows = new Map();
for (const row of document.querySelectorAll("tr[data-person]")) rows.set(numberOf.get(row.dataset.person), row);

// Of a long list the part that is near: the others are in the page, but not laid out until they come.
const STEP = 200;
const more = document.getElementById("more");
let limit = STEP;
let left = new Set(rows.keys());   // whom search and filters leave, in the list's order
const written = new Set();   // rows that are in the language and the state that is shown

export const firstPerson = () => [...rows.keys()].find((number) => !rows.get(number).hidden) ?? null;

// Name, title, function, organization and roles in every language the page speaks.
const haystacks = new Map();

function haystack(number) {
  if (!haystacks.has(number)) {
    const person = people[number];
    const said = Object.values(page.languages).flatMap((language) => [
      language.functions[person.function ?? ""], ...rolesOf(number).map((role) => language.roles[role]),
    ]);
    haystacks.set(number, plain([person.name, person.title, page.organizations[person.organization].name, ...said].filter(Boolean).join(" ")));
  }
  return haystacks.get(number);
}

function mark() {
  for (const row of document.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
  if (state.selected === null) return;
  const row = rows.get(state.selected);
  if (row?.hidden && left.has(state.selected)) reveal(state.selected, row);
  row?.setAttribute("aria-current", "true");
  if (innerWidth >= 820) row?.scrollIntoView({ block: "nearest" });
}

const wordsOf = (text) => plain(text).split(/\s+/).filter(Boolean);

// Whom search and filters leave, among those who are there.
export function matching() {
  const asked = wordsOf(box.value);
  return [...rows.keys()].filter((number) => isThere(number)
    && contains(haystack(number), asked)
    && passes(facetsOf(people[number], { roles: rolesOf(number), stance: stanceOf(number) }), state.filters));
}

function reveal(number, row) {
  row.hidden = false;
  if (written.has(number)) return;
  written.add(number);
  fillRow(number, row);
}

function layOut() {
  let count = 0;
  for (const [number, row] of rows) {
    if (left.has(number) && count < limit) {
      reveal(number, row);
      count += 1;
    } else if (!row.hidden) row.hidden = true;
  }
  more.hidden = left.size <= limit;
}

const isAsking = () => box.value.trim() !== "" || isFiltering(state.filters);

function filter() {
  left = new Set(matching());
  limit = STEP;
  const asking = isAsking();
  state.found = asking ? left : null;
  const there = people.filter((_, number) => isThere(number)).length;
  layOut();
  // A heading without anybody below it says nothing.
  const counts = { own: 0, buying: 0, ecosystem: 0 };
  for (const number of left) counts[people[number].side] += 1;
  for (const group of document.querySelectorAll("tr.group")) {
    const side = group.parentElement.className;
    group.hidden = !counts[side] && (asking || side === "ecosystem");
    group.firstElementChild.textContent = `${words().word("sides", side)} (${counts[side]})`;
  }
  if (!asking) found.textContent = "";
  else found.textContent = left.size ? say("found", { count: left.size, all: there }) : say("nobody");
  changed("found");
}

const TONES = ["none", "one"];

// What of a row depends on language, date, opportunity or what-if.
function fillRow(number, row) {
  const person = people[number];
  const cells = row.cells;
  const active = sideOf(number) === "own" ? now().load[number] : activeOf(number);
  const texts = [null, person.title ?? UNKNOWN, null, words().word("functions", person.function), words().word("levels", String(person.level ?? 0)),
    words().roles(rolesOf(number)) || UNKNOWN, stanceOf(number) ? words().word("stances", stanceOf(number)) : "",
    number in now().weight ? words().weight(now().weight[number]) : "", null, number in now().percent ? words().percent(now().percent[number] / 100) : ""];
  texts.forEach((text, place) => { if (text !== null) cells[place].textContent = text; });
  fillHead(number, cells[0]);
  fillCount(cells[8], active ?? null, sideOf(number) === "buying");
}

// The first cell: the stance's sign, the name, and below it role and title as on the card.
function fillHead(number, cell) {
  const stance = stanceOf(number);
  const name = cell.querySelector("button");
  cell.querySelector(".stance")?.remove();
  if (stance) cell.prepend(stanceSign(stance, true));
  let line = cell.querySelector(".line");
  if (!line) {
    line = element("span", "line");
    name.after(line);
  }
  line.textContent = secondLine(people[number], rolesOf(number));
}

function fillCount(cell, active, isBadge) {
  cell.replaceChildren();
  if (active === null) return;
  if (!isBadge) {
    cell.textContent = String(active);
    return;
  }
  const badge = document.createElement("span");
  badge.className = `badge ${TONES[active] ?? "several"}`;
  badge.textContent = String(active);
  cell.append(badge);
}

function refill(topic) {
  if (topic === "moment") haystacks.clear();
  written.clear();
  if (state.selected !== null && left.has(state.selected)) reveal(state.selected, rows.get(state.selected));
  filter();
}

export function reset() {
  box.value = "";
  for (const chosen of Object.values(state.filters)) chosen.clear();
  state.minimum = 0;
  changed("filters");
}

export function search() {
  box.focus();
  box.select();
}

export function watchPeople() {
  box.addEventListener("input", filter);
  document.getElementById("list-people").addEventListener("click", ({ target }) => {
    const row = target.closest("tr[data-person]");
    if (row) select(numberOf.get(row.dataset.person));
  });
  on("selection", mark);
  on("filters", filter);
  on("moment language", refill);
  on("removed view", () => {
    if (isWhatIf() || state.removed.size) for (const number of written) fillRow(number, rows.get(number));
  });
  new IntersectionObserver((seen) => {
    if (!seen.at(-1).isIntersecting) return;
    limit += STEP;
    layOut();
  }).observe(more);
  filter();
}
