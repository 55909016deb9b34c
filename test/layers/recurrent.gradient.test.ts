import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/cell.ts";
import { gru, lstm, rnn } from "../../src/cells/index.ts";
import { network, type RecurrentOptions, recurrent } from "../../src/layers/index.ts";
import type { PassOptions, State } from "../../src/network.ts";
import { gradientError, relativeError, stir, wave, weighing } from "../helpers/differences.ts";

const cells: Record<string, Cell> = {
  "rnn tanh": rnn(),
  "rnn relu": rnn({ activation: "relu" }),
  lstm: lstm(),
  "lstm with peepholes": lstm({ peepholes: true }),
  "lstm with projection": lstm({ projection: 2 }),
  "lstm with peepholes and projection": lstm({ peepholes: true, projection: 2 }),
  "gru, reset after": gru(),
  "gru, reset before": gru({ reset: "before" }),
};
const normed: Record<string, Cell> = {
  "rnn with layer norm": rnn({ layerNorm: true }),
  "lstm with layer norm": lstm({ layerNorm: true, peepholes: true }),
  "gru with layer norm": gru({ layerNorm: true }),
  "gru with layer norm, reset before": gru({ layerNorm: true, reset: "before" }),
  "lstm, gates with tanh and the rest with sigmoid": lstm({ gateActivation: "tanh", activation: "sigmoid", peepholes: true }),
  "gru, gates with tanh and the candidate with sigmoid": gru({ gateActivation: "tanh", activation: "sigmoid" }),
};
/** The same cell without its fused kernels: the equations run. */
const unfused = (cell: Cell): Cell => ({ ...cell, twin: undefined });

const variants: Record<string, Partial<RecurrentOptions> & { pass?: PassOptions }> = {
  plain: {},
  "two layers, both directions": { layers: 2, bidirectional: true },
  "ragged, one row empty": { layers: 2, bidirectional: true, pass: { lengths: [2, 4, 0] } },
  "no bias": { bias: false },
  "last output": { returns: "last", bidirectional: true, pass: { lengths: [2, 4, 1] } },
  "dropout of both kinds": {
    layers: 2,
    dropout: 0.3,
    recurrentDropout: 0.4,
    bidirectional: true,
    pass: { training: true, step: 3, lengths: [2, 4, 3] },
  },
  "variational dropout": { layers: 2, dropout: 0.3, variational: true, recurrentDropout: 0.4, pass: { training: true, step: 3 } },
};

const [B, T, I, H] = [3, 4, 2, 3];
const make = (cell: Cell, { pass: _, ...options }: (typeof variants)[string], backend = "reference") =>
  stir(network(recurrent({ cell, input: I, hidden: H, ...options }), { backend }));

function statesFor(cell: Cell, { layers = 1, bidirectional = false }: Partial<RecurrentOptions>): State {
  const widths = Object.entries(cell.states({ input: I, hidden: H, bias: true }));
  return Object.fromEntries(widths.map(([name, width], k) => [name, wave([layers * (bidirectional ? 2 : 1), B, width], 5 + k)]));
}

/** By the equations a pass costs more: these variants reach every path that layer norm changes. */
const fewer = ["ragged, one row empty", "dropout of both kinds"];

describe.each(Object.entries({ ...cells, ...normed }))("%s", (name, cell) => {
  it.each(Object.entries(variants).filter(([variant]) => !(name in normed) || fewer.includes(variant)))(
    "gradient equals central differences, relative error < 1e-6: %s",
    (_variant, options) => {
      const { error, where } = gradientError(make(cell, options), wave([B, T, I], 0.1), weighing(), {
        ...options.pass,
        state: statesFor(cell, options),
      });
      expect(error, where).toBeLessThan(1e-6);
    },
  );
});

describe.each(Object.entries(cells))("%s, fused", (_name, cell) => {
  it.each(Object.entries(variants))(
    "equals its equations, forward and backward, 1e-10 on reference and 1e-5 on wasm: %s",
    (_variant, options) => {
      for (const [backend, tolerance] of [
        ["reference", 1e-10],
        ["wasm", 1e-5],
      ] as const) {
        const x = wave([B, T, I], 0.1);
        const pass = { ...options.pass, state: statesFor(cell, options), record: true };
        const [a, b] = [cell, unfused(cell)].map((each) => make(each, options, backend).gradients(x, weighing(), pass));
        const same = (where: string, p: { data: ArrayLike<number> } | undefined, q: { data: ArrayLike<number> }): void =>
          expect(p === undefined ? Number.NaN : relativeError(p.data, q.data), `${backend} ${where}`).toBeLessThan(tolerance);
        same("output", a.output, b.output);
        same("input", a.input, b.input);
        for (const name of Object.keys(b.state)) same(`state ${name}`, a.state[name], b.state[name]);
        for (const name of Object.keys(b.initial)) same(`initial ${name}`, a.initial[name], b.initial[name]);
        for (const name of Object.keys(b.parameters)) same(name, a.parameters[name], b.parameters[name]);
        expect(a.recordings.length).toBe(b.recordings.length);
        b.recordings.forEach((recording, index) => {
          for (const part of ["gates", "states", "stateGradients", "gateGradients"] as const) {
            expect([...a.recordings[index][part].keys()].sort()).toEqual([...recording[part].keys()].sort());
            for (const [name, values] of recording[part]) same(`recorded ${part} ${name}`, a.recordings[index][part].get(name), values);
          }
        });
      }
    },
  );
});
