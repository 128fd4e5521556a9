// The list of findings: severity, sentence, proposal, the people it is about as links.

import { select } from "./actions.js";
import { element, say, words } from "./data.js";
import { findingItem } from "./details.js";
import { now } from "./model.js";
import { on } from "./state.js";

const place = document.getElementById("findings");
const tabs = ["people", "findings"].map((name) => document.getElementById(`tab-${name}`));
const MOST = 300;

function fill() {
  const { findings } = now();
  const counts = Object.values(now().headline.findings).reduce((whole, count) => whole + count, 0);
  tabs[1].textContent = `${say("findings")} (${counts})`;
  const items = findings.slice(0, MOST).map((finding) => findingItem(finding, select));
  place.replaceChildren(element("ul", "", ...items));
  const { accepted } = now();
  if (accepted.length) {
    const rows = accepted.map((finding) => {
      const item = findingItem(finding, select);
      item.append(element("span", "small", `${say("accepted_until", { day: words().day(finding.until) })}: ${finding.reason}`));
      return item;
    });
    place.append(element("h3", "", `${say("accepted")} (${accepted.length})`), element("ul", "accepted", ...rows));
  }
  if (findings.length > MOST) place.append(element("p", "line", say("and_more", { count: findings.length - MOST })));
  if (!findings.length) place.append(element("p", "line", say(counts ? "only_counted" : "no_findings", { count: words().number(counts) })));
}

// Which of the two lists is seen.
export function showList(name) {
  for (const tab of tabs) {
    const chosen = tab.id === `tab-${name}`;
    tab.setAttribute("aria-pressed", String(chosen));
    document.getElementById(`list-${tab.id.slice(4)}`).hidden = !chosen;
  }
}

export function watchFindings() {
  for (const tab of tabs) tab.addEventListener("click", () => showList(tab.id.slice(4)));
  document.getElementById("figure-findings").addEventListener("click", () => showList("findings"));
  on("moment language", fill);
  fill();
  showList("people");
}
