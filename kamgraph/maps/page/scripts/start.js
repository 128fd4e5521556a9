// Puts everything together. Until the canvas has been painted once, the static drawing stands.

function start() {
  const root = document.documentElement;
  root.classList.add("scripted");
  watchTheme();
  frame.hidden = false;
  root.classList.add("ready");
  scale = fittingScale();
  resize();
  network = new vis.Network(
    canvas,
    {
      nodes: new vis.DataSet(nodes.map((node) => ({ ...node, ctxRenderer: cardRenderer }))),
      edges: new vis.DataSet(edges),
    },
    options,
  );
  network.on("beforeDrawing", drawBelow);
  network.on("click", ({ pointer }) => {
    if (state.dragged) return;
    const id = cardAt(pointer.canvas);
    if (id !== null) open(id);
    else shut();
  });
  canvas.addEventListener("mousemove", (event) => {
    const sides = frame.getBoundingClientRect();
    const point = toMap({ x: event.clientX - sides.left, y: event.clientY - sides.top });
    canvas.style.cursor = cardAt(point) === null ? "" : "pointer";
  });
  watchViewport();
  watchPeople();
  watchKeyboard();
  document.getElementById("print").addEventListener("click", () => window.print());
  fit();
  network.once("afterDrawing", () => { root.dataset.ready = "true"; });
  redraw();
  // For tests and for the console; nothing on the page reads it.
  frame.kamgraph = { network, state, cards, toFrame, nearest, isBright, scale: () => scale };
}

start();
