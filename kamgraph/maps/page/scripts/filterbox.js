// The filters: a box for each value that occurs, kinds of lines, the least strength, and reset.

import { button, element, page, people, say, stanceSign, words } from "./data.js";
import { FACETS, facetsOf, isFiltering } from "./filters.js";
import { isThere, rolesOf, stanceOf } from "./model.js";
import { matching, reset } from "./people.js";
import { announce, changed, on, state } from "./state.js";

const place = document.getElementById("filters");
const opener = document.getElementById("filter");
const MOST = 40;   // values of a facet offered, the most frequent first

const LABELS = {
  role: (value) => page.languages[words().lang].roles[value],
  stance: (value) => words().word("stances", value),
  level: (value) => words().word("levels", value),
  function: (value) => words().word("functions", value),
  organization: (value) => page.organizations[value].name,
};

// How many people have each value, in the order of the values' vocabulary.
function counts(facet) {
  const found = new Map();
  people.forEach((person, number) => {
    if (!isThere(number)) return;
    for (const value of facetsOf(person, { roles: rolesOf(number), stance: stanceOf(number) })[facet]) {
      found.set(value, (found.get(value) ?? 0) + 1);
    }
  });
  const order = page.order[facet] ?? ["5", "4", "3", "2", "1", "0"];
  const kept = [...found].sort((one, other) => other[1] - one[1]).slice(0, MOST);
  if (facet === "organization") return kept.sort((one, other) => LABELS[facet](one[0]).localeCompare(LABELS[facet](other[0]), words().lang));
  return kept.sort((one, other) => order.indexOf(one[0]) - order.indexOf(other[0]));
}

function box(label, checked, change, ...more) {
  const input = element("input");
  input.type = "checkbox";
  input.checked = checked;
  input.addEventListener("change", () => change(input.checked));
  return element("label", "", input, ...more, element("span", "", label));
}

function facetSet(facet) {
  const chosen = state.filters[facet];
  const boxes = counts(facet).map(([value, count]) => {
    const made = box(`${LABELS[facet](value)} (${count})`, chosen.has(value), (checked) => {
      if (checked) chosen.add(value);
      else chosen.delete(value);
      changed("filters");
      announce(say("found", { count: matching().length, all: people.filter((_, number) => isThere(number)).length }));
    }, ...(facet === "stance" ? [stanceSign(value)] : []));
    made.dataset.facet = facet;
    made.dataset.value = value;
    return made;
  });
  return element("fieldset", "", element("legend", "", say(facet === "role" ? "roles" : facet)), ...boxes);
}

const KINDS = ["contact", "reports_to", "influences", "knows", "conflicts", "assists", "their_contact"];

function lineSet() {
  const there = new Set(page.ties.map((tie) => (tie[2] === "contact" ? "their_contact" : tie[2])));
  const boxes = KINDS.filter((kind) => kind === "contact" || there.has(kind)).map((kind) => {
    const made = box(say(`kind_${kind}`), state.layers.has(kind), (checked) => {
      if (checked) state.layers.add(kind);
      else state.layers.delete(kind);
      changed("lines");
    });
    made.dataset.layer = kind;
    return made;
  });
  return element("fieldset", "", element("legend", "", say("lines")), ...boxes);
}

function strength() {
  const input = element("input");
  const label = element("label", "range", element("span", "", say("minimum", { share: words().percent(state.minimum) })), input);
  Object.assign(input, { type: "range", id: "minimum", min: "0", max: "100", step: "5", value: String(100 * state.minimum) });
  input.addEventListener("input", () => {
    state.minimum = Number(input.value) / 100;
    label.firstChild.textContent = say("minimum", { share: words().percent(state.minimum) });
    changed("lines");
  });
  return label;
}

const isAsking = () => isFiltering(state.filters) || state.minimum > 0;

function mark() {
  opener.textContent = isAsking() ? say("filter_on") : say("filter");
  opener.classList.toggle("on", isAsking());
}

function fill() {
  mark();
  if (place.hidden) return;
  place.replaceChildren(...FACETS.map(facetSet), lineSet(), strength(), button("plain", say("reset"), () => {
    reset();
    state.layers = new Set(["contact", "reports_to"]);
    changed("lines");
    fill();
    place.querySelector("button.plain").focus();
    announce(say("all_shown"));
  }));
}

export function watchFilters() {
  opener.addEventListener("click", () => {
    place.hidden = !place.hidden;
    opener.setAttribute("aria-expanded", String(!place.hidden));
    fill();
  });
  on("language moment", fill);
  on("filters lines", mark);
}
