/**
 * The workspace: one backend memory laid out as [persistent | arena]. Parameters, their gradients and optimizer state are
 * persistent; everything that a step makes is bumped onto the arena and gone when its frame ends. So there is nothing to
 * dispose, and memory is flat from the second step on.
 */
import type { Backend, Kernels, Memory, Pointer } from "./backend.ts";
import { ModelError } from "./errors.ts";
import { noting, type Trace } from "./workspace-trace.ts";

const align = 64;
const roundUp = (bytes: number): number => Math.ceil(bytes / align) * align;

let active: Workspace | undefined;

/** The workspace whose frame is running. Throws outside of a frame: small ops only make sense inside one. */
export function activeWorkspace(): Workspace {
  if (active === undefined) {
    throw new ModelError({
      code: "tensor-outside-step",
      where: "tensor",
      expected: "to be used inside forward, gradients or a training step",
      got: "a call outside of one",
      hint: "outside, use the values that forward returns",
    });
  }
  return active;
}

/** One memory, its persistent regions and its arena. */
export class Workspace {
  readonly backend: Backend;
  readonly memory: Memory;
  /** Backward functions of the running frame in the order of the forward pass, or undefined when nothing is recorded. */
  tape: (() => void)[] | undefined = undefined;
  /** Above 0 while a training run holds the workspace: no other owner may take it over. */
  pinned = 0;
  readonly #regions = new Map<string, { at: Pointer; bytes: number }>();
  readonly #frames: number[] = [];
  #persistentEnd: Pointer = align;
  #top: Pointer = align;
  /** The furthest end of what was allocated, scratch included, since it was last set back. */
  #highest: Pointer = align;
  #trace: Trace | undefined;
  #nextFrame = 1;

  constructor(backend: Backend) {
    this.backend = backend;
    this.memory = backend.memory();
  }

  /** Bytes of the memory: flat over a long run. */
  get bytes(): number {
    return this.memory.bytes;
  }

  /** The memory's kernels, noted while a step is traced. */
  get kernels(): Kernels {
    return this.#trace?.kernels ?? this.memory.kernels;
  }

  /** Identity of the innermost running frame, 0 outside. */
  get frame(): number {
    return this.#frames.at(-1) ?? 0;
  }

  /** Whether a tensor of that frame may still be used. */
  alive(frame: number): boolean {
    return this.#frames.includes(frame);
  }

  /** A persistent region of n reals under a name: the same place for the same name and size. Zeroed when new. Only between frames. */
  persistent(name: string, n: number): Pointer {
    const bytes = roundUp(n * this.backend.realBytes);
    const old = this.#regions.get(name);
    if (old !== undefined && old.bytes >= bytes) return old.at;
    if (this.#frames.length > 0) throw new Error(`persistent region ${name} asked for inside a frame`);
    const at = this.#persistentEnd;
    this.memory.reserve(at + bytes);
    this.#persistentEnd = at + bytes;
    this.#top = this.#persistentEnd;
    this.#regions.set(name, { at, bytes });
    this.memory.kernels.fill(at, 0, bytes / this.backend.realBytes);
    return at;
  }

  /** Drop every persistent region: the memory goes to a new owner. */
  forget(): void {
    this.#regions.clear();
    this.#persistentEnd = align;
    this.#top = align;
  }

  /** n reals on the arena, uninitialised. */
  allocate(n: number): Pointer {
    return this.#bump(n * this.backend.realBytes);
  }

  /** n zeros on the arena. */
  zeros(n: number): Pointer {
    const at = this.allocate(n);
    this.kernels.fill(at, 0, n);
    return at;
  }

  /** int32 values on the arena. */
  integers(values: ArrayLike<number>): Pointer {
    const at = this.#bump(values.length * 4);
    this.memory.ints(at, values.length).set(values);
    return at;
  }

  /** Run a step: everything that `body` allocates is gone when it returns. Frames nest. */
  run<T>(recording: boolean, body: () => T): T {
    const { tape } = this;
    const top = this.#top;
    const outer = active;
    this.#frames.push(this.#nextFrame++);
    this.tape = recording ? [] : undefined;
    active = this;
    try {
      return body();
    } finally {
      active = outer;
      this.tape = tape;
      this.#top = top;
      this.#frames.pop();
    }
  }

  /** Run a step at a place of its own, kept under a name for steps of the same sizes, and note its kernel calls. Between frames only. */
  trace<T>(name: string, body: () => T): { result: T; calls: Trace["calls"] } {
    const trace = noting(this.memory.kernels);
    const at = this.#regions.get(name)?.at ?? this.#persistentEnd;
    this.#trace = trace;
    this.#top = at;
    this.#highest = at;
    try {
      const result = this.run(false, body);
      this.#regions.set(name, { at, bytes: this.#highest - at });
      return { result, calls: trace.calls };
    } finally {
      this.#trace = undefined;
      this.#persistentEnd = Math.max(this.#persistentEnd, this.#highest);
      this.#top = this.#persistentEnd;
    }
  }

  /** Numbers are looked at: what follows may depend on them, so that a traced step can't be made again by its calls. */
  looked(): void {
    if (this.#trace !== undefined) this.#trace.calls = undefined;
  }

  /** Scratch that is gone when `body` returns, inside a frame. */
  scratch<T>(body: () => T): T {
    const top = this.#top;
    try {
      return body();
    } finally {
      this.#top = top;
    }
  }

  #bump(bytes: number): Pointer {
    const at = this.#top;
    const end = at + roundUp(bytes);
    if (end > this.memory.bytes) {
      // Growing by half as much again keeps the number of growths small; contents stay where they are.
      this.memory.reserve(Math.max(end, Math.min(this.backend.maximumBytes, Math.ceil(this.memory.bytes * 1.5))));
    }
    this.#top = end;
    this.#highest = Math.max(this.#highest, end);
    return at;
  }
}
