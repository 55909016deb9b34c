/**
 * sin and cos by reduction to |r| ≤ π/4: x − n π/2 with π/2 in three parts (Cody & Waite 1980), then Taylor series. The first
 * part has 33 bits, so its product with n is exact up to n = 2^20: there the reduction holds, and beyond |x| = 2^20 it is refused.
 */
const half1 = 1.5707963267341256; // π/2 to 33 bits
const half2 = 6.077100506303966e-11; // the next 33
const half3 = 2.0222662487959506e-21; // the rest

/** sin r and cos r for |r| ≤ π/4 + a bit, with a small correction c to r. */
function sine(r: number, c: number): number {
  const z = r * r;
  let sum = 1 / 355687428096000;
  for (const f of [-1307674368000, 6227020800, -39916800, 362880, -5040, 120]) sum = sum * z + 1 / f;
  // r − r³/6 + …, the correction by the derivative.
  return r + (r * z * (sum * z - 1 / 6) + c * (1 - z / 2));
}

function cosine(r: number, c: number): number {
  const z = r * r;
  let sum = 1 / 6402373705728000;
  for (const f of [-20922789888000, 87178291200, -479001600, 3628800, -40320, 720, -24]) sum = -(-sum * z) + 1 / f;
  const half = 0.5 * z;
  const one = 1 - half;
  return one + (1 - one - half - (z * z * sum + r * c));
}

function reduce(x: number): { quadrant: number; r: number; c: number } {
  const n = Math.round(x / 1.5707963267948966);
  const head = x - n * half1;
  const middle = n * half2;
  const r1 = head - middle;
  const lost = head - r1 - middle;
  const last = n * half3 - lost;
  const r = r1 - last;
  return { quadrant: ((n % 4) + 4) % 4, r, c: r1 - r - last };
}

function wave(x: number, shift: number): number {
  if (!(Math.abs(x) <= 1048576)) return Number.NaN;
  const { quadrant, r, c } = reduce(x);
  switch ((quadrant + shift) % 4) {
    case 0:
      return sine(r, c);
    case 1:
      return cosine(r, c);
    case 2:
      return -sine(r, c);
    default:
      return -cosine(r, c);
  }
}

/** Sine of radians; NaN beyond |x| = 2^20, about a million. */
export const sin = (x: number): number => (x === 0 ? x : wave(x, 0));

/** Cosine of radians; NaN beyond |x| = 2^20, about a million. */
export const cos = (x: number): number => wave(x, 1);
