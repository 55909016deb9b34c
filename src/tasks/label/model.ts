/** A fitted labeler: labels steps, finds events, follows a stream, and keeps itself in a file without any step of the data. */

import { writeAtomic } from "#storage";
import { DataError, missingOption } from "../../errors.ts";
import type { Inside } from "../../task.ts";
import type { Values } from "../../values.ts";
import { statesOf } from "../states.ts";
import type { UpdateOptions } from "../updating.ts";
import { type LabelInput, type LabelSequence, type Steps, stepsLike, toSteps } from "./data.ts";
import { encodeSteps } from "./encode.ts";
import { encodeLabeler } from "./file.ts";
import type { LabelTest } from "./fit.ts";
import { insideLabels } from "./inside.ts";
import type { FoundEvent, LabelFound, Labelled, LabelPredictOptions } from "./labelled.ts";
import { type Fitted, netLabels } from "./methods.ts";
import type { LabelerSpec } from "./options.ts";
import { needLabels, type Plan } from "./plan.ts";
import { read } from "./rule.ts";
import { daysOf, type LabelScores, scoreLabels, type TestedMethod } from "./scores.ts";
import { thresholdLabels } from "./simple.ts";
import { type LabelState, type LabelStep, type StepLabel, stepLabel } from "./stream.ts";
import { updated } from "./update.ts";

/** Everything that a model is made of. */
export interface LabelParts {
  readonly spec: LabelerSpec;
  readonly found: LabelFound;
  readonly scores: LabelScores;
  readonly recommended: string;
  readonly fitted: Fitted;
}

/** A fitted labeler. */
export class LabelModel {
  readonly kind = "label";
  readonly parts: LabelParts;
  /** The tested spans and what each method said of them; none after `load`. */
  readonly test: LabelTest | undefined;
  /** How the steps were parted; none after `load`. */
  readonly plan: Plan | undefined;
  readonly #sequences: readonly Steps[] | undefined;

  constructor(parts: LabelParts, fitted?: { readonly sequences: readonly Steps[]; readonly plan: Plan; readonly test: LabelTest }) {
    this.parts = parts;
    this.test = fitted?.test;
    this.plan = fitted?.plan;
    this.#sequences = fitted?.sequences;
  }

  get spec(): LabelerSpec {
    return this.parts.spec;
  }
  get found(): LabelFound {
    return this.parts.found;
  }
  /** Scores on the test. */
  get scores(): LabelScores {
    return this.parts.scores;
  }
  get recommended(): string {
    return this.parts.recommended;
  }
  /** Classes, the commonest in training first. */
  get classes(): readonly string[] {
    return this.parts.fitted.encoder.classes;
  }
  /** The class of steps outside events; undefined where every run is an event, or for tags of words. */
  get background(): string | undefined {
    const { reading } = this.parts.fitted;
    return reading.kind === "runs" ? reading.background : undefined;
  }
  /** Names of the features, in order. */
  get features(): readonly string[] {
    return this.parts.fitted.encoder.features.map(({ name }) => name);
  }
  /** Does it label words? */
  get tokens(): boolean {
    return this.parts.fitted.encoder.views.length > 0;
  }

  /** Labels of one sequence. Throws DataError where there are several: use `predictAll`. */
  async predict(options: LabelPredictOptions = {}): Promise<Labelled> {
    const all = await this.predictAll(options);
    if (all.length !== 1)
      throw new DataError({ code: "series-many", where: "predict", expected: "one series", got: `${all.length}`, hint: "use predictAll" });
    return all[0];
  }

  /** Labels of every sequence. A step's label is the same whatever other sequences are asked for. Throws DataError `feature-mismatch`, `label-inputs` and those of `fit`. */
  async predictAll({ sequences: given }: LabelPredictOptions = {}): Promise<Labelled[]> {
    const sequences = given === undefined ? this.#sequences : stepsLike(given, this.tokens);
    if (sequences === undefined) throw missingOption("sequences", "the sequences to label", "a loaded model holds none of the data");
    const { fitted, spec, recommended } = this.parts;
    const { classes } = fitted.encoder;
    const K = classes.length;
    const places = new Map(classes.map((name, k) => [name, k]));
    const spans = sequences.map(({ length }) => ({ from: 0, to: length }));
    return netLabels(fitted, spec, sequences, spans).map(({ labels, probabilities }, k) => {
      const methods: Record<string, readonly string[]> = {
        [spec.cell]: labels,
        ...(fitted.threshold !== undefined && { threshold: thresholdLabels(sequences[k], fitted.threshold.threshold) }),
        majority: labels.map(() => fitted.majority),
      };
      const label = methods[recommended] ?? labels;
      const probability = Float64Array.from(label, (name, t) => probabilities[t * K + (places.get(name) ?? K)] ?? 0);
      return { id: sequences[k].id, label, probability, events: this.events(label, probability), recommended, methods };
    });
  }

