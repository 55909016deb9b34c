/** Which parts of a labelled signal are worth a picture: one with some events, one around an event that was missed, one around one that is none. */
import type { SignalData, SpanMark } from "../charts/index.ts";

/** A found event and how sure the labeler was of it. */
export interface FoundMark extends SpanMark {
  readonly probability: number;
}

/** The part of a sequence that is judged (or, without labels, that was asked for). Events count steps from its start. */
export interface LabelledPart {
  /** "" where there is one sequence only. */
  readonly id: string;
  /** The steps' times, or words. */
  readonly steps: readonly string[];
  /** Channels of numbers; none for words. */
  readonly channels: SignalData["channels"];
  /** `wrong`: missed. None where no label is known. */
  readonly truth?: readonly SpanMark[];
  /** `wrong`: there is none. */
  readonly found: readonly FoundMark[];
}

export interface Stretch {
  readonly part: LabelledPart;
  readonly from: number;
  readonly to: number;
  /** The event that it is about. */
  readonly about?: SpanMark;
}

const most = { events: 24, steps: 4000 };

const long = ({ from, to }: SpanMark): number => to - from;

/** From `from` on, few enough events to tell them apart; around a mistake where there is one. */
export function overview(parts: readonly LabelledPart[]): Stretch | undefined {
  const count = ({ truth = [], found }: LabelledPart) => truth.length + found.length;
  const mistakes = ({ truth = [], found }: LabelledPart) => [...truth, ...found].filter(({ wrong }) => wrong === true);
  const drawn = parts.filter(({ channels }) => channels.length > 0);
  const part = [...drawn].sort((a, b) => Number(mistakes(b).length > 0) - Number(mistakes(a).length > 0) || count(b) - count(a))[0];
  if (part === undefined) return undefined;
  const starts = [...(part.truth ?? []), ...part.found].map(({ from }) => from).sort((a, b) => a - b);
  const each = part.truth === undefined ? most.events : 2 * most.events;
  const first = Math.min(...mistakes(part).map(({ from }) => from));
  // As many events before the first mistake as after it.
  const begin = Number.isFinite(first) ? starts.findIndex((start) => start >= first) - Math.floor(each / 2) : 0;
  const index = Math.max(0, Math.min(begin, starts.length - each));
  const from = index === 0 ? 0 : Math.max(0, starts[index] - 5);
  const end = starts[index + each] ?? part.steps.length;
  return { part, from, to: Math.max(from + 1, Math.min(end, from + most.steps, part.steps.length)) };
}

/** As much before and after the event as tells it from what is around it. */
function around(part: LabelledPart, about: SpanMark): Stretch {
  const side = Math.max(20, Math.round(1.5 * long(about)));
  return { part, from: Math.max(0, about.from - side), to: Math.min(part.steps.length, about.to + side), about };
}

/** The longest event that was missed. */
export function missed(parts: readonly LabelledPart[]): Stretch | undefined {
  const all = parts.flatMap((part) => (part.channels.length === 0 ? [] : (part.truth ?? []).map((about) => ({ part, about }))));
  const [worst] = all.filter(({ about }) => about.wrong).sort((a, b) => long(b.about) - long(a.about));
  return worst === undefined ? undefined : around(worst.part, worst.about);
}

/** The surest event that is none. */
export function falseAlarm(parts: readonly LabelledPart[]): Stretch | undefined {
  const all = parts.flatMap((part) => (part.channels.length === 0 ? [] : part.found.map((about) => ({ part, about }))));
  const [worst] = all.filter(({ about }) => about.wrong).sort((a, b) => b.about.probability - a.about.probability);
  return worst === undefined ? undefined : around(worst.part, worst.about);
}

/** What a stretch shows: channels and lanes cut to it. */
export function cutTo({ part, from, to }: Stretch, names: { readonly truth: string; readonly found: string }): SignalData {
  const inside = (spans: readonly SpanMark[]) =>
    spans
      .filter((span) => span.from < to && span.to > from)
      .map((span) => ({ ...span, from: Math.max(0, span.from - from), to: Math.min(to, span.to) - from }));
  return {
    channels: part.channels.map(({ name, values }) => ({ name, values: Array.from({ length: to - from }, (_, t) => values[from + t]) })),
    lanes: [
      ...(part.truth === undefined ? [] : [{ name: names.truth, spans: inside(part.truth) }]),
      { name: names.found, spans: inside(part.found) },
    ],
    ends: [part.steps[from] ?? "", laterOf(part.steps[from] ?? "", part.steps[to - 1] ?? "")],
  };
}

/** An end of the same day as its start is shown by its clock alone. */
export function laterOf(start: string, end: string): string {
  const [day, clock] = end.split(/[T ]/);
  return clock !== undefined && start.startsWith(day) ? clock : end;
}
