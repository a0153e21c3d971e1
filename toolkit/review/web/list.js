// The two columns: only the beads near the part that is looked at are in the page.

const MARGIN = 600; // px above and below what is looked at

class List {
  constructor(desk, on) {
    this.desk = desk;
    this.on = on; // {pick(bead, flag)}
    this.heights = new Map(); // measured, by bead
    this.rows = new Map(); // in the page, by bead
    this.space = el("div", { class: "bt-space" });
    this.element = el("div", {
      class: "bt-list", role: "grid", "aria-label": "Chinese and English, one bead a row", onscroll: () => this.draw(),
    }, this.space);
    this.sizes = new ResizeObserver(() => this.draw()); // a font that comes late, say, makes rows higher
    this.width = 0;
    new ResizeObserver(() => {
      if (this.width === this.element.clientWidth) return;
      this.width = this.element.clientWidth;
      this.heights.clear();
      this.redraw();
      this.show(); // a notebook takes what is out of sight off the page, and with it how far it was scrolled
    }).observe(this.element);
  }

  // Everything anew, after the desk has changed.
  redraw() {
    if (!this.desk.view) return;
    for (const [id, element] of this.rows) this.drop(id, element);
    this.element.setAttribute("aria-rowcount", this.desk.beads.length);
    this.layOut();
    this.draw();
    requestAnimationFrame(() => this.draw()); // a notebook that is just then out of sight has no heights
  }

  layOut() {
    const { order, beads } = this.desk;
    const perLine = Math.max(8, (this.width - 80) / 2 / 17); // Chinese characters
    this.tops = new Float64Array(order.length + 1);
    order.forEach((index, row) => {
      const bead = beads[index];
      const lines = Math.min(15, Math.ceil(Math.max(bead.src.length / perLine, bead.tgt.length / perLine / 2.1, 1)));
      this.tops[row + 1] = this.tops[row] + (this.heights.get(bead.id) ?? lines * 27 + 24);
    });
    this.space.style.height = `${this.tops[order.length]}px`;
  }

