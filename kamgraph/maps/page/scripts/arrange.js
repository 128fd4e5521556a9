// At which height everybody stands, with some levels opened: the rule of Python's layout, which
// gives the columns and who stands in which band. Cards are numbers of people, or names of groups.

const height = (count, step, card) => (count ? (count - 1) * step + card : 0);

// A band's cards of a side: people, a group, or an opened group with its people below.
function cells(ids, groups, open) {
  return ids.flatMap((id) => (groups[id] && open.has(id) ? [id, ...groups[id].members] : [id]));
}

function tall(ids, groups, open, column, sizes) {
  const step = column.staggered ? sizes.stagger : sizes.pitch;
  const people = ids.flatMap((id) => (groups[id] ? (open.has(id) ? groups[id].members : []) : [id]));
  const heads = ids.filter((id) => groups[id]).length;
  const below = height(people.length, step, sizes.card);
  return heads * sizes.card + (heads && people.length ? sizes.pitch - sizes.card : 0) + below;
}

function across(side, column, sizes) {
  const width = column.staggered ? sizes.staggered : sizes.single[side];
  const first = column.left + width / 2;
  const last = column.right - width / 2;
  return { width, inner: side === "own" ? last : first, outer: side === "own" ? first : last };
}

function placeBand(places, side, ids, layout, open, top, bottom) {
  const { sizes, groups } = layout;
  const column = layout.columns[side];
  const { width, inner, outer } = across(side, column, sizes);
  let y = (top + bottom - tall(ids, groups, open, column, sizes)) / 2 + sizes.card / 2;
  let number = 0;
  for (const id of cells(ids, groups, open)) {
    if (groups[id]) {
      places.set(id, { x: (column.left + column.right) / 2, y, width: column.right - column.left, inner: true, side });
      y += sizes.pitch;
      continue;
    }
    const isInner = !column.staggered || number % 2 === 0;
    places.set(id, { x: isInner ? inner : outer, y, width, inner: isInner, side });
    number += 1;
    y += column.staggered ? sizes.stagger : sizes.pitch;
  }
}

function placeAround(places, layout, open, organizationOf) {
  const { sizes, groups } = layout;
  const column = layout.columns.ecosystem;
  const captions = [];
  let y = sizes.heading + sizes.padding;
  let known = null;
  if (!column) return { captions, bottom: 0 };
  for (const id of cells(layout.around, groups, open)) {
    const organization = groups[id] ? groups[id].organization : organizationOf(id);
    if (organization !== known) {
      captions.push({ organization, x: column.left, y: y + sizes.caption - 5, room: column.right - column.left });
      y += sizes.caption;
      known = organization;
    }
    places.set(id, {
      x: (column.left + column.right) / 2, y: y + sizes.card / 2, width: column.right - column.left, inner: true, side: "ecosystem",
    });
    y += sizes.pitch;
  }
  return { captions, bottom: y };
}

// Everybody's place, the bands, the captions around, and how high the map is.
export function arranged(layout, open, organizationOf) {
  const { sizes, groups } = layout;
  const places = new Map();
  const bands = [];
  let top = sizes.heading;
  layout.levels.forEach((level, number) => {
    const sides = ["own", "buying"].map((side) => [side, layout.rows[side][number]]);
    const inside = Math.max(...sides.map(([side, ids]) => tall(ids, groups, open, layout.columns[side], sizes)));
    const bottom = top + inside + 2 * sizes.padding;
    bands.push({ level, top, bottom });
    for (const [side, ids] of sides) placeBand(places, side, ids, layout, open, top, bottom);
    top = bottom + sizes.gap;
  });
  const { captions, bottom } = placeAround(places, layout, open, organizationOf);
  const end = bands.length ? bands.at(-1).bottom : sizes.heading + sizes.pitch;
  return { places, bands, captions, height: Math.max(end, bottom) + sizes.margin };
}

// A lane for each manager's bracket, short brackets next to the cards.
export function lanesOf(places, reports, sizes) {
  const spans = new Map();
  for (const [report, manager] of reports) {
    const ys = [places.get(report).y, places.get(manager).y, ...(spans.get(manager) ?? [])];
    spans.set(manager, [Math.min(...ys), Math.max(...ys)]);
  }
  const lanes = new Map();
  const shortest = [...spans.keys()].sort((one, other) => {
    const [a, b] = [spans.get(one), spans.get(other)];
    return a[1] - a[0] - (b[1] - b[0]) || one - other;
  });
  for (const manager of shortest) {
    const [first, last] = spans.get(manager);
    const taken = new Set([...lanes].filter(([other]) => {
      const [start, end] = spans.get(other);
      return start - sizes.lane < last && first < end + sizes.lane;
    }).map(([, lane]) => lane));
    let lane = 0;
    while (taken.has(lane) && lane < sizes.lanes - 1) lane += 1;
    lanes.set(manager, lane);
  }
  return lanes;
}
