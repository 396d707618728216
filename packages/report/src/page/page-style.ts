import { backgrounds, seriesColours } from '../chart/palette.ts';

const colours = (mode: 'light' | 'dark') =>
  seriesColours.map((colour, place) => `--series-${place + 1}: ${colour[mode]};`).join(' ');

const light = `color-scheme: light; --background: ${backgrounds.light}; --ink: #1b2127; --faint: #5a6570; --line: #d5dbe1; --raised: #f4f6f8; ${colours('light')}`;
const dark = `color-scheme: dark; --background: ${backgrounds.dark}; --ink: #e6eaee; --faint: #a3adb8; --line: #353d46; --raised: #1d2329; ${colours('dark')}`;

/** The one style of all pages: light, dark, printed, and 360 pixels wide. */
export const pageStyle = `
:root { ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--background); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
main, footer { max-width: 68rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 1rem 0 0.5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 0.5rem; padding-top: 0.8rem; border-top: 1px solid var(--line); }
p { max-width: 46rem; margin: 0.6rem 0; }
.lead { font-size: 1.1rem; }
a { color: inherit; }
nav { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin: 1rem 0; font-size: 0.92rem; }
nav a { padding: 0.2rem 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 0.6rem; margin: 1.2rem 0; }
.facts div { background: var(--raised); border-radius: 6px; padding: 0.6rem 0.8rem; }
.facts dt { font-size: 0.85rem; color: var(--faint); }
.facts dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 1.4rem 1.6rem; margin: 1.2rem 0; align-items: start; }
figure { margin: 0; max-width: 34rem; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: 0.4rem; }
.chart { display: block; width: 100%; height: auto; overflow: visible; }
.chart text { white-space: pre; }
.table { overflow-x: auto; margin: 1.2rem 0; }
.table:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--series-1); outline-offset: 2px; }
table { border-collapse: collapse; font-size: 0.92rem; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.4rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.9rem 0.3rem 0; border-bottom: 1px solid var(--line); }
td { min-width: 6rem; max-width: 28rem; }
td.number { min-width: 3.5rem; max-width: none; }
th { vertical-align: bottom; color: var(--faint); font-weight: 600; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th.number { white-space: normal; }
summary { cursor: pointer; font-weight: 600; padding: 0.3rem 0; }
details { margin: 0.8rem 0; }
footer { color: var(--faint); font-size: 0.85rem; border-top: 1px solid var(--line); margin-top: 3rem; overflow-wrap: anywhere; }
@media print {
  :root { ${light} }
  body { font-size: 10.5pt; }
  main, footer { max-width: none; padding: 0; }
  nav { display: none; }
  h2 { break-after: avoid; }
  .charts { grid-template-columns: 1fr 1fr; }
  .table { overflow: visible; }
  .number { white-space: normal; }
  tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
