// What the signs and lines of the view mean.

import { element, page, say, stanceSign, words } from "./data.js";
import { since } from "./model.js";
import { on, state } from "./state.js";

const place = document.getElementById("legend");

const swatch = (kind, label) => [element("span", `swatch ${kind}`), label];
const badge = (tone, sign, label) => [element("span", `badge ${tone}`, sign), label];

const counts = () => [badge("none", "0", say("none")), badge("one", "1", say("one"))];

const contact = () => swatch("contact", `${say("contact")} (${say("contact_note")})`);
const weak = () => swatch("weak", say("inactive"));
const reports = () => swatch("reports", say("reports"));

const VIEWS = {
  map: () => [...counts(), contact(), weak(), reports(), swatch("influence", say("influence_lines"))],
  coverage: () => [badge("none", "0", say("none")), badge("one", "1", say("one")), badge("several", "2+", say("several")),
    swatch("strength", say("best_strength")), contact(), weak()],
  spoc: () => [badge("one", "1", say("one")), badge("one", "×2", say("carries")), swatch("thread", say("single_line")), badge("none", "0", say("none"))],
  alignment: () => [[...badge("good", "✓", words().word("statuses", "in place"))], badge("one", "+", words().word("statuses", "build")),
    badge("none", "–", words().word("statuses", "unassigned")), swatch("in-place", say("counterpart")), swatch("build", say("to_build")), swatch("tooth", say("tooth"))],
  whatif: () => [swatch("removed", say("removed")), ...counts(), swatch("thread", say("single_line")), contact()],
  ecosystem: () => [swatch("theirs", say("kind_their_contact")), badge("none", "−8", say("behind_rival")), badge("good", "+8", say("ahead_of_rival"))],
  matrix: () => [badge("several", "3", say("level_now")), badge("one", "→4", say("level_goal")), ...counts()],
  grid: () => counts(),
};

const CHANGED = () => ["new", "lost", "stronger", "weaker"].map((kind) => swatch(kind, say(`change_${kind}`)));

const list = (label, items) => {
  const made = element("ul", "", ...items.map((item) => element("li", "", ...item)));
  made.setAttribute("aria-label", label);
  return made;
};

function fill() {
  const stances = page.order.stance.map((stance) => [stanceSign(stance), words().word("stances", stance)]);
  const signs = since() && !["matrix", "grid"].includes(state.view) ? CHANGED() : VIEWS[state.view]();
  place.replaceChildren(list(say("stance"), stances), list(say("legend"), signs));
}

export function watchLegend() {
  on("view language moment", fill);
  fill();
}
