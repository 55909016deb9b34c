import type { TranslateModel, TranslateScores, Translation } from "../../tasks/translate.ts";
import { csvNumber, neutral } from "../parts/csv.ts";
import type { ReadPairs } from "./read.ts";

/** A run as data, with English keys whatever the language: translations.tsv, run.json and `--json`. */

/** An answer, with what is known of it. */
export interface Answer extends Translation {
  /** Its targets, as text; none where none is known. */
  readonly expected: readonly string[];
  /** It's one of them; undefined where none is known. */
  readonly right?: boolean;
}

export interface TranslateRun {
  readonly data: ReadPairs;
  readonly test?: ReadPairs;
  readonly model: TranslateModel;
  /** Of the test part, or with a saved model of the lines whose targets are given. */
  readonly scores: TranslateScores | undefined;
  readonly answers: readonly Answer[];
}

/** Weights of the net. */
export const weightsOf = ({ network }: TranslateModel): number =>
  [...network.parameters().values()].reduce((sum, { size }) => sum + size, 0);

const textOf = (tokens: readonly string[], model: TranslateModel): string => tokens.join(model.spec.tokens === "chars" ? "" : " ");

/** `source`, `translation`, `expected` (of several, with | between them), `right`, `log_probability`, with a tab between them. */
export function translationsTsv({ answers, model }: TranslateRun): string {
  const rows = answers.map(({ source, text, expected, right, logProbability }) => [
    neutral(textOf(source, model)),
    neutral(text),
    neutral(expected.join(" | ")),
    right === undefined ? "" : right ? "yes" : "no",
    csvNumber(logProbability),
  ]);
  return [["source", "translation", "expected", "right", "log_probability"], ...rows].map((row) => `${row.join("\t")}\n`).join("");
}

/** What `--json` prints, and run.json keeps but for `attention`: schema 1. */
export function translateDocument({ data, test, model, scores, answers }: TranslateRun, { attention }: { readonly attention: boolean }) {
  const { spec, found, vocabularies } = model;
  const file = (read: ReadPairs) => ({
    file: read.file,
    sha256: read.sha256,
    encoding: read.encoding,
    form: read.form,
    lines: read.lines.length,
  });
  return {
    schema: 1,
    command: "translate",
    data: { ...file(data), test: test === undefined ? null : file(test) },
    options: { ...spec, maxTime: spec.maxTime ?? null },
    training: {
      ...found,
      weights: weightsOf(model),
      vocabulary: { source: vocabularies.source.tokens.length, target: vocabularies.target.tokens.length },
    },
    scores: scores ?? null,
    translations: answers.map(({ source, text, target, expected, right, logProbability, ended, unknown, attention: weights }) => ({
      source: textOf(source, model),
      translation: text,
      expected,
      right: right ?? null,
      logProbability: Number(logProbability.toPrecision(9)),
      ended,
      unknown,
      ...(attention && { tokens: { source, target }, attention: weights.map((row) => row.map((weight) => Number(weight.toFixed(4)))) }),
    })),
    warnings: [data, ...(test === undefined ? [] : [test])].flatMap((read) => [
      ...(read.assumed ? [{ code: "encoding-assumed", file: read.file, encoding: read.encoding }] : []),
      ...(read.blank > 0 ? [{ code: "lines-blank", file: read.file, count: read.blank }] : []),
    ]),
  };
}
