/** A fitted generator of numbers: draws sequences from a label, from first values or from nothing, scores others, and keeps itself in a file. */
import { writeAtomic } from "#storage";
import type { Network, State } from "../../../network.ts";
import { checkOption } from "../../../option-value.ts";
import { breather } from "../../../parallel/breather.ts";
import { generator } from "../../../random.ts";
import type { Inside, TaskOptions } from "../../../task.ts";
import type { Values } from "../../../values.ts";
import { type Frames, fail, labelNumber, type NumbersInput, toFrames } from "./data.ts";
import { framesOf, netNats, run } from "./evaluate.ts";
import { encodeNumbers } from "./file.ts";
import { fitNumbers, type NumbersFitted, type NumbersFound, type NumbersScores } from "./fit.ts";
import { type Distribution, distributionOf, drawFrame } from "./head.ts";
import { insideNumbers } from "./inside.ts";
import { makeNet } from "./net.ts";
import { type NumbersOptions, type NumbersSpec, numbersSpec } from "./options.ts";
import { widthIn, writeInput } from "./parts.ts";

export interface DrawOptions {
  /** The class of the sequence; needed where the model has labels. */
  readonly label?: string;
  /** First frames, [T] or [T, F], which the sample goes on from. Default: none, the net begins. */
  readonly start?: ArrayLike<number> | readonly ArrayLike<number>[];
  /** Frames after the first ones. Default: `found.length`. */
  readonly length?: number;
  /** 0 (the likeliest) to 100. Default 1: as the net has learnt it. */
  readonly temperature?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Aborting ends the sample before the next frame: the iteration throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Where a stream stands: plain data. Keep it, clone it, send it. */
export interface NumbersState {
  readonly label: string | undefined;
  readonly net: State;
}

/** Everything that a model is made of. */
export interface NumbersParts extends NumbersFitted {
  readonly spec: NumbersSpec;
}

/** A fitted generator of numbers or rolls. */
export class NumbersModel {
  readonly kind = "generate-numbers";
  readonly parts: NumbersParts;

  constructor(parts: NumbersParts) {
    this.parts = parts;
  }

  get spec(): NumbersSpec {
    return this.parts.spec;
  }
  get found(): NumbersFound {
    return this.parts.found;
  }
  /** The test part's nats a frame, the net's beside simple methods'. */
  get scores(): NumbersScores {
    return this.parts.scores;
  }
  get channels(): readonly string[] {
    return this.parts.channels;
  }
  /** Classes that a sample can begin from, in order; none where it was fitted without. */
  get labels(): readonly string[] {
    return this.parts.encoding.labels;
  }
  get network(): Network {
    return this.parts.network;
  }

  /**
   * A sequence, frame by frame as it comes; the first ones aren't repeated. The same seed, options and model give the same numbers, which stay within the
   * training part's range and half of it more on either side. Throws OptionError (`label-unknown` …), DataError for a start that has other channels.
   */
  async *generate(options: DrawOptions = {}): AsyncGenerator<Float64Array, void, undefined> {
    const { label, start = [], length = this.found.length, temperature = 1, seed = 1, signal } = options;
    for (const [name, value] of Object.entries({ length, temperature, seed })) checkOption(name as "length", value);
    const { encoding, network } = this.parts;
    const number = labelNumber(this.labels, label);
    const first = start.length === 0 ? [] : this.#frames(start);
    let { outputs, state } = run(network, encoding, [undefined, ...first], number);
    let before: Float64Array | undefined = first[first.length - 1];
    const random = generator(seed, "sample");
    const breath = breather();
    try {
      for (let count = 0; count < length; count++) {
        await breath.take();
        signal?.throwIfAborted();
        before = drawFrame(encoding, outputs[outputs.length - 1], before, temperature, random);
        yield before;
        if (count + 1 < length) ({ outputs, state } = run(network, encoding, [before], number, state));
      }
    } finally {
      breath.stop();
    }
  }

  /** The whole of what `generate` gives: [T, F]. */
  async sample(options: DrawOptions = {}): Promise<Float64Array[]> {
    const frames: Float64Array[] = [];
    for await (const frame of this.generate(options)) frames.push(frame);
    return frames;
  }

