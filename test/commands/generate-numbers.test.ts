import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { generateCommand } from "../../src/commands/generate.ts";
import { generator as randoms } from "../../src/random.ts";
import { expectSound, read } from "../report/read.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "memoria ñ "));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** Ramps up and down, as a European shop exports them. */
const ramps = () => {
  const random = randoms(1, "ramps");
  const rows = Array.from({ length: 24 }, (_, k) =>
    Array.from(
      { length: 12 },
      (_, t) => `${k + 1};${k % 2 === 0 ? "sube" : "baja"};${t + 1};${(k % 2 === 0 ? t : -t) + random.integer(9) / 10}`,
    ),
  );
  return `id;clase;paso;valor\n${rows.flat().join("\n").replaceAll(".", ",")}\n`;
};
/** Two notes in turn. */
const roll = () => `t,do,re\n${Array.from({ length: 120 }, (_, t) => `${t},${t % 2},${1 - (t % 2)}`).join("\n")}\n`;
const quick = ["--epochs", "2", "--hidden", "8"];

async function run(
  line: readonly string[],
  { columns = 80, live = false, closeAfter = Number.POSITIVE_INFINITY, stopOn = "", controller = new AbortController() } = {},
) {
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns, color: false, unicode: true };
  const code = await runCommandLine(["generate", ...line], [generateCommand], {
    out: {
      ...look,
      live,
      get closed() {
        return out.length >= closeAfter;
      },
      write: (text) => out.push(text),
    },
    notes: {
      ...look,
      live: false,
      write: (text) => {
        notes.push(text);
        if (stopOn !== "" && text.includes(stopOn)) controller.abort();
      },
    },
    variables: {},
    version: "0.0.0-test",
    signal: controller.signal,
    clock: () => 0,
  });
  return { code, out: out.join(""), pieces: out, notes: notes.join("") };
}

