/** What stands in and beside the figures. */

export const figures = {
  unrolled: {
    title: "A recurrent net, folded and unrolled through time",
    description: (layers: string) =>
      `On the left the net with a loop at each of its ${layers === "1" ? "one recurrent layer" : `${layers} recurrent layers`}; on the right the same net once for each step: x_t goes in below, y_t comes out above, and each layer's state goes on to the same layer at the next step.`,
    folded: "folded",
    unrolled: "unrolled through time",
    hidden: (number: string) => `hidden layer ${number}`,
    units: (count: string) => (count === "1" ? "1 unit" : `${count} units`),
    both: "in each direction",
    kinds: {
      input: "input",
      output: "output",
      linear: "linear layer",
      embedding: "embedding",
      norm: "layer norm",
      activation: "activation",
    },
    w: "w: the weights from layer to layer, as in a multilayer perceptron",
    wh: "w_h: the new weights. Each joins a layer to its own state of the step before, never two layers; all steps share them",
  },
  unit: {
    title: (cell: string) => `A unit of the ${cell} cell`,
    description: (states: string) =>
      `Left to right (on a phone top to bottom): x_t and what the step before left come in; the equations' operations; ${states} and the output O_t go out.`,
    input: "input of step t",
    states: {
      h: "hidden state: goes on to the next step (the short-term memory)",
      c: "cell state: goes on to the next step (the long-term memory)",
    },
    otherState: (name: string) => `the state ${name}: goes on to the next step`,
    output: (state: string) => `output: what the unit shows to the layer above, read from ${state}`,
    outputNotGate: (state: string) => `output: what the unit shows to the layer above, read from ${state}. It isn't o_t, the output gate`,
    gates: {
      "lstm i": "input gate: how much of g_t is written",
      "lstm f": "forget gate: at 0 it wipes c",
      "lstm g": "candidate: what may be written",
      "lstm o": "output gate: how much of c_t is shown",
      "gru r": "reset gate: how much of h_{t−1} the candidate sees",
      "gru z": "update gate: how much of h_{t−1} is kept",
      "gru n": "candidate: the new state proposed",
    },
    otherGate: "a gate of this cell",
    weights: "products with the weights, and their biases",
    sigmoid: "between 0 (shut) and 1 (open)",
    product: "product element by element",
  },
  chain: {
    title: "The chain back to the beginning",
    description:
      "The loss at step T sends its gradient back from each state to the one before, as far as the first; each state adds its part to the gradient of the weights w_h that all steps share.",
    measured: (lag: string, size: string) =>
      `The loss at step T sends its gradient back from each state to the one before; ${lag} steps back there is ${size} of it. Each state adds its part to the gradient of the weights w_h that all steps share.`,
    back: "back: each arrow multiplies by ∂h_t/∂h_{t−1} = diag(f′) w_h; each step adds its part to ∂L_T/∂w_h (step 1 none if h_0 = 0)",
    forward: "forward: w_h, the same at every step",
    delta: "∂L_T/∂h_t, what arrives at the state of step t",
    sizes: "measured: the wider the arrow, the more arrives, on a scale of powers of ten",
  },
  problemTypes: {
    title: "Types of problems",
    description:
      "Five small nets unrolled through time: one to one, one to many, many to one, many to many step by step, and many to many shifted.",
    types: {
      oneToOne: { name: "one to one", example: "an output per input: the perceptron" },
      oneToMany: { name: "one to many", example: "from one input a sequence" },
      manyToOne: { name: "many to one", example: "the next value; a series' class" },
      aligned: { name: "many to many, aligned", example: "an output at each step" },
      shifted: { name: "many to many, shifted", example: "several later values" },
    },
  },
};
