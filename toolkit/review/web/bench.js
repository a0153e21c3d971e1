// The bench: what the reviewer sees, wired to the kernel. Every action is saved there before its effect is shown here.

const POLL_EVERY = 4000; // ms; what other reviewers wrote
const PATIENCE = 10000; // ms until a silent kernel is mentioned
const SILENCE = "The kernel is busy or gone. All that was shown as done is saved; if it does not come back, run the cell again.";
const QUEUE = 20; // keys kept while an answer is awaited

class Bench {
  constructor(model) {
    this.model = model;
    this.name = Math.random().toString(36).slice(2);
    this.count = 0;
    this.waiting = new Map(); // number of a question: what to do with its answer
    this.queue = [];
    this.isBusy = false;
    this.isPolling = false;
    this.open = { filters: false, help: false, plots: false };
    this.desk = new Desk();
    this.list = new List(this.desk, { pick: (bead, flag) => this.pick(bead, flag) });
    this.build();
    this.listener = (message) => this.receive(message);
  }

  build() {
    this.head = el("header", { class: "bt-head" });
    this.filters = el("div", { class: "bt-filters", role: "group", "aria-label": "filters", hidden: true });
    this.prompt = el("div", { class: "bt-prompt", hidden: true });
    this.panel = el("aside", { class: "bt-detail", "aria-label": "flag in focus" });
    this.pictures = el("aside", { class: "bt-plots", "aria-label": "pictures of the document" });
    this.status = el("div", { class: "bt-status", role: "status", "aria-live": "polite" });
    this.over = el("div", { class: "bt-over", hidden: true });
    this.announced = el("div", { class: "bt-unseen", "aria-live": "polite" });
    this.element = el("div", {
      class: "bt-review", tabindex: "0", role: "application", "aria-label": "review of a bitext; ? for the keys",
      "data-lm-suppress-shortcuts": "true", onkeydown: (event) => this.onKey(event),
    }, el("div", { class: "bt-frame" }, this.head, this.filters, this.prompt, this.list.element,
      el("div", { class: "bt-side" }, this.panel, this.pictures), this.status), this.over, this.announced);
  }

  start() {
    this.model.on("msg:custom", this.listener);
    this.say("opening …");
    this.act({ do: "view" });
    this.timer = setInterval(() => this.poll(), POLL_EVERY);
  }

  stop() {
    clearInterval(this.timer);
    this.model.off("msg:custom", this.listener);
  }

  async poll() {
    if (document.hidden || this.isBusy || this.isPolling || !this.desk.view) return;
    this.isPolling = true;
    const { error } = await this.send({ do: "poll" });
    this.isPolling = false;
    if (error) this.say(error, true);
  }

  // Send an action and give a promise of its answer.
  send(action) {
    const number = `${this.name}-${(this.count += 1)}`;
    const patience = setTimeout(() => this.say(SILENCE, true), PATIENCE);
    return new Promise((resolve) => {
      this.waiting.set(number, (answer) => { clearTimeout(patience); resolve(answer); });
      try {
        this.model.send({ ...action, number });
      } catch (error) {
        this.waiting.delete(number);
        clearTimeout(patience);
        resolve({ error: `the kernel cannot be reached (${error.message}); run the cell again` });
      }
    });
  }

  // Have an action done; keys that come meanwhile wait.
  async act(action) {
    this.isBusy = true;
    const answer = await this.send(action);
    this.isBusy = false;
    if (answer.error) this.say(answer.error, true);
    if (answer.error && !this.desk.view) this.head.replaceChildren(...visible(answer.error));
    while (this.queue.length && !this.isBusy) {
      this.press(this.queue.shift());
      if (this.isTyping()) this.queue = []; // these were letters of a text, not keys
    }
    return answer;
  }

  // A message of the kernel goes to every view of the widget: a patch concerns all, a view the one that asked.
  receive(message) {
    const answered = this.waiting.get(message.number);
    this.waiting.delete(message.number);
    if (message.view && answered) {
      this.desk.take(message.view);
      this.say("");
      this.refresh();
    } else if (message.patch && this.desk.view) {
      // A patch of what could not be done still has what others did.
      this.applied(message.patch, answered && !message.patch.error ? message.do : "poll");
    }
    answered?.({ error: message.error ?? message.patch?.error ?? null });
  }

  applied(patch, action) {
    const { desk } = this;
    if (action === "edit") desk.edit = null;
    const stop = desk.patch(patch);
    let said = patch.message ?? "";
    if (action === "verdict" || action === "apply") {
      const isThere = desk.stopIndex() >= 0;
      if (!desk.goTo(isThere ? desk.stopIndex() + 1 : stop)) said ||= "this was the last flag";
    } else if (action !== "poll" && patch.focus && desk.place.has(patch.focus.bead)) {
      desk.focus(patch.focus.bead, patch.focus.flag);
    }
    if (action !== "poll") this.say(said);
    this.refresh(action !== "poll");
  }

  pick(bead, flag) {
    if (!this.desk.row.has(bead.id)) this.desk.showAll();
    this.move(() => this.desk.focus(bead.id, flag?.id ?? this.desk.shown(bead)[0]?.id ?? null));
    if (!this.desk.edit) this.element.focus({ preventScroll: true });
  }

  move(change) {
    this.say("");
    change();
    this.refresh();
  }

  say(text, isError = false) {
    this.status.replaceChildren(...visible(text));
    this.status.classList.toggle("bt-error", isError);
  }

