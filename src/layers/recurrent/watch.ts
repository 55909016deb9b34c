/** How recordings are filled: from the buffers of a fused twin, or from the tensors of the equations. */

import type { Watch } from "../../ops/sequence/loop.ts";
import { place } from "../../ops/sequence/parts.ts";
import type { Plan } from "../../ops/sequence/plan.ts";
import type { Direction, Twin } from "../../ops/sequence/twin.ts";
import { type Recorder, type Recording, unpack, unpackSteps } from "../../recorder.ts";
import type { Tensor } from "../../tensor.ts";
import type { Values } from "../../values.ts";
import type { EquationsWatch } from "./equations.ts";

/** Watch a twin: gates before the backward pass overwrites them, gradients after it. */
export function watchTwin(twin: Twin, recordings: readonly (Recording | undefined)[]): Watch {
  const gatesOf = (d: Direction, to: Map<string, Values>): void => {
    twin.gates.forEach((gate, k) => {
      to.set(gate, unpack(d.workspace, d.plan, d.g, twin.gates.length * d.H, k * d.H, d.H));
    });
  };
  return {
    forward(index, d) {
      const recording = recordings[index];
      if (recording === undefined) return;
      gatesOf(d, recording.gates);
      recording.states.set("h", unpack(d.workspace, d.plan, d.y, d.ld, 0, d.P));
      const c = d.own.get("c");
      if (c !== undefined) recording.states.set("c", unpack(d.workspace, d.plan, c, d.H, 0, d.H));
    },
    backward(index, d) {
      const recording = recordings[index];
      if (recording === undefined) return;
      gatesOf(d, recording.gateGradients);
      recording.stateGradients.set("h", unpack(d.workspace, d.plan, place(d, d.dy, 0, 1), d.ld, 0, d.P));
      if (d.dcAll !== 0) recording.stateGradients.set("c", unpack(d.workspace, d.plan, d.dcAll, d.H, 0, d.H));
    },
  };
}

/** Watch the equations: keep the tensors, read them when the backward pass is done. */
export function watchEquations(recorder: Recorder, recording: Recording | undefined, plan: Plan): EquationsWatch {
  const kept = { gates: new Map<string, Tensor[]>(), preactivations: new Map<string, Tensor[]>(), states: new Map<string, Tensor[]>() };
  const put = (into: Map<string, Tensor[]>, name: string, t: number, tensor: Tensor): void => {
    const steps = into.get(name) ?? [];
    steps[t] = tensor;
    into.set(name, steps);
  };
  const fill = (from: Map<string, Tensor[]>, to: Map<string, Values> | undefined, gradient: boolean): void => {
    for (const [name, steps] of from) to?.set(name, unpackSteps(plan, steps, gradient));
  };
  recorder.later(() => {
    fill(kept.gates, recording?.gates, false);
    fill(kept.states, recording?.states, false);
    fill(kept.states, recording?.stateGradients, true);
    fill(kept.preactivations, recording?.gateGradients, true);
  });
  return {
    gate(t, name, preactivation, value) {
      put(kept.gates, name, t, value);
      put(kept.preactivations, name, t, preactivation);
    },
    states(t, states) {
      for (const [name, state] of Object.entries(states)) put(kept.states, name, t, state);
    },
  };
}
