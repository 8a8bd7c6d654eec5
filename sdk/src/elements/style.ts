/** The look of the elements. Measures and colors are variables that a page may set; all has its size before it has come. */
const CSS = `
:host{display:block;font:var(--aisle-font,inherit);color:var(--aisle-color,inherit);--_a:var(--aisle-accent,#1d4fd7);--_s:var(--aisle-surface,color-mix(in srgb,currentColor 7%,transparent));--_r:var(--aisle-radius,.5rem);--_t:var(--aisle-tile,11rem);--_g:var(--aisle-gap,1rem);--_m:color-mix(in srgb,currentColor 72%,transparent)}
:host([hidden]){display:none!important}
section{overflow-x:clip;overflow-clip-margin:.25rem}
*{box-sizing:border-box}
header{display:flex;align-items:center;gap:.5rem;min-block-size:3rem}
h1,h2,h3,h4,h5,h6{margin:0;flex:1;min-inline-size:0;font-family:var(--aisle-heading-font,inherit);font-size:1.25rem;font-weight:650;line-height:1.2;overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2}
button{font:inherit;color:inherit;background:none;border:1px solid var(--_m);border-radius:var(--_r);min-block-size:2.75rem;min-inline-size:2.75rem;cursor:pointer}
header button{border-radius:50%;font-size:1.25rem;line-height:1}
[aria-disabled=true]{opacity:.4;cursor:default}
:focus-visible{outline:3px solid var(--_a);outline-offset:2px}
ul{display:flex;gap:var(--_g);margin:0 -.25rem;padding:.25rem;list-style:none;overflow-x:auto;scrollbar-width:none;scroll-behavior:smooth;scroll-snap-type:x proximity;scroll-padding-inline:.25rem}
:host([layout=grid]) ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(var(--_t),calc(50% - var(--_g)/2)),1fr));overflow:visible}
section{min-block-size:var(--aisle-height,calc(var(--_t) + 10rem))}
:host([add]) section{min-block-size:var(--aisle-height,calc(var(--_t) + 13.25rem))}
:host([layout=grid]) section{min-block-size:0}
li{position:relative;flex:0 0 var(--_t);min-inline-size:0;scroll-snap-align:start;display:flex;flex-direction:column;gap:.5rem}
a{display:flex;flex-direction:column;gap:.25rem;color:inherit;text-decoration:none;border-radius:var(--_r);cursor:pointer}
a:hover [part=title]{text-decoration:underline}
[part=picture]{display:block;inline-size:100%;aspect-ratio:1;object-fit:contain;background:var(--_s);border-radius:var(--_r)}
[part=title],[part=reason]{unicode-bidi:plaintext;text-align:match-parent}
[part=reason]{font-size:.8125rem;line-height:1.3;block-size:2.6em;overflow:hidden;color:var(--_m)}
[part=brand]{font-size:.8125rem;line-height:1.3;block-size:1.3em;color:var(--_m);overflow:hidden}
[part=title]{font-size:.9375rem;line-height:1.35;block-size:2.7em;overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow-wrap:anywhere}
[part=price]{font-size:1rem;font-weight:600;line-height:1.5;block-size:1.5em;overflow:hidden}
s{font-weight:400;color:var(--_m)}
[part=dismiss]{position:absolute;inset-block-start:.25rem;inset-inline-end:.25rem;min-block-size:2rem;min-inline-size:2rem;padding:0;border:0;border-radius:50%;font-size:1.25rem;line-height:1;background:var(--aisle-background,Canvas)}
@media(hover:hover){li:not(:hover,:focus-within) [part=dismiss]{opacity:0}}
.gone>:not([part=dismissed]){visibility:hidden}
[part=dismissed]{position:absolute;inset:0;display:flex;flex-direction:column;gap:.5rem;align-items:center;justify-content:center;text-align:center;border:1px dashed var(--_m);border-radius:var(--_r)}
[part=undo]{padding-inline:1rem}
.wait span{background:var(--_s);border-radius:var(--_r)}
.wait [part=add]{visibility:hidden}
.vh{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
form{position:relative}
[type=search]{inline-size:100%;min-block-size:2.75rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--aisle-background,transparent);border:1px solid var(--_m);border-radius:var(--_r)}
::placeholder{color:inherit;opacity:.72}
[role=listbox]{position:absolute;z-index:9;inset-inline:0;inset-block-start:100%;background:var(--aisle-background,Canvas);border:1px solid var(--_m);border-radius:var(--_r);overflow:hidden}
[role=option]{display:flex;justify-content:space-between;gap:1rem;min-block-size:2.75rem;align-items:center;padding:.25rem .75rem;cursor:pointer}
[aria-selected=true]{background:var(--_s)}
fieldset{border:0;margin:0;padding:0}
label{display:flex;align-items:center;gap:.75rem;min-block-size:2.75rem;cursor:pointer}
[role=switch]{appearance:none;flex:none;margin:0;inline-size:2.75rem;block-size:1.5rem;border-radius:1rem;padding:.1875rem;background:#6b6b6b;cursor:pointer}
[role=switch]:before{content:"";display:block;inline-size:1.125rem;block-size:1.125rem;border-radius:50%;background:#fff}
[role=switch]:checked{background:var(--_a)}
[role=switch]:checked:before{margin-inline-start:auto}
@media(prefers-reduced-motion:reduce){ul{scroll-behavior:auto}}`

let sheet: CSSStyleSheet | undefined

/** One for all elements. It is no inline style, so a page may forbid these. */
export const styleSheet = (): CSSStyleSheet => {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
  }
  return sheet
}
