import { beforeAll, describe, expect, it } from "vitest";
import { load } from "../../src/load.ts";
import { generator as randoms } from "../../src/random.ts";
import { type GenerateModel, type GeneratorOptions, generator } from "../../src/tasks/generate.ts";

/** Two kinds of brackets around six dashes: what closes is known only from what opened, seven characters before. */
function brackets(units: number, seed = 1): string {
  const random = randoms(seed, "brackets");
  return Array.from({ length: units }, () => (random.integer(2) === 0 ? "(------)" : "[------]")).join("");
}

const song = "row, row, row your boat\ngently down the stream\nmerrily, merrily, merrily\nlife is but a dream\n\n".repeat(12);
const tiny: GeneratorOptions = { hidden: 12, epochs: 2, truncate: 16 };

describe("a language that takes memory", () => {
  let model: GenerateModel;
  beforeAll(async () => {
    model = await generator({ hidden: 24, epochs: 10, lr: 0.02, truncate: 32, batch: 4 }).fit(brackets(600));
  });

  it("is learnt to within 0.03 nats of its entropy, which the 5-gram misses by 0.2", () => {
    const [net, ngram, frequencies] = model.scores.methods;
    const entropy = Math.log(2) / 8;
    expect(net.name).toBe("lstm");
    expect(net.nats).toBeLessThan(entropy + 0.03);
    expect(ngram.nats).toBeGreaterThan(entropy + 0.2);
    expect(frequencies.nats).toBeGreaterThan(ngram.nats);
    expect(net.perplexity).toBeCloseTo(Math.exp(net.nats), 9);
    expect(model.scores).toMatchObject({ tokens: 480, unknown: 0 });
  });

  it("brackets of its own close as they open, also after a prompt", async () => {
    const prompt = `${brackets(3)}[---`;
    const text = await model.text({ prompt, length: 400, temperature: 1, seed: 5 });
    // The last one isn't over.
    const units = (`[---${text}`.match(/[([][^([]*/g) ?? []).slice(0, -1);
    const right = units.filter((unit) => unit === "(------)" || unit === "[------]");
    expect(units.length).toBeGreaterThan(40);
    expect(right.length / units.length).toBeGreaterThan(0.9);
    expect(new Set(right).size).toBe(2);
  });

  it("the state is a value: steps from a copy of it, sent as JSON, give the same bits", () => {
    const { state } = model.step("[");
    const sent = JSON.parse(JSON.stringify(Object.entries(state).map(([name, { shape, data }]) => [name, shape, Array.from(data)])));
    const back = Object.fromEntries(sent.map(([name, shape, data]: [string, number[], number[]]) => [name, { shape, data }]));
    const before = structuredClone(state);
    const next = model.step("-", state);
    expect(model.step("-", back)).toEqual(next);
    expect(model.step("-", structuredClone(state))).toEqual(next);
    expect(state).toEqual(before);
    expect(next.output.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
  });

  it("encode gives every step's hidden state, the last of which is the state's, and states go on", () => {
    const { states, state } = model.encode("[------](--");
    expect(states.shape).toEqual([11, 24]);
    const h = Array.from(state["1.h"].data);
    expect(Array.from(states.data.slice(10 * 24))).toEqual(h);
    const first = model.encode("[------]");
    expect(model.encode("(--", first.state).state).toEqual(state);
    expect(() => model.encode("")).toThrow("text: expected at least one token, got none");
  });

  it("scores a text the same as it steps through it, within 1e-6, in whatever pieces it is read", () => {
    const text = brackets(70, 9);
    let [sum, n] = [0, 0];
    let { output, state } = model.step(text[0]);
    for (const token of text.slice(1)) {
      sum -= Math.log(output[model.vocabulary.number(token)]);
      n++;
      ({ output, state } = model.step(token, state));
    }
    const score = model.evaluate(text);
    expect(score.n).toBe(n);
    expect(Math.abs(score.nats - sum / n)).toBeLessThan(1e-6);
  });

  it("a row of a batch gives what it gives alone, within 1e-6, whatever stands in its padding", () => {
    const { network, vocabulary } = model;
    const texts = [brackets(5, 2), "(--", brackets(3, 7)];
    const steps = Math.max(...texts.map((text) => text.length));
    const rows = texts.flatMap((text, row) => [...vocabulary.encode(text), ...new Array(steps - text.length).fill(1 + (row % 2))]);
    const options = { lengths: texts.map((text) => text.length) };
    const together = network.forward({ shape: [texts.length, steps], data: rows }, options).output;
    texts.forEach((text, row) => {
      const alone = network.forward({ shape: [1, text.length], data: vocabulary.encode(text) }).output;
      const size = together.shape[2];
      const own = together.data.subarray(row * steps * size, row * steps * size + text.length * size);
      expect(Math.max(...Array.from(alone.data, (value, k) => Math.abs(value - own[k])))).toBeLessThan(1e-6);
    });
  });

  it("what comes later changes nothing before it", () => {
    const [one, other] = ["(--", "-))"].map((end) => model.encode(`[------]${end}`).states.data.slice(0, 8 * 24));
    expect(one).toEqual(other);
  });

  it("learns a new text with update, and the first model stays as it is", async () => {
    const swapped = brackets(200, 4).replaceAll("------", "--");
    const bytes = model.bytes();
    const next = await model.update(swapped, { epochs: 6, lr: 0.01 });
    expect(next.evaluate(swapped).nats).toBeLessThan(model.evaluate(swapped).nats / 2);
    expect(next.vocabulary).toBe(model.vocabulary);
    expect(model.bytes()).toEqual(bytes);
  });
});

describe("generator", () => {
  it("same seed, same bits; another seed, others", async () => {
    const [a, b, other] = await Promise.all([1, 1, 2].map((seed) => generator({ ...tiny, seed }).fit(song)));
    expect(a.bytes()).toEqual(b.bytes());
    expect(await a.text({ length: 50, seed: 3 })).toBe(await b.text({ length: 50, seed: 3 }));
    expect(await a.text({ length: 50, seed: 4 })).not.toBe(await b.text({ length: 50, seed: 3 }));
    expect(other.bytes()).not.toEqual(a.bytes());
  });

  it("the last tenth changes neither vocabulary nor the weights of an epoch", async () => {
    const one = { ...tiny, epochs: 1 };
    const cut = Math.floor(song.length * 0.9);
    const a = await generator(one).fit(song);
    const b = await generator(one).fit(song.slice(0, cut) + "Ω".repeat(song.length - cut));
    expect(b.vocabulary.tokens).toEqual(a.vocabulary.tokens);
    expect(b.network.stateDict()).toEqual(a.network.stateDict());
    expect(b.scores).toMatchObject({ tokens: 0, unknown: song.length - cut });
    expect(b.scores.methods[0].nats).toBeNaN();
    expect((await load(b.bytes())).kind).toBe("generate");
  });

  it("a saved model holds none of the text, gives the same text and bytes, and streams piece by piece", async () => {
    const model = await generator(tiny).fit(song);
    const loaded = await load(model.bytes(), "generate");
    const pieces: string[] = [];
    for await (const piece of loaded.generate({ prompt: "row", length: 40 })) pieces.push(piece);
    expect(pieces.length).toBe(40);
    expect(pieces.join("")).toBe(await model.text({ prompt: "row", length: 40 }));
    expect(loaded.bytes()).toEqual(model.bytes());
    expect(Buffer.from(model.bytes()).includes("merrily")).toBe(false);
    expect(loaded.scores).toEqual(model.scores);
  });

  it("ends before the stop text, however it is cut into tokens, and holds none of it back for nothing", async () => {
    const model = await generator({ ...tiny, epochs: 1 }).fit(song);
    const options = { length: 150, temperature: 1.5, seed: 2 };
    const whole = await model.text(options);
    for (const stop of [whole.slice(100, 104), whole.slice(40, 41), "never there"]) {
      const at = whole.indexOf(stop);
      const pieces: string[] = [];
      for await (const piece of model.generate({ ...options, stop })) pieces.push(piece);
      expect(pieces.join("")).toBe(at < 0 ? whole : whole.slice(0, at));
      expect(pieces.every((piece) => piece !== "")).toBe(true);
    }
  });

  it("words: tokens with their spaces, words that come once unknown and never said", async () => {
    const text = `${song}once ${song}`;
    const model = await generator({ ...tiny, tokens: "words" }).fit(text);
    expect(model.vocabulary.tokens).toContain(" merrily");
    expect(model.vocabulary.tokens.join("|")).not.toContain("once");
    const sample = await model.text({ length: 60, temperature: 2 });
    expect(sample).not.toContain("\ufffd");
    expect(sample).toMatch(/ [a-z]+/);
  });

  it("several texts follow one another with an empty line between", async () => {
    const verses = song.trim().split("\n\n");
    const [a, b] = await Promise.all([verses, verses.join("\n\n")].map((data) => generator(tiny).fit(data)));
    expect(a.bytes()).toEqual(b.bytes());
  });

  it("stopped at an update and resumed: the bits of the run that wasn't; refused with other data", async () => {
    const options = { ...tiny, epochs: 3 };
    const whole = await generator(options).fit(song);
    for (const stopAt of [1, 64, 100]) {
      const controller = new AbortController();
      let checkpoint: Uint8Array | undefined;
      const onProgress = ({ step }: { step: number }) => step === stopAt && controller.abort();
      const stopped = generator(options).fit(song, {
        signal: controller.signal,
        onProgress,
        onCheckpoint: (bytes) => (checkpoint = bytes),
      });
      await expect(stopped).rejects.toThrow("aborted");
      expect((await generator(options).fit(song, { resume: checkpoint })).bytes()).toEqual(whole.bytes());
      await expect(generator(options).fit(`${song}x`, { resume: checkpoint })).rejects.toHaveProperty("code", "resume-mismatch");
    }
  });

  it("aborting ends the training, or the sample", async () => {
    const controller = new AbortController();
    const training = generator({ ...tiny, epochs: 500 }).fit(song, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(training).rejects.toThrow("aborted");
    const model = await generator(tiny).fit(song);
    const stop = new AbortController();
    let text = "";
    const sampling = (async () => {
      for await (const piece of model.generate({ length: 10_000, signal: stop.signal })) {
        text += piece;
        if (text.length === 7) stop.abort();
      }
    })();
    await expect(sampling).rejects.toThrow("aborted");
    expect(text.length).toBe(7);
  });

  it.each([
    ["", "text: expected at least 100 characters, got 0; give a longer text"],
    ["a", "text: expected at least 100 characters, got 1; give a longer text"],
    ["a".repeat(5000), "text: expected two different characters at least, got one"],
  ])("refuses %#", async (text, message) => {
    await expect(generator(tiny).fit(text)).rejects.toThrow(message);
  });

  it("refuses what can't be, and prompts that it can't read", async () => {
    expect(() => generator({ truncate: 0 })).toThrow("truncate");
    const model = await generator(tiny).fit(song);
    await expect(model.text({ prompt: "¿row?" })).rejects.toThrow('prompt: expected characters that the training text has, got "¿", "?"');
    await expect(model.text({ temperature: -1 })).rejects.toThrow("temperature");
    await expect(model.text({ topP: 1.5 })).rejects.toThrow("topP");
  });
});
