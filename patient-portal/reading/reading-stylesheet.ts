/** Results of a search, previews of attachments, and a conversation on paper. */
export const readingSheet = `
[hidden]{display:none!important}
.search .small,.search .field-error{flex-basis:100%;margin:0}
.title-row{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s4);align-items:center;
justify-content:space-between}
.title-row .primary{margin:0}
.title-row+.lead{margin-bottom:var(--s2)}
.paging{align-items:center}
mark{background:var(--amber-tint);color:inherit;border-bottom:2px solid var(--amber-line);
font-weight:600}
.extract.found{-webkit-line-clamp:4;word-break:normal}
.preview{margin:var(--s4) 0;max-width:100%}
figure.preview{background:var(--sunk);border:1px solid var(--line);
border-radius:var(--round);padding:var(--s2);text-align:center}
.preview img{max-width:100%;height:auto;background:#fff}
iframe.preview{display:block;width:100%;height:min(48rem,85vh);min-height:18rem;resize:vertical;
border:1px solid var(--line);border-radius:var(--round);background:var(--card)}
.transcript summary{color:var(--green);min-height:var(--touch)}
.kind::first-letter{text-transform:uppercase}
.whole{margin-top:var(--s5)}
.printed h2{font-size:var(--t-big)}.printed h3{font-size:1rem;margin-top:var(--s3)}
@media print{.on-screen,.live,.list-filters,.whole,.file-acts,.all-files{display:none!important}
.preview img{max-height:240mm}}
@media (forced-colors:active){mark{outline:2px solid Mark}}
`
