// The account as it is shown now: at the chosen date, for the chosen opportunity, without whom
// what-if took away. Numbers come from the library's results; what-if's from its one module.

import { page, people } from "./data.js";
import { accountOf, changes, contactsOf, whole } from "./states.js";
import { on, state } from "./state.js";
import { consequences, measures } from "./whatif.js";

const { constants } = page;
const shown = new Map();   // states that were looked at, in full

function momentOf(number) {
  if (!shown.has(number)) {
    const told = page.states[number];
    const found = number === 0 ? told : whole(momentOf(told.from), told);
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

const account = () => accountOf(now(), now().contacts, people, constants);

let effect = null;

// What removing does: the numbers before and after, who is cut off, who becomes single-threaded.
export function effects() {
  if (!effect) {
    const given = account();
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
export const measured = (removed) => measures(account(), new Set(removed));
