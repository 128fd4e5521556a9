// The account at earlier dates, and for its opportunities: which state of it is shown.

import { base, now } from "./model.js";
import { element, page, say, words } from "./data.js";
import { announce, changed, on, state } from "./state.js";

const bar = document.getElementById("time");
const slider = document.getElementById("when");
const label = document.getElementById("when-day");
const choice = document.getElementById("opportunity");

const { states } = page;
const ofDeals = states.map((_, place) => place).filter((place) => states[place].asOf === states[0].asOf);
// From the earliest to the date the page opens with.
const ofDates = states.map((_, place) => place).filter((place) => place === 0 || states[place].asOf < states[0].asOf).reverse();

function go(place) {
  state.moment = place;
  state.removed.clear();
  changed("moment");
  changed("selection");
  changed("removed");
}

function fillTime() {
  bar.hidden = ofDates.length < 2;
  const place = ofDates.indexOf(state.moment);
  slider.max = String(ofDates.length - 1);
  slider.value = String(place < 0 ? ofDates.length - 1 : place);
  const text = words().day(now().asOf);
  label.textContent = state.moment === 0 ? say("today", { day: text }) : text;
  slider.setAttribute("aria-valuetext", label.textContent);
}

function fillDeals() {
  choice.closest("label").hidden = ofDeals.length < 2;
  choice.replaceChildren(...ofDeals.map((place) => {
    const option = element("option", "", states[place].opportunity ?? say("whole_account"));
    option.value = String(place);
    return option;
  }));
  choice.value = String(ofDeals.includes(state.moment) ? state.moment : 0);
}

function fillDay() {
  const day = document.getElementById("as-of");
  day.dateTime = now().asOf;
  day.textContent = say("as_of", { day: words().day(now().asOf, "long") });
  document.documentElement.classList.toggle("earlier", now().asOf < base().asOf);
  const empty = document.getElementById("nobody");
  empty.hidden = now().headline.stakeholders > 0;
}

export function watchTime() {
  slider.addEventListener("input", () => {
    go(ofDates[Number(slider.value)]);
    announce(label.textContent);
  });
  choice.addEventListener("change", () => go(Number(choice.value)));
  on("moment language", () => {
    fillTime();
    fillDeals();
    fillDay();
  });
  fillTime();
  fillDeals();
}
