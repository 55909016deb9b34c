import { describe, expect, it } from "vitest";
import type { CommandContext } from "../../../src/command.ts";
import { checkup, type Finished } from "../../../src/commands/parts/checkup.ts";
import { speechOf } from "../../../src/message.ts";

function said(finished: Finished, language: "en" | "es" = "en", columns = 80): string {
  const lines: string[] = [];
  checkup(finished, { ...speechOf(language), notes: { columns, write: (text: string) => lines.push(text) } } as unknown as CommandContext);
  return lines.join("");
}
const course = (losses: number[], valLosses: number[] = []) => ({ epochs: losses.map((loss, k) => ({ loss, valLoss: valLosses[k] })) });

describe("the doctor at the end of a task", () => {
  it("says nothing where nothing is wrong, nor what is only good to know", () => {
    expect(said({ course: course([1, 0.6, 0.5, 0.45, 0.44, 0.43]), facts: { lookback: 24, season: 12 } })).toBe("");
    // Overfitting with the best weights kept is a note.
    expect(said({ course: course([1, 0.5, 0.2, 0.1, 0.05, 0.01], [1, 0.8, 0.7, 0.9, 1.2, 1.5]) })).toBe("");
    expect(said({})).toBe("");
  });

  it("names what is wrong and what to try, in both languages, within the width", () => {
    const wrong = { course: course([1, 0.8, 3, 9, 40, 120]), facts: { lookback: 4, season: 12 } };
    expect(said(wrong)).toContain("doctor: The net sees 4 steps, a season has 12. Try --lookback 12 or more.");
    expect(said(wrong)).toContain("The loss ends at 150 times its best");
    expect(said(wrong, "es", 200)).toContain("médico: La red ve 4 pasos y una temporada tiene 12. Pruebe: --lookback 12 o más.");
    for (const line of said(wrong, "es", 40).split("\n")) expect(line.length).toBeLessThanOrEqual(40);
  });
});
