import { beforeAll, describe, expect, it } from "vitest";
import { load } from "../../src/load.ts";
import { type TranslateModel, type TranslatePair, translator } from "../../src/tasks/translate.ts";
import { quick, reversals } from "./translate/made.ts";

const pairs = reversals("abcd", 2, 4);
const tiny = { hidden: 8, epochs: 1 } as const;

describe("a text from its end", () => {
  let model: TranslateModel;
  beforeAll(async () => {
    model = await translator(quick).fit(pairs);
  }, 60_000);

  it("is learnt: all unseen ones are whole, where the nearest source's target and the commonest one never are", () => {
    const [net, nearest, commonest] = model.scores.methods;
    expect([net.name, nearest.name, commonest.name]).toEqual(["gru", "nearest", "commonest"]);
    expect(net).toMatchObject({ exact: 1, tokens: 1, n: 34 });
    expect(nearest.exact).toBe(0);
    expect(nearest.tokens).toBeGreaterThan(0.4);
    expect(commonest.exact).toBe(0);
    expect(model.found.pairs).toEqual({ train: 268, validation: 34, test: 34 });
  });

  it("attention has a row for each token of the target, of weights that add up to 1 (1e-5), also for a beam", async () => {
    for (const beam of [1, 4]) {
      const [, { source, target, attention }] = await model.predict(["a b c", "d b a", "c"], { beam });
      expect(target).toEqual(["a", "b", "d"]);
      expect(attention).toHaveLength(3);
      for (const weights of attention) {
        expect(weights).toHaveLength(source.length);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      }
    }
  });

  it("a source gets the same alone and among others of other lengths, greedily and by beam (1e-6)", async () => {
    const sources = pairs.filter((_, k) => k % 9 === 0).map(({ source }) => source);
    for (const beam of [1, 3]) {
      const together = await model.predict(sources, { beam });
      for (const [k, source] of sources.entries()) {
        const [alone] = await model.predict([source], { beam });
        expect(alone.target).toEqual(together[k].target);
        expect(Math.abs(alone.logProbability - together[k].logProbability)).toBeLessThan(1e-6);
        const weights = (own: typeof alone) => own.attention.flat();
        expect(Math.max(...weights(alone).map((weight, i) => Math.abs(weight - weights(together[k])[i])))).toBeLessThan(1e-6);
      }
    }
  });

  it("steps give the probabilities that predict adds up (1e-6), and a state is a value", async () => {
    const [found] = await model.predict(["a c b"]);
    let { state } = model.encode("a c b");
    let sum = 0;
    let before: string | undefined;
    for (const token of [...found.target, undefined]) {
      const sent = structuredClone(state);
      const step = model.step(before, state);
      expect(state).toEqual(sent);
      expect(model.step(before, sent)).toEqual(step);
      expect(step.output.reduce((total, p) => total + p, 0)).toBeCloseTo(1, 6);
      sum += Math.log(step.output[token === undefined ? 0 : model.vocabularies.target.number(token)]);
      before = token;
      ({ state } = step);
    }
    expect(Math.abs(sum - found.logProbability)).toBeLessThan(1e-6);
  });

  it("encode gives a state a token, both directions side by side, whatever the spaces", () => {
    const { states } = model.encode("a c b");
    expect(states.shape).toEqual([3, 32]);
    expect(model.encode("  a c\tb ").states).toEqual(states);
    expect(() => model.encode(" ")).toThrow("source: expected at least one token");
  });

  it("a target is cut at maxLength, and says so", async () => {
    const [cut] = await model.predict(["d b a c"], { maxLength: 2 });
    expect(cut).toMatchObject({ text: "c a", ended: false });
    const [whole] = await model.predict(["d b a c"], { maxLength: 4 });
    expect(whole).toMatchObject({ text: "c a b d", ended: true });
    for (const beam of [1, 4])
      for (const own of await model.predict(["d b", "a"], { beam, maxLength: 1 })) expect(own.target.length).toBe(1);
  });

  it("tells a source's unknown tokens", async () => {
    const [{ unknown }] = await model.predict(["a Z b Z y"]);
    expect(unknown).toEqual(["Z", "y"]);
  });

  it("evaluates pairs: one of a source's several targets is enough", async () => {
    const known: TranslatePair[] = [
      { source: "a b c", target: "c b a" },
      { source: "a b", target: "no" },
      { source: "a b", target: "b a" },
      { source: "b d", target: "d d" },
    ];
    expect(await model.evaluate(known)).toEqual({ exact: 2 / 3, tokens: 6 / 7, n: 3 });
  });

  it("comes back from its file with the same answers and the same bytes", async () => {
    const again = await load(model.bytes(), "translate");
    expect(again.bytes()).toEqual(model.bytes());
    expect(await again.predict(["a b c d"], { beam: 2 })).toEqual(await model.predict(["a b c d"], { beam: 2 }));
  });

  it("is trained on with update, and stays as it is itself", async () => {
    const before = model.bytes();
    const copies = reversals("abcd", 2, 3).map(({ source }) => ({ source, target: source }));
    const updated = await model.update(copies, { epochs: 8 });
    expect(updated.scores.methods[0].exact).toBeGreaterThan(0.8);
    expect((await updated.predict(["a b c"]))[0].text).toBe("a b c");
    expect(model.bytes()).toEqual(before);
  });
});

