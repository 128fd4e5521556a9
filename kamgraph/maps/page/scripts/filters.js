// Whom the filters and the search leave: a person passes if each filter that is set knows them.

export const FACETS = ["role", "stance", "level", "function", "organization"];

export const noFilters = () => ({
  role: new Set(), stance: new Set(), level: new Set(), function: new Set(), organization: new Set(),
});

export const isFiltering = (chosen) => FACETS.some((facet) => chosen[facet].size > 0);

// A person's values of each facet, as texts; nobody without a value passes a filter that is set
// but for "unknown", which is a value of level and function.
export function facetsOf(person, { roles, stance }) {
  return {
    role: roles,
    stance: stance ? [stance] : [],
    level: [String(person.level ?? 0)],
    function: [person.function ?? ""],
    organization: [String(person.organization)],
  };
}

export const passes = (facets, chosen) => FACETS.every((facet) => !chosen[facet].size
  || facets[facet].some((value) => chosen[facet].has(value)));

// Every word of the search stands somewhere in the text.
export const contains = (text, words) => words.every((word) => text.includes(word));
