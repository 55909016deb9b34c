/** A fitted generator: goes on with a text, scores texts, and keeps itself in a file without the text. */
import { writeAtomic } from "#storage";
import type { Vocabulary } from "../../data/vocabulary.ts";
import { DataError } from "../../errors.ts";
import { exp } from "../../math.ts";
import type { Network, State } from "../../network.ts";
import { breather } from "../../parallel/breather.ts";
import { generator } from "../../random.ts";
import type { Inside, TaskOptions } from "../../task.ts";
import type { Values } from "../../values.ts";
import { logSum, natsOf, read } from "./evaluate.ts";
import { encodeGenerator } from "./file.ts";
import { type Fitted, fitGenerator, type GenerateFound, type GenerateScores } from "./fit.ts";
import { insideText } from "./inside.ts";
import { makeNet } from "./net.ts";
import { type GeneratorOptions, type GeneratorSpec, generatorSpec, type SamplingOptions, samplingSpec } from "./options.ts";
import { promptNumbers } from "./plan.ts";
import { sampleToken } from "./sample.ts";

export interface GenerateOptions extends SamplingOptions {
  /** Aborting ends the sample before the next token: the iteration throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Everything that a model is made of. */
export interface GenerateParts extends Fitted {
  readonly spec: GeneratorSpec;
}

/** A fitted generator. */
export class GenerateModel {
  readonly kind = "generate";
  readonly parts: GenerateParts;

  constructor(parts: GenerateParts) {
    this.parts = parts;
  }

  get spec(): GeneratorSpec {
    return this.parts.spec;
  }
  get found(): GenerateFound {
    return this.parts.found;
  }
  /** The validation part's nats and perplexity, the net's beside an n-gram's. */
  get scores(): GenerateScores {
    return this.parts.scores;
  }
  /** The tokens it knows; a token's number is its place from 1. */
  get vocabulary(): Vocabulary {
    return this.parts.vocabulary;
  }
  get network(): Network {
    return this.parts.network;
  }

  /**
   * New text after `prompt`, piece by piece as it comes; the pieces don't repeat the prompt, and end before `stop`. The same seed, options and model
   * give the same text. Throws OptionError, and DataError `prompt-unknown` for a prompt with tokens that the training text didn't have.
   */
  async *generate(options: GenerateOptions = {}): AsyncGenerator<string, void, undefined> {
    const { signal, ...sampling } = options;
    const { prompt = "", length, stop, seed, ...draw } = samplingSpec(sampling);
    let { logits, state } = read(this.network, promptNumbers(this.vocabulary, prompt));
    const random = generator(seed, "sample");
    const breath = breather();
    // What could be the beginning of the stop text waits.
    let waiting = "";
    try {
      for (let count = 0; count < length; count++) {
        await breath.take();
        signal?.throwIfAborted();
        const token = sampleToken(logits, draw, random.uniform());
        waiting += this.vocabulary.tokens[token - 1];
        const end = stop === undefined || stop === "" ? -1 : waiting.indexOf(stop);
        if (end >= 0) waiting = waiting.slice(0, end);
        const held = end >= 0 ? 0 : overlap(waiting, stop ?? "");
        if (waiting.length > held) yield waiting.slice(0, waiting.length - held);
        waiting = waiting.slice(waiting.length - held);
        if (end >= 0) return;
        ({ logits, state } = read(this.network, Int32Array.of(token), state));
      }
      if (waiting !== "") yield waiting;
    } finally {
      breath.stop();
    }
  }

  /** The whole of what `generate` gives. */
  async text(options: GenerateOptions = {}): Promise<string> {
    let text = "";
    for await (const piece of this.generate(options)) text += piece;
    return text;
  }

  /**
   * One step: a token → the probability of each token to come (number 0: of the unknown), and the next state. A state is a value of plain arrays: keep it,
   * clone it, send it. Default state: zeros. An unknown token is read as such.
   */
  step(token: string, state?: State): { output: Float64Array; state: State } {
    const { logits, state: next } = read(this.network, Int32Array.of(this.vocabulary.number(token)), state);
    const total = logSum(logits, 0, logits.length);
    return { output: logits.map((logit) => exp(logit - total)), state: next };
  }

  /** The hidden states of the last layer after each token of a text [tokens, hidden], and the state at its end. Throws DataError for an empty text. */
  encode(text: string, state?: State): { states: Values; state: State } {
    const tokens = this.vocabulary.encode(text);
    if (tokens.length === 0) throw new DataError({ code: "data-empty", where: "text", expected: "at least one token", got: "none" });
    const pass = this.network.forward({ shape: [1, tokens.length], data: tokens }, { state, record: true });
    const { data } = pass.recordings[pass.recordings.length - 1].states.get("h") as Values;
    return { states: { shape: [tokens.length, this.spec.hidden], data }, state: pass.state };
  }

  /** The net with pieces of a text as it reads them, and its loss: what the lenses look at. None for a text of fewer than two tokens. */
  inside(text: string): Inside | undefined {
    return insideText(this.network, this.vocabulary.encode(text), this.spec.truncate);
  }

  /** Mean −log P of a text's known tokens but the first, in nats, exp of it, and how many they are; NaN where there are none. */
  evaluate(text: string): { nats: number; perplexity: number; n: number } {
    const { nats, n } = natsOf(this.network, this.vocabulary.encode(text), 1);
    return { nats, perplexity: exp(nats), n };
  }

  /** Another model: this one trained on with a new text, whose last tenth validates. This one stays as it is. Throws as `fit` does. */
  async update(text: string, options: TaskOptions & Pick<GeneratorOptions, "epochs" | "lr" | "maxTime"> = {}): Promise<GenerateModel> {
    const { epochs = this.spec.epochs, lr = this.spec.lr, maxTime = this.spec.maxTime, ...task } = options;
    const spec = generatorSpec({ ...this.spec, epochs, lr, maxTime });
    const network = makeNet(spec, this.vocabulary.size, true);
    network.loadStateDict(this.network.stateDict());
    return new GenerateModel({ spec, ...(await fitGenerator(spec, text, task, { network, vocabulary: this.vocabulary })) });
  }

  /** The model as bytes: safetensors, weights under PyTorch's names, all else as JSON in the metadata. */
  bytes(): Uint8Array<ArrayBuffer> {
    return encodeGenerator(this.parts);
  }

  /** Write the model whole or not at all. */
  save(path: string): Promise<void> {
    return writeAtomic(path, this.bytes());
  }
}

/** Length of the longest end of `text` that `stop` begins with. */
function overlap(text: string, stop: string): number {
  for (let n = Math.min(text.length, stop.length - 1); n > 0; n--) if (text.endsWith(stop.slice(0, n))) return n;
  return 0;
}
