import { beforeAll, describe, expect, it } from "vitest";
import { told } from "../src/commands/lesson.ts";
import { claimIds, type Finding } from "../src/lesson.ts";
import { claims } from "../src/lessons/index.ts";
import { addingFor } from "../src/lessons/remedy.ts";
import { type ClaimWords, lesson as english } from "../src/messages/en-lesson.ts";
import { lesson as spanish } from "../src/messages/es-lesson.ts";
import { numberFormat } from "../src/number-format.ts";

const numbers = numberFormat({ decimal: ".", group: ",", groupFrom: 4 });

/** The sentence, and the figures that it names; one that wasn't measured throws. */
function sentence({ found }: ClaimWords, { figures }: Finding): { text: string; named: string[] } {
  const named = new Set<string>();
  const figure = (name: string): string => {
    if (!Object.hasOwn(figures, name)) throw new Error(`${name} was not measured`);
    named.add(name);
    return told(figures[name], numbers);
  };
  return { text: found(Object.assign(figure, { whole: figure })), named: [...named].sort() };
}

const findings = new Map<string, Finding>();

beforeAll(async () => {
  for (const claim of claims) {
    // The adding problem as the lesson asks it takes minutes.
    const finding =
      claim.id === "L14"
        ? { id: claim.id, ...(await addingFor([10], 600, { seeds: 1, quick: true })) }
        : await claim.measure({ seeds: 1, quick: true });
    findings.set(claim.id, finding);
  }
}, 120_000);

const found = (id: string): Finding => findings.get(id) as Finding;

describe("the lesson", () => {
  it("has its seventeen claims in order", () => {
    expect(claims.map(({ id }) => id)).toEqual(claimIds);
  });

  it.each(claimIds.filter((id) => id !== "L12" && id !== "L13" && id !== "L14"))("%s holds", (id) => {
    expect(found(id).standing, JSON.stringify(found(id).figures)).toBe("holds");
  });

  it.each(claimIds)("%s is told in English and Spanish from the same figures", (id) => {
    const finding = found(id);
    const [en, es] = [english.claims[id], spanish.claims[id]].map((words) => sentence(words, finding));
    expect(en.text).not.toMatch(/undefined|NaN|–/);
    expect(es.named).toEqual(en.named);
    expect(es.text).not.toBe(en.text);
  });

  it.each(claimIds)("%s: every row of its table has its columns", (id) => {
    const { table } = found(id);
    for (const row of table?.rows ?? []) expect(row.length).toBe(table?.columns.length);
  });

  it("L12: the gradient vanishes where the bound says that it might explode, and its sum doesn't vanish", () => {
    const { standing, figures } = found("L12");
    expect(standing).toBe("partly");
    expect(figures.at40).toBeLessThan(0.01);
    expect(figures.bound40).toBeGreaterThan(1);
    expect(figures.weights).toBeGreaterThan(0.1);
  });

  it("L13: relu explodes, tanh stays under its bound, clipping moves the weights by 1", () => {
    const { figures } = found("L13");
    expect(figures.relu).toBeGreaterThan(100);
    expect(figures.tanh).toBeLessThan(figures.bound);
    expect(figures.clipped).toBeCloseTo(1, 6);
  });

  it("L14: the nets have as many weights, within 2 %, and solve the adding problem at T = 10", () => {
    const { figures, table } = found("L14");
    expect(figures.gru + figures.lstm).toBe(2);
    expect(table?.rows.map((row) => row[1])).toEqual(["rnn", "gru", "lstm"]);
  });

  it("the same seed measures the same numbers", async () => {
    for (const claim of claims.filter(({ id }) => id === "L6" || id === "L12" || id === "L13"))
      expect(await claim.measure({ seeds: 1, quick: true })).toEqual(found(claim.id));
  });

  it("an abort stops a measurement with the signal's reason", async () => {
    const reason = new Error("enough");
    const [memory] = claims;
    await expect(memory.measure({ seeds: 1, quick: true, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
