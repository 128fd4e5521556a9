// The page's data: everything shown comes from here, and only as text.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

const page = read("page-data");
const nodes = read("page-nodes");
const edges = read("page-edges");
const options = read("page-options");

const people = new Map(Object.entries(page.people));

// Cards in canvas coordinates, from the positions that Python computed.
// A node's id is not the person's: vis uses it as a property's name, and people's ids are any text.
const cards = new Map(nodes.map((node) => [node.person, {
  id: node.person,
  x: node.x,
  y: node.y,
  width: node.cardWidth,
  left: node.x - node.cardWidth / 2,
  top: node.y - page.map.cardHeight / 2,
  right: node.x + node.cardWidth / 2,
  bottom: node.y + page.map.cardHeight / 2,
}]));

const personOf = new Map(nodes.map((node) => [node.id, node.person]));

// Paths are parsed once; a redraw only strokes them.
const lines = edges.map((edge) => ({
  source: personOf.get(edge.from),
  target: personOf.get(edge.to),
  kind: edge.kind,
  weak: Boolean(edge.weak),
  strength: edge.strength ?? null,
  path: new Path2D(edge.path),
  head: edge.head ? new Path2D(edge.head) : null,
}));

const linesOf = new Map();
for (const line of lines) {
  for (const end of [line.source, line.target]) {
    if (!linesOf.has(end)) linesOf.set(end, []);
    linesOf.get(end).push(line);
  }
}

// Places in a text are named: {count}.
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};
