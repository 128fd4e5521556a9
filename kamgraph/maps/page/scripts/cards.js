// Cards on the canvas: strip with the stance's sign, name, second line, and the signs of the view.

import { isBright } from "./bright.js";
import { page, people, say, secondLine, words } from "./data.js";
import { activeOf, contactsNear, isRemoved, isThere, now, rolesOf, sideOf, stanceOf } from "./model.js";
import { groupOf } from "./places.js";
import { on, state } from "./state.js";
import { colours, fonts } from "./theme.js";
import { UNKNOWN } from "./text.js";

export const NAME_SIZE = 14;
export const HEADING_SIZE = 13;
export const LINE_SIZE = 11;
const STRIP = 20;
const OWN_STRIP = 6;
const BADGE = 22;
const DIM = 0.3;
const BAR = 3;

const HEIGHT = page.layout.sizes.card;

const signs = Object.fromEntries(Object.entries(page.symbols).map(([stance, path]) => [stance, new Path2D(path)]));

const fittedTexts = new Map();
on("theme", () => fittedTexts.clear());

// A text cut to its room with an ellipsis; measured once for each text and room.
export function fitted(context, text, room, font) {
  const key = `${font}|${room}|${text}`;
  let shown = fittedTexts.get(key);
  if (shown === undefined) {
    context.font = font;
    shown = text;
    if (context.measureText(text).width > room) {
      const characters = Array.from(text);
      let low = 0;
      let high = characters.length;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        const tried = `${characters.slice(0, middle).join("").trimEnd()}…`;
        if (context.measureText(tried).width <= room) low = middle;
        else high = middle - 1;
      }
      shown = `${characters.slice(0, low).join("").trimEnd()}…`;
    }
    fittedTexts.set(key, shown);
  }
  return shown;
}

export const font = (size, weight) => `${weight} ${size}px ${fonts.family}`;

export function write(context, text, x, y, room, size, weight, colour) {
  const style = font(size, weight);
  const shown = fitted(context, text, room, style);
  context.font = style;
  context.fillStyle = colour;
  context.fillText(shown, x, y);
}

const fills = { own: "own", buying: "card", ecosystem: "around" };

const stripOf = (number) => colours[stanceOf(number) ?? (sideOf(number) === "own" ? "own-strip" : "around-strip")];

const bestStrength = (number) => Math.max(0, ...contactsNear(number)
  .filter((contact) => contact.person === number && !isRemoved(contact.own)).map((contact) => contact.strength));

const alarm = (count) => (count === 0 ? "bad" : count === 1 ? "warn" : null);

// Of our people in the single-threaded view: on how many contacts they are alone.
const soleOf = (own) => contactsNear(own).filter((contact) => contact.own === own && contact.active
  && activeOf(contact.person) === 1).length;

const COUNTERPART_SIGNS = { "in place": ["✓", "good"], build: ["+", "warn"], unassigned: [UNKNOWN, "bad"] };

// The badge of a stakeholder in the view: text and tone.
function stakeholderBadge(number) {
  if (state.view === "alignment") return COUNTERPART_SIGNS[now().counterparts[number]?.[3]] ?? null;
  // In the ecosystem's view: by how much we are ahead of the best competitor, or behind.
  if (state.view === "ecosystem") {
    const rival = now().rivals[number];
    return rival ? [words().lead(rival[3]), rival[3] < 0 ? "bad" : "good"] : null;
  }
  const count = activeOf(number);
  return count === null ? null : [String(count), alarm(count)];
}

export function badgeOf(number) {
  if (!isThere(number) || isRemoved(number)) return null;
  if (sideOf(number) === "buying") return stakeholderBadge(number);
  if (sideOf(number) === "own" && ["spoc", "whatif"].includes(state.view)) {
    const sole = soleOf(number);
    return sole ? [`×${sole}`, "warn"] : null;
  }
  return null;
}

