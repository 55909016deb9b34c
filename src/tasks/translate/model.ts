/** A fitted translator: finds targets for sources, judges itself, and keeps itself in a file without the pairs. */
import { writeAtomic } from "#storage";
import { DataError, show } from "../../errors.ts";
import { exp } from "../../math.ts";
import type { Network, State } from "../../network.ts";
import type { Inside, TaskOptions } from "../../task.ts";
import type { Values } from "../../values.ts";
import { answers, mostTokens, type Translation } from "./answer.ts";
import { encodeTranslator } from "./file.ts";
import { type Fitted, fitTranslator, type TestedTranslation, type TranslateFound } from "./fit.ts";
import { insideSources } from "./inside.ts";
import { blankNet } from "./net.ts";
import { type SearchOptions, searchSpec, type TranslatorOptions, type TranslatorSpec, translatorSpec } from "./options.ts";
import type { TranslatePair, Vocabularies } from "./plan.ts";
import { judge, questionsOf, type TranslateScores } from "./scores.ts";
import { readSources, stepTargets } from "./step.ts";
import { textOf, tokensOf } from "./tokens.ts";

/** Everything that a model is made of. */
export interface TranslateParts extends Fitted {
  readonly spec: TranslatorSpec;
}

export interface TranslateOptions extends SearchOptions {
  /** Aborting ends it before the next sources: rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A fitted translator. */
export class TranslateModel {
  readonly kind = "translate";
  readonly parts: TranslateParts;

  constructor(parts: TranslateParts) {
    this.parts = parts;
  }

  get spec(): TranslatorSpec {
    return this.parts.spec;
  }
  get found(): TranslateFound {
    return this.parts.found;
  }
  /** Of the test part, whose sources no training saw: the net's exact matches beside those of simple methods. */
  get scores(): TranslateScores {
    return this.parts.scores;
  }
  /** The answers to the test part's sources; a model from a file has none. */
  get tested(): readonly TestedTranslation[] | undefined {
    return this.parts.tested;
  }
  /** The tokens it knows on each side; a token's number is its place from 1. */
  get vocabularies(): Vocabularies {
    return this.parts.vocabularies;
  }
  get network(): Network {
    return this.parts.network;
  }

  /** The source's tokens. Throws DataError `source-empty` where there are none. */
  #tokens(source: string): string[] {
    const tokens = tokensOf(source, this.spec.tokens);
    if (tokens.length > 0) return tokens;
    throw new DataError({ code: "source-empty", where: "source", expected: "at least one token", got: show(source) });
  }

  /** Targets, as they are found, in the order of the sources. */
  async *translate(sources: Iterable<string>, options: TranslateOptions = {}): AsyncGenerator<Translation, void, undefined> {
    const { signal, ...own } = options;
    const { beam, maxLength } = searchSpec(this.spec, own);
    const tokens = Array.from(sources, (source) => this.#tokens(source));
    yield* answers(this.parts, tokens, { beam, maxLength: mostTokens(maxLength, this.found.longest) }, signal);
  }

  /**
   * The likeliest target of each source: greedily, or with `beam` kept side by side; where nothing is said, as in the model's spec. A source's result doesn't depend on the others. Throws OptionError, and
   * DataError `source-empty`.
   */
  async predict(sources: readonly string[], options: TranslateOptions = {}): Promise<Translation[]> {
    const all: Translation[] = [];
    for await (const own of this.translate(sources, options)) all.push(own);
    return all;
  }

  /**
   * The encoder's states after each token of a source [tokens, hidden], those of the two directions side by side, and the state that the decoder begins
   * with, for `step`. Throws DataError `source-empty`.
   */
  encode(source: string): { states: Values; state: State } {
    const { memory, states } = readSources(this.network, [this.vocabularies.source.numbersOf(this.#tokens(source))]);
    const [, steps, width] = memory.shape;
    return { states: { shape: [steps, width], data: memory.data }, state: { memory, ...states } };
  }

  /** The encoder as a net of its own, with sources as it reads them: what the lenses look at. None without a source. Throws DataError `source-empty`. */
  inside(sources: readonly string[]): Inside | undefined {
    return insideSources(
      this.parts,
      sources.map((source) => this.vocabularies.source.numbersOf(this.#tokens(source))),
    );
  }

  /**
   * One step of the decoder: the target's last token (undefined: none yet) → the probability of what comes (number 0: its end; k: token k of
   * `vocabularies.target`, counted from 1), the weight of each source token, and the next state. A state, first `encode`'s, is a value of plain arrays:
   * keep it, clone it, send it. An unknown token is read as such.
   */
  step(token: string | undefined, state: State): { output: Float64Array; attention: number[]; state: State } {
    const { memory, ...states } = state;
    const number = token === undefined ? 0 : this.vocabularies.target.number(token) || this.vocabularies.target.size;
    const reading = { memory, lengths: Int32Array.of(memory.shape[1]), states };
    const { logs, attention, states: next } = stepTargets(this.network, reading, Int32Array.of(0), Int32Array.of(number), states);
    return { output: logs.map(exp), attention: Array.from(attention), state: { memory, ...next } };
  }

  /** Exact matches and tokens in their place on pairs that it should know; each source is asked once. Throws DataError `pair-empty`. */
  async evaluate(pairs: readonly TranslatePair[], options: TranslateOptions = {}): Promise<{ exact: number; tokens: number; n: number }> {
    const kind = this.spec.tokens;
    const questions = questionsOf(
      pairs.map(({ source, target }, row) => ({ source: this.#tokens(source), target: tokensOf(target, kind), row })),
    );
    const found = await this.predict(
      questions.map(({ source }) => textOf(source, kind)),
      options,
    );
    return judge(
      questions,
      found.map(({ target }) => target),
    );
  }

  /**
   * Another model: this one trained on with new pairs, a tenth of whose sources validates and a tenth tests. Its tokens stay those it knows. This one stays
   * as it is. Throws as `fit` does.
   */
  async update(
    pairs: readonly TranslatePair[],
    options: TaskOptions & Pick<TranslatorOptions, "epochs" | "lr" | "maxTime"> = {},
  ): Promise<TranslateModel> {
    const { epochs = this.spec.epochs, lr = this.spec.lr, maxTime = this.spec.maxTime, ...task } = options;
    const spec = translatorSpec({ ...this.spec, epochs, lr, maxTime });
    const { vocabularies } = this;
    const network = blankNet(spec, { sources: vocabularies.source.size, targets: vocabularies.target.size });
    network.loadStateDict(this.network.stateDict());
    return new TranslateModel({ spec, ...(await fitTranslator(spec, pairs, task, { network, vocabularies })) });
  }

  /** The model as bytes: safetensors, weights under PyTorch's names, all else as JSON in the metadata. */
  bytes(): Uint8Array<ArrayBuffer> {
    return encodeTranslator(this.parts);
  }

  /** Write the model whole or not at all. */
  save(path: string): Promise<void> {
    return writeAtomic(path, this.bytes());
  }
}
