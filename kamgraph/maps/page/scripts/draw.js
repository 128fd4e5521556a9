// Bands, headings and lines: painted below the cards, in canvas coordinates.

const FAINT = 0.14;

function drawBands(context) {
  const { bands, bandsRight, gutter } = page.map;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  bands.forEach((band, place) => {
    if (place % 2 === 0) {
      context.fillStyle = colours.band;
      context.fillRect(0, band.top, bandsRight, band.bottom - band.top);
    }
    write(context, band.label, 8, band.top + 17, gutter - 8, LINE_SIZE, 600, colours.muted);
  });
}

function drawHeadings(context) {
  context.textBaseline = "alphabetic";
  context.textAlign = "center";
  for (const { text, middle, left, right } of page.map.headings) {
    const shown = fitted(context, text, right - left, font(HEADING_SIZE, 700));
    context.font = font(HEADING_SIZE, 700);
    // In the middle of its column, or as near to it as its width allows.
    const half = context.measureText(shown).width / 2;
    const x = Math.max(left + half, Math.min(middle, right - half));
    write(context, text, x, 19, right - left, HEADING_SIZE, 700, colours.ink);
  }
  context.textAlign = "left";
  for (const { text, x, y, room } of page.map.captions) {
    write(context, text, x, y, room, LINE_SIZE, 600, colours.muted);
  }
}

const STYLES = {
  contact: { colour: "contact", dash: [] },
  reports_to: { colour: "reports", dash: [] },
  influences: { colour: "influence", dash: [5, 3] },
  conflicts: { colour: "bad", dash: [8, 3, 2, 3] },
};

function drawLine(context, line) {
  const style = STYLES[line.kind] ?? { colour: "other", dash: [3, 3] };
  const chosen = isChosenLine(line);
  const bright = state.near ? chosen : isBright(line.source) && isBright(line.target);
  context.globalAlpha = bright ? 1 : FAINT;
  context.strokeStyle = colours[line.weak ? "weak" : style.colour];
  context.setLineDash(line.weak ? [2, 4] : style.dash);
  context.lineWidth = line.kind === "contact" && !line.weak ? 1 + 4 * (line.strength ?? 0)
    : chosen || !["reports_to", "contact"].includes(line.kind) ? 1.75 : 1;
  context.lineCap = line.weak || style.dash.length ? "butt" : "round";
  context.stroke(line.path);
  if (line.head) {
    context.setLineDash([]);
    context.fillStyle = colours[style.colour];
    context.fill(line.head);
  }
}

function drawLines(context) {
  if (state.dragged && options.interaction.hideEdgesOnDrag) return;
  const shown = lines.filter(isShownLine);
  // What belongs to the selection lies on top.
  for (const line of shown) if (!isChosenLine(line)) drawLine(context, line);
  for (const line of shown) if (isChosenLine(line)) drawLine(context, line);
  context.globalAlpha = 1;
  context.setLineDash([]);
}

function drawBelow(context) {
  context.save();
  drawBands(context);
  drawHeadings(context);
  drawLines(context);
  context.restore();
}
