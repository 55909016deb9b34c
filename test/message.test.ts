import { describe, expect, it } from "vitest";
import { DataError, invalidOption, MemoriaError, missingOption } from "../src/errors.ts";
import { pickLanguage, speechOf, wordError } from "../src/message.ts";
import { en } from "../src/messages/en.ts";
import { es } from "../src/messages/es.ts";
import { isOptionName, optionNames } from "../src/option.ts";
import { parseOption, unknownWithHint } from "../src/option-value.ts";
import { forecasterSpec } from "../src/tasks/forecast/options.ts";
import { checkMethod } from "../src/tasks/forecast/simple.ts";

/** Every leaf of a catalogue by its path. */
function leaves(node: object, path = ""): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(node)) {
    const here = `${path}/${key}`;
    if (typeof value === "object" && value !== null) for (const [inner, leaf] of leaves(value, here)) found.set(inner, leaf);
    else found.set(here, value);
  }
  return found;
}

const thrown = (run: () => unknown): MemoriaError => {
  try {
    run();
  } catch (error) {
    if (error instanceof MemoriaError) return error;
  }
  throw new Error("nothing was thrown");
};

describe("the catalogue", () => {
  it("has the same keys in both languages, and a sentence for each option", () => {
    expect([...leaves(es).keys()].sort()).toEqual([...leaves(en).keys()].sort());
    expect(Object.keys(en.options).sort()).toEqual([...optionNames].sort());
    expect(Object.keys(en.options).every(isOptionName)).toBe(true);
  });

  it("leaves no sentence in English: only names and marks are the same in both", () => {
    const spanish = leaves(es);
    const same = [...leaves(en)].filter(([key, text]) => typeof text === "string" && text === spanish.get(key)).map(([key]) => key);
    const names = ["/errorPrefix", "/chart/naive", "/report/run/backend", "/report/run/version", "/generate/ended/finished"];
    const measures = ["/scores/mae", "/scores/wape", "/scores/mase", "/scores/smape", "/report/smape", "/label/macroF1", "/regress/r2"];
    // The same word, symbol or formula in both.
    const shared = [
      "/generate/numbers/real",
      "/lens/dynamics/change",
      "/lens/rho",
      "/lens/sigma",
      "/lesson/claims/L4/claim",
      "/lesson/table/bytes",
      "/lesson/table/error",
      "/lesson/table/milliseconds",
      "/pages/byClass/f1",
      "/pages/generate/surprise/nats",
    ];
    expect(same.sort()).toEqual([...names, ...measures, ...shared].sort());
  });

  it("uses the glossary's words on the screens", () => {
    expect(es.options.lr).toContain(es.glossary.learningRate);
    expect(es.options.hidden).toContain(es.glossary.hiddenLayer);
    expect(es.options.lookback).toContain(es.glossary.window);
    expect(es.options.seed).toContain(es.glossary.seed);
    expect(es.options.epochs).toContain(es.glossary.epoch);
    expect(es.options.horizon).toContain(es.glossary.horizon);
    expect(es.chart.range("80 %")).toContain(es.glossary.interval);
    expect(es.chart.forecast).toBe(es.glossary.forecast);
    expect(es.count("2", "step")).toContain(es.glossary.step);
  });

  it("tells one from many", () => {
    expect(en.count("1", "month")).toBe("1 month");
    expect(en.count("12", "month")).toBe("12 months");
    expect(es.count("12", "month")).toBe("12 meses");
  });
});

describe("pickLanguage", () => {
  it.each([
    ["es", {}, "es"],
    ["ES", {}, "es"],
    ["en", { LANG: "es_ES.UTF-8" }, "en"],
    [undefined, { LANG: "es_ES.UTF-8" }, "es"],
    [undefined, { LC_ALL: "en_US.UTF-8", LANG: "es_ES.UTF-8" }, "en"],
    [undefined, { LC_ALL: "", LC_MESSAGES: "es_PE", LANG: "en_US" }, "es"],
    [undefined, { LANG: "es@euro" }, "es"],
    [undefined, { LANG: "C" }, "en"],
    [undefined, { LANG: "constructor" }, "en"],
    ["fr", { LANG: "fr_FR" }, "en"],
    [undefined, {}, "en"],
  ] as const)("--lang %s with %j is %s", (asked, environment, language) => {
    expect(pickLanguage(asked, environment)).toBe(language);
  });
});

describe("wordError", () => {
  const inEnglish = (error: MemoriaError) => wordError(error, speechOf("en"));
  const inSpanish = (error: MemoriaError) => wordError(error, speechOf("es"));

  it("names the flag, and the range in the reader's language", () => {
    const error = thrown(() => parseOption("maxTime", "soon"));
    expect(inEnglish(error)).toBe('invalid --max-time: expected a time such as 90s, 2m or 1h, got "soon"');
    expect(inSpanish(error)).toBe('--max-time no vale: se esperaba un tiempo como 90s, 2m o 1h, hay "soon"');
    expect(inSpanish(thrown(() => parseOption("lr", "abc")))).toBe(
      '--lr no vale: se esperaba un número mayor que 0 y de 10 como mucho, hay "abc"',
    );
    expect(inSpanish(thrown(() => parseOption("cell", "lstn")))).toBe(
      '--cell no vale: se esperaba uno de rnn, gru, lstm, hay "lstn"; ¿quería decir lstm?',
    );
  });

  it("words an expectation of several options together", () => {
    const error = thrown(() => forecasterSpec({ cell: "lstm", method: "gru" }));
    expect(inSpanish(error)).toBe('--method no vale: se esperaba lstm, la celda, o un método simple, hay "gru"');
    expect(inSpanish(thrown(() => checkMethod(forecasterSpec({ method: "seasonal-naive" }), ["naive", "ets"], 1)))).toBe(
      '--method no vale: se esperaba uno de lstm, naive, ets, con un ciclo de 1, hay "seasonal-naive"',
    );
  });

  it("keeps an expectation that isn't the table's", () => {
    expect(inEnglish(invalidOption("horizon", "at most 20 steps for 30 rows", 40))).toBe(
      "invalid --horizon: expected at most 20 steps for 30 rows, got 40",
    );
    expect(inSpanish(invalidOption("horizon", "at most 20 steps for 30 rows", 40))).toBe(
      "--horizon no vale: se esperaba at most 20 steps for 30 rows, hay 40",
    );
  });

  it("words unknown and missing", () => {
    const unknown = unknownWithHint("option", "--hiden", ["--hidden", "--lr"]);
    expect(inEnglish(unknown)).toBe('unknown option: expected one of --hidden, --lr, got "--hiden"; did you mean --hidden?');
    expect(inSpanish(unknown)).toBe('opción que no existe: se esperaba uno de --hidden, --lr, hay "--hiden"; ¿quería decir --hidden?');
    expect(inSpanish(missingOption("time", "some text"))).toBe("falta --time: se esperaba un texto, no hay nada");
  });

  it("falls back to the English parts for a code that it doesn't know", () => {
    const error = new DataError({ code: "toString", where: "row 3", expected: "a date", got: "nothing", hint: "look" });
    expect(inSpanish(error)).toBe("row 3: se esperaba a date, no hay nada; look");
  });
});
