/**
 * Who won a backtest, and whether that means anything. A lead under 2 %, or in too few origins (fewer than 4 of 6, and that share of fewer),
 * is called a tie; under 3 origins there is no verdict.
 */
import { leastOrigins, wantedOrigins } from "./data/split.ts";

/** A lead below this fraction is a tie. */
export const tieLead = 0.02;

/** Origins that a winner must win: 4 of 6, 4 of 5, 3 of 4, 2 of 3. */
export function originsToWin(origins: number): number {
  return Math.ceil((origins * 4) / wantedOrigins);
}

export interface Verdict {
  /** `win`: `winner` leads `rival`. `tie`: its lead is too small. `none`: too few origins, or nothing scored. */
  readonly outcome: "win" | "tie" | "none";
  /** The method with the lowest score, even in a tie or without a verdict; null when nothing was scored. */
  readonly winner: string | null;
  /** What it is compared with: the best of the other kind (net or simple), or the next one when there is one kind only. */
  readonly rival: string | null;
  /** 1 − winner's score / rival's score, 0…1: 0.1 is 10 % better. */
  readonly lead: number | null;
  /** Origins at which the winner was strictly better than the rival. */
  readonly won: number;
  readonly origins: number;
  /** Origins it had to win. */
  readonly needed: number;
  /** The score that decides: MAE for one series; mean MASE for several, whose units differ. */
  readonly by: "mae" | "mase";
}

interface Scored {
  readonly name: string;
  readonly kind: "net" | "simple";
  readonly mae: number | null;
  readonly mase: number | null;
  readonly byOrigin: readonly (number | null)[];
}

/** Judges scored methods; equal scores go to the simple method, then to the earlier one. */
export function verdictOf(methods: readonly Scored[], origins: number, series: number): Verdict {
  const by = series === 1 ? "mae" : "mase";
  const needed = originsToWin(origins);
  const ranked = methods
    .flatMap((method) => (method[by] === null ? [] : [{ method, score: method[by] }]))
    .sort((a, b) => a.score - b.score || Number(a.method.kind === "net") - Number(b.method.kind === "net"));
  const [best, next] = ranked;
  if (best === undefined) return { outcome: "none", winner: null, rival: null, lead: null, won: 0, origins, needed, by };
  const rival = ranked.find(({ method }) => method.kind !== best.method.kind) ?? next;
  if (rival === undefined) return { outcome: "none", winner: best.method.name, rival: null, lead: null, won: 0, origins, needed, by };
  const lead = rival.score === 0 ? 0 : 1 - best.score / rival.score;
  const won = best.method.byOrigin.filter((score, w) => {
    const other = rival.method.byOrigin[w];
    return score !== null && other !== null && score < other;
  }).length;
  const outcome = origins < leastOrigins ? "none" : lead < tieLead || won < needed ? "tie" : "win";
  return { outcome, winner: best.method.name, rival: rival.method.name, lead, won, origins, needed, by };
}
