// Reads cases from stdin as JSON, computes each of their removals, writes the answers: for the
// test that holds the page's what-if equal to the library.

import { readFileSync } from "node:fs";

import { measures } from "../scripts/whatif.js";

const cases = JSON.parse(readFileSync(0, "utf8"));

const answers = cases.map(({ account, removals }) => {
  const known = { ...account, own: new Map(account.own), stakeholders: new Map(account.stakeholders) };
  return removals.map((removed) => {
    const found = measures(known, new Set(removed));
    delete found.activeTies;
    return found;
  });
});

process.stdout.write(JSON.stringify(answers));
