/** The style sheet of the demo shop: a look of its own, so that the chat on it is seen to be a guest. */
export const DEMO_SHOP_STYLE = `:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #23201c; --soft: #6a635a; --line: #e6e0d6; --sea: #1c4e80; --sand: #f6f1e8;
  --good: #1f6b3a; --due: #8a5300; --late: #a32a22; --note: #1c4e80;
  --tint-0: #e9e2d3; --tint-1: #dbe6e4; --tint-2: #e6dde4; --tint-3: #dfe3ee; --tint-4: #efe0d6;
  --fill-0: #f7efdd; --fill-1: #f1f7f5; --fill-2: #f6eff4; --fill-3: #f1f3f9; --fill-4: #faf0e9;
  --hark-accent: #1c4e80;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #16181b; --ink: #ece8e1; --soft: #aaa49b; --line: #34373c; --sea: #8fbdea; --sand: #1f2226;
    --good: #7fce9b; --due: #e9b25a; --late: #f19a90; --note: #8fbdea;
    --tint-0: #3a362d; --tint-1: #2b3836; --tint-2: #392f36; --tint-3: #2e333f; --tint-4: #3d3028;
    --fill-0: #4b4638; --fill-1: #384846; --fill-2: #4a3d46; --fill-3: #3c4252; --fill-4: #4f4034;
    --hark-accent: #8fbdea;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 Georgia, "Times New Roman", serif; }
a { color: var(--sea); }
ul, ol { list-style: none; margin: 0; padding: 0; }
h1, h2, h3, p { margin: 0; }
.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: 8px 32px; padding: 20px max(24px, calc(50vw - 496px)); border-bottom: 1px solid var(--line); background: var(--sand); }
.brand { font-size: 24px; font-weight: 700; color: var(--ink); text-decoration: none; letter-spacing: .02em; }
.nav { flex: 1; display: flex; flex-wrap: wrap; gap: 4px 20px; color: var(--soft); font-size: 15px; }
.who { position: relative; font-size: 14px; color: var(--soft); }
.who summary { cursor: pointer; } .who strong { color: var(--ink); }
.menu { position: absolute; inset-inline-end: 0; z-index: 1; width: 300px; margin-top: 8px; padding: 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--page); box-shadow: 0 8px 24px rgb(0 0 0 / .12); }
.menu li { padding: 8px 0; border-top: 1px solid var(--line); } .menu p { margin-bottom: 8px; } .menu a { font-size: 16px; } small { display: block; font-size: 13px; color: var(--soft); }
main { max-width: 1040px; margin: 0 auto; padding: 40px 24px 96px; }
h1 { font-size: 30px; line-height: 1.25; }
.group { margin-top: 36px; font-size: 18px; } .group span { color: var(--soft); font-weight: 400; font-variant-numeric: tabular-nums; }
.orders { margin-top: 8px; }
.quiet { margin-top: 20px; color: var(--soft); font-size: 14px; }
.order { display: grid; grid-template-columns: auto 1fr auto; gap: 20px; align-items: center; padding: 20px 0; border-top: 1px solid var(--line); }
.pictures { display: flex; gap: 8px; width: 232px; }
.picture { width: 72px; height: 72px; flex: none; border-radius: 4px; stroke: var(--ink); stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
${[0, 1, 2, 3, 4].map((n) => `.tint-${n} { background: var(--tint-${n}); fill: var(--fill-${n}); }`).join('\n')}
.order h3 { font-size: 18px; } .order h3 a { color: inherit; text-decoration: none; } .order h3 a:hover { text-decoration: underline; }
.about p { color: var(--soft); font-size: 15px; }
.standing { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; margin-top: 6px; }
.badge { display: inline-block; padding: 1px 10px; border: 1px solid currentcolor; border-radius: 12px; font-size: 14px; color: var(--ink); }
.good { color: var(--good); } .due { color: var(--due); } .late { color: var(--late); } .note { color: var(--note); }
.sum { text-align: end; display: grid; gap: 8px; justify-items: end; }
.money { font-variant-numeric: tabular-nums; white-space: nowrap; }
.button { padding: 6px 16px; border: 1px solid var(--sea); border-radius: 4px; text-decoration: none; font-size: 15px; }
.back { margin-bottom: 16px; font-size: 15px; }
.order-head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 8px; align-items: center; margin-bottom: 28px; }
.order-head p { color: var(--soft); }
.progress { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4px; margin: 0 0 36px; font-size: 15px; }
.progress li { padding-top: 10px; border-top: 4px solid var(--line); color: var(--soft); }
.progress .reached { border-color: var(--sea); color: var(--ink); } .progress [aria-current] { font-weight: 700; }
.two { display: grid; grid-template-columns: 1fr 300px; gap: 48px; }
.two h2 { font-size: 18px; margin-bottom: 8px; }
.line { display: grid; grid-template-columns: auto 1fr auto; gap: 16px; align-items: center; padding: 12px 0; border-top: 1px solid var(--line); }
.line h3 { font-size: 16px; }
.total { display: flex; justify-content: space-between; padding-top: 12px; border-top: 1px solid var(--line); font-size: 18px; }
.scans { margin-top: 8px; padding-inline-start: 16px; border-inline-start: 2px solid var(--line); font-size: 14px; }
.scans li { position: relative; padding: 4px 0; } .scans li::before { content: ""; position: absolute; inset-inline-start: -21px; top: 11px; width: 8px; height: 8px; border-radius: 50%; background: var(--line); }
.scans li:first-child::before { background: var(--sea); } .scans span { display: block; color: var(--soft); }
.back-money { font-size: 16px; border-top: 0; padding-top: 6px; }
footer a { margin-inline-end: 12px; } footer a[aria-current] { color: inherit; text-decoration: none; font-weight: 700; }
aside section { padding: 0 0 24px; } aside p { color: var(--soft); font-size: 15px; }
footer { padding: 24px max(24px, calc(50vw - 496px)); border-top: 1px solid var(--line); color: var(--soft); font-size: 14px; }
@media (max-width: 700px) {
  .order { grid-template-columns: 1fr auto; } .pictures { grid-column: 1 / -1; } .two { grid-template-columns: 1fr; gap: 24px; }
  main { padding: 28px 20px 96px; } h1 { font-size: 26px; } .top, footer { padding-inline: 20px; } .progress { font-size: 13px; } .nav { display: none; }
  .top { justify-content: space-between; } .menu { inset-inline: 0 auto; width: min(300px, calc(100vw - 40px)); }
}
`;
