import { beforeAll, describe, expect, it } from "vitest";
import { claimIds, type Finding } from "../src/lesson.ts";
import { type PictureId, pictureIds } from "../src/lesson-picture.ts";
import { claims } from "../src/lessons/index.ts";
import { addingFor } from "../src/lessons/remedy.ts";
import { speechOf } from "../src/message.ts";
import { type ClaimWords, lesson as english } from "../src/messages/en-lesson.ts";
import { lesson as spanish } from "../src/messages/es-lesson.ts";
import { numberFormat } from "../src/number-format.ts";
import { lessonPicture } from "../src/report/lesson-picture.ts";
import { told } from "../src/report/lesson-text.ts";
import { lessonPage } from "../src/report.ts";
import { xmlFault } from "./helpers/xml.ts";
import { expectSound, read } from "./report/read.ts";

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
const pictureOf = (id: PictureId) => {
  const picture = [...findings.values()].flatMap(({ pictures }) => pictures).find((one) => one.id === id);
  if (picture === undefined) throw new Error(`no picture ${id}`);
  return picture;
};

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
    // Of the gradient of w_h: far terms vanish, the whole is there from the newest steps on.
    expect(figures.far).toBeLessThan(0.02);
    expect(figures.newest).toBeGreaterThan(0.1);
  });

  it("L13: relu explodes and the gradient of w_h with it, tanh stays far under its rate, clipping finds the valley", () => {
    const { standing, figures } = found("L13");
    expect(standing).toBe("partly");
    expect(figures.relu).toBeGreaterThan(100);
    expect(figures.growth).toBeGreaterThan(1e6);
    expect(figures.tanh).toBeLessThan(figures.rate);
    expect(figures.rate).toBeLessThan(figures.bound);
    expect(figures.norm).toBeGreaterThan(1e4);
    expect(Math.abs(figures.thrownTo)).toBeGreaterThan(100);
    expect(figures.clipped).toBeLessThan(figures.thrown / 10);
  });

  it("every claim has pictures of its own, in the order of the catalogue, as data", () => {
    const all = claims.flatMap(({ id }) => found(id).pictures.map((picture) => [id, picture.id]));
    expect(all.map(([, id]) => id)).toEqual([...pictureIds]);
    for (const [claim, id] of all) expect(id.split("-")[0]).toBe(claim);
    for (const { pictures } of findings.values()) expect(JSON.parse(JSON.stringify(pictures))).toEqual(pictures);
  });

  it.each(pictureIds)("picture %s: well formed, of words alone, in both languages and sizes", (id) => {
    const picture = pictureOf(id);
    const texts = (["en", "es"] as const).map((language) => {
      for (const size of [{}, { width: 350, inside: "p" }]) {
        const svg = lessonPicture(picture, speechOf(language), size);
        expect(xmlFault(svg)).toBeUndefined();
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        // A key that has no words would be drawn as it is.
        expect(svg.replace(/<style>[\s\S]*<\/style>/, "")).not.toMatch(/>[a-z]+[A-Z]\w*</);
      }
      return lessonPicture(picture, speechOf(language), {});
    });
    expect(texts[0]).not.toBe(texts[1]);
  });

  it("L6: the bars add up to the gradient; L12: the sum of all terms is the whole; L5: nothing goes back from layer 2 to layer 1", () => {
    const bars = pictureOf("L6-terms");
    if (bars.kind !== "bars") throw new Error("no bars");
    expect(bars.rows.reduce((sum, { values }) => sum + (values[0] ?? 0), 0)).toBeCloseTo(found("L6").figures.gradient, 4);
    const sums = pictureOf("L12-weights");
    if (sums.kind !== "lines") throw new Error("no lines");
    expect(sums.lines[0].values.at(-1)).toBeCloseTo(0, 10);
    const blocks = pictureOf("L5-blocks");
    if (blocks.kind !== "blocks") throw new Error("no blocks");
    expect(blocks.rows.slice(0, 4).flatMap((row) => row.slice(4))).toEqual(new Array(16).fill(0));
    expect(Math.min(...blocks.rows.slice(4).flatMap((row) => row.slice(0, 4)))).toBeGreaterThan(0);
  });

  it.each(["en", "es"] as const)("the page (%s) tells every claim with its verdict, table and pictures, and loads nothing", (language) => {
    const speech = speechOf(language);
    const run = { version: "0", backend: "wasm", seed: 1, sha256: "", command: "memoria lesson all <1>", refit: false };
    const html = lessonPage({ findings: [...findings.values()], seeds: 1, quick: true, run }, speech);
    expectSound(html);
    const text = read(html);
    for (const id of claimIds) expect(text).toContain(`${id} · ${speech.words.lesson.claims[id].claim}`);
    expect(text.match(new RegExp(`${speech.words.lesson.found} \\(`, "g"))?.length).toBe(17);
    for (const { title } of Object.values(speech.words.lesson.pictures)) expect(text).toContain(title);
    expect(text).toContain("memoria lesson all <1>");
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
