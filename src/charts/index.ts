export { fanSvg } from "./fan-svg.ts";
export { fanTerminal } from "./fan-terminal.ts";
export { progressLine } from "./progress.ts";
export { table } from "./table.ts";
