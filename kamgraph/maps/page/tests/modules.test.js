// The modules without a page: states, arrangement, filters, address, words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { parsed, written } from "../scripts/address.js";
import { arranged, lanesOf } from "../scripts/arrange.js";
import { contains, facetsOf, isFiltering, noFilters, passes } from "../scripts/filters.js";
import { portsOf } from "../scripts/geometry.js";
import { ARROWS, nearest } from "../scripts/nearest.js";
import { applied, changes, contactsOf, whole } from "../scripts/states.js";
import { filled, mailLink, phoneLink, plain, speech } from "../scripts/text.js";

test("a state is the first one with what differs put in and taken out", () => {
  const base = { asOf: "2026-11-20", side: { 1: "own", 2: "buying" }, findings: [1], headline: { a: 1, b: 3 } };
  const other = { from: 0, asOf: "2025-11-20", side: { put: { 3: "own" }, gone: ["1"] }, findings: [], headline: { put: { a: 2 } } };
  assert.deepEqual(whole(base, other), { from: 0, asOf: "2025-11-20", side: { 2: "buying", 3: "own" }, findings: [], headline: { a: 2, b: 3 } });
  assert.deepEqual(applied({ a: 1 }, {}), { a: 1 });
  assert.deepEqual(applied({ 10: 1, 9: 2, "1:2": 3 }, { gone: ["1:2"], values: [7, 8], put: { a: 0 } }), { 10: 7, 9: 8, a: 0 });
  assert.deepEqual(applied({ a: 1 }, { values: "mpmZmZmZuT8=" }), { a: 0.1 });
});

test("a contact is active from the threshold on", () => {
  const found = contactsOf({ strength: { "0:5": 0.25, "1:5": 0.24 }, rated: { "0:5": [2, 3, "2026-11-01"] } }, 0.25);
  assert.deepEqual(found.map((contact) => contact.active), [true, false]);
  assert.deepEqual([found[0].own, found[0].person, found[0].target, found[1].level], [0, 5, 3, null]);
});

test("contacts are new, lost, stronger or weaker; the clock alone is no change", () => {
  const contact = (key, strength) => ({ key, strength, active: strength >= 0.25 });
  const found = changes(
    [contact("a", 0.1), contact("b", 0.5), contact("c", 0.5), contact("d", 0.5), contact("e", 0.5), contact("f", 0.1)],
    [contact("a", 0.3), contact("b", 0.1), contact("c", 0.9), contact("d", 0.3), contact("e", 0.48), contact("f", 0.2)],
  );
  const keys = Object.fromEntries(Object.entries(found).map(([kind, list]) => [kind, list.map((one) => one.key)]));
  assert.deepEqual(keys, { new: ["a"], lost: ["b"], stronger: ["c"], weaker: ["d"] });
});

const LAYOUT = {
  sizes: { card: 36, pitch: 42, stagger: 27, heading: 30, padding: 6, gap: 3, caption: 17, lane: 7, lanes: 9, margin: 10,
    staggered: 196, single: { own: 206, buying: 218, ecosystem: 158 } },
  levels: [5, 1],
  rows: { own: [[0], []], buying: [[1], ["g0"]] },
  around: [4],
  groups: { g0: { side: "buying", level: 1, members: [2, 3] } },
  columns: { own: { left: 0, right: 206, staggered: false }, buying: { left: 418, right: 830, staggered: true },
    ecosystem: { left: 900, right: 1058, staggered: false } },
};

test("an opened level makes room for its people below its card", () => {
  const closed = arranged(LAYOUT, new Set(), () => 7);
  const open = arranged(LAYOUT, new Set(["g0"]), () => 7);
  assert.deepEqual([...closed.places.keys()].sort(), [0, 1, 4, "g0"].sort());
  assert.ok(open.places.has(2) && open.places.has(3));
  assert.ok(open.height > closed.height);
  assert.ok(open.places.get(2).y > open.places.get("g0").y + 36);
  assert.equal(open.places.get(0).y, closed.places.get(0).y, "what lies above does not move");
  const last = open.bands.at(-1);
  for (const id of ["g0", 2, 3]) assert.ok(open.places.get(id).y - 18 >= last.top && open.places.get(id).y + 18 <= last.bottom);
});

