import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { MemoriaError } from "../../src/errors.ts";
import { classifier, forecaster, generator } from "../../src/index.ts";
import { load } from "../../src/load.ts";
import { speechOf, wordError } from "../../src/message.ts";
import { es } from "../../src/messages/es.ts";

const source = fileURLToPath(new URL("../../src", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".ts") && !path.includes("messages"),
);

/** Codes that a file throws: `new …Error({ code: "…" })`, and helpers that take the code as an argument. */
function thrown(path: string): string[] {
  const text = readFileSync(join(source, path), "utf8");
  const made = [...text.matchAll(/Error\(\{[^{}]*?\bcode: "([a-z-]+)"/g)];
  const helped = [...text.matchAll(/\b(?:fault|fail|refuse|within|invalidNumber)\((?:[\w`${}: .]+, )?"([a-z]+(?:-[a-z]+)+)"/g)];
  const chosen = [...text.matchAll(/const code = [^;]*?"([a-z-]+)" : "([a-z-]+)"/g)].flatMap(([, first, second]) => [first, second]);
  return [...[...made, ...helped].map(([, code]) => code), ...chosen];
}

const codes = [...new Set(files.flatMap(thrown))].sort();

describe("error codes in Spanish", () => {
  it("finds the codes in the sources", () => {
    expect(codes).toEqual(expect.arrayContaining(["file-header", "time-missing", "batch-not-finite", "series-value", "weights-mismatch"]));
    expect(codes.length).toBeGreaterThan(60);
  });

  it("has an entry for each code that is thrown", () => {
    expect(codes.filter((code) => !Object.hasOwn(es.errors, code))).toEqual([]);
  });

  it("has no entry that nothing throws", () => {
    expect(Object.keys(es.errors).filter((code) => !codes.includes(code))).toEqual([]);
  });

  const short = new Uint8Array(3);
  const zeros = new Uint8Array(64);
  const recordings = Array.from({ length: 12 }, (_, k) => ({ label: k % 2 ? "a" : "b", features: { x: [k, k + (k % 2), k] } }));
  it.each([
    [
      () => load(short),
      "model: se esperaba un archivo safetensors de al menos 8 bytes, hay 3 bytes; el archivo está dañado o no es un modelo: consígalo otra vez o guárdelo de nuevo",
    ],
    [
      () => load(zeros),
      "model: se esperaba una cabecera JSON, no hay nada; el archivo está dañado o no es un modelo: consígalo otra vez o guárdelo de nuevo",
    ],
    [
      () => forecaster({ horizon: 4 }).fit({ id: "row 3", target: [1, 2, 3] }),
      'serie "row 3": se esperaba al menos 5 filas: la ventana y el horizonte, hay 3; acorte el horizonte (--horizon) o la ventana (--lookback)',
    ],
    [
      () => generator().fit([...Array.from({ length: 80 }, (_, t) => t % 7), 1e300]),
      "serie 1, feature value, fila 81: se esperaba un número entre −1e100 y 1e100, hay 1e+300",
    ],
    [
      async () => load((await classifier({ hidden: 2, epochs: 1, folds: 2 }).fit(recordings)).bytes(), "label"),
      "model: se esperaba un modelo que guardó label, hay uno que guardó classify; úselo con memoria classify",
    ],
    [
      () => forecaster().fit([{ target: [1, "x" as unknown as number] }]),
      'serie 1, target, fila 2: se esperaba un número finito, o NaN si falta, hay "x"',
    ],
  ])("words %# in Spanish", async (run, text) => {
    const error = await Promise.resolve()
      .then(run)
      .catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(MemoriaError);
    expect(wordError(error as MemoriaError, speechOf("es"))).toBe(text);
  });
});