const outline = (context, card) => {
  context.beginPath();
  context.roundRect(card.left, card.top, card.width, HEIGHT, 5);
};

function frameOf(card) {
  if (state.selected === card.id) return { colour: colours.accent, width: 3.5, dash: [] };
  const number = card.id;
  if (isRemoved(number)) return { colour: colours.bad, width: 1.5, dash: [3, 3] };
  if (!isThere(number)) return { colour: colours.control, width: 1, dash: [2, 3] };
  const active = sideOf(number) === "buying" ? activeOf(number) : null;
  if (active === 0) return { colour: colours.bad, width: 2, dash: [5, 3] };
  if (active === 1 && ["coverage", "spoc", "whatif"].includes(state.view)) return { colour: colours.warn, width: 2, dash: [] };
  if (active > 1 && state.view === "coverage") return { colour: colours.good, width: 1.5, dash: [] };
  return { colour: colours["card-edge"], width: 1, dash: [] };
}

function drawFrame(context, card) {
  const { colour, width, dash } = frameOf(card);
  outline(context, card);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
  if (state.focused === card.id && state.selected !== card.id) {
    context.beginPath();
    context.roundRect(card.left - 3, card.top - 3, card.width + 6, HEIGHT + 6, 7);
    context.strokeStyle = colours.accent;
    context.lineWidth = 2;
    context.stroke();
  }
}

function drawBadge(context, card, [text, tone]) {
  const width = Math.max(BADGE, text.length * 7 + 9);
  const x = card.right - 4 - width;
  context.beginPath();
  context.roundRect(x, card.y - 15, width, 15, 7.5);
  context.lineWidth = 1;
  if (tone) {
    context.fillStyle = colours[tone];
    context.fill();
  } else {
    context.strokeStyle = colours.control;
    context.stroke();
  }
  context.textAlign = "center";
  write(context, text, x + width / 2, card.y - 3.3, width, 12, 700, tone ? colours["on-sign"] : colours.ink);
  context.textAlign = "left";
}

// In the coverage view the second sign: how strong the best contact is.
function drawBar(context, card, left) {
  const room = card.right - left - 6;
  context.fillStyle = colours.band;
  context.fillRect(left, card.bottom - BAR - 1.5, room, BAR);
  context.fillStyle = colours.contact;
  context.fillRect(left, card.bottom - BAR - 1.5, room * bestStrength(card.id), BAR);
}

function drawGround(context, card, fill, strip, stripColour) {
  context.globalAlpha = 1;
  // Dimmed cards stay opaque, or lines would show through.
  outline(context, card);
  context.fillStyle = colours.page;
  context.fill();
  const faint = !groupOf(card.id) && (isRemoved(card.id) || !isThere(card.id));
  context.globalAlpha = faint || !isBright(card.id) ? DIM : 1;
  context.fillStyle = fill;
  context.fill();
  context.save();
  context.clip();
  context.fillStyle = stripColour;
  context.fillRect(card.left, card.top, strip, HEIGHT);
  context.restore();
}

function drawSign(context, card, stance) {
  context.save();
  context.translate(card.left + STRIP / 2, card.y);
  context.fillStyle = colours["on-sign"];
  context.fill(signs[stance]);
  context.restore();
}

function drawPerson(context, card) {
  const number = card.id;
  const person = people[number];
  const stance = stanceOf(number);
  const strip = stance ? STRIP : OWN_STRIP;
  const left = card.left + strip + 6;
  const room = card.right - left - 6;
  const badge = badgeOf(number);
  drawGround(context, card, colours[fills[card.side]], strip, stripOf(number));
  if (stance) drawSign(context, card, stance);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  const lift = state.view === "coverage" && sideOf(number) === "buying" ? 1.5 : 0;
  const beside = badge ? Math.max(BADGE, badge[0].length * 7 + 9) + 2 : 0;
  write(context, person.name, left, card.y - 2.5 - lift, room - beside, NAME_SIZE, 700, colours.ink);
  write(context, secondLine(person, rolesOf(number)), left, card.y + 12 - 2 * lift, room, LINE_SIZE, 400, colours.muted);
  if (lift) drawBar(context, card, left);
  if (badge) drawBadge(context, card, badge);
  drawFrame(context, card);
  context.globalAlpha = 1;
  if (isRemoved(number)) drawStrike(context, card);
}

