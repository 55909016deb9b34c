// The chart of docs/performance.md: a bar a comparison and backend, on a scale of powers of ten, in both themes.
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** @param {{ what: string, peer: string, backend: string, mean: number }[]} summary */
export function bars(summary) {
  const [left, width, height] = [330, 760, 24];
  const most = Math.max(10, ...summary.map(({ mean }) => mean)) * 1.4;
  const least = Math.min(0.5, ...summary.map(({ mean }) => mean)) / 1.2;
  const x = (value) => left + ((Math.log(value) - Math.log(least)) / (Math.log(most) - Math.log(least))) * (width - left - 20);
  const bottom = 34 + summary.length * height;
  const ticks = [0.1, 1, 10, 100, 1000].filter((tick) => tick > least && tick < most);
  const marks = ticks.map(
    (tick) =>
      `<line class="${tick === 1 ? "one" : "grid"}" x1="${x(tick).toFixed(1)}" x2="${x(tick).toFixed(1)}" y1="28" y2="${bottom}"/><text class="tick" x="${x(tick).toFixed(1)}" y="${bottom + 16}" text-anchor="middle">${tick}×</text>`,
  );
  const rows = summary.map(({ what, peer, backend, mean }, index) => {
    const y = 32 + index * height;
    const [from, to] = [x(1), x(mean)].sort((a, b) => a - b);
    const at = mean >= 1 ? to + 5 : x(1) + 5;
    const kind = backend.startsWith("native") ? "native" : "wasm";
    const name = `${peer.replace(/, 1 thread$/, "")}: ${what.replace(/, 1 thread.*$|, 2 threads$/, "")}`;
    return `<text class="name" x="${left - 12}" y="${y + 13}" text-anchor="end">${escaped(name.slice(0, 56))}</text><rect class="${kind}" x="${from.toFixed(1)}" y="${y + 2}" width="${Math.max(1, to - from).toFixed(1)}" height="15" rx="2"/><text class="value" x="${at.toFixed(1)}" y="${y + 14}">${mean.toFixed(mean < 10 ? 1 : 0)}× ${backend}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width + 90} ${bottom + 28}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="How many times faster memoria is than each peer, by backend">
<style>
svg { background: #fff; color: #1c1e21 } text { fill: #1c1e21 } .tick { fill: #5b616a }
.grid { stroke: #e1e4e8 } .one { stroke: #5b616a; stroke-width: 1.5 } .wasm { fill: #3b6fd4 } .native { fill: #0f8a6a }
.name { font-size: 10.5px }
@media (prefers-color-scheme: dark) {
  svg { background: #15181c; color: #e8eaed } text { fill: #e8eaed } .tick { fill: #9aa1ab }
  .grid { stroke: #2c3138 } .one { stroke: #9aa1ab } .wasm { fill: #7aa5ff } .native { fill: #47c9a2 }
}
</style>
<text x="12" y="18" font-weight="600">Times faster than the peer (geometric mean; right of 1× memoria is ahead)</text>
${marks.join("\n")}
${rows.join("\n")}
</svg>
`;
}
