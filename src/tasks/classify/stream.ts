/** One step after another: the class of what has come so far. */
import { columnsOf, oneMore, type PlainColumns } from "../states.ts";
import type { ClassifySequence } from "./data.ts";

/** One step: the value of each channel (NaN or "" is missing), or the next words of a text. */
export interface ClassifyStep {
  readonly features?: Readonly<Record<string, number | string>>;
  readonly text?: string;
}

/** What has come so far: plain data, which JSON keeps whole. */
export interface ClassifyState {
  readonly features?: PlainColumns;
  readonly text?: string;
}

/** Both together. */
export const grown = ({ features = {}, text }: ClassifyStep, state: ClassifyState = {}): ClassifyState =>
  text === undefined
    ? { features: oneMore(features, state.features) }
    : { text: state.text === undefined ? text : `${state.text} ${text}` };

/** The sequence that a state holds. */
export const sequenceOf = ({ features, text }: ClassifyState): ClassifySequence =>
  features === undefined ? { text } : { features: columnsOf(features) };
