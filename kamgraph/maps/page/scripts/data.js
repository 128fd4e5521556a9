// The page's data: everything shown comes from here, and only as text.

import { speech } from "./text.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);

export const page = read("page-data");
export const nodes = read("page-nodes");
export const options = read("page-options");

// People are numbers, places in this list; their ids are anybody's text and serve addresses only.
// Where somebody stands is told by the first state, and with those who are not in it.
export const people = page.people;
people.forEach((person, number) => { person.side ??= page.states[0].side[number]; });
export const numberOf = new Map(people.map((person, number) => [person.id, number]));

export const languages = Object.keys(page.languages);

const speeches = new Map();
let spoken = page.lang;

// The words of the language the page is read in.
export function words() {
  if (!speeches.has(spoken)) speeches.set(spoken, speech(spoken, page.languages[spoken]));
  return speeches.get(spoken);
}

export function speak(lang) {
  spoken = lang;
  document.documentElement.lang = lang;
}

export const say = (key, values) => words().say(key, values);

export function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content.filter((part) => part !== null && part !== undefined));
  return made;
}

export function button(className, text, action) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

// The sign of a stance, as on the cards; its word stands beside it or is read out.
export function stanceSign(stance, spokenToo = false) {
  const sign = element("span", "stance");
  if (stance in page.symbols) sign.classList.add(stance);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", stance in page.symbols ? `#sign-${stance}` : "#sign-unknown");
  svg.append(use);
  sign.append(svg);
  if (spokenToo) sign.append(element("span", "hidden", words().word("stances", stance)));
  return sign;
}

export function secondLine(person, roles) {
  const title = person.title ?? (person.function ? words().word("functions", person.function) : "");
  return words().list(person.side === "own" ? [title] : [words().roles(roles), title]);
}
