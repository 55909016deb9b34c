import { describe, expect, it } from "vitest";
import { runCommandLine } from "../src/args.ts";
import { type Command, command } from "../src/command.ts";
import { DataError } from "../src/errors.ts";

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

/** What the fake command received, or what it does instead. */
let received: unknown;
let act: (signal: AbortSignal) => void = () => {};

const fake = command({
  name: "train",
  operand: { name: "CSV", required: true },
  options: ["target", "hidden", "lr", "maxTime", "levels", "cell", "json", "lang"],
  summary: () => "trains",
  example: "memoria train a.csv",
  async run({ signal, out }, operand, values) {
    received = { operand, values };
    act(signal);
    out.write("done\n");
  },
});
const plain = command({ name: "list", options: ["lang"], summary: () => "lists", example: "memoria list", run: async () => {} });
const commands: readonly Command[] = [fake, plain];

async function run(line: string, variables: Record<string, string> = {}, controller = new AbortController()): Promise<Outcome> {
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns: 80, live: false, color: false, unicode: true };
  const code = await runCommandLine(line === "" ? [] : line.split(" "), commands, {
    out: { ...look, write: (text) => out.push(text) },
    notes: { ...look, write: (text) => notes.push(text) },
    variables,
    version: "1.2.3",
    signal: controller.signal,
    clock: () => 0,
  });
  return { code, out: out.join(""), notes: notes.join("") };
}

describe("the command line", () => {
  it("gives a command its file and its options, typed, with defaults", async () => {
    act = () => {};
    expect(await run("train a.csv --hidden 8 --max-time 2m --levels=0.5,0.9 --json")).toEqual({ code: 0, out: "done\n", notes: "" });
    expect(received).toEqual({
      operand: "a.csv",
      values: { hidden: 8, maxTime: 120, levels: [0.5, 0.9], json: true, lr: 0.003, cell: "lstm" },
    });
    await run("train --target -x- a.csv");
    expect(received).toMatchObject({ operand: "a.csv", values: { target: "-x-" } });
    await run("train --hidden 8 --hidden 9 -- --odd-name.csv");
    expect(received).toMatchObject({ operand: "--odd-name.csv", values: { hidden: 9 } });
  });

  it.each([
    ["train a.csv --hiden 8", 'memoria: unknown option: expected one of --target, --hidden, .*, got "--hiden"; did you mean --hidden\\?\n'],
    ["train a.csv --zzzzzz", 'memoria: unknown option: .*, got "--zzzzzz"\n'],
    ["train a.csv -x", 'memoria: unknown option: .*, got "-x"\n'],
    ["train a.csv --hidden", "memoria: missing value of --hidden: expected --hidden N, got nothing\n"],
    ["train a.csv --target --hidden 8", "memoria: missing value of --target: expected --target COLUMN, got nothing\n"],
    ["train a.csv --hidden -1", "memoria: invalid --hidden: expected an integer from 1 to 4096, got -1\n"],
    ["train a.csv --lr abc", 'memoria: invalid --lr: expected a number above 0 and up to 10, got "abc"\n'],
    ["train a.csv --cell lstn", 'memoria: invalid --cell: expected one of rnn, gru, lstm, got "lstn"; did you mean lstm\\?\n'],
    ["train a.csv --lang fr", 'memoria: invalid --lang: expected one of en, es, got "fr"\n'],
    ["train", "memoria: missing CSV: expected memoria train CSV, got nothing; see memoria train --help\n"],
    ["train a.csv b.csv", "memoria: too many arguments: expected 1 after memoria train, got 2; quote names that have spaces\n"],
    ["list x", "memoria: too many arguments: expected 0 after memoria list, got 1; quote names that have spaces\n"],
    ["trian a.csv", 'memoria: unknown command: expected one of train, list, got "trian"; did you mean train\\?\n'],
    ["--hlep", 'memoria: unknown option: expected one of --help, --version, --lang, got "--hlep"; did you mean --help\\?\n'],
    ["constructor", 'memoria: unknown command: expected one of train, list, got "constructor"\n'],
  ])("memoria %s exits 2", async (line, notes) => {
    const outcome = await run(line);
    expect(outcome.notes).toMatch(new RegExp(`^${notes}$`));
    expect(outcome).toMatchObject({ code: 2, out: "" });
  });

  it("words mistakes in the language of --lang, wherever it stands, or of the environment", async () => {
    const spanish = "memoria: falta el valor de --hidden: se esperaba --hidden N, no hay nada\n";
    expect((await run("train a.csv --lang es --hidden")).notes).toBe(spanish);
    expect((await run("--lang es train a.csv --hidden")).notes).toBe(spanish);
    expect((await run("train a.csv --lang=es --hidden")).notes).toBe(spanish);
    expect((await run("train a.csv --hidden", { LANG: "es_ES.UTF-8" })).notes).toBe(spanish);
    expect((await run("train a.csv --hiden 1", { LANG: "es" })).notes).toMatch(
      /^memoria: opción que no existe: .*¿quería decir --hidden\?\n$/,
    );
    expect((await run("train", { LANG: "es" })).notes).toBe(
      "memoria: falta CSV: se esperaba memoria train CSV, no hay nada; memoria train --help\n",
    );
  });

  it("exits 1 with a sentence where the data are at fault, and never shows a stack", async () => {
    act = () => {
      throw new DataError({ code: "csv-empty", where: "a.csv", expected: "rows", got: "none" });
    };
    expect(await run("train a.csv")).toEqual({ code: 1, out: "", notes: "memoria: a.csv: expected rows, got none\n" });
  });

  it("prints failures as JSON where asked", async () => {
    act = () => {
      throw new DataError({ code: "csv-empty", where: "a.csv", expected: "rows", got: "none", hint: "add some" });
    };
    const outcome = await run("train a.csv --json");
    expect(JSON.parse(outcome.out)).toEqual({
      error: { code: "csv-empty", where: "a.csv", expected: "rows", got: "none", hint: "add some" },
    });
    expect(JSON.parse((await run("train a.csv --json --hiden")).out).error).toMatchObject({ code: "option-unknown", got: '"--hiden"' });
  });

  it("says so when the fault is its own; MEMORIA_DEBUG shows where", async () => {
    act = () => {
      throw new TypeError("x is undefined");
    };
    const outcome = await run("train a.csv");
    expect(outcome.code).toBe(1);
    expect(outcome.notes).toMatch(/^memoria: memoria stopped on a fault of its own: x is undefined\nRun it again with MEMORIA_DEBUG=1/);
    expect(outcome.notes).not.toContain("at ");
    expect((await run("train a.csv", { MEMORIA_DEBUG: "1" })).notes).toContain("args.test.ts");
  });

  it("exits 130 when interrupted, whether the command throws or returns", async () => {
    const stopping = new AbortController();
    act = (signal) => {
      stopping.abort();
      signal.throwIfAborted();
    };
    expect(await run("train a.csv", {}, stopping)).toEqual({ code: 130, out: "", notes: "Stopped. Nothing was kept.\n" });
    act = () => {};
    expect((await run("train a.csv", {}, stopping)).code).toBe(130);
  });

  it("answers --version", async () => {
    expect(await run("--version")).toEqual({ code: 0, out: "1.2.3\n", notes: "" });
  });
});

