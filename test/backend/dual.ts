/** Forward-mode derivatives: the cells' equations with numbers that carry their partial derivatives. Independent of any kernel. */

/** A value and its derivative by each input. */
export interface Dual {
  readonly value: number;
  readonly by: readonly number[];
}

/** Inputs, each with derivative 1 by itself. */
export const inputs = (...values: number[]): Dual[] =>
  values.map((value, k) => ({ value, by: values.map((_, other) => (other === k ? 1 : 0)) }));

const join = (a: Dual, b: Dual, value: number, da: number, db: number): Dual => ({
  value,
  by: a.by.map((slope, k) => da * slope + db * b.by[k]),
});
const chain = (a: Dual, value: number, slope: number): Dual => ({ value, by: a.by.map((own) => slope * own) });

export const plus = (a: Dual, b: Dual): Dual => join(a, b, a.value + b.value, 1, 1);
export const times = (a: Dual, b: Dual): Dual => join(a, b, a.value * b.value, b.value, a.value);
export const oneMinus = (a: Dual): Dual => chain(a, 1 - a.value, -1);
export const tanh = (a: Dual): Dual => chain(a, Math.tanh(a.value), 1 / Math.cosh(a.value) ** 2);
export const relu = (a: Dual): Dual => chain(a, a.value > 0 ? a.value : 0, a.value > 0 ? 1 : 0);
export const sigmoid = (a: Dual): Dual => {
  const s = 1 / (1 + Math.exp(-a.value));
  return chain(a, s, s / (1 + Math.exp(a.value)));
};
