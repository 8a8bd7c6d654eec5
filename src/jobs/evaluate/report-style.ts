/** The look of the report: light or dark as the reader has it, and fit to print. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ground: #fbfaf8; --card: #fff; --ink: #1d1c1a; --quiet: #6b675f; --line: #e4e0d8;
  --chosen: #0b6e5b; --other: #8fb8ad; --baseline: #c9a24b; --whisker: #1d1c1a; }
@media (prefers-color-scheme: dark) { :root { --ground: #161513; --card: #201f1c; --ink: #f0ede6; --quiet: #a29c90;
  --line: #37342f; --chosen: #4cc2a5; --other: #2f6f61; --baseline: #b58d35; --whisker: #f0ede6; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 40px 20px 80px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -0.01em; }
h2 { font-size: 21px; margin: 0 0 4px; }
h3 { font-size: 15px; margin: 28px 0 8px; }
p { margin: 0 0 12px; max-width: 68ch; }
.quiet { color: var(--quiet); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 24px; margin: 22px 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 14px; }
figure { margin: 0; } figcaption { color: var(--quiet); font-size: 14px; max-width: 76ch; padding-bottom: 4px; }
a { color: var(--chosen); }
th, td { text-align: right; padding: 6px 10px; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
td.text, th.text { text-align: left; white-space: normal; } td:has(code) { min-width: 44ch; }
thead th { color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 600; }
tr.chosen th, tr.chosen td { color: var(--chosen); }
code { font: 12.5px ui-monospace, monospace; overflow-wrap: anywhere; }
svg { display: block; width: 100%; height: auto; margin: 8px 0; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; dominant-baseline: central; }
svg .quiet, svg .tick, svg .axis { fill: var(--quiet); font-size: 12px; }
svg .name { paint-order: stroke; stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
svg .value { font-variant-numeric: tabular-nums; }
.bar.chosen, .point.chosen { fill: var(--chosen); } .bar.other, .point.other { fill: var(--other); }
.bar.baseline, .point.baseline { fill: var(--baseline); }
.point { stroke: var(--card); stroke-width: 2; }
.whisker { stroke: var(--whisker); stroke-width: 1.5; fill: none; }
.grid { stroke: var(--line); } .leader { stroke: var(--quiet); stroke-width: 0.75; }
.legend { display: flex; gap: 18px; flex-wrap: wrap; font-size: 13px; color: var(--quiet); margin: 4px 0 0; padding: 0; }
.legend span::before { content: ''; display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 6px;
  vertical-align: -1px; background: var(--key); }
details { margin-top: 14px; } summary { cursor: pointer; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--chosen); outline-offset: 3px; border-radius: 3px; }
@media print { section { break-inside: avoid; border: 0; padding: 0; } }
`
