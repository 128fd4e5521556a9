// The bus factor: the smallest number of own people whose departure matters (metrics.md 3).
//
// The same search as the library's `bus_factor`, so that both give the same answer and give up on
// the same accounts: up to 18 carriers all subsets are weighed at once, beyond a branch and bound.

export const EPSILON = 1e-12;
const AT_ONCE = 18;
const LIMIT = 1_000_000;   // groups of stakeholders looked at before the answer is "not known"
const MANY = 128;   // with more carriers a tenth of the looks is enough

// A sum whose error does not grow with the number of parts (Neumaier).
export function sum(parts) {
  let whole = 0;
  let lost = 0;
  for (const part of parts) {
    const next = whole + part;
    lost += Math.abs(whole) >= Math.abs(part) ? whole - next + part : part - next + whole;
    whole = next;
  }
  return whole + lost;
}

// Stakeholders with the same carriers count as one: a list of carriers, ascending, and their weight.
function grouped(carriers, weights) {
  const groups = new Map();
  carriers.forEach((list, place) => {
    const key = list.join(",");
    const known = groups.get(key);
    if (known) known.weight += weights[place];
    else groups.set(key, { list, weight: weights[place] });
  });
  return [...groups.values()];
}

// Lost weight of every subset by summing over its subsets, dimension by dimension.
function byAllSubsets(groups, size, total, need) {
  const lost = new Float64Array(1 << size);
  for (const { list, weight } of groups) lost[list.reduce((mask, bit) => mask | (1 << bit), 0)] += weight;
  for (let bit = 0; bit < size; bit += 1) {
    for (let mask = 0; mask < lost.length; mask += 1) {
      if (mask & (1 << bit)) lost[mask] += lost[mask ^ (1 << bit)];
    }
  }
  const heads = new Uint8Array(lost.length);
  let least = size;
  for (let mask = 1; mask < lost.length; mask += 1) {
    heads[mask] = heads[mask >> 1] + (mask & 1);
    if (heads[mask] < least && total - lost[mask] < need) least = heads[mask];
  }
  return least;
}

// What is lost already, and the most each allowed carrier can add to it: the weight that can still
// be lost is parted evenly among the carriers it has.
function parted(search, gone, allowed, left) {
  let lost = 0;
  const parts = new Float64Array(search.size);
  for (const { list, weight } of search.groups) {
    const missing = list.filter((bit) => !gone[bit]);
    if (!missing.length) lost += weight;
    else if (missing.length <= left && missing.every((bit) => allowed[bit])) {
      for (const bit of missing) parts[bit] += weight / missing.length;
    }
  }
  return { lost, parts };
}

// Whether some `left` of the allowed, leaving after `gone`, make us lose enough; null: not known.
function suffices(search, gone, allowed, left) {
  search.looks += search.groups.length;
  if (search.looks > search.limit) return null;
  const { lost, parts } = parted(search, gone, allowed, left);
  const free = [...parts.keys()].filter((bit) => allowed[bit]);
  if (lost > search.goal) return free.length >= left;
  if (!left || !free.length) return false;
  const best = free.sort((one, other) => parts[other] - parts[one] || one - other);
  const most = best.slice(0, left).reduce((whole, bit) => whole + parts[bit], 0);
  if (lost + most <= search.goal - EPSILON) return false;
  const rest = Uint8Array.from(allowed);
  rest[best[0]] = 0;
  const then = Uint8Array.from(gone);
  then[best[0]] = 1;
  const found = suffices(search, then, rest, left - 1);
  return found === false ? suffices(search, gone, rest, left) : found;
}

function bySearch(groups, size, goal) {
  const search = { groups, size, goal, looks: 0, limit: size <= MANY ? LIMIT : LIMIT / 10 };
  for (let count = 1; count <= size; count += 1) {
    const found = suffices(search, new Uint8Array(size), new Uint8Array(size).fill(1), count);
    if (found === null) return null;
    if (found) return count;
  }
  return null;
}

// The size of the smallest departure that leaves less than `share` of the covered weight covered.
// `carriers`: for each covered stakeholder the own people who reach them actively, as numbers.
export function departureSize(carriers, weights, share) {
  const total = sum(weights);
  const need = share * total - EPSILON;
  if (total <= EPSILON || need <= 0) return null;
  const used = [...new Set(carriers.flat())].sort((one, other) => other - one);
  const bit = new Map(used.map((own, place) => [own, place]));
  const packed = carriers.map((list) => list.map((own) => bit.get(own)).sort((one, other) => one - other));
  const sole = new Float64Array(used.length);
  packed.forEach((list, place) => { if (list.length === 1) sole[list[0]] += weights[place]; });
  // Most often one person suffices, clear beyond rounding.
  if (total - Math.max(...sole) < share * total - 2 * EPSILON) return 1;
  const groups = grouped(packed, weights);
  return used.length <= AT_ONCE ? byAllSubsets(groups, used.length, total, need)
    : bySearch(groups, used.length, total - need);
}
