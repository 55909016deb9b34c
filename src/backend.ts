/**
 * The backend contract: one linear memory and about forty kernels over it. A backend owns its real type
 * (float32 or float64); nothing above this file names one, and nothing above it knows which backend runs.
 *
 * Rules that every backend keeps (`test/backend.suite.ts` proves them):
 * - A `Pointer` is a byte address in the memory; 0 means "none" where a kernel says "or 0". Reals are row-major.
 *   Strides and leading dimensions (`ld…`) count elements, not bytes.
 * - A row of a result depends on that row's inputs alone, to the bit: never on the number of rows, its place among
 *   them, or the tail handling. Products sum over k in the order 0…k−1, starting from what C held (accumulate) or 0.
 * - Nothing is read or written outside the given extents. Sizes of 0 are no-ops.
 * - NaN in gives NaN out in the places that depend on it.
 */

/** Byte address in a backend's memory. 0 is "none". */
export type Pointer = number;

/** The backend's real type. Only backends and `values.ts` make one. */
export type RealArray = Float32Array | Float64Array;

/** Element-wise functions of one argument. `alpha` is used by `scale` (alpha·x), `shift` (x + alpha) and `power` (x^alpha is not here on purpose). */
export const unaryNames = ["negate", "exp", "log", "tanh", "sigmoid", "relu", "sqrt", "square", "absolute", "reciprocal", "softplus", "scale", "shift"] as const;
export type UnaryName = (typeof unaryNames)[number];

/** Element-wise functions of two arguments. `atLeast` is 1 where a ≥ b, else 0 (NaN in either gives 0). `maximum` and `minimum` give NaN if either is NaN. */
export const binaryNames = ["add", "subtract", "multiply", "divide", "maximum", "minimum", "atLeast"] as const;
export type BinaryName = (typeof binaryNames)[number];

/** Kernels take these codes (the index in the list above), so that a WebAssembly export is the kernel itself. */
export const unaryCode = (name: UnaryName): number => unaryNames.indexOf(name);
export const binaryCode = (name: BinaryName): number => binaryNames.indexOf(name);

/** Every kernel. Arguments are plain numbers; `accumulate` and other flags are 0 or 1. */
export interface Kernels {
  // ── matrix product ────────────────────────────────────────────────────────────────────────────────────────────
  /** Elements that a packed right-hand side of k×n takes. */
  packedSize(k: number, n: number): number;
  /** Pack B, k×n with leading dimension ldb (or, if `transposed`, stored as n×k with leading dimension ldb), for `matmulPacked`. B stays as it is while the packed form is in use: a backend may look at it again. */
  pack(b: Pointer, ldb: number, transposed: number, k: number, n: number, out: Pointer): void;
  /** C[m,n] (ldc) = A[m,k] · packed B, plus what C held if `accumulate`. If `transposeA`, A is stored as k×m with leading dimension lda. `scratch`: `matmulScratch(m, n, k)` elements. */
  matmulPacked(a: Pointer, lda: number, transposeA: number, packed: Pointer, c: Pointer, ldc: number, m: number, n: number, k: number, accumulate: number, scratch: Pointer): void;
  /** Elements of scratch that `matmul` and `matmulPacked` may use at this size; bounded whatever m and k. */
  matmulScratch(m: number, n: number, k: number): number;
  /** C[m,n] (+)= op(A)·op(B), both unpacked; the same bits as `pack` and `matmulPacked`. */
  matmul(a: Pointer, lda: number, transposeA: number, b: Pointer, ldb: number, transposeB: number, c: Pointer, ldc: number, m: number, n: number, k: number, accumulate: number, scratch: Pointer): void;

  // ── element-wise ──────────────────────────────────────────────────────────────────────────────────────────────
  fill(x: Pointer, value: number, n: number): void;
  /** out = f(x); in place allowed. */
  unary(code: number, x: Pointer, out: Pointer, n: number, alpha: number): void;
  /** dx += dy · f′(x), given x and y = f(x). relu′(0) = 0, |·|′(0) = 0; both are NaN at NaN. */
  unaryGradient(code: number, x: Pointer, y: Pointer, dy: Pointer, dx: Pointer, n: number, alpha: number): void;
  /** out (contiguous, dims d0…d3) = f(a, b), with element strides for a and b (0 repeats: broadcasting). */
  binary(code: number, a: Pointer, b: Pointer, out: Pointer, d0: number, d1: number, d2: number, d3: number, a0: number, a1: number, a2: number, a3: number, b0: number, b1: number, b2: number, b3: number): void;
  /** dst = src (or dst += src if `accumulate`) over dims d0…d3 with element strides s… and t…. With a 0 in s… it repeats, with a 0 in t… and accumulate it sums, in index order: so transpose, slice, concat, expand and sum are all this. */
  copy(src: Pointer, dst: Pointer, d0: number, d1: number, d2: number, d3: number, s0: number, s1: number, s2: number, s3: number, t0: number, t1: number, t2: number, t3: number, accumulate: number): void;