  rowAt(y) {
    let low = 0;
    let high = this.desk.order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.tops[middle + 1] > y) high = middle; else low = middle + 1;
    }
    return low;
  }

  draw() {
    if (!this.desk.view || !this.width) return;
    // Rows may turn out lower than they were taken for, so that more of them are needed.
    for (let round = 0; round < 8; round += 1) {
      this.fill();
      if (!this.measure()) break;
      this.layOut();
    }
    for (const [id, element] of this.rows) element.style.transform = `translateY(${this.tops[this.desk.row.get(id)]}px)`;
  }

  // Have just those rows in the page that are near what is looked at.
  fill() {
    const { scrollTop, clientHeight } = this.element;
    const first = this.rowAt(scrollTop - MARGIN);
    const last = Math.min(this.rowAt(scrollTop + clientHeight + MARGIN), this.desk.order.length - 1);
    const wanted = new Set();
    for (let row = first; row <= last; row += 1) wanted.add(this.desk.beads[this.desk.order[row]].id);
    for (const [id, element] of this.rows) {
      if (!wanted.has(id)) this.drop(id, element);
    }
    for (const id of wanted) if (!this.rows.has(id)) this.add(id);
  }

  add(id) {
    const element = this.rowOf(this.desk.beads[this.desk.place.get(id)]);
    this.rows.set(id, element);
    this.space.append(element);
    this.sizes.observe(element);
    if (this.desk.edit?.bead === id) this.desk.edit.area.focus();
  }

  drop(id, element) {
    this.sizes.unobserve(element);
    element.remove();
    this.rows.delete(id);
  }

  // Whether a height was not what it was taken for.
  measure() {
    let isNew = false;
    const measured = [...this.rows].map(([id, element]) => [id, element.offsetHeight]);
    for (const [id, height] of measured) {
      if (height && this.heights.get(id) !== height) { this.heights.set(id, height); isNew = true; }
    }
    return isNew;
  }

  // Bring the bead in focus into view; what lies above it may turn out higher than it was taken for, so look again.
  show() {
    if (!this.desk.view || !this.width) return;
    for (let round = 0; round < 4; round += 1) {
      const row = this.desk.row.get(this.desk.beadId);
      if (row === undefined) return;
      const { scrollTop, clientHeight } = this.element;
      const isInView = this.tops[row] >= scrollTop && this.tops[row + 1] <= scrollTop + clientHeight;
      if (isInView && round) break;
      if (!isInView) this.element.scrollTop = Math.max(0, this.tops[row] - clientHeight / 3);
      this.draw();
    }
    const mark = this.rows.get(this.desk.beadId)?.querySelector(".bt-now");
    const cell = mark?.closest(".bt-text");
    if (cell && cell.scrollHeight > cell.clientHeight) cell.scrollTop = Math.max(0, mark.offsetTop - cell.clientHeight / 3);
  }

  rowOf(bead) {
    const isNow = bead.id === this.desk.beadId;
    const number = this.desk.place.get(bead.id) + 1;
    const states = [isNow && "bt-focus", !bead.src || !bead.tgt ? "bt-null" : "", bead.state && `bt-state-${bead.state}`];
    return el("div", {
      class: ["bt-row", ...states].filter(Boolean).join(" "), role: "row", "aria-rowindex": number,
      "aria-selected": isNow ? "true" : "false", "data-bead": bead.id, onclick: () => this.on.pick(bead, null),
    }, this.margin(bead, number), this.cell(bead, "src"), this.cell(bead, "tgt"));
  }

  margin(bead, number) {
    const signs = [
      bead.pinned && ["⚲", "pinned as right"],
      bead.state === "reviewed" && ["✓", "reviewed"],
      bead.state === "rejected" && ["⊘", "left out"],
      bead.note && ["¶", `note: ${bead.note}`],
    ].filter(Boolean);
    return el("div", { class: "bt-margin", role: "rowheader" },
      el("span", { class: "bt-number" }, String(number)),
      bead.kind && bead.kind !== "1-1" ? el("span", { class: "bt-kind", title: "Chinese-English sentences" }, bead.kind) : null,
      signs.length ? el("span", {}, signs.map(([sign, title]) => el("span", { title, "aria-label": title }, sign))) : null,
      el("span", { class: "bt-dots" }, this.desk.shown(bead).map((flag) => el("button", {
        class: `bt-dot bt-${group(flag.category)}${flag.id === this.desk.flagId ? " bt-now" : ""}`, tabindex: "-1",
        title: describe(flag), "aria-label": describe(flag),
        onclick: (event) => { event.stopPropagation(); this.on.pick(bead, flag); },
      }, flag.verdict ? VERDICT_SIGNS[flag.verdict] : ""))));
  }

  cell(bead, side) {
    const lang = side === "src" ? "zh" : "en";
    const { edit, split } = this.desk;
    if (edit?.bead === bead.id && edit.side === side) return el("div", { class: "bt-text", role: "gridcell", lang }, edit.area);
    if (split?.bead === bead.id) return this.cutting(bead, side, lang);
    const was = bead[`${side}_was`];
    const isEdited = was !== null && was !== undefined;
    const content = bead[side]
      ? marked(bead[side], this.desk.shown(bead), side, {
        focus: bead.id === this.desk.beadId ? this.desk.flagId : null, needle: this.desk.needle,
        onpick: (flag) => this.on.pick(bead, flag),
      })
      : el("span", { class: "bt-none" }, side === "src" ? "no Chinese" : "no English");
    return el("div", { class: `bt-text bt-${side}${isEdited ? " bt-edited" : ""}`, role: "gridcell", lang }, content);
  }

  cutting(bead, side, lang) {
    const sentences = bead[`${side}_sentences`];
    const stays = this.desk.split[side];
    return el("div", { class: `bt-text bt-${side} bt-cutting`, role: "gridcell", lang }, sentences.map((sentence, index) =>
      el("p", { class: index < stays ? "bt-stays" : "bt-goes" }, visible(sentence))));
  }
}