  /**
   * Scores of the model's methods on sequences whose labels are known: steps without one count nowhere. For data that it was not fitted on. Throws what `predictAll` does,
   * and DataError `label-few` where no label is known.
   */
  async evaluate(given: LabelInput): Promise<LabelScores> {
    const sequences = toSteps(given);
    needLabels(sequences);
    const all = await this.predictAll({ sequences: given });
    const { fitted, spec } = this.parts;
    const methods = Object.keys(all[0].methods).map((name): TestedMethod => {
      const reading = name === "threshold" ? (fitted.threshold?.reading ?? fitted.reading) : fitted.reading;
      return { name, kind: name === spec.cell ? "net" : "simple", labels: all.map((own) => own.methods[name]), reading };
    });
    const spans = sequences.map(({ length }) => ({ from: 0, to: length }));
    return scoreLabels(
      sequences.map(({ label }) => label),
      methods,
      daysOf(sequences, spans),
    );
  }

  /** The recommended method's events in labels, with the mean of the probabilities of each one's steps. */
  events(labels: readonly string[], probability: ArrayLike<number>): FoundEvent[] {
    const { fitted, recommended } = this.parts;
    const reading = recommended === "threshold" ? (fitted.threshold?.reading ?? fitted.reading) : fitted.reading;
    return read(labels, reading).map((event) => {
      let sum = 0;
      for (let t = event.from; t < event.to; t++) sum += probability[t];
      return { ...event, probability: sum / (event.to - event.from) };
    });
  }

  /**
   * The net's label of one more step of a stream, and the state to give with the next one; without a state a stream begins. The same labels as `predict`
   * gives with the net. The state is plain data: clone it, keep it, send it. Throws ModelError `label-not-causal` unless fitted with `causal`.
   */
  step(x: LabelStep, state?: LabelState): StepLabel {
    return stepLabel(this.parts, x, state);
  }

  /**
   * The hidden states after each step of a sequence, [steps, hidden], or both directions side by side [steps, 2 · hidden]: what the net makes its classes from. The
   * sequence is read in one piece. Throws DataError as `predict` does.
   */
  encode(sequence: LabelSequence): { states: Values } {
    const [steps] = toSteps(sequence);
    const { inputs, width } = encodeSteps(steps, this.parts.fitted.encoder);
    const { shape, data } = statesOf(this.parts.fitted.net, { shape: [1, steps.length, width], data: inputs });
    return { states: { shape: shape.slice(1), data } };
  }

  /**
   * The net with windows of steps as it reads them, and its loss where the classes of some are all known: what the lenses look at. None without a step. Throws DataError as
   * `predict` does.
   */
  inside(sequences: LabelInput): Inside | undefined {
    return insideLabels(this.parts.fitted, stepsLike(sequences, this.tokens));
  }

  /**
   * Another model: this one trained on with labelled sequences; this one stays as it is. Classes, scales, words, the rule of events and scores are those of before. A
   * model forgets: give old sequences with the new ones where you have them. Throws DataError `class-unknown` for a class that it doesn't have, and as
   * `predict` does.
   */
  async update(sequences: LabelInput, options: UpdateOptions = {}): Promise<LabelModel> {
    return new LabelModel(await updated(this.parts, sequences, options));
  }

  /** The model as bytes: safetensors, recurrent and linear weights under PyTorch's names, all else as JSON in the metadata. */
  bytes(): Uint8Array<ArrayBuffer> {
    return encodeLabeler(this.parts);
  }

  /** Write the model whole or not at all. */
  save(path: string): Promise<void> {
    return writeAtomic(path, this.bytes());
  }
}
