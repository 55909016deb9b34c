/**
 * Our own transcendental functions in float64, from + − × ÷ √ and bit operations only, so that every engine gives the same
 * bits (`Math.exp` and its kin differ between Node and browsers). Within 2 ulp of the true value unless said otherwise.
 */
export { exp, expm1 } from "./math/exp.ts";
export { log, log1p, pow } from "./math/log.ts";
export { erf, normalQuantile } from "./math/normal.ts";
export { sigmoid, softplus, tanh } from "./math/sigmoid.ts";
export { cos, sin } from "./math/trigonometry.ts";
