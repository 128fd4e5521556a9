// Which part of the map is seen. The frame scrolls like any other element; the canvas, always as
// large as the frame, sticks to it and shows the part scrolled to.

import { NAME_SIZE } from "./cards.js";
import { map } from "./places.js";
import { changed, state } from "./state.js";

const READABLE = 10.2 / NAME_SIZE;   // names never below 10 px: scroll instead
const LARGEST = 1.3;
const ZOOM = { least: 0.25, most: 4, step: 1.2 };

export const frame = document.getElementById("map");
export const canvas = document.getElementById("canvas");
const sheet = document.getElementById("sheet");

let network = null;
let scale = 1;
let isFitted = true;
let isAsked = false;

// One redraw a picture, however many ask for it.
export function redraw() {
  if (!network || isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    network.redraw();
  });
}

export const scaleNow = () => scale;

function fittingScale() {
  const fitting = Math.min(frame.clientWidth / map.width, frame.clientHeight / map.height);
  return Math.max(READABLE, Math.min(LARGEST, fitting));
}

// The map is centred where it is smaller than the frame.
function margins() {
  return {
    x: Math.max(0, (frame.clientWidth - map.width * scale) / 2),
    y: Math.max(0, (frame.clientHeight - map.height * scale) / 2),
  };
}

function aim() {
  if (!network) return;
  const margin = margins();
  network.moveTo({
    position: {
      x: (frame.scrollLeft + frame.clientWidth / 2 - margin.x) / scale,
      y: (frame.scrollTop + frame.clientHeight / 2 - margin.y) / scale,
    },
    scale,
    animation: false,
  });
}

function resize() {
  sheet.style.width = `${Math.max(1, Math.floor(map.width * scale))}px`;
  sheet.style.height = `${Math.max(1, Math.floor(map.height * scale))}px`;
  sheet.style.minWidth = "100%";
  sheet.style.minHeight = "100%";
  canvas.style.width = `${frame.clientWidth}px`;
  canvas.style.height = `${frame.clientHeight}px`;
  if (!network) return;
  network.setSize(`${frame.clientWidth}px`, `${frame.clientHeight}px`);
  aim();
  redraw();
}

export function fit() {
  isFitted = true;
  if (!frame.clientWidth) return;
  scale = fittingScale();
  resize();
  // A scroll bar that appeared took some room: once more with what is left.
  const left = fittingScale();
  if (left !== scale) {
    scale = left;
    resize();
  }
}

// After something beside the map came or went.
export const refit = () => (isFitted ? fit() : resize());

export function zoom(factor, at = { x: frame.clientWidth / 2, y: frame.clientHeight / 2 }) {
  const before = toMap(at);
  isFitted = false;
  scale = Math.max(ZOOM.least, Math.min(ZOOM.most, scale * factor));
  resize();
  const margin = margins();
  frame.scrollLeft = before.x * scale + margin.x - at.x;
  frame.scrollTop = before.y * scale + margin.y - at.y;
  aim();
}

export const closer = () => zoom(ZOOM.step);
export const farther = () => zoom(1 / ZOOM.step);

// From a point of the frame to the map, and from the map to the frame.
export function toMap({ x, y }) {
  const margin = margins();
  return { x: (x + frame.scrollLeft - margin.x) / scale, y: (y + frame.scrollTop - margin.y) / scale };
}

export function toFrame({ x, y }) {
  const margin = margins();
  return { x: x * scale + margin.x - frame.scrollLeft, y: y * scale + margin.y - frame.scrollTop };
}

export function cardAt(point) {
  for (const card of map.cards.values()) {
    if (point.x >= card.left && point.x <= card.right && point.y >= card.top && point.y <= card.bottom) return card.id;
  }
  return null;
}

// Scrolls as little as needed.
export function bringIntoView(id) {
  const card = map.cards.get(id);
  if (!card || !frame.clientWidth) return;
  const room = 24;
  const first = toFrame({ x: card.left, y: card.top });
  const last = toFrame({ x: card.right, y: card.bottom });
  if (first.x < room) frame.scrollLeft += first.x - room;
  else if (last.x > frame.clientWidth - room) frame.scrollLeft += last.x - frame.clientWidth + room;
  if (first.y < room) frame.scrollTop += first.y - room;
  else if (last.y > frame.clientHeight - room) frame.scrollTop += last.y - frame.clientHeight + room;
  aim();
}

function onDrag(start) {
  const from = { x: frame.scrollLeft, y: frame.scrollTop };
  const move = (event) => {
    const moved = { x: event.clientX - start.clientX, y: event.clientY - start.clientY };
    if (!state.dragged && Math.hypot(moved.x, moved.y) < 5) return;
    state.dragged = true;
    canvas.classList.add("dragged");
    frame.scrollLeft = from.x - moved.x;
    frame.scrollTop = from.y - moved.y;
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    canvas.classList.remove("dragged");
    // The click that ends a drag still has to see that it was one.
    setTimeout(() => {
      state.dragged = false;
      changed("focus");
    });
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

export function watchViewport(made) {
  network = made;
  frame.addEventListener("scroll", aim, { passive: true });
  canvas.addEventListener("pointerdown", (event) => {
    // Fingers scroll by themselves.
    if (event.pointerType === "mouse" && event.button === 0) onDrag(event);
  });
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    zoom(event.deltaY < 0 ? ZOOM.step : 1 / ZOOM.step, { x: event.clientX - box.left, y: event.clientY - box.top });
  }, { passive: false });
  new ResizeObserver(refit).observe(frame);
  document.getElementById("zoom-in").addEventListener("click", closer);
  document.getElementById("zoom-out").addEventListener("click", farther);
  document.getElementById("zoom-fit").addEventListener("click", fit);
}

// Before the network is there: how large it will be.
export function prepare() {
  scale = fittingScale();
  resize();
}
