/** What a test says of the net and of the simple methods: shares that are right, by class, and whether the lead is more than chance. */
import { largest, logLoss } from "./probability.ts";

export interface ClassifyScore {
  /** The cell, `nearest` (the nearest neighbour of training) or `majority` (its commonest class). */
  readonly name: string;
  readonly kind: "net" | "simple";
  /** Share of the tested sequences whose class is right. */
  readonly accuracy: number;
  /** Mean of the classes' F1 = 2 · right / (tested + predicted), each class alike; classes that are neither left out. */
  readonly macroF1: number;
  /** Mean of −log of the right class's probability, in nats; null where a method gives none. */
  readonly logLoss: number | null;
}

export interface ClassScore {
  readonly label: string;
  /** Tested sequences of the class. */
  readonly n: number;
  /** Share of what was given this class that has it; null where nothing was. */
  readonly precision: number | null;
  /** Share of the class that was given it; null where none was tested. */
  readonly recall: number | null;
  readonly f1: number | null;
}

/**
 * The net beside the best simple method. `win` and `loss`: among the sequences that only one of them got right, more than chance would give (McNemar 1947
 * with the correction for small numbers: (|a − b| − 1) ≥ 1.96 √(a + b)); else `tie`.
 */
export interface ClassifyVerdict {
  readonly outcome: "win" | "tie" | "loss";
  readonly rival: string;
  /** Sequences that only the net, or only the rival, got right. */
  readonly onlyNet: number;
  readonly onlyRival: number;
}

export interface ClassifyScores {
  /** Tested sequences, and the recordings that they come from. */
  readonly n: number;
  readonly recordings: number;
  readonly methods: readonly ClassifyScore[];
  readonly classes: readonly ClassScore[];
  /** The net's: sequences of class i (row) that were given class j (column). */
  readonly confusion: readonly (readonly number[])[];
  readonly verdict: ClassifyVerdict;
  /** Log-loss of the validating sequences before and after the temperature; null without a validation part. */
  readonly calibration: { readonly temperature: number; readonly before: number | null; readonly after: number | null; readonly n: number };
}

/** A method's classes for the tested sequences, with probabilities where it has them. */
export interface TestedClasses {
  readonly name: string;
  readonly kind: ClassifyScore["kind"];
  readonly given: readonly number[];
  readonly probabilities?: readonly ArrayLike<number>[];
}

/** Rows: what is; columns: what was given. */
export function confusionOf(actual: readonly number[], given: readonly number[], classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  actual.forEach((own, k) => {
    counts[own][given[k]]++;
  });
  return counts;
}

export function classScores(labels: readonly string[], confusion: readonly (readonly number[])[]): ClassScore[] {
  return labels.map((label, c) => {
    const right = confusion[c][c];
    const n = confusion[c].reduce((sum, value) => sum + value, 0);
    const given = confusion.reduce((sum, row) => sum + row[c], 0);
    return {
      label,
      n,
      precision: given === 0 ? null : right / given,
      recall: n === 0 ? null : right / n,
      f1: n + given === 0 ? null : (2 * right) / (n + given),
    };
  });
}

export function scoreMethod(
  { name, kind, given, probabilities }: TestedClasses,
  actual: readonly number[],
  labels: readonly string[],
): ClassifyScore {
  const scored = classScores(labels, confusionOf(actual, given, labels.length)).flatMap(({ f1 }) => (f1 === null ? [] : [f1]));
  return {
    name,
    kind,
    accuracy: given.filter((own, k) => own === actual[k]).length / actual.length,
    macroF1: scored.reduce((sum, f1) => sum + f1, 0) / scored.length,
    logLoss: probabilities === undefined ? null : logLoss(probabilities, actual),
  };
}

/** The net and the simple method of the most right ones; the first of several. */
export function verdictOn(net: TestedClasses, simple: readonly TestedClasses[], actual: readonly number[]): ClassifyVerdict {
  const right = ({ given }: TestedClasses): number => given.filter((own, k) => own === actual[k]).length;
  const rival = simple[largest(simple.map(right))];
  const only = (one: TestedClasses, other: TestedClasses): number =>
    actual.filter((own, k) => one.given[k] === own && other.given[k] !== own).length;
  const [onlyNet, onlyRival] = [only(net, rival), only(rival, net)];
  const clear = onlyNet + onlyRival > 0 && Math.abs(onlyNet - onlyRival) - 1 >= 1.96 * Math.sqrt(onlyNet + onlyRival);
  return { outcome: !clear ? "tie" : onlyNet > onlyRival ? "win" : "loss", rival: rival.name, onlyNet, onlyRival };
}
