/** The help centre's style sheet. */
export const HELP_STYLE = `:root {
  color-scheme: light dark;
  --paper: #fbfaf8; --ink: #1d2126; --soft: #5c6168; --line: #e2dfd8; --accent: #0f6e6e; --on-accent: #ffffff; --field: #ffffff; --mark: #d5ecea;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181c; --ink: #e8e6e1; --soft: #a5a9ae; --line: #32373d; --accent: #5fc0bd; --on-accent: #10211f; --field: #1c2025; --mark: #1f4645; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
a { color: var(--accent); }
mark { background: var(--mark); color: inherit; border-radius: 2px; }
a:focus-visible, button:focus-visible, input:focus-visible, textarea:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; inset-inline-start: 16px; inset-block-start: -60px; padding: 8px 16px; background: var(--field); border-radius: 8px; }
.skip:focus { inset-block-start: 8px; }
header { display: flex; justify-content: space-between; flex-wrap: wrap; gap: 8px 16px; padding: 16px max(20px, calc(50vw - 380px)); border-block-end: 1px solid var(--line); }
.brand { color: inherit; font-weight: 600; text-decoration: none; }
header nav { display: flex; gap: 16px; } header span[aria-current] { color: var(--soft); }
main { max-width: 800px; margin: 0 auto; padding: 40px 20px 80px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 12px; }
h2 { font-size: 20px; line-height: 1.35; margin: 32px 0 12px; scroll-margin-top: 16px; }
p, li { max-width: 72ch; }
article p { margin: 0 0 12px; } article h1 { margin-block-end: 24px; }
.intro { margin: 0 0 24px; color: var(--soft); }
ul { padding: 0; margin: 0; list-style: none; }
article > ul { padding-inline-start: 20px; list-style: disc; }
.search label { display: block; margin-block-end: 6px; font-weight: 600; }
.field { position: relative; display: flex; gap: 8px; }
.search input { flex: 1; min-width: 0; min-height: 44px; padding: 0 12px; border: 1px solid var(--soft); border-radius: 8px; background: var(--field); color: inherit; font: inherit; }
.search input::placeholder { color: var(--soft); opacity: 1; }
.popup { position: absolute; z-index: 1; inset-block-start: calc(100% + 6px); inset-inline: 0; max-height: min(440px, 60vh); overflow-y: auto; background: var(--field); border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 8px 24px rgb(0 0 0 / 16%); }
.popup li { max-width: none; padding: 10px 14px; cursor: pointer; border-block-end: 1px solid var(--line); }
.popup li:last-child { border: 0; }
.popup li[aria-selected=true], .popup li:hover { background: var(--paper); }
.popup li[aria-selected=true] { box-shadow: inset 3px 0 var(--accent); }
[dir=rtl] .popup li[aria-selected=true] { box-shadow: inset -3px 0 var(--accent); }
.popup .name { display: block; font-weight: 600; color: var(--accent); } .popup .from, .popup .snippet { display: block; font-size: 14px; }
.popup .from, .from { color: var(--soft); font-size: 14px; }
.told { min-height: 21px; margin: 6px 0 0; color: var(--soft); font-size: 14px; line-height: 1.5; }
.search button, .button, .feedback button { display: inline-flex; align-items: center; min-height: 44px; padding: 0 16px; border: 1px solid var(--accent); border-radius: 8px; background: var(--accent); color: var(--on-accent); font: inherit; text-decoration: none; cursor: pointer; }
.feedback button[aria-pressed=false], .feedback .quiet { background: transparent; color: var(--accent); }
.feedback .quiet { border-color: transparent; text-decoration: underline; }
.results li { padding: 16px 0; border-block-start: 1px solid var(--line); }
.results p { margin: 4px 0 0; } .results a { font-weight: 600; }
.groups { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 0 32px; }
.list li { border-block-start: 1px solid var(--line); } .list a { display: block; padding: 12px 0; text-decoration: none; } .list a:hover .name { text-decoration: underline; }
.name { display: block; } .answers { display: block; color: var(--soft); font-size: 14px; line-height: 1.5; }
.most ol { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 8px; }
.most a { display: block; padding: 8px 14px; border: 1px solid var(--line); border-radius: 8px; text-decoration: none; } .most .answers { display: none; }
.crumbs { margin-block-end: 16px; font-size: 14px; color: var(--soft); } .crumbs ol { display: flex; flex-wrap: wrap; margin: 0; padding: 0; list-style: none; }
.crumbs li + li::before { content: '/'; margin-inline: 8px; }
.contents { margin: 0 0 32px; padding: 16px 20px; border: 1px solid var(--line); border-radius: 8px; }
.contents p { margin: 0 0 4px; font-size: 14px; color: var(--soft); } .contents li { padding: 4px 0; }
.feedback { margin-block-start: 40px; padding-block-start: 4px; border-block-start: 1px solid var(--line); scroll-margin-top: 16px; } .feedback h2 { margin-block-start: 20px; }
.comment { margin-block-start: 16px; } .comment label { display: block; font-weight: 600; }
textarea { width: 100%; padding: 10px 12px; border: 1px solid var(--soft); border-radius: 8px; background: var(--field); color: inherit; font: inherit; resize: vertical; }
.note { margin: 4px 0 12px; color: var(--soft); font-size: 14px; }
.still { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 12px; margin-block-start: 40px; padding: 20px; border: 1px solid var(--line); border-radius: 8px; }
.still p { margin: 0; } .still .ask { font-weight: 600; }
.printed { display: none; }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #333; --line: #bbb; --accent: #000; }
  header nav, .skip, .search, .still, .crumbs, .contents, .related, .feedback, .groups, .most { display: none; }
  main { max-width: none; padding: 0; } article h2 { break-after: avoid; } p { orphans: 3; widows: 3; }
  .printed { display: block; color: var(--soft); font-size: 12px; }
}
`;
