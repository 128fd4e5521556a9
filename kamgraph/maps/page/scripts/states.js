// States of the account: at a date, or of an opportunity. The first is stored in full, the others
// as what differs from it; what changed between two of them is told from their ties.

// A table with entries put in and others gone.
export function applied(known, difference) {
  const found = { ...known, ...difference.put };
  for (const key of difference.gone ?? []) delete found[key];
  return found;
}

const isDifference = (known, value) => known !== null && typeof known === "object" && !Array.isArray(known)
  && value !== null && typeof value === "object";

// A state in full, from the first and what differs.
export function whole(base, state) {
  if (state === base) return base;
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
