// Imports point one way (scripts/order.mjs), no module imports itself through others (types aside), and each platform keeps to its files.
import { posix } from "node:path";
import { listFiles, readText } from "../files.mjs";
import { lookNoFurther, moduleOf, order } from "../order.mjs";
import { importsOf } from "../source.mjs";

const mayNameNode = (path) => /^src\/(?:commands\/.*|cli|args|blas\/node|storage\/node|parallel\/node)(?:\.ts)?$/.test(path);

/** Packages of the library, outside its core, and where each is used. */
const packages = new Map([
  ["papaparse", /^src\/data\/csv/],
  ["@bsull/augurs/ets", /^src\/baselines\/ets\.ts$/],
  ["@bsull/augurs/mstl", /^src\/baselines\/ets\.ts$/],
  ["zod/mini", /^src\/tasks\/(?:[a-z]+\/file(-schema)?|description|rounds-file)\.ts$/],
]);
const mayImport = (path, specifier) => mayNameNode(path) || packages.get(specifier)?.test(path) === true;

export const imports = {
  name: "imports",
  run(root) {
    const found = [];
    const graph = new Map();
    for (const path of listFiles(root, "src", (file) => /(?<!\.d)\.tsx?$/.test(file))) {
      const from = moduleOf(path);
      if (!order.includes(from)) found.push(`${path}: ${from} has no place in the order (scripts/order.mjs)`);
      graph.set(path, []);
      for (const { specifier, types, line } of importsOf(readText(root, path))) {
        const at = `${path}:${line}`;
        if (specifier.startsWith(".")) {
          const target = posix.normalize(posix.join(posix.dirname(path), specifier));
          if (!types) graph.get(path).push(target);
          const wrong = wrongWay(from, target);
          if (wrong) found.push(`${at} imports ${target}: ${wrong}`);
        } else if (!specifier.startsWith("#") && !mayImport(path, specifier)) {
          found.push(`${at} imports ${specifier}: Node and packages belong to the command line and node.ts files`);
        }
      }
    }
    return { found: [...found, ...cycles(graph)] };
  },
};

function wrongWay(from, target) {
  if (!target.startsWith("src/")) return "leaves src";
  const to = moduleOf(target);
  if (to === from) return undefined;
  const limit = lookNoFurther.get(from) ?? from;
  if (order.indexOf(to) <= order.indexOf(limit) && to !== from) return undefined;
  return limit === from ? `${from} comes before ${to}` : `${from} looks no further than ${limit}`;
}

/** Each cycle once, as "a → b → a". */
function cycles(graph) {
  const done = new Set();
  const found = [];
  const visit = (path, trail) => {
    if (trail.includes(path)) found.push(`cycle: ${[...trail.slice(trail.indexOf(path)), path].join(" → ")}`);
    if (done.has(path) || trail.includes(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}
