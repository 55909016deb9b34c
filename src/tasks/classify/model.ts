/** A fitted classifier: gives classes with probabilities, judges itself, and keeps itself in a file without any row of the data. */

import { writeAtomic } from "#storage";
import { type ClassifySequence, toCases } from "./data.ts";
import { encodeClassifier } from "./file.ts";
import type { ClassifyFound, ClassifyTest } from "./fit.ts";
import type { ClassifierSpec } from "./options.ts";
import { largest } from "./probability.ts";
import type { ClassifyScores } from "./scores.ts";
import { type Fitted, probabilitiesOf } from "./train.ts";

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
    const cases = toCases(sequences, false);
    return probabilitiesOf(this.parts.fitted, cases).map((probabilities, k) => {
      const best = largest(probabilities);
      const { id } = cases[k];
      return { ...(id !== undefined && { id }), label: this.classes[best], probability: probabilities[best], probabilities };
    });
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