describe("a translator", () => {
  it("gives the same bits for the same seed, and others for another", async () => {
    const seeded = (seed: number) => translator({ ...tiny, seed }).fit(pairs);
    const [a, b, c] = [await seeded(1), await seeded(1), await seeded(2)];
    expect(a.bytes()).toEqual(b.bytes());
    expect(a.bytes()).not.toEqual(c.bytes());
  });

  it("spells by characters, spaces among them", async () => {
    const spelt = reversals("abc", 2, 4).map(({ source, target }) => ({ source: source.toUpperCase(), target }));
    const model = await translator({ ...quick, tokens: "chars" }).fit(spelt);
    expect((await model.predict(["A B C"]))[0].text).toBe("c b a");
    expect(model.vocabularies.source.tokens).toEqual([" ", "A", "B", "C"]);
  });

  it("all cells, layers and dropout train", async () => {
    for (const cell of ["rnn", "lstm", "gru"] as const) {
      const model = await translator({ ...tiny, cell, layers: 2, dropout: 0.3 }).fit(pairs);
      expect(model.scores.methods[0].name).toBe(cell);
      expect((await load(model.bytes(), "translate")).bytes()).toEqual(model.bytes());
    }
  });

  it("stopped at any update and resumed gives the bits of the run that wasn't", async () => {
    const options = { ...tiny, epochs: 2, dropout: 0.2 };
    const whole = await translator(options).fit(pairs);
    for (const at of [3, whole.found.updates / 2, whole.found.updates - 2]) {
      const abort = new AbortController();
      let kept: Uint8Array | undefined;
      const onProgress = ({ step }: { step: number }) => step === Math.floor(at) && abort.abort(new Error("stop"));
      const onCheckpoint = (bytes: Uint8Array) => {
        kept = bytes;
      };
      await expect(translator(options).fit(pairs, { signal: abort.signal, onProgress, onCheckpoint })).rejects.toThrow("stop");
      expect((await translator(options).fit(pairs, { resume: kept })).bytes()).toEqual(whole.bytes());
      await expect(translator(options).fit(pairs.slice(1), { resume: kept })).rejects.toHaveProperty("code", "resume-mismatch");
    }
  });

  it("two workers give the bits of one", async () => {
    const large = { cell: "gru", hidden: 64, epochs: 1, batch: 64, dropout: 0.2 } as const;
    const [one, two] = [await translator(large).fit(pairs), await translator(large).fit(pairs, { workers: 2 })];
    expect(two.bytes()).toEqual(one.bytes());
  });

  it("refuses what it can't learn from, naming it", async () => {
    const train = (list: readonly TranslatePair[]) => translator(tiny).fit(list);
    await expect(train(pairs.slice(0, 19))).rejects.toThrow(
      "pairs: expected at least 20 different sources to train on, got 19; give more lines",
    );
    await expect(train([...pairs, { source: "a b", target: "  " }])).rejects.toThrow("pair 337: expected a target, got nothing");
    await expect(train([...pairs, { source: "", target: "a" }])).rejects.toThrow("pair 337: expected a source, got nothing");
    await expect(train(pairs.flatMap((pair) => [pair, { ...pair, part: "test" as const }]))).rejects.toHaveProperty("code", "pairs-few");
    expect(() => translator({ hidden: 7 })).toThrow("hidden");
  });
});
