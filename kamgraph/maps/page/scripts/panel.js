// The panel at the right: somebody's details, what a removal does, who is to be met, what changed.

import { restore, select } from "./actions.js";
import { button, element, page, people, say, words } from "./data.js";
import { detailsOf, strengthBar } from "./details.js";
import { base, effects, now, since } from "./model.js";
import { on, state } from "./state.js";
import { refit } from "./viewport.js";

const panel = document.getElementById("details");
let opener = null;   // what had the focus before the details opened
let closedView = null;   // the view whose own panel the reader closed

const section = (heading, content) => (content.childElementCount ? [element("h3", "", `${heading} (${content.childElementCount})`), content] : []);

const byWeight = (numbers) => [...numbers].sort((one, other) => now().weight[other] - now().weight[one]);

function whatIf() {
  const parts = [element("p", "line", say("about_whatif"))];
  if (!state.removed.size) return parts;
  const { after, cutOff, nowSingle } = effects();
  const gone = element("ul", "names", ...[...state.removed].map((number) => element("li", "", people[number].name)));
  const alone = element("ul", "names", ...byWeight(nowSingle).map((number) => element(
    "li", "", people[number].name, element("span", "small", `→ ${people[after.activeTies.get(number)[0]].name}`),
  )));
  const thin = after.thinShare === null ? [] : [element("p", "line", say("thin", { share: words().percent(after.thinShare) }))];
  parts.push(...section(say("removed"), gone), ...thin,
    ...section(say("cut_off"), element("ul", "names", ...byWeight(cutOff).map((number) => element("li", "", people[number].name)))),
    ...section(say("become_single"), alone));
  if (!cutOff.length && !nowSingle.length) parts.push(element("p", "line", say("nothing_breaks")));
  parts.push(button("plain", say("all_back"), restore));
  return parts;
}

const STATUSES = ["build", "unassigned", "in place"];

function alignment() {
  const parts = [element("p", "line", say("about_alignment"))];
  for (const status of STATUSES) {
    const rows = Object.entries(now().counterparts).filter(([, row]) => row[3] === status)
      .sort(([one], [other]) => now().weight[other] - now().weight[one] || one - other);
    const items = rows.map(([person, [own, , strength]]) => {
      const head = element("div", "head", button("", people[person].name, () => select(Number(person))));
      if (own !== null) head.append(strengthBar(strength, status === "in place"), element("span", "share", words().percent(strength)));
      return element("li", "", head, own === null ? null : element("span", "small", people[own].name));
    });
    parts.push(...section(words().word("statuses", status), element("ul", "", ...items)));
  }
  return parts;
}

// Whom a competitor reaches, the largest lead of theirs first.
function rivals() {
  const rows = Object.entries(now().rivals).sort(([one, a], [other, b]) => a[3] - b[3] || one - other);
  const items = (wanted) => rows.filter(([, row]) => wanted(row)).map(([person, [ours, best, rival, lead]]) => element("li", "",
    element("div", "head", button("", people[person].name, () => select(Number(person))), element("span", "share", words().lead(lead))),
    element("span", "small", words().list([`${say("we")} ${words().percent(ours)}`, `${page.organizations[rival].name} ${words().percent(best)}`]))));
  return [element("p", "line", say(rows.length ? "about_rivals" : "no_rivals")),
    ...section(say("rivals_ahead"), element("ul", "", ...items((row) => row[3] < 0))),
    ...section(say("we_ahead"), element("ul", "", ...items((row) => row[3] >= 0)))];
}

function history() {
  const became = since();
  const parts = [element("p", "line", say("since_then", { then: words().day(now().asOf), day: words().day(base().asOf) }))];
  for (const kind of ["new", "lost", "stronger", "weaker"]) {
    const pairs = became[kind].map((contact) => element("li", "", element("div", "head",
      button("", people[contact.person].name, () => select(contact.person))), element("span", "small", people[contact.own].name)));
    parts.push(...section(say(`change_${kind}`), element("ul", kind, ...pairs)));
  }
  return parts;
}

// What the panel shows: a heading and its parts, or null for nothing.
function content() {
  if (state.selected !== null) return [people[state.selected].name, detailsOf(state.selected, select)];
  if (closedView === state.view) return null;
  if (state.view === "whatif") return [say("view_whatif"), whatIf()];
  if (state.view === "ecosystem") return [say("rivals"), rivals()];
  if (state.view === "alignment") return [say("view_alignment"), alignment()];
  if (since() && !["matrix", "grid"].includes(state.view)) return [say("changes"), history()];
  return null;
}

function close() {
  if (state.selected !== null) select(null);
  else {
    closedView = state.view;
    fill();
  }
}

function fill(topic) {
  if (topic === "view" || topic === "moment") closedView = null;
  const found = content();
  const hadFocus = panel.contains(document.activeElement);
  const wasOpen = !panel.hidden;
  if (!wasOpen && found) opener = document.activeElement;
  panel.hidden = !found;
  if (found) {
    const [heading, parts] = found;
    const closing = button("close", "×", close);
    closing.setAttribute("aria-label", say("close"));
    panel.replaceChildren(element("header", "", element("h2", "", element("bdi", "", heading)), closing), ...parts);
    panel.scrollTop = 0;
    // A name followed inside the panel is gone with what was there: keep the focus in the panel.
    if (hadFocus) panel.focus({ preventScroll: true });
  } else {
    panel.replaceChildren();
    if (hadFocus && opener?.isConnected) opener.focus({ preventScroll: true });
  }
  if (wasOpen !== Boolean(found)) refit();
}

// Esc closes what is open; whether there was anything.
export function escape() {
  if (panel.hidden) return false;
  close();
  return true;
}

export function watchPanel() {
  on("selection view moment removed language", fill);
}
