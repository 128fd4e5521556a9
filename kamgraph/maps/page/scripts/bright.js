// Who stands out: the selection with its neighbours, and what search and filters leave.

import { circleOf, nearOf } from "./lines.js";
import { now, rolesOf } from "./model.js";
import { groupOf } from "./places.js";
import { on, state } from "./state.js";

let circle = null;
let near = null;

on("selection moment", () => {
  circle = state.selected === null ? null : circleOf(state.selected);
  near = circle && nearOf(circle);
});

// What is searched for stands out also while somebody is selected, far from them or near.
export function isBright(card) {
  const group = groupOf(card);
  if (group) return group.members.some(isBright);
  return state.found ? state.found.has(card) || card === state.selected : !near || near.has(card);
}

const isOf = (number) => circle !== null && circle.has(number);

export const isChosenPair = (line) => circle !== null && line.pairs.some((pair) => isOf(pair.own) || isOf(pair.person));

export const isChosenTie = (line) => isOf(line.from) || isOf(line.to);

export const isSelecting = () => circle !== null;

const COMPETING = "competitor";

// The ecosystem's lines are shown for who is selected, and where the view is about them.
export function isShownTie(line) {
  const outside = [line.from, line.to].some((number) => now().side[number] === "ecosystem");
  if (state.view === "ecosystem") return line.kind === "their_contact" || isChosenTie(line);
  if (state.layers.has(line.kind)) return !outside || isChosenTie(line);
  return isChosenTie(line) && line.kind !== "reports_to";
}

export const isCompetitor = (number) => rolesOf(number).includes(COMPETING);