test("brackets that meet take different lanes", () => {
  const places = new Map([0, 1, 2, 3].map((id) => [id, { y: 100 * id }]));
  const lanes = lanesOf(places, [[3, 0], [2, 1]], LAYOUT.sizes);
  assert.notEqual(lanes.get(0), lanes.get(1));
});

test("lines meet a card in the order of where they come from", () => {
  const places = new Map([[0, { y: 0, inner: true }], [1, { y: 50 }], [2, { y: 90 }]]);
  const ports = portsOf(places, [[0, 2], [0, 1]]);
  assert.ok(ports.get("0>1") < ports.get("0>2"));
});

test("arrows go to what lies ahead", () => {
  const cards = new Map([["a", { x: 0, y: 0 }], ["b", { x: 0, y: 100 }], ["c", { x: 300, y: 40 }]]);
  assert.equal(nearest(cards, cards.get("a"), ARROWS.ArrowDown), "b");
  assert.equal(nearest(cards, cards.get("a"), ARROWS.ArrowRight), "c");
  assert.equal(nearest(cards, cards.get("a"), ARROWS.ArrowLeft), null);
});

test("filters: any value of a facet, every facet that is set", () => {
  const facets = facetsOf({ organization: 3, function: "it" }, { roles: ["user", "buyer"], stance: null });
  const chosen = noFilters();
  assert.ok(passes(facets, chosen) && !isFiltering(chosen));
  chosen.role.add("buyer").add("decider");
  assert.ok(passes(facets, chosen) && isFiltering(chosen));
  chosen.level.add("0");
  assert.ok(passes(facets, chosen), "an unknown level is a value");
  chosen.stance.add("champion");
  assert.ok(!passes(facets, chosen), "who has no stance does not pass");
  assert.ok(contains("anna keller it", ["kel", "it"]) && !contains("anna", ["kel"]));
});

test("the address keeps what is known and drops what is not", () => {
  const state = { view: "whatif", lang: "de", person: "a&b=<c>", without: ["x y", "__proto__"] };
  assert.deepEqual(parsed(written(state), ["en", "de"]), state);
  assert.deepEqual(parsed("#view=hack&lang=fr&other=1", ["en", "de"]), {});
  assert.equal(written({ view: "map", lang: null, person: null, without: [] }), "");
});

test("words: accents, places, plurals, numbers of a language", () => {
  assert.equal(plain("Łukasz Øster-Đorđević Weiß"), "lukasz oster-dordevic weiss");
  assert.equal(filled("{a} of {b}", { a: 1 }), "1 of {b}");
  const german = speech("de", {
    texts: { hello: "Hallo {name}" }, plurals: { people: { one: "{count} Person", other: "{count} Personen" } },
    roles: { decider: "Entscheider", user: "Anwender" }, levels: {}, languages: {},
  });
  assert.equal(german.count("people", 1), "1 Person");
  assert.equal(german.count("people", 2), "2 Personen");
  assert.equal(german.percent(0.615), "62\u00a0%");
  assert.equal(german.percent(null), "–");
  assert.equal(german.day("2026-11-20"), "20.11.2026");
  assert.equal(german.roles(["user", "decider"]), "Entscheider, Anwender", "who decides stands first");
});

test("links reach somebody and do nothing else", () => {
  assert.equal(mailLink("anna.keller@nordlicht.example"), "mailto:anna.keller@nordlicht.example");
  assert.equal(mailLink("a+b?subject=x@y.example"), "mailto:a%2Bb%3Fsubject%3Dx@y.example");
  assert.equal(phoneLink("+49 (30) 231-25 107"), "tel:+493023125107");
  for (const text of ["javascript:alert(1)", "javascript:a@b.c", "data:text/html,x", "<b>@x", "https://x.example", ""]) {
    assert.equal(mailLink(text), null, text);
    assert.equal(phoneLink(text), null, text);
  }
});
