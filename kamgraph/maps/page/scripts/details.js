// The details of whom the reader chose. Built of elements and text, never of markup.

const panel = document.getElementById("details");
const said = document.getElementById("said");
let opener = null;   // what had the focus before the details opened

const say = (text) => { said.textContent = text; };

const SVG = "http://www.w3.org/2000/svg";

function stanceSign(stance) {
  const sign = element("span", "stance");
  if (stance in page.symbols) sign.classList.add(stance);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-9 -9 18 18");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", page.symbols[stance]);
  svg.append(path);
  sign.append(svg);
  return sign;
}

// Python gives links of these schemes only; the page does not take its word for it.
function link(text, href) {
  const made = element("a");
  // An address may break behind its @.
  const [name, ...rest] = text.split(/(?<=@)/);
  made.append(name);
  for (const part of rest) made.append(document.createElement("wbr"), part);
  if (/^(https?|mailto|tel):/i.test(href)) made.href = href;
  return made;
}

function factList(facts) {
  const list = element("dl");
  for (const fact of facts) {
    const value = element("dd");
    if (fact.stance) value.append(stanceSign(fact.stance));
    value.append(fact.href ? link(fact.text, fact.href) : element("bdi", "", fact.text));
    if (fact.note) value.append(element("span", "small", fact.note));
    list.append(element("dt", "", fact.label), value);
  }
  return list;
}

function strengthBar(entry) {
  const bar = element("span", entry.weak ? "bar weak" : "bar");
  bar.setAttribute("aria-hidden", "true");
  const filling = element("span");
  filling.style.width = `${100 * entry.strength}%`;
  bar.append(filling);
  return bar;
}

function entryItem(entry) {
  const item = element("li");
  if (entry.severity) {
    item.append(element("span", `severity ${entry.severity}`, entry.share), " ", element("span", "", entry.text));
  } else {
    const head = element("div", "head");
    const name = element(entry.person ? "button" : "bdi", "", entry.text);
    if (entry.person) {
      name.type = "button";
      name.addEventListener("click", () => open(entry.person));
    }
    head.append(name);
    if (entry.strength !== undefined) head.append(strengthBar(entry), element("span", "share", entry.share));
    item.append(head);
  }
  if (entry.note) item.append(element("span", "small", entry.note));
  return item;
}

function fillPanel(person) {
  const header = element("header");
  const close = element("button", "close", "×");
  close.type = "button";
  close.setAttribute("aria-label", page.texts.close);
  close.addEventListener("click", shut);
  const title = element("h2");
  title.append(element("bdi", "", person.name));
  header.append(title, close);
  const parts = [header, element("p", "line", person.line), factList(person.facts)];
  for (const section of person.sections) {
    const list = element("ul");
    list.append(...section.entries.map(entryItem));
    parts.push(element("h3", "", `${section.heading} (${section.entries.length})`), list);
  }
  panel.replaceChildren(...parts);
  panel.scrollTop = 0;
}

// Opens the details; the focus stays where it is, so that arrows go on over the map.
function open(id) {
  if (!people.has(id)) return;
  if (panel.hidden) opener = document.activeElement;
  const fromPanel = panel.contains(document.activeElement);
  choose(id);
  state.focused = id;
  fillPanel(people.get(id));
  panel.hidden = false;
  markRow(id);
  if (isFitted) fit();
  bringIntoView(id);
  redraw();
  // A name followed inside the panel is gone with what was there: keep the focus in the panel.
  if (fromPanel) panel.focus({ preventScroll: true });
  say(people.get(id).spoken);
}

function shut() {
  if (panel.hidden) return;
  const hadFocus = panel.contains(document.activeElement);
  panel.hidden = true;
  panel.replaceChildren();
  choose(null);
  markRow(null);
  if (isFitted) fit();
  redraw();
  if (hadFocus && opener && opener.isConnected) opener.focus({ preventScroll: true });
  say(page.texts.closed);
}
