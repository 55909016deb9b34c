import type { NumbersModel } from "../../../tasks/generate.ts";
import { csvCell, csvNumber } from "../../parts/csv.ts";
import type { ReadSequences } from "./read.ts";

/** A run on numbers as data: samples.csv and the JSON document. Decimal points and English keys whatever the language. */

export interface DrawnSample {
  readonly label: string | undefined;
  readonly seed: number;
  /** First frames that were given, and those that were drawn. */
  readonly start: readonly (readonly number[])[];
  readonly frames: readonly Float64Array[];
}

export interface NumbersRun {
  /** What it was trained on, or scored on; none for a saved model alone. */
  readonly data: ReadSequences | undefined;
  readonly model: NumbersModel;
  readonly samples: readonly DrawnSample[];
  readonly temperature: number;
  readonly length: number;
  readonly whole: boolean;
}

const rounded = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(9)) : null);

/** The first line of samples.csv. */
export const samplesHeader = ({ labels, channels }: NumbersModel): string =>
  ["sample", ...(labels.length > 0 ? ["label"] : []), "t", ...channels.map(csvCell)].join(",");

/** One of its rows; `sample` and `t` count from 1. */
export const sampleRow = (sample: number, label: string | undefined, t: number, frame: ArrayLike<number>): string =>
  [`${sample}`, ...(label === undefined ? [] : [csvCell(label)]), `${t}`, ...Array.from(frame, csvNumber)].join(",");

/** samples.csv. */
export function samplesCsv({ model, samples }: Pick<NumbersRun, "model" | "samples">): string {
  const rows = samples.flatMap(({ label, start, frames }, k) =>
    [...start, ...frames].map((frame, t) => sampleRow(k + 1, label, t + 1, frame)),
  );
  return `${[samplesHeader(model), ...rows].join("\n")}\n`;
}

export const weightsIn = ({ network }: NumbersModel): number => [...network.parameters().values()].reduce((sum, { size }) => sum + size, 0);

/** What `--json` prints and run.json keeps: schema 1. */
export function numbersDocument({ data, model, samples, temperature, length, whole }: NumbersRun) {
  const { spec, found, scores, channels, labels } = model;
  const column = (frames: readonly ArrayLike<number>[], c: number) => frames.map((frame) => rounded(frame[c]));
  const columns = (frames: readonly ArrayLike<number>[]) => Object.fromEntries(channels.map((channel, c) => [channel, column(frames, c)]));
  return {
    schema: 1,
    command: "generate",
    data:
      data === undefined
        ? null
        : {
            file: data.file,
            sha256: data.sha256,
            rows: data.rows,
            ...Object.fromEntries(data.roles.map(({ role, columns: own }) => [role, own])),
          },
    options: { ...spec, maxTime: spec.maxTime ?? null },
    training: { ...found, weights: weightsIn(model), channels, labels },
    scores: { frames: scores.frames, methods: scores.methods.map((score) => ({ ...score, nats: rounded(score.nats) })) },
    samples: samples.map(({ label = null, seed, start, frames }) => ({
      label,
      seed,
      temperature,
      length,
      start: columns(start),
      values: columns(frames),
    })),
    whole,
    warnings: (data?.notes ?? []).map(({ code, fields }) => ({ code, ...fields })),
  };
}
