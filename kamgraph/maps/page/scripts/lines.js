// Which lines are drawn, and how, in the view that is chosen.

import { lanesOf } from "./arrange.js";
import { page, people } from "./data.js";
import { bracket, contactPath, portsOf, tiePath } from "./geometry.js";
import { activeOf, base, isRemoved, now, sideOf, since } from "./model.js";
import { map } from "./places.js";
import { on, state } from "./state.js";

const { layout } = page;

const DIRECTED = new Set(["reports_to", "influences", "assists", "contact"]);
const CHANGES = ["new", "lost", "stronger", "weaker"];

let drawn = null;

// Pairs between the columns as lines; of people behind one card only the strongest is drawn.
function across(pairs) {
  const strongest = new Map();
  for (const pair of pairs) {
    const own = map.cardOf.get(pair.own);
    const person = map.cardOf.get(pair.person);
    if (own === undefined || person === undefined || map.cards.get(own).side !== "own" || map.cards.get(person).side !== "buying") continue;
    const key = `${own}>${person}`;
    const known = strongest.get(key);
    if (!known || known.pairs[0].strength < pair.strength) {
      strongest.set(key, { from: own, to: person, pairs: [pair, ...(known?.pairs ?? [])] });
    } else known.pairs.push(pair);
  }
  const list = [...strongest.values()];
  const starts = portsOf(map.cards, list.map((line) => [line.from, line.to]));
  const ends = portsOf(map.cards, list.map((line) => [line.to, line.from]));
  return list.map((line) => {
    const d = contactPath(
      layout, map.cards.get(line.from), map.cards.get(line.to),
      starts.get(`${line.from}>${line.to}`), ends.get(`${line.to}>${line.from}`),
    );
    return { ...line, kind: "contact", strength: line.pairs[0].strength, d, path: new Path2D(d) };
  }).sort((one, other) => one.strength - other.strength);
}

function reportLanes() {
  const reports = now().tieRows.filter(([source, target, kind]) => kind === "reports_to"
    && map.cards.has(source) && map.cards.has(target)
    && sideOf(source) === sideOf(target) && sideOf(source) !== "ecosystem");
  return lanesOf(map.cards, reports, layout.sizes);
}

function tieLines() {
  const lanes = reportLanes();
  const found = [];
  for (const [source, target, kind, weight] of now().tieRows) {
    const from = map.cards.get(source);
    const to = map.cards.get(target);
    if (!from || !to || source < 0 || target < 0) continue;
    const shape = kind === "reports_to" && lanes.has(target) && from.side === to.side && from.side !== "ecosystem"
      ? bracket(layout, from, to, lanes.get(target)) : tiePath(layout, from, to);
    found.push({
      from: source,
      to: target,
      // A contact tie is a competitor's or partner's, not ours.
      kind: kind === "contact" ? "their_contact" : kind,
      strength: weight ?? 1,
      d: shape.path,
      headD: DIRECTED.has(kind) ? shape.head : "",
      path: new Path2D(shape.path),
      head: DIRECTED.has(kind) ? new Path2D(shape.head) : null,
    });
  }
  return found;
}

// Each of our counterparts, in place or to build.
function counterpartLines() {
  const pairs = Object.entries(now().counterparts).filter(([, row]) => row[0] !== null)
    .map(([person, [own, , strength, status]]) => ({ own, person: Number(person), strength, status }));
  return across(pairs).map((line) => ({ ...line, kind: line.pairs[0].status === "in place" ? "in_place" : "build" }));
}

function contactPairs() {
  const became = since();
  if (!became) return now().contacts.filter((contact) => contact.strength > 0);
  const kinds = new Map(CHANGES.flatMap((kind) => became[kind].map((contact) => [contact.key, kind])));
  const known = new Map([...base().contacts, ...now().contacts].map((contact) => [contact.key, contact]));
  return [...known.values()].filter((contact) => contact.strength > 0 || kinds.has(contact.key))
    .map((contact) => ({ ...contact, change: kinds.get(contact.key) ?? null }));
}

// All lines of the view, from the bottom to the top; made anew when something they show changed.
export function lines() {
  if (!drawn) {
    drawn = {
      contacts: state.view === "alignment" ? counterpartLines() : across(contactPairs()),
      ties: tieLines(),
    };
  }
  return drawn;
}

on("opened moment view", () => { drawn = null; });

// Who is tied to somebody: they, their neighbours, and of the ecosystem their colleagues.
export function circleOf(number) {
  const person = people[number];
  const circle = new Set([number]);
  if (sideOf(number) === "ecosystem") {
    people.forEach((other, place) => {
      if (sideOf(place) === "ecosystem" && other.organization === person.organization) circle.add(place);
    });
  }
  return circle;
}

export function nearOf(circle) {
  const near = new Set(circle);
  for (const contact of now().contacts) {
    if (contact.strength <= 0) continue;
    if (circle.has(contact.own)) near.add(contact.person);
    if (circle.has(contact.person)) near.add(contact.own);
  }
  for (const [source, target] of now().tieRows) {
    if (circle.has(source) && target >= 0) near.add(target);
    if (circle.has(target) && source >= 0) near.add(source);
  }
  return near;
}

// A contact that hangs on one of us alone.
const isThread = (pair) => pair.active && activeOf(pair.person) === 1;

// How a contact between the columns looks in the view: colour, dashes, and whether it is dim.
export function contactStyle(line) {
  if (line.kind === "in_place") return { colour: "good", dash: [], width: 3 };
  if (line.kind === "build") return { colour: "warn", dash: [7, 4], width: 2 };
  const pairs = line.pairs.filter((pair) => !isRemoved(pair.own) && !isRemoved(pair.person) && pair.strength >= state.minimum);
  if (!pairs.length) return null;
  const change = line.pairs.find((pair) => pair.change)?.change;
  if (change) return CHANGE_STYLES[change];
  const active = pairs.some((pair) => pair.active);
  const width = active ? 1 + 4 * Math.max(...pairs.map((pair) => pair.strength)) : 1;
  const thread = ["spoc", "whatif"].includes(state.view) && pairs.some(isThread);
  if (thread) return { colour: "warn", dash: [], width };
  return { colour: active ? "contact" : "weak", dash: active ? [] : [2, 4], width, dim: isBesides() };
}

// Contacts that the view, or the date, is not about.
const isBesides = () => ["spoc", "ecosystem"].includes(state.view) || now().asOf < base().asOf;

const CHANGE_STYLES = {
  new: { colour: "good", dash: [], width: 3 },
  lost: { colour: "bad", dash: [6, 4], width: 2.5 },
  stronger: { colour: "accent", dash: [], width: 4 },
  weaker: { colour: "warn", dash: [2, 3], width: 2.5 },
};

const TIE_STYLES = {
  reports_to: { colour: "reports", dash: [] },
  influences: { colour: "influence", dash: [5, 3] },
  conflicts: { colour: "bad", dash: [8, 3, 2, 3] },
  their_contact: { colour: "other", dash: [] },
};

export const tieStyle = (line) => TIE_STYLES[line.kind] ?? { colour: "other", dash: [3, 3] };