describe("help", () => {
  it.each(["", "--help", "-h", "help", "--lang en", "--lang=en --help"])("memoria %s shows what exists, with defaults", async (line) => {
    expect(await run(line)).toEqual({
      code: 0,
      notes: "",
      out: [
        "Usage: memoria <command> [FILE] [options]",
        "  train CSV  trains",
        "  list       lists",
        "Columns   --target COLUMN  guessed where plain, and said",
        "Network   --cell lstm  --hidden 32",
        "Training  --max-time 2m",
        "Output    --json  --lang es: en español",
        "Example   memoria train a.csv",
        "memoria <command> --help: the options of a command",
        "",
      ].join("\n"),
    });
  });

  it.each(["train --help", "train a.csv --hiden -h", "help train"])("memoria %s shows the command's options", async (line) => {
    const { code, out } = await run(line);
    expect(code).toBe(0);
    expect(out).toContain("Usage: memoria train CSV [options]\n");
    expect(out).toMatch(/\n {2}--hidden N +units in the hidden layer \(default 32\)\n/);
    expect(out).toMatch(/\n {2}--json +one JSON document/);
    expect(out).not.toContain("--out");
  });

  it("is in Spanish where asked", async () => {
    expect((await run("--help --lang es")).out).toMatch(/^Uso: memoria <orden>.*\n(.*\n)*Ejemplo /);
    expect((await run("train --help", { LANG: "es_PE" })).out).toMatch(/unidades de la capa oculta \(por omisión 32\)/);
  });
});