  // ── reduce ────────────────────────────────────────────────────────────────────────────────────────────────────
  /** Σ x, accumulated in float64 in one fixed order that depends on n only. */
  sum(x: Pointer, n: number): number;
  /** Σ x², the same. */
  sumSquares(x: Pointer, n: number): number;
  /** Index of the first NaN or ±Infinity, or −1. */
  firstNonFinite(x: Pointer, n: number): number;

  // ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────
  /** softmax along each row of x[rows, n], shifted by the row's maximum. */
  softmax(x: Pointer, out: Pointer, rows: number, n: number): void;
  /** dx += y ⊙ (dy − Σ y dy) */
  softmaxGradient(y: Pointer, dy: Pointer, dx: Pointer, rows: number, n: number): void;
  logSoftmax(x: Pointer, out: Pointer, rows: number, n: number): void;
  /** dx += dy − exp(y) Σ dy */
  logSoftmaxGradient(y: Pointer, dy: Pointer, dx: Pointer, rows: number, n: number): void;
  /** out[r] = table[index[r]] for int32 indices; a negative index gives a row of zeros. */
  gatherRows(table: Pointer, index: Pointer, out: Pointer, rows: number, width: number): void;
  /** dtable[index[r]] += dy[r], r ascending; negative indices are skipped. */
  scatterAddRows(dy: Pointer, index: Pointer, dtable: Pointer, rows: number, width: number): void;
  /**
   * out[r, u] = 0 with probability p, else 1/(1−p). Philox4x32-10: key (key0, key1), counter (u >> 2, t[r], row[r], step), word u & 3;
   * uniform = (word >>> 8)·2⁻²⁴; dropped if uniform < p. `row` and `t` are int32 arrays, or 0 for r and 0.
   */
  dropoutMask(out: Pointer, row: Pointer, t: Pointer, rows: number, width: number, p: number, key0: number, key1: number, step: number): void;

  // ── one step of a cell; the time loop, written once for all cells and backends, is `layers/recurrent` ──────────
  // g: pre-activations [rows, G·H] in, gate values out, pre-activation gradients after the backward kernel.
  // y, dy: [rows, H] with leading dimension ldy. h, c, dh, dc: [rows, H] carried between steps.
  // A backward kernel takes dh_t = dy + dh, stores it in dy, and leaves in dh only the direct path to h_{t−1};
  // the caller adds the path through the recurrent weights.

  /** h = f(g): writes g, h and y. relu: 1 = relu, 0 = tanh. */
  rnnForward(g: Pointer, h: Pointer, y: Pointer, ldy: number, rows: number, H: number, relu: number): void;
  /** dg = dh_t ⊙ f′; dh = 0. */
  rnnBackward(g: Pointer, dy: Pointer, ldy: number, dh: Pointer, rows: number, H: number, relu: number): void;

  /** Gates i f g o. Reads c (c_{t−1}), saves it in cp (or 0), writes c, tc = tanh(c) (or 0), h (or 0) and y = o ⊙ tanh(c). peep: [3H] p_i p_f p_o, or 0 (i and f see c_{t−1}, o sees c_t). */
  lstmForward(g: Pointer, c: Pointer, cp: Pointer, tc: Pointer, peep: Pointer, h: Pointer, y: Pointer, ldy: number, rows: number, H: number): void;
  /** dh may be 0 (projection: dy holds all of it). dc in: ∂L/∂c_t from later steps; out: ∂L/∂c_{t−1}. dcAll: [rows, H] total ∂L/∂c_t, or 0. dpeep: [3H] += , or 0. */
  lstmBackward(g: Pointer, cp: Pointer, tc: Pointer, peep: Pointer, dpeep: Pointer, dy: Pointer, ldy: number, dh: Pointer, dc: Pointer, dcAll: Pointer, rows: number, H: number): void;

