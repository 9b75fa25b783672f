/** The look of documents, traces and access; joins the portal's one sheet (stylesheet.ts). */
export const recordSheet = `
.sections{border-bottom:1px solid var(--line);background:var(--card)}
.sections ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;max-width:46rem;margin:0 auto;padding:0 1rem}
.sections a{display:inline-flex;align-items:center;min-height:2.75rem;font-weight:600;
text-decoration:none}
.sections a:hover{text-decoration:underline}
.sections a[aria-current]{color:var(--ink);box-shadow:inset 0 -3px var(--clay)}
.spaces{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
.spaces a{display:inline-flex;align-items:center;min-height:2.75rem;padding:.2rem .9rem;
border:1px solid var(--field);border-radius:99px;background:var(--card);text-decoration:none}
.spaces a[aria-current]{background:var(--green);color:var(--green-ink);border-color:var(--green)}
.documents h3 a{color:var(--ink);text-decoration:none}
.documents h3 a::after{content:"";position:absolute;inset:0;border-radius:12px}
.documents h3 a:focus-visible{outline:none}
.documents .exchange:has(h3 a:focus-visible){outline:3px solid var(--clay);outline-offset:2px}
.search{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:end;margin:1rem 0}
.search label{flex-basis:100%;font-weight:600}
.search input{flex:1 1 10rem;width:auto;min-width:0;margin:0}
select,input[type=date]{font:inherit;color:inherit;background:var(--paper);max-width:100%;
border:2px solid var(--field);border-radius:8px;padding:.5rem .7rem;min-height:2.9rem}
input[type=radio]{width:1.4rem;height:1.4rem;margin:.1rem 0 0;flex:none;accent-color:var(--green)}
fieldset{border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;min-width:0}
legend{font-weight:600;padding:0 .4rem}
fieldset .choice{margin:.4rem 0}fieldset .choice label{font-weight:400;padding:.15rem 0}
.facts{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem;margin:1rem 0}
.facts dt{color:var(--soft)}.facts dd{margin:0}
.acts{display:flex;flex-direction:column;gap:1.1rem;margin:1.5rem 0}
.act{display:flex;flex-direction:column;align-items:flex-start;gap:.4rem}
.acts .act+.act{border-top:1px solid var(--line);padding-top:1.1rem}
main>.act{margin:1.25rem 0}.act p{margin:0}.act label{font-weight:600}
.secondary{background:none;color:var(--green);border:2px solid var(--green);font-weight:600}
.stacked .secondary{align-self:flex-start}
.secondary:hover{background:var(--green-tint)}
.documents .extract{word-break:normal;-webkit-line-clamp:2}
.set-aside{margin-top:1.75rem}.set-aside a{display:inline-block;padding:.5rem 0}
.content{margin:1.25rem 0}
main>h2,main>section:not(.card,.closed)>h2{margin:1.75rem 0 .5rem}
.downloads{display:flex;flex-wrap:wrap;gap:.4rem 1.25rem;align-items:center}
.downloads a:not(.primary){display:inline-flex;align-items:center;min-height:2.75rem}
.choices{display:flex;flex-wrap:wrap;gap:.6rem}
.settings .card{padding:.8rem 1.1rem}.settings p{margin:0 0 .6rem}
.space-choice{margin:1rem 0}
.space-choice>summary{display:inline-block;min-height:2.75rem;padding:.55rem .9rem;
border:2px solid var(--field);border-radius:8px;background:var(--card);font-weight:600}
.space-choice>summary::after{content:" ▾"/"";color:var(--green)}
.space-choice[open]>summary::after{content:" ▴"/""}
.plain{list-style:disc;padding-left:1.2rem;margin:.4rem 0}
.history{padding-left:1.2rem}
.held{margin:1rem 0}
.filters{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end;margin:1rem 0}
.filters .field{max-width:100%}.filters .field:first-child{flex:1 1 100%}
.filters .field label{display:block}.filters input[type=date]{margin-top:.3rem}
.filters .choice{flex-basis:100%;min-height:2rem}
.traces{list-style:none;padding:0;margin:1rem 0}
.trace{padding:.6rem .9rem;border-top:1px solid var(--line)}
.trace.emergency-access{background:var(--amber-tint);border-left:5px solid var(--amber-line)}
.settings li{margin:.75rem 0}
@media (max-width:38rem){.documents .exchange{grid-template-columns:1fr}
.documents .exchange .date{grid-column:1;grid-row:auto;white-space:normal}}
@media print{.sections,.space-choice,.search,.acts,.filters{display:none}}
@media (forced-colors:active){.spaces a[aria-current]{outline:3px solid}}
`
