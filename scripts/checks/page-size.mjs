// What a page pays: the library bundled and minified, in gzip, for a forecast and for a layer alone; and what must not come along.
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Bytes of gzip, wasm included. The aim for a forecast is 60 kB; the wasm is 14 of it. Reading files (zod) and checkpoints comes only with `load` and `resume`. */
const pages = [
  { name: "forecaster", code: 'import { forecaster } from "memoria"; globalThis.page = forecaster;', most: 75_500 },
  {
    name: "net and trainer",
    code: 'import { linear, losses, optimizers, recurrent, sequential, trainer } from "memoria"; globalThis.page = [linear, losses, optimizers, recurrent, sequential, trainer];',
    most: 45_500,
  },
  {
    name: "recurrent",
    code: 'import { recurrent } from "memoria"; globalThis.page = recurrent;',
    most: 14_000,
    without: /\/(tasks|zod|data|baselines)\//,
  },
];

/** The entry's code and its modules. Errors of the bundler come as they are. */
async function bundle(root, code) {
  const { build } = await import("vite");
  const entry = "\0page";
  const page = {
    name: "page",
    resolveId: (id) => (id === "page" ? entry : id === "memoria" ? join(root, "dist/index.js") : undefined),
    load: (id) => (id === entry ? code : undefined),
  };
  const options = { write: false, minify: true, target: "esnext", rolldownOptions: { input: "page" } };
  const made = await build({ root, configFile: false, logLevel: "silent", plugins: [page], build: /** @type {any} */ (options) });
  const { output } = /** @type {any} */ (Array.isArray(made) ? made[0] : made);
  return output.find((chunk) => chunk.isEntry);
}

export const pageSize = {
  name: "page size",
  async run(root) {
    const found = [];
    const notes = [];
    for (const { name, code, most, without } of pages) {
      const { code: text, modules } = await bundle(root, code);
      const bytes = gzipSync(text).length;
      if (bytes > most) found.push(`a page with ${name} takes ${bytes} bytes of gzip; at most ${most}`);
      const stray = without && Object.entries(modules).find(([id, { renderedLength }]) => renderedLength > 0 && without.test(id));
      if (stray) found.push(`a page with ${name} alone pulls in ${stray[0]}`);
      notes.push(`${name} ${(bytes / 1000).toFixed(1)} kB`);
    }
    return { found, note: notes.join(", ") };
  },
};
