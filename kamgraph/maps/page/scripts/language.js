// The language the page is read in: labels of the page's frame by their names.

import { element, languages, page, say, speak, words } from "./data.js";
import { changed, on } from "./state.js";

const choice = document.getElementById("language");

// An element says which text it shows, and which ones its attributes hold.
const SHOWN = [["data-text", null], ["data-label", "aria-label"], ["data-placeholder", "placeholder"]];

function relabel() {
  for (const [mark, attribute] of SHOWN) {
    for (const labelled of document.querySelectorAll(`[${mark}]`)) {
      const text = say(labelled.getAttribute(mark));
      if (attribute) labelled.setAttribute(attribute, text);
      else labelled.textContent = text;
    }
  }
  document.title = `${page.account} – ${say("relationship_map")}`;
  choice.value = words().lang;
}

export function setLanguage(lang) {
  if (lang === words().lang || !languages.includes(lang)) return;
  speak(lang);
  changed("language");
}

export function watchLanguage() {
  choice.replaceChildren(...languages.map((lang) => {
    const option = element("option", "", page.languages[lang].name);
    option.value = lang;
    option.lang = lang;
    return option;
  }));
  choice.value = words().lang;
  choice.closest("label").hidden = languages.length < 2;
  choice.addEventListener("change", () => setLanguage(choice.value));
  on("language", relabel);
}
