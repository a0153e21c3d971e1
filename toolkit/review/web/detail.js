// The panel that tells of the flag in focus, or of the bead where none is: what is wrong, how sure that is, what to do.

const ORPHANS = 100; // shown, of decisions whose bead is gone

function percent(value) {
  return value === null || value === undefined ? "unknown" : `${Math.round(value * 100)} %`;
}

function gauge(label, value) {
  return el("div", { class: "bt-gauge" },
    el("span", {}, label),
    bar(1, value ?? 0),
    el("span", {}, percent(value)));
}

function key(name) {
  return el("kbd", {}, name);
}

function tool(sign, label, run) {
  return el("button", { class: "bt-tool", onclick: () => run(sign) }, key(sign), label);
}

// What applying the suggestion does to the English, with some words around it.
function suggested(bead, flag) {
  if (!flag.suggestion || !flag.tgt) return null;
  const characters = [...bead.tgt];
  const [from, to] = flag.tgt;
  const [head, before, tail] = [[0, from], [from, to], [to]].map((span) => characters.slice(...span).join(""));
  return el("section", { "aria-label": "suggestion" }, el("h4", {}, "Suggestion"),
    el("p", { class: "bt-diff", lang: "en" }, change(head, before, flag.suggestion, tail)));
}

function edited(bead, side, lang) {
  const was = bead[`${side}_was`];
  if (was === null || was === undefined) return null;
  return el("section", {}, el("h4", {}, side === "src" ? "Chinese as it was, and now" : "English as it was, and now"),
    el("p", { class: "bt-diff", lang }, difference(was, bead[side])));
}

function words(flag) {
  const quote = (text, lang, label) => text ? [el("dt", {}, label), el("dd", { lang }, visible(text))] : [];
  const found = [...quote(flag.src_text, "zh", "Chinese"), ...quote(flag.tgt_text, "en", "English")];
  return found.length ? el("dl", { class: "bt-words" }, found) : null;
}

function flagDetail(bead, flag, run) {
  const by = flag.by ? ` by ${flag.by}` : "";
  return [
    el("header", { class: `bt-headline bt-${group(flag.category)}` },
      el("strong", {}, visible(flag.category.replace("/", " · "))),
      el("span", { class: `bt-severity bt-${flag.severity}` }, flag.severity)),
    el("p", { class: "bt-message" }, visible(flag.message)),
    flag.stale ? el("p", { class: "bt-faint" }, "An edit has removed the words that this flag is about.") : null,
    words(flag),
    suggested(bead, flag),
    el("div", { class: "bt-tools" },
      tool("a", "accept", run), tool("r", "reject", run),
      flag.suggestion ? tool("s", "apply", run) : null, tool("c", "note", run)),
    el("p", { class: "bt-verdict" }, visible(`${VERDICT_SIGNS[flag.verdict]} ${VERDICTS[flag.verdict]}${by}`)),
    ...disagreement(flag),
    flag.note ? el("p", { class: "bt-note" }, visible(flag.note)) : null,
    gauge("right, by calibration", flag.confidence),
    el("p", { class: "bt-faint" }, visible(`found by ${flag.detector}`)),
  ];
}

// What each reviewer said, where they said different things.
function disagreement(flag) {
  if (!flag.disputed) return [];
  const verdicts = Object.entries(flag.verdicts).map(([name, verdict]) => `${name} ${VERDICTS[verdict]}`);
  return [el("p", { class: "bt-note" }, visible(`Reviewers disagree: ${verdicts.join(", ")}. Your verdict counts.`))];
}

function beadDetail(desk, bead, run) {
  const known = (value) => value !== null && value !== undefined;
  return [
    el("h4", {}, `Bead ${desk.place.get(bead.id) + 1}`, bead.kind ? ` · ${bead.kind}` : "", bead.label ? ` · ${bead.label}` : ""),
    edited(bead, "src", "zh"), edited(bead, "tgt", "en"),
    bead.note ? el("p", { class: "bt-note" }, visible(bead.note)) : null,
    known(bead.confidence) ? gauge("aligned rightly", bead.confidence) : null,
    known(bead.risk) ? gauge("risk of a major error", bead.risk) : null,
    el("div", { class: "bt-tools" },
      tool("e", "edit English", run), tool("E", "edit Chinese", run),
      tool("v", bead.state === "reviewed" ? "not yet reviewed" : "reviewed", run)),
    el("details", {
      class: "bt-repair", open: desk.isRepairOpen, ontoggle: (event) => { desk.isRepairOpen = event.target.open; },
    }, el("summary", {}, "Repair the alignment"),
      el("div", { class: "bt-tools" },
        tool("m", "merge with next", run), tool("M", "with previous", run),
        tool("x", "split", run), tool("<", "first English up", run),
        tool(">", "last English down", run), tool("[", "first Chinese up", run),
        tool("]", "last Chinese down", run), tool("0", "no partners", run),
        tool("i", bead.pinned ? "unpin" : "pin", run), tool("R", "re-align", run))),
  ];
}

function detail(desk, run) {
  const bead = desk.bead();
  if (!bead) return [el("p", { class: "bt-faint" }, desk.beads.length ? "No bead is shown." : "The document is empty.")];
  const flag = desk.flag();
  const others = bead.flags.filter((other) => other !== flag).length;
  return [
    ...(flag ? [...flagDetail(bead, flag, run), el("hr")] : []),
    ...beadDetail(desk, bead, run),
    flag && others ? el("p", { class: "bt-faint" }, `${others} more ${others > 1 ? "flags" : "flag"} on this bead`) : null,
    ...orphans(desk.view.orphans),
  ];
}

// Decisions whose bead is gone: shown, so that nothing is lost unseen.
function orphans(all) {
  if (!all?.length) return [];
  return [el("details", { class: "bt-orphans" },
    el("summary", {}, `${all.length} earlier ${all.length > 1 ? "decisions have" : "decision has"} no bead any more`),
    el("ul", {}, all.slice(0, ORPHANS).map(({ reviewer, at, message }) => el("li", {}, visible(`${reviewer}, ${at}: ${message}`)))),
    all.length > ORPHANS ? el("p", {}, `and ${all.length - ORPHANS} more`) : null)];
}
