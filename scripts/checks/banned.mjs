// What src may not say, since bits would differ between engines or a name in a file could run code (DESIGN.md 4 and 8).
import { listFiles, readText } from "../files.mjs";
import { codeOf, lineAt } from "../source.mjs";

const exactMath = "abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|E|LN10|LN2|LOG10E|LOG2E|PI|SQRT1_2|SQRT2";

/** @type {[RegExp, string][]} Tried on code whose comments and text are blanked, so a literal import() has nothing left between its brackets. */
const rules = [
  [new RegExp(`\\bMath\\b(?!\\s*\\.\\s*(?:${exactMath})\\b)(?:\\s*\\.\\s*\\w+)?`, "g"), "use src/math.ts or src/random.ts"],
  [/\*\*=?/g, "engines round it differently; multiply, or use src/math.ts"],
  [/\beval\s*\(|\bFunction\s*\(/g, "no code from text"],
  [/\bimport\s*\(\s*[^\s)]/g, "import() takes a literal name only"],
];

export const banned = {
  name: "banned",
  run(root) {
    const found = [];
    for (const path of listFiles(root, "src", (file) => file.endsWith(".ts"))) {
      const code = codeOf(readText(root, path));
      for (const [pattern, why] of rules) {
        for (const match of code.matchAll(pattern)) found.push(`${path}:${lineAt(code, match.index)} ${match[0].trim()}: ${why}`);
      }
    }
    return { found };
  },
};
