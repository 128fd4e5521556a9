// The account as it is shown now: at the chosen date, for the chosen opportunity, without whom
// what-if took away. Numbers come from the library's results; what-if's from its one module.

import { page, people } from "./data.js";
import { changes, contactsOf, whole } from "./states.js";
import { on, state } from "./state.js";
import { consequences, measures } from "./whatif.js";

const { constants } = page;
const functionNumber = new Map(constants.functions.map((name, number) => [name, number]));

const shown = new Map();   // states that were looked at, in full

function momentOf(number) {
  if (!shown.has(number)) {
    const found = whole(page.states[0], page.states[number]);
    const contacts = contactsOf(found, constants.threshold);
    const near = new Map();
    for (const contact of contacts) {
      for (const end of [contact.own, contact.person]) near.set(end, [...(near.get(end) ?? []), contact]);
    }
    const ties = Object.keys(found.ties).map((place) => page.ties[place]);
    shown.set(number, { ...found, contacts, near, tieRows: ties });
  }
  return shown.get(number);
}

export const now = () => momentOf(state.moment);
export const base = () => momentOf(0);

// Whether somebody stands on the map in the state shown; who does not is a ghost.
export const isThere = (number) => number in now().side;
export const sideOf = (number) => now().side[number] ?? people[number].side;
export const rolesOf = (number) => now().roles[number] ?? [];
export const stanceOf = (number) => now().stance[number] ?? null;
export const contactsNear = (number) => now().near.get(number) ?? [];

const standing = (number) => ({
  level: people[number].level ?? null,
  fn: functionNumber.get(people[number].function) ?? constants.functions.length,
});

function account(moment) {
  const of = (side) => Object.keys(moment.side).filter((number) => moment.side[number] === side).map(Number);
  return {
    ...constants,
    own: new Map(of("own").map((number) => [number, { listed: number in moment.listed, ...standing(number) }])),
    stakeholders: new Map(of("buying").map((number) => [number, { weight: moment.weight[number], ...standing(number) }])),
    ties: moment.contacts,
  };
}

let effect = null;

// What removing does: the numbers before and after, who is cut off, who becomes single-threaded.
export function effects() {
  if (!effect) {
    const given = account(now());
    const before = measures(given, new Set());
    const after = measures(given, state.removed);
    effect = { before, after, ...consequences(before, after) };
  }
  return effect;
}

export const isWhatIf = () => state.view === "whatif" && state.removed.size > 0;

export const isRemoved = (number) => state.view === "whatif" && state.removed.has(number);

// How many of us a stakeholder has an active contact with, without whom what-if took away.
export function activeOf(number) {
  if (isWhatIf()) return effects().after.activeTies.get(number)?.length ?? null;
  return now().active[number] ?? null;
}

// What became of the contacts between the date shown and the one the page opens with.
export function since() {
  const moment = now();
  return moment.asOf < base().asOf ? changes(moment.contacts, base().contacts) : null;
}

on("moment removed", () => { effect = null; });

// The account as it was taken apart: for tests.
export const measured = (removed) => measures(account(now()), new Set(removed));
