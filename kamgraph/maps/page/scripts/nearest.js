// The nearest card in a direction: what lies straight ahead counts more than what lies aside.

export const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export function nearest(cards, from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const [id, card] of cards) {
    const ahead = (card.x - from.x) * dx + (card.y - from.y) * dy;
    const aside = Math.abs((card.x - from.x) * dy) + Math.abs((card.y - from.y) * dx);
    if (card === from || ahead < 1) continue;
    // Up and down stay in the column as long as there is somebody.
    const cost = dy ? ahead + 6 * aside : ahead + 2 * aside;
    if (cost < least) {
      least = cost;
      best = id;
    }
  }
  return best;
}
