// The tasks' figures, each by one command: npm run results classic, npm run results m4. Options go after --, as npm has it:
//   npm run results -- classic [CSV|FOLDER …] [--only NAME] [--json FILE] [--seed N]
//   npm run results -- ucr [FOLDER] [--only NAME] [--choose] [--options JSON] [--json FILE] [--seed N]
//   npm run results -- m4 [FOLDER] [--series N] [--choose] [--options JSON] [--json FILE] [--seed N]
//   npm run results -- beats [--options JSON] [--json FILE]                      (made by the repo; 3 seeds)
//   npm run results -- shakespeare [TXT|FOLDER] [--options JSON] [--json FILE] [--seed N]
//   npm run results -- chorales [FOLDER] [--options JSON] [--json FILE] [--seed N]
//   npm run results -- scan [FOLDER] [--options JSON] [--json FILE] [--seed N]
//   npm run results -- snips [FOLDER] [--options JSON] [--json FILE] [--seed N]
// Without paths: ../shared/data/classic-series, m4-weekly, ucr-uea, snips, scan, tinyshakespeare, jsb-chorales. See scripts/results/*.mjs for what is measured.
import { existsSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { freshBuild } from "./fresh-build.mjs";

const options = /** @type {const} */ ({
  only: { type: "string" },
  json: { type: "string" },
  seed: { type: "string" },
  series: { type: "string" },
  options: { type: "string" },
  choose: { type: "boolean" },
});
const kinds = {
  classic: { module: "./results/classic.mjs", folder: "../shared/data/classic-series", takes: "CSV files, or folders of them" },
  ucr: { module: "./results/ucr.mjs", folder: "../shared/data/ucr-uea", takes: "a folder with folders such as GunPoint" },
  m4: {
    module: "./results/m4.mjs",
    folder: "../shared/data/m4-weekly",
    takes: "the folder that holds Weekly-train.csv and Weekly-test.csv",
  },
  beats: { module: "./results/beats.mjs", folder: ".", takes: "no path: the data are made" },
  shakespeare: {
    module: "./results/shakespeare.mjs",
    folder: "../shared/data/tinyshakespeare",
    takes: "a text, or the folder of input.txt",
  },
  chorales: {
    module: "./results/chorales.mjs",
    folder: "../shared/data/jsb-chorales",
    takes: "the folder that holds jsb-chorales-quarter.json.gz",
  },
  snips: { module: "./results/snips.mjs", folder: "../shared/data/snips", takes: "the folder that holds snips/train, valid and test" },
  scan: {
    module: "./results/scan.mjs",
    folder: "../shared/data/scan",
    takes: "the folder that holds tasks_train_simple.txt(.gz) and tasks_test_simple.txt(.gz)",
  },
};

const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [name, ...given] = positionals;
const kind = kinds[name];
if (kind === undefined) {
  console.error(
    `usage: npm run results -- ${Object.keys(kinds).join("|")} [PATH …] [--only NAME] [--series N] [--choose] [--options JSON] [--json FILE] [--seed N]`,
  );
  process.exit(2);
}
const paths = given.length > 0 ? given : [kind.folder];
const absent = paths.find((path) => !existsSync(path));
if (absent !== undefined) {
  console.error(`${absent}: expected ${kind.takes}, got nothing there; name it: npm run results -- ${name} PATH`);
  process.exit(2);
}
if (freshBuild() !== 0) process.exit(1);
const { run } = await import(kind.module);
const seed = values.seed === undefined ? {} : { seed: Number(values.seed) };
const chosen = JSON.parse(`${values.options ?? "{}"}`);
const figures = await run(paths, {
  ...values,
  forecaster: { ...chosen, ...seed },
  labeler: { ...chosen, ...seed },
  generator: { ...chosen, ...seed },
  translator: { ...chosen, ...seed },
});
if (values.json !== undefined) writeFileSync(`${values.json}`, `${JSON.stringify(figures, undefined, 2)}\n`);
