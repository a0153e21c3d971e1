// The head of the widget, its filters, and what the notebook calls.

function head(bench) {
  const { desk } = bench;
  const { progress, document: name, reviewer, can_undo: canUndo, can_redo: canRedo } = desk.view;
  const left = progress.flags - progress.judged;
  const button = (sign, label, isOff = false) => el("button", {
    class: "bt-tool", disabled: isOff, title: label, onclick: () => { bench.press(sign); bench.refocus(); },
  }, key(sign), el("span", { class: "bt-label" }, label));
  return [
    el("div", { class: "bt-title" },
      el("strong", {}, visible(name)), reviewer ? el("span", { class: "bt-faint" }, visible(reviewer)) : null,
      el("span", { class: "bt-hint" }, "click here to use the keys")),
    el("div", { class: "bt-progress" },
      el("progress", { max: String(Math.max(1, progress.flags)), value: String(progress.judged), "aria-label": "flags judged" }),
      el("span", {}, `${progress.judged} of ${progress.flags} flags judged, ${left} left · ${progress.touched} of ${progress.beads} beads changed`)),
    el("div", { class: "bt-tools" },
      button("u", "undo", !canUndo), button("U", "redo", !canRedo), button("/", "find"), button("f", desk.isFiltered() ? `filters: ${desk.stops.length} flags` : "filters"),
      button("o", desk.isByRisk ? "by risk" : "in order"), button("t", "pictures"), button("?", "keys")),
  ];
}

function filters(bench) {
  const { desk } = bench;
  const flags = desk.beads.flatMap((bead) => bead.flags);
  const values = (name) => [...new Set(flags.map((flag) => flag[name]).filter(Boolean))].sort();
  const choice = (name, label, options) => el("label", {}, label, el("select", {
    "aria-label": label, onchange: (event) => bench.setFilter(name, event.target.value),
  }, ["", ...options].map((option) => el("option", { value: option, selected: desk.filter[name] === option }, option || "any"))));
  return [
    choice("category", "Category", values("category")),
    choice("severity", "Severity", SEVERITIES.filter((severity) => values("severity").includes(severity))),
    choice("detector", "Detector", values("detector")),
    choice("verdict", "Verdict", [...Object.values(VERDICTS), DISPUTED]),
    choice("by", "Reviewer", values("by")),
    el("label", {}, "Confidence from", el("input", {
      type: "number", min: "0", max: "1", step: "0.1", value: String(desk.filter.confidence), "aria-label": "least confidence",
      onchange: (event) => bench.setFilter("confidence", Number(event.target.value) || 0),
    })),
    el("button", { class: "bt-tool", onclick: () => { desk.showAll(); bench.filtered(); bench.refocus(); } }, "show all"),
  ];
}

function render({ model, el: host }) {
  const bench = new Bench(model);
  host.append(bench.element);
  bench.start();
  return () => bench.stop();
}

export default { render };
