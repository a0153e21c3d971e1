// Three small pictures of the document, as SVG: flags by category, risk along it, and the path of the alignment.

const PLOT_WIDTH = 300;
const RISK_HEIGHT = 56;
const PATH_HEIGHT = 200;
const BARS = 150; // at most; a long document has several beads a bar

function figure(title, hint, picture) {
  return el("figure", {}, el("figcaption", {}, title, hint ? el("small", {}, hint) : null), picture);
}

// A bar a category, its judged part dark; a click shows only that category.
function byCategory(desk, onfilter) {
  const rows = Object.entries(desk.view.progress.by_category).sort((one, other) => other[1][1] - one[1][1]);
  const most = Math.max(1, ...rows.map(([, [, total]]) => total));
  return figure("Flags by category", "judged / all", el("div", { class: "bt-bars" }, rows.map(([category, [judged, total]]) =>
    el("button", {
      class: `bt-bar bt-${group(category)}${desk.filter.category === category ? " bt-now" : ""}`,
      title: `show only ${category}`, "aria-pressed": desk.filter.category === category ? "true" : "false",
      onclick: () => onfilter(desk.filter.category === category ? "" : category),
    },
    el("span", { class: "bt-bar-name" }, visible(category.replace("/", " · "))),
    el("span", { class: "bt-bar-track" }, bar(total / most, total ? judged / total : 0)),
    el("span", { class: "bt-bar-count" }, `${judged}/${total}`)))));
}

// A bar of that share of the width, the done share of it dark.
function bar(length, done) {
  return svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { width: 100 * length, height: 10, class: "bt-bar-all" }),
    svg("rect", { width: 100 * length * done, height: 10, class: "bt-bar-done" }));
}

function riskPlot(desk, onbead) {
  const { beads } = desk;
  if (!beads.some((bead) => bead.risk !== null && bead.risk !== undefined)) return null;
  const count = Math.min(BARS, beads.length);
  const width = PLOT_WIDTH / count;
  const columns = [...Array(count).keys()].map((place) => {
    const from = Math.floor((place * beads.length) / count);
    const to = Math.max(from + 1, Math.floor(((place + 1) * beads.length) / count));
    const riskiest = beads.slice(from, to).reduce((best, bead) => ((bead.risk ?? 0) > (best.risk ?? 0) ? bead : best));
    const height = (riskiest.risk ?? 0) * RISK_HEIGHT;
    return svg("rect", {
      x: place * width, y: RISK_HEIGHT - height, width: Math.max(0.6, width - 0.6), height,
      class: beads.slice(from, to).some((bead) => bead.id === desk.beadId) ? "bt-risk bt-now" : "bt-risk",
    });
  });
  const picture = svg("svg", {
    viewBox: `0 0 ${PLOT_WIDTH} ${RISK_HEIGHT}`, role: "img", "aria-label": "risk of a major error along the document",
    onclick: (event) => onbead(beads[beadAt(event, beads.length)]),
  }, svg("rect", { width: PLOT_WIDTH, height: RISK_HEIGHT, class: "bt-ground" }), ...columns);
  return figure("Risk along the document", "click to go there", picture);
}

function beadAt(event, count) {
  const box = event.currentTarget.getBoundingClientRect();
  return Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * count)));
}

// Chinese sentences from left to right, English from top to bottom: a bead is a stroke, a null bead a dash of its own colour.
function pathPlot(desk, onbead) {
  const ends = [];
  let src = 0;
  let tgt = 0;
  for (const bead of desk.beads) {
    src += bead.src_sentences.length;
    tgt += bead.tgt_sentences.length;
    ends.push([src, tgt]);
  }
  if (!src || !tgt) return null;
  const at = ([i, j]) => `${((i / src) * PLOT_WIDTH).toFixed(1)} ${((j / tgt) * PATH_HEIGHT).toFixed(1)}`;
  const stroke = (wanted) => ends.map((end, index) => wanted(desk.beads[index])
    ? `M${at(ends[index - 1] ?? [0, 0])}L${at(end)}` : "").join("");
  const isNull = (bead) => !bead.src_sentences.length || !bead.tgt_sentences.length;
  const now = ends[desk.place.get(desk.beadId)];
  const picture = svg("svg", {
    viewBox: `-4 -4 ${PLOT_WIDTH + 8} ${PATH_HEIGHT + 8}`, role: "img", "aria-label": "path of the alignment",
    onclick: (event) => {
      const wanted = (beadAt(event, 10000) / 10000) * src;
      onbead(desk.beads[Math.max(0, ends.findIndex(([i]) => i >= wanted))]);
    },
  },
  svg("rect", { width: PLOT_WIDTH, height: PATH_HEIGHT, class: "bt-ground" }),
  svg("path", { d: stroke((bead) => !isNull(bead)), class: "bt-path" }),
  svg("path", { d: stroke(isNull), class: "bt-path bt-path-null" }));
  if (now) picture.append(svg("circle", { cx: (now[0] / src) * PLOT_WIDTH, cy: (now[1] / tgt) * PATH_HEIGHT, r: 4, class: "bt-here" }));
  return figure("Alignment", `${src} Chinese →, ${tgt} English ↓`, picture);
}

function plots(desk, { onfilter, onbead }) {
  return [byCategory(desk, onfilter), riskPlot(desk, onbead), pathPlot(desk, onbead)];
}
