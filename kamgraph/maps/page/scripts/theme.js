// Light and dark: the canvas paints with the style sheet's colours.

import { changed } from "./state.js";

const NAMES = [
  "page", "panel", "band", "ink", "muted", "control", "accent", "card", "card-edge", "own", "own-strip",
  "around", "around-strip", "contact", "weak", "reports", "influence", "other", "bad", "warn", "good",
  "on-sign", "champion", "supporter", "neutral", "sceptic", "opponent", "unknown",
];

export const colours = {};
export const fonts = { family: "sans-serif" };

function read() {
  const style = getComputedStyle(document.documentElement);
  for (const name of NAMES) colours[name] = style.getPropertyValue(`--${name}`).trim();
  fonts.family = getComputedStyle(document.body).fontFamily;
}

const darkSystem = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : darkSystem.matches;
}

export function watchTheme() {
  const again = () => {
    read();
    changed("theme");
  };
  read();
  document.getElementById("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    again();
  });
  darkSystem.addEventListener("change", again);
  matchMedia("(forced-colors: active)").addEventListener("change", again);
}
