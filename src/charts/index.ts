export { attentionSvg } from "./attention-svg.ts";
export { backtestSvg } from "./backtest-svg.ts";
export { bestOf, curvesSvg } from "./curves-svg.ts";
export { fanKey, fanSvg } from "./fan-svg.ts";
export { fanTerminal } from "./fan-terminal.ts";
export { horizonSvg } from "./horizon-svg.ts";
export { progressLine } from "./progress.ts";
export { residualsSvg } from "./residuals-svg.ts";
export { table } from "./table.ts";