describe("memoria generate on a CSV", () => {
  it.each(["en", "es"])("says what it read, how well it foresees, and draws one of each class beside a real one (%s)", async (lang) => {
    const { code, out, notes } = await run([file("r.csv", ramps()), ...quick, "--lang", lang], { live: true });
    expect(code).toBe(0);
    await expect(`${notes.replaceAll(folder, "FOLDER")}----\n${out}`).toMatchFileSnapshot(`snapshots/generate-numbers-${lang}.txt`);
    expect(readdirSync(folder)).toEqual(["r.csv"]);
  });

  it("a pipe gets rows as they come; --out keeps samples, model and run.json; the model draws the same again", async () => {
    const kept = join(folder, "kept");
    const { out } = await run([file("r.csv", ramps()), ...quick, "--samples", "2", "--length", "5", "--out", kept]);
    expect(readdirSync(kept).sort()).toEqual(["model.safetensors", "report.html", "run.json", "samples.csv"]);
    expect(readFileSync(join(kept, "samples.csv"), "utf8")).toBe(out);
    const lines = out.trim().split("\n");
    expect(lines[0]).toBe("sample,label,t,valor");
    expect(lines.length).toBe(1 + 2 * 2 * 5);
    expect(lines.slice(1).every((line) => /^[1-4],(?:baja|sube),[1-5],-?[\d.]+(?:e-\d+)?$/.test(line))).toBe(true);
    const again = await run(["--model", kept, "--samples", "2", "--length", "5"]);
    expect(again.out).toBe(out);
    const document = JSON.parse((await run(["--model", kept, "--class", "sube", "--prompt", "1,2", "--json"])).out);
    expect(document).toMatchObject({ schema: 1, command: "generate", training: { kind: "numbers", labels: ["baja", "sube"] } });
    expect(document.samples).toMatchObject([{ label: "sube", start: { valor: [1, 2] }, length: 12 }]);
    expect(document.samples[0].values.valor.length).toBe(12);
  });

  it("scores a CSV with a saved model, and --update trains it on", async () => {
    const path = file("r.csv", ramps());
    const kept = join(folder, "kept");
    await run([path, ...quick, "--out", kept]);
    expect((await run([path, "--model", kept])).notes).toMatch(/nats a frame over 288 frames; --update trains\s+it on/);
    const next = join(folder, "next");
    expect((await run([path, "--model", kept, "--update", "--epochs", "1", "--out", next])).code).toBe(0);
    expect(readFileSync(join(next, "model.safetensors"))).not.toEqual(readFileSync(join(kept, "model.safetensors")));
  });

  it("0 and 1 are read as a roll, which is said and can be changed; a roll is drawn note by note", async () => {
    const path = file("roll.csv", roll());
    const { out, notes } = await run([path, ...quick, "--length", "20"], { live: true });
    expect(notes).toContain("only 0 and 1: a roll (--values numbers for numbers)");
    expect(out).toMatch(/^ {2}real\n {2}re {2}[▁█]{20}\n {2}do {2}[▁█]{20}\n {2}drawn\n/);
    const numbers = await run([path, ...quick, "--values", "numbers", "--csv", join(folder, "n.csv")]);
    expect(numbers.notes).not.toContain("a roll");
    expect(readFileSync(join(folder, "n.csv"), "utf8")).toMatch(/^sample,t,do,re\n1,1,-?[\d.]+,/);
  });

  it("--report writes the page alone, of a model with data or without", async () => {
    const [path, page, kept] = [file("r.csv", ramps()), join(folder, "page.html"), join(folder, "kept")];
    const flags = ["--samples", "2", "--prompt", "1,2", "--out", kept, "--report", page, "--lang", "es"];
    const { code, notes } = await run([path, ...quick, ...flags]);
    expect([code, notes]).toEqual([0, expect.stringContaining("page.html")]);
    const html = readFileSync(page, "utf8");
    expectSound(html);
    expect(readFileSync(join(kept, "report.html"), "utf8")).toBe(html);
    const text = read(html);
    expect(text).toMatch(/^r: secuencias a su manera\nmemoria · informe de generación\n/);
    expect(text).toMatch(/\nbaja · reales 12 .*\nbaja · generadas 2 .*\nsube · reales 12 .*\nsube · generadas 2 /);
    expect(text).toMatch(/memoria generate .*r\.csv.* --samples 2/);
    for (const id of ["group-0", "group-1", "nats", "curves"]) expect(html).toContain(`<figure id="${id}">`);
    await run(["--model", kept, "--class", "sube", "--report", page]);
    const saved = readFileSync(page, "utf8");
    expectSound(saved);
    expect(read(saved)).toContain("no real ones to compare");
    expect(saved).not.toMatch(/id="(?:curves|group-1)"/);
    await run([file("roll.csv", roll()), ...quick, "--length", "20", "--report", page]);
    expect(read(readFileSync(page, "utf8"))).toMatch(/\nreal 1 1.00 0 % 0 %\n/);
  });

  it("stops drawing where the reader of its output is gone", async () => {
    const kept = join(folder, "kept");
    await run([file("r.csv", ramps()), ...quick, "--out", kept]);
    const { code, pieces } = await run(["--model", kept, "--length", "100000"], { closeAfter: 3 });
    expect([code, pieces.length]).toEqual([0, 3]);
  });

  it("Ctrl-C in training keeps a checkpoint, and --resume goes on to the same bits", async () => {
    const path = file("r.csv", ramps());
    const [whole, stopped] = ["whole", "stopped"].map((name) => join(folder, name));
    await run([path, ...quick, "--out", whole]);
    const { code } = await run([path, ...quick, "--out", stopped], { stopOn: "guessed" });
    expect(code).toBe(130);
    expect(existsSync(join(stopped, "checkpoint.safetensors"))).toBe(true);
    expect((await run([path, ...quick, "--out", stopped, "--resume"])).code).toBe(0);
    expect(readFileSync(join(stopped, "model.safetensors"))).toEqual(readFileSync(join(whole, "model.safetensors")));
  });

  it.each([
    ["a,b\n1,x\n2,y\n", [], 1, "at least 50 frames in all, got 2"],
    ["a\nx\ny\n", [], 2, "missing --target"],
    [ramps(), ["--id", "paso"], 1, "one label in all its rows, got sube, baja"],
    [ramps(), ["--class", "norte"], 2, 'invalid label: expected one of baja, sube, got "norte"'],
    [ramps(), ["--prompt", "x"], 2, 'invalid --prompt: expected numbers such as 0.5,0.6, got "x"'],
    [ramps(), ["--top-k", "3"], 2, "--top-k: expected a text, got sequences of numbers"],
    [ramps(), ["--target", "valo"], 2, "did you mean valor?"],
    [ramps(), ["--values", "roll"], 1, "expected 0, 1 or missing in a roll"],
  ])("refuses %#, and leaves nothing behind", async (content, flags, code, message) => {
    const { code: ended, notes, out } = await run([file("f.csv", content), ...quick, ...flags]);
    expect([ended, out]).toEqual([code, ""]);
    expect(notes).toContain(message);
    expect(notes).not.toMatch(/ {4}at |trained/);
    expect(readdirSync(folder)).toEqual(["f.csv"]);
  });

  it("a text takes no options of sequences", async () => {
    const { code, notes } = await run([file("t.txt", "some text ".repeat(30)), "--class", "a", "--lang", "es"]);
    expect([code, notes]).toEqual([2, expect.stringContaining("--class: se esperaba un CSV de secuencias, hay un texto")]);
  });
});
