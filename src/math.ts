/**
 * Our own transcendental functions in float64, from + − × ÷ √ and bit operations only, so that every engine gives the same
 * bits (`Math.exp` and its kin differ between Node and browsers). Within 2 ulp of the true value, erf within 1e-14 and
 * normalQuantile within 1e-12; a result under 2⁻¹⁰²² within 2 of the smallest subnormal. Special values as `Math` has them.
 */
export { exp, expm1 } from "./math/exp.ts";
export { log, log1p } from "./math/log.ts";
export { erf, normalQuantile } from "./math/normal.ts";
export { pow } from "./math/pow.ts";
export { sigmoid, softplus, tanh } from "./math/sigmoid.ts";
export { cos, sin } from "./math/trigonometry.ts";
