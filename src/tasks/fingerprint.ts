/** A short name of what a run depends on, by which a checkpoint knows it again: `data options`, each a hash. */

/** FNV-1a (Fowler, Noll and Vo), 32 bits, over bytes. */
class Hash {
  #state = 0x811c9dc5;

  bytes(bytes: Uint8Array): void {
    let state = this.#state;
    for (let k = 0; k < bytes.length; k++) state = Math.imul(state ^ bytes[k], 0x01000193);
    this.#state = state;
  }

  /** Two bytes a code unit; its length first, so that "a", "bc" isn't "ab", "c". */
  text(text: string): void {
    const units = Uint16Array.from({ length: text.length + 1 }, (_, k) => (k === 0 ? text.length : text.charCodeAt(k - 1)));
    this.bytes(new Uint8Array(units.buffer));
  }

  numbers(numbers: ArrayLike<number>): void {
    this.text(`${numbers.length}`);
    this.bytes(new Uint8Array(Float64Array.from(numbers).buffer));
  }

  /** Plain data of any depth: numbers, text, arrays, typed arrays, maps, objects. */
  add(value: unknown): void {
    if (ArrayBuffer.isView(value)) this.numbers(value as unknown as ArrayLike<number>);
    else if (value instanceof Map) this.add([...value]);
    else if (Array.isArray(value)) {
      if (value.length > 0 && value.every((one) => typeof one === "number")) this.numbers(value);
      else {
        this.text(`${value.length}`);
        for (const one of value) this.add(one);
      }
    } else if (typeof value === "object" && value !== null) this.add(Object.entries(value));
    else this.text(`${value}`);
  }

  get value(): string {
    return (this.#state >>> 0).toString(16);
  }
}

/** `maxTime` doesn't count: a run may go on with more time. */
export function fingerprintOf(data: unknown, { maxTime: _, ...spec }: Readonly<Record<string, unknown>>): string {
  return [data, spec]
    .map((part) => {
      const hash = new Hash();
      hash.add(part);
      return hash.value;
    })
    .join(" ");
}
