// What each key does. `bench` is the Bench.

const onFlag = (make) => (bench) => {
  const flag = bench.desk.flag();
  return flag ? bench.act(make(flag)) : bench.say("no flag is in focus; n goes to the next one");
};
const onBead = (make) => (bench) => {
  const bead = bench.desk.bead();
  return bead ? bench.act(make(bead)) : bench.say("no bead is in focus");
};
const step = (by) => (bench) => bench.move(() => bench.desk.step(by) || bench.say(by > 0 ? "this was the last flag" : "this was the first flag"));
const stepBead = (by) => (bench) => bench.move(() => bench.desk.stepBead(by));

// [keys, what they do, function, section]
const KEYS = [
  [["n", "j"], "next flag", step(1), "Go"],
  [["p", "k"], "previous flag", step(-1), "Go"],
  [["ArrowDown"], "next bead", stepBead(1), "Go"],
  [["ArrowUp"], "previous bead", stepBead(-1), "Go"],
  [["g"], "go to a bead by its number", (bench) => bench.ask("Bead number", "", (text) => bench.goToNumber(text)), "Go"],
  [["/"], "find words", (bench) => bench.ask("Find", bench.desk.needle, (text) => bench.find(text, 1)), "Go"],
  [[".", ","], "next / previous bead with the words found", (bench, key) => bench.find(bench.desk.needle, key === "." ? 1 : -1), "Go"],
  [["f"], "filters", (bench) => bench.toggle("filters"), "Go"],
  [["o"], "order: as in the document, or riskiest first", (bench) => bench.changeOrder(), "Go"],

  [["a"], "accept the flag: it is right", onFlag((flag) => ({ do: "verdict", flag: flag.id, verdict: "accepted" })), "Judge"],
  [["r"], "reject the flag: it is wrong", onFlag((flag) => ({ do: "verdict", flag: flag.id, verdict: "rejected" })), "Judge"],
  [["s"], "apply the suggestion", onFlag((flag) => ({ do: "apply", flag: flag.id })), "Judge"],
  [["c", "C"], "note on the flag; on the bead", (bench, key) => bench.note(key === "C"), "Judge"],
  [["e"], "edit the English", (bench) => bench.edit("tgt"), "Judge"],
  [["E"], "edit the Chinese", (bench) => bench.edit("src"), "Judge"],
  [["v"], "bead reviewed, or not yet", onBead((bead) => ({ do: "state", bead: bead.id, state: bead.state === "reviewed" ? "" : "reviewed" })), "Judge"],
  [["X"], "leave the bead out of exports, or not", onBead((bead) => ({ do: "state", bead: bead.id, state: bead.state === "rejected" ? "" : "rejected" })), "Judge"],
  [["u"], "undo", (bench) => bench.act({ do: "undo" }), "Judge"],
  [["U"], "redo", (bench) => bench.act({ do: "redo" }), "Judge"],

  [["m"], "merge with the next bead", onBead((bead) => ({ do: "merge", bead: bead.id })), "Align"],
  [["M"], "merge with the previous bead", (bench) => bench.mergePrevious(), "Align"],
  [["x"], "split the bead", startSplit, "Align"],
  [["<"], "first English sentence to the previous bead", onBead((bead) => ({ do: "move", bead: bead.id, side: "tgt", edge: "first" })), "Align"],
  [[">"], "last English sentence to the next bead", onBead((bead) => ({ do: "move", bead: bead.id, side: "tgt", edge: "last" })), "Align"],
  [["["], "first Chinese sentence to the previous bead", onBead((bead) => ({ do: "move", bead: bead.id, side: "src", edge: "first" })), "Align"],
  [["]"], "last Chinese sentence to the next bead", onBead((bead) => ({ do: "move", bead: bead.id, side: "src", edge: "last" })), "Align"],
  [["0"], "the two sides do not belong together", onBead((bead) => ({ do: "unlink", bead: bead.id })), "Align"],
  [["i"], "pin the bead as right, or unpin it", onBead((bead) => ({ do: "pin", bead: bead.id, pinned: !bead.pinned })), "Align"],
  [["R"], "align anew around what is pinned or repaired", (bench) => bench.act({ do: "realign" }), "Align"],

  [["?"], "this help", (bench) => bench.toggle("help"), "Look"],
  [["t"], "pictures of the document first, or last", (bench) => bench.toggle("plots"), "Look"],
  [["Escape"], "close what is open", (bench) => bench.close(), "Look"],
];
const KEY_NAMES = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };
const BY_KEY = new Map(KEYS.flatMap(([keys, , run]) => keys.map((name) => [name, run])));

// What Ctrl and a key do elsewhere is done here, too.
const CONTROL_KEYS = {
  z: (bench, isShifted) => bench.press(isShifted ? "U" : "u"),
  y: (bench) => bench.press("U"),
  s: (bench) => bench.say("all that you decided is saved already"),
};

function help(onclose) {
  const sections = [...new Set(KEYS.map(([, , , section]) => section))];
  return el("div", { class: "bt-help", role: "dialog", "aria-label": "keys" },
    el("button", { class: "bt-close", "aria-label": "close", onclick: onclose }, "×"),
    el("div", { class: "bt-help-columns" }, sections.map((section) => el("section", {}, el("h4", {}, section),
      el("dl", {}, KEYS.filter((entry) => entry[3] === section).map(([keys, label]) => [
        el("dt", {}, keys.map((name) => key(KEY_NAMES[name] ?? name))), el("dd", {}, label),
      ]))))),
    el("p", { class: "bt-faint" }, "In a text box Enter saves and Esc cancels. The keys work while the review has the focus: click on it once. Each verdict is saved before you see it."));
}
