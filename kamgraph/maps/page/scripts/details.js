// The details of whom the reader chose: every fact with its date and source, in words.

import { page, people, say, secondLine, stanceSign, words, element, button } from "./data.js";
import { activeOf, contactsNear, now, rolesOf, sideOf, stanceOf } from "./model.js";
import { UNKNOWN, mailLink, phoneLink } from "./text.js";

function link(text, href) {
  const made = element("a");
  // An address may break behind its @.
  const [name, ...rest] = text.split(/(?<=@)/);
  made.append(name);
  for (const part of rest) made.append(document.createElement("wbr"), part);
  made.href = href;
  return made;
}

const dated = (iso, style) => (iso ? words().day(iso, style) : "");

// Where a stance comes from: source, day, author.
const sourceOf = (row) => words().list([row.source, dated(row.on), row.by ? say("stated_by", { name: row.by }) : ""]);

const rowsOf = (number) => (now().rows[number] ?? []).map((place) => page.memberships[place]);

// Roles, stance with its sources, since when.
function* standing(number) {
  const rows = rowsOf(number);
  const roles = rolesOf(number);
  if (roles.length) yield { label: "roles", text: words().roles(roles) };
  if (stanceOf(number)) {
    // The same word from the same source stands once, however many rows say it.
    const known = new Set();
    for (const row of rows) {
      const fact = { label: "stance", text: words().word("stances", row.stance ?? "unknown"), stance: row.stance ?? "unknown", note: sourceOf(row) };
      const key = `${fact.stance}|${fact.note}`;
      if (!known.has(key)) yield fact;
      known.add(key);
    }
  }
  for (const row of rows) {
    // Of several memberships one wants to know which: of the account, or for what deal.
    if (row.since) yield { label: "member", text: say("since", { day: words().day(row.since) }), note: row.for };
    if (row.phases) yield { label: "phases", text: row.phases.join(", "), note: row.for };
  }
  if (sideOf(number) === "own" && !rows.length && number in now().side) yield { label: "member", text: say("not_listed") };
}

// Influence, weight, coverage, contacts.
function* numbers(number) {
  const person = people[number];
  if (sideOf(number) !== "own" || person.influence !== undefined) {
    const value = person.influence === undefined ? say("unknown") : say("of_ten", { value: words().number(person.influence) });
    yield { label: "influence", text: value };
  }
  if (number in now().weight) {
    yield { label: "weight", text: words().weight(now().weight[number]) };
    yield { label: "coverage", text: words().percent(now().percent[number] / 100) };
  }
  const count = sideOf(number) === "own" ? now().load[number] : activeOf(number);
  if (count !== null && count !== undefined) yield { label: "active_contacts", text: String(count) };
  const gate = now().gates[number];
  if (gate) {
    yield { label: "gatekeeper", text: words().count("cut_off_without", gate.length), note: gate.map((id) => people[id].name).join(", ") };
  }
}

// Where they are and how they are reached.
function* reach(person) {
  if (person.location) yield { label: "location", text: person.location };
  if (person.languages) yield { label: "languages", text: person.languages.map(words().spoken).join(", ") };
  if (person.email) yield { label: "email", text: person.email, href: mailLink(person.email) };
  if (person.phone) yield { label: "telephone", text: person.phone, href: phoneLink(person.phone) };
}

function* facts(number) {
  const person = people[number];
  yield { label: "group", text: words().word("sides", sideOf(number)) };
  const organization = page.organizations[person.organization];
  yield { label: "organization", text: organization.name, note: organization.kind ? words().word("kinds", organization.kind) : "" };
  yield { label: "function", text: words().word("functions", person.function) };
  yield { label: "level", text: words().word("levels", String(person.level ?? 0)) };
  yield* standing(number);
  yield* numbers(number);
  yield* reach(person);
  for (const note of [person.note, ...rowsOf(number).map((row) => row.note)]) if (note) yield { label: "note", text: note };
}

function factList(number) {
  const list = element("dl");
  for (const fact of facts(number)) {
    const value = element("dd");
    if (fact.stance) value.append(stanceSign(fact.stance));
    value.append(fact.href ? link(fact.text, fact.href) : element("bdi", "", fact.text));
    if (fact.note) value.append(element("span", "small", fact.note));
    list.append(element("dt", "", say(fact.label)), value);
  }
  return list;
}

export function strengthBar(strength, active) {
  const bar = element("span", active ? "bar" : "bar weak");
  bar.setAttribute("aria-hidden", "true");
  const filling = element("span");
  filling.style.width = `${100 * strength}%`;
  bar.append(filling);
  return bar;
}

function contactNote({ level, target, last, active }) {
  const name = (value) => page.languages[words().lang].contactLevels[value];
  let rated = level === null ? "" : name(level);
  if (target !== null && target !== level) rated += ` → ${name(target)}`;
  return words().list([rated, last ? say("last_on", { day: words().day(last) }) : say("date_unknown"), active ? "" : say("inactive")]);
}

function contactItem(number, contact, follow) {
  const other = contact.own === number ? contact.person : contact.own;
  const head = element("div", "head", button("", people[other].name, () => follow(other)),
    strengthBar(contact.strength, contact.active), element("span", "share", words().percent(contact.strength)));
  return element("li", "", head, element("span", "small", contactNote(contact)));
}

function contactItems(number, follow) {
  return [...contactsNear(number)]
    .sort((one, other) => other.strength - one.strength || one.own - other.own || one.person - other.person)
    .map((contact) => contactItem(number, contact, follow));
}

const BOTH_WAYS = ["knows", "conflicts"];

// A section for each kind of tie and direction.
function* tieSections(number, follow) {
  const kinds = new Map();
  for (const [source, target, kind] of now().tieRows) {
    const outgoing = source === number;
    if (!outgoing && target !== number) continue;
    const heading = page.languages[words().lang].ties[kind][outgoing || BOTH_WAYS.includes(kind) ? 0 : 1];
    if (!kinds.has(heading)) kinds.set(heading, new Set());
    kinds.get(heading).add(outgoing ? target : source);
  }
  const nameOf = (end) => (end < 0 ? page.organizations[-1 - end].name : people[end].name);
  for (const [heading, ends] of kinds) {
    const items = [...ends].sort((one, other) => nameOf(one).localeCompare(nameOf(other), words().lang)).map((end) => element(
      "li", "", element("div", "head", end < 0 ? element("bdi", "", nameOf(end)) : button("", nameOf(end), () => follow(end))),
    ));
    yield [heading, items];
  }
}

export function findingItem(finding, follow) {
  const [message, action] = finding.said[words().lang];
  const item = element("li", "finding", element("span", `severity ${finding.severity}`, words().word("severities", finding.severity)), " ",
    element("span", "", message), element("span", "small", action));
  if (follow && finding.people.length) {
    item.append(element("span", "who-list", ...finding.people.map((number) => button("", people[number].name, () => follow(number)))));
  }
  return item;
}

// Everything of a person; `follow` opens another one.
export function detailsOf(number, follow) {
  const person = people[number];
  const sections = [[say("contacts"), contactItems(number, follow)], ...tieSections(number, follow),
    [say("findings"), now().findings.filter((finding) => finding.people.includes(number)).map((finding) => findingItem(finding))]];
  const parts = [element("p", "line", secondLine(person, rolesOf(number)) || UNKNOWN), factList(number)];
  for (const [heading, items] of sections) {
    if (items.length) parts.push(element("h3", "", `${heading} (${items.length})`), element("ul", "", ...items));
  }
  return parts;
}
