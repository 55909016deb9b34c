import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { generateCommand } from "../../src/commands/generate.ts";
import { generator as randoms } from "../../src/random.ts";

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

/** Made tunes in ABC: a header, and a tune that walks up and down the scale. */
const tunes = (count = 12) => {
  const random = randoms(1, "tunes");
  let place = 4;
  const note = () => {
    place = Math.max(0, Math.min(11, place + random.integer(5) - 2));
    return "CDEFGABcdefg"[place];
  };
  const bar = () => Array.from({ length: 8 }, note).join("");
  const tune = (k: number) => `X:${k}\nT:Tune ${k}\nM:4/4\nL:1/8\nK:C\n|:${bar()}|${bar()}:|\n\n`;
  return Array.from({ length: count }, (_, k) => tune(k + 1)).join("");
};
const quick = ["--epochs", "2", "--hidden", "8", "--length", "40"];

async function run(
  line: readonly string[],
  {
    columns = 80,
    live = false,
    controller = new AbortController(),
    stopAfter = -1,
    stopOn = "",
    closeAfter = Number.POSITIVE_INFINITY,
  } = {},
) {
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns, live, color: false, unicode: true };
  const code = await runCommandLine(["generate", ...line], [generateCommand], {
    out: {
      ...look,
      get closed() {
        return out.length >= closeAfter;
      },
      write: (text) => {
        out.push(text);
        if (out.length === stopAfter) controller.abort();
      },
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

describe("memoria generate", () => {
  it.each(["en", "es"])("reads, trains, says how well it knows the text, and keeps nothing unless asked (%s)", async (lang) => {
    const path = file("tunes.abc", tunes());
    const { code, out, notes, pieces } = await run([path, ...quick, "--prompt", "X:", "--top-k", "20", "--top-p", "0.95", "--lang", lang]);
    expect(code).toBe(0);
    await expect(`${notes.replaceAll(folder, "FOLDER")}----\n${out}`).toMatchFileSnapshot(`snapshots/generate-${lang}.txt`);
    expect(pieces.length).toBeGreaterThan(40);
    expect(readdirSync(folder)).toEqual(["tunes.abc"]);
  });

  it("stops sampling where the reader of its output is gone, unless the sample is kept", async () => {
    const line = [file("t.txt", tunes()), ...quick, "--epochs", "1", "--length", "200"];
    expect(await run(line, { closeAfter: 3 })).toMatchObject({ code: 0, pieces: { length: 3 } });
    const kept = join(folder, "kept");
    expect((await run([...line, "--out", kept], { closeAfter: 3 })).code).toBe(0);
    expect(readFileSync(join(kept, "sample.txt"), "utf8").length).toBe(200);
  });

  it.each([20, 40, 200])("notes fit %i columns", async (columns) => {
    const { notes } = await run([file("t.txt", tunes()), ...quick, "--epochs", "1"], { columns });
    // A path or a number with its unit may be longer than the narrowest.
    const longest = Math.max(
      ...notes
        .replaceAll(folder, "")
        .split("\n")
        .map((line) => line.length),
    );
    expect(longest).toBeLessThanOrEqual(Math.max(columns, 32));
  });

  it("keeps sample, model and run.json; the model only generates, the same text for the same seed", async () => {
    const path = file("canción.txt", `\ufeff${tunes().replaceAll("\n", "\r\n")}`);
    const kept = join(folder, "mi canción");
    const { out, code } = await run([path, ...quick, "--prompt", "X:", "--out", kept]);
    expect(code).toBe(0);
    expect(readdirSync(kept).sort()).toEqual(["model.safetensors", "report.html", "run.json", "sample.txt"]);
    const sample = readFileSync(join(kept, "sample.txt"), "utf8");
    expect(sample.trimEnd()).toBe(out.trimEnd());
    const document = JSON.parse(readFileSync(join(kept, "run.json"), "utf8"));
    expect(document).toMatchObject({
      schema: 1,
      command: "generate",
      complete: true,
      data: { encoding: "utf-8" },
      options: { hidden: 8, tokens: "chars" },
    });
    expect(document.scores.methods.map(({ name }: { name: string }) => name)).toEqual(["lstm", "5-gram", "frequencies"]);

    const again = await run(["--model", kept, "--prompt", "X:", "--length", "40"]);
    expect(again.out.trimEnd()).toBe(sample.trimEnd());
    expect(again.notes).not.toContain("trained");
    const other = await run(["--model", join(kept, "model.safetensors"), "--prompt", "X:", "--length", "40", "--seed", "9"]);
    expect(other.out).not.toBe(again.out);
    const scored = await run([path, "--model", kept, "--length", "5"]);
    expect(scored.notes.replace(/\s+/g, " ")).toMatch(/nats a character, perplexity [\d.]+, over [\d,]+ characters that it knows/);
  });

  it("--report has the sample that was printed, others at two temperatures, and surprises; a saved model's has samples", async () => {
    const [saved, report] = [join(folder, "m.safetensors"), join(folder, "r.html")];
    const { out } = await run([file("t.txt", tunes()), ...quick, "--prompt", "X:", "--report", report, "--save", saved]);
    const html = readFileSync(report, "utf8");
    const [first, ...others] = [...html.matchAll(/<pre><b>X:<\/b>([^<]*)<\/pre>/g)].map(([, text]) =>
      text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))),
    );
    expect(`X:${first}`.trimEnd()).toBe(out.trimEnd());
    expect(others).toHaveLength(2);
    for (const id of ["nats", "surprise", "curves"]) expect(html).toContain(`<figure id="${id}">`);
    expect((await run(["--model", saved, "--length", "9", "--report", report, "--lang", "es"])).code).toBe(0);
    expect(readFileSync(report, "utf8")).toContain("Muestras");
    expect(readFileSync(report, "utf8")).not.toContain('id="surprise"');
  });

  it("--json prints one document and no sample beside it", async () => {
    const { out } = await run([file("t.txt", tunes()), ...quick, "--json", "--stop", "|"]);
    const { samples, training, warnings } = JSON.parse(out);
    expect(samples[0].text).not.toContain("|");
    expect(samples[0]).toMatchObject({ stop: "|", whole: true, temperature: 0.8, topK: null });
    expect([training.epochs, warnings]).toEqual([2, []]);
  });

  it("--update trains a saved model on with a new text", async () => {
    const kept = join(folder, "kept");
    await run([file("a.txt", tunes()), ...quick, "--out", kept]);
    const before = readFileSync(join(kept, "model.safetensors"));
    const { code, notes } = await run([
      file("b.txt", tunes(8)),
      "--model",
      kept,
      "--update",
      "--epochs",
      "1",
      "--length",
      "5",
      "--out",
      kept,
    ]);
    expect(code).toBe(0);
    expect(notes).toContain("1 epoch");
    expect(readFileSync(join(kept, "model.safetensors")).equals(before)).toBe(false);
  });

  it("Ctrl-C ends the sample cleanly: exit 130, the line ended, the model kept", async () => {
    const kept = join(folder, "kept");
    const { code, out, notes } = await run([file("t.txt", tunes()), ...quick, "--length", "100000", "--out", kept], { stopAfter: 12 });
    expect(code).toBe(130);
    expect(out.endsWith("\n")).toBe(true);
    expect(out.length).toBeLessThan(20);
    expect(notes).toContain("The sample ends here: stopped.");
    expect(JSON.parse(readFileSync(join(kept, "run.json"), "utf8")).samples[0].whole).toBe(false);
    expect(existsSync(join(kept, "model.safetensors"))).toBe(true);
  });

  it("Ctrl-C in training keeps a checkpoint; the line that it gives goes on to the same bits", async () => {
    const path = file("t.txt", tunes());
    const kept = join(folder, "kept");
    const line = [path, ...quick, "--epochs", "30", "--out", kept];
    const stopped = await run(line, { stopOn: "strip" });
    expect([stopped.code, stopped.out]).toEqual([130, ""]);
    expect(stopped.notes).toContain("--resume");
    expect(readdirSync(kept).sort()).toEqual(["checkpoint.safetensors", "run.json"]);
    expect((await run([...line, "--resume", "--hidden", "9"])).code).toBe(1);
    expect((await run([...line, "--resume"])).code).toBe(0);
    expect(readdirSync(kept).sort()).toEqual(["model.safetensors", "report.html", "run.json", "sample.txt"]);
    const other = join(folder, "other");
    await run([...line.slice(0, -1), other]);
    expect(readFileSync(join(kept, "model.safetensors"))).toEqual(readFileSync(join(other, "model.safetensors")));
    const { code, notes } = await run([...line, "--resume"]);
    expect([code, notes]).toEqual([1, expect.stringContaining("a training that ran to its end")]);
  });

  it("a terminal gets no control characters from a text that has them; a pipe gets the text", async () => {
    const path = file("evil.txt", "\u001b]0;x\u0007 \u001b[2J ".repeat(60));
    const line = [path, ...quick, "--temperature", "5"];
    expect((await run(line, { live: true })).out).not.toMatch(/[^\P{Cc}\n\t]/u);
    expect((await run(line)).out).toContain("\u001b");
  });

  it.each([
    ["an empty file", "", [], 1, "text: expected at least 100 characters, got 0"],
    ["one character", "a", [], 1, "text: expected at least 100 characters, got 1"],
    ["a binary file", new Uint8Array(500), [], 1, "expected a text file, got NUL characters"],
    ["a zip", Uint8Array.of(0x50, 0x4b, 3, 4, 9), [], 1, "a ZIP archive"],
    ["one character again and again", "a".repeat(300), [], 1, "two different characters at least"],
    [
      "a prompt that can't be read",
      "abc ".repeat(60),
      ["--prompt", "añ"],
      1,
      'prompt: expected characters that the training text has, got "ñ"',
    ],
    ["a temperature below 0", "abc ".repeat(60), ["--temperature", "-1"], 2, "--temperature"],
    ["update without a model", "abc ".repeat(60), ["--update"], 2, "--update: expected --model FILE"],
    ["the text as the model", "abc ".repeat(60), ["--save", "FILE"], 2, "expected a file other than the data"],
    ["a text as a model", "abc ".repeat(60), ["--model", "FILE"], 1, "FILE"],
  ] as const)("refuses %s, and leaves nothing behind", async (_, content, flags, code, message) => {
    const path = file("t.txt", content);
    const { code: ended, notes, out } = await run([path, ...flags.map((flag) => (flag === "FILE" ? path : flag))]);
    expect([ended, out]).toEqual([code, ""]);
    expect(notes).toContain(message.replace("FILE", message === "FILE" ? path : "FILE"));
    expect(notes).not.toMatch(/ {4}at |trained/);
    expect(readdirSync(folder)).toEqual(["t.txt"]);
  });

  it("without a text and a model, and with options that a model has of its own, says what is missing", async () => {
    expect((await run([])).notes).toContain("missing FILE: expected memoria generate FILE, got nothing");
    const { code, notes } = await run(["--model", "x", "--hidden", "9", "--lang", "es"]);
    expect([code, notes]).toEqual([2, expect.stringContaining("--hidden con --model")]);
  });
});
