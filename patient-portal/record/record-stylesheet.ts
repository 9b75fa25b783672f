/** The look of documents, traces and access. */
export const recordSheet = `
.spaces{display:flex;flex-wrap:wrap;gap:.5rem;margin:var(--s3) 0}
.spaces a{display:inline-flex;align-items:center;min-height:var(--touch);padding:.2rem .9rem;
border:1px solid var(--field);border-radius:99px;background:var(--card);text-decoration:none}
.spaces a:hover{background:var(--green-tint)}
.spaces a[aria-current]{background:var(--green);color:var(--green-ink);border-color:var(--green)}
.space-choice{margin:var(--s4) 0}
.space-choice>summary{display:inline-block;padding:.55rem .9rem;border:2px solid var(--field);
border-radius:var(--round);background:var(--card);font-weight:600}
.space-choice>summary::after{content:" ▾"/"";color:var(--green)}
.space-choice[open]>summary::after{content:" ▴"/""}
.facts{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1.1rem;margin:var(--s4) 0}
.facts dt{color:var(--soft)}.facts dd{margin:0}
@media (max-width:24rem){.facts{display:block}.facts dd{margin-bottom:.4rem}}
.document-acts{display:flex;flex-direction:column;gap:1.1rem;margin:var(--s5) 0}
.act{display:flex;flex-direction:column;align-items:flex-start;gap:.4rem}
.document-acts .act+.act{border-top:1px solid var(--line);padding-top:1.1rem}
main>.act{margin:1.25rem 0}.act p{margin:0}
.set-aside{margin-top:var(--s5)}.set-aside a{display:inline-flex;align-items:center;
min-height:var(--touch)}
.content{margin:var(--s4) 0}
.content iframe{height:min(44rem,82vh)}
.downloads{display:flex;flex-wrap:wrap;gap:.4rem 1.25rem;align-items:center;margin:var(--s3) 0}
.downloads a:not(.primary){display:inline-flex;align-items:center;min-height:var(--touch)}
.settings .card{padding:.8rem 1.1rem}.settings p{margin:0 0 .6rem}
.settings li{margin:var(--s3) 0}
.history{border-inline-start:3px solid var(--line);padding-inline-start:var(--s4)}
.history>li+li{margin-top:var(--s4)}
.held{margin:var(--s4) 0}
.filtering>summary{font-weight:600;color:var(--green)}
.traces{margin:var(--s3) 0}
.trace-day{margin:var(--s5) 0 var(--s2);font-size:1rem;font-family:var(--plain);color:var(--soft)}
.day-traces{background:var(--card);border:1px solid var(--line);border-radius:var(--rounder);
box-shadow:var(--shade)}
.trace{padding:.7rem 1.1rem}
.trace p{margin:.1rem 0}
.hour{color:var(--soft);font-size:var(--t-small);font-weight:600;margin-inline-end:.4em}
.trace:first-child{border-start-start-radius:var(--rounder);
border-start-end-radius:var(--rounder)}
.trace:last-child{border-end-start-radius:var(--rounder);border-end-end-radius:var(--rounder)}
.trace+.trace{border-top:1px solid var(--line)}
.trace .marks{margin-bottom:var(--s2)}
.trace details ol{padding-inline-start:1.2rem;list-style:disc}
.trace details li{padding:.2rem 0}
.trace.emergency-access{background:var(--amber-tint);
border-inline-start:6px solid var(--amber-line);font-weight:500}
`
