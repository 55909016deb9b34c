import { chartCss } from "../charts/svg.ts";

/** The look of a report: one column, light and dark by the reader's setting, white on paper. */
export const pageCss = `
  :root { color-scheme: light dark; --paper: #fff; --ink: #1c2733; --soft: #56636f; --line: #dbe1e7; --fill: #f4f6f8; --main: #0b62c4; }
  @media screen and (prefers-color-scheme: dark) {
    :root { --paper: #14181d; --ink: #e6ebf0; --soft: #a3b0bd; --line: #2f3842; --fill: #1c2229; --main: #6cb2ff; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
  main, header, footer { max-width: 61rem; margin: 0 auto; padding: 0 1.25rem; }
  header { padding-top: 2.5rem; } footer { padding-bottom: 3rem; color: var(--soft); font-size: 0.875rem; }
  h1 { font-size: 1.75rem; line-height: 1.25; margin: 0.25rem 0 0.75rem; overflow-wrap: anywhere; }
  h2 { font-size: 1.25rem; margin: 3rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
  h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
  p { margin: 0.5rem 0; max-width: 46rem; overflow-wrap: anywhere; } .kind, .source, small, figcaption p, .note { color: var(--soft); }
  .kind { margin: 0; font-size: 0.875rem; } .verdict { font-size: 1.125rem; } figcaption p, .note { font-size: 0.875rem; margin: 0.125rem 0 0.5rem; }
  a { color: var(--main); }
  figure { margin: 1.75rem 0; } .intro { margin-top: 1.75rem; } svg { display: block; width: 100%; height: auto; } .narrow { display: none; }
  .many { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem 1.5rem; margin: 1rem 0 1.5rem; }
  .many figure { margin: 0; min-width: 0; } .key { max-width: 47.5rem; }
  .scroll {
    overflow-x: auto; margin: 1rem 0; background:
      linear-gradient(to right, var(--paper) 40%, transparent) left / 1.5rem 100% no-repeat local,
      linear-gradient(to left, var(--paper) 40%, transparent) right / 1.5rem 100% no-repeat local,
      linear-gradient(to right, var(--line), transparent) left / 0.75rem 100% no-repeat scroll,
      linear-gradient(to left, var(--line), transparent) right / 0.75rem 100% no-repeat scroll;
  }
  table { border-collapse: collapse; font-size: 0.9375rem; font-variant-numeric: tabular-nums; min-width: min(100%, 36rem); }
  caption { text-align: left; font-weight: 600; padding-bottom: 0.375rem; font-size: 1rem; }
  th, td { padding: 0.3125rem 1.25rem 0.3125rem 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; }
  thead th { color: var(--soft); font-size: 0.875rem; vertical-align: bottom; } .number { text-align: right; white-space: nowrap; padding: 0.3125rem 0 0.3125rem 1.25rem; }
  tbody th { white-space: nowrap; } .long tbody th { white-space: normal; overflow-wrap: anywhere; min-width: 8rem; } .marked th, .marked td { font-weight: 600; background: var(--fill); } small { font-weight: 400; }
  details { margin: 0.75rem 0; } details + details { margin-top: -0.5rem; } summary { cursor: pointer; color: var(--main); padding: 0.25rem 0; }
  dl { margin: 0.75rem 0; } dl div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding: 0.25rem 0; border-bottom: 1px solid var(--line); }
  dt { color: var(--soft); overflow-wrap: anywhere; } dd { margin: 0; grid-column: 2; overflow-wrap: anywhere; }
  pre { background: var(--fill); padding: 0.75rem 1rem; border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.875rem; margin: 0.75rem 0; }
  .spans { list-style: none; padding: 0; margin: 0.75rem 0 1.5rem; } .spans li { padding: 0.5rem 0; border-bottom: 1px solid var(--line); line-height: 2; overflow-wrap: anywhere; }
  .spans div { display: grid; grid-template-columns: 4.5rem 1fr; } .lane { color: var(--soft); font-size: 0.875rem; }
  mark { color: inherit; background: color-mix(in srgb, var(--mark) 18%, transparent); border-bottom: 2px solid var(--mark); padding: 0.125rem 0.25rem; }
  mark.wrong { background: none; border: 2px dashed var(--mark); } mark small { white-space: nowrap; }
  .aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .s1 { background: color-mix(in srgb, var(--other) 12%, transparent); } .s2 { background: color-mix(in srgb, var(--other) 24%, transparent); }
  .s3 { background: color-mix(in srgb, var(--other) 36%, transparent); } .s4 { background: color-mix(in srgb, var(--other) 50%, transparent); }
  .scale span { padding: 0.125rem 0.5rem; font-size: 0.8125rem; } code span { display: inline-block; }
  @media (max-width: 40rem) {
    h1 { font-size: 1.375rem; } .wide { display: none; } .narrow { display: block; }
    table { min-width: 100%; } caption { max-width: calc(100vw - 2.5rem); }
    th, td { padding-right: 0.5rem; font-size: 0.8125rem; } .number { padding-right: 0; padding-left: 0.625rem; }
    th small { display: block; } tbody th { position: sticky; left: 0; background: var(--paper); } .marked th { background: var(--fill); }
    dl div { grid-template-columns: 1fr; } dd { grid-column: 1; }
  }
  @media print {
    @page { margin: 16mm; }
    body { font-size: 10.5pt; } main, header, footer { max-width: none; padding: 0; } header { padding-top: 0; }
    .wide { display: block; } .narrow { display: none; }
    figure, tr, dl div, .many figure { break-inside: avoid; } h2, h3, caption, figcaption { break-after: avoid; } h2 { margin-top: 1.5rem; }
    .many { grid-template-columns: 1fr 1fr; } .scroll { overflow: visible; } table { font-size: 9pt; } .number { padding-left: 0.75rem; } th { padding-right: 0.75rem; }
    caption { font-size: 10.5pt; } thead th { font-size: inherit; } .scroll { background: none; }
    details .scroll { break-inside: avoid; } details:has(> .scroll) summary { display: none; } details + details { margin-top: 0.75rem; } thead { display: table-header-group; }
    details::details-content { content-visibility: visible; height: auto; } summary { list-style: none; color: inherit; }
    mark, [class^="s"], .marked th, .marked td, .range, .bar, .dot, svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  }
${chartCss}`;
