/** A short name of a run's data and options, by which a checkpoint knows them again: `data options`, each a hash. */
import type { Series } from "../../data/series.ts";
import type { ForecasterSpec } from "./options.ts";
import type { Plan } from "./plan.ts";

/** FNV-1a over bytes. */
class Hash {
  #state = 0x811c9dc5;
  bytes(bytes: Uint8Array): void {
    let state = this.#state;
    for (let k = 0; k < bytes.length; k++) state = Math.imul(state ^ bytes[k], 0x01000193);
    this.#state = state;
  }
  text(text: string): void {
    this.bytes(new TextEncoder().encode(text));
  }
  get value(): string {
    return (this.#state >>> 0).toString(16);
  }
}

function hashSeries(hash: Hash, series: Series): void {
  hash.text(`${series.id ?? ""} ${series.time === undefined ? "" : `${series.time[0]} ${series.time[series.time.length - 1]}`}`);
  hash.bytes(new Uint8Array(Float64Array.from(series.target).buffer));
  for (const columns of [series.known, series.past])
    for (const [name, cells] of Object.entries(columns ?? {})) {
      hash.text(name);
      if (typeof cells[0] === "string") hash.text((cells as readonly string[]).join("\n"));
      else hash.bytes(new Uint8Array(Float64Array.from(cells as ArrayLike<number>).buffer));
    }
  hash.text(JSON.stringify(series.static ?? {}));
}

/** `maxTime` doesn't count: a run may go on with more time. */
export function fingerprintOf({ maxTime: _, ...spec }: ForecasterSpec, plan: Plan): string {
  const data = new Hash();
  for (const { series } of plan.series) hashSeries(data, series);
  const options = new Hash();
  options.text(JSON.stringify(spec));
  return `${data.value} ${options.value}`;
}
