// Bands, headings and lines: painted below the cards, in the map's coordinates.

import { isBright, isChosenPair, isChosenTie, isSelecting, isShownTie } from "./bright.js";
import { HEADING_SIZE, LINE_SIZE, fitted, font, write } from "./cards.js";
import { options, page, words } from "./data.js";
import { contactStyle, lines, tieStyle } from "./lines.js";
import { isRemoved, now } from "./model.js";
import { map } from "./places.js";
import { state } from "./state.js";
import { colours } from "./theme.js";

const FAINT = 0.14;

function drawBands(context) {
  const { bandsRight, gutter } = page.layout;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  map.bands.forEach((band, place) => {
    if (place % 2 === 0) {
      context.fillStyle = colours.band;
      context.fillRect(0, band.top, bandsRight, band.bottom - band.top);
    }
    write(context, words().word("levels", String(band.level)), 8, band.top + 17, gutter - 8, LINE_SIZE, 600, colours.muted);
  });
}

export function headingOf(side) {
  const name = { own: page.ours, buying: page.customer }[side];
  return name ? `${words().word("sides", side)} – ${name}` : words().word("sides", side);
}

function drawHeadings(context) {
  context.textBaseline = "alphabetic";
  context.textAlign = "center";
  for (const [side, column] of Object.entries(page.layout.columns)) {
    const [left, right] = [column.headingLeft, column.headingRight];
    const shown = fitted(context, headingOf(side), right - left, font(HEADING_SIZE, 700));
    context.font = font(HEADING_SIZE, 700);
    // In the middle of its column, or as near to it as its width allows.
    const half = context.measureText(shown).width / 2;
    const x = Math.max(left + half, Math.min((column.left + column.right) / 2, right - half));
    write(context, shown, x, 19, right - left, HEADING_SIZE, 700, colours.ink);
  }
  context.textAlign = "left";
  for (const { organization, x, y, room } of map.captions) {
    write(context, page.organizations[organization].name, x, y, room, LINE_SIZE, 600, colours.muted);
  }
}

function stroke(context, line, { colour, dash, width }, bright) {
  context.globalAlpha = bright ? 1 : FAINT;
  context.strokeStyle = colours[colour];
  context.setLineDash(dash);
  context.lineWidth = width;
  context.lineCap = dash.length ? "butt" : "round";
  context.stroke(line.path);
  if (line.head) {
    context.setLineDash([]);
    context.fillStyle = colours[colour];
    context.fill(line.head);
  }
}

function drawContact(context, line) {
  const style = contactStyle(line);
  if (!style) return;
  const ends = isBright(line.from) && isBright(line.to);
  const bright = isSelecting() && !state.found ? isChosenPair(line) : ends;
  context.globalAlpha = 1;
  stroke(context, line, style, bright && !style.dim);
}

// Teeth of the zipper: peers who meet, marked where their contact crosses the middle.
function drawTeeth(context) {
  const { own, buying } = page.layout.columns;
  const x = (own.right + buying.left) / 2;
  for (const line of lines().contacts) {
    if (!line.pairs.some((pair) => `${pair.own}:${pair.person}` in now().teeth)) continue;
    const y = (map.cards.get(line.from).y + map.cards.get(line.to).y) / 2;
    context.beginPath();
    context.moveTo(x - 8, y);
    context.lineTo(x, y - 5);
    context.lineTo(x + 8, y);
    context.lineTo(x, y + 5);
    context.closePath();
    context.fillStyle = colours.good;
    context.strokeStyle = colours.page;
    context.lineWidth = 1.5;
    context.fill();
    context.stroke();
  }
}

function drawTie(context, line) {
  if (isRemoved(line.from) || isRemoved(line.to)) return;
  const chosen = isChosenTie(line);
  const style = tieStyle(line);
  const width = line.kind === "their_contact" ? 1 + 4 * line.strength : chosen || line.kind !== "reports_to" ? 1.75 : 1;
  const bright = isSelecting() && !state.found ? chosen : isBright(line.from) && isBright(line.to);
  stroke(context, line, { ...style, width }, bright);
}

function drawLines(context) {
  if (state.dragged && options.interaction.hideEdgesOnDrag) return;
  const ties = lines().ties.filter(isShownTie);
  // What belongs to the selection lies on top.
  for (const line of ties) if (!isChosenTie(line)) drawTie(context, line);
  if (state.layers.has("contact")) {
    const { contacts } = lines();
    for (const line of contacts) if (!isChosenPair(line)) drawContact(context, line);
    for (const line of contacts) if (isChosenPair(line)) drawContact(context, line);
  }
  for (const line of ties) if (isChosenTie(line)) drawTie(context, line);
  context.globalAlpha = 1;
  context.setLineDash([]);
  if (state.view === "alignment" && state.layers.has("contact")) drawTeeth(context);
}

export function drawBelow(context) {
  context.save();
  drawBands(context);
  drawHeadings(context);
  drawLines(context);
  context.restore();
}
