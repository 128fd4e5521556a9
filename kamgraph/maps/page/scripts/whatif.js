// What if: the headline numbers of an account without some of its people (metrics.md 6).
//
// The one place where the page computes; everything else it shows was computed by the library.
// Whoever is removed counts as having left: gone from both centers and from all ties.
//
// An account is { threshold, trace, busFactorShare, fit: { levelUnknown, functions }, own, stakeholders, ties }:
// own people { listed, level, fn }, stakeholders { weight, level, fn }, both by number in a Map;
// ties are { own, person, strength } for every pair on record. `fn` is a row of `fit.functions`.

import { EPSILON, departureSize, sum } from "./departure.js";

const LEVELS = 5;

const ratio = (part, whole) => (whole > EPSILON ? part / whole : null);

const reaches = (value, bound) => value >= bound - EPSILON;

// How well two people face each other (metrics.md 4).
function fitOf(fit, own, person) {
  const level = own.level && person.level ? 1 - Math.abs(own.level - person.level) / (LEVELS - 1) : fit.levelUnknown;
  return level * fit.functions[own.fn][person.fn];
}

// Who is left. Own people who are not on the list belong to the team through a trace of contact
// with somebody in the buying center; they go with the last of them.
function remaining(account, removed) {
  const stakeholders = [...account.stakeholders.keys()].filter((id) => !removed.has(id));
  const there = new Set(stakeholders);
  const present = account.ties.filter((tie) => there.has(tie.person) && !removed.has(tie.own));
  const traced = new Set(present.filter((tie) => reaches(tie.strength, account.trace)).map((tie) => tie.own));
  const own = [...account.own.keys()].filter((id) => !removed.has(id) && (account.own.get(id).listed || traced.has(id)));
  const team = new Set(own);
  const ties = new Map(stakeholders.map((id) => [id, []]));
  for (const tie of present) if (team.has(tie.own)) ties.get(tie.person).push(tie);
  return { stakeholders, own, ties };
}

// The part of the fit the team could offer that is in place. Own people of the same level and
// function offer the same.
function alignmentOf(account, left) {
  const classes = new Map();
  for (const id of left.own) {
    const own = account.own.get(id);
    classes.set(`${own.level ?? 0} ${own.fn}`, own);
  }
  const done = [];
  const offered = [];
  for (const id of left.stakeholders) {
    const person = account.stakeholders.get(id);
    const inPlace = left.ties.get(id).map((tie) => fitOf(account.fit, account.own.get(tie.own), person) * tie.strength);
    const possible = [...classes.values()].map((own) => fitOf(account.fit, own, person));
    done.push(person.weight * Math.max(0, ...inPlace));
    offered.push(person.weight * Math.max(0, ...possible));
  }
  return ratio(sum(done), sum(offered));
}

function busFactorOf(account, left, active) {
  const place = new Map(left.own.map((id, number) => [id, number]));
  const covered = left.stakeholders.filter((id) => active.get(id).length && account.stakeholders.get(id).weight > 0);
  return departureSize(
    covered.map((id) => active.get(id).map((own) => place.get(own))),
    covered.map((id) => account.stakeholders.get(id).weight),
    account.busFactorShare,
  );
}

// The numbers without the removed; `removed` is a Set of numbers of people. Null: not defined.
export function measures(account, removed) {
  const left = remaining(account, removed);
  const active = new Map(left.stakeholders.map((id) => [
    id, left.ties.get(id).filter((tie) => reaches(tie.strength, account.threshold)).map((tie) => tie.own),
  ]));
  const weights = (ids) => sum(ids.map((id) => account.stakeholders.get(id).weight));
  const whole = weights(left.stakeholders);
  const covered = left.stakeholders.map((id) => account.stakeholders.get(id).weight
    * (1 - left.ties.get(id).reduce((rest, tie) => rest * (1 - tie.strength), 1)));
  const orphaned = left.stakeholders.filter((id) => !active.get(id).length);
  const single = left.stakeholders.filter((id) => active.get(id).length === 1);
  return {
    stakeholders: left.stakeholders.length,
    ownPeople: left.own.length,
    weighted: ratio(sum(covered), whole),
    active: ratio(left.stakeholders.length - orphaned.length, left.stakeholders.length),
    thinShare: ratio(weights(orphaned) + weights(single), whole),
    orphaned,
    singleThreaded: single.map((id) => ({ person: id, own: active.get(id)[0] })),
    alignment: alignmentOf(account, left),
    busFactor: busFactorOf(account, left, active),
    activeTies: active,
  };
}

// What a removal does to those who stay: who is cut off, who becomes single-threaded.
export function consequences(before, after) {
  const had = (id) => before.activeTies.get(id).length;
  return {
    cutOff: after.orphaned.filter((id) => had(id) > 0),
    nowSingle: after.singleThreaded.map((pair) => pair.person).filter((id) => had(id) > 1),
  };
}