  // Draw everything anew from the desk.
  refresh(isToShow = true) {
    if (!this.desk.view) return;
    this.head.replaceChildren(...head(this));
    this.list.redraw();
    if (isToShow) this.list.show();
    this.panel.replaceChildren(...detail(this.desk, (name) => { this.press(name); this.refocus(); }).filter(Boolean));
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => this.drawPlots(), 60);
    if (!this.status.textContent) this.say(this.desk.whereabouts());
    const flag = this.desk.flag();
    this.announced.textContent = flag ? describe(flag) : "";
  }

  drawPlots() {
    this.pictures.replaceChildren(...plots(this.desk, {
      onfilter: (category) => { this.setFilter("category", category); this.refocus(); },
      onbead: (bead) => { this.pick(bead, null); },
    }).filter(Boolean));
  }

  isTyping() {
    return Boolean(this.desk.edit) || !this.prompt.hidden;
  }

  refocus() {
    if (!this.isTyping()) this.element.focus({ preventScroll: true });
  }

  onKey(event) {
    event.stopPropagation(); // the notebook would take the keys for its own
    if (event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape" && this.filters.contains(event.target)) this.close();
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      const run = CONTROL_KEYS[event.key.toLowerCase()];
      if (run) { event.preventDefault(); run(this, event.shiftKey); }
      return;
    }
    if (event.target.closest("button, summary") && [" ", "Enter", "Tab"].includes(event.key)) return;
    if (!(this.desk.split && SPLIT_KEYS[event.key]) && !BY_KEY.has(event.key)) return;
    event.preventDefault();
    this.press(event.key);
  }

  press(name) {
    if (this.isBusy || !this.desk.view) {
      if (this.queue.length < QUEUE) this.queue.push(name);
      return;
    }
    ((this.desk.split && SPLIT_KEYS[name]) || BY_KEY.get(name))(this, name);
  }

  toggle(name) {
    this.open[name] = !this.open[name];
    this.element.classList.toggle("bt-plots-first", this.open.plots);
    this.filters.hidden = !this.open.filters;
    if (this.open.filters) this.filters.replaceChildren(...filters(this));
    if (this.open.filters && name === "filters") this.filters.querySelector("select").focus();
    this.over.hidden = !this.open.help;
    this.over.replaceChildren(this.open.help ? help(() => this.close()) : "");
    this.list.draw();
  }

  close() {
    for (const name of ["help", "filters"]) if (this.open[name]) { this.toggle(name); this.refocus(); return; }
    this.stopTyping();
  }

  stopTyping() {
    this.desk.split = null;
    this.desk.edit = null;
    this.refresh();
    this.refocus();
  }

  changeOrder() {
    this.desk.isByRisk = !this.desk.isByRisk;
    this.desk.arrange();
    this.move(() => {});
    this.say(this.desk.isByRisk ? "riskiest beads first" : "in the order of the document");
  }

  setFilter(name, value) {
    this.desk.filter[name] = value;
    this.filtered();
  }

  filtered() {
    this.desk.arrange();
    if (!this.desk.row.has(this.desk.beadId)) this.desk.goTo(0);
    this.list.element.scrollTop = 0;
    this.move(() => {});
    this.say(`${this.desk.stops.length} flags on ${this.desk.order.length} beads`);
    if (this.open.filters) this.filters.replaceChildren(...filters(this));
  }

  // A line to type in, above the text; `done(text)` on Enter.
  ask(label, value, done) {
    const finish = (text) => {
      this.prompt.hidden = true;
      this.refocus();
      if (text !== null) done(text);
    };
    const input = field("input", label, value, finish);
    this.prompt.replaceChildren(el("label", {}, label, input), el("span", { class: "bt-faint" }, "Enter · Esc"));
    this.prompt.hidden = false;
    input.select();
    input.focus();
  }

  goToNumber(text) {
    const bead = this.desk.beads[Number(text.trim()) - 1];
    if (!bead) this.say(`there is no bead ${text}; they go from 1 to ${this.desk.beads.length}`, true);
    else this.pick(bead, null);
  }

  find(text, by) {
    this.desk.needle = text;
    if (!text) return this.refresh();
    const isFound = this.desk.find(by);
    this.move(() => {});
    return this.say(isFound ? `“${text}”: press . for the next, , for the one before` : `${text} is nowhere`, !isFound);
  }

  note(isOnBead) {
    const flag = isOnBead ? null : this.desk.flag();
    const bead = this.desk.bead();
    if (!bead) return;
    const on = flag ? { flag: flag.id } : { bead: bead.id };
    this.ask(flag ? "Note on the flag" : "Note on the bead", (flag ?? bead).note ?? "", (text) => this.act({ do: "note", ...on, text }));
  }

  edit(side) {
    const bead = this.desk.bead();
    if (!bead) return;
    const area = field("textarea", side === "tgt" ? "English" : "Chinese", bead[side], (text) => {
      if (text === null || text === bead[side]) this.stopTyping();
      else this.save(bead.id, side, text);
    });
    this.desk.edit = { bead: bead.id, side, area };
    this.refresh();
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }

  async save(bead, side, text) {
    await this.act({ do: "edit", bead, side, text });
    this.refocus();
  }

  mergePrevious() {
    const previous = this.desk.beads[this.desk.place.get(this.desk.beadId) - 1];
    return previous ? this.act({ do: "merge", bead: previous.id }) : this.say("this is the first bead", true);
  }
}
