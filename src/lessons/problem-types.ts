/** L7–L10: the types of problem, each with a net that learns one, its shapes, and the constant answer beside it. */
import type { Batch } from "../batch.ts";
import { echo } from "../datasets/echo.ts";
import { activation, linear, recurrent, sequential } from "../layers/index.ts";
import { type Claim, type ClaimId, type LessonSettings, seedsOf } from "../lesson.ts";
import type { LessonPicture } from "../lesson-picture.ts";
import { mse } from "../losses/index.ts";
import { sin } from "../math.ts";
import type { Network } from "../network.ts";
import { generator } from "../random.ts";
import { lines, pairs, waveOfEach } from "./shared/answers.ts";
import { mean } from "./shared/numbers.ts";
import { study } from "./shared/study.ts";

interface Example {
  readonly name: string;
  readonly net: (seed: number) => Network;
  readonly make: (seed: number, step: number) => Batch;
  readonly updates: number;
  /** What the net of the first run answers to a batch that nobody trained on. Default: no picture. */
  readonly picture?: (held: Batch, answers: Batch["inputs"]) => LessonPicture;
}

const B = 32;
const shapeText = (shape: ArrayLike<number>): string => ["B", ...Array.from(shape).slice(1)].join("×");

/** Mean squared error of the best constant for each place of the target, over what counts. */
export function constantLoss({ targets, mask }: Batch): number {
  const [rows] = targets.shape;
  const places = targets.data.length / rows;
  let [total, n] = [0, 0];
  for (let place = 0; place < places; place++) {
    const own = Array.from({ length: rows }, (_, row) => row * places + place).filter((k) => mask === undefined || mask.data[k] !== 0);
    const middle = mean(own.map((k) => targets.data[k]));
    for (const k of own) total += (targets.data[k] - middle) * (targets.data[k] - middle);
    n += own.length;
  }
  return total / n;
}

/** Windows of a wave of any phase and one of two speeds: `steps` values, and what is asked of each. */
function windows(seed: number, step: number, steps: number, ask: (phase: number, speed: number, slow: boolean) => number[]): Batch {
  const random = generator(seed, "windows", step);
  const inputs = new Float64Array(B * steps);
  const asked: number[] = [];
  for (let row = 0; row < B; row++) {
    const slow = random.uniform() < 0.5;
    const [phase, speed] = [6.283185307179586 * random.uniform(), slow ? 0.3 : 0.5];
    for (let t = 0; t < steps; t++) inputs[row * steps + t] = sin(phase + speed * t);
    asked.push(...ask(phase, speed, slow));
  }
  return { inputs: { shape: [B, steps, 1], data: inputs }, targets: { shape: [B, asked.length / B], data: asked } };
}

const curve = (seed: number, step: number): Batch => {
  const random = generator(seed, "curve", step);
  const x = Float64Array.from({ length: B }, () => 6 * random.uniform() - 3);
  return { inputs: { shape: [B, 1], data: x }, targets: { shape: [B, 1], data: x.map((value) => sin(2 * value)) } };
};

/** One of three classes at the first step, nothing after; the wave of that class as answer. */
const fromClass = (seed: number, step: number): Batch => {
  const random = generator(seed, "classes", step);
  const steps = 20;
  const inputs = new Float64Array(B * steps * 3);
  const targets = new Float64Array(B * steps);
  for (let row = 0; row < B; row++) {
    const own = random.integer(3);
    inputs[row * steps * 3 + own] = 1;
    for (let t = 0; t < steps; t++) targets[row * steps + t] = sin(0.3 * (own + 1) * (t + 1));
  }
  return { inputs: { shape: [B, steps, 3], data: inputs }, targets: { shape: [B, steps, 1], data: targets } };
};

const last = (output: number) => (seed: number) =>
  sequential([recurrent({ cell: "rnn", input: 1, hidden: 16, returns: "last" }), linear({ output })], { seed });

const examples: Readonly<Record<"L7" | "L8" | "L9" | "L10", readonly Example[]>> = {
  L7: [
    {
      name: "oneToOne",
      net: (seed) => sequential([linear({ input: 1, output: 32 }), activation("tanh"), linear({ output: 1 })], { seed }),
      make: curve,
      updates: 2000,
      picture: pairs("L7-answers"),
    },
  ],
  L8: [
    {
      name: "oneToMany",
      net: (seed) => sequential([recurrent({ cell: "gru", input: 3, hidden: 24 }), linear({ output: 1 })], { seed }),
      make: fromClass,
      updates: 1000,
      picture: waveOfEach,
    },
  ],
  L9: [
    {
      name: "nextValue",
      net: last(1),
      make: (seed, step) => windows(seed, step, 20, (phase, speed) => [sin(phase + speed * 20)]),
      updates: 1000,
      picture: pairs("L9-answers"),
    },
    { name: "classOfSeries", net: last(1), make: (seed, step) => windows(seed, step, 20, (_p, _s, slow) => [slow ? 1 : 0]), updates: 1000 },
  ],
  L10: [
    {
      name: "eachStep",
      net: (seed) => sequential([recurrent({ cell: "rnn", input: 1, hidden: 24 }), linear({ output: 1 })], { seed }),
      make: (seed, step) => echo({ seed, step, batch: B, length: 20 }),
      updates: 2000,
      picture: lines("L10-echo", 1),
    },
    {
      name: "laterValues",
      net: last(5),
      make: (seed, step) => windows(seed, step, 20, (phase, speed) => [0, 1, 2, 3, 4].map((k) => sin(phase + speed * (20 + k)))),
      updates: 1000,
      picture: lines("L10-later", 21),
    },
  ],
};

/** A type of problem is there where the net's error is under a quarter of the constant's, in every run of each example. */
async function measureType(id: keyof typeof examples, settings: LessonSettings) {
  const rows: (string | number)[][] = [];
  const pictures: LessonPicture[] = id === "L7" ? [{ id: "L7-types", kind: "types" }] : [];
  let worst = 0;
  for (const { name, net, make, updates, picture } of examples[id]) {
    const losses: number[] = [];
    const constants: number[] = [];
    for (const seed of seedsOf(settings)) {
      const held = make(1000 + seed, 0);
      const constant = constantLoss(held);
      const network = net(seed);
      const { loss } = await study({
        network,
        loss: mse(),
        make: (step) => make(seed, step),
        held,
        updates: settings.quick ? updates / 2 : updates,
        solved: constant / 20,
        signal: settings.signal,
      });
      losses.push(loss);
      constants.push(constant);
      if (seed === 1 && picture !== undefined) pictures.push(picture(held, network.forward(held.inputs).output));
    }
    const { inputs, targets } = make(1, 0);
    worst = Math.max(worst, ...losses.map((loss, k) => loss / constants[k]));
    rows.push([name, shapeText(inputs.shape), shapeText(targets.shape), mean(losses), mean(constants)]);
  }
  return {
    id,
    standing: worst < 0.25 ? ("holds" as const) : ("fails" as const),
    figures: { worst },
    table: { columns: ["example", "input", "output", "error", "constantError"], rows },
    pictures,
  };
}

const claim = (id: keyof typeof examples & ClaimId): Claim => ({ id, measure: (settings) => measureType(id, settings) });

export const [oneToOne, oneToMany, manyToOne, manyToMany] = (["L7", "L8", "L9", "L10"] as const).map(claim);
