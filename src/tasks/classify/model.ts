/** A fitted classifier: gives classes with probabilities, judges itself, and keeps itself in a file without any row of the data. */

import { writeAtomic } from "#storage";
import { show } from "../../errors.ts";
import { crossEntropy } from "../../losses/index.ts";
import type { Inside } from "../../task.ts";
import type { Values } from "../../values.ts";
import { statesOf } from "../states.ts";
import { scattered } from "../thinned.ts";
import type { UpdateOptions } from "../updating.ts";
import { type Case, type ClassifySequence, fail, toCases } from "./data.ts";
import { encodeCases } from "./encode.ts";
import { encodeClassifier } from "./file.ts";
import type { ClassifyFound, ClassifyTest } from "./fit.ts";
import type { ClassifierSpec } from "./options.ts";
import { largest } from "./probability.ts";
import type { ClassifyScores } from "./scores.ts";
import { inputsOf } from "./source.ts";
import { type ClassifyState, type ClassifyStep, grown, sequenceOf } from "./stream.ts";
import { type Fitted, probabilitiesOf } from "./train.ts";
import { updated } from "./update.ts";

/** A sequence's class. */
export interface Classified {
  readonly id?: string;
  readonly label: string;
  /** Of `label`, from 0 to 1. */
  readonly probability: number;
  /** Of every class, in the order of the model's `classes`; their sum is 1. */
  readonly probabilities: Float64Array;
}

/** Everything that a model is made of. */
export interface ClassifyParts {
  readonly spec: ClassifierSpec;
  readonly found: ClassifyFound;
  readonly scores: ClassifyScores;
  readonly fitted: Fitted;
}

/** A fitted classifier. */
export class ClassifyModel {
  readonly kind = "classify";
  readonly parts: ClassifyParts;
  /** The tested sequences; none after `load`. */
  readonly test: ClassifyTest | undefined;

  constructor(parts: ClassifyParts, test?: ClassifyTest) {
    this.parts = parts;
    this.test = test;
  }

  get spec(): ClassifierSpec {
    return this.parts.spec;
  }
  get found(): ClassifyFound {
    return this.parts.found;
  }
  /** Scores of the test, with the confusion matrix and the verdict. */
  get scores(): ClassifyScores {
    return this.parts.scores;
  }
  /** Names of the classes, in the order of the probabilities. */
  get classes(): readonly string[] {
    return this.parts.fitted.classes;
  }
  /** Names of the channels, in order; none for texts. */
  get features(): readonly string[] {
    const { input } = this.parts.fitted;
    return input.kind === "text" ? [] : input.encoder.features.map(({ name }) => name);
  }

  /**
   * The class of each sequence, with probabilities; labels are not looked at. A sequence gets the same whatever others are asked for. Throws DataError
   * `feature-mismatch` for one that lacks a channel, and those of `fit`.
   */
  async predict(sequences: readonly ClassifySequence[]): Promise<Classified[]> {
    return this.#classify(toCases(sequences, false));
  }

  /**
   * The class of a stream so far, with one more step, and the state to give with the next one; without a state a stream begins. The same as `predict` gives for the
   * steps so far. The nets read in both directions, so that each step reads all before it again: its cost grows with the stream. The state is
   * plain data: clone it, keep it as JSON, send it to another copy of the model. Throws DataError as `predict` does.
   */
  step(x: ClassifyStep, state?: ClassifyState): Classified & { readonly state: ClassifyState } {
    const next = grown(x, state);
    return { ...this.#classify(toCases([sequenceOf(next)], false))[0], state: next };
  }

  /**
   * The hidden states of each net after each step of a sequence, both directions side by side: [steps, 2 · hidden]. Long sequences have several rows to a step
   * (`parts.fitted.input.rows`). Throws DataError as `predict` does.
   */
  encode(sequence: ClassifySequence): { states: readonly Values[] } {
    const { nets, input } = this.parts.fitted;
    const { inputs } = inputsOf(encodeCases(toCases([sequence], false), input), input);
    const states = nets.map((net) => statesOf(net, inputs)).map(({ shape, data }) => ({ shape: shape.slice(1), data }));
    return { states };
  }

  /**
   * The first net with sequences (64 at most, evenly spread) as it reads them: those with a label and its loss, where there are any; else all. What the lenses look at. Throws
   * DataError `class-unknown`, and as `predict` does.
   */
  inside(sequences: readonly ClassifySequence[]): Inside {
    const { nets, input } = this.parts.fitted;
    const all = toCases(sequences, false);
    const labelled = all.filter(({ label }) => label !== undefined && label !== "");
    const cases = scattered(labelled.length > 0 ? labelled : all);
    const read = inputsOf(encodeCases(cases, input), input);
    if (labelled.length === 0) return { network: nets[0], batch: read };
    const classes = cases.map(({ label }) => this.classes.indexOf(label ?? ""));
    const unknown = classes.indexOf(-1);
    if (unknown >= 0) fail("class-unknown", `sequence ${unknown}`, `one of ${this.classes.join(", ")}`, show(cases[unknown].label));
    const batch = { ...read, targets: { shape: [cases.length], data: Float64Array.from(classes) } };
    return { network: nets[0], batch, loss: crossEntropy() };
  }

  #classify(cases: readonly Case[]): Classified[] {
    return probabilitiesOf(this.parts.fitted, cases).map((probabilities, k) => {
      const best = largest(probabilities);
      const { id } = cases[k];
      return { ...(id !== undefined && { id }), label: this.classes[best], probability: probabilities[best], probabilities };
    });
  }

  /**
   * Another model: this one trained on with labelled sequences, all its nets with each; this one stays as it is. Classes, scales, temperature and scores are those of
   * before. A model forgets: give old sequences with the new ones where you have them. Throws DataError `class-unknown` for a class that it doesn't
   * have, and as `fit` does.
   */
  async update(sequences: readonly ClassifySequence[], options: UpdateOptions = {}): Promise<ClassifyModel> {
    return new ClassifyModel(await updated(this.parts, sequences, options));
  }

  /** The model as bytes: safetensors, weights under PyTorch's names, all else as JSON in the metadata. */
  bytes(): Uint8Array<ArrayBuffer> {
    return encodeClassifier(this.parts);
  }

  /** Write the model whole or not at all. */
  save(path: string): Promise<void> {
    return writeAtomic(path, this.bytes());
  }
}
