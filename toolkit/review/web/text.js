// Text to nodes. Whatever a person wrote reaches the page through here, as text nodes: never as HTML.

const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const CONTEXT = 50; // characters shown on either side of a change

const GROUPS = ["accuracy", "terminology", "fluency", "style", "alignment"];
const VERDICTS = { "": "open", accepted: "accepted", rejected: "rejected", applied: "applied" };
const VERDICT_SIGNS = { "": "○", accepted: "✓", rejected: "✗", applied: "✎" };
const SEVERITIES = ["neutral", "minor", "major", "critical"];

// An element with attributes (`onclick` and such are listeners) and children; strings become text.
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if ((value ?? false) !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// Characters that cannot be seen, or that turn the direction of the line, are shown by their number.
function visible(text) {
  const nodes = [];
  let start = 0;
  for (const match of text.matchAll(CONTROLS)) {
    if (match.index > start) nodes.push(text.slice(start, match.index));
    const number = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    nodes.push(el("span", { class: "bt-control", title: `invisible character U+${number}` }, `U+${number}`));
    start = match.index + 1;
  }
  if (start < text.length) nodes.push(text.slice(start));
  return nodes;
}

function group(category) {
  const name = category.split("/")[0].toLowerCase();
  return GROUPS.includes(name) ? name : "other";
}

// Offsets of flags count code points; a string here counts UTF-16 units.
function unitOffsets(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
  const starts = [0];
  for (const character of text) starts.push(starts.at(-1) + character.length);
  return (offset) => starts[Math.min(offset, starts.length - 1)];
}

// Where `needle` stands in the text, as pairs of UTF-16 offsets; upper and lower case are one.
function hits(text, needle) {
  const found = [];
  if (!needle) return found;
  const low = text.toLowerCase();
  const wanted = needle.toLowerCase();
  if (low.length !== text.length) return found;
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, at + wanted.length)) {
    found.push([at, at + wanted.length]);
  }
  return found;
}

// The text cut where a flag or a hit begins or ends: [{text, flags, isHit}].
function pieces(text, flags, side, needle) {
  const offset = unitOffsets(text);
  const spans = flags.filter((flag) => flag[side]).map((flag) => [...flag[side].map(offset), flag]);
  const found = hits(text, needle);
  const cuts = new Set([0, text.length, ...spans.flatMap(([from, to]) => [from, to]), ...found.flat()]);
  const places = [...cuts].sort((one, other) => one - other);
  return places.slice(0, -1).map((from, index) => ({
    text: text.slice(from, places[index + 1]),
    flags: spans.filter(([start, end]) => start <= from && from < end).map(([, , flag]) => flag),
    isHit: found.some(([start, end]) => start <= from && from < end),
  }));
}

function describe(flag) {
  return `${flag.category}, ${flag.severity}, ${VERDICTS[flag.verdict]}: ${flag.message}`;
}

// The flag of several about the same words that gives them their colour: the focused one, else the gravest.
function foremost(flags, focus) {
  const rank = (flag) => (flag.id === focus ? 10 : SEVERITIES.indexOf(flag.severity));
  return flags.reduce((best, flag) => (rank(flag) > rank(best) ? flag : best));
}

// A bead's text with its flags marked; `onpick(flag)` is called where one is clicked.
function marked(text, flags, side, { focus, needle, onpick }) {
  return pieces(text, flags, side, needle).flatMap((piece) => {
    const inner = piece.isHit ? [el("span", { class: "bt-hit" }, visible(piece.text))] : visible(piece.text);
    if (!piece.flags.length) return inner;
    const flag = foremost(piece.flags, focus);
    const state = flag.id === focus ? " bt-now" : flag.verdict === "rejected" ? " bt-rejected" : "";
    return el("mark", {
      class: `bt-mark bt-${group(flag.category)} bt-${flag.severity}${state}`,
      title: piece.flags.map(describe).join("\n"),
      onclick: (event) => { event.stopPropagation(); onpick(flag); },
    }, inner);
  });
}

// The end of what stands before a change, or the start of what stands after it, without half a word.
function context(text, isBefore) {
  const characters = [...text];
  if (characters.length <= CONTEXT) return text;
  return isBefore
    ? `… ${characters.slice(-CONTEXT).join("").replace(/^\S*\s/, "")}`
    : `${characters.slice(0, CONTEXT).join("").replace(/\s\S*$/, "")} …`;
}

// A change and what stands around it.
function change(head, before, after, tail) {
  return [
    visible(context(head, true)),
    before ? el("del", { "aria-label": "removed" }, visible(before)) : null,
    after ? el("ins", { "aria-label": "put in" }, visible(after)) : null,
    visible(context(tail, false)),
  ];
}

// The words before and after an edit.
function difference(before, after) {
  const one = before.split(/(\s+|(?=\p{Script=Han}))/u);
  const other = after.split(/(\s+|(?=\p{Script=Han}))/u);
  let head = 0;
  while (head < Math.min(one.length, other.length) && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(one.length, other.length) - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const [was, is] = [one, other].map((parts) => parts.slice(head, parts.length - tail).join(""));
  return change(one.slice(0, head).join(""), was, is, one.slice(one.length - tail).join(""));
}
