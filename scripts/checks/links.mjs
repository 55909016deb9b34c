// Links of every Markdown file: the file is there, inside the project, and so is the heading.
import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { listFiles, readText } from "../files.mjs";
import { outsideFences } from "../markdown.mjs";

const forms = [/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g, /^\s*\[[^\]]+\]:\s*<?(\S+?)>?\s*$/gm, /\b(?:href|src)="([^"]+)"/g];

/** GitHub's anchor of a heading. */
const anchorOf = (heading) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

function anchorsOf(text) {
  const seen = new Map();
  const anchors = new Set([...text.matchAll(/\b(?:id|name)="([^"]+)"/g)].map((match) => match[1]));
  for (const [, heading] of outsideFences(text).matchAll(/^#{1,6}\s+(.+?)\s*#*\s*$/gm)) {
    const anchor = anchorOf(heading);
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    anchors.add(times === 0 ? anchor : `${anchor}-${times}`);
  }
  return anchors;
}

function problem(root, from, target) {
  const [file, anchor] = decodeURI(target).split("#");
  const path = file === "" ? from : posix.normalize(posix.join(posix.dirname(from), file));
  if (path.startsWith("..")) return "leaves the project";
  if (!existsSync(join(root, path))) return "no such file";
  if (!anchor) return undefined;
  if (statSync(join(root, path)).isDirectory() || !path.endsWith(".md")) return undefined;
  return anchorsOf(readText(root, path)).has(anchor) ? undefined : "no such heading";
}

export const links = {
  name: "links",
  run(root) {
    const found = [];
    let count = 0;
    for (const path of listFiles(root, ".", (file) => file.endsWith(".md"))) {
      const prose = outsideFences(readText(root, path)).replace(/`[^`\n]*`/g, "");
      for (const target of forms.flatMap((form) => [...prose.matchAll(form)].map((match) => match[1]))) {
        if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
        count++;
        const what = problem(root, path, target);
        if (what) found.push(`${path}: ${target}: ${what}`);
      }
    }
    return { found, note: `${count} links` };
  },
};
