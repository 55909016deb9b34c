import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { translateCommand } from "../../src/commands/translate.ts";
import { reversals } from "../tasks/translate/made.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "memoria ñ "));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const lines = reversals("abcd", 2, 4).map(({ source, target }) => `${source}\t${target}`);
const text = `${lines.join("\n")}\n`;
const quick = ["--cell", "gru", "--hidden", "8", "--epochs", "2", "--batch", "16"];
const good = ["--cell", "gru", "--hidden", "32", "--epochs", "10", "--lr", "0.015", "--dropout", "0"];

async function run(line: readonly string[], { columns = 80, controller = new AbortController(), stopOn = "" } = {}) {
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns, live: false, color: false, unicode: true };
  const code = await runCommandLine(["translate", ...line], [translateCommand], {
    out: { ...look, write: (part) => out.push(part) },
    notes: {
      ...look,
      write: (part) => {
        notes.push(part);
        if (stopOn !== "" && part.includes(stopOn)) controller.abort();
      },
    },
    variables: {},
    version: "0.0.0-test",
    signal: controller.signal,
    clock: () => 0,
  });
  return { code, out: out.join(""), pieces: out, notes: notes.join("") };
}

describe("memoria translate", () => {
  it.each(["en", "es"])("reads, trains, says how many targets it finds whole, and keeps nothing unless asked (%s)", async (lang) => {
    const { code, out, notes } = await run([file("pares.tsv", text), ...good, "--lang", lang]);
    expect(code).toBe(0);
    await expect(`${notes.replaceAll(folder, "FOLDER")}----\n${out}`).toMatchFileSnapshot(`snapshots/translate-${lang}.txt`);
    expect(readdirSync(folder)).toEqual(["pares.tsv"]);
  });

  it.each([20, 40, 200])("fits %i columns", async (columns) => {
    const { out, notes } = await run([file("t.tsv", text), ...quick], { columns });
    // A path or a number with its unit may be longer than the narrowest.
    const longest = (shown: string) =>
      Math.max(
        ...shown
          .replaceAll(folder, "")
          .split("\n")
          .map((line) => line.length),
      );
    expect(longest(notes)).toBeLessThanOrEqual(Math.max(columns, 34));
    expect(longest(out)).toBeLessThanOrEqual(Math.max(columns, 34));
  });

  it("keeps translations, model and run.json; the model answers lines as they come, the same as in the test", async () => {
    const kept = join(folder, "mis pares");
    const { code, notes } = await run([file("t.tsv", text), ...good, "--out", kept]);
    expect(code).toBe(0);
    expect(notes).toContain("translations.tsv");
    expect(readdirSync(kept).sort()).toEqual(["model.safetensors", "report.html", "run.json", "translations.tsv"]);
    const rows = readFileSync(join(kept, "translations.tsv"), "utf8")
      .trimEnd()
      .split("\n")
      .map((row) => row.split("\t"));
    expect(rows[0]).toEqual(["source", "translation", "expected", "right", "log_probability"]);
    expect(rows).toHaveLength(35);
    for (const [source, translation, expected, right] of rows.slice(1)) {
      expect(expected).toBe(source.split(" ").reverse().join(" "));
      expect(right).toBe(translation === expected ? "yes" : "no");
    }
    const document = JSON.parse(readFileSync(join(kept, "run.json"), "utf8"));
    expect(document).toMatchObject({ schema: 1, command: "translate", complete: true, options: { cell: "gru", beam: 1 } });
    expect(document.scores.methods.map(({ name }: { name: string }) => name)).toEqual(["gru", "nearest", "commonest"]);
    expect(document.scores.methods[0].exact).toBe(rows.filter((row) => row[3] === "yes").length / 34);

    const asked = rows.slice(1, 6).map(([source]) => source);
    const answered = await run([file("new.txt", asked.join("\n")), "--model", kept]);
    expect(answered.out).toBe(
      rows
        .slice(1, 6)
        .map((row) => `${row[0]}\t${row[1]}\n`)
        .join(""),
    );
    expect(answered.pieces).toHaveLength(5);
    expect(answered.notes).not.toContain("trained");

    const scored = await run([
      file("some.tsv", lines.slice(0, 40).join("\r\n")),
      "--model",
      join(kept, "model.safetensors"),
      "--beam",
      "3",
      "--json",
    ]);
    const { scores, translations, warnings } = JSON.parse(scored.out);
    expect(scores).toMatchObject({ sources: 40, methods: [{ name: "gru", n: 40 }] });
    expect(translations).toHaveLength(40);
    expect(translations[0].attention).toHaveLength(translations[0].tokens.target.length);
    expect(warnings).toEqual([]);
  });

  it("--report draws where the net looked and lists the answers that the scores count; also of a saved model", async () => {
    const [saved, report] = [join(folder, "m.safetensors"), join(folder, "r.html")];
    const path = file("pares.tsv", text);
    const { out } = await run([path, ...quick, "--report", report, "--save", saved, "--json"]);
    const { translations } = JSON.parse(out) as { translations: { right: boolean }[] };
    const html = readFileSync(report, "utf8");
    const wrong = translations.filter(({ right }) => !right).length;
    expect(html).toContain(`${wrong} wrong, ${translations.length - wrong} right`);
    for (const id of ["shares", "answers", "curves"]) expect(html).toContain(`<figure id="${id}">`);
    expect((await run([path, "--model", saved, "--report", report, "--lang", "es"])).code).toBe(0);
    expect(readFileSync(report, "utf8")).toContain("La prueba");
  });

  it("tells of unknown tokens and of targets that were cut, in both languages", async () => {
    const kept = join(folder, "kept");
    await run([file("t.tsv", text), ...quick, "--out", kept]);
    const asked = file("asked.txt", "a b Z\nc d Z \u001b[31m\na b c d\n");
    const { notes, out } = await run([asked, "--model", kept, "--max-length", "1"]);
    expect(out.trimEnd().split("\n")).toHaveLength(3);
    expect(notes.replace(/\s+/g, " ")).toContain('2 sources have a token that the training part doesn\'t know: "Z", ');
    expect(notes).not.toContain("\u001b");
    expect(notes).toContain("--max-length N");
    expect((await run([asked, "--model", kept, "--lang", "es"])).notes).toContain("2 orígenes tienen");
  });

  it("tests on the file of --test, leaving its sources out of the training, and says so", async () => {
    const test = file("test.tsv", lines.filter((_, k) => k % 4 === 0).join("\n"));
    const { out, notes } = await run([file("t.tsv", text), ...quick, "--test", test, "--json"]);
    const { scores, training } = JSON.parse(out);
    expect(scores.sources).toBe(84);
    expect(training.pairs.test).toBe(84);
    expect(training.shared).toBe(84);
    expect(notes.replace(/\s+/g, " ")).toContain("84 pairs left out");
  });

  it("reads BOM, CRLF, CR, UTF-16, empty lines and SCAN's form", async () => {
    const json = async (content: string | Uint8Array) => JSON.parse((await run([file("t.tsv", content), ...quick, "--json"])).out);
    const plain = await json(text);
    for (const content of [
      `\ufeff${text.replaceAll("\n", "\r\n")}`,
      text.replaceAll("\n", "\r"),
      Buffer.from(`\ufeff${text}`, "utf16le"),
      lines.map((line) => `IN: ${line.replace("\t", " OUT: ")}`).join("\n"),
    ]) {
      expect((await json(content)).translations).toEqual(plain.translations);
    }
    const gaps = await json(text.replace("\n", "\n\n  \n"));
    expect(gaps.warnings).toEqual([expect.objectContaining({ code: "lines-blank", count: 2 })]);
    expect(gaps.translations).toEqual(plain.translations);
  });

  it.each([
    ["", "t.tsv: expected lines of source, tab, target, got none"],
    ["\n \n", "t.tsv: expected lines of source, tab, target, got none"],
    ["a\tb\nno tab here\n", 't.tsv line 2: expected a source, one tab, and its target, got 0 tabs in "no tab here"'],
    ["a\tb\n\na\tb\tc\n", 't.tsv line 3: expected a source, one tab, and its target, got 2 tabs in "a b c"'],
    ["a\t \n", "t.tsv line 1: expected a target, got nothing"],
    ["\tb\n", "t.tsv line 1: expected a source, got nothing"],
    [lines.slice(0, 12).join("\n"), "pairs: expected at least 20 different sources to train on, got 12"],
    [Uint8Array.of(0, 1, 2, 0, 5, 0, 0, 9), "t.tsv"],
  ])("refuses a file that can't be trained on (%#)", async (content, message) => {
    const kept = join(folder, "out");
    for (const lang of ["en", "es"]) {
      const { code, out, notes } = await run([file("t.tsv", content), ...quick, "--out", kept, "--lang", lang]);
      expect(code).toBe(1);
      expect(out).toBe("");
      if (lang === "en") expect(notes.replace(/\s+/g, " ")).toContain(message);
      else expect(notes).not.toMatch(/expected|line \d/);
      expect(existsSync(kept)).toBe(false);
    }
  });

  it.each([
    [["--update"], "--update"],
    [["--resume"], "--resume"],
    [["--beam", "0"], "--beam"],
    [["--hidden", "7"], "--hidden"],
    [["--model", "x", "--hidden", "8"], "--hidden"],
    [["--model", "x", "--test", "y"], "--test"],
  ])("refuses options that can't be: %j", async (given, flag) => {
    const { code, notes } = await run([file("t.tsv", text), ...given]);
    expect(code).toBe(2);
    expect(notes).toContain(flag);
  });

  it("reads standard input as -, and calls it so", () => {
    const cli = (input: string, ...more: string[]) => {
      const { status, stderr } = spawnSync(process.execPath, ["dist/node/cli.js", "translate", "-", ...more], { input, encoding: "utf8" });
      return `${status} ${stderr.replace(/\s+/g, " ")}`;
    };
    expect(cli("")).toContain("1 memoria: standard input: expected lines of source, tab, target, got none");
    expect(cli("a\tb\nc", "--lang", "es")).toContain("1 memoria: entrada estándar, línea 2: se esperaba un origen");
    expect(cli(lines.slice(0, 5).join("\n"))).toContain("got 5; give more lines");
  });

  it("stopped, it says how to go on; --resume gives the bits of the run that wasn't", async () => {
    const path = file("t.tsv", text);
    const [whole, halves] = [join(folder, "whole"), join(folder, "halves")];
    await run([path, ...quick, "--out", whole]);
    // The plan's last line.
    const { code, notes } = await run([path, ...quick, "--out", halves], { stopOn: "seed 1" });
    expect(code).toBe(130);
    expect(notes).toContain("--resume");
    expect(readdirSync(halves).sort()).toEqual(["checkpoint.safetensors", "run.json"]);
    expect((await run([path, ...quick, "--out", halves, "--resume"])).code).toBe(0);
    expect(readFileSync(join(halves, "model.safetensors"))).toEqual(readFileSync(join(whole, "model.safetensors")));
    expect(readdirSync(halves).sort()).toEqual(["model.safetensors", "report.html", "run.json", "translations.tsv"]);
    expect((await run([path, ...quick, "--out", halves, "--resume"])).notes).toContain("halves");
  });

  it("--update trains a saved model on with new lines", async () => {
    const [first, second] = [join(folder, "first"), join(folder, "second")];
    const path = file("t.tsv", text);
    await run([path, ...quick, "--out", first]);
    const { code, notes } = await run([path, "--model", first, "--update", "--epochs", "1", "--out", second]);
    expect(code).toBe(0);
    expect(notes).toContain("trained in");
    expect(readFileSync(join(second, "model.safetensors"))).not.toEqual(readFileSync(join(first, "model.safetensors")));
  });
});
