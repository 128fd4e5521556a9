// Cards on the canvas: strip with the stance's sign, name, second line, number of contacts.

const NAME_SIZE = 14;
const HEADING_SIZE = 13;
const LINE_SIZE = 11;
const STRIP = 20;
const OWN_STRIP = 6;
const BADGE = 22;
const DIM = 0.3;

const signs = Object.fromEntries(Object.entries(page.symbols).map(([stance, path]) => [stance, new Path2D(path)]));

const fittedTexts = new Map();

// A text cut to its room with an ellipsis; measured once for each text and room.
function fitted(context, text, room, font) {
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

const font = (size, weight) => `${weight} ${size}px ${fontFamily}`;

function write(context, text, x, y, room, size, weight, colour) {
  const style = font(size, weight);
  const shown = fitted(context, text, room, style);
  context.font = style;
  context.fillStyle = colour;
  context.fillText(shown, x, y);
}

function fillOf(person) {
  return { own: colours.own, buying: colours.card, ecosystem: colours.around }[person.side];
}

function stripOf(person) {
  if (person.stance) return colours[person.stance];
  return person.side === "own" ? colours["own-strip"] : colours["around-strip"];
}

function outline(context, card) {
  context.beginPath();
  context.roundRect(card.left, card.top, card.width, page.map.cardHeight, 5);
}

function drawFrame(context, card, person) {
  const uncovered = person.active === 0;
  const selected = state.selected === card.id;
  outline(context, card);
  context.strokeStyle = selected ? colours.accent : uncovered ? colours.bad : colours["card-edge"];
  context.lineWidth = selected ? 3.5 : uncovered ? 2 : 1;
  context.setLineDash(uncovered && !selected ? [5, 3] : []);
  context.stroke();
  context.setLineDash([]);
  if (state.focused === card.id && !selected) {
    context.beginPath();
    context.roundRect(card.left - 3, card.top - 3, card.width + 6, page.map.cardHeight + 6, 7);
    context.strokeStyle = colours.accent;
    context.lineWidth = 2;
    context.stroke();
  }
}

function drawBadge(context, card, active) {
  const x = card.right - 4 - BADGE;
  context.beginPath();
  context.roundRect(x, card.y - 15, BADGE, 15, 7.5);
  context.lineWidth = 1;
  const alarm = active === 0 ? colours.bad : active === 1 ? colours.warn : null;
  if (alarm) {
    context.fillStyle = alarm;
    context.fill();
  } else {
    context.strokeStyle = colours.control;
    context.stroke();
  }
  context.textAlign = "center";
  write(context, String(active), x + BADGE / 2, card.y - 3.3, BADGE, 12, 700, alarm ? colours["on-sign"] : colours.ink);
  context.textAlign = "left";
}

function drawCard(context, card, person) {
  const strip = person.stance ? STRIP : OWN_STRIP;
  const left = card.left + strip + 6;
  const hasBadge = person.active !== null;
  const room = card.right - left - 6;
  context.globalAlpha = 1;
  // Dimmed cards stay opaque, or lines would show through.
  outline(context, card);
  context.fillStyle = colours.page;
  context.fill();
  context.globalAlpha = isBright(card.id) ? 1 : DIM;
  context.fillStyle = fillOf(person);
  context.fill();
  context.save();
  context.clip();
  context.fillStyle = stripOf(person);
  context.fillRect(card.left, card.top, strip, page.map.cardHeight);
  context.restore();
  if (person.stance) {
    context.save();
    context.translate(card.left + strip / 2, card.y);
    context.fillStyle = colours["on-sign"];
    context.fill(signs[person.stance]);
    context.restore();
  }
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  write(context, person.name, left, card.y - 2.5, room - (hasBadge ? BADGE + 2 : 0), NAME_SIZE, 700, colours.ink);
  write(context, person.line, left, card.y + 12, room, LINE_SIZE, 400, colours.muted);
  if (hasBadge) drawBadge(context, card, person.active);
  drawFrame(context, card, person);
  context.globalAlpha = 1;
}

// vis calls this once for each node in sight.
function cardRenderer({ ctx, id }) {
  const person = personOf.get(id);
  return { drawNode: () => drawCard(ctx, cards.get(person), people.get(person)) };
}
