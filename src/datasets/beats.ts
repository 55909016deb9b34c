/**
 * Beats in a disturbed signal, made from a seed: what a labeler learns from. Each beat is a tall narrow wave with a dip on either side and a low wave after it, in a rhythm
 * that wanders; beneath it the baseline drifts, artefacts (bursts of noise, jumps, and spikes taller than a beat) come at random, and gaps have no
 * value and no label. No threshold tells them apart: drift is larger than a beat, and artefacts are taller.
 */

import { exp, sin } from "../math.ts";
import { generator } from "../random.ts";

/** One recording, at 50 steps a second. */
export interface BeatRecording {
  readonly id: string;
  /** Milliseconds. */
  readonly time: Float64Array;
  /** NaN in gaps. */
  readonly signal: Float64Array;
  /** `none`, `beat` or `artefact`; "" in gaps. */
  readonly label: readonly string[];
}

const stepMs = 20;

/** Recordings of `length` steps (default 24 of 1500, half a minute each). The same seed gives the same ones. */
export function beats(options: { readonly seed: number; readonly recordings?: number; readonly length?: number }): BeatRecording[] {
  const { seed, recordings = 24, length = 1500 } = options;
  return Array.from({ length: recordings }, (_, k) => recording(`r${k + 1}`, length, seed, k));
}

function recording(id: string, length: number, seed: number, step: number): BeatRecording {
  const random = generator(seed, "beats", step);
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  const signal = new Float64Array(length);
  const label = new Array<string>(length).fill("none");
  // The baseline: two slow waves and a walk.
  const waves = [0, 1].map(() => ({ size: between(0.3, 1.2), period: between(150, 600), phase: between(0, 2 * Math.PI) }));
  let walk = 0;
  for (let t = 0; t < length; t++) {
    walk = 0.995 * walk + 0.05 * random.normal();
    signal[t] =
      walk +
      0.08 * random.normal() +
      waves.reduce((sum, { size, period, phase }) => sum + size * sin((2 * Math.PI * t) / period + phase), 0);
  }
  // Beats: 9 steps each, 30 to 55 steps apart.
  const height = between(0.8, 1.4);
  const rhythm = between(34, 48);
  for (let at = between(10, 40); at < length - 12; at += rhythm * between(0.88, 1.14)) {
    const middle = Math.round(at);
    const own = height * between(0.8, 1.2);
    for (let d = -6; d <= 18; d++) if (middle + d >= 0 && middle + d < length) signal[middle + d] += own * beatAt(d);
    for (let d = -4; d <= 4; d++) if (middle + d >= 0) label[middle + d] = "beat";
  }
  // Artefacts, about one in 12 seconds; they hide the beats beneath them.
  for (let at = between(50, 400); at < length - 80; at += between(300, 900)) {
    const from = Math.floor(at);
    const size = Math.floor(between(20, 60));
    const kind = random.integer(3);
    const jump = (random.uniform() < 0.5 ? -1 : 1) * between(1, 3);
    for (let t = from; t < from + size; t++) {
      if (kind === 0) signal[t] += between(1.2, 2) * random.normal();
      else if (kind === 1) signal[t] += jump + 0.25 * random.normal();
      else if ((t - from) % 7 < 2) signal[t] += jump + random.normal();
      label[t] = "artefact";
    }
  }
  // Gaps: one or two, of half a second to two.
  for (let n = 1 + random.integer(2); n > 0; n--) {
    const from = random.integer(Math.max(1, length - 100));
    for (let t = from; t < Math.min(length, from + Math.floor(between(25, 100))); t++) {
      signal[t] = Number.NaN;
      label[t] = "";
    }
  }
  return { id, time: Float64Array.from({ length }, (_, t) => t * stepMs), signal, label };
}

/** The beat's form, d steps from its middle. */
const beatAt = (d: number): number => bump(d, 0, 1.3) - 0.3 * bump(d, -3, 1) - 0.35 * bump(d, 3, 1.1) + 0.25 * bump(d, 12, 3);

const bump = (d: number, middle: number, width: number): number => exp((-(d - middle) * (d - middle)) / (2 * width * width));