  /** Reset after. g: W x + b for r z n, with U h already added to r and z; hn: U_n h + b_hn. Reads h (h_{t−1}), saves it in hp (or 0), writes h and y. n = tanh(g_n + r ⊙ hn); h = (1−z) ⊙ n + z ⊙ h_{t−1}. */
  gruForward(g: Pointer, hn: Pointer, h: Pointer, hp: Pointer, y: Pointer, ldy: number, rows: number, H: number): void;
  /** g ← dr dz dn (pre-activation); hn ← ∂L/∂hn = dn ⊙ r; dh ← dh_t ⊙ z. */
  gruBackward(g: Pointer, hn: Pointer, hp: Pointer, dy: Pointer, ldy: number, dh: Pointer, rows: number, H: number): void;

  /** Reset before, first half: r, z ← σ in place; rh = r ⊙ hm, where hm is the (masked) h_{t−1}. */
  gruBeforeGates(g: Pointer, hm: Pointer, rh: Pointer, rows: number, H: number): void;
  /** Second half, g_n complete: n = tanh(g_n); reads h, saves it in hp (or 0), writes h and y. */
  gruBeforeOutput(g: Pointer, h: Pointer, hp: Pointer, y: Pointer, ldy: number, rows: number, H: number): void;
  /** g_z, g_n ← pre-activation gradients (r untouched); dh ← dh_t ⊙ z. */
  gruBeforeOutputBackward(g: Pointer, hp: Pointer, dy: Pointer, ldy: number, dh: Pointer, rows: number, H: number): void;
  /** Given drh = dn · U_n: g_r ← drh ⊙ hm ⊙ r(1−r); drh ← drh ⊙ r (what flows on to hm). */
  gruBeforeGatesBackward(g: Pointer, hm: Pointer, drh: Pointer, rows: number, H: number): void;

  // ── optimizers: PyTorch's definitions, one tensor a call ──────────────────────────────────────────────────────
  /** v: momentum buffer or 0. step counts from 1; at step 1 the buffer is set to the gradient. */
  sgd(x: Pointer, dx: Pointer, v: Pointer, n: number, rate: number, decay: number, momentum: number, dampening: number, nesterov: number, step: number): void;
  /** s: square average. m: momentum buffer or 0. a: gradient average (centered) or 0. */
  rmsprop(x: Pointer, dx: Pointer, s: Pointer, m: Pointer, a: Pointer, n: number, rate: number, decay: number, alpha: number, epsilon: number, momentum: number): void;
  /** rate is already divided by 1 + (step − 1)·rateDecay. */
  adagrad(x: Pointer, dx: Pointer, s: Pointer, n: number, rate: number, decay: number, epsilon: number): void;
  /** bias1 = 1 − β1^step, bias2 = 1 − β2^step. vmax: AMSGrad's maximum or 0. decoupled: 1 = AdamW. */
  adam(x: Pointer, dx: Pointer, m: Pointer, v: Pointer, vmax: Pointer, n: number, rate: number, decay: number, beta1: number, beta2: number, epsilon: number, bias1: number, bias2: number, decoupled: number): void;
}

/** One linear memory with its kernels. Views are made anew at each call: keep none across an allocation. */
export interface Memory {
  readonly kernels: Kernels;
  /** Bytes now held. Never shrinks. */
  readonly bytes: number;
  /** Make at least this many bytes addressable; contents stay where they are. Throws `ModelError` `memory-exhausted` when the backend can't. */
  reserve(bytes: number): void;
  /** A view of n reals at a pointer. */
  reals(at: Pointer, n: number): RealArray;
  /** A view of n int32 at a pointer. */
  ints(at: Pointer, n: number): Int32Array;
}

/** A way to compute. */
export interface Backend {
  readonly name: string;
  /** The name for people, with the library that computes. Throws ModelError `blas-missing` where that is missing. */
  describe(): string;
  /** Does a row of a product depend on that row alone, to the bit? */
  readonly rowsAlone: boolean;
  /** 4 or 8. */
  readonly realBytes: number;
  /** The most bytes that one memory can hold. */
  readonly maximumBytes: number;
  /** A new array of the backend's real type: zeros, or a copy of the values. */
  array(values: number | ArrayLike<number>): RealArray;
  /** A new, small memory. The first bytes are never handed out, so that 0 can mean "none". */
  memory(): Memory;
}
