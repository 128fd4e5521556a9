// States of the account: at a date, or of an opportunity. The first is stored in full, each other
// as what differs from one before it; what changed between two of them is told from their ties.

// Numbers to the last bit, from base64 of eight bytes each.
function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 8 }, (_, place) => view.getFloat64(8 * place, true));
}

// A table with entries gone, the values of those that stay (in the order of their keys), and
// entries put in.
export function applied(known, { gone = [], values = null, put = {} }) {
  const found = { ...known };
  for (const key of gone) delete found[key];
  if (values) {
    const list = typeof values === "string" ? unpacked(values) : values;
    Object.keys(found).sort().forEach((key, place) => { found[key] = list[place]; });
  }
  return Object.assign(found, put);
}

const isDifference = (known, value) => known !== null && typeof known === "object" && !Array.isArray(known)
  && value !== null && typeof value === "object";

// A state in full, from the one it is told from and what differs.
export function whole(base, state) {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [
    name, isDifference(base[name], value) ? applied(base[name], value) : value,
  ]));
}

// The pairs of a state with somebody of ours and a stakeholder, and what is known of them.
export function contactsOf(state, threshold) {
  return Object.entries(state.strength).map(([key, strength]) => {
    const [own, person] = key.split(":").map(Number);
    const [level, target, last] = state.rated[key] ?? [null, null, null];
    return { key, own, person, strength, level, target, last, active: strength >= threshold - 1e-12 };
  });
}

// A state as what-if reads it: who is on either side, and the ties between them.
export function accountOf(state, contacts, people, constants) {
  const functions = new Map(constants.functions.map((name, number) => [name, number]));
  const on = (side, told) => new Map(Object.keys(state.side).filter((number) => state.side[number] === side).map((number) => [
    Number(number), {
      ...told(number),
      level: people[number].level ?? null,
      fn: functions.get(people[number].function) ?? constants.functions.length,
    },
  ]));
  return {
    ...constants,
    own: on("own", (number) => ({ listed: number in state.listed })),
    stakeholders: on("buying", (number) => ({ weight: state.weight[number] })),
    ties: contacts,
  };
}

const NOTABLE = 0.05;   // less than this is the clock's work on a tie nobody touched

const NONE = { active: false, strength: 0 };

function becameOf(one, other) {
  if (one.active !== other.active) return other.active ? "new" : "lost";
  const difference = other.strength - one.strength;
  if (!one.active || Math.abs(difference) < NOTABLE) return null;
  return difference > 0 ? "stronger" : "weaker";
}

// What became of the contacts between two states: new and lost active ones, stronger and weaker ones.
export function changes(before, after) {
  const then = new Map(before.map((contact) => [contact.key, contact]));
  const now = new Map(after.map((contact) => [contact.key, contact]));
  const found = { new: [], lost: [], stronger: [], weaker: [] };
  for (const key of new Set([...then.keys(), ...now.keys()])) {
    const kind = becameOf(then.get(key) ?? NONE, now.get(key) ?? NONE);
    if (kind) found[kind].push(now.get(key) ?? then.get(key));
  }
  return found;
}
