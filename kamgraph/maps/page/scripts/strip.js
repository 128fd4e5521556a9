// The strip of key figures: the library's numbers; in what-if the old ones struck through beside
// what the removal leaves.

import { element, page, say, words } from "./data.js";
import { effects, isWhatIf, now, rolesOf } from "./model.js";
import { on, state } from "./state.js";
import { UNKNOWN } from "./text.js";

const SEVERITIES = ["critical", "warning", "notice"];

const decidersActive = (active) => [...active].filter(([number, ties]) => ties.length && rolesOf(number).includes("decider")).length;

// The figures after the removals, in the headline's names.
function headlineAfter() {
  const { after } = effects();
  return {
    ...now().headline,
    stakeholders: after.stakeholders,
    deciders: [...after.activeTies.keys()].filter((number) => rolesOf(number).includes("decider")).length,
    deciders_active: decidersActive(after.activeTies),
    orphaned: after.orphaned.length,
    single_threaded: after.singleThreaded.length,
    thin_share: after.thinShare,
    weighted: after.weighted,
    lower: null,
    upper: null,
    alignment: after.alignment,
    bus_factor: after.busFactor,
  };
}

function bounds({ weighted, lower, upper }) {
  if (weighted === null) return say("nothing");
  if (lower === null) return say("recomputed");
  const [low, high] = [words().percent(lower), words().percent(upper)];
  return low === high ? say("bounds_agree") : say("between", { lower: low, upper: high });
}

const singleTone = (head) => (head.single_threaded ? "warn" : head.orphaned ? "plain" : "good");

const figure = (id, value, label, note, tone) => ({ id, value, label, note, tone });

function people(head) {
  const none = !head.stakeholders;
  const missing = head.deciders_active < head.deciders;
  return [
    figure("deciders", head.deciders ? `${head.deciders_active}/${head.deciders}` : UNKNOWN, "deciders_covered",
      say(head.deciders ? "by_active" : "none_known"), head.deciders ? (missing ? "bad" : "good") : "plain"),
    figure("orphaned", String(head.orphaned), "without", words().count("of_stakeholders", head.stakeholders),
      none ? "plain" : head.orphaned ? "bad" : "good"),
    figure("single", String(head.single_threaded), "single_threaded",
      head.thin_share === null ? say("nothing") : say("thin", { share: words().percent(head.thin_share) }), none ? "plain" : singleTone(head)),
  ];
}

function shares(head) {
  const factor = head.bus_factor;
  return [
    figure("weighted", words().percent(head.weighted), "weighted_coverage", bounds(head), "plain"),
    figure("alignment", words().percent(head.alignment), "alignment", say(head.alignment === null ? "nothing" : "of_fit"), "plain"),
    figure("bus", factor === null ? UNKNOWN : String(factor), "bus_factor",
      factor === null ? say(head.orphaned < head.stakeholders ? "not_known" : "nobody_covered") : words().count("departures", factor), factor === 1 ? "bad" : "plain"),
  ];
}

function findings({ findings: counts }) {
  const tone = counts.critical ? "bad" : counts.warning ? "warn" : "good";
  const parts = SEVERITIES.map((severity) => words().count(severity, counts[severity]));
  return figure("findings", String(SEVERITIES.reduce((whole, severity) => whole + counts[severity], 0)), "findings", parts.join(" · "), tone);
}

// All figures of a headline, in the strip's order.
export const figuresOf = (head) => [...people(head), ...shares(head), findings(head)];

function fill() {
  const before = figuresOf(now().headline);
  const after = isWhatIf() ? figuresOf(headlineAfter()) : before;
  after.forEach((found, place) => {
    const box = document.getElementById(`figure-${found.id}`);
    box.className = `figure ${found.tone}`;
    box.querySelector("dt").textContent = say(found.label);
    const value = box.querySelector(".value");
    const was = before[place].value;
    value.replaceChildren(...(was === found.value ? [] : [element("s", "was", was), " "]), found.value);
    box.querySelector(".note").textContent = found.note;
  });
}

export function watchStrip() {
  on("moment removed view language", fill);
  if (state.moment || page.lang !== words().lang) fill();
}
