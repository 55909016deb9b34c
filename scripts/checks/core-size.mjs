// The core stays small (DESIGN.md 8.3): lines of code, without comments and blank lines.
import { listFiles, readText } from "../files.mjs";
import { core, moduleOf } from "../order.mjs";
import { codeLines } from "../source.mjs";

const budgets = { core: 5000, assembly: 2000 };

export const coreSize = {
  name: "core size",
  run(root) {
    const total = (paths) => paths.reduce((sum, path) => sum + codeLines(readText(root, path)), 0);
    const sizes = {
      core: total(listFiles(root, "src", (path) => path.endsWith(".ts") && core.has(moduleOf(path)))),
      assembly: total(listFiles(root, "assembly", (path) => path.endsWith(".ts"))),
    };
    const parts = Object.keys(budgets);
    const found = parts
      .filter((part) => sizes[part] > budgets[part])
      .map((part) => `${part} has ${sizes[part]} lines of code; at most ${budgets[part]}`);
    return { found, note: parts.map((part) => `${part} ${sizes[part]} of ${budgets[part]}`).join(", ") };
  },
};
