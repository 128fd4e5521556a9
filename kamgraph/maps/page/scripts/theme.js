// Light and dark: the canvas paints with the style sheet's colours.

const COLOURS = [
  "page", "panel", "band", "ink", "muted", "control", "accent", "card", "card-edge", "own", "own-strip",
  "around", "around-strip", "contact", "weak", "reports", "influence", "other", "bad", "warn",
  "on-sign", "champion", "supporter", "neutral", "sceptic", "opponent", "unknown",
];

const colours = {};
let fontFamily = "sans-serif";

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of COLOURS) colours[name] = style.getPropertyValue(`--${name}`).trim();
  fontFamily = getComputedStyle(document.body).fontFamily;
}

const darkSystem = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : darkSystem.matches;
}

function toggleTheme() {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  readColours();
  redraw();
}

function watchTheme() {
  readColours();
  document.getElementById("theme").addEventListener("click", toggleTheme);
  darkSystem.addEventListener("change", () => {
    readColours();
    redraw();
  });
}
