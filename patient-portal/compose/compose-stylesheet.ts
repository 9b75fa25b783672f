/** The form of an answer, its files, and the pages about writing. */
export const composeSheet = `
.files{border:1px solid var(--line);border-radius:var(--round);padding:.6rem .9rem .9rem;margin:0;
min-width:0;display:flex;flex-direction:column;gap:.6rem}
.files legend{font-weight:600;padding:0 .3rem}
.files p{margin:0}
.draft-files li{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:center;
justify-content:space-between;padding:.35rem 0}
.draft-files li.choice{justify-content:flex-start;flex-wrap:nowrap;align-items:flex-start}
.draft-files li+li{border-top:1px dashed var(--line)}
.draft-files:empty{display:none}
[data-room]:empty,[data-said]:empty{display:none}
.acts{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center}
.progress progress{width:100%;accent-color:var(--green)}
.other-text .words{border-left:3px solid var(--line);padding-left:.8rem}
search{display:block;margin-bottom:1.25rem}
.closed h3,.refusal h3{margin-top:.75rem}
.contacts{display:flex;flex-direction:column;gap:.75rem;margin:.75rem 0 1.5rem}
.contact p{margin:.1rem 0}
.contact a{font-weight:600;font-size:1.1rem}
.contact .mark{margin-left:.6rem}
`