  /** The state before the first frame, and what the net expects of that. Throws OptionError `label-unknown`. */
  begin({ label }: Pick<DrawOptions, "label"> = {}): { output: Distribution; state: NumbersState } {
    const { outputs, state } = run(this.network, this.parts.encoding, [undefined], labelNumber(this.labels, label));
    return { output: distributionOf(this.parts.encoding, outputs[0], undefined), state: { label, net: state } };
  }

  /** One frame (a number where there is one channel; NaN is missing) → the distribution of the next, and the next state. Default state: that of `begin()`. */
  step(frame: number | ArrayLike<number>, state: NumbersState = this.begin().state): { output: Distribution; state: NumbersState } {
    const { label } = state;
    const [own] = this.#frames(typeof frame === "number" ? [frame] : [frame]);
    const { outputs, state: net } = run(this.network, this.parts.encoding, [own], labelNumber(this.labels, label), state.net);
    return { output: distributionOf(this.parts.encoding, outputs[0], own), state: { label, net } };
  }

  /** The hidden states of the last layer after each frame [T, hidden], and the state at the end. */
  encode(
    frames: ArrayLike<number> | readonly ArrayLike<number>[],
    state: NumbersState = this.begin().state,
  ): { states: Values; state: NumbersState } {
    const own = this.#frames(frames);
    const { encoding } = this.parts;
    const width = widthIn(encoding);
    const x = new Float64Array(own.length * width);
    const label = labelNumber(this.labels, state.label);
    for (let t = 0; t < own.length; t++) writeInput(encoding, own[t], label, x, t * width);
    const pass = this.network.forward({ shape: [1, own.length, width], data: x }, { state: state.net, record: true });
    const { data } = pass.recordings[pass.recordings.length - 1].states.get("h") as Values;
    return { states: { shape: [own.length, this.spec.hidden], data }, state: { label: state.label, net: pass.state } };
  }

  /** The net with sequences as it reads them, and its loss where no value is missing: what the lenses look at. None without a frame. Throws as `evaluate` does. */
  inside(input: NumbersInput): Inside | undefined {
    return insideNumbers(this.parts, this.#known(input));
  }

  /** Mean nats of a frame over whole sequences, and how many frames. Throws as `fit` does for what can't be read. */
  evaluate(input: NumbersInput): { nats: number; n: number } {
    const frames = this.#known(input);
    const whole = frames.map(({ length }, sequence) => ({ sequence, from: 0, count: 0, to: length }));
    return netNats(this.network, this.parts.encoding, frames, whole);
  }

  /** Another model: this one trained on with new sequences, its scales and labels kept. This one stays as it is. Throws as `fit` does. */
  async update(input: NumbersInput, options: TaskOptions & Pick<NumbersOptions, "epochs" | "lr" | "maxTime"> = {}): Promise<NumbersModel> {
    const { epochs = this.spec.epochs, lr = this.spec.lr, maxTime = this.spec.maxTime, ...task } = options;
    const spec = numbersSpec({ ...this.spec, epochs, lr, maxTime });
    const network = makeNet(spec, this.parts.encoding, true);
    network.loadStateDict(this.network.stateDict());
    return new NumbersModel({ spec, ...(await fitNumbers(spec, input, task, { ...this.parts, network })) });
  }

  /** The model as bytes: safetensors, weights under PyTorch's names, all else as JSON in the metadata. */
  bytes(): Uint8Array<ArrayBuffer> {
    return encodeNumbers(this.parts);
  }

  /** Write the model whole or not at all. */
  save(path: string): Promise<void> {
    return writeAtomic(path, this.bytes());
  }

  /** Sequences of classes that it knows. */
  #known(input: NumbersInput): readonly Frames[] {
    const { frames } = toFrames(input, this.channels);
    for (const { label } of frames) labelNumber(this.labels, label);
    return frames;
  }

  /** Frames by position, checked. */
  #frames(given: ArrayLike<number> | readonly ArrayLike<number>[]): Float64Array[] {
    const F = this.channels.length;
    const list = Array.from(given as ArrayLike<number | ArrayLike<number>>, (frame) => (typeof frame === "number" ? [frame] : frame));
    list.forEach((frame, t) => {
      if (frame.length !== F) fail("series-length", `frame ${t + 1}`, `${F} numbers (${this.channels.join(", ")})`, `${frame.length}`);
    });
    const features = new Map(this.channels.map((channel, c) => [channel, list.map((frame) => frame[c])]));
    return framesOf(toFrames({ features }).frames[0], F);
  }
}
