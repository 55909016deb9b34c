import { table } from "../../charts/index.ts";
import type { CommandContext } from "../../command.ts";
import type { DataFacts, Dynamics, MemoryHorizon } from "../../lenses/index.ts";
import { doctor, spectrum } from "../../lenses/index.ts";
import type { Speech } from "../../message.ts";
import type { Inside } from "../../task.ts";
import { wrap } from "../../text.ts";
import { diagnosisText } from "../parts/doctor.ts";
import type { Look } from "./look.ts";
import type { Opened } from "./model.ts";

/** A model and its memory on a screen. */

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/** The net in one line, and its recurrent weights. */
export function showModel({ path, model, nets }: Opened, dynamics: Dynamics | null, context: CommandContext): void {
  const { words, numbers, out } = context;
  const own = words.lens;
  const [net] = nets;
  const cell = "cell" in model.spec ? `${model.spec.cell}` : "";
  if (net === undefined) {
    out.write(
      `${wrap(`${path}  ${model.kind} · ${cell}`, out.columns, "  ").join("\n")}\n${wrap(`  ${own.noNet}`, out.columns, "  ").join("\n")}\n`,
    );
    return;
  }
  const parameters = [...net.parameters().values()].reduce((sum, { size }) => sum + size, 0);
  const head = own.net(model.kind, nets.length > 1 ? `${nets.length} × ${cell}` : cell, numbers.number(parameters));
  const summary = net
    .summary()
    .split("\n")
    .map((line) => `  ${line}`);
  const right = (title: string) => ({ title, align: "right" as const });
  const rows = matricesOf(net).map(({ weight, gate, sigma, rho }) => [
    weight,
    gate,
    ...[sigma, rho].map((x) => (x === null ? "–" : numbers.number(x, 2))),
  ]);
  const columns = [
    { title: own.weights, align: "left" as const },
    { title: own.gates.name, align: "left" as const },
    right(own.sigma),
    right(own.rho),
  ];
  const weights = rows.length === 0 ? [] : [table({ columns, rows }, { columns: out.columns }).trimEnd()];
  const lines = [...wrap(`${path}  ${head}`, out.columns, "  "), ...summary, ...weights, ...trainingLines(dynamics, context)];
  out.write(`${lines.join("\n")}\n`);
}

/** How a training moved the recurrent weights, where it was watched. */
function trainingLines(dynamics: Dynamics | null, { words, numbers, out }: CommandContext): string[] {
  if (dynamics === null || dynamics.samples.length < 2) return [];
  const largest = (k: number, of: "sigma" | "rho"): string => {
    const values = dynamics.samples.at(k)?.matrices.flatMap((one) => one[of] ?? []) ?? [];
    return values.length === 0 ? "–" : numbers.number(Math.max(...values), 2);
  };
  const moved = (of: "sigma" | "rho"): string => `${words.lens[of]} ${largest(0, of)} → ${largest(-1, of)}`;
  const [first, last] = [dynamics.samples[0], dynamics.samples.at(-1)].map((sample) => numbers.number(sample?.step ?? 0));
  return wrap(`  ${words.lens.dynamics.moved(first, last)}: ${moved("sigma")} · ${moved("rho")}`, out.columns, "    ");
}

function matricesOf(net: Opened["nets"][number]) {
  try {
    return spectrum(net).matrices;
  } catch {
    return [];
  }
}

/** `9 steps`, or `over 24 steps`. */
export function horizonText(horizon: number | null, lags: number, { words, numbers }: Speech): string {
  const own = words.lens.horizon;
  return horizon === null ? own.beyond(numbers.number(lags)) : own.steps(numbers.number(horizon));
}

/** Each way to measure, and how far back it sees. */
export function horizonParts({ layers, ablations, lags }: MemoryHorizon, speech: Speech): string[] {
  const own = speech.words.lens.horizon;
  const last = layers[layers.length - 1];
  return [
    `${own.gradient} ${horizonText(last.gradient.horizon, lags, speech)}`,
    ...(last.timeConstant === null ? [] : [`${own.gate} ${horizonText(last.timeConstant.horizon, lags, speech)}`]),
    ...ablations.map(({ by, horizon }) => `${own[by]} ${horizonText(horizon, lags, speech)}`),
  ];
}

/** The doctor alone, of a net that no lens can look at. */
export function showDiagnoses({ network, batch, loss }: Inside, known: DataFacts, context: CommandContext): void {
  const { words, out } = context;
  const { diagnoses } = doctor({ network, batch, loss, facts: known });
  const lines =
    diagnoses.length === 0 ? [words.lens.noLook] : diagnoses.map((one) => `${words.lens.doctor}  ${diagnosisText(one, context)}`);
  out.write(`${lines.flatMap((line) => wrap(`  ${line}`, out.columns, "    ")).join("\n")}\n`);
}

/** Gradient, gates, memory and what the doctor says. */
export function showLook(look: Look, context: CommandContext): void {
  const { words, numbers, out } = context;
  const own = words.lens;
  const titles = [own.page.flow, own.page.gates, own.page.memory, own.page.doctor].map((title) => title.toLowerCase());
  const width = Math.max(own.page.flow.length, own.page.gates.length, own.page.memory.length, own.doctor.length);
  const part = (title: string, parts: readonly string[]): string[] =>
    parts.length === 0 ? [] : wrap(`  ${title.padEnd(width)}  ${parts.join(" · ")}`, out.columns, " ".repeat(Math.min(width + 4, 6)));
  const flow = look.flow.layers.map(({ layer, reverse, gradient }) => {
    const lag = gradient.median.length - 1;
    const value = gradient.median[lag];
    const said = value === null ? own.flow.gone(numbers.number(lag)) : own.flow.says(numbers.number(lag), numbers.number(value, 1));
    return look.flow.layers.length === 1 ? said : `${own.where(numbers.number(layer + 1), reverse ? own.backwards : "")}: ${said}`;
  });
  const gates = (look.gates?.layers ?? []).flatMap(({ gates: views, timeConstants }) => [
    ...views
      .filter(({ role }) => role === "gate")
      .map(
        ({ name, mean, saturated }) => `${name} ${numbers.percent(median(mean))} (${own.gates.saturated} ${numbers.percent(saturated)})`,
      ),
    ...(timeConstants === null ? [] : [own.gates.constants(numbers.number(median(timeConstants.map((one) => one ?? 1e6)), 1))]),
  ]);
  const { diagnoses } = look.checkup;
  const lines = [
    ...wrap(`  ${own.rows(numbers.number(look.flow.rows), numbers.number(look.flow.lags))}`, out.columns, "  "),
    ...part(titles[0], flow),
    ...part(titles[1], gates),
    ...part(titles[2], horizonParts(look.horizon, context)),
    ...(diagnoses.length === 0
      ? part(own.doctor, [own.healthy])
      : diagnoses.flatMap((one, k) => part(k === 0 ? own.doctor : "", [diagnosisText(one, context)]))),
  ];
  out.write(`${lines.join("\n")}\n`);
}
