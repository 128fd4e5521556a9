// The lines between cards as path data: the same curves that Python's `lines` draws on paper.
//
// Contacts are horizontal cubic curves between the columns, reporting lines brackets and ties
// among people of a side arcs on the column's outer side; whatever crosses the map otherwise is
// a curve too. Every path ends horizontally, so that its arrowhead does.

const PORTS = 22;
const GAP_PORTS = 10;
const PORT_STEP = 6;
const HEAD = 6;

const left = (place) => place.x - place.width / 2;
const right = (place) => place.x + place.width / 2;

// For each card and its opposite the height at which their line meets the card's edge.
export function portsOf(places, pairs) {
  const opposites = new Map();
  for (const [card, opposite] of pairs) {
    if (!opposites.has(card)) opposites.set(card, []);
    opposites.get(card).push(opposite);
  }
  const ports = new Map();
  for (const [card, list] of opposites) {
    const { y, inner } = places.get(card);
    list.sort((one, other) => places.get(one).y - places.get(other).y || (one < other ? -1 : 1));
    const step = Math.min(PORT_STEP, (inner ? PORTS : GAP_PORTS) / Math.max(1, list.length - 1));
    const first = y - (step * (list.length - 1)) / 2;
    list.forEach((opposite, place) => ports.set(`${card}>${opposite}`, first + step * place));
  }
  return ports;
}

// A curve from the left to the right column; outer cards are reached through the gaps.
export function contactPath(layout, own, person, start, end) {
  const from = layout.columns.own.right;
  const to = layout.columns.buying.left;
  const middle = (from + to) / 2;
  return `M${right(own)} ${start}${own.inner ? "" : `H${from}`}`
    + `C${middle} ${start} ${middle} ${end} ${to} ${end}${person.inner ? "" : `H${left(person)}`}`;
}

// Outward in the direction in which a column has room beside it; in the ecosystem inward.
const outward = (side) => (side === "buying" ? 1 : -1);

const outerEdge = (place) => (place.side === "buying" ? right(place) : left(place));

const columnEdge = (layout, side) => layout.columns[side][side === "buying" ? "right" : "left"];

// An arrowhead with its tip at a point, pointing right (1) or left (-1).
function head(x, y, direction) {
  const back = x - direction * HEAD * 1.3;
  return `M${x} ${y}L${back} ${y - 3.2}L${back} ${y + 3.2}Z`;
}

// From a report over the manager's lane to the manager.
export function bracket(layout, report, manager, lane) {
  const way = outward(manager.side);
  const beside = columnEdge(layout, manager.side) + way * (layout.sizes.margin + layout.sizes.lane * lane);
  const down = manager.y + 5;
  const tip = outerEdge(manager);
  return {
    path: `M${outerEdge(report)} ${report.y - 5}H${beside}V${down}H${tip + way * HEAD}`,
    head: head(tip, down, -way),
  };
}

// An arc on the outer side of a column.
function arc(layout, source, target) {
  const way = outward(source.side);
  // Between the ecosystem and the centers there is little room.
  const most = source.side === "ecosystem" ? 18 : 90;
  const bulge = columnEdge(layout, source.side) + way * Math.min(26 + 0.12 * Math.abs(source.y - target.y), most);
  const start = source.y + 10;
  const end = target.y - 10;
  const tip = outerEdge(target);
  return {
    path: `M${outerEdge(source)} ${start}C${bulge} ${start} ${bulge} ${end} ${tip + way * HEAD} ${end}`,
    head: head(tip, end, -way),
  };
}

// A curve between cards of different sides, from facing edge to facing edge.
function over(source, target) {
  const rightward = source.x < target.x;
  const start = rightward ? right(source) : left(source);
  const tip = rightward ? left(target) : right(target);
  const back = rightward ? -1 : 1;
  const end = tip + back * HEAD;
  const middle = (start + end) / 2;
  return {
    path: `M${start} ${source.y + 8}C${middle} ${source.y + 8} ${middle} ${target.y + 8} ${end} ${target.y + 8}`,
    head: head(tip, target.y + 8, -back),
  };
}

export const tiePath = (layout, source, target) => (source.side === target.side
  ? arc(layout, source, target) : over(source, target));
