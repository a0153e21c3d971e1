// Splitting a bead: its sentences stand one below the other, and a cut on either side is moved by the arrows.

function startSplit(bench) {
  const bead = bench.desk.bead();
  if (!bead) return;
  const [src, tgt] = [bead.src_sentences.length, bead.tgt_sentences.length];
  if (src < 2 && tgt < 2) {
    bench.say("nothing to split: there is one sentence a side; 0 takes the two sides apart", true);
    return;
  }
  bench.desk.split = { bead: bead.id, src: Math.ceil(src / 2), tgt: Math.ceil(tgt / 2) };
  bench.refresh();
  bench.say("split: ↑ ↓ move the cut in the Chinese, ← → in the English, Enter splits, Esc leaves all as it is");
}

function moveCut(bench, side, by) {
  const count = bench.desk.bead()[`${side}_sentences`].length;
  bench.desk.split[side] = Math.min(count, Math.max(0, bench.desk.split[side] + by));
  bench.list.redraw();
}

function finishSplit(bench) {
  const { bead, src, tgt } = bench.desk.split;
  const whole = bench.desk.bead();
  if (src + tgt === 0 || src + tgt === whole.src_sentences.length + whole.tgt_sentences.length) {
    bench.say("one of the two beads would be empty: move a cut", true);
    return;
  }
  bench.desk.split = null;
  bench.act({ do: "split", bead, src, tgt });
}

const SPLIT_KEYS = {
  ArrowUp: (bench) => moveCut(bench, "src", -1),
  ArrowDown: (bench) => moveCut(bench, "src", 1),
  ArrowLeft: (bench) => moveCut(bench, "tgt", -1),
  ArrowRight: (bench) => moveCut(bench, "tgt", 1),
  Enter: finishSplit,
  Escape: (bench) => bench.close(),
};
