// A cell of a user's own, by the Cell contract and the small ops alone: what ONNX allows and memoria's cells don't have.
//   rnn   h' = f(a)
//   gru   z, r = f(a), n = g(W_n x + U_n (r ⊙ h)) or g(W_n x + r ⊙ (U_n h)), h' = (1 − z) ⊙ n + z ⊙ h
//   lstm  i = f(a + p_i ⊙ c), f = f(a + p_f ⊙ c) or 1 − i (coupled: ONNX's input_forget), c' = f ⊙ c + i ⊙ g(a),
//         o = f(a + p_o ⊙ c'), h' = o ⊙ h(c')
// a = W x + U h with the biases. `functions` [f, g, h] are of their preactivation, clipped if the case says so; weights have
// memoria's names and order.
const gates = { rnn: 1, gru: 3, lstm: 4 };

export function ownCell({ add, affine, multiply, negate, slice, split }, { kind, functions: [f, g, h], coupled, peepholes, reset }) {
  const from1 = (x) => add(negate(x), 1);
  const steps = {
    rnn: (x, state, w) => ({ h: f(add(affine(x, w.weight_ih, w.bias_ih), affine(state.h, w.weight_hh, w.bias_hh))) }),
    gru(x, { h }, w) {
      const H = h.shape[1];
      const rows = (v, k) => v && slice(v, 0, k * H, (k + 1) * H);
      const u = (v, k) => affine(v, rows(w.weight_hh, k), rows(w.bias_hh, k));
      const [xr, xz, xn] = split(affine(x, w.weight_ih, w.bias_ih), 3);
      const [r, z] = [f(add(xr, u(h, 0))), f(add(xz, u(h, 1)))];
      const n = g(add(xn, reset === "after" ? multiply(r, u(h, 2)) : u(multiply(r, h), 2)));
      return { h: add(multiply(from1(z), n), multiply(z, h)) };
    },
    lstm(x, state, w) {
      const [ai, af, ag, ao] = split(add(affine(x, w.weight_ih, w.bias_ih), affine(state.h, w.weight_hh, w.bias_hh)), 4);
      const [pi, pf, po] = peepholes ? split(w.weight_peephole, 3) : [];
      const seeing = (a, p, c) => (p ? add(a, multiply(c, p)) : a);
      const i = f(seeing(ai, pi, state.c));
      const forget = coupled ? from1(i) : f(seeing(af, pf, state.c));
      const c = add(multiply(forget, state.c), multiply(i, g(ag)));
      return { h: multiply(f(seeing(ao, po, c)), h(c)), c };
    },
  };
  const zeros = ([m, n = 1]) => new Float64Array(m * n);
  return {
    kind: `own ${kind}`,
    states: ({ hidden }) => (kind === "lstm" ? { h: hidden, c: hidden } : { h: hidden }),
    parameters({ input, hidden, bias }) {
      const rows = gates[kind] * hidden;
      const biases = bias ? { bias_ih: [rows], bias_hh: [rows] } : {};
      const shapes = {
        weight_ih: [rows, input],
        weight_hh: [rows, hidden],
        ...biases,
        ...(peepholes ? { weight_peephole: [3 * hidden] } : {}),
      };
      return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape, initial: zeros }]));
    },
    step: steps[kind],
  };
}
