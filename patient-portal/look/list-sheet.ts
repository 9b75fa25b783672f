/** Lists of exchanges and of documents: one sheet of paper, a rule between lines, news in clay. */
export const listSheet = `
.exchanges{background:var(--card);border:1px solid var(--line);border-radius:var(--rounder);
box-shadow:var(--shade);margin:var(--s3) 0}
.exchange{position:relative;padding:.85rem 1rem .9rem 1.1rem;display:grid;
grid-template-columns:1fr auto;gap:0 .75rem;border-inline-start:5px solid transparent}
.exchange+.exchange{border-top:1px solid var(--line)}
.exchange:first-child{border-start-start-radius:var(--rounder);
border-start-end-radius:var(--rounder)}
.exchange:last-child{border-end-start-radius:var(--rounder);border-end-end-radius:var(--rounder)}
.exchange:hover{background:var(--green-tint)}
.exchange p{margin:.05rem 0}
.exchange :is(h2,h3){font-size:var(--t-big);font-weight:500}
.exchange :is(h2,h3) a{color:var(--ink);text-decoration:none}
.exchange :is(h2,h3) a::after{content:"";position:absolute;inset:0}
.exchange :is(h2,h3) a:focus-visible{outline:none}
.exchange:has(:is(h2,h3) a:focus-visible){outline:3px solid var(--clay);outline-offset:-3px}
.exchange.unread{border-inline-start-color:var(--clay)}
.exchange.unread :is(h2,h3,.subject){font-weight:700}
.entity{color:var(--soft)}
.exchange .entity{font-size:var(--t-small)}
.exchange .date{grid-column:2;grid-row:1;color:var(--soft);font-size:var(--t-small);
white-space:nowrap;line-height:1.6rem}
.exchange .entity,.exchange .subject,.exchange .extract,.exchange .marks{grid-column:1/-1}
.exchange .subject{margin-top:.3rem}
.exchange .subject,.extract{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;
overflow:hidden}
.extract{-webkit-line-clamp:1;color:var(--soft);word-break:break-all}
.documents .extract{word-break:normal;-webkit-line-clamp:2}
.exchange .marks{margin-top:var(--s2)}
.marks{display:flex;flex-wrap:wrap;gap:.4rem}
.mark{border:1px solid var(--field);border-radius:99px;padding:.05rem .7rem;font-size:.85rem;
line-height:1.5}
.mark.new{background:var(--clay-tint);border-color:var(--clay);color:var(--clay);font-weight:600}
.paging{display:flex;flex-wrap:wrap;gap:var(--s4);justify-content:space-between;
margin-top:var(--s4)}
.paging a{display:inline-flex;align-items:center;min-height:var(--touch)}
.exchange:not(:has(.subject)) .extract{-webkit-line-clamp:3;word-break:normal}
.exchange>.small{grid-column:1/-1}
.list-filters ul{display:flex;flex-wrap:wrap;gap:.4rem;margin:var(--s4) 0 var(--s2)}
.list-filters a{display:inline-flex;align-items:center;gap:.3em;min-height:var(--touch);
padding:.1rem .7rem;border:1px solid var(--field);border-radius:99px;background:var(--card);
font-size:.95rem;
text-decoration:none}
.list-filters a:hover{background:var(--green-tint)}
.list-filters a[aria-current]{background:var(--green);color:var(--green-ink);
border-color:var(--green);font-weight:600}
.live .notice{margin:var(--s2) 0}
@media (max-width:38rem){
.documents .exchange{grid-template-columns:1fr}
.documents .exchange .date{grid-column:1;grid-row:auto;white-space:normal}}
@media (forced-colors:active){.exchange{border-inline-start-color:Canvas}
.exchange.unread{border-inline-start:5px double CanvasText}
[aria-current]{outline:2px solid;outline-offset:-2px}
.primary{border-width:3px}.sign{stroke:LinkText}}
`
