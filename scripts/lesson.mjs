// npm run lesson [-- --measure OPTIONS]: writes docs/lesson.md, docs/leccion.md and docs/lesson/*.svg from what is stored there; with
// --measure it first measures all claims (`memoria lesson all OPTIONS`) and stores what was found.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { speechOf } from "../dist/message.js";
import { exerciseTexts } from "../dist/report/exercises.js";
import { lessonPicture } from "../dist/report/lesson-picture.js";
import { foundText, tableTexts, told } from "../dist/report/lesson-text.js";
import { filesOf } from "./lesson-pages.mjs";

const findings = "docs/lesson/findings.json";

function measure(options) {
  const started = performance.now();
  const { status, stdout } = spawnSync(process.execPath, ["dist/cli.js", "lesson", "all", ...options, "--json"], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) process.exit(status ?? 1);
  const made = {
    command: ["memoria lesson all", ...options].join(" "),
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
    machine: `${cpus()[0].model}, Node ${process.versions.node}`,
    date: new Date().toISOString().slice(0, 10),
    minutes: Math.round((performance.now() - started) / 6000) / 10,
  };
  writeFileSync(findings, `${JSON.stringify({ ...JSON.parse(stdout), made })}\n`);
}

const [flag, ...options] = process.argv.slice(2);
if (flag !== undefined && flag !== "--measure") {
  console.error(`unknown ${flag}: expected nothing, or --measure with options of memoria lesson`);
  process.exit(2);
}
if (flag === "--measure") measure(options);
const stored = JSON.parse(readFileSync(findings, "utf8"));
const lib = { speechOf, foundText, tableTexts, told, exerciseTexts, lessonPicture };
const files = filesOf(stored, (language) => readFileSync(`docs/lesson/prose.${language}.txt`, "utf8"), lib);
for (const name of readdirSync("docs/lesson")) if (name.endsWith(".svg")) rmSync(`docs/lesson/${name}`);
for (const [path, text] of files) writeFileSync(path, text);
const bytes = files.reduce((sum, [path, text]) => sum + (path.endsWith(".svg") ? Buffer.byteLength(text) : 0), 0);
console.log(`${files.length} files, pictures ${Math.round(bytes / 1000)} kB`);
