// Files stay short (DESIGN.md 8.3): median of src at most 120 lines; over 200 needs a reason in scripts/long-files.json;
// 300 fails, tests 400.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { listFiles, readText } from "../files.mjs";

const limits = { median: 120, reason: 200, fail: 300, test: 400 };
const reasonsFile = "scripts/long-files.json";

/** Paths and lines of a folder's code. */
const measure = (root, folder) =>
  listFiles(root, folder, (path) => /\.(?:ts|tsx|mjs)$/.test(path)).map((path) => ({
    path,
    lines: readText(root, path).trimEnd().split("\n").length,
  }));

export const lengths = {
  name: "lengths",
  run(root) {
    const source = measure(root, "src");
    const files = [...source, ...["assembly", "scripts", "bench", "examples"].flatMap((folder) => measure(root, folder))];
    const reasons = new Map(existsSync(join(root, reasonsFile)) ? Object.entries(JSON.parse(readText(root, reasonsFile))) : []);

    const found = [];
    for (const { path, lines } of files) {
      if (lines >= limits.fail) found.push(`${path} has ${lines} lines; ${limits.fail} fails`);
      else if (lines > limits.reason && !reasons.get(path)?.trim())
        found.push(`${path} has ${lines} lines; over ${limits.reason} needs a reason in ${reasonsFile}`);
    }
    for (const { path, lines } of measure(root, "test"))
      if (lines >= limits.test) found.push(`${path} has ${lines} lines; ${limits.test} fails`);
    const long = new Set(files.filter(({ lines }) => lines > limits.reason).map(({ path }) => path));
    for (const path of reasons.keys())
      if (!long.has(path)) found.push(`${reasonsFile}: ${path} is not over ${limits.reason} lines; remove it`);

    const sorted = source.map(({ lines }) => lines).sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    if (median > limits.median) found.push(`src: the median file has ${median} lines; at most ${limits.median}`);
    return { found, note: `median ${median}, longest ${sorted.at(-1) ?? 0}` };
  },
};
