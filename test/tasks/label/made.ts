import { generator } from "../../../src/random.ts";
import type { LabelSequence } from "../../../src/tasks/label/data.ts";

/** A signal in which a step's class is told by what comes after it: `rise` before a jump, `none` elsewhere; noise beneath. */
export function madeSignal(length: number, seed = 1): LabelSequence {
  const random = generator(seed, "label test");
  const label = new Array<string>(length).fill("none");
  const signal = Float64Array.from({ length }, () => 0.1 * random.normal());
  for (let at = 12; at < length - 8; at += 16 + random.integer(8)) {
    for (let t = at; t < at + 6; t++) {
      signal[t] += 0.5 * (t - at + 1);
      label[t] = "rise";
    }
  }
  return { features: { signal }, label };
}

/** Sentences in which names follow `call`; a name never seen is one all the same. */
export function madeSentences(count: number, seed = 1): LabelSequence[] {
  const random = generator(seed, "label words");
  const pick = (list: readonly string[]): string => list[random.integer(list.length)];
  const names = ["ana", "luis", "eva", "juan", "rosa", "pablo", "carla", "hugo"];
  return Array.from({ length: count }, () => {
    const long = random.integer(2) === 1;
    const before = random.integer(2) === 1 ? ["please", "call"] : ["call"];
    const name = [`${pick(names)}${random.integer(40)}`, ...(long ? [pick(names)] : [])];
    const tokens = [...before, ...name, "now"];
    const label = [...before.map(() => "O"), "B-name", ...(long ? ["I-name"] : []), "O"];
    return { tokens, label };
  });
}

/** Options that train in a second. */
export const small = { hidden: 6, lookback: 32, epochs: 3, lr: 0.01, dropout: 0 } as const;
