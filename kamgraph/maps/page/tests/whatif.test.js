// What-if by hand; that it equals the library on random removals is tests/unit/maps/test_what_if_page.py.

import assert from "node:assert/strict";
import { test } from "node:test";

import { departureSize } from "../scripts/departure.js";
import { consequences, measures } from "../scripts/whatif.js";

const ANNA = 1;
const BEN = 2;
const CHIEF = 11;
const BUYER = 12;
const USER = 13;

// Anna knows all three, Ben the buyer alone; purchasing faces sales.
function account() {
  return {
    threshold: 0.25,
    trace: 0.05,
    busFactorShare: 0.5,
    fit: { levelUnknown: 0.5, functions: [[1, 0.2], [0.2, 1]] },
    own: new Map([[ANNA, { listed: true, level: 3, fn: 0 }], [BEN, { listed: false, level: 3, fn: 1 }]]),
    stakeholders: new Map([
      [CHIEF, { weight: 1, level: 5, fn: 0 }],
      [BUYER, { weight: 0.5, level: 3, fn: 1 }],
      [USER, { weight: 0.5, level: null, fn: 0 }],
    ]),
    ties: [
      { own: ANNA, person: CHIEF, strength: 0.5 },
      { own: ANNA, person: BUYER, strength: 0.5 },
      { own: BEN, person: BUYER, strength: 0.5 },
      { own: ANNA, person: USER, strength: 0.1 },
    ],
  };
}

test("nobody removed: the numbers of the account", () => {
  const found = measures(account(), new Set());
  assert.deepEqual(found.orphaned, [USER]);
  assert.deepEqual(found.singleThreaded, [{ person: CHIEF, own: ANNA }]);
  assert.equal(found.weighted, (1 * 0.5 + 0.5 * 0.75 + 0.5 * 0.1) / 2);
  assert.equal(found.thinShare, 1.5 / 2);
  assert.equal(found.active, 2 / 3);
  assert.equal(found.busFactor, 1);
  // chief .5 of .5 possible, buyer .5 of 1, user .05 of .5, each times its weight
  assert.ok(Math.abs(found.alignment - (0.25 + 0.25 + 0.025) / (0.5 + 0.5 + 0.25)) < 1e-12);
});

test("a departure cuts off, and leaves others to one head", () => {
  const before = measures(account(), new Set());
  const after = measures(account(), new Set([ANNA]));
  assert.deepEqual(consequences(before, after), { cutOff: [CHIEF], nowSingle: [BUYER] });
  assert.equal(after.ownPeople, 1);
});

test("who is no member goes with the last stakeholder they know", () => {
  assert.equal(measures(account(), new Set([BUYER])).ownPeople, 1);
});

test("nobody left is not defined rather than bad", () => {
  const found = measures(account(), new Set([CHIEF, BUYER, USER]));
  for (const name of ["weighted", "active", "thinShare", "alignment", "busFactor"]) assert.equal(found[name], null, name);
});

test("nobody of ours left covers nothing", () => {
  const found = measures(account(), new Set([ANNA, BEN]));
  assert.deepEqual([found.weighted, found.active, found.thinShare, found.alignment, found.busFactor], [0, 0, 1, null, null]);
});

test("exactly half left is not less than half", () => {
  const alone = [...Array(20).keys()].map((own) => [own]);
  assert.equal(departureSize(alone, alone.map(() => 1), 0.5), 11);
  assert.equal(departureSize(alone.slice(0, 4), [1, 1, 1, 1], 0.5), 3);
});

test("what takes too long to know is not guessed", () => {
  const many = [...Array(3000).keys()].map((b) => [b % 61, (b * 7 + 1) % 61, (b * 13 + 2) % 61].filter((x, i, all) => all.indexOf(x) === i));
  assert.equal(departureSize(many, many.map((_, b) => 1 + (b % 7) / 10), 0.5), null);
});