function drawStrike(context, card) {
  context.beginPath();
  context.moveTo(card.left + 2, card.bottom - 2);
  context.lineTo(card.right - 2, card.top + 2);
  context.strokeStyle = colours.bad;
  context.lineWidth = 2;
  context.stroke();
}

// How many of a group have no contact, and how many hang on one of us.
export function groupCounts(group) {
  const there = group.members.filter(isThere);
  const counts = there.map(activeOf);
  return { count: there.length, none: counts.filter((count) => count === 0).length, one: counts.filter((count) => count === 1).length };
}

export const groupName = (group) => (group.side === "ecosystem" ? page.organizations[group.organization].name
  : words().word("levels", String(group.level)));

// What a group's second line says: how many are not, or thinly, reached.
export function groupLine(group) {
  const { none, one } = groupCounts(group);
  if (group.side !== "buying") return "";
  return words().list([none ? words().count("without_contact", none) : "", one ? words().count("on_one_head", one) : ""]) || say("all_covered");
}

function drawGroup(context, card, group) {
  const isOpen = state.opened.has(card.id);
  const { count, none, one } = groupCounts(group);
  drawGround(context, card, colours[fills[group.side]], OWN_STRIP, none ? colours.bad : one ? colours.warn : colours.control);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  const left = card.left + OWN_STRIP + 10;
  const line = groupLine(group);
  write(context, `${isOpen ? "▾" : "▸"} ${words().count("people", count)} · ${groupName(group)}`,
    left, card.y + (line ? -2.5 : 5), card.right - left - 8, NAME_SIZE, 700, colours.ink);
  if (line) write(context, line, left + 15, card.y + 12, card.right - left - 20, LINE_SIZE, 400, colours.muted);
  // A second edge behind the card says that there is more of it.
  context.strokeStyle = colours["card-edge"];
  context.lineWidth = 1;
  if (!isOpen) {
    context.beginPath();
    context.moveTo(card.left + 4, card.bottom + 2.5);
    context.lineTo(card.right - 4, card.bottom + 2.5);
    context.stroke();
  }
  outline(context, card);
  context.stroke();
  if (state.focused === card.id) {
    context.beginPath();
    context.roundRect(card.left - 3, card.top - 3, card.width + 6, HEIGHT + 6, 7);
    context.strokeStyle = colours.accent;
    context.lineWidth = 2;
    context.stroke();
  }
  context.globalAlpha = 1;
}

export function drawCard(context, card) {
  const group = groupOf(card.id);
  if (group) drawGroup(context, card, group);
  else drawPerson(context, card);
}

// What is said of a card when it is reached.
export function spokenOf(card) {
  const group = groupOf(card);
  if (group) {
    return [words().count("people", groupCounts(group).count), groupName(group), words().word("sides", group.side), groupLine(group),
      say(state.opened.has(card) ? "opened" : "closed_level")].filter(Boolean).join(", ");
  }
  const person = people[card];
  const parts = [person.name, secondLine(person, rolesOf(card)), words().word("sides", sideOf(card)),
    words().word("levels", String(person.level ?? 0))];
  if (stanceOf(card)) parts.push(words().word("stances", stanceOf(card)));
  if (sideOf(card) === "buying" && activeOf(card) !== null) parts.push(words().count("active_contacts", activeOf(card)));
  if (isRemoved(card)) parts.push(say("removed"));
  return parts.filter(Boolean).join(", ");
}
