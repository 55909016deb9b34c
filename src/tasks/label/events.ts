/** Steps → events: runs of one class, with start and end; and how predicted events are matched with true ones. */

/** A run of steps of one class: from … to − 1. */
export interface LabelEvent {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface EventRule {
  /** The class of steps outside events; none: every run is an event. */
  readonly background?: string;
  /** Events of fewer steps are dropped, after merging. */
  readonly minLength: number;
  /** Two events of one class with at most so many steps between, none of another event, are one. */
  readonly mergeGap: number;
}

/** Runs of equal labels as events, in order; "" and the background are none. First close ones are merged, then short ones dropped. */
export function eventsOf(labels: readonly string[], { background, minLength, mergeGap }: EventRule): LabelEvent[] {
  const merged: LabelEvent[] = [];
  let from = 0;
  for (let t = 1; t <= labels.length; t++) {
    if (t < labels.length && labels[t] === labels[from]) continue;
    const label = labels[from];
    if (label !== "" && label !== background) {
      const last = merged[merged.length - 1];
      // What lies between is no other event: those would stand last.
      if (last !== undefined && last.label === label && from - last.to <= mergeGap) merged[merged.length - 1] = { ...last, to: t };
      else merged.push({ from, to: t, label });
    }
    from = t;
  }
  return merged.filter((event) => event.to - event.from >= minLength);
}

/** Steps in both, divided by steps in either: 1 for the same steps, 0 for none in common. */
export function overlapOf(a: LabelEvent, b: LabelEvent): number {
  const both = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  return both <= 0 ? 0 : both / (a.to - a.from + b.to - b.from - both);
}

/** Overlap from which a predicted event is the true one. */
export const leastOverlap = 0.5;

/**
 * Pairs [true, predicted] of one class that overlap by at least `least`, each event in one pair at most: the greatest overlap first, then the
 * earlier true event, then the earlier predicted one. Both lists in order of time.
 */
export function matchEvents(truth: readonly LabelEvent[], predicted: readonly LabelEvent[], least = leastOverlap): [number, number][] {
  const pairs: { k: number; p: number; overlap: number }[] = [];
  let first = 0;
  truth.forEach((event, k) => {
    while (first < predicted.length && predicted[first].to <= event.from) first++;
    for (let p = first; p < predicted.length && predicted[p].from < event.to; p++) {
      const overlap = overlapOf(event, predicted[p]);
      if (predicted[p].label === event.label && overlap >= least) pairs.push({ k, p, overlap });
    }
  });
  pairs.sort((a, b) => b.overlap - a.overlap || a.k - b.k || a.p - b.p);
  const [seenTrue, seenPredicted] = [new Set<number>(), new Set<number>()];
  return pairs
    .filter(({ k, p }) => {
      if (seenTrue.has(k) || seenPredicted.has(p)) return false;
      seenTrue.add(k);
      seenPredicted.add(p);
      return true;
    })
    .map(({ k, p }) => [k, p]);
}
