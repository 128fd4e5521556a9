// The list of all accounts: sorted by a click on a heading, filtered by name, in two languages.

import { plain, speech } from "./text.js";

const page = JSON.parse(document.getElementById("index-data").textContent);

const root = document.documentElement;
const body = document.querySelector("tbody");
const rows = [...body.rows];
const box = document.getElementById("filter");
const critical = document.getElementById("critical");
const said = document.getElementById("said");
const choice = document.getElementById("language");
const heads = [...document.querySelectorAll("th[data-column]")];
const names = page.rows.map((row) => plain(row[0]));
const CRITICAL = heads.findIndex((head) => head.dataset.column === "critical");

let lang = page.lang;
let sorted = null;   // column and direction; null is the library's order, worst first

const language = () => page.languages[lang];
const words = () => speech(lang, { texts: language().texts, plurals: {}, roles: {}, levels: {}, languages: {} });

// Numbers by size, names as the language orders them; what is not known stands last both ways.
function compared(column, down) {
  const collator = new Intl.Collator(lang, { numeric: true });
  return (one, other) => {
    const [a, b] = [page.rows[one][column], page.rows[other][column]];
    if (a === null || b === null) return (a === null) - (b === null) || one - other;
    const difference = typeof a === "string" ? collator.compare(a, b) : a - b;
    return (down ? -difference : difference) || one - other;
  };
}

function sort(column) {
  const down = sorted?.column === column ? !sorted.down : column > 0;
  sorted = { column, down };
  const order = rows.map((_, number) => number).sort(compared(column, down));
  body.append(...order.map((number) => rows[number]));
  heads.forEach((head, place) => {
    if (place === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
  said.textContent = words().say("sorted", { column: heads[column].textContent });
}

function filter() {
  const asked = plain(box.value).split(/\s+/).filter(Boolean);
  let count = 0;
  rows.forEach((row, number) => {
    const hit = asked.every((word) => names[number].includes(word)) && (!critical.checked || page.rows[number][CRITICAL] > 0);
    row.hidden = !hit;
    count += hit;
  });
  const key = count ? "found" : "none";
  document.getElementById("found").textContent = words().say(key, { count, all: rows.length });
}

const SHARES = ["weighted", "active", "thin_share", "orphaned_share", "alignment"];

function relabel() {
  root.lang = lang;
  document.title = words().say("title");
  for (const labelled of document.querySelectorAll("[data-text]")) labelled.textContent = words().say(labelled.dataset.text);
  for (const labelled of document.querySelectorAll("[data-label]")) labelled.setAttribute("aria-label", words().say(labelled.dataset.label));
  box.placeholder = words().say("filter");
  document.getElementById("as-of").textContent = words().say("as_of", { day: words().day(page.asOf, "long") });
  heads.forEach((head, place) => {
    const [label, note] = language().columns[head.dataset.column];
    head.querySelector("button").textContent = label;
    head.title = note;
    if (SHARES.includes(head.dataset.column)) refillShares(head.dataset.column, place);
  });
  filter();
}

function refillShares(name, place) {
  const { percent } = words();
  rows.forEach((row, number) => {
    const values = page.rows[number];
    const cell = row.cells[place];
    if (name !== "weighted") cell.textContent = percent(values[place]);
    else {
      const [low, high] = values.slice(-2).map(percent);
      cell.querySelector("b").textContent = percent(values[place]);
      cell.querySelector(".small").textContent = low === high ? "" : `${low} … ${high}`;
    }
  });
}

function watchTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  document.getElementById("theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
    root.dataset.theme = isDark ? "light" : "dark";
  });
}

function start() {
  root.classList.add("scripted");
  heads.forEach((head, place) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = head.textContent;
    made.addEventListener("click", () => sort(place));
    head.replaceChildren(made);
  });
  for (const [code, { name }] of Object.entries(page.languages)) {
    const option = document.createElement("option");
    option.value = code;
    option.textContent = name;
    choice.append(option);
  }
  choice.value = lang;
  choice.addEventListener("change", () => {
    lang = choice.value;
    relabel();
  });
  box.addEventListener("input", filter);
  critical.addEventListener("change", filter);
  watchTheme();
  filter();
  root.dataset.ready = "true";
}

start();
