// The map as it is shown, drawn once more as an SVG: what is printed is what was looked at, in the
// language, at the date, in the view, and names can be searched for. Until something is changed, the
// drawing that Python wrote stands.

import { isShownTie } from "./bright.js";
import { LINE_SIZE, NAME_SIZE, badgeOf, fitted, font, groupCounts, groupLine, groupName } from "./cards.js";
import { page, people, say, secondLine, words } from "./data.js";
import { headingOf } from "./draw.js";
import { contactStyle, lines, tieStyle } from "./lines.js";
import { activeOf, isRemoved, isThere, rolesOf, sideOf, stanceOf } from "./model.js";
import { groupOf, map } from "./places.js";
import { on, state } from "./state.js";

const SPACE = "http://www.w3.org/2000/svg";
const STRIP = 20;
const OWN_STRIP = 6;
const HEIGHT = page.layout.sizes.card;

const ruler = document.createElement("canvas").getContext("2d");

function draw(tag, attributes, text) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

const written = (css, x, y, text, more) => draw("text", { class: css, x, y, ...more }, text);

function* bands() {
  for (const [place, { level, top, bottom }] of map.bands.entries()) {
    yield draw("rect", { class: place % 2 ? "band" : "band odd", x: 0, y: top, width: page.layout.bandsRight, height: bottom - top });
    yield written("level", 8, top + 17, words().word("levels", String(level)));
  }
  for (const [side, { left, right, headingLeft, headingRight }] of Object.entries(page.layout.columns)) {
    const text = fitted(ruler, headingOf(side), headingRight - headingLeft, font(13, 700));
    yield written("heading", (left + right) / 2, 19, text, { "text-anchor": "middle" });
  }
  for (const { organization, x, y, room } of map.captions) {
    yield written("caption", x, y, fitted(ruler, page.organizations[organization].name, room, font(LINE_SIZE, 600)));
  }
}

function stroked(line, { colour, dash, width, dim }) {
  const path = draw("path", { class: "line", d: line.d, "stroke-width": width });
  path.style.stroke = `var(--${colour})`;
  if (dash.length) path.style.strokeDasharray = dash.join(" ");
  if (dim) path.style.opacity = "0.2";
  return path;
}

function* strokes() {
  for (const line of lines().ties.filter(isShownTie)) {
    if (isRemoved(line.from) || isRemoved(line.to)) continue;
    const { colour, dash } = tieStyle(line);
    yield stroked(line, { colour, dash, width: line.kind === "their_contact" ? 1 + 4 * line.strength : 1 });
    if (line.headD) {
      const head = draw("path", { d: line.headD });
      head.style.fill = `var(--${colour})`;
      yield head;
    }
  }
  if (!state.layers.has("contact")) return;
  for (const line of lines().contacts) {
    const style = contactStyle(line);
    if (style) yield stroked(line, style);
  }
}

// A name, squeezed a little rather than cut: print is searched for names.
function nameAt(name, x, y, room) {
  ruler.font = font(NAME_SIZE, 700);
  const squeeze = ruler.measureText(name).width > room ? { textLength: room, lengthAdjust: "spacingAndGlyphs" } : {};
  return written("name", x, y, name, squeeze);
}

function badgeAt(card, [text, tone]) {
  const width = Math.max(22, text.length * 7 + 9);
  const x = card.right - 4 - width;
  const css = { bad: "none", warn: "one", good: "good" }[tone] ?? "several";
  return [draw("rect", { class: `badge ${css}`, x, y: card.y - 15, width, height: 15, rx: 7.5 }),
    written(`count ${css}`, x + width / 2, card.y - 3.3, text, { "text-anchor": "middle" })];
}

function stripAt(card, kind, wide) {
  const { left, top, bottom } = card;
  return draw("path", {
    class: `strip-${kind}`, d: `M${left + wide} ${top}H${left + 5}a5 5 0 0 0 -5 5V${bottom - 5}a5 5 0 0 0 5 5H${left + wide}Z`,
  });
}

function personAt(card) {
  const number = card.id;
  const stance = stanceOf(number);
  const strip = stance ? STRIP : OWN_STRIP;
  const left = card.left + strip + 6;
  const room = card.right - left - 6;
  const badge = badgeOf(number);
  const tone = sideOf(number) === "buying" ? { 0: " none", 1: ["coverage", "spoc", "whatif"].includes(state.view) ? " one" : "" }[activeOf(number)] : "";
  const whole = draw("g", isThere(number) && !isRemoved(number) ? {} : { opacity: 0.35 });
  whole.append(draw("rect", { class: `card ${card.side}${tone ?? ""}`, x: card.left, y: card.top, width: card.width, height: HEIGHT, rx: 5 }),
    stripAt(card, stance ?? sideOf(number), strip));
  if (stance) whole.append(draw("path", { class: "sign", transform: `translate(${card.left + strip / 2} ${card.y})`, d: page.symbols[stance] }));
  whole.append(nameAt(people[number].name, left, card.y - 2.5, room - (badge ? 24 : 0)),
    written("line2", left, card.y + 12, fitted(ruler, secondLine(people[number], rolesOf(number)), room, font(LINE_SIZE, 400))));
  if (badge) whole.append(...badgeAt(card, badge));
  if (isRemoved(number)) whole.append(draw("path", { class: "strike", d: `M${card.left} ${card.bottom}L${card.right} ${card.top}` }));
  return whole;
}

function groupAt(card, group) {
  const line = groupLine(group);
  const whole = draw("g", {});
  whole.append(draw("rect", { class: `card ${group.side}`, x: card.left, y: card.top, width: card.width, height: HEIGHT, rx: 5 }),
    written("name", card.left + 16, card.y + (line ? -2.5 : 5), `${words().count("people", groupCounts(group).count)} · ${groupName(group)}`));
  if (line) whole.append(written("line2", card.left + 16, card.y + 12, line));
  return whole;
}

function redrawn() {
  const chart = document.querySelector("svg.chart");
  chart.setAttribute("viewBox", `0 0 ${map.width} ${map.height}`);
  chart.setAttribute("width", map.width);
  chart.setAttribute("height", map.height);
  const title = `${say("relationship_map")} – ${page.account}`;
  chart.setAttribute("aria-label", title);
  const cards = [...map.cards.values()].map((card) => {
    const group = groupOf(card.id);
    return group ? groupAt(card, group) : personAt(card);
  });
  chart.replaceChildren(draw("title", {}, title), ...bands(), ...strokes(), ...cards);
}

let stale = false;

export function watchPaper() {
  on("language moment removed view opened lines", () => { stale = true; });
  addEventListener("beforeprint", () => {
    if (stale) redrawn();
    stale = false;
  });
}
