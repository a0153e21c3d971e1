// What lies on the desk: the document, where the reviewer is in it, and which flags are shown.

const DISPUTED = "disputed"; // reviewers disagree: what is to be settled
const NO_FILTER = { category: "", severity: "", detector: "", verdict: "", by: "", confidence: 0 };

class Desk {
  constructor() {
    this.view = null;
    this.beads = [];
    this.filter = { ...NO_FILTER };
    this.isByRisk = false;
    this.needle = "";
    this.beadId = null; // the bead in focus,
    this.flagId = null; // and the flag of it, if one is
    this.edit = null; // {bead, side, area}: the sentence being typed
    this.split = null; // {bead, src, tgt}: how many sentences stay
    this.isRepairOpen = false; // whether the panel shows how to repair the alignment
  }

  take(view) {
    this.view = { ...view };
    this.beads = [...view.beads];
    this.arrange();
    if (!this.place.has(this.beadId)) this.focus(this.stops[0]?.bead.id ?? this.beads[0]?.id ?? null, this.stops[0]?.flag.id);
  }

  patch(patch) {
    const stop = this.stopIndex();
    const row = this.order.indexOf(this.place.get(this.beadId));
    for (const [start, removed, beads] of patch.splices) this.beads.splice(start, removed, ...beads);
    for (const name of ["version", "progress", "orphans", "can_undo", "can_redo"]) this.view[name] = patch[name];
    this.arrange();
    if (!this.place.has(this.beadId)) {
      this.focus(this.beads[this.order[Math.min(Math.max(row, 0), this.order.length - 1)]]?.id ?? null);
    }
    if (this.flagId && !this.flag()) this.flagId = null;
    return stop;
  }

  // Beads in the order in which they are shown, and the flags to stop at, after anything has changed.
  arrange() {
    this.place = new Map(this.beads.map((bead, index) => [bead.id, index]));
    const isFiltered = this.isFiltered();
    const order = [...this.beads.keys()].filter((index) => !isFiltered || this.shown(this.beads[index]).length);
    if (this.isByRisk) order.sort((one, other) => (this.beads[other].risk ?? 0) - (this.beads[one].risk ?? 0) || one - other);
    this.order = order;
    this.row = new Map(order.map((index, row) => [this.beads[index].id, row]));
    this.stops = order.flatMap((index) => this.shown(this.beads[index]).map((flag) => ({ bead: this.beads[index], flag })));
  }

  isFiltered() {
    return Object.keys(NO_FILTER).some((name) => this.filter[name] !== NO_FILTER[name]);
  }

  showAll() {
    this.filter = { ...NO_FILTER };
    this.arrange();
  }

  // The flags of a bead that the filter lets through; one that an edit has settled needs nobody any more.
  shown(bead) {
    const filter = this.filter;
    return bead.flags.filter((flag) =>
      (!flag.stale || flag.verdict) &&
      (!filter.category || flag.category === filter.category) &&
      (!filter.severity || flag.severity === filter.severity) &&
      (!filter.detector || flag.detector === filter.detector) &&
      (!filter.verdict || (filter.verdict === DISPUTED ? flag.disputed : VERDICTS[flag.verdict] === filter.verdict)) &&
      (!filter.by || flag.by === filter.by) &&
      flag.confidence >= filter.confidence);
  }

  bead() {
    return this.beads[this.place.get(this.beadId)] ?? null;
  }

  flag() {
    return this.bead()?.flags.find((flag) => flag.id === this.flagId) ?? null;
  }

  focus(beadId, flagId = null) {
    this.beadId = beadId;
    this.flagId = flagId;
    this.split = null;
  }

  stopIndex() {
    return this.stops.findIndex((stop) => stop.flag.id === this.flagId && stop.bead.id === this.beadId);
  }

  whereabouts() {
    const stop = this.stopIndex();
    const flag = stop >= 0 ? `flag ${stop + 1} of ${this.stops.length}` : `${this.stops.length} flags`;
    return `${flag} · bead ${(this.place.get(this.beadId) ?? -1) + 1} of ${this.beads.length}`;
  }

  // Focus the next (1) or previous (-1) flag; false where there is none.
  step(by) {
    const at = this.stopIndex();
    return this.goTo(at >= 0 ? at + by : this.stopBeside(by));
  }

  goTo(index) {
    const stop = this.stops[index];
    if (stop) this.focus(stop.bead.id, stop.flag.id);
    return Boolean(stop);
  }

  stopBeside(by) {
    const row = this.row.get(this.beadId) ?? -1;
    const rowOf = (stop) => this.row.get(stop.bead.id);
    return by > 0 ? this.stops.findIndex((stop) => rowOf(stop) >= row) : this.stops.findLastIndex((stop) => rowOf(stop) <= row);
  }

  // Focus the next bead that holds the needle, from the one in focus on and round the end.
  find(by) {
    const wanted = this.needle.toLowerCase();
    const start = this.row.get(this.beadId) ?? 0;
    for (let step = 1; step <= this.order.length; step += 1) {
      const row = (((start + by * step) % this.order.length) + this.order.length) % this.order.length;
      const bead = this.beads[this.order[row]];
      if (bead.src.toLowerCase().includes(wanted) || bead.tgt.toLowerCase().includes(wanted)) {
        this.focus(bead.id);
        return true;
      }
    }
    return false;
  }

  stepBead(by) {
    const row = (this.row.get(this.beadId) ?? -1) + by;
    const bead = this.beads[this.order[row]];
    if (bead) this.focus(bead.id, this.shown(bead)[0]?.id);
  }
}
