// The table of people: always in the page, the accessible form and the phone form. Search and
// filters leave rows out; the map dims whom they leave out.

import { select } from "./actions.js";
import { numberOf, page, people, say, secondLine, words } from "./data.js";
import { contains, facetsOf, isFiltering, passes } from "./filters.js";
import { activeOf, isThere, isWhatIf, now, rolesOf, sideOf, stanceOf } from "./model.js";
import { changed, on, state } from "./state.js";
import { UNKNOWN, plain } from "./text.js";
import { frame } from "./viewport.js";

const box = document.getElementById("search");
const found = document.getElementById("found");

const rows = new Map();
for (const row of document.querySelectorAll("tr[data-person]")) rows.set(numberOf.get(row.dataset.person), row);

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

function filter() {
  const left = new Set(matching());
  const asking = box.value.trim() !== "" || isFiltering(state.filters);
  state.found = asking ? left : null;
  const there = [...rows.keys()].filter(isThere).length;
  for (const [number, row] of rows) {
    const hide = !left.has(number);
    if (row.hidden !== hide) row.hidden = hide;
  }
  // A heading without anybody below it says nothing.
  for (const group of document.querySelectorAll("tr.group")) {
    const below = [...group.parentElement.querySelectorAll("tr[data-person]")];
    group.hidden = below.every((row) => row.hidden) && (asking || group.parentElement.classList.contains("ecosystem"));
    group.firstElementChild.textContent = `${words().word("sides", group.parentElement.className)} (${below.filter((row) => !row.hidden).length})`;
  }
  if (!asking) found.textContent = "";
  else found.textContent = left.size ? say("found", { count: left.size, all: there }) : say("nobody");
  changed("found");
}

const TONES = ["none", "one"];

// What of a row depends on language, date, opportunity or what-if.
function fillRow(number, row) {
  const person = people[number];
  const cells = row.children;
  const active = sideOf(number) === "own" ? now().load[number] : activeOf(number);
  const texts = [null, person.title ?? UNKNOWN, null, words().word("functions", person.function), words().word("levels", String(person.level ?? 0)),
    words().roles(rolesOf(number)) || UNKNOWN, stanceOf(number) ? words().word("stances", stanceOf(number)) : "",
    number in now().weight ? words().weight(now().weight[number]) : "", null, number in now().coverage ? words().percent(now().coverage[number]) : ""];
  texts.forEach((text, place) => { if (text !== null) cells[place].textContent = text; });
  row.querySelector(".line").textContent = secondLine(person, rolesOf(number));
  const sign = row.querySelector(".stance .hidden");
  if (sign && stanceOf(number)) sign.textContent = words().word("stances", stanceOf(number));
  fillCount(cells[8], active ?? null, sideOf(number) === "buying");
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
  for (const [number, row] of rows) fillRow(number, row);
  for (const row of document.querySelectorAll("tr[data-group]")) row.remove();
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
  for (const [number, row] of rows) {
    row.addEventListener("click", () => {
      select(number);
      if (innerWidth < 820) frame.blur();
    });
  }
  on("selection", mark);
  on("filters", filter);
  on("moment language", refill);
  on("removed view", () => {
    if (isWhatIf() || state.removed.size) for (const [number, row] of rows) fillRow(number, row);
  });
  if (people.some((_, number) => !isThere(number))) filter();
}
