import type { OptionValue } from "./option.ts";

/**
 * Numbers as a reader of a language expects them on a screen. It doesn't use the machine's locale data, so the same run prints
 * the same text everywhere. Files and JSON don't come through here: they have a decimal point whatever the language.
 */

export interface NumberMarks {
  readonly decimal: string;
  readonly group: string;
  /** Digits before the decimal mark from which groups are set apart. English 4 (`3,330`), Spanish 5 (`3330`, `33.330`). */
  readonly groupFrom: number;
}

/** By language. */
export const numberMarks: Readonly<Record<OptionValue<"lang">, NumberMarks>> = {
  en: { decimal: ".", group: ",", groupFrom: 4 },
  es: { decimal: ",", group: ".", groupFrom: 5 },
};

export interface NumberFormat {
  /** Rounded to `decimals` places (default 0), in groups of three. What isn't finite is `–`. */
  number(value: number, decimals?: number): string;
  /** A fraction as a percentage: 0.098 with one decimal is `9.8 %`. */
  percent(fraction: number, decimals?: number): string;
  /** A time: `31 s`, `2 min 05 s`, `1 h 10 min`; under ten seconds with one decimal. */
  seconds(value: number): string;
}

/** Decimals that show three digits of the largest of `values`: 412 → 0, 41.2 → 1, 0.0712 → 4; at most 6. */
export function decimalsFor(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 0;
  let decimals = 0;
  for (let edge = 99.95; decimals < 6 && largest < edge; edge /= 10) decimals++;
  return decimals;
}

export function numberFormat({ decimal, group, groupFrom }: NumberMarks): NumberFormat {
  function number(value: number, decimals = 0): string {
    if (!Number.isFinite(value)) return "–";
    const size = Math.abs(value);
    if (size >= 1e15) return value.toExponential(2).replace(".", decimal).replace("+", "");
    const [whole, rest] = size.toFixed(decimals).split(".");
    const grouped = whole.length < groupFrom ? whole : whole.replace(/\B(?=(\d{3})+$)/g, group);
    const text = rest === undefined ? grouped : grouped + decimal + rest;
    return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
  }

  function seconds(value: number): string {
    if (!Number.isFinite(value)) return "–";
    if (value < 9.95) return `${number(Math.max(0, value), 1)} s`;
    const whole = Math.round(value);
    const pad = (part: number) => `${part}`.padStart(2, "0");
    if (whole < 60) return `${whole} s`;
    if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
    return `${number(Math.floor(whole / 3600))} h ${pad(Math.floor((whole % 3600) / 60))} min`;
  }

  return { number, seconds, percent: (fraction, decimals = 0) => `${number(fraction * 100, decimals)} %` };
}
