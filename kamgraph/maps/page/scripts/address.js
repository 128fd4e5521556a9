// What the address keeps behind its #: view, selection, language, so that a link shows what was seen.

export const VIEWS = ["map", "coverage", "spoc", "alignment", "whatif", "ecosystem", "matrix", "grid"];

// Unknown names and values are left out: an address is anybody's text.
export function parsed(hash, languages) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const found = {};
  if (VIEWS.includes(given.get("view"))) found.view = given.get("view");
  if (languages.includes(given.get("lang"))) found.lang = given.get("lang");
  if (given.has("person")) found.person = given.get("person");
  if (given.has("without")) found.without = given.getAll("without");
  return found;
}

export function written({ view, lang, person, without }) {
  const kept = new URLSearchParams();
  if (view !== "map") kept.set("view", view);
  if (person) kept.set("person", person);
  for (const id of without ?? []) kept.append("without", id);
  if (lang) kept.set("lang", lang);
  const text = kept.toString();
  return text ? `#${text}` : "";
}
