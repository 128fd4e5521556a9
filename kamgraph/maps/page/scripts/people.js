// The table of people and the search over it; the map dims whom the search did not find.

const rows = new Map();
for (const row of document.querySelectorAll("tr[data-person]")) rows.set(row.dataset.person, row);

const box = document.getElementById("search");
const found = document.getElementById("found");

// Letters that Unicode does not take apart, as a keyboard without them writes them; as in the command's lookup.
const STROKES = { ß: "ss", ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe" };

// Without case and accents: ü is found by u, ß by ss, ł by l.
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[ßıłøđðþæœ]/g, (letter) => STROKES[letter]);

// Name, title, roles and function, as the row shows them in one form or another.
const haystacks = new Map([...rows].map(([id, row]) => [id, plain(row.textContent)]));

function markRow(id) {
  for (const [other, row] of rows) {
    if (other === id) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  if (id !== null && innerWidth >= 820) rows.get(id).scrollIntoView({ block: "nearest" });
}

function search() {
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  state.found = words.length ? new Set() : null;
  for (const [id, row] of rows) {
    const hit = words.every((word) => haystacks.get(id).includes(word));
    row.hidden = !hit;
    if (hit && state.found) state.found.add(id);
  }
  // A heading without anybody below it says nothing.
  for (const group of document.querySelectorAll("tr.group")) {
    const below = [...group.parentElement.querySelectorAll("tr[data-person]")];
    group.hidden = state.found !== null && below.every((row) => row.hidden);
  }
  if (!state.found) found.textContent = "";
  else if (!state.found.size) found.textContent = page.texts.nobody;
  else found.textContent = filled(page.texts.found, { count: state.found.size, all: rows.size });
  redraw();
}

function watchPeople() {
  box.addEventListener("input", search);
  for (const [id, row] of rows) row.addEventListener("click", () => open(id));
  for (const input of document.querySelectorAll("input[data-layer]")) {
    input.addEventListener("change", () => {
      if (input.checked) state.layers.add(input.dataset.layer);
      else state.layers.delete(input.dataset.layer);
      redraw();
    });
  }
}
