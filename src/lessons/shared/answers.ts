/** Pictures of what a net answers beside what was asked for, for the types of problem. */
import type { Batch } from "../../batch.ts";
import { drawnAll, type LessonPicture } from "../../lesson-picture.ts";

type Dense = Batch["inputs"];

/** Every answer against what was asked. */
export const pairs =
  (id: "L7-answers" | "L9-answers") =>
  ({ targets }: Batch, answers: Dense): LessonPicture => ({
    id,
    kind: "pairs",
    across: "asked",
    up: "answered",
    x: drawnAll(targets.data),
    y: drawnAll(answers.data),
  });

/** A row of a batch of sequences. */
const rowOf = ({ shape, data }: Dense, row: number): number[] => {
  const size = data.length / shape[0];
  return drawnAll(Array.from({ length: size }, (_, k) => data[row * size + k]));
};

/** For each of three classes the wave that is asked for and the net's. */
export const waveOfEach = ({ inputs, targets }: Batch, answers: Dense): LessonPicture => {
  const classes = Array.from({ length: inputs.shape[0] }, (_, row) => [0, 1, 2].findIndex((own) => rowOf(inputs, row)[own] === 1));
  const panels = [0, 1, 2].flatMap((own) => {
    const row = classes.indexOf(own);
    if (row < 0) return [];
    const panel = (name: string, drawn: boolean, values: Dense) => ({ name, number: own + 1, drawn, values: rowOf(values, row) });
    return [panel("asked", false, targets), panel("answered", true, answers)];
  });
  return { id: "L8-answers", kind: "panels", panels };
};

/** What comes in, what is asked and what is answered in the first row; `from`: the step of the first answer. */
export const lines =
  (id: "L10-echo" | "L10-later", from: number) =>
  ({ inputs, targets, mask }: Batch, answers: Dense): LessonPicture => {
    const places = rowOf(targets, 0).map((_, k) => from + k);
    const counts = (values: Dense) => rowOf(values, 0).map((value, k) => (mask?.data[k] === 0 ? null : value));
    return {
      id,
      kind: "lines",
      across: "step",
      lines: [
        { label: "answered", values: counts(answers), places },
        { label: "asked", values: counts(targets), places },
        { label: "x_t", values: rowOf(inputs, 0), places: rowOf(inputs, 0).map((_, k) => k + 1) },
      ],
    };
  };
