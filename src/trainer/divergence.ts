/**
 * When training has diverged though the loss is still finite: one update's loss is a million times the first, or more than half
 * of an epoch's losses are a hundred times the first. "The first" is at least 1 here, so that a first loss near 0 says nothing.
 */
import type { Position } from "./snapshot.ts";

const explosion = 1e6;
const growth = 100;
const scaleOf = (position: Position): number => Math.abs(position.firstLoss ?? Number.POSITIVE_INFINITY) + 1;

/** Is this loss far above the first? */
export const hasGrown = (position: Position, loss: number): boolean => loss > growth * scaleOf(position);

/** The loss above which the next update is given up. `atEnd`: it's the epoch's last. */
export const ceilingOf = (position: Position, atEnd: boolean): number =>
  (atEnd && 2 * (position.grown + 1) > position.batch + 1 ? growth : explosion) * scaleOf(position);
