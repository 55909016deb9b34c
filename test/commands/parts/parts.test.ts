import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkpointsIn } from "../../../src/commands/parts/checkpoint.ts";
import { copiedOf } from "../../../src/commands/parts/copied.ts";
import type { TestedSeries } from "../../../src/commands/parts/engine.ts";
import { jsonText, lineOf, readRunFile } from "../../../src/commands/parts/run-file.ts";
import { scoresTable } from "../../../src/commands/parts/scores.ts";
import type { MethodScore } from "../../../src/evaluation.ts";
import { speechOf } from "../../../src/message.ts";

const score = (name: string, kind: "net" | "simple", mae: number): MethodScore =>
  ({
    name,
    kind,
    mae,
    wape: mae / 400,
    rmse: mae,
    smape: mae / 390,
    mase: mae / 60,
    bias: 0,
    crps: mae / 2,
    ranges: [{ level: 0.8, n: 252, held: 0.81, width: 10, pinball: 4, msis: 5 }],
    byOrigin: [mae],
    n: 252,
    won: 1,
  }) as MethodScore;

describe("the table of scores", () => {
  const methods = [score("lstm", "net", 52), score("seasonal-naive", "simple", 41.2), score("naive", "simple", 88.1)];
  const frame = { origins: 6, series: 1, frequency: { unit: "day" as const, count: 1 }, season: 7 };
  const head = (width: number, language: "en" | "es" = "en") =>
    scoresTable(methods, frame, speechOf(language), width).split("\n")[0].trim().split(/ {2,}/);

  it("has the least error first, and says what the plainest methods do where there is room", () => {
    const lines = scoresTable(methods, frame, speechOf("en"), 100).split("\n");
    expect(lines.map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
      "method",
      "seasonal-naive (7 days before)",
      "lstm",
      "naive (last value)",
    ]);
    expect(scoresTable(methods, { ...frame, series: 3 }, speechOf("en"), 100)).toBe(lines.join("\n"));
  });

  it("leaves out columns that don't fit, the least needed first", () => {
    expect(head(100)).toEqual(["method", "MAE", "WAPE", "MASE", "sMAPE", "80 % range held", "won"]);
    expect(head(80)).toEqual(["method", "MAE", "WAPE", "MASE", "80 % range held", "won"]);
    expect(head(72)).toEqual(["method", "MAE", "WAPE", "MASE", "80 % range held"]);
    expect(head(60)).toEqual(["method", "MAE", "WAPE", "MASE", "80 % range held"]);
    expect(head(40, "es")).toEqual(["método", "MAE", "WAPE", "MASE"]);
    for (let width = 20; width <= 120; width++)
      for (const line of scoresTable(methods, frame, speechOf("es"), width).split("\n")) expect(line.length).toBeLessThanOrEqual(width);
  });
});

describe("a net that repeats a simple method", () => {
  const target = Array.from({ length: 40 }, (_, i) => 10 * (i % 4) + i);
  const tested = (net: (origin: number, h: number) => number): TestedSeries => {
    const origins = [24, 28, 32];
    const forecasts = (value: (origin: number, h: number) => number) => origins.map((origin) => [0, 1, 2].map((h) => value(origin, h)));
    const method = (name: string, kind: "net" | "simple", value: (origin: number, h: number) => number) => ({
      name,
      kind,
      forecasts: forecasts(value),
      intervals: [],
    });
    const naive = (origin: number) => target[origin - 1];
    const seasonal = (origin: number, h: number) => target[origin - 4 + h];
    return {
      target,
      origins,
      methods: [method("lstm", "net", net), method("naive", "simple", naive), method("seasonal-naive", "simple", seasonal)],
    };
  };
  const truth = tested((origin, h) => target[origin + h]);

  it("is found for the last value and for the season before, in most of the series", () => {
    const last = tested((origin) => target[origin - 1] + 0.1);
    expect(copiedOf([last], "lstm")).toMatchObject({ of: "naive", copies: true, n: 9 });
    expect(copiedOf([tested((origin, h) => target[origin - 4 + h])], "lstm")?.of).toBe("seasonal-naive");
    expect(copiedOf([truth], "lstm")).toBeUndefined();
    expect(copiedOf([last, truth], "lstm")).toBeUndefined();
    expect(copiedOf([last, last, truth], "lstm")?.of).toBe("naive");
    expect(copiedOf([], "lstm")).toBeUndefined();
    expect(copiedOf([last], "gru")).toBeUndefined();
  });
});

describe("checkpoints on disk", () => {
  const inFolder = async (work: (folder: string) => Promise<void>) => {
    const folder = mkdtempSync(join(tmpdir(), "memoria-checkpoints-"));
    await work(folder).finally(() => rmSync(folder, { recursive: true }));
  };
  const bytes = (value: number) => new Uint8Array([value]);

  it("writes the newest last, prepares once, and goes when the training is done", () =>
    inFolder(async (folder) => {
      let prepared = 0;
      const checkpoints = checkpointsIn(folder, async () => {
        prepared++;
      });
      expect(await checkpoints.settled()).toBe(false);
      for (let i = 1; i <= 5; i++) checkpoints.write(bytes(i));
      expect(await checkpoints.settled()).toBe(true);
      checkpoints.write(bytes(6));
      await checkpoints.settled();
      const path = join(folder, "checkpoint.safetensors");
      expect([prepared, readFileSync(path)[0]]).toEqual([1, 6]);
      checkpoints.remove();
      expect(existsSync(path)).toBe(false);
    }));

  it("fails with the reason when one can't be written, and tries no more", () =>
    inFolder(async (folder) => {
      mkdirSync(join(folder, "checkpoint.safetensors", "x"), { recursive: true });
      const checkpoints = checkpointsIn(folder, async () => {});
      checkpoints.write(bytes(1));
      await expect(checkpoints.settled()).rejects.toMatchObject({ code: "file-access" });
      checkpoints.write(bytes(2));
      await expect(checkpoints.settled()).rejects.toMatchObject({ code: "file-access" });
    }));
});

describe("run.json", () => {
  it("is compact where it holds many series", () => {
    expect(jsonText({ a: [1] }, 20).split("\n").length).toBeGreaterThan(2);
    expect(jsonText({ a: [1] }, 21)).toBe('{"a":[1]}\n');
  });

  it("tells the command line in a form to copy", () => {
    const given = new Set(["target", "levels", "refit", "update", "horizon"] as const);
    const values = { target: "ventas netas", levels: [0.5, 0.9], refit: false, update: true, horizon: 3 };
    expect(lineOf({ name: "forecast" }, "a b.csv", given, values)).toBe(
      'memoria forecast "a b.csv" --target "ventas netas" --levels 0.5,0.9 --no-refit --update --horizon 3',
    );
    const odd = lineOf({ name: "forecast" }, "$(x)`y`.csv", new Set(), {});
    expect(odd).toBe("memoria forecast '$(x)`y`.csv'");
  });

  it("is nothing where the folder has none", () => {
    expect(readRunFile(join(tmpdir(), "memoria-absent"))).toBeUndefined();
  });
});
