// Reads pages' data from stdin as JSON, computes removals in some of their states, writes the
// answers: for the test that holds the page's what-if equal to the library.

import { readFileSync } from "node:fs";

import { accountOf, contactsOf, whole } from "../scripts/states.js";
import { measures } from "../scripts/whatif.js";

const cases = JSON.parse(readFileSync(0, "utf8"));

function stateOf({ states }, place) {
  return place === 0 ? states[0] : whole(stateOf({ states }, states[place].from), states[place]);
}

const answers = cases.map(({ page, removals }) => removals.map(([place, lists]) => {
  const state = stateOf(page, place);
  const account = accountOf(state, contactsOf(state, page.constants.threshold), page.people, page.constants);
  return lists.map((removed) => {
    const found = measures(account, new Set(removed));
    delete found.activeTies;
    return found;
  });
}));

process.stdout.write(JSON.stringify(answers));
