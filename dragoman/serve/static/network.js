// The network as a drawing: the table below it says the same. The slider ends the span of time; the page is loaded anew.
"use strict";

(() => {
  const place = document.getElementById("network");
  if (!place || !window.cytoscape) return;
  const ink = getComputedStyle(document.documentElement);
  const colour = (name) => ink.getPropertyValue(name).trim();

  // the same start each time, so that the drawing comes out the same
  const round = (n, all) => ({ x: 300 + 240 * Math.cos((2 * Math.PI * n) / all), y: 240 + 200 * Math.sin((2 * Math.PI * n) / all) });

  fetch(place.dataset.source, { headers: { Accept: "application/json" } })
    .then((answer) => answer.json())
    .then((data) => {
      const most = Math.max(1, ...data.edges.map((edge) => edge.count));
      const drawing = window.cytoscape({
        container: place,
        elements: [
          ...data.nodes.map((node, n) => ({ data: { id: node.id, label: node.name }, position: round(n, data.nodes.length) })),
          ...data.edges.map((edge, n) => ({
            data: { id: "line" + n, source: edge.source, target: edge.target, weight: 1 + (7 * edge.count) / most, label: String(edge.count) },
          })),
        ],
        style: [
          { selector: "node", style: { label: "data(label)", "background-color": colour("--held"), color: colour("--ink"), "font-size": 17, width: 18, height: 18, "text-max-width": 180, "text-wrap": "wrap" } },
          { selector: "edge", style: { width: "data(weight)", "line-color": colour("--actor"), opacity: 0.55, "curve-style": "haystack" } },
        ],
        layout: { name: "cose", animate: false, randomize: false, nodeRepulsion: 900000, idealEdgeLength: 70, componentSpacing: 60, nodeOverlap: 12, numIter: 1500, gravity: 2, padding: 24 },
      });
      drawing.on("tap", "node", (event) => {
        location.href = "/actor/" + event.target.id().split("/").map(encodeURIComponent).join("/");
      });
      place.dataset.drawn = String(data.nodes.length);
    });

  const slider = document.getElementById("slider");
  const output = document.getElementById("slid");
  if (slider && slider.dataset.first && slider.dataset.last) {
    const first = Date.parse(slider.dataset.first);
    const last = Date.parse(slider.dataset.last);
    const day = () => new Date(first + ((last - first) * Number(slider.value)) / 100).toISOString().slice(0, 10);
    const until = Date.parse(slider.dataset.until);
    if (until) slider.value = String(Math.max(0, Math.min(100, (100 * (until - first)) / Math.max(1, last - first))));
    output.textContent = "≤ " + day();
    slider.addEventListener("input", () => (output.textContent = "≤ " + day()));
    slider.addEventListener("change", () => {
      slider.form.elements.until.value = day();
      slider.form.requestSubmit();
    });
  }
})();
