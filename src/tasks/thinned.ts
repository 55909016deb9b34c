/** A part of much, the same each time. */
import { generator } from "../random.ts";

/** At most `most` of a list, evenly spread. */
export const thinned = <T>(list: readonly T[], most: number): readonly T[] =>
  list.length <= most ? list : Array.from({ length: most }, (_, k) => list[Math.floor((k * list.length) / most)]);

/** What a look inside takes of the data: enough for a median, little enough for seconds. */
export const [insideRows, insideSteps] = [64, 128];

/** The same in an order in which the first few are of everywhere too: a lens may look at those alone. */
export function scattered<T>(list: readonly T[], most = insideRows): readonly T[] {
  const some = thinned(list, most);
  return Array.from(generator(1, "look").permutation(some.length), (k) => some[k]);
}

/** Windows to look at: of those whose answers are all known, else of all (`known` false); none where there are none. */
export function windowsInside<W>(
  all: readonly W[],
  answered: (window: W) => boolean,
  rows = insideRows,
): { windows: readonly W[]; known: boolean } | undefined {
  const whole = all.filter(answered);
  const windows = scattered(whole.length > 0 ? whole : all, rows);
  return windows.length === 0 ? undefined : { windows, known: whole.length > 0 };
}
