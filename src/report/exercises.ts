/** The exercises as texts: what the command line prints and the documents tell. */
import { exercises } from "../lessons/exercises.ts";
import type { Speech } from "../message.ts";
import { tellerOf } from "./lesson-text.ts";

export interface ExerciseText {
  readonly title: string;
  readonly question: string;
  /** Command lines, in order. */
  readonly commands: readonly string[];
  readonly answer: string;
}

export const exerciseTexts = ({ words, numbers }: Speech): ExerciseText[] =>
  exercises.map((exercise) => {
    const { title, question, answer } = words.exercises.list[exercise.id];
    const commands = exercise.before === undefined ? [exercise.command] : [exercise.before, exercise.command];
    return { title, question, commands, answer: answer(tellerOf(exercise, numbers)) };
  });
