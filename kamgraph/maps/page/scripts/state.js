// What the reader has chosen. Whoever changes it asks for one redraw.

const state = {
  selected: null,   // id of the person whose details are open
  focused: null,    // id of the card the arrow keys stand on
  near: null,       // ids that stay bright while somebody is selected
  found: null,      // ids that the search found; null while nothing is searched
  layers: new Set(["contact", "reports_to"]),
  dragged: false,
};

// Who is tied to somebody; for the ecosystem, to anybody of the same organization.
function circleOf(id) {
  const person = people.get(id);
  const ends = [id];
  if (person.side === "ecosystem") {
    for (const [other, { side, organization }] of people) {
      if (other !== id && side === "ecosystem" && organization === person.organization) ends.push(other);
    }
  }
  return new Set(ends);
}

function choose(id) {
  state.selected = id;
  state.near = null;
  state.circle = null;
  if (id === null) return;
  state.circle = circleOf(id);
  state.near = new Set(state.circle);
  for (const end of state.circle) {
    for (const line of linesOf.get(end) ?? []) {
      state.near.add(line.source);
      state.near.add(line.target);
    }
  }
}

// What is searched for stands out also while somebody is selected, far from them or near.
const isBright = (id) => (state.found ? state.found.has(id) || id === state.selected : !state.near || state.near.has(id));

const isChosenLine = (line) => state.circle !== null && state.circle !== undefined
  && (state.circle.has(line.source) || state.circle.has(line.target));

// The ecosystem's lines and other kinds are shown for who is selected only.
function isShownLine(line) {
  if (state.layers.has(line.kind)) {
    const outside = people.get(line.source).side === "ecosystem" || people.get(line.target).side === "ecosystem";
    return !outside || isChosenLine(line);
  }
  return isChosenLine(line) && !["contact", "reports_to"].includes(line.kind);
}
